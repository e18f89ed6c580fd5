"""Before a run: fetch what its feeds list, and give the folders where it stands."""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.fetch.feeds_file import FeedsFile, read_feeds_file
from flows.fetch.limits import Wanted
from flows.running.clock import now
from flows.settings import Settings
from flows.telling.log import log_as_asked
from flows.telling.tables import one_line
from flows.text.errors import SettingsError

if TYPE_CHECKING:
    from flows.fetch.harvest import Harvest

logger = logging.getLogger("dateline.feeds")


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of a run: addresses, a file that names more, and whether private addresses may be asked too."""

    urls: Sequence[str] = ()
    file: Path | None = None
    allow_private: bool = False

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.urls) or self.file is not None


def addresses(feeds: Feeds) -> list[str]:
    """Them as a flow takes them: addresses, and the absolute path of the file."""
    return [*feeds.urls, *([str(feeds.file.absolute())] if feeds.file else [])]


def feeds_at(given: Sequence[str], *, allow_private: bool) -> list[Feeds]:
    """Of addresses and paths of files, as a flow takes them: the addresses together, and each file."""
    urls = [each for each in given if each.startswith(("http://", "https://"))]
    files = [Path(each) for each in given if each not in urls]
    return [*([Feeds(urls, None, allow_private)] if urls else []), *(Feeds((), each, allow_private) for each in files)]


def require_fetching(feeds: Feeds) -> FeedsFile:
    """What the file says. Raises SettingsError when it or an address cannot be used, or extra `feeds` is missing."""
    _fetcher()
    for url in feeds.urls:
        Wanted(url)
    return read_feeds_file(feeds.file) if feeds.file else FeedsFile()


def fetch_feeds(settings: Settings, feeds: Feeds) -> list[Path]:
    """Fetch them; the folders of their pages, old ones too. Says on standard error what was and could not be fetched.

    Raises SettingsError as `require_fetching` does.
    """
    said = require_fetching(feeds)
    log_as_asked(settings.log)
    manners = replace(said.manners, allow_private=feeds.allow_private or said.manners.allow_private)
    wanted = [*map(Wanted, feeds.urls), *said.wanted]
    folders = []
    for each, done in zip(wanted, _fetcher()(wanted, settings.home / "feeds", manners, now), strict=True):
        _tell(each, done, settings.log)
        if done.folder.is_dir():
            folders.append(done.folder)
    return folders


def _fetcher() -> Callable[..., Iterator["Harvest"]]:
    try:
        from flows.fetch.harvest import harvest_all  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SettingsError(f"fetching feeds needs {error.name}", "pip install 'dateline[feeds]'") from error
    return harvest_all


def _tell(wanted: Wanted, done: "Harvest", form: str) -> None:
    """In words to whoever watches, or as log lines."""
    counts = {"fetched": done.fetched, "as before": done.unchanged, "failed": len(done.wrong), "resting": done.resting}
    if form:
        logger.info("feed fetched", extra={"facts": {"feed": wanted.url, **counts}})
        for words in done.wrong:
            logger.warning("not fetched", extra={"facts": {"feed": wanted.url, "why": words}})
        return
    told = ", ".join(f"{number} {what}" for what, number in counts.items())
    for words in (f"{wanted.url}: {told}", *done.wrong):
        print(f"dateline: {one_line(words)}", file=sys.stderr)
