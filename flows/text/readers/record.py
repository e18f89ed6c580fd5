"""From one record of a container to its document."""

import hashlib
import json
from collections.abc import Mapping

from flows.text.decoding import Decoded
from flows.text.errors import BadInput, BadRecord
from flows.text.readers.base import Opened, Reject, reject
from flows.text.readers.fields import from_fields
from flows.text.records import Document

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def to_document(
    opened: Opened, raw: Mapping[str, object], record: int | None, decoded: Decoded, content_hash: str | None = None
) -> Document | Reject:
    """Make the document of the `record`th record (null for a file that is one), or the reject of one without text.

    `content_hash` is that of the canonical form unless it is given.
    """
    uri = opened.uri if record is None else f"{opened.uri}#{record}"
    try:
        content_hash = content_hash or canonical_hash(raw)
        found = from_fields(raw, opened.mapping)
    except BadInput as error:
        return reject(uri, content_hash, error)
    except RecursionError:
        return reject(uri, content_hash, too_deep())
    return Document(
        uri, found.content, content_hash, found.media_type, decoded.encoding, decoded.basis, record, found.fields
    )


def canonical_hash(raw: Mapping[str, object]) -> str:
    """SHA-256 of a record as JSON with its keys sorted and no spaces: equal however the record was written."""
    return hashlib.sha256(_CANONICAL.encode(raw).encode()).hexdigest()


def too_deep() -> BadRecord:
    """Say that a record is nested too deeply."""
    return BadRecord("is nested too deeply", "news is flat: remove what is nested in it")
