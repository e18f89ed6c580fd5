"""Which stored document a person means by a uri."""

from sqlalchemy import Connection

from db.cleaning.decisions import Found, documents_named
from flows.text.errors import SettingsError


def the_document(connection: Connection, uri: str) -> Found:
    """The document of that uri. Raises SettingsError when there is none, or one in each of several collections."""
    found = documents_named(connection, uri)
    if not found:
        raise SettingsError(
            f"no document {uri} in the database", "give its uri as in `dateline query 'select uri from documents'`"
        )
    if len(found) > 1:
        raise SettingsError(f"{len(found)} collections have a document {uri}", "use a database a collection")
    return found[0]
