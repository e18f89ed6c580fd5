"""The seam: an article's rows say what it says, in text that both databases take; a document comes back exactly."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.loading.storable import restored, storable, storable_name, substitutions
from db.records import ArticleRow, DocumentRows, EntityRow, FileFacts, Versions
from flows.rows import KEY_LENGTH, to_document, to_rows
from flows.text.records import Article, Block, Document, Entity, Mention, Source

FACTS = FileFacts("wire.jsonl", 3202, 1_700_000_000_000_000_000)
VERSIONS = Versions("c1", "rules", "r1", "n1")
ANY_TEXT = st.text(st.characters() | st.sampled_from("\0\ud800\udfff𝕏\ufffd\n"))


def rows_of(article: Article) -> DocumentRows:
    return to_rows(article, FACTS, VERSIONS)


def plain(text: str, **said: object) -> Article:
    document = Document("a.txt", text, "hash", fields={"id": "7", "sec\0tion": "\ud800"})
    return replace(Article(document, text, (Block(0, len(text), "body", True),), text), **said)


def mention(text: str, entity: Entity | None, **said: object) -> Mention:
    return replace(Mention("body", 0, len(text), text, "person", "rules", "model", 1.0, 0, len(text), entity), **said)


@given(ANY_TEXT)
def test_stored_text_is_encodable_and_as_long(text: str) -> None:
    stored = storable(text)
    assert "\0" not in stored.encode().decode()
    assert len(stored) == len(text)
    assert restored(stored, substitutions(text)) == text


@given(ANY_TEXT, st.sampled_from(["text/plain", "text/html"]))
def test_a_document_comes_back_exactly(content: str, media_type: str) -> None:
    document = Document("a", content, "hash", media_type, "utf-16", "bom", 3, {"\0k\ud800": content, "x": "y"})
    text = content if media_type == "text/plain" else content.upper()
    row = rows_of(Article(document, text, (), text)).document
    assert to_document(SimpleNamespace(**row._asdict())) == document


def test_every_field_finds_its_column() -> None:
    article = plain(
        "Qin Gang said.",
        title="T", subtitle="S", byline="B", section="W", url="https://example.org/", language="en",
        language_confidence=0.5, published_at="2023-05-05", published_precision="day", published_basis="byline line",
        modified_at="2023-05-06T07:08:09Z", source=Source("cnews", "Cnews", "notice", "https://cnews.example/"),
        bases={"title": "first line"}, repairs={"nbsp": 2},
    )  # fmt: skip
    assert rows_of(article).article == ArticleRow(
        title="T", subtitle="S", byline="B", section="W", url="https://example.org/", language="en",
        language_confidence=0.5, published_at="2023-05-05T00:00:00Z", published_precision="day",
        published_basis="byline line", modified_at="2023-05-06T07:08:09Z", word_count=3,
        content_hash=article.content_hash, source_name="Cnews", source_home_url="https://cnews.example/",
        source_basis="notice", bases='{"title":"first line"}', repairs='{"nbsp":2}', cleaner_version="c1",
        recogniser="rules", recogniser_version="r1", resolver_version="n1", body="Qin Gang said.",
    )  # fmt: skip
    assert rows_of(article).source == "cnews"
    assert rows_of(article).file == FACTS


@pytest.mark.parametrize(
    ("told", "stored"),
    [
        (None, None),
        ("2023", "2023-01-01T00:00:00Z"),
        ("2023-05", "2023-05-01T00:00:00Z"),
        ("2023-05-05", "2023-05-05T00:00:00Z"),
        ("2023-05-05T08:09Z", "2023-05-05T08:09:00Z"),
        ("2023-05-05T08:09:10Z", "2023-05-05T08:09:10Z"),
        ("2023-05-05T08:09:10.123Z", "2023-05-05T08:09:10Z"),
        ("2023-05-05T08:09:10+00:00", "2023-05-05T08:09:10Z"),
    ],
)
def test_a_date_begins_at_its_first_second(told: str | None, stored: str | None) -> None:
    assert rows_of(plain("x", published_at=told)).article.published_at == stored


def test_mentions_are_sorted_and_entities_stand_once() -> None:
    qin = Entity("person:qin-gang", "person", "Qin Gang", "CN")
    article = plain("Qin Qin", mentions=(
        mention("Qin", qin, char_start=4, char_end=7, tied="surname"),
        mention("Qin", qin, country_code="TW"),
        mention("T", None, field="title", tied="nothing"),
    ))  # fmt: skip
    rows = rows_of(article)
    assert [(row.field, row.char_start, row.entity, row.tied, row.country_code) for row in rows.mentions] == [
        ("body", 0, "person:qin-gang@TW", "unstated", "TW"),
        ("body", 4, "person:qin-gang@TW", "surname", "CN"),
        ("title", 0, None, "nothing", None),
    ]
    assert rows.entities == (EntityRow("person:qin-gang", "person", "Qin Gang", "CN", None, "qin-gang"),)


def test_blocks_keep_their_order() -> None:
    blocks = (Block(0, 2, "title", False, "repeat", 0.5), Block(2, 5, "body", True, None, None, 0, 3))
    rows = rows_of(replace(plain("T\nabc"), blocks=blocks)).blocks
    assert [tuple(row) for row in rows] == [
        (0, 0, 2, "title", False, "repeat", 0.5, None, None),
        (1, 2, 5, "body", True, None, None, 0, 3),
    ]


@given(ANY_TEXT, ANY_TEXT)
def test_no_string_of_the_rows_is_unfit(body: str, other: str) -> None:
    entity = Entity(f"person:{other}", "person", other, None, {"id": other})
    article = plain(body, title=other, byline=other, source=Source(other, other, other, other),
                    bases={other: other}, mentions=(mention(body, entity, role=other),))  # fmt: skip
    rows = rows_of(article)
    every = [rows.source, *rows.document, *rows.article, *rows.mentions[0], *rows.entities[0]]
    for value in every:
        if isinstance(value, str):
            assert "\0" not in value
            value.encode()
    assert json.loads(rows.entities[0].external_ids or "") == {"id": other}


def test_a_long_key_is_cut_and_stays_unique() -> None:
    entities = [Entity("person:" + "x" * 500 + end, "person", "X") for end in "ab"]
    keys = [rows_of(plain("x", mentions=(mention("x", entity),))).entities[0].key for entity in entities]
    assert len(set(keys)) == 2
    assert {len(key) for key in keys} == {KEY_LENGTH}


def test_names_of_files_that_are_no_text() -> None:
    assert storable_name("caf\udce9.txt") == r"caf\udce9.txt"
    assert storable_name("café.txt") == "café.txt"
    document = Document("caf\udce9.txt", "x", "hash")
    assert rows_of(Article(document, "x", (), "x")).document.uri == r"caf\udce9.txt"
