"""What can go wrong with an input, as one small tree.

DatelineError                 anything dateline says to a person: a message and a mend
├── SettingsError             a setting or argument that cannot be used
└── BadInput                  a file or record that cannot become an article; becomes a row in `rejects`
├── Unreadable            no permission, vanished, not a regular file
├── NotText               binary bytes under a text suffix
├── Undecodable           no encoding fits
├── BadRecord             a line of a container that is not a record, or has no text
├── EmptyText             nothing in it
├── TooLarge              past a limit of size, depth or expansion
├── TooManyLines          more lines than any article has
└── Defect                dateline itself failed on it
"""


class DatelineError(Exception):
    """An error told in words: `message` says what is wrong and names the file, `mend` what to do about it."""

    def __init__(self, message: str, mend: str = "") -> None:
        """Keep both parts; `str()` of the error shows them on one line."""
        super().__init__(message, mend)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        """Message, then mend."""
        return f"{self.message} ({self.mend})" if self.mend else self.message


class SettingsError(DatelineError):
    """A setting or argument that cannot be used."""


class BadInput(DatelineError):
    """A file or record that cannot become an article."""


class Unreadable(BadInput):
    """No permission, vanished while being read, or not a regular file."""


class NotText(BadInput):
    """Binary bytes under a text suffix."""


class Undecodable(BadInput):
    """No encoding fits the bytes."""


class BadRecord(BadInput):
    """A record of a container that cannot be read, or that holds no text."""


class EmptyText(BadInput):
    """Nothing but white space."""


class TooLarge(BadInput):
    """Past a limit of size, depth or expansion."""


class TooManyLines(BadInput):
    """More lines than any article has: a list, a log, or many articles in one file."""


class Defect(BadInput):
    """A fault of dateline's own that one document brought out; it costs that document alone."""
