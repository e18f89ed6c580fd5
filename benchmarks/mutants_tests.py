"""Which tests run which lines, for mutation testing: `python -m benchmarks.mutants_tests [TESTS]`.

A test that never runs a line cannot notice a change of it. One run of the tests under coverage, with a context a test,
says which do. What is made once and kept (a cached table, a fixture of a module) is made under the test that asks
first: its lines count for every test that asks. With TESTS, only those are measured anew, and those of them too that
need PostgreSQL.
"""

import argparse
import ast
import difflib
import functools
import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent.parent
MAP = HERE / "build/mutants_tests.json"
TESTS = (
    "tests/text",
    "tests/db",
    *(f"tests/test_{name}.py" for name in ("golden", "rows", "seed", "learned", "look", "reannotate", "ingest")),
    *(f"tests/test_{name}.py" for name in ("entities", "compare", "hostile_names", "keeping", "tables")),
)
MARKED = "not postgresql and not browser"
LONGEST = 4.0
"""Seconds from which a test is not asked."""

PROFILE: dict[str, Any] = {"max_examples": 25, "derandomize": True, "database": None, "deadline": None}
"""Hypothesis as it runs here: few examples, always the same."""

FIRST = 40
"""How often the making of one kept thing is told apart from the test that asked for it."""


def main() -> None:
    """Run the tests, and write what they run."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("tests", nargs="*")
    args = cli.parse_args()
    chosen = args.tests or [test for test in TESTS if (HERE / test).exists()]
    told = told_of(chosen, MARKED if not args.tests else "not browser")
    if args.tests:
        told = merged(json.loads(MAP.read_text()), told)
    MAP.parent.mkdir(exist_ok=True)
    MAP.write_text(json.dumps(told))
    print(f"{len(told['tests'])} tests, {sum(seconds for _, seconds in told['tests']):.0f} s of CPU")


def told_of(tests: list[str], marked: str) -> dict[str, Any]:
    """Node and seconds of each test that passes, and the tests of each line of each module."""
    import coverage
    import pytest

    quiet_hypothesis()
    cover = coverage.Coverage(
        data_file=None, include=[f"{HERE}/flows/text/*", f"{HERE}/db/loading/*"], config_file=False
    )
    asked = Asked(cover)
    functools.lru_cache, functools.cache = asked.lru_cache, asked.lru_cache(maxsize=None)
    cover.start()
    options = ["-q", "--no-header", "-p", "no:cacheprovider", "--assert=plain", "-m", marked]
    pytest.main([*options, *tests], plugins=[asked])
    cover.stop()
    data = cover.get_data()
    passed = [node for node in asked.seconds if node in asked.passed]
    names = {node: index for index, node in enumerate(passed)}
    lines = {
        str(Path(file).relative_to(HERE)): {
            str(line): sorted({names[node] for context in contexts for node in asked.askers(context) if node in names})
            for line, contexts in data.contexts_by_lineno(file).items()
        }
        for file in sorted(data.measured_files())
    }
    sources = {file: (HERE / file).read_text(encoding="utf-8") for file in lines}
    return {"tests": [(node, round(asked.seconds[node], 3)) for node in passed], "lines": lines, "sources": sources}


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The old map with what was measured anew; of a file that has changed since, lines are those of the new source.

    Lines that are new since are known `partly`: not all tests were asked whether they run them.
    """
    files = {node.partition("::")[0] for node, _ in new["tests"]}
    left = [at for at, (node, _) in enumerate(old["tests"]) if node.partition("::")[0] not in files]
    names = {was: at for at, was in enumerate(left, len(new["tests"]))}
    partly: dict[str, list[int]] = {}
    for file, source in old["sources"].items():
        now = same_lines(source, new["sources"].setdefault(file, source))
        fresh = set(range(1, new["sources"][file].count("\n") + 2)).difference(now.values())
        partly[file] = sorted(fresh | {now[line] for line in old.get("partly", {}).get(file, ()) if line in now})
        lines = new["lines"].setdefault(file, {})
        for line, tests in old["lines"][file].items():
            if at := now.get(int(line)):
                lines[str(at)] = [*lines.get(str(at), []), *(names[test] for test in tests if test in names)]
    return {**new, "tests": [*new["tests"], *(old["tests"][at] for at in left)], "partly": partly}


def same_lines(old: str, new: str) -> dict[int, int]:
    """The lines of a text that another has too, and where."""
    if old == new:
        return {line: line for line in range(1, old.count("\n") + 2)}
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    return {
        first + at + 1: start + at + 1 for first, start, count in matcher.get_matching_blocks() for at in range(count)
    }


def quiet_hypothesis() -> None:
    """The profile of Hypothesis under which tests are run here."""
    from hypothesis import HealthCheck, settings

    settings.register_profile("mutants", suppress_health_check=list(HealthCheck), **PROFILE)
    settings.load_profile("mutants")


