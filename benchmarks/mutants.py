"""Mutation testing of cleaning, names and loading: `python -m benchmarks.mutants --sample 400`.

One small change at a time (mutmut's operators; `pip install 'dateline[mutants]'`) is made to a module, and the tests of
that module must notice. A seeded sample of all changes is tried, each in a process forked from one that has imported
what is slow to import; the tests run fast ones first and stop at the first failure. A change that makes them run for
ever counts as noticed. What is not changed, since no test should notice it: docstrings, annotations and the names of
types, `__all__`, decorators, `strict=` and `frozen=`, `slots=`, the wording of messages (texts of more than one word,
whatever is raised). Changes that were read and found to make no difference stand in mutants_equivalent.tsv.

Killed changes are remembered in `--log`, so that a second run tries only what survived the first.
"""

import argparse
import difflib
import hashlib
import importlib
import importlib.util
import json
import os
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

HERE = Path(__file__).parent.parent
EQUIVALENT = Path(__file__).parent / "mutants_equivalent.tsv"
HEAVY = ("pytest", "hypothesis", "lxml.html", "ftfy", "sqlalchemy.orm", "pycrfsuite", "alembic.command", "numpy", "bs4")
CPU_SECONDS = 60
WALL_SECONDS = 400

TESTS: dict[str, tuple[str, ...]] = {
    "boilerplate": ("text/test_boilerplate.py", "text/test_texts.py"),
    "boilerplate.cost": ("text/test_boilerplate_cost.py",),
    "boilerplate.openings": ("text/test_boilerplate_cost.py",),
    "boilerplate.patterns": ("text/test_boilerplate_cost.py",),
    "countries": ("text/test_countries.py", "text/test_appositions.py", "text/test_roles.py", "text/test_names.py"),
    "decoding": ("text/test_decoding.py", "text/test_readers.py"),
    "fingerprints": ("text/test_learned.py",),
    "gazetteer": ("text/test_places.py", "text/test_countries.py"),
    "lines": ("text/test_lines.py", "text/test_texts.py"),
    "months": ("text/test_dates.py",),
    "names": ("text/test_names.py", "text/test_variants.py"),
    "naming": ("text/test_names.py",),
    "pages": ("text/pages",),
    "pipeline": ("text/test_texts.py", "test_rows.py"),
    "places": ("text/test_places.py", "text/test_names.py"),
    "readers": ("text/test_readers.py", "text/test_readers_records.py", "text/test_warc.py", "text/test_decoding.py"),
    "recognisers": ("text/recognisers",),
    "records": ("text/test_texts.py", "test_rows.py"),
    "roles": ("text/test_roles.py", "text/test_appositions.py"),
    "slugs": ("text/test_names.py", "text/test_texts.py"),
    "words": ("text/test_names.py", "text/test_countries.py"),
    "errors": ("text/test_readers.py", "text/test_texts.py"),
    "db": ("db/test_documents.py", "db/test_copying.py", "db/test_load.py", "test_rows.py"),
}
"""Tests of a room of `flows.text`, or of a module in it, besides the test that bears the room's name."""

LAST = ("test_golden.py",)
SLOW = (
    "recognisers/test_spacy_english.py",
    "recognisers/test_training.py",
    "endless",
    "linear",
    "in_stride",
    "postgresql",
    "both_databases",
    "whatever_the_bytes",
    "many_names",
)
"""Tests that are left out, by parts of their names."""


class Mutant(NamedTuple):
    """A change of a module: its whole new source, and the lines that differ."""

    module: str
    source: str
    line: int
    before: str
    after: str

    @property
    def key(self) -> str:
        """The same for the same change, whatever stands around it."""
        return hashlib.sha1(f"{self.module}\0{self.before}\0{self.after}".encode()).hexdigest()[:12]


