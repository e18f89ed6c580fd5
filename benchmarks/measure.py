"""Run a command and say what it cost; find the evaluation data."""

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds (user and system, children that were waited for included) and peak memory in MB of one process."""

    cpu: float
    memory: float


def cost_of(command: list[str], environment: dict[str, str] | None = None, quiet: bool = True) -> Cost:
    """Run `command` to its end and measure it. Raises SystemExit when it fails."""
    child = os.fork()
    if child == 0:  # pragma: no cover - the child becomes the command
        if quiet:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
        os.execvpe(command[0], command, {**os.environ, **(environment or {})})
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"this failed: {' '.join(command)}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def parser(description: str) -> argparse.ArgumentParser:
    """Give an argument parser with `--data`, the folder of evaluation data."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--data", type=Path, default=Path("../shared/bench"), help="folder of evaluation data")
    return made


def require(path: Path) -> Path:
    """Return `path`, or end with a clear word when it is not there."""
    if not path.exists():
        sys.exit(f"no evaluation data at {path}: give its folder with --data")
    return path


def show(title: str, columns: list[str], rows: list[list[object]]) -> None:
    """Print a small table."""
    texts = [columns, *[[f"{v:.3g}" if isinstance(v, float) else str(v) for v in row] for row in rows]]
    widths = [max(len(row[i]) for row in texts) for i in range(len(columns))]
    print(f"\n{title}")
    for row in texts:
        print("  " + "  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip())
