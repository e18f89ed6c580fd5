"""The pages as plain files: one folder that any web host can serve, or that opens from a disk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from db.site.article import find_article, reader_page
from db.site.asking import Asker, asking
from db.site.changes import changes_page
from db.site.entity import entity_page
from db.site.front import front_page
from db.site.links import FileLinks, Links
from db.site.lists import ListPage, articles_page, names_page
from db.site.rendering import STYLE, render
from db.site.runs import runs_page

ARTICLES = """
SELECT a.id FROM articles a JOIN documents d ON d.id = a.document_id JOIN collections c ON c.id = d.collection_id
ORDER BY c.name, d.uri
"""
ENTITIES = "SELECT key FROM entities ORDER BY key"

Named = tuple[str, str]
"""A file's path in the folder, and its text."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, and their size in bytes."""

    files: int
    size: int


def write_pages(engine: Engine, folder: Path) -> Written:
    """Write all pages into `folder`, over those of the same name. The same database gives the same bytes.

    Raises DatabaseError, and OSError when a file cannot be written.
    """
    files = size = 0
    with asking(engine) as ask:
        for path, text in pages(ask):
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            written = text.encode("utf-8", "replace")
            place.write_bytes(written)
            files, size = files + 1, size + len(written)
    return Written(files, size)


def pages(ask: Asker) -> Iterator[Named]:
    """Every file, one after another; only one is in memory at a time."""
    top, below = FileLinks(0), FileLinks(1)
    yield "site.css", STYLE.read_text(encoding="utf-8")
    yield top.front(), render("front.html", top, page=front_page(ask))
    yield top.runs(), render("runs.html", top, page=runs_page(ask))
    for source in [None, *_choices(articles_page(ask), "slug")]:
        yield from _listed("articles.html", partial(articles_page, ask, source), top.articles, source)
    for kind in [None, *_choices(names_page(ask), "type")]:
        yield from _listed("names.html", partial(names_page, ask, kind), top.names, kind)
    for row in ask.rows(ARTICLES):
        yield from _article(ask, str(row["id"]), top, below)
    for row in ask.rows(ENTITIES):
        yield top.entity(row["key"]), render("entity.html", below, page=entity_page(ask, row["key"]))


def _choices(page: ListPage | None, name: str) -> list[str]:
    return [row[name] for row in page.choices] if page else []


def _listed(
    template: str,
    page_of: Callable[[int], ListPage | None],
    address: Callable[[str | None, int], str],
    of: str | None,
) -> Iterator[Named]:
    number = 1
    while (page := page_of(number)) is not None:
        yield address(of, number), render(template, FileLinks(1), page=page)
        number += 1
        if number > page.pages:
            return


def _article(ask: Asker, asked: str, top: FileLinks, below: Links) -> Iterator[Named]:
    head = find_article(ask, asked)
    if head is None:
        return
    page = reader_page(ask, head)
    yield top.article(head), render("reader.html", below, page=page)
    for old, new in page.earlier:
        yield top.changes(head, old, new), render("changes.html", below, page=changes_page(ask, head, old, new))
