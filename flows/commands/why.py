"""`dateline why`: follow a story the whole way, and say where it stopped."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from db import tracing
from db.engine import make_engine, transaction
from db.migrate import require_current
from db.models import instant_text
from flows.fetch.shelf import Place, places_of
from flows.running.discovery import fate_of, uri_below
from flows.settings import Settings
from flows.telling.tables import one_line
from flows.text.errors import SettingsError
from flows.text.recognisers import recogniser

Line = tuple[str, str]
"""What was found out at a station of the way: a word for it, and the finding."""


def run_why(settings: Settings, what: str) -> int:
    """Print what became of the story. Returns the exit code: 0 when the story is in the database, else 1.

    Raises SettingsError for no words.
    """
    if not what.strip():
        raise SettingsError("nothing is asked about", "give a file, an address, or words of the story")
    engine = make_engine(settings.database_url, read_only=True)
    try:
        with transaction(engine) as connection:
            require_current(connection)
            lines = list(trace(connection, settings, what))
    finally:
        engine.dispose()
    width = max(len(name) for name, _ in lines)
    print("\n".join(f"{one_line(name):{width}}  {one_line(finding)}".rstrip() for name, finding in lines))
    return 0 if any(name == "here it is" for name, _ in lines) else 1


def trace(connection: Connection, settings: Settings, what: str) -> Iterator[Line]:
    """Every finding, from the folder to the article."""
    places = tracing.places(connection)
    uri = _uri(what, places)
    fetched = list(places_of(settings.home / "feeds", what)) if "://" in what else []
    names = [uri, *(_uri(str(each.page.resolve()), places) for each in fetched)]
    documents = _unique(each for name in names for each in tracing.documents_named_like(connection, name))
    rejects = _unique(each for name in names for each in tracing.rejects_of(connection, name))
    fate = [
        *_discovered(what, places, known=bool(documents or rejects)),
        *(_fetched(place, known=bool(documents or rejects)) for place in fetched if place.why or not documents),
    ]
    yield from fate
    yield from (_rejected(reject) for reject in rejects)
    if documents:
        for document in documents:
            yield from _stored(connection, settings, document)
    elif not rejects and not fate:
        yield from _by_words(connection, settings, what)


def _uri(what: str, places: list[tracing.Place]) -> str:
    """A path of the disk as the uri it has in the folder it lies in."""
    for place in places:
        if (Path(what.partition("#")[0]).is_absolute() or Path(what.partition("#")[0]).exists()) and (
            uri := uri_below(what, Path(place.location))
        ):
            return uri + what[what.find("#") :] if "#" in what else uri
    return what


def _discovered(what: str, places: list[tracing.Place], *, known: bool) -> Iterator[Line]:
    """What the walk makes of it in each folder; only what tells something."""
    folders = [place for place in places if place.kind == "folder"]
    fates = {place.location: fate_of(what, Path(place.location)) for place in folders}
    for location, fate in fates.items():
        if fate:
            yield "not found", fate
        elif fate == "" and not known:
            yield "not read yet", f"it is in {location}: run `dateline ingest {location}`"
    if Path(what).is_absolute() and all(fate is None for fate in fates.values()) and Path(what).exists():
        yield "outside", f"no folder that was read holds it: {', '.join(fates) or 'none was read yet'}"


def _unique(found: Iterable[Any]) -> list[Any]:
    return list({each.id: each for each in found}.values())


def _fetched(place: Place, *, known: bool) -> Line:
    """What became of an address that a feed names."""
    if place.why:
        return "not fetched", f"{place.why}; it rests until {place.rest[:16]}"
    if place.page.is_file() and not known:
        return "not read yet", f"it was fetched into {place.page}: the next run with this feed reads it"
    return "fetched", f"into {place.page}"


def _rejected(reject: Any) -> Line:
    tried = f"tried {reject.attempts} times, last {_when(reject.last_tried_at)}"
    if reject.resolved_at is not None:
        return "was rejected", f"{reject.uri}: {reject.error}: {reject.message}; closed {_when(reject.resolved_at)}"
    ignored = "; ignored by somebody" if reject.ignored_at else ""
    return "rejected", f"{reject.uri}: {reject.error}: {reject.message}; mend: {reject.mend}; {tried}{ignored}"


def _stored(connection: Connection, settings: Settings, document: Any) -> Iterator[Line]:
    since = f"first read {_when(document.first_seen_at)}"
    changed = f", changed {_when(document.changed_at)}" if document.changed_at else ", unchanged since"
    yield "document", f"{document.uri} of {document.collection}, {since}{changed}"
    if document.vanished_at:
        yield "vanished", f"the file is gone since {_when(document.vanished_at)}; what was read of it stays"
    if document.revision > 1:
        yield "superseded", f"this is revision {document.revision}; the earlier ones are in article_revisions"
    gone = ", ".join(f"{number} by {rule} ({role})" for rule, role, number in tracing.removals(connection, document.id))
    if gone:
        yield "removed", f"of {document.characters} characters {gone}; see `dateline diff {document.uri}`"
    known = recogniser(settings.recogniser, settings.model).languages
    if document.language is not None and document.language not in known:
        yield "language", f"it is in {document.language}; {settings.recogniser} looks for names in {_list(known)} only"
    if not document.body:
        yield "nothing is left", "cleaning removed all of it; `dateline restore` puts it back"
    else:
        title = f"{document.title!r}, " if document.title else ""
        yield "here it is", f"{title}{document.word_count} words, document {document.id}"


def _by_words(connection: Connection, settings: Settings, words: str) -> Iterator[Line]:
    """By what it says: in an article, in what was removed, in an earlier revision, or nowhere."""
    found = tracing.documents_by_id(connection, tracing.documents_with_words(connection, words))
    for document in found:
        yield from _stored(connection, settings, document)
    if found:
        return
    removed = tracing.removed_with_words(connection, words)
    names = {row.id: row.uri for row in tracing.documents_by_id(connection, [row.id for row in removed])}
    for document, role, rule, kept in removed:
        decided = f"read as {role}" if kept else f"removed by {rule} as {role}"
        yield "cleaned away", f"{names[document]}: these words were {decided}; see `dateline diff {names[document]}`"
    replaced = tracing.revisions_with_words(connection, words)
    names = {row.id: row.uri for row in tracing.documents_by_id(connection, [row.document_id for row in replaced])}
    for document, revision, moment in replaced:
        yield "superseded", f"{names[document]}: in revision {revision}, replaced {_when(moment)}"
    if not removed and not replaced:
        yield "nowhere", "no uri, address, reject or text in the database has it; give a path to ask about a file"


def _when(moment: datetime) -> str:
    return instant_text(moment)


def _list(languages: frozenset[str]) -> str:
    return ", ".join(sorted(languages))
