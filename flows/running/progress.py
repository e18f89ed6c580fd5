"""How far a run is: counted by the steps, shown by whoever watches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watcher = Callable[[int, int], None]
"""Called with the files done and the files to do, after each batch."""

_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Have `watcher` told of the progress of runs started inside."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def tell(done: int, todo: int) -> None:
    """Say how far the run is, to whoever watches."""
    if watcher := _watcher.get():
        watcher(done, todo)