def main() -> None:
    """Choose the sample, try each change, print survivors and the table."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--sample", type=int, default=400, help="changes to try")
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--only", default="", help="modules whose path has this in it")
    cli.add_argument("--minutes", type=float, default=1e6, help="stop after so many; what was tried is a sample too")
    cli.add_argument("--log", type=Path, default=Path("build/mutants.jsonl"))
    args = cli.parse_args()
    found = [place for path in modules() if args.only in str(path) for place in places(path)]
    drawn = random.Random(args.seed).sample(found, min(args.sample, len(found)))
    chosen = list(dict.fromkeys(each for each in map(written, drawn) if each.line))
    print(f"{len(chosen)} of {len(found):,} changes", flush=True)
    for name in HEAVY:
        importlib.import_module(name)
    args.log.parent.mkdir(parents=True, exist_ok=True)
    known = [json.loads(line) for line in args.log.read_text().splitlines()] if args.log.exists() else []
    outcomes = {each["key"]: each["outcome"] for each in known if each["outcome"] != "survived"}
    until = time.monotonic() + 60 * args.minutes
    with args.log.open("a") as log:
        for each in chosen:
            if each.key not in outcomes and time.monotonic() < until:
                outcomes[each.key] = outcome(each)
                log.write(json.dumps({**each._asdict(), "source": "", "key": each.key, "outcome": outcomes[each.key]}))
                log.write("\n")
                log.flush()
    show([each for each in chosen if each.key in outcomes], outcomes)


def modules() -> list[Path]:
    """What is changed: all of flows.text but the reading of a foreign model, and all of db.loading."""
    paths = [*HERE.glob("flows/text/**/*.py"), *HERE.glob("db/loading/*.py")]
    return sorted(path for path in paths if path.stem != "spacy_english")


class Place(NamedTuple):
    """A change before it is written out: the tree it is in, the node and what stands in its stead."""

    path: Path
    tree: Any
    node: Any
    new: Any


def places(path: Path) -> Iterator[Place]:
    """Every change of a module that is not left out."""
    import libcst as cst
    from mutmut.mutation.mutators import mutation_operators, operator_string

    tree = cst.parse_module(path.read_text(encoding="utf-8"))
    for node in changeable(tree):
        for kind, operator in mutation_operators:
            if isinstance(node, kind) and not (operator is operator_string and wording(node)):
                yield from (Place(path, tree, node, new) for new in operator(node))


def written(place: Place) -> Mutant:
    """The change written out."""
    module = ".".join(place.path.relative_to(HERE).with_suffix("").parts).removesuffix(".__init__")
    return mutant(module, place.tree.code, place.tree.deep_replace(place.node, place.new).code)


def mutant(module: str, source: str, changed: str) -> Mutant:
    """The change told by the first line that differs."""
    old, new = source.splitlines(), changed.splitlines()
    for tag, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            return Mutant(module, changed, first + 1, joined(old[first:last]), joined(new[start:end]))
    return Mutant(module, changed, 0, "", "")


def joined(lines: list[str]) -> str:
    """Lines on one line."""
    return " ".join(line.strip() for line in lines)


def changeable(node: Any) -> Iterator[Any]:
    """The nodes of a tree, but for those that no test should notice."""
    import libcst as cst

    if isinstance(node, (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom, cst.Raise, cst.TypeAlias)):
        return
    if isinstance(node, cst.Expr) and isinstance(node.value, (cst.SimpleString, cst.ConcatenatedString)):
        return
    if isinstance(node, cst.Arg) and node.keyword and node.keyword.value in ("strict", "slots", "frozen"):
        return
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in NAMELESS:
        return
    if isinstance(node, (cst.Assign, cst.AnnAssign)) and (isinstance(node.value, cst.Subscript) or is_all(node)):
        return
    if any(
        isinstance(arg, cst.Arg) and arg.keyword and arg.keyword.value == "strict" for arg in getattr(node, "args", ())
    ):
        yield from (each for child in node.children for each in changeable(child))
        return
    yield node
    for child in node.children:
        yield from changeable(child)


NAMELESS = (
    "cast",
    "TypeVar",
    "BadRecord",
    "TooLarge",
    "Unreadable",
    "EmptyText",
    "Undecodable",
    "SettingsError",
    "NotText",
)
"""Calls of these say something to a reader or to the type checker alone."""


def is_all(node: Any) -> bool:
    """Whether it is `__all__ = ...`."""
    return "__all__" in [getattr(each.target, "value", "") for each in getattr(node, "targets", ())]


def wording(node: Any) -> bool:
    """Whether a text is said to a person: more than one word."""
    return " " in getattr(node, "value", "").strip("\"' ")


def tests_of(module: str) -> list[str]:
    """The tests of a module, fast and near ones first."""
    parts = module.split(".")
    stem = parts[2] if len(parts) > 2 else ""
    if parts[0] == "db":
        named = list(TESTS["db"])
    else:
        near = [".".join(parts[2:]), stem]
        named = [f"text/test_{stem}.py", *(test for name in near for test in TESTS.get(name, ()))]
        named += LAST
    return list(dict.fromkeys(f"tests/{name}" for name in named if (HERE / "tests" / name).exists()))


def outcome(each: Mutant) -> str:
    """Run the tests over the change in a forked process: killed, endless or survived."""
    child = os.fork()
    if not child:
        os._exit(tested(each))
    until = time.monotonic() + WALL_SECONDS
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            if os.WIFSIGNALED(status):
                return "endless" if os.WTERMSIG(status) == signal.SIGXCPU else "killed"
            return "survived" if os.WEXITSTATUS(status) == 0 else "killed"
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "endless"


def tested(each: Mutant) -> int:
    """In the child: put the change in the module's place, and run its tests in silence."""
    import pytest
    from hypothesis import HealthCheck, settings

    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    settings.register_profile(
        "mutants",
        max_examples=25,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")
    sys.meta_path.insert(0, Instead(each))
    sys.dont_write_bytecode = True
    left_out = "not (" + " or ".join(part.replace("recognisers/", "").removesuffix(".py") for part in SLOW) + ")"
    options = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "--assert=plain", "-k", left_out]
    return int(pytest.main([*options, *tests_of(each.module)]))


