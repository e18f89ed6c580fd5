"""One writer at a time: a lock in the database with a lease.

The holder renews its lease from a thread. A process that was killed stops renewing: it is found out at once where its
machine can be asked, else when the lease has lapsed. Whoever lost the lock can commit nothing more: each transaction of
the holder's engine looks, before it commits, whether the lock is still its own.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TypeVar, cast

from sqlalchemy import Connection, Engine, Table, delete, event, insert, select, text, update

from db.engine import database_name, transaction
from db.errors import DatabaseError, DatabaseGone, LockLost, RunGoingOn
from db.models import RunLock
from db.running.holders import SERVING, WRITING, Held, Holder, this_process

LOCKS = cast(Table, RunLock.__table__)
TOLD = {
    WRITING: ("another run is writing to", "wait until it has ended, or give --wait 10m"),
    SERVING: ("a schedule is served already on", "stop that one first"),
}
"""What a second one is told, and the mend."""

LEASE = timedelta(seconds=120)
RENEWED_EVERY = 20.0
"""Seconds between two renewals: a few may be missed while a long transaction holds everybody up."""

LOOKED_EVERY = 0.5
"""Seconds between two looks while waiting."""

KEY = 0x6C6F636B
"""Key of the advisory lock that keeps two takers apart on PostgreSQL ("lock" in ASCII)."""

T = TypeVar("T")

logger = logging.getLogger("dateline.lock")


@contextmanager
def run_lock(engine: Engine, work: str, wait: timedelta = timedelta()) -> Iterator[None]:
    """Hold the lock of `engine`'s database, which must be migrated, for what `work` names ("ingest").

    Waits up to `wait` for another holder. Raises RunGoingOn, which names him, and LockLost out of a transaction that
    would commit although the lock is somebody else's by now.
    """
    with _lease(engine, WRITING, work, wait) as token:

        def is_mine(connection: Connection) -> None:
            found = connection.execute(select(LOCKS.c.token).where(LOCKS.c.name == WRITING).with_for_update(read=True))
            if found.scalar() != token:
                raise LockLost(f"{work} no longer holds the lock of {database_name(engine.url)}", "run it again")

        event.listen(engine, "commit", is_mine)
        try:
            yield
        finally:
            event.remove(engine, "commit", is_mine)


@contextmanager
def schedule_lock(engine: Engine, work: str) -> Iterator[None]:
    """Be the only one who serves a schedule on this database. Raises RunGoingOn, which names the other."""
    with _lease(engine, SERVING, work, timedelta()):
        yield


def shut_out_writers(connection: Connection) -> None:
    """Let nobody take the lock before the caller's transaction ends. Raises RunGoingOn when somebody has it already.

    The table of the lock must be there.
    """
    _one_taker(connection)
    other = held(connection)
    if other is not None and not other.has_lapsed(clock(connection)):
        raise _refusal(connection.engine, WRITING, other)


def patiently(attempt: Callable[[], T], wait: timedelta) -> T:
    """Call `attempt` again and again while it raises RunGoingOn, for up to `wait`; then raise that."""
    deadline, told = time.monotonic() + wait.total_seconds(), False
    while True:
        try:
            return attempt()
        except RunGoingOn as error:
            if time.monotonic() >= deadline:
                raise
            if not told:
                logger.warning("waiting: %s", error.message)
                told = True
        time.sleep(min(LOOKED_EVERY, max(0.0, deadline - time.monotonic())))


@contextmanager
def _lease(engine: Engine, name: str, work: str, wait: timedelta) -> Iterator[str]:
    token = patiently(lambda: _take(engine, name, work), wait)
    ended = threading.Event()
    renewing = threading.Thread(target=_renew, args=(engine, token, ended), name="lease", daemon=True)
    renewing.start()
    try:
        try:
            yield token
        finally:
            ended.set()
            renewing.join()
    except BaseException:
        with suppress(DatabaseError):
            _give_back(engine, token)
        raise
    _give_back(engine, token)


def _give_back(engine: Engine, token: str) -> None:
    """One that cannot be given back lapses. Raises DatabaseGone: all that was written went with the file."""
    try:
        with transaction(engine) as connection:
            connection.execute(delete(LOCKS).where(LOCKS.c.token == token))
    except DatabaseGone:
        raise
    except DatabaseError:
        logger.debug("the lock was not given back, and lapses")


def held(connection: Connection, name: str = WRITING) -> Held | None:
    """Who holds the lock; None when nobody does. It may have lapsed."""
    row = connection.execute(select(LOCKS).where(LOCKS.c.name == name)).one_or_none()
    if row is None:
        return None
    holder = Holder(row.machine, row.process, row.process_began)
    return Held(row.work, holder, row.token, row.taken_at, row.expires_at)


def _take(engine: Engine, name: str, work: str) -> str:
    """A token of one's own. Raises RunGoingOn when another has the lock."""
    token, me = secrets.token_hex(8), this_process()
    with transaction(engine) as connection:
        _one_taker(connection)
        moment, other = clock(connection), held(connection, name)
        if other is None or other.has_lapsed(moment):
            if other is not None:
                logger.warning("took the lock of a run that is gone: %s", other)
            connection.execute(delete(LOCKS).where(LOCKS.c.name == name))
            row = {"name": name, "work": work, "machine": me.machine, "process": me.process, "process_began": me.began}
            times = {"taken_at": moment, "expires_at": moment + LEASE}
            connection.execute(insert(LOCKS).values(**row, token=token, **times))
            return token
        if other.expires_at > moment + LEASE:  # the clock was set back: a holder who is gone must not keep it for years
            cut = update(LOCKS).where(LOCKS.c.token == other.token).values(expires_at=moment + LEASE)
            connection.execute(cut)
    raise _refusal(engine, name, other)


def _refusal(engine: Engine, name: str, other: Held) -> RunGoingOn:
    what, mend = TOLD[name]
    return RunGoingOn(f"{what} {database_name(engine.url)}: {other}", mend)


def _one_taker(connection: Connection) -> None:
    """Keep takers of the lock apart until the transaction ends; on SQLite each transaction is the only one."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": KEY})


def clock(connection: Connection) -> datetime:
    """The moment, by the one clock that all who share the database have."""
    if connection.dialect.name == "postgresql":
        return cast(datetime, connection.execute(text("SELECT clock_timestamp()")).scalar_one()).astimezone(UTC)
    return datetime.now(UTC)


def _renew(engine: Engine, token: str, ended: threading.Event) -> None:
    """Until the end; what hinders one renewal may be gone at the next, and a lost lock is told by the next commit."""
    while not ended.wait(RENEWED_EVERY):
        with suppress(DatabaseError), transaction(engine) as connection:
            renewed = update(LOCKS).where(LOCKS.c.token == token).values(expires_at=clock(connection) + LEASE)
            connection.execute(renewed)
