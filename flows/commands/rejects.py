"""`dateline rejects`: list what could not be read, try it again without the rest, or let it be."""

import sys
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from db.engine import make_engine, transaction
from db.errors import OldSchema, UnknownTable
from db.migrate import migrate
from db.queries import run_query
from db.running.files import known_files
from db.running.folders import collection_for
from db.running.lock import run_lock
from db.running.rejects import ignore_rejects, rejected_paths, resolve_absent
from db.tracing import places
from flows.commands.ingest import print_summary, progress_shown
from flows.running.clock import now
from flows.running.conduct import conduct
from flows.running.look import Look
from flows.scheduling.intervals import parse_wait
from flows.settings import Settings
from flows.telling.log import log_as_asked
from flows.telling.tables import FORMS, write_rows
from flows.text.errors import SettingsError
from flows.text.seeds import find

LISTED = """
SELECT c.name AS collection, r.uri, r.error, r.message, r.mend, r.attempts, r.first_seen_at
FROM rejects r JOIN collections c ON c.id = r.collection_id
WHERE r.resolved_at IS NULL AND r.ignored_at IS NULL AND (:reason = '' OR r.error = :reason)
ORDER BY r.first_seen_at, c.name, r.uri
"""


def list_rejects(settings: Settings, reason: str | None, form: str) -> None:
    """Write the open rejects, those that are ignored left out."""
    if form not in FORMS:
        raise SettingsError(f"there is no format {form}", f"choose one of {', '.join(FORMS)}")
    try:
        with run_query(settings.database_url, LISTED, {"reason": reason or ""}) as answer:
            sys.stdout.writelines(write_rows(answer.columns, answer.rows, form))
    except UnknownTable as error:
        raise OldSchema("the database has not the tables of this dateline", "run `dateline migrate`") from error


def ignore_reject(settings: Settings, uri: str) -> int:
    """Leave a file or record be. Returns the exit code. Raises SettingsError when there is no such reject."""
    engine = make_engine(settings.database_url, existing=True)
    try:
        migrate(engine)
        with run_lock(engine, "rejects --ignore", parse_wait(settings.wait)), transaction(engine) as connection:
            number = ignore_rejects(connection, uri, now())
    finally:
        engine.dispose()
    if not number:
        raise SettingsError(f"there is no open reject {uri}", "give a uri as `dateline rejects` shows it")
    print(f"{number} rejects are left be from now on")
    return 0


def retry_rejects(settings: Settings, reason: str | None) -> int:
    """Read the files of open rejects again, and nothing else. Returns the exit code: 1 when some are open still."""
    log_as_asked(settings.log)
    engine = make_engine(settings.database_url, read_only=True)
    try:
        with transaction(engine) as connection:
            rejected = rejected_paths(connection, reason)
            found = [Path(each.location) for each in places(connection) if each.id in rejected]
    finally:
        engine.dispose()
    folders = [folder for folder in found if folder.is_dir()]
    for folder in sorted(set(found) - set(folders)):
        print(f"{folder} is not there: its rejects stay as they are", file=sys.stderr)
    with progress_shown():
        report = conduct(folders, settings, {}, look_at=partial(look_again, reason=reason), work="retry")
    print_summary(report)
    return 1 if report.failing else 0


def look_again(engine: Engine, place: Path, reason: str | None = None) -> Look:
    """The files of a collection's folder that have open rejects, known or not; rejects of files that are gone close."""
    found = find(place)
    with transaction(engine) as connection:
        collection, _ = collection_for(connection, place)
        rejected = rejected_paths(connection, reason).get(collection.id, set())
        resolve_absent(connection, collection.id, {file.uri for file in found.files}, now())
        known = known_files(connection, collection.id)
    todo = tuple(file for file in found.files if file.uri in rejected)
    return Look(collection.id, len(todo), todo, frozenset(known), (), ())
