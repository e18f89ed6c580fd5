"""What is gathered of what a page says of itself: values by field, each with its basis; the first to answer stands."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flows.text.dates import Moment, read_date
from flows.text.records import Source
from flows.text.sites import home_of, publisher_of
from flows.text.slugs import slug

_DAY_FIRST = frozenset({"en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za"})
_EPOCH = re.compile(r"\A\d{10}(?:\d{3})?\Z")


@dataclass(slots=True)
class Said:
    """Values by field with the basis of each; the first offer of a field stands."""

    values: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    moments: dict[str, Moment] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    summary: str = ""

    def offer(self, name: str, value: str, basis: str) -> None:
        """Take the value unless it is empty or the field has one."""
        value = " ".join(value.split())
        if value and name not in self.values:
            self.values[name] = value
            self.bases[name] = basis

    def offer_time(self, name: str, value: str, basis: str, day_first: bool = False) -> None:
        """Take a time that can be read, to the precision it is written in."""
        moment = read_date(_instant(value), day_first) if value and name not in self.moments else None
        if moment is not None and moment.at[:4] > "1970":
            self.moments[name] = moment
            self.bases[name] = basis

    @property
    def day_first(self) -> bool:
        """Whether the page says to be in a language, or an English, that writes 5/3/2024 for a day in March."""
        tag = self.values.get("language", "").lower().replace("_", "-")
        return tag in _DAY_FIRST if tag.startswith("en") else len(tag) > 1

    def source(self) -> Source | None:
        """The publisher as the page names one, else the site of its address."""
        name, url = self.values.get("publisher"), self.values.get("url", "")
        if not name:
            return publisher_of(url)
        return Source(slug(name), name, self.bases["publisher"], home_of(url))


def language_code(said: str) -> str | None:
    """ISO 639-1 code of a language tag: "de-AT", "en_US" and "en" have one."""
    code = re.split(r"[-_]", said.strip().lower())[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _instant(value: str) -> str:
    """A count of seconds or milliseconds since 1970 as ISO 8601; anything else as it is."""
    if _EPOCH.match(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    return value[:200]
