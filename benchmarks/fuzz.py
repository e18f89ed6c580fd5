"""Coverage-guided fuzzing of reading, cleaning and naming: `python -m benchmarks.fuzz --minutes 8 --target pages`.

atheris (libFuzzer; `pip install 'dateline[fuzz]'`) changes the golden cases and seeds so that ever more of `flows.text`
is reached; tests/torture/promises.py says what must hold. What breaks a promise is made small and written to `--found`,
one file a fault; put it into tests/torture/cases/TARGET/ once it is mended. Without `--target` all are run, in turn.
"""

import argparse
import hashlib
import importlib
import os
import pkgutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

TARGETS = ("readers", "pages", "text", "rules")
SLOW_SECONDS = 25
MEMORY_MEGABYTES = 2500
MOST_BYTES = 3_000
MOST_SMALLER = 400
"""Tries to make one case smaller."""

UNWATCHED = (
    "flows.text.forest",
    "flows.text.lines.looks",
    *(f"flows.text.recognisers.newswire_{room}" for room in ("features", "tokens", "words", "evidence")),
)
"""Models and what they see: counting their steps is most of the work, and each new score would look like a new way."""

HERE = Path(__file__).parent.parent


def main() -> None:
    """Run each target in a process of its own, again when it was ended by a time-out, until its minutes are over."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--minutes", type=float, default=1, help="for each target")
    cli.add_argument("--target", choices=TARGETS)
    cli.add_argument("--found", type=Path, default=Path("build/fuzz"), help="folder for what broke a promise")
    cli.add_argument("--corpus", type=Path, help="folder for what reached something new; kept between runs")
    cli.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    args = cli.parse_args()
    if args.inside:
        fuzz(args.target, args.minutes, args.found, args.corpus)
    for target in [args.target] if args.target else TARGETS:
        with tempfile.TemporaryDirectory() as kept:
            found = args.found / target
            found.mkdir(parents=True, exist_ok=True)
            corpus = (args.corpus or Path(kept)) / target
            begin(target, corpus)
            command = [sys.executable, "-m", "benchmarks.fuzz", "--inside", "--target", target, "--found", str(found)]
            before = children_seconds()
            code = subprocess.run([*command, "--minutes", str(args.minutes), "--corpus", str(corpus)]).returncode
            cases, spent = sorted(path.name for path in found.iterdir()), children_seconds() - before
            kept_now = len(list(corpus.iterdir()))
            print(f"{target}: ended with {code}, {spent:.0f} s of CPU, corpus {kept_now}, found {cases or 'nothing'}")


def children_seconds() -> float:
    """Seconds of CPU of the processes that have ended: on a shared machine the minutes say little."""
    return sum(os.times()[2:4])


def begin(target: str, corpus: Path) -> None:
    """Lay out the golden cases and seeds."""
    from tests.torture.promises import seeds

    corpus.mkdir(parents=True, exist_ok=True)
    for data in seeds(target, HERE / "tests/golden", HERE / "seeds"):
        (corpus / hashlib.sha1(data).hexdigest()).write_bytes(data)


def fuzz(target: str, minutes: float, found: Path, corpus: Path) -> None:
    """The fuzzer's own process; does not return."""
    import atheris

    for name in UNWATCHED:
        importlib.import_module(name)
    with atheris.instrument_imports(include=["flows.text"]):
        for module in pkgutil.walk_packages(importlib.import_module("flows.text").__path__, "flows.text."):
            if not module.name.endswith("spacy_english"):
                importlib.import_module(module.name)
    from tests.torture.promises import TARGETS as checks

    options = [f"-max_total_time={int(60 * minutes)}", f"-timeout={SLOW_SECONDS}", f"-max_len={MOST_BYTES}"]
    options += [f"-rss_limit_mb={MEMORY_MEGABYTES}", f"-artifact_prefix={found}/", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], watched(checks[target], found))
    atheris.Fuzz()


def watched(check: Callable[[bytes], None], found: Path) -> Callable[[bytes], None]:
    """The check, which goes on after a fault: each kind of fault is written once, made small."""
    known: set[str] = set()

    def one(data: bytes) -> None:
        fault = fault_of(check, data)
        if fault and fault not in known:
            known.add(fault)
            name = hashlib.sha1(fault.encode()).hexdigest()[:12]
            (found / name).write_bytes(smaller(check, data, fault))
            (found / f"{name}.why").write_text(fault)

    return one


def fault_of(check: Callable[[bytes], None], data: bytes) -> str | None:
    """What went wrong and where, or nothing."""
    try:
        check(data)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [
            f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames if "site-packages" not in frame.filename
        ]
        return f"{type(error).__name__} at {' < '.join(ours[:0:-1][:3])}"
    return None


def smaller(check: Callable[[bytes], None], data: bytes, fault: str) -> bytes:
    """Leave out ever smaller pieces as long as the fault stays (the delta debugging of Zeller 1999, made simple)."""
    size, tries = len(data) // 2, 0
    while size and tries < MOST_SMALLER:
        at = 0
        while at < len(data) and tries < MOST_SMALLER:
            tries += 1
            shorter = data[:at] + data[at + size :]
            if fault_of(check, shorter) == fault:
                data = shorter
            else:
                at += size
        size //= 2
    return data


if __name__ == "__main__":
    main()
