"""Names that nobody means well with, and a gazetteer that is not as it should be."""

import gzip
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import text

from db.engine import make_engine, transaction
from db.entities.decide import decide, take_back
from db.entities.judging import Judgement
from db.keeping.check import breaches
from db.loading.load import load_batch
from db.migrate import migrate
from db.records import FileFacts, Versions
from db.running.folders import collection_for
from flows.rows import to_rows
from flows.text.errors import DatelineError
from flows.text.gazetteer import Lines
from flows.text.names import Context, annotate_fields
from flows.text.records import Article, Block, Document, Entity, Mention, Span
from flows.text.slugs import slug
from tests.db.natural_keys import tables
from tests.folders import ingest, rows, write_stories

MANY = 5_000
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def article_of(names: list[str], key: str) -> Article:
    """An article of one paragraph whose every name is the same person's."""
    body, mentions = "", []
    for name in names:
        start, end = len(body), len(body) + len(name)
        person = Entity(key, "person", name)
        body += f"{name} "
        mentions.append(Mention("body", start, end, name, "person", "r", "m", 1.0, start, end, person, "full name"))
    blocks = (Block(0, len(body), "body", True, None, None, 0, len(body)),)
    return Article(Document("a.txt", body, "0" * 64), body, blocks, body, mentions=tuple(mentions))


def load(connection, *articles):
    number = collection_for(connection, Path("/data/news"))[0].id
    made = [to_rows(each, FileFacts(each.document.uri, 1, 1), Versions("1", "r", "1", "1")) for each in articles]
    load_batch(connection, made, number, NOW)


@pytest.fixture
def engine(tmp_path):
    engine = make_engine(tmp_path / "dateline.db")
    migrate(engine)
    yield engine
    engine.dispose()


def test_an_entity_of_five_thousand_aliases_is_merged_and_parted_again(engine):
    aliases = [f"Anna Petrova {number}" for number in range(MANY)]
    with transaction(engine) as connection:
        load(connection, article_of([*aliases, "Anna"], "person:anna-petrova"))
        load(connection, _at("b.txt", article_of(["Raj Mehta"], "person:raj-mehta")))
        before = tables(connection)
        given = Judgement(0, "merge", "person:anna-petrova", "person:raj-mehta", None, None, None, None, "a", "",
                          "2026-11-23T12:00:00Z")  # fmt: skip
        made, refused = decide(connection, given)
        assert refused is None
        assert connection.execute(text("SELECT count(*) FROM entity_aliases")).scalar() == MANY + 2
        assert breaches(connection) == []
        take_back(connection, made.id)
        assert tables(connection) == before


def _at(uri: str, article: Article) -> Article:
    from dataclasses import replace

    return replace(article, document=replace(article.document, uri=uri))


def test_a_name_of_two_thousand_characters(engine):
    name = "Petrova" * 300
    (mention,) = annotate_fields(
        {"body": name}, {"body": [Span(0, len(name), "person")]}, recogniser="r", context=Context()
    )
    assert mention.text == name
    assert mention.entity is not None
    assert len(mention.entity.key) < 100
    with transaction(engine) as connection:
        load(connection, article_of([name], mention.entity.key))
        assert breaches(connection) == []


SAME = [
    ("Anna Petrova", "ANNA PETROVA"),
    ("Anna Petrova", "Ａｎｎａ　Ｐｅｔｒｏｖａ"),
    ("José Núñez", "Jose Nunez"),
    ("Anna Petrova", "\u202aAnna\u200e Petrova\u202c"),
    ("Anna Petrova", "Аnnа Реtrоvа"),
    ("Anna Petrova", "An\u00adna Pet\u200brova"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_differ_in_dress_alone_are_one_key(one, other):
    assert slug(one) == slug(other)


def test_scripts_are_not_folded_into_each_other():
    assert slug("Анна Петрова") == "анна-петрова"


def test_no_gazetteer_is_told(monkeypatch):
    with pytest.raises(DatelineError, match="missing or damaged"):
        Lines("gazetteer_nowhere.tsv.gz")


@pytest.mark.parametrize("damage", ["cut", "turned", "empty", "no gzip"])
def test_a_damaged_gazetteer_is_told(damage, tmp_path, monkeypatch):
    whole = (files("flows.text") / "data" / "gazetteer_names.tsv.gz").read_bytes()
    turned = bytes([*whole[:5_000], whole[5_000] ^ 0xFF, *whole[5_001:]])
    made = {"cut": whole[:-100], "turned": turned, "empty": gzip.compress(b"", mtime=0), "no gzip": b"place\n"}[damage]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "gazetteer_names.tsv.gz").write_bytes(made)
    monkeypatch.setattr("flows.text.gazetteer.files", lambda _: tmp_path)
    with pytest.raises(DatelineError, match=r"missing or damaged.*install dateline again"):
        Lines("gazetteer_names.tsv.gz")


def test_without_gazetteer_a_run_fails_and_rejects_nobody(tmp_path, monkeypatch):
    def gone(_: str) -> Lines:
        raise DatelineError("the gazetteer is missing or damaged", "install dateline again")

    folder = write_stories(tmp_path / "news", 1)
    monkeypatch.setattr("flows.text.gazetteer._lines", gone)
    (folder / "000.txt").write_text(
        "Talks open\n\nThe talks opened in Zwickau on Monday, officials said in Chemnitz.\n"
    )
    with pytest.raises(DatelineError, match="missing or damaged"):
        ingest(folder, tmp_path / "dateline.db")
    assert rows(tmp_path / "dateline.db", "SELECT count(*) FROM rejects") == [(0,)]
    assert rows(tmp_path / "dateline.db", "SELECT state FROM ingest_runs") == [("failed",)]
