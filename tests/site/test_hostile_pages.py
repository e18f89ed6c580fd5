"""Titles, texts, names, file names, rules and sources that try to be markup: they show as text on every page."""

import re
import shutil
from urllib.parse import parse_qsl, urldefrag

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import text

from db.engine import make_engine, transaction
from db.site.asking import asking
from db.site.routes import ROUTES, answer
from db.site.writing import pages, write_pages

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7191*7 }}\u202e\x1b[2J"
SHOWN = "<script>alert(1)</script>"
PLACES = {
    "articles": ("title", "subtitle", "byline", "source_name", "source_basis", "published_basis", "language",
                 "recogniser_version", "cleaner_version", "resolver_version"),
    "sources": ("slug", "name", "basis"),
    "collections": ("name",),
    "documents": ("uri", "encoding", "media_type", "encoding_basis"),
    "entities": ("key", "name", "type", "country_code"),
    "entity_aliases": ("alias", "tied"),
    "mentions": ("label", "tied", "role", "country_code"),
    "blocks": ("rule", "role"),
    "rejects": ("uri", "error", "message", "mend"),
    "ingest_runs": ("state", "error"),
    "article_revisions": ("title",),
}  # fmt: skip


@pytest.fixture(scope="module")
def evil(demo, tmp_path_factory):
    """The examples with every word that comes from outside turned into markup; texts keep their length."""
    path = tmp_path_factory.mktemp("evil") / "evil.db"
    shutil.copy(demo, path)
    engine = make_engine(path)
    with transaction(engine) as connection:
        for table, columns in PLACES.items():
            for column in columns:
                own = " || id" if column in ("key", "slug", "uri", "alias") else ""
                changed = text(f"UPDATE {table} SET {column} = {column} || '/../' || :evil{own}")
                connection.execute(changed, {"evil": EVIL})
        connection.execute(text("UPDATE articles SET url = 'javascript:alert(3)', body = :evil || substr(body, :size)"),
                           {"evil": EVIL, "size": len(EVIL) + 1})  # fmt: skip
        connection.execute(text("UPDATE documents SET text = :evil || substr(text, :size)"),
                           {"evil": EVIL, "size": len(EVIL) + 1})  # fmt: skip
        connection.execute(text("UPDATE article_revisions SET body = :evil || body"), {"evil": EVIL})
    engine.dispose()
    made = make_engine(path, read_only=True)
    yield made
    made.dispose()


def harmless(page: str) -> BeautifulSoup:
    """The page, once it is known that nothing in it can run."""
    soup = BeautifulSoup(page, "lxml")
    assert not soup.find_all(["script", "img", "iframe", "object", "embed", "style"])
    for tag in soup.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"], tag
        assert "javascript:" not in tag.get("href", "")
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "50337" not in page
    return soup


def test_every_file_shows_markup_as_text(evil):
    with asking(evil) as ask:
        made = dict(pages(ask))
    shown = {
        path.partition("/")[0]
        for path, page in made.items()
        if path.endswith("html") and SHOWN in harmless(page).get_text()
    }
    assert shown >= {"index.html", "runs.html", "articles", "names", "reader", "entity"}


def test_every_served_page_shows_markup_as_text(evil):
    pending, done = ["/", "/search?q=script", "/search?q=" + EVIL[:40]], set()
    while pending:
        address = pending.pop()
        if address in done or len(done) > 120:
            continue
        done.add(address)
        path, _, query = address.partition("?")
        for pattern, make in ROUTES:
            if found := re.match(pattern, path):
                made = answer(evil, make, {**dict(parse_qsl(query)), **found.groupdict()})
                assert made.status == 200, address
                soup = harmless(made.html)
                links = [urldefrag(a["href"]).url for a in soup.find_all("a", href=True)]
                pending += [link for link in links if link.startswith("/") and not link.startswith("/data")]
                break
        else:
            raise AssertionError(address)
    assert len(done) > 100


def test_files_stay_in_their_folder(evil, tmp_path):
    folder = tmp_path / "in" / "pages"
    written = write_pages(evil, folder)
    assert sum(path.is_file() for path in folder.rglob("*")) == written.files
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["pages"]
    assert {path.name for path in folder.iterdir()} == {
        "index.html", "site.css", "runs.html", "articles", "names", "reader", "entity",
    }  # fmt: skip
