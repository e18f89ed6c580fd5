"""A look at a path: which files are new or changed, which have gone, which are back.

What the database knows goes into the walk, which lists only what is otherwise: a run over files that did not change
costs hardly more than the walk.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from db.engine import transaction
from db.running.files import mark_seen_again, mark_vanished, missed_files, settled_files
from db.running.folders import collection_for
from db.running.rejects import open_rejects, resolve_absent
from flows.running.clock import now
from flows.running.listing import listing
from flows.text.seeds import PassedOver, SeedFile, find, require_place


@dataclass(frozen=True, slots=True)
class Look:
    """What a path holds against what the database knows of it.

    `todo` are the files to read, `known` the uris of those among them that were read before.
    """

    collection_id: int
    seen: int
    todo: Sequence[SeedFile]
    known: frozenset[str]
    vanished: tuple[str, ...]
    passed_over: tuple[PassedOver, ...]


def look_at(engine: Engine, path: Path) -> Look:
    """Find the files of `path`, compare them by size and time, and note what has gone and what is back.

    Raises SettingsError when the path is not there.
    """
    require_place(path)
    place, whole = path.resolve(), path.is_dir()
    with transaction(engine) as connection:
        collection, prefix = collection_for(connection, place if whole else place.parent)
        known = settled_files(connection, collection.id, prefix)
        rejected = {each.path for each in open_rejects(connection, collection.id) if each.path.startswith(prefix)}
    settled = {prefix + uri for uri, _, _ in known if prefix + uri in rejected} if rejected else set()
    found = find(path, known)
    missed = _missed(engine, collection.id, prefix) if found.files else {}
    left, listed = {uri for uri, _, _ in known}, {file.uri for file in found.files}
    vanished = tuple(sorted(prefix + uri for uri in left - listed)) if whole else ()
    back = [prefix + uri for uri in sorted(listed & missed.keys())]
    present = {prefix + uri for uri in listed} | (settled - set(vanished))
    if vanished or back or (whole and not rejected <= present):
        with transaction(engine) as connection:
            _note(connection, collection.id, vanished, back)
            if whole:
                resolve_absent(connection, collection.id, present, now(), prefix)
    changed = [file for file in found.files if missed.get(file.uri) != file[2:]]
    todo = listing([file._replace(uri=prefix + file.uri) for file in changed] if prefix else changed)
    before = frozenset(prefix + uri for uri in listed & (left | missed.keys()))
    return Look(collection.id, found.unchanged + len(listed), todo, before, vanished, found.passed_over)


def _missed(engine: Engine, collection_id: int, prefix: str) -> dict[str, tuple[int, int]]:
    with transaction(engine) as connection:
        return missed_files(connection, collection_id, prefix)


def _note(connection: Connection, collection_id: int, vanished: Collection[str], back: Collection[str]) -> None:
    if vanished:
        mark_vanished(connection, collection_id, vanished, now())
    if back:
        mark_seen_again(connection, collection_id, back)
