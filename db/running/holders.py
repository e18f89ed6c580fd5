"""Who holds a lock: a process on a machine, and whether it is still there."""

import os
import socket
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")


class Holder(NamedTuple):
    """A process, told apart from any other that had or will have its number.

    `machine` is its name, then what tells one start of it (and one container on it) from another; `began` is when the
    process began, in the machine's own count, and empty where there is no `/proc`.
    """

    machine: str
    process: int
    began: str

    @property
    def machine_name(self) -> str:
        """The machine's name alone."""
        return self.machine.partition(" ")[0]


def this_process() -> Holder:
    """The process that asks."""
    return process_of(os.getpid())


def process_of(number: int) -> Holder:
    """The process of this machine that has this number now."""
    return Holder(_machine(), number, _began(number))


def is_alive(holder: Holder) -> bool | None:
    """Whether the process still runs; None when that cannot be known from here."""
    if holder.machine != _machine():
        return None
    if holder.began:
        return _began(holder.process) == holder.began
    return None if _answers(holder.process) else False


def _machine() -> str:
    """The name, the id of this start of the kernel, and the namespace of process ids: a container has its own."""
    try:
        start = (PROC / "sys/kernel/random/boot_id").read_text().strip()
        space = (PROC / "self/ns/pid").stat().st_ino
    except OSError:
        return socket.gethostname()
    return f"{socket.gethostname()} {start} {space}"


def _began(process: int) -> str:
    """Field 22 of proc(5)'s stat, after the name in parentheses; empty for a process that ended or is a zombie."""
    try:
        state, *rest = (PROC / str(process) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except (OSError, ValueError):
        return ""
    return "" if state in "ZX" else rest[18]


def _answers(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True
