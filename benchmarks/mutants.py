"""Mutation testing of cleaning, names and loading: `python -m benchmarks.mutants --sample 400`.

One small change at a time (mutmut's operators; `pip install 'dateline[mutants]'`) is made to a module, and the tests
must notice. A seeded sample of all changes is tried, each in a process forked from one that has imported what is slow
to import. Every test that runs the changed line is asked, as far as 12 seconds go (`python -m benchmarks.mutants_tests`
says which do, and is to be run first and after each change): near and fast ones first, to the first that fails. A
change that makes them run for ever counts as noticed. What is not changed, since no test should notice it: docstrings,
annotations and the names of types, `__all__`, decorators, `strict=` and `frozen=`, `slots=`, the wording of messages
(texts of more than one word, whatever is raised). Changes that were read and found to make no difference stand in
mutants_equivalent.tsv.

What became of a change is remembered in `--log`: a second run tries only what survived the first, and what was left.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks import mutants_trial as trial
from benchmarks.mutants_changes import HERE, Mutant, modules, places, written
from benchmarks.mutants_tests import Tests

EQUIVALENT = Path(__file__).parent / "mutants_equivalent.tsv"
SURVIVED = ("survived", "not run")


def main() -> None:
    """Choose the sample, try each change, print survivors and the table."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--sample", type=int, default=400, help="changes to try")
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--only", default="", help="modules whose path has this in it")
    cli.add_argument("--minutes", type=float, default=1e6, help="stop after so many; what was tried is a sample too")
    cli.add_argument("--jobs", type=int, default=1, help="changes tried at a time")
    cli.add_argument("--unchanged", action="store_true", help="change nothing: every test must pass")
    cli.add_argument("--go-on", action="store_true", help="do not try again what survived")
    cli.add_argument("--log", type=Path, default=Path("build/mutants.jsonl"))
    args = cli.parse_args()
    chosen = sample(args.only, args.sample, args.seed)
    if args.unchanged:
        chosen = [each._replace(source=source_of(each.module), after="") for each in chosen]
    outcomes = {key: said for key, said in remembered(args.log).items() if args.go_on or said not in SURVIVED}
    until = time.monotonic() + 60 * args.minutes
    with args.log.open("a") as log:
        for each, said in tried((each for each in chosen if each.key not in outcomes), args.jobs, until):
            outcomes[each.key] = said
            log.write(json.dumps({**each._asdict(), "source": "", "key": each.key, "outcome": said}) + "\n")
            log.flush()
    show([each for each in chosen if each.key in outcomes], outcomes)


def sample(only: str, size: int, seed: int) -> list[Mutant]:
    """So many changes by chance, each once."""
    found = [place for path in modules() if only in str(path) for place in places(path)]
    drawn = random.Random(seed).sample(found, min(size, len(found)))
    chosen = list(dict.fromkeys(each for each in map(written, drawn) if each.line))
    print(f"{len(chosen)} of {len(found):,} changes", flush=True)
    return chosen


def source_of(module: str) -> str:
    """The source of a module as it is."""
    return (HERE / file_of(module)).read_text(encoding="utf-8")


def file_of(module: str) -> str:
    """The file of a module."""
    room = module.replace(".", "/")
    return f"{room}/__init__.py" if (HERE / room).is_dir() else f"{room}.py"


def remembered(log: Path) -> dict[str, str]:
    """What a log says of changes; of one that was tried again, what was said last."""
    log.parent.mkdir(parents=True, exist_ok=True)
    known = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    return {each["key"]: each["outcome"] for each in known}


def tried(chosen: Iterator[Mutant], jobs: int, until: float) -> Iterator[tuple[Mutant, str]]:
    """What became of each change, so many at a time; `not run` where no test runs the line."""
    tests = Tests()
    trial.prepare()
    running: dict[int, trial.Trial] = {}
    while True:
        while len(running) < jobs and time.monotonic() < until and (each := next(chosen, None)):
            if parts := trial.asked(tests.of(file_of(each.module), each.line), each.module):
                running.update([trial.begin(each, parts)])
            else:
                yield each, "not run"
        if not running:
            return
        for child in list(running):
            if said := trial.ended(child, running[child]):
                yield running.pop(child).mutant, said
        time.sleep(0.01)


def equivalent() -> dict[str, str]:
    """Key and reason of each change that was read and makes no difference."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines() if EQUIVALENT.exists() else []
    return {line.split("\t")[0]: line.split("\t")[-1] for line in lines if line and not line.startswith("#")}


def show(chosen: list[Mutant], outcomes: dict[str, str]) -> None:
    """Print what survived, and the table by room."""
    same = equivalent()
    table: Counter[tuple[str, str]] = Counter()
    for each in sorted(chosen, key=lambda mutant: (mutant.module, mutant.line)):
        said = "equivalent" if each.key in same else outcomes[each.key]
        table[".".join(each.module.split(".")[:3]), said] += 1
        table["all", said] += 1
        if said in SURVIVED:
            print(f"{each.key} {each.module}:{each.line} {said}\n    - {each.before}\n    + {each.after}")
    print(f"\n{'area':32} {'mutants':>8} {'killed':>8} {'survived':>9} {'equivalent':>11} {'share':>7}")
    for name in dict.fromkeys(name for name, _ in table if name != "all"):
        row(name, table)
    row("all", table)


def row(name: str, table: Counter[tuple[str, str]]) -> None:
    """One line of the table; endless ones were killed by the time they took."""
    killed = table[name, "killed"] + table[name, "endless"]
    survived = sum(table[name, said] for said in SURVIVED)
    judged = killed + survived
    share = f"{100 * killed / judged:6.1f}%" if judged else "      -"
    print(f"{name:32} {judged:8} {killed:8} {survived:9} {table[name, 'equivalent']:11} {share}")


if __name__ == "__main__":
    main()
