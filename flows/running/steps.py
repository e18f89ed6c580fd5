"""The steps of an ingest as plain functions; `flows.ingest` wraps them into Prefect tasks.

look_at a path → batches of what is new or changed → hand_out → annotate_batch (pure) → load_batch (a transaction each)
"""

from datetime import datetime

from sqlalchemy import Connection

from db.cleaning.decisions import restored_by_uri
from db.cleaning.learned import store_candidates
from db.engine import transaction
from db.loading.load import load_batch as load_rows
from db.loading.storable import storable
from db.records import FileFacts, LoadCounts
from db.running.files import known_documents, mark_missing_records, touch
from db.running.rejects import RejectRow, record_rejects
from flows.crews import Given, parts
from flows.running.batches import Batch
from flows.running.bench import Bench
from flows.running.clock import now
from flows.text.errors import Defect
from flows.text.readers import Reject
from flows.text.seeds import SeedFile


def hand_out(batch: Batch, bench: Bench) -> None:
    """Ask the crew to clean and recognise what the database does not have yet."""
    with transaction(bench.engine) as connection:
        stored = known_documents(connection, bench.collection_id, {item.file.uri for item in batch.items})
        restored = restored_by_uri(connection, bench.collection_id, stored)
    given: list[Given] = []
    files: dict[str, SeedFile] = {}
    for item in batch.items:
        result = item.result
        if isinstance(result, Reject):
            batch.rejects.append((item.file, result))
            continue
        bench.sound.add(item.file.uri)
        if stored.get(result.uri) == result.content_hash:
            batch.same.add(result.uri)
        else:
            files[result.uri] = item.file
            given.append(Given(result, facts(item.file), restored.get(result.uri, frozenset())))
    batch.handed = [
        ([files[each.document.uri] for each in part.documents], bench.crew.hand(part)) for part in parts(given)
    ]


def annotate_batch(batch: Batch, bench: Bench) -> None:
    """Wait for the rows of a batch; it is handed out first when it was not yet. One bad document costs itself."""
    if batch.handed is None:
        hand_out(batch, bench)
    for files, answer in batch.handed or ():
        for file, made in zip(files, answer.result(), strict=True):
            if isinstance(made, Reject):
                batch.rejects.append((file, made))
                bench.faulty.update([file.uri] if isinstance(made.error, Defect) else [])
            else:
                batch.rows.append(made.rows)
                batch.candidates[made.rows.document.uri] = made.candidates


def load_batch(batch: Batch, bench: Bench) -> LoadCounts:
    """Load what `annotate_batch` made, and note which files are wholly read; all of it or nothing."""
    moment = now()
    with transaction(bench.engine, foreign_keys=False) as connection:
        counts = load_rows(connection, batch.rows, bench.collection_id, moment)
        store_candidates(connection, bench.collection_id, batch.candidates)
        record_rejects(connection, bench.collection_id, [_reject_row(*each) for each in batch.rejects], moment)
        _close_files(connection, batch, bench, moment)
    done = {item.file.uri for item in batch.items if item.last}
    bench.sound.difference_update(done)  # or a run would remember every file that it ever read
    bench.faulty.difference_update(done)
    return counts


def _close_files(connection: Connection, batch: Batch, bench: Bench, moment: datetime) -> None:
    """Note the files that are wholly read: containers at their last record, and those that were only touched.

    A container without one good record is tried again at the next run, perhaps with other field names; so is one with
    a record that was read but failed afterwards, for that may have been for want of memory.
    """
    ended = [item for item in batch.items if item.last and (item.is_record or item.result.uri in batch.same)]
    sound = [item for item in ended if item.file.uri in bench.sound and item.file.uri not in bench.faulty]
    touch(connection, bench.collection_id, [facts(item.file) for item in sound], moment)
    for item in sound:
        if item.is_record:
            present = {f"{item.file.uri}#{number}" for number in range(1, item.position + 1)}
            mark_missing_records(connection, bench.collection_id, item.file.uri, present, moment)


def facts(file: SeedFile) -> FileFacts:
    """A file as the database remembers it."""
    return FileFacts(file.uri, file.size, file.modified_ns)


def _reject_row(file: SeedFile, reject: Reject) -> RejectRow:
    error = reject.error
    return RejectRow(
        file.uri, reject.uri, reject.content_hash or "", type(error).__name__, storable(error.message), error.mend
    )
