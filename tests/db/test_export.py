"""Exports: the same bytes from the same data, readable by those who asked for the format, streamed."""

import csv
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from small_stories import rows_of, story
from sqlalchemy import Engine, text

from db.dictionary import entries
from db.engine import make_engine, transaction
from db.errors import DatabaseError, MissingDatabase, OldSchema, QueryError
from db.export import Wish, export
from db.export.annotation import BRAT_CONF, brat_files, conll_lines, file_name
from db.export.ftm import SCHEMATA
from db.export.reading import open_reader
from db.export.resources import RESOURCES
from db.loading.load import load_batch
from db.migrate import migrate
from db.running.folders import collection_for
from db.views.dialects import in_dialect

NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)
STORIES = [
    story("a.txt", [0, 1, 3, 10, 5], source=1, rule=1, published="2023-05-05"),
    story("b é.txt", [0, 6, 4], source=1, title='=HYPERLINK("http://evil.example")', filler=' said "so",\nand '),
    story("w.jsonl#1", [3], record=1, title=None, filler="\t\0 "),
]


def fill(engine: Engine, order: int = 1, moment: datetime = NOW) -> str:
    for article in STORIES[::order]:
        with transaction(engine) as connection:
            number = collection_for(connection, Path("/data/news"))[0].id
            load_batch(connection, [rows_of(article)], number, moment)
    return engine.url.render_as_string(hide_password=False)


@pytest.fixture
def address(engine: Engine) -> str:
    return fill(engine)


@pytest.fixture
def file(path: Path) -> str:
    engine = make_engine(path)
    migrate(engine)
    fill(engine)
    engine.dispose()
    return str(path)


def taken(address: str, form: str, out: Path, **said: Any) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in export(address, Wish(form, **said), out)}


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "sqlite", "geojson", "ftm", "conll", "brat"])
def test_the_same_data_gives_the_same_bytes(address: str, tmp_path: Path, form: str) -> None:
    """From either database, whatever order and day the articles came in."""
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="NO PYARROW HERE: pip install 'dateline[parquet]'")
    other = make_engine(tmp_path / "other.db")
    migrate(other)
    again = fill(other, -1, NOW.replace(day=24))
    first = taken(address, form, tmp_path / "one" if form != "sqlite" else tmp_path / "x")
    (tmp_path / "two").mkdir()
    second = taken(again, form, tmp_path / "two" if form in ("csv", "jsonl", "parquet", "brat") else tmp_path / "x2")
    assert list(first.values()) == list(second.values())
    assert all(first.values())


def test_a_package_tells_every_table_and_column(address: str, tmp_path: Path) -> None:
    made = taken(address, "csv", tmp_path / "out")
    package = json.loads(made["datapackage.json"])
    assert [resource["name"] for resource in package["resources"]] == [resource.name for resource in RESOURCES]
    meant = {entry[3] for entry in entries()}
    for resource in package["resources"]:
        rows = list(csv.DictReader(made[resource["path"]].decode().splitlines(keepends=True)))
        fields = resource["schema"]["fields"]
        assert rows
        assert list(rows[0]) == [field["name"] for field in fields]
        keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
        assert all(field["description"] in meant or field["name"] == "removed_text" for field in fields)
        for key in resource["schema"].get("foreignKeys", []):
            assert key["reference"]["resource"] in {each["name"] for each in package["resources"]}


def test_values_keep_their_types(address: str, tmp_path: Path) -> None:
    made = taken(address, "jsonl", tmp_path / "out")
    (first, *_, last) = [json.loads(line) for line in made["articles.jsonl"].splitlines()]
    assert (first["uri"], first["published_at"], first["word_count"]) == ("a.txt", "2023-05-05T00:00:00Z", 12)
    assert first["source"] == "cnews"
    assert last["title"] is None
    blocks = [json.loads(line) for line in made["blocks.jsonl"].splitlines()]
    assert [(block["kept"], block["removed_text"]) for block in blocks[:2]] == [(False, "A title\n"), (True, None)]
    entities = {each["key"]: each for each in map(json.loads, made["entities.jsonl"].splitlines())}
    assert entities["place:524901"]["external_ids"] == {"geonames": "524901"}
    texts = {each["uri"]: each for each in map(json.loads, made["articles.jsonl"].splitlines())}
    for mention in map(json.loads, made["mentions.jsonl"].splitlines()):
        held = texts[mention["uri"]][mention["field"]]
        assert held[mention["char_start"] : mention["char_end"]] == mention["text"]


