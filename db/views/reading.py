"""A view's file: a head comment with its meaning and a line a column, then one SELECT.

-- Which entities each article names.
--
-- Further paragraphs, for those who read the file.
-- first_start [code points] (30): Where it is first named.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent

_COLUMN = re.compile(r"-- (?P<name>\w+)(?: \[(?P<unit>[^]]+)\])? \((?P<example>.+?)\): (?P<meaning>.+)")


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a view, as `data_dictionary` shows it."""

    name: str
    meaning: str
    unit: str | None
    example: str


@dataclass(frozen=True, slots=True)
class View:
    """A view: name, meaning (`note` says more), columns in order, and its SELECT, with words of `db.views.dialects`."""

    name: str
    meaning: str
    note: str
    columns: tuple[ViewColumn, ...]
    select: str


@cache
def views() -> Mapping[str, View]:
    """All views by name, in order of their names."""
    return MappingProxyType({path.stem: _read(path) for path in sorted(FOLDER.glob("*.sql"))})


def _read(path: Path) -> View:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("--")]
    told = [_COLUMN.fullmatch(line) for line in head]
    prose = [line.removeprefix("--").strip() for line, column in zip(head, told, strict=True) if not column]
    meaning, _, note = "\n".join(prose).partition("\n\n")
    columns = tuple(ViewColumn(c["name"], c["meaning"], c["unit"], c["example"]) for c in told if c)
    select = "\n".join(line for line in lines if not line.startswith("--")).strip()
    return View(path.stem, " ".join(meaning.split()), " ".join(note.split()), columns, select)
