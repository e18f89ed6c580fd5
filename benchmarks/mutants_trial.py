"""One change tried: a forked process in which the changed module stands in the true one's place runs the tests."""

import contextlib
import importlib
import importlib.util
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib.machinery import ModuleSpec, SourceFileLoader
from itertools import accumulate, chain
from types import CodeType
from typing import Any, NamedTuple

from benchmarks.mutants_changes import HERE, Mutant
from benchmarks.mutants_tests import LONGEST, Test, cpu, quiet_hypothesis

HEAVY = ("pytest", "hypothesis", "lxml.html", "ftfy", "sqlalchemy.orm", "pycrfsuite", "alembic.command", "numpy", "bs4")
"""Slow to import, and not changed: imported before the fork."""

NEAR_SECONDS, SOON_SECONDS, ALL_SECONDS = 1.0, 3.0, 12.0
"""Seconds of tests of the nearest file, which are asked first, of those asked next, and of all that are asked."""

SLACK_SECONDS, SLOWER = 15, 5
"""A change that makes the tests take so many seconds and so many times as long runs for ever."""

OPTIONS = ("-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain")
MEMORY = 6 << 30
PASSED, NONE = 0, 5
"""Ends of pytest by which nobody would have noticed anything: all passed, or none was there any more."""


class Trial(NamedTuple):
    """A process that tries a change, and when it is given up."""

    mutant: Mutant
    folder: str
    until: float


def prepare() -> None:
    """Import what is slow to import, and let pytest find its plugins."""
    import pytest

    for name in HEAVY:
        importlib.import_module(name)
    pytest.main([*OPTIONS, "--collect-only", "-qq", "tests/test_style.py"])


def asked(tests: Iterable[Test], module: str) -> list[list[Test]]:
    """The tests in three parts: of the nearest file, of a few others, of all; quick ones before slow ones."""
    files: dict[str, list[Test]] = {}
    for test in sorted(test for test in tests if test.seconds < LONGEST):
        files.setdefault(test.node.partition("::")[0], []).append(test)
    near = [part for part in module.split(".")[2:] if len(part) > 3]
    mean = {file: sum(test.seconds for test in its) / len(its) for file, its in files.items()}
    order = sorted(files, key=lambda file: (-sum(part in file for part in near), mean[file], file))
    line = [test for file in order for test in sorted(files[file], key=lambda test: (test.seconds, test.node))]
    parts: list[list[Test]] = []
    for limit, wanted in ((NEAR_SECONDS, order[:1]), (SOON_SECONDS, order[:4]), (ALL_SECONDS, order)):
        left = [test for test in line if test.node.partition("::")[0] in wanted and test not in chain(*parts)]
        ends = accumulate((test.seconds for test in left), initial=sum(test.seconds for test in chain(*parts)))
        parts.append([test for test, end in zip(left, ends, strict=False) if end < limit])
    return [part for part in parts if part]


def begin(mutant: Mutant, parts: list[list[Test]]) -> tuple[int, Trial]:
    """Fork; the child runs the tests."""
    folder = tempfile.mkdtemp(prefix="mutant-")
    child = os.fork()
    if not child:
        os.setsid()
        os._exit(tested(mutant, parts, folder))
    seconds = sum(test.seconds for part in parts for test in part)
    return child, Trial(mutant, folder, time.monotonic() + 60 + 20 * seconds)


def ended(child: int, trial: Trial) -> str:
    """What became of a trial: killed, endless or survived; empty while it runs."""
    done, status = os.waitpid(child, os.WNOHANG)
    if not done and time.monotonic() < trial.until:
        return ""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if not done:
        os.waitpid(child, 0)
    shutil.rmtree(trial.folder, ignore_errors=True)
    return said(status) if done else "endless"


def said(status: int) -> str:
    """The outcome that the end of a process tells."""
    if os.WIFSIGNALED(status):
        return "endless" if os.WTERMSIG(status) == signal.SIGXCPU else "killed"
    return "killed" if os.WEXITSTATUS(status) else "survived"


def tested(mutant: Mutant, parts: list[list[Test]], folder: str) -> int:
    """In the child: put the change in the module's place, and run its tests in silence; 1 if one fails."""
    import pytest

    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    quiet_hypothesis()
    sys.meta_path.insert(0, Instead(mutant))
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    options = [*OPTIONS, "-x", f"--basetemp={folder}/tests"]
    for part in parts:
        limit = int(cpu() + SLACK_SECONDS + SLOWER * sum(test.seconds for test in part))
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        only = Only([test.node for test in part])
        if pytest.main([*options, *only.files], plugins=[only]) not in (PASSED, NONE):
            return 1
    return 0


class Only:
    """A plugin of pytest: the chosen tests alone, in their order."""

    def __init__(self, nodes: list[str]) -> None:
        self.rank = {node: rank for rank, node in enumerate(nodes)}
        self.files = list(dict.fromkeys(node.partition("::")[0] for node in nodes))

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Leave out the others."""
        items[:] = sorted((item for item in items if item.nodeid in self.rank), key=lambda item: self.rank[item.nodeid])


class Instead:
    """Finds the changed module where Python would find the true one."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        """The spec of the module, with the changed source."""
        if name != self.mutant.module:
            return None
        room = HERE.joinpath(*name.split("."))
        place = str(room / "__init__.py" if room.is_dir() else room.with_suffix(".py"))
        return importlib.util.spec_from_file_location(name, place, loader=Changed(name, place, self.mutant.source))


class Changed(SourceFileLoader):
    """Loads a source that is not the file's."""

    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        """The code of the changed source."""
        return compile(self.source, self.path, "exec", dont_inherit=True)