class Instead:
    """Finds the changed module where Python would find the true one."""

    def __init__(self, each: Mutant) -> None:
        self.each = each

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        """The spec of the module, with the changed source."""
        if name != self.each.module:
            return None
        room = HERE.joinpath(*name.split("."))
        place = str(room / "__init__.py" if room.is_dir() else room.with_suffix(".py"))
        return importlib.util.spec_from_file_location(name, place, loader=Changed(name, place, self.each.source))


class Changed(SourceFileLoader):
    """Loads a source that is not the file's."""

    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        """The code of the changed source."""
        return compile(self.source, self.path, "exec", dont_inherit=True)


def equivalent() -> dict[str, str]:
    """Key and reason of each change that was read and makes no difference."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines() if EQUIVALENT.exists() else []
    return {line.split("\t")[0]: line.split("\t")[-1] for line in lines if line and not line.startswith("#")}


def show(chosen: list[Mutant], outcomes: dict[str, str]) -> None:
    """Print what survived, and the table by module and by room."""
    same = equivalent()
    table: Counter[tuple[str, str]] = Counter()
    for each in sorted(chosen, key=lambda mutant: (mutant.module, mutant.line)):
        said = "equivalent" if each.key in same else outcomes[each.key]
        table[each.module, said] += 1
        table["all", said] += 1
        if said == "survived":
            print(f"{each.key} {each.module}:{each.line}\n    - {each.before}\n    + {each.after}")
    print(f"\n{'module':48} {'mutants':>8} {'killed':>8} {'survived':>9} {'equivalent':>11} {'share':>7}")
    for name in dict.fromkeys(name for name, _ in table):
        if name != "all":
            row(name, table)
    row("all", table)


def row(name: str, table: Counter[tuple[str, str]]) -> None:
    """One line of the table; endless ones were killed by the time they took."""
    killed, survived = table[name, "killed"] + table[name, "endless"], table[name, "survived"]
    judged = killed + survived
    share = f"{100 * killed / judged:6.1f}%" if judged else "      -"
    print(f"{name:48} {judged:8} {killed:8} {survived:9} {table[name, 'equivalent']:11} {share}")


if __name__ == "__main__":
    main()
