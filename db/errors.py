"""What can go wrong with a database, as one small tree. No message ever holds a password.

DatabaseError                anything the database half says to a person: a message and a mend
├── WrongAddress             a URL or path that names no database dateline can use
├── MissingDatabase          the file is not there
├── NotADatabase             a file that is something else, or is damaged
├── ForeignDatabase          a database whose tables are somebody else's
├── OldSchema                made by an older dateline and not yet migrated
├── NewerSchema              made by a newer dateline
├── ReadOnlyDatabase         no right to write
├── DatabaseFull             no room on the disk
├── PassingTrouble           may go by itself: worth trying again
│   ├── LockedDatabase       another process is writing
│   ├── RunGoingOn           another run holds the lock
│   └── Unreachable          no connection to the server
├── DatabaseGone             the file was taken away while it was written to
├── LockLost                 somebody else took the lock that this run held
└── QueryError               a question that cannot be answered
    ├── UnknownQuery         no ready question of that name
    ├── UnknownTable         no such table or column
    ├── MissingParameter     a parameter without a value
    └── QueryTimeout         took longer than allowed
"""


class DatabaseError(Exception):
    """An error told in words: `message` says what is wrong, `mend` what to do about it."""

    def __init__(self, message: str, mend: str = "") -> None:
        """Keep both parts; `str()` of the error shows them on one line."""
        super().__init__(message, mend)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        """Message, then mend."""
        return f"{self.message} ({self.mend})" if self.mend else self.message


class WrongAddress(DatabaseError):
    """A URL or path that names no database dateline can use."""


class MissingDatabase(DatabaseError):
    """The file is not there."""


class NotADatabase(DatabaseError):
    """A file that is something else, or is damaged."""


class ForeignDatabase(DatabaseError):
    """A database whose tables are somebody else's."""


class OldSchema(DatabaseError):
    """Made by an older dateline and not yet migrated."""


class NewerSchema(DatabaseError):
    """Made by a newer dateline."""


class ReadOnlyDatabase(DatabaseError):
    """No right to write."""


class DatabaseFull(DatabaseError):
    """No room on the disk."""


class PassingTrouble(DatabaseError):
    """May go by itself: worth trying again."""


class LockedDatabase(PassingTrouble):
    """Another process is writing."""


class RunGoingOn(PassingTrouble):
    """Another run holds the lock: one at a time writes."""


class DatabaseGone(DatabaseError):
    """The file was removed or replaced while a run wrote to it; nothing more of that run can be kept."""


class LockLost(DatabaseError):
    """Somebody else took the lock that this run held; nothing more of it may be written."""


class Unreachable(PassingTrouble):
    """No connection to the server."""


class QueryError(DatabaseError):
    """A question that cannot be answered."""


class UnknownQuery(QueryError):
    """No ready question of that name."""


class UnknownTable(QueryError):
    """No such table or column."""


class MissingParameter(QueryError):
    """A parameter without a value."""


class QueryTimeout(QueryError):
    """Took longer than allowed."""
