"""A worker process that dies on some documents, for `test_workers`."""

import os
import signal
from pathlib import Path

from flows.crews import child
from flows.making.drafts import make_all


def dying(documents, tools):
    given = list(documents)
    once = Path(os.environ["DIE_ONCE"])
    if any("<killed>" in document.content for document, _, _ in given) and not once.exists():
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if any("<crash>" in document.content for document, _, _ in given):
        os.kill(os.getpid(), signal.SIGSEGV)
    return make_all(given, tools)


if __name__ == "__main__":
    child.make_all = dying
    child.main()
