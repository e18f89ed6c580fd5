"""Where pages stand: as addresses of a server, or as files that lead to one another from any folder they are put in."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, urlencode

Named = Mapping[str, Any]
"""A row that holds what a link needs: of an article `id`, `collection` and `uri`, of an entity `key`."""


class Links(Protocol):
    """The address of each kind of page, as the page that is being made has to write it."""

    @property
    def served(self) -> bool:
        """Whether a server answers: search, and tables and questions, need one."""

    def front(self) -> str:
        """The front page."""

    def style(self) -> str:
        """The style sheet."""

    def articles(self, source: str | None = None, page: int = 1) -> str:
        """The list of articles, of one source where its slug is given."""

    def article(self, row: Named) -> str:
        """The reader page of an article."""

    def changes(self, row: Named, old: int, new: int) -> str:
        """The comparison of two revisions of an article."""

    def names(self, kind: str | None = None, page: int = 1) -> str:
        """The list of entities, of one type where given."""

    def entity(self, key: str) -> str:
        """The page of an entity."""

    def runs(self) -> str:
        """The page of runs and rejects."""


@dataclass(frozen=True, slots=True)
class ServedLinks:
    """Addresses below the root of a server."""

    served: bool = True

    def front(self) -> str:
        """`/`."""
        return "/"

    def style(self) -> str:
        """`/-/dateline/site.css`."""
        return "/-/dateline/site.css"

    def articles(self, source: str | None = None, page: int = 1) -> str:
        """`/articles?source=…&page=…`."""
        return "/articles" + _asked(source=source, page=page if page > 1 else None)

    def article(self, row: Named) -> str:
        """`/reader/12`."""
        return f"/reader/{row['id']}"

    def changes(self, row: Named, old: int, new: int) -> str:
        """`/reader/12/changes?from=1&to=2`."""
        return f"/reader/{row['id']}/changes?from={old}&to={new}"

    def names(self, kind: str | None = None, page: int = 1) -> str:
        """`/names?type=…&page=…`."""
        return "/names" + _asked(type=kind, page=page if page > 1 else None)

    def entity(self, key: str) -> str:
        """`/entity/person:qin-gang`."""
        return f"/entity/{quote(key, safe=':')}"

    def runs(self) -> str:
        """`/runs`."""
        return "/runs"


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Relative paths of files, as seen from a page that lies `depth` folders below the top."""

    depth: int = 0
    served: bool = False

    def front(self) -> str:
        """`index.html`."""
        return self._at("index.html")

    def style(self) -> str:
        """`site.css`."""
        return self._at("site.css")

    def articles(self, source: str | None = None, page: int = 1) -> str:
        """`articles/index.html`, `articles/of-<source>-2.html`."""
        return self._at(f"articles/{_list_name(source, page)}")

    def article(self, row: Named) -> str:
        """`reader/<file>.html`."""
        return self._at(f"reader/{article_file(row)}.html")

    def changes(self, row: Named, old: int, new: int) -> str:
        """`reader/<file>-from-1-to-2.html`."""
        return self._at(f"reader/{article_file(row)}-from-{old}-to-{new}.html")

    def names(self, kind: str | None = None, page: int = 1) -> str:
        """`names/index.html`, `names/of-<type>-2.html`."""
        return self._at(f"names/{_list_name(kind, page)}")

    def entity(self, key: str) -> str:
        """`entity/<file>.html`."""
        return self._at(f"entity/{safe_name(key)}.html")

    def runs(self) -> str:
        """`runs.html`."""
        return self._at("runs.html")

    def _at(self, path: str) -> str:
        return "../" * self.depth + path


def article_file(row: Named) -> str:
    """The file name of an article's page: it depends on the document alone, never on surrogate keys."""
    return safe_name(f"{row['collection']}/{row['uri']}")


def safe_name(given: str) -> str:
    """A file name that any file system takes and that no other text shares; a hostile text cannot lead elsewhere.

    >>> safe_name("../../etc/passwd")
    'etc-passwd-3754d6cb3a'
    """
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in given.lower())
    words = "-".join(word for word in plain.split("-") if word)
    digest = hashlib.sha256(given.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{words[:60].strip('-')}-{digest[:10]}".lstrip("-")


def _list_name(of: str | None, page: int) -> str:
    number = f"-{page}" if page > 1 else ""
    return f"of-{safe_name(of)}{number}.html" if of else f"index{number}.html"


def _asked(**given: object) -> str:
    told = {name: value for name, value in given.items() if value is not None}
    return f"?{urlencode(told)}" if told else ""
