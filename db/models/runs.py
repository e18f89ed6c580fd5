"""The history of runs, what could not be read, and the dictionary of all tables."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped

from db.models.base import Base, column, reference, surrogate


class IngestRun(Base):
    """One run of ingest: files_seen = new + changed + unchanged + rejected; vanished ones were not seen."""

    __tablename__ = "ingest_runs"

    id: Mapped[int] = surrogate()
    started_at: Mapped[datetime] = column("When it began.", unit="UTC", example="2026-11-23T13:00:00Z")
    finished_at: Mapped[datetime | None] = column("When it ended; null while it runs.", unit="UTC",
                                                  example="2026-11-23T13:00:09Z")  # fmt: skip
    state: Mapped[str] = column("running, completed, completed with rejects, failed, interrupted.", example="completed")
    files_seen: Mapped[int] = column("Files found.", unit="files", example="120", default=0)
    files_new: Mapped[int] = column("Files read for the first time.", unit="files", example="3", default=0)
    files_changed: Mapped[int] = column("Files whose content changed.", unit="files", example="1", default=0)
    files_unchanged: Mapped[int] = column("Files that are as they were.", unit="files", example="115", default=0)
    files_vanished: Mapped[int] = column("Files that are gone since.", unit="files", example="0", default=0)
    files_rejected: Mapped[int] = column("Files that could not be read.", unit="files", example="1", default=0)
    articles: Mapped[int] = column("Articles written.", unit="articles", example="4", default=0)
    mentions: Mapped[int] = column("Mentions written.", unit="mentions", example="96", default=0)
    entities: Mapped[int] = column("Entities that were new.", unit="entities", example="11", default=0)
    work: Mapped[str] = column("What it did: ingest, retry or reannotate.", server_default="ingest", example="ingest")
    rejects: Mapped[int] = column("Files and records that could not be read.", unit="rejects", server_default="0",
                                  example="2")  # fmt: skip
    notices_learned: Mapped[int] = column(
        "Notices it learned beyond those it forgot; below 0 when it forgot more.", unit="notices", server_default="0",
        example="1",
    )  # fmt: skip
    articles_cleaned_again: Mapped[int] = column(
        "Articles cleaned again, since learning changed the verdict on them.", unit="articles", server_default="0",
        example="41",
    )  # fmt: skip
    articles_stale: Mapped[int] = column(
        "Articles left that other versions made; `dateline reannotate --stale` makes them again.", unit="articles",
        server_default="0", example="0",
    )  # fmt: skip
    reasons: Mapped[dict[str, Any] | None] = column(
        "Rejects by class of error, and what was passed over by reason.", JSON(none_as_null=True),
        example='{"passed over": {"hidden": 2}, "rejected": {"EmptyText": 1}}',
    )  # fmt: skip
    seconds: Mapped[float | None] = column("How long it took; null while it runs.", unit="seconds", example="9.2")
    step_seconds: Mapped[dict[str, Any] | None] = column(
        "Of these, seconds by step.", JSON(none_as_null=True), unit="seconds",
        example='{"annotate": 6.1, "learn": 0.1, "load": 2.3, "look": 0.2, "read": 0.4}',
    )  # fmt: skip
    versions: Mapped[dict[str, Any]] = column("Versions of what made the rows.", JSON, example='{"cleaner": "1"}')
    flow_run_id: Mapped[str | None] = column("The run's id in Prefect.", example="0c1f…")
    error: Mapped[str | None] = column("Why it failed; null when it did not.", example="LockedDatabase: …")


class Reject(Base):
    """A file or record that could not become an article, why, and what to do about it."""

    __tablename__ = "rejects"
    __table_args__ = (UniqueConstraint("collection_id", "uri", "content_hash"),)

    id: Mapped[int] = surrogate()
    collection_id: Mapped[int] = reference("The collection.", "collections", index=False)
    path: Mapped[str] = column("The file, relative to the collection's folder.", example="wire.jsonl")
    uri: Mapped[str] = column("The file, or `#n` for a record of it.", example="wire.jsonl#7")
    content_hash: Mapped[str] = column("SHA-256 of what was read; empty when nothing was.", example="")
    error: Mapped[str] = column("Class of the error.", example="BadRecord")
    message: Mapped[str] = column("What is wrong.", example="line 7 of wire.jsonl is not JSON")
    mend: Mapped[str] = column("What to do about it.", example="mend the line, or remove it")
    attempts: Mapped[int] = column("How often it was tried.", unit="runs", example="2")
    first_seen_at: Mapped[datetime] = column("When it was first tried.", unit="UTC", example="2026-11-23T13:00:00Z")
    last_tried_at: Mapped[datetime] = column("When it was last tried.", unit="UTC", example="2026-11-24T13:00:00Z")
    resolved_at: Mapped[datetime | None] = column(
        "When it was read well, or was gone; null while it is open.", unit="UTC", example="2026-11-25T13:00:00Z"
    )
    ignored_at: Mapped[datetime | None] = column(
        "When somebody said to leave it be; null when nobody did.", unit="UTC", example="2026-11-25T13:00:00Z"
    )


class RunLock(Base):
    """Who is writing: one row while a run goes on, none between runs. A killed run loses it by expiry."""

    __tablename__ = "run_locks"

    name: Mapped[str] = column("What is locked.", primary_key=True, example="writing")
    work: Mapped[str] = column("What the holder does.", example="ingest")
    machine: Mapped[str] = column("Its machine: name, and what tells one start from another.", example="news-1 4f…")
    process: Mapped[int] = column("Its process id.", BigInteger, example="4711")
    process_began: Mapped[str] = column(
        "When that process began, by the machine's own count; empty when unknown.", example="81234"
    )
    token: Mapped[str] = column("Random; whoever writes must find his own here.", example="9f86d081884c7d65")
    taken_at: Mapped[datetime] = column("Since when it is held.", unit="UTC", example="2026-11-23T13:00:00Z")
    expires_at: Mapped[datetime] = column(
        "When it lapses unless the holder renews it.", unit="UTC", example="2026-11-23T13:02:00Z"
    )


class DataDictionary(Base):
    """What each table and column means: filled from the models when the database is migrated."""

    __tablename__ = "data_dictionary"

    table_name: Mapped[str] = column("The table.", primary_key=True, example="mentions")
    column_name: Mapped[str] = column("The column; empty for the table itself.", primary_key=True, example="char_start")
    position: Mapped[int] = column("Place of the column in its table, from 1; 0 for the table.", example="4")
    meaning: Mapped[str] = column("What it holds.", example="Where it begins in that field.")
    unit: Mapped[str | None] = column("Its unit.", example="code points")
    example: Mapped[str | None] = column("A value it may have.", example="30")
