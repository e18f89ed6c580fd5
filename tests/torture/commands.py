"""The `dateline` command in a process of tests.torture.processes: half a second less than in one of its own."""

import io
import os
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout

from db import sqlite


def command(
    *arguments: str, busy: float = 0.3, at: str | None = None, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """The exit code of a command in folder `at`, and what it said; it waits `busy` seconds for a locked file."""
    from flows.cli import main

    sqlite.BUSY_SECONDS = busy
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        del os.environ[name]
    os.environ.update(environment or {})
    sys.argv = ["dateline", *arguments]
    said, code = io.StringIO(), 0
    os.chdir(at or ".")
    with redirect_stderr(said), redirect_stdout(said):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return code, said.getvalue()
