"""Who holds a lock: a process on a machine, whether it is still there, and until when. Needs no database."""

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from db.instants import instant_text

PROC = Path("/proc")

WRITING, SERVING = "writing", "serving"
"""Names of the locks: of whoever writes, and of whoever serves a schedule."""

STUCK = timedelta(hours=1)
"""A process that is there but has not renewed its lease for so long is given up."""


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


@dataclass(frozen=True, slots=True)
class Held:
    """The lock as it stands: what its holder does, who that is, since when and until when."""

    work: str
    holder: Holder
    token: str
    taken_at: datetime
    expires_at: datetime

    def __str__(self) -> str:
        """`ingest, process 4711 on news-1, since 2026-11-23T13:00:00Z`."""
        since = instant_text(self.taken_at)
        return f"{self.work}, process {self.holder.process} on {self.holder.machine_name}, since {since}"

    def has_lapsed(self, moment: datetime) -> bool:
        """Whether another may take it."""
        alive = is_alive(self.holder)
        return alive is False or moment > self.expires_at + (STUCK if alive else timedelta())
