"""Ready questions: each a file `name.sql` whose head comment holds title, description and parameters.

-- title: People named most
-- description: Each person … (further lines as `--   …`)
-- param limit = 20: how many people
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from db.errors import MissingParameter, UnknownQuery

FOLDER = Path(__file__).parent

Value = str | int | float | None

_HEAD = re.compile(r"--\s*(title|description|param (\w+)(?:\s*=\s*([^:]*?))?)\s*:\s*(.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter `:name` of a question; one without a default must be given."""

    name: str
    meaning: str
    default: str | int | None = None


@dataclass(frozen=True, slots=True)
class ReadyQuery:
    """A question with a name."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sql: str


@cache
def ready_queries() -> Mapping[str, ReadyQuery]:
    """All ready questions by name, in order of their names."""
    return MappingProxyType({path.stem: _read(path) for path in sorted(FOLDER.glob("*.sql"))})


def find_query(name: str) -> ReadyQuery:
    """The ready question of that name. Raises UnknownQuery, which suggests the nearest."""
    ready = ready_queries()
    if name not in ready:
        near = get_close_matches(name, ready, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]}?" if near else "`dateline query` lists them all"
        raise UnknownQuery(f"there is no ready question {name}", hint)
    return ready[name]


def bound(query: ReadyQuery, given: Mapping[str, Value]) -> dict[str, Value]:
    """All parameters of a question with their values. Raises MissingParameter and UnknownQuery's sibling for others."""
    names = {parameter.name for parameter in query.parameters}
    for name in given:
        if name not in names:
            known = ", ".join(sorted(names)) or "none"
            raise MissingParameter(f"{query.name} has no parameter {name}", f"it has: {known}")
    return {parameter.name: _value(query, parameter, given) for parameter in query.parameters}


def _value(query: ReadyQuery, parameter: Parameter, given: Mapping[str, Value]) -> Value:
    value = given.get(parameter.name, parameter.default)
    if value is None:
        raise MissingParameter(
            f"{query.name} needs {parameter.name}: {parameter.meaning}", f"add --param {parameter.name}=…"
        )
    if isinstance(parameter.default, int) and not isinstance(value, int):
        if not str(value).strip().isdecimal():
            raise MissingParameter(f"{parameter.name} must be a number, not {value!r}", parameter.meaning)
        return int(value)
    return value


def _read(path: Path) -> ReadyQuery:
    sql = path.read_text(encoding="utf-8")
    heads = [found for line in sql.splitlines() if (found := _HEAD.fullmatch(line))]
    told = {found[1]: found[4] for found in heads}
    parameters = tuple(Parameter(found[2], found[4], _default(found[3])) for found in heads if found[2])
    return ReadyQuery(path.stem, told["title"], told["description"], parameters, sql)


def _default(written: str | None) -> str | int | None:
    return int(written) if written and written.isdecimal() else written or None