class Asked:
    """A plugin of pytest: the context of what runs, who asked for what is kept, and the time of each test."""

    def __init__(self, cover: Any) -> None:
        self.cover, self.now = cover, ""
        self.seconds: dict[str, float] = {}
        self.passed: set[str] = set()
        self.uses: defaultdict[str, set[str]] = defaultdict(set)
        self.makings: defaultdict[str, int] = defaultdict(int)

    def under(self, name: str) -> str:
        """Count what runs from now on to this name; returns the one before."""
        before, self.now = self.now, name
        self.cover.switch_context(name)
        return before

    def askers(self, name: str) -> set[str]:
        """The tests that asked for it, by itself or for something else."""
        found, left = {name}, [name]
        while left:
            for each in self.uses[left.pop()] - found:
                found.add(each)
                left.append(each)
        return found

    def pytest_runtest_protocol(self, item: Any) -> None:
        """Before a test."""
        self.seconds[item.nodeid] = -cpu()
        for name in getattr(item, "fixturenames", ()):
            self.uses[f"fixture {name}"].add(item.nodeid)
        self.under(item.nodeid)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """After each part of a test."""
        if report.when == "call" and report.passed:
            self.passed.add(report.nodeid)
        if report.when == "teardown":
            self.seconds[report.nodeid] += cpu()
            self.under("")

    def lru_cache(self, maxsize: Any = 128, typed: bool = False) -> Any:
        """Stands in for functools.lru_cache and functools.cache."""
        if callable(maxsize):
            return self.kept(maxsize, LRU(128, typed))
        return lambda function: self.kept(function, LRU(maxsize, typed))

    def kept(self, function: Callable[..., Any], decorate: Callable[..., Any]) -> Any:
        """A function whose results are kept, and, of our own, who asked for them noted."""
        if not str(getattr(function, "__module__", "")).startswith("flows."):
            return decorate(function)
        name = f"kept {function.__module__}.{function.__qualname__}"
        inner = decorate(self.making(name, function))
        uses = self.uses[name]

        @functools.wraps(function)
        def asking(*args: Any, **keywords: Any) -> Any:
            uses.add(self.now)
            return inner(*args, **keywords)

        asking.cache_clear, asking.cache_info = inner.cache_clear, inner.cache_info  # type: ignore[attr-defined]
        return asking

    def making(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself, under a name of its own the first times."""

        def made(*args: Any, **keywords: Any) -> Any:
            self.makings[name] += 1
            if self.makings[name] > FIRST:
                return function(*args, **keywords)
            before = self.under(name)
            try:
                return function(*args, **keywords)
            finally:
                self.under(before)

        return made


LRU = functools.lru_cache


def cpu() -> float:
    """Seconds of CPU of this process and of those it has waited for."""
    return sum(os.times()[:4])


class Test(NamedTuple):
    """A test and the seconds it takes."""

    node: str
    seconds: float


class Tests:
    """The map, asked for the tests of a line."""

    def __init__(self, path: Path = MAP) -> None:
        told = json.loads(path.read_text())
        self.tests = [Test(*each) for each in told["tests"]]
        self.lines: dict[str, dict[int, set[int]]] = {
            file: {int(line): set(tests) for line, tests in lines.items()} for file, lines in told["lines"].items()
        }
        self.was = {
            file: same_lines((HERE / file).read_text(encoding="utf-8"), source)
            for file, source in told["sources"].items()
            if (HERE / file).exists()
        }
        self.partly = {file: set(lines) for file, lines in told.get("partly", {}).items()}
        self.importers = importers(sorted(HERE.glob("flows/text/**/*.py")) + sorted(HERE.glob("db/loading/*.py")))

    def of(self, file: str, line: int) -> list[Test]:
        """The tests that run a line."""
        tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
        span = [self.was.get(file, {}).get(at) for at in statement(tree, line)]
        known = bool(span) and None not in span and self.partly.get(file, set()).isdisjoint(span)
        found = {test for at in span for test in self.run(file, at)} if known else self.whole(file)
        return [self.tests[each] for each in sorted(found)]

    def run(self, file: str, line: int | None) -> set[int]:
        """The tests that run a line of the source that was measured."""
        return self.lines.get(file, {}).get(line or 0, set())

    def whole(self, file: str) -> set[int]:
        """The tests that run anything of a module, or, since its tables are used there, of those that import it."""
        found = {test for tests in self.lines.get(file, {}).values() for test in tests}
        for other in self.importers.get(file, ()):
            found |= {test for tests in self.lines.get(other, {}).values() for test in tests}
        return found


def statement(tree: ast.Module, line: int) -> range:
    """The lines of the statement a line is in, or of its head; none outside of functions."""
    inside, innermost = False, None
    for node in walked(tree, line):
        inside = inside or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        innermost = node
    if not inside or innermost is None:
        return range(0)
    if isinstance(innermost, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return range(innermost.body[0].lineno, (innermost.end_lineno or line) + 1)
    body = getattr(innermost, "body", None)
    last = body[0].lineno - 1 if isinstance(body, list) and body else innermost.end_lineno or line
    return range(innermost.lineno, max(last, innermost.lineno) + 1)


def walked(node: ast.AST, line: int) -> Iterator[ast.stmt]:
    """The statements around a line, from the outside in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.ExceptHandler, ast.match_case)) and within(child, line):
            yield from walked(child, line)
        if isinstance(child, ast.stmt) and within(child, line):
            yield child
            yield from walked(child, line)


def within(node: Any, line: int) -> bool:
    """Whether a line is in a node."""
    return getattr(node, "lineno", line) <= line <= (getattr(node, "end_lineno", None) or line)


def importers(paths: list[Path]) -> dict[str, list[str]]:
    """The modules that import from each, by their files."""
    files = {".".join(path.relative_to(HERE).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                for name in {node.module, *(f"{node.module}.{each.name}" for each in node.names)}:
                    if name in files:
                        found[str(files[name].relative_to(HERE))].append(str(path.relative_to(HERE)))
    return dict(found)


if __name__ == "__main__":
    main()
