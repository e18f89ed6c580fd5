"""Run a command that is asked to end when the process that started it is gone, however that went.

`python -m flows.scheduling.leash PROCESS COMMAND ARGUMENT…`. On Linux the kernel sees to it, by prctl(2)'s
PR_SET_PDEATHSIG, which outlives exec; elsewhere the command just runs.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def leashed(command: list[str]) -> list[str]:
    """The command line that runs `command` on a leash held by the process that asks."""
    return [sys.executable, "-m", "flows.scheduling.leash", str(os.getpid()), *command]


def _run(holder: int, command: list[str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != holder:
        raise SystemExit("whoever started this is gone already")
    os.execv(command[0], command)  # noqa: S606 - the command is ours


if __name__ == "__main__":
    _run(int(sys.argv[1]), sys.argv[2:])
