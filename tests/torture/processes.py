"""Work in a process of its own, which may be killed or starved without harm to the tests.

Processes come from a server that has imported dateline and loaded its model once, so that hundreds of them are cheap.
"""

import multiprocessing
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

FORGE = multiprocessing.get_context("forkserver")
FORGE.set_forkserver_preload(["tests.torture.warm"])


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: exit code (minus the signal's number when killed), what it sent, wall seconds."""

    code: int
    answer: Any
    seconds: float

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


def apart(work: Callable[..., Any], *arguments: Any, patience: float = 300, **named: Any) -> Ended:
    """Call `work` in another process. One that outlasts `patience` seconds is killed, and that fails the test."""
    receiver, sender = FORGE.Pipe(duplex=False)
    process = FORGE.Process(target=_answer, args=(sender, work, arguments, named))
    began = time.monotonic()
    process.start()
    sender.close()
    answer = _received(receiver, patience)
    process.join(max(0.1, patience - (time.monotonic() - began)))
    if process.is_alive():
        process.kill()
        process.join()
        raise AssertionError(f"{work.__name__} took longer than {patience} s")
    return Ended(process.exitcode or 0, answer, time.monotonic() - began)


def _answer(sender: Any, work: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
    sender.send(work(*arguments, **named))


def _received(receiver: Any, patience: float) -> Any:
    try:
        return receiver.recv() if receiver.poll(patience) else None
    except EOFError:
        return None


def limit(kind: int, amount: int) -> None:
    """Let this process have no more than `amount` of a resource from now on."""
    resource.setrlimit(kind, (amount, resource.getrlimit(kind)[1]))


def peak_megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
