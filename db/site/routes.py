"""Pages by their path: what a server answers, whichever server that is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from sqlalchemy import Engine

from db.errors import DatabaseError
from db.site.article import find_article, reader_page
from db.site.asking import Asker, asking
from db.site.changes import changes_page
from db.site.entity import entity_page
from db.site.front import front_page
from db.site.links import ServedLinks
from db.site.lists import articles_page, names_page
from db.site.rendering import render
from db.site.runs import runs_page
from db.site.search import search_page

LINKS = ServedLinks()

Arguments = Mapping[str, str]
"""What an address says: the parts of its path, and its query."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page and its HTTP status."""

    html: str
    status: int = 200


Maker = Callable[[Asker, Arguments], Answer]


def answer(engine: Engine, make: Maker, given: Arguments) -> Answer:
    """What `make` answers, in one look at the database; a database that cannot be read is told on a page."""
    try:
        with asking(engine) as ask:
            return make(ask, given)
    except DatabaseError as error:
        return Answer(render("missing.html", LINKS, what=str(error)), 503)


def front(ask: Asker, given: Arguments) -> Answer:
    """`/`."""
    return Answer(render("front.html", LINKS, page=front_page(ask)))


def articles(ask: Asker, given: Arguments) -> Answer:
    """`/articles`."""
    page = articles_page(ask, given.get("source") or None, _number(given, "page"))
    return _page("articles.html", page, "There is no such list of articles.")


def reader(ask: Asker, given: Arguments) -> Answer:
    """`/reader/<id or uri>`."""
    head = find_article(ask, unquote(given["asked"]))
    return _page("reader.html", head and reader_page(ask, head), "There is no article of that number or uri.")


def changes(ask: Asker, given: Arguments) -> Answer:
    """`/reader/<id>/changes?from=1&to=2`."""
    head = find_article(ask, given["asked"])
    page = head and changes_page(ask, head, _number(given, "from"), _number(given, "to", 2))
    return _page("changes.html", page, "There are no such revisions of that article.")


def names(ask: Asker, given: Arguments) -> Answer:
    """`/names`."""
    page = names_page(ask, given.get("type") or None, _number(given, "page"))
    return _page("names.html", page, "There is no such list of names.")


def entity(ask: Asker, given: Arguments) -> Answer:
    """`/entity/<key>`."""
    return _page("entity.html", entity_page(ask, unquote(given["key"])), "There is no entity of that key.")


def runs(ask: Asker, given: Arguments) -> Answer:
    """`/runs`."""
    return Answer(render("runs.html", LINKS, page=runs_page(ask)))


def search(ask: Asker, given: Arguments) -> Answer:
    """`/search?q=…`."""
    return Answer(render("search.html", LINKS, page=search_page(ask, given.get("q", ""))))


ROUTES: tuple[tuple[str, Maker], ...] = (
    (r"^/$", front),
    (r"^/articles$", articles),
    (r"^/reader/(?P<asked>\d+)/changes$", changes),
    (r"^/reader/(?P<asked>.+)$", reader),
    (r"^/names$", names),
    (r"^/entity/(?P<key>.+)$", entity),
    (r"^/runs$", runs),
    (r"^/search$", search),
)
"""Patterns of paths, tried in this order; what they name is percent-encoded still."""


def _page(template: str, page: object, otherwise: str) -> Answer:
    if page is None:
        return Answer(render("missing.html", LINKS, what=otherwise), 404)
    return Answer(render(template, LINKS, page=page))


def _number(given: Arguments, name: str, default: int = 1) -> int:
    written = given.get(name, "")
    return int(written) if written.isdecimal() and len(written) < 10 else default
