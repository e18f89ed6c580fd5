"""Fetch a feed and the pages that are new or changed in it, and put them on its shelf."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flows.fetch.client import Answer, Client
from flows.fetch.errors import NotFetched
from flows.fetch.feeds import Entry, read_feed
from flows.fetch.limits import Manners, Wanted
from flows.fetch.robots import Robots
from flows.fetch.shelf import Shelf
from flows.text.errors import BadInput
from flows.text.readers import page, plain

MOST_SITEMAPS = 20
_PAGES = frozenset({"text/html", "application/xhtml+xml", ""})
_LONGEST_REST = timedelta(days=1)
_KEPT_FAILURES = 12


@dataclass(slots=True)
class Harvest:
    """What fetching one feed did: pages that were new or changed, those that were as before, and what went wrong."""

    folder: Path
    fetched: int = 0
    unchanged: int = 0
    resting: int = 0
    wrong: list[str] = field(default_factory=list)


def harvest_all(
    feeds: Iterable[Wanted], home: Path, manners: Manners, now: Callable[[], datetime]
) -> Iterator[Harvest]:
    """Fetch one feed after another; `home` holds a folder a feed."""
    client = Client(manners)
    robots = Robots(client)
    try:
        for wanted in feeds:
            yield harvest(wanted, home, client, robots, now)
    finally:
        client.close()


def harvest(wanted: Wanted, home: Path, client: Client, robots: Robots, now: Callable[[], datetime]) -> Harvest:
    """Fetch what is new. Never raises for what a server does: it stands in `wrong`, and what was fetched is stored."""
    shelf = Shelf(home, wanted.url)
    done = Harvest(shelf.folder)
    try:
        lists = _lists(wanted.url, shelf, client, robots, now(), done)
        for entry in (entry for _, _, entries in lists for entry in entries):
            _entry(entry, wanted, shelf, client, robots, now(), done)
        for url, answer, _ in lists:  # not before, or what was cut short here would never be asked for again
            _note(shelf, url, answer)
    finally:
        shelf.save()
    return done


def _lists(
    address: str, shelf: Shelf, client: Client, robots: Robots, moment: datetime, done: Harvest
) -> list[tuple[str, Answer, tuple[Entry, ...]]]:
    """What the feed lists, and the sitemaps that an index names; nothing of those that have not changed."""
    todo, found, met = [address], list[tuple[str, Answer, tuple[Entry, ...]]](), set[str]()
    settled = all(note.get("rest", "~") > moment.isoformat() for note in shelf.notes.values())  # none is to be retried
    while todo and len(met) <= MOST_SITEMAPS:
        url = todo.pop(0)
        if url in met:
            continue
        met.add(url)
        known = shelf.notes.get(url, {})
        try:
            answer = _conditional(url, known if settled else _without_tags(known), client, robots, moment)
            feed = read_feed(answer.body, url) if answer and answer.status == 200 else None
        except NotFetched as error:
            _note_failure(shelf, url, error, moment, done)
            continue
        done.resting += answer is None
        if answer and feed:
            found.append((url, answer, feed.entries))
            todo += feed.sitemaps
    return found


def _without_tags(known: dict[str, Any]) -> dict[str, Any]:
    """So that a feed is sent whole."""
    return {name: value for name, value in known.items() if name not in ("etag", "modified")}


def _entry(
    entry: Entry, wanted: Wanted, shelf: Shelf, client: Client, robots: Robots, moment: datetime, done: Harvest
) -> None:
    """Fetch a story that is new, or that its feed says has changed."""
    known = shelf.notes.get(entry.url, {})
    stored = shelf.page(entry.url).is_file()
    if known.get("done") and known.get("stamp", "") == entry.stamp and stored:
        done.unchanged += 1
        return
    try:
        answer = _conditional(entry.url, known if stored else _without_tags(known), client, robots, moment)
        changed = answer is not None and answer.status == 200 and shelf.put(entry.url, _record(answer, entry, wanted))
    except NotFetched as error:
        _note_failure(shelf, entry.url, error, moment, done)
        return
    if answer is None:
        done.resting += 1
        return
    _note(shelf, entry.url, answer)
    shelf.notes[entry.url] |= {"done": True, "stamp": entry.stamp}
    done.fetched += changed
    done.unchanged += not changed


def _conditional(url: str, known: dict[str, Any], client: Client, robots: Robots, moment: datetime) -> Answer | None:
    """The answer, which is 304 when it would be as before; None while the address rests after failures."""
    if known.get("rest", "") > moment.isoformat():
        return None
    asked = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("modified")}
    headers = {name: value for name, value in asked.items() if isinstance(value, str) and value.isprintable()}
    answer = client.get(url, headers, robots.require)
    if answer.status not in (200, 304):
        raise NotFetched(f"{url} answered {answer.status}", "it is tried again later")
    return answer


def _record(answer: Answer, entry: Entry, wanted: Wanted) -> dict[str, str]:
    """The page as a record that dateline reads like any other. Raises NotFetched for what is no page and no text."""
    kind = answer.media_type
    if kind not in _PAGES and kind != "text/plain":
        raise NotFetched(f"{answer.url} is {kind[:80]}, not a page", "leave it out")
    try:
        if kind == "text/plain":
            said = {"text": plain.to_document(entry.url, answer.body, declared=answer.charset).content}
        else:
            said = {"html": page.page(entry.url, answer.body, answer.charset).content}
    except BadInput as error:
        raise NotFetched(f"{answer.url}: {error.message}", error.mend) from error
    told = {"url": answer.url, "published": entry.published, "source": wanted.source, "feed": wanted.url}
    return said | {name: value for name, value in told.items() if value}


def _note(shelf: Shelf, url: str, answer: Answer) -> None:
    said = {"etag": answer.headers.get("etag"), "modified": answer.headers.get("last-modified")}
    before = shelf.notes.get(url, {}) if answer.status == 304 else {}
    kept = {name: value for name, value in before.items() if name in said}
    shelf.notes[url] = kept | {name: value for name, value in said.items() if value}


def _note_failure(shelf: Shelf, url: str, error: NotFetched, moment: datetime, done: Harvest) -> None:
    """Let the address rest, twice as long after each failure, at most a day."""
    note: dict[str, Any] = shelf.notes.setdefault(url, {})
    failures = min(_KEPT_FAILURES, int(note.get("failures", 0)) + 1)
    rest = min(_LONGEST_REST, timedelta(minutes=2**failures))
    note |= {"failures": failures, "rest": (moment + rest).isoformat(), "why": error.message}
    done.wrong.append(str(error))
