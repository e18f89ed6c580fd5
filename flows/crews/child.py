"""A worker process: makes parts into rows until nobody sends any more. `python -m flows.crews.child DESCRIPTOR`.

It is sent a recipe, says when its model is loaded, and then answers each part with `(rows, None)` or `(None, error)`.
It goes when the other end of its pipe is gone, however that came about.
"""

import pickle
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from flows.making.drafts import make_all
from flows.making.tools import Recipe, Tools


def main() -> None:
    """Serve until the pipe is closed. Ctrl-C is the parent's matter, who then closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Connection(int(sys.argv[1])) as pipe:
        try:
            serve(pipe)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            sys.exit(0)


def serve(pipe: "Connection[Any, Any]") -> None:
    """Answer the recipe, then each part."""
    recipe: Recipe = pipe.recv()
    tools = answered(pipe, lambda: _ready(recipe))
    while tools is not None:
        part = pipe.recv()
        answered(pipe, lambda part=part: make_all(part.documents, tools))  # type: ignore[misc]


def answered(pipe: "Connection[Any, Any]", work: Callable[[], Any]) -> Any:
    """Do it, send what came of it, and return it; null where an error was sent."""
    try:
        done = work()
    except Exception as error:
        pipe.send((None, _sendable(error)))
        return None
    pipe.send((None if isinstance(done, Tools) else done, None))
    return done


def _ready(recipe: Recipe) -> Tools:
    tools = recipe.tools()
    tools.versions()
    return tools


def _sendable(error: Exception) -> Exception:
    """The error itself where it can travel, else one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


if __name__ == "__main__":
    main()
