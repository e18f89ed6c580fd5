"""How much one answer may ask for, and how politely we ask."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flows.text.errors import SettingsError

PROGRAM = "dateline"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A feed to fetch: its address, and its publisher's name where a person gave one."""

    url: str
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no address of the web. Raises SettingsError."""
        try:
            parts = urlsplit(self.url)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            sound = False
        if not sound:
            raise SettingsError(f"{self.url} is no address of a feed", "write https://host/path")


@dataclass(frozen=True, slots=True)
class Manners:
    """Bounds of one answer and the pace of asking: bytes after decompression, seconds, hops, tries.

    `delay` is the least number of seconds between two requests to one host; a host's robots.txt may ask for more.
    `contact` is told to the servers, so that whoever runs them can write to whoever runs this.
    """

    most_bytes: int = 10_000_000
    seconds: float = 30.0
    hops: int = 5
    tries: int = 3
    delay: float = 1.0
    longest_delay: float = 60.0
    contact: str = ""
    allow_private: bool = False

    @property
    def agent(self) -> str:
        """What we call ourselves: the program, its version, what it is, and the contact."""
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - reads the file system

        try:
            number = version(PROGRAM)
        except PackageNotFoundError:
            number = "0"
        about = "; ".join(part for part in ("news feed reader", self.contact) if part)
        return f"{PROGRAM}/{number} ({about})"
