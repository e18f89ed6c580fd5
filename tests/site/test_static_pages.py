"""The pages as files: whole, linked, and the same bytes again."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from db.engine import make_engine
from db.site.writing import write_pages
from tests.demo import ingest_examples

DATELINE = Path(sys.executable).with_name("dateline")


@pytest.fixture(scope="module")
def written(demo_engine, tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    write_pages(demo_engine, folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_link_leads_to_a_file(written):
    wrong = []
    for page in written.rglob("*.html"):
        for tag in BeautifulSoup(page.read_text(), "lxml").find_all(href=True):
            path = tag["href"].partition("#")[0]
            if path and not path.startswith("https://") and not (page.parent / path).resolve().is_file():
                wrong.append((page.name, path))
    assert wrong == []


def test_nothing_needs_a_server(written):
    front = (written / "index.html").read_text()
    assert "<form" not in front
    assert "/search" not in front
    assert "31 articles" in front
    assert len(list((written / "reader").glob("*.html"))) == 32


def test_the_same_database_gives_the_same_bytes(written, demo_engine, tmp_path):
    write_pages(demo_engine, tmp_path)
    assert files(tmp_path) == files(written)


@pytest.mark.postgresql
def test_postgresql_gives_the_same_pages(written, postgresql, tmp_path):
    """But for the times of the runs, and what the two databases count and order on their own."""
    import psycopg

    with psycopg.connect(postgresql.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE DATABASE pages")
    address = postgresql.replace("/postgres?", "/pages?")
    ingest_examples(tmp_path, address)
    engine = make_engine(address, read_only=True)
    write_pages(engine, tmp_path / "pages")
    engine.dispose()
    here, there = files(written), files(tmp_path / "pages")
    assert here.keys() == there.keys()
    differ = {path for path in here if timeless(here[path]) != timeless(there[path])}
    assert differ == set()


def timeless(page: bytes) -> str:
    """The page without moments of this day's runs."""
    return re.sub(r'<time datetime="[^"]*Z">[^<]*</time>', "", page.decode())


def test_the_command_asks_before_it_writes_over(demo, tmp_path):
    def run(*more):
        command = [str(DATELINE), "explore", "--database", str(demo), "--static", str(tmp_path / "pages"), *more]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    first = run()
    assert first.returncode == 0, first.stderr
    assert "index.html" in first.stdout
    again = run()
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert run("--force").returncode == 0