def test_a_cell_that_a_spreadsheet_would_run_is_guarded(address: str, tmp_path: Path) -> None:
    titles = [row["title"] for row in rows_of_csv(taken(address, "csv", tmp_path / "out")["articles.csv"])]
    assert titles[1] == """'=HYPERLINK("http://evil.example")"""
    stored = taken(address, "csv", tmp_path / "raw", as_stored=True)
    assert [row["title"] for row in rows_of_csv(stored["articles.csv"])][1].startswith("=HYPERLINK")
    assert "as stored" in stored["datapackage.json"].decode()


def rows_of_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(data.decode().splitlines(keepends=True)))


def test_a_sqlite_file_has_the_tables_and_their_keys(address: str, tmp_path: Path) -> None:
    export(address, Wish("sqlite"), tmp_path / "news.sqlite")
    with sqlite3.connect(tmp_path / "news.sqlite") as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        wrong = connection.execute(
            "SELECT count(*) FROM mentions m JOIN articles a USING (collection, uri) WHERE m.text <> "
            "substr(CASE field WHEN 'title' THEN title ELSE body END, char_start + 1, char_end - char_start)"
        ).fetchone()
    connection.close()
    assert names == [resource.name for resource in RESOURCES]
    assert wrong == (0,)


def test_parquet_has_types(address: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="NO PYARROW HERE: pip install 'dateline[parquet]'")
    export(address, Wish("parquet"), tmp_path / "out")
    table = parquet.read_table(tmp_path / "out" / "articles.parquet")
    assert str(table.schema.field("published_at").type) == "timestamp[ms, tz=UTC]"
    assert table.column("uri").to_pylist() == ["a.txt", "b é.txt", "w.jsonl#1"]


def test_only_what_was_read_since_a_day(address: str, tmp_path: Path) -> None:
    engine = make_engine(address)
    with transaction(engine) as connection:
        connection.execute(text("UPDATE documents SET changed_at = '2027-01-01T00:00:00Z' WHERE uri = 'w.jsonl#1'"))
    made = taken(address, "jsonl", tmp_path / "out", since="2026-12-01")
    assert [json.loads(line)["uri"] for line in made["articles.jsonl"].splitlines()] == ["w.jsonl#1"]
    assert [json.loads(line)["key"] for line in made["entities.jsonl"].splitlines()] == ["country:CN"]
    assert taken(address, "jsonl", tmp_path / "none", since="2028-01-01")["mentions.jsonl"] == b""


