"""What can go wrong with fetching."""

from flows.text.errors import DatelineError


class NotFetched(DatelineError):
    """An address that could not, or may not, be fetched; `again` says that a later try may do."""

    def __init__(self, message: str, mend: str = "", *, again: bool = False, wait: float | None = None) -> None:
        """Keep the words, and how many seconds a server asked us to wait."""
        super().__init__(message, mend)
        self.again = again
        self.wait = wait
