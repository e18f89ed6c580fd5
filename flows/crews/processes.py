"""Worker processes beside this one: each is started when there is work for it, and followed by another if it dies.

A thread a process hands it one part at a time, so that it is always known what a dead one was at. Nothing waits for a
process that is gone: its part is given out again document by document, and a document that ends two processes by
itself becomes a reject.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from multiprocessing import Pipe
from queue import SimpleQueue
from typing import Any, Self

from flows.crews.base import Part
from flows.making.drafts import Made
from flows.making.tools import Recipe
from flows.text.errors import DatelineError, Defect
from flows.text.readers import Reject
from flows.text.records import Document

PARTS_AHEAD = 2
"""Parts in hand a process: the one it is at, and one so that it need not wait while others are loaded."""

STARTS = 3
"""How often a process that ends before it is ready is started again."""

COMMAND = (sys.executable, "-P", "-m", "flows.crews.child")
"""What a worker process runs; the descriptor of its end of the pipe follows."""

Results = Sequence[Made | Reject]


class Gone(Exception):
    """The process ended; the argument says how, as `subprocess` does."""


class Processes:
    """A crew of so many worker processes."""

    def __init__(self, recipe: Recipe, number: int) -> None:
        self._recipe, self._number = recipe, number
        self._work: SimpleQueue[tuple[Part, Future[Results]] | None] = SimpleQueue()
        self._hands: list[Hand] = []

    @property
    def ahead(self) -> int:
        """Parts in hand, at most, beyond the batch that is waited for."""
        return PARTS_AHEAD * self._number

    def hand(self, part: Part) -> "Future[Results]":
        """Give it to whoever is free next."""
        answer: Future[Results] = Future()
        self._work.put((part, answer))
        if len(self._hands) < self._number:
            self._hands.append(Hand(self._recipe, self._work))
            self._hands[-1].start()
        return answer

    def __enter__(self) -> Self:
        """Nobody starts before there is work."""
        return self

    def __exit__(self, *error: object) -> None:
        """End every process at once: whatever is still being made nobody waits for."""
        for hand in self._hands:
            hand.dismiss()
        for _ in self._hands:
            self._work.put(None)
        for hand in self._hands:
            hand.join()


class Hand(threading.Thread):
    """The thread of one worker process."""

    def __init__(self, recipe: Recipe, work: "SimpleQueue[tuple[Part, Future[Results]] | None]") -> None:
        super().__init__(daemon=True)
        self._recipe, self._work = recipe, work
        self._child: Child | None = None
        self._dismissed = False

    def run(self) -> None:
        """Take parts until there are none to come."""
        while (job := self._work.get()) is not None:
            part, answer = job
            try:
                answer.set_result(self._made(part))
            except BaseException as error:
                answer.set_exception(error)
        self._lose()

    def dismiss(self) -> None:
        """From another thread: end the process, whatever it is at."""
        self._dismissed = True
        if (child := self._child) is not None:
            child.kill()

    def _made(self, part: Part) -> Results:
        try:
            return self._asked(part)
        except Gone as gone:
            if len(part.documents) > 1:
                return [made for each in part.documents for made in self._made(Part((each,)))]
            first = gone
        try:
            return self._asked(part)
        except Gone:
            return [_ended_by(part.documents[0].document, first)]

    def _asked(self, part: Part) -> Results:
        child = self._ready()
        try:
            made: Results = child.ask(part)
        except (EOFError, OSError):
            raise Gone(self._lose()) from None
        return made

    def _ready(self) -> "Child":
        """The process, started if there is none. Raises what kept it from its tools."""
        for _ in range(STARTS):
            if self._child is not None:
                return self._child
            self._child = Child()
            if self._dismissed:
                break
            with suppress(EOFError, OSError):
                self._child.ask(self._recipe)
                return self._child
            self._lose()
        raise DatelineError("a worker process ended before it was ready", "see what it said, or use one worker")

    def _lose(self) -> int | None:
        """Have done with the process; how it ended."""
        child, self._child = self._child, None
        return child.end() if child is not None else None


class Child:
    """One worker process and the pipe to it."""

    def __init__(self) -> None:
        self._pipe, theirs = Pipe()
        command = [*COMMAND, str(theirs.fileno())]
        places = os.pathsep.join(path for path in sys.path if path)
        environment = {"OMP_NUM_THREADS": "1", **os.environ, "PYTHONPATH": places}
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL
            )

    def ask(self, what: Recipe | Part) -> Any:
        """Send it and wait for the answer. Raises EOFError or OSError when the process is gone, or the error sent."""
        self._pipe.send(what)
        done, error = self._pipe.recv()
        if error is not None:
            raise error
        return done

    def kill(self) -> None:
        """End it, should it still be there; whoever waits for its answer notices."""
        with suppress(OSError):
            self._process.kill()

    def end(self) -> int | None:
        """Have done with it; how it ended."""
        self.kill()
        ended = self._process.wait()
        self._pipe.close()
        return ended


def _ended_by(document: Document, gone: Gone) -> Reject:
    """The reject of a document on which a process ends."""
    ended = gone.args[0]
    how = signal.Signals(-ended).name if ended is not None and ended < 0 else f"exit code {ended}"
    what = f"{document.uri} ended two worker processes ({how})"
    mend = "report it with the file, or give the machine more memory; the rest of the run is not touched"
    return Reject(document.uri, document.content_hash, Defect(what, mend))