@pytest.mark.parametrize("form", ["csv", "jsonl", "sqlite"])
def test_the_answer_to_a_question_is_one_file(address: str, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"people.{form}"
    assert export(address, Wish(form, query="top-people", parameters={"limit": "1"}), out) == [out]
    if form == "csv":
        assert out.read_text() == "person,country,articles,mentions\nQin Gang,CN,2,3\n"
    elif form == "jsonl":
        assert json.loads(out.read_text()) == {"person": "Qin Gang", "country": "CN", "articles": 2, "mentions": 3}


def test_a_question_is_no_map_and_no_write(address: str, tmp_path: Path) -> None:
    for form, query in (("ftm", "top-people"), ("csv", "DELETE FROM mentions"), ("csv", "top-peple")):
        with pytest.raises(QueryError):
            export(address, Wish(form, query=query), tmp_path / "x")
    assert [path.name for path in tmp_path.iterdir() if path.suffix not in (".db", ".db-wal", ".db-shm")] == []


PROPERTIES = {
    "Person": {"name", "alias", "country", "keywords"},
    "Organization": {"name", "alias", "country", "keywords"},
    "Address": {"full", "country", "keywords"},
    "Article": {
        "title", "summary", "author", "publisher", "sourceUrl", "language", "publishedAt", "modifiedAt", "fileName",
        "bodyText", "peopleMentioned", "companiesMentioned", "locationMentioned", "namesMentioned", "detectedCountry",
    },
    "Mention": {"document", "resolved", "name", "detectedSchema", "contextCountry"},
}  # fmt: skip
"""Of followthemoney 4.11.2: each schema with those of its properties, own or inherited, that we use."""


def test_followthemoney_entities_are_of_its_schema_and_refer_to_each_other(address: str, tmp_path: Path) -> None:
    export(address, Wish("ftm"), tmp_path / "news.ftm")
    entities = [json.loads(line) for line in (tmp_path / "news.ftm").read_text().splitlines()]
    by_id = {entity["id"]: entity for entity in entities}
    assert len(by_id) == len(entities)
    for entity in entities:
        assert set(entity["properties"]) <= PROPERTIES[entity["schema"]]
        assert all(isinstance(value, str) and value for values in entity["properties"].values() for value in values)
    mentions = [entity["properties"] for entity in entities if entity["schema"] == "Mention"]
    assert mentions
    for mention in mentions:
        (document,), (resolved,) = mention["document"], mention["resolved"]
        assert by_id[document]["schema"] == "Article"
        assert by_id[resolved]["schema"] == mention["detectedSchema"][0]
    (china,) = (e for e in entities if e["schema"] == "Address" and e["properties"]["full"] == ["China"])
    assert china["properties"]["country"] == ["cn"]
    assert set(SCHEMATA.values()) <= PROPERTIES.keys()


def test_conll_marks_every_mention_once(file: str) -> None:
    with open_reader(file) as reader:
        lines = list(conll_lines(reader, lambda text: [(0, len(text))]))
    begun = [line.split("\t") for line in lines if "\tB-" in line]
    assert [(parts[0], parts[3], parts[4].strip()) for parts in begun[:3]] == [
        ("Qin", "B-person", "person:qin-gang"),
        ("Qin", "B-person", "person:qin-gang"),
        ("China", "B-country", "country:CN"),
    ]
    assert [*lines[lines.index("Qin\t0\t3\tB-person\tperson:qin-gang\n") + 1].split("\t")][::3][:2] == [
        "Gang",
        "I-person",
    ]
    assert len(begun) == 9


def test_brat_annotations_are_the_text_at_their_offsets(file: str) -> None:
    with open_reader(file) as reader:
        made = list(brat_files(reader))
    assert len({name for name, _, _ in made}) == 3
    for _, body, annotations in made:
        for line in annotations.splitlines():
            number, said, covered = line.split("\t")
            if number.startswith("T"):
                _, start, end = said.split(" ")
                assert body[int(start) : int(end)] == covered
                assert said.split(" ")[0] in BRAT_CONF.splitlines()


@pytest.mark.parametrize("place", ["../../etc/passwd", "a/b\0c", "CON", "x" * 500, "é", ""])
def test_a_file_name_leads_nowhere_else(place: str) -> None:
    name = file_name(place)
    assert "/" not in name and "." not in name and len(name) <= 91
    assert name != file_name(place + "x")


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda r: r.name)
def test_no_table_is_sorted_in_memory(sqlite_engine: Engine, resource: Any) -> None:
    """The order is that of an index: rows stream, whatever their number."""
    select = in_dialect(resource.select.replace("{since}", "").replace("{seen}", ""), "sqlite")
    with transaction(sqlite_engine) as connection:
        plan = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {select}"))]
    assert not [step for step in plan if "TEMP B-TREE FOR" in step and "ORDER BY" in step], plan


def test_a_database_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabase, match="dateline ingest"):
        export(str(tmp_path / "no.db"), Wish("csv"), tmp_path / "out")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE x (y)")
    other.close()
    with pytest.raises(OldSchema, match="dateline migrate"):
        export(str(tmp_path / "other.db"), Wish("csv"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_export_that_fails_leaves_what_was_there(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    before = taken(file, "csv", out)
    monkeypatch.setattr("db.export.making.package", lambda *_, **__: 1 / 0)
    with pytest.raises((ZeroDivisionError, DatabaseError)):
        export(file, Wish("csv"), out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert not list(tmp_path.glob(".out*"))
