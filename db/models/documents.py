"""Where texts come from: collections, their files, and the documents in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from db.models.base import Base, column, reference, surrogate


class Collection(Base):
    """A folder that documents come from."""

    __tablename__ = "collections"

    id: Mapped[int] = surrogate()
    name: Mapped[str] = column("Name of the collection: the folder's base name.", unique=True, example="seeds")
    kind: Mapped[str] = column("What it is: folder.", example="folder")
    location: Mapped[str] = column("Absolute path of the folder when it was last read.", example="/data/seeds")


class File(Base):
    """A file of a collection as it was when all of its documents were last read.

    Size and time are null while a container's records are still being loaded, so that a run that is cut short reads
    the file again.
    """

    __tablename__ = "files"
    __table_args__ = (UniqueConstraint("collection_id", "path"),)

    id: Mapped[int] = surrogate()
    collection_id: Mapped[int] = reference("The collection it belongs to.", "collections", index=False)
    path: Mapped[str] = column("Path relative to the collection's folder.", example="2023/05/story.txt")
    size: Mapped[int | None] = column("Size of the file.", BigInteger, unit="bytes", example="3202")
    modified_ns: Mapped[int | None] = column(
        "Modification time of the file.", BigInteger, unit="nanoseconds since 1970-01-01 UTC",
        example="1700748000000000000",
    )  # fmt: skip
    vanished_at: Mapped[datetime | None] = column(
        "When the file was first missed; null while it is there.", unit="UTC", example="2026-11-23T13:00:00Z"
    )


class Document(Base):
    """One text as it was read, before any decision about it: a file, or a record of a container."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("collection_id", "uri"),)

    id: Mapped[int] = surrogate()
    collection_id: Mapped[int] = reference("The collection it belongs to.", "collections", index=False)
    file_id: Mapped[int] = reference("The file it was read from.", "files")
    uri: Mapped[str] = column(
        "Path relative to the collection's folder; with `#n` for the nth record of a container.", example="wire.jsonl#7"
    )
    record: Mapped[int | None] = column("Number of the record in its container; null for a whole file.", example="7")
    content_hash: Mapped[str] = column("SHA-256 of what was read.", unit="hexadecimal", example="b536ca500f2e9fec…")
    media_type: Mapped[str] = column("What was read.", example="text/plain")
    encoding: Mapped[str] = column("Encoding that the bytes were decoded with.", example="utf-8")
    encoding_basis: Mapped[str] = column("How the encoding was known.", example="byte order mark")
    first_seen_at: Mapped[datetime] = column("When it was first loaded.", unit="UTC", example="2026-11-23T13:00:00Z")
    changed_at: Mapped[datetime | None] = column(
        "When its content last changed; null when it never did.", unit="UTC", example="2026-11-24T13:00:00Z"
    )
    vanished_at: Mapped[datetime | None] = column(
        "When it was first missed; null while it is there.", unit="UTC", example="2026-11-25T13:00:00Z"
    )
    fields: Mapped[dict[str, str] | None] = column(
        "What a record said beside its text.", JSON(none_as_null=True), example='{"section": "World"}'
    )
    substitutions: Mapped[list[Any] | None] = column(
        "NUL characters and lone surrogates of the text, stored as U+FFFD: [[offset, code point], …].",
        JSON(none_as_null=True), example="[[17, 0]]",
    )  # fmt: skip
    text: Mapped[str] = column(
        "The text that the blocks tile: as decoded, or a page rendered to lines.", unit="code points",
        example="Chinese foreign minister assures …",
    )  # fmt: skip
    markup: Mapped[bytes | None] = column(
        "Source of a page, UTF-8 compressed with zlib; null for plain text.", LargeBinary, example="x'789c…'"
    )
