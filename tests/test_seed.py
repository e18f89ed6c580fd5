"""The seed that ships with the project, from file to rows: everything that the database must say about it."""

import itertools
from pathlib import Path

import pytest

from tests.folders import ingest, rows

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("seed") / "dateline.db"
    ingest(SEEDS, path)
    return path


def names(database, kind):
    return {name for (name,) in rows(database, f"SELECT name FROM entities WHERE type = '{kind}'")}


def test_one_article_in_english_without_an_invented_date(database):
    (article,) = rows(database, "SELECT language, published_at, word_count, length(content_hash) FROM articles")
    assert article == ("en", None, 436, 64)


def test_the_title_stands_once(database):
    titles = rows(database, "SELECT kept, rule FROM blocks WHERE role = 'title' ORDER BY raw_start")
    assert [kept for kept, _ in titles] == [1, 0]
    assert titles[1][1]
    ((title, body),) = rows(database, "SELECT title, body FROM articles")
    assert title.startswith("Chinese foreign minister assures")
    assert title not in body


def test_seven_paragraphs_in_order_and_nothing_lost(database):
    ((body,),) = rows(database, "SELECT body FROM articles")
    raw = next(SEEDS.glob("*.txt")).read_text(encoding="utf-8").split("\n\n")
    paragraphs = [p.strip() for p in raw if p.strip()]
    assert body.split("\n\n") == paragraphs[2:-1]
    assert len(paragraphs[2:-1]) == 7


def test_the_closing_notice_is_removed_by_a_named_rule_and_tells_the_source(database):
    ((rule, text),) = rows(
        database,
        "SELECT b.rule, substr(d.text, b.raw_start + 1, b.raw_end - b.raw_start) FROM blocks b "
        "JOIN documents d ON d.id = b.document_id WHERE b.role = 'notice' AND NOT b.kept",
    )
    assert rule
    assert text.startswith("The comments posted here are not from Cnews Live.")
    ((name, basis),) = rows(database, "SELECT name, basis FROM sources")
    assert name == "Cnews Live"
    assert rule in basis
    assert rows(database, "SELECT count(*) FROM articles WHERE body LIKE '%Cnews%'") == [(0,)]
    assert rows(database, "SELECT count(*) FROM mentions WHERE text LIKE '%Cnews%'") == [(0,)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("person", {"Qin Gang", "Xi Jinping", "Volodymyr Zelenskiy", "Sergei Lavrov", "Subrahmanyam Jaishankar"}),
        ("organization", {"Shanghai Cooperation Organisation"}),
        ("country", {"China", "India", "Russia", "United States", "Ukraine", "Pakistan", "Iran", "Belarus"}),
        ("group", {"Chinese", "Russian", "Ukrainian", "Indian", "Central Asian"}),
    ],
)
def test_the_entities_are_these_and_no_others(database, kind, expected):
    assert names(database, kind) == expected


def test_the_places(database):
    assert {"Moscow", "New Delhi", "Eurasia"} <= names(database, "place")
    assert rows(database, "SELECT label, tied FROM mentions WHERE text = 'Himalayan'") == [("place", "adjective")]


@pytest.mark.parametrize(
    ("key", "alias"),
    [
        ("person:qin-gang", "Qin"),
        ("country:US", "US"),
        ("country:US", "United States"),
        ("organization:shanghai-cooperation-organisation", "SCO"),
    ],
)
def test_other_spellings_are_the_same_entity(database, key, alias):
    query = f"SELECT count(*) FROM entity_aliases a JOIN entities e ON e.id = a.entity_id WHERE key = '{key}'"
    assert rows(database, f"{query} AND alias = '{alias}'") == [(1,)]


@pytest.mark.parametrize(
    ("name", "code"), [("Chinese", "CN"), ("Russian", "RU"), ("Ukrainian", "UA"), ("Indian", "IN")]
)
def test_demonyms_carry_their_country(database, name, code):
    assert rows(database, f"SELECT DISTINCT country_code FROM mentions WHERE text = '{name}' AND label = 'group'") == [
        (code,)
    ]


def test_each_mention_is_where_it_says(database):
    for field in ("title", "body"):
        off = f"substr(a.{field}, m.char_start + 1, m.char_end - m.char_start) <> m.text"
        joined = (
            f"SELECT count(*), sum({off}) FROM mentions m JOIN articles a ON a.id = article_id WHERE field = '{field}'"
        )
        ((number, wrong),) = rows(database, joined)
        assert number > 0
        assert wrong == 0


def test_blocks_tile_the_text(database):
    spans = rows(database, "SELECT raw_start, raw_end FROM blocks ORDER BY position")
    ((length,),) = rows(database, "SELECT length(text) FROM documents")
    assert spans[0][0] == 0
    assert spans[-1][1] == length
    assert all(before[1] == after[0] for before, after in itertools.pairwise(spans))
