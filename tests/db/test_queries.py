"""Questions: each ready one answers on both databases; nothing but a question is taken; errors are told in words."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from small_stories import rows_of, story
from sqlalchemy import Engine, select

from db.engine import make_engine, transaction
from db.errors import MissingDatabase, MissingParameter, NotADatabase, OldSchema, QueryError, QueryTimeout, UnknownQuery
from db.loading.load import load_batch
from db.migrate import migrate
from db.models import IngestRun
from db.queries import ready_queries, run_query
from db.records import FileFacts
from db.running.files import touch
from db.running.folders import collection_for
from db.running.rejects import RejectRow, record_rejects
from db.running.runs import RunCounts, RunEnd, finish_run, interrupt_unfinished, start_run

NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"


def fill(engine: Engine) -> str:
    with transaction(engine) as connection:
        number = collection_for(connection, Path("/data/news"))[0].id
        articles = [
            story("a.txt", [0, 1, 3, 10], source=1, rule=1, published="2023-05-05", filler=" met "),
            story("b.txt", [0, 10, 4], source=1, published="2023-05-05"),
            story("c.txt", [2, 5, 6]),
        ]
        load_batch(connection, [rows_of(article) for article in articles], number, NOW)
        touch(connection, number, [FileFacts("d.jsonl", 1, 1)], NOW)
        record_rejects(connection, number, [RejectRow("e.txt", "e.txt", "", "NotText", "binary", "remove it")], NOW)
        run = start_run(connection, NOW, {"cleaner": "1"}, "flow-1")
        counts = RunCounts(files_seen=4, files_new=3)
        end = RunEnd("completed with rejects", counts, {"cleaner": "1"}, 1.5, {}, {"read": 1.2})
        finish_run(connection, run, end, NOW)
    return engine.url.render_as_string(hide_password=False)


@pytest.fixture
def address(engine: Engine) -> str:
    return fill(engine)


@pytest.fixture
def file(path: Path) -> Path:
    engine = make_engine(path)
    migrate(engine)
    fill(engine)
    engine.dispose()
    return path


def ask(address: str | Path, question: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with run_query(address, question, parameters, seconds=2) as answer:
        return list(answer.rows)


CHINA = (("China", "gazetteer"), ("PRC", "acronym"))
EXPECTED: dict[str, tuple[dict[str, Any], list[tuple[Any, ...]]]] = {
    "top-people": ({"limit": "1"}, [("Qin Gang", "CN", 3, 4)]),
    "top-countries": ({}, [("CN", "China", 2, 2, 2), ("FR", "FR", 2, 0, 2), ("RU", "RU", 1, 0, 1)]),
    "removed-text": ({}, [("notice", "title", 1, 1, 8, "A title\n")]),
    "aliases-of": ({"name": "PRC"}, [("country:CN", "China", alias, tied, 1) for alias, tied in CHINA]),
    "open-rejects": ({}, [("news", "e.txt", "NotText", "binary", "remove it", 1)]),
    "coverage-by-day": ({}, [("2023-05-05", 2)]),
    "many-names": ({"limit": 1}, [("Qin Gang", "person", 3, 4, "QIN GANG")]),
    "articles-by-source": ({}, [("Cnews", "notice", 2), (None, None, 1)]),
    "latest-runs": ({}, []),
    "tables": ({"table": "collections"}, [("collections", "", "A folder that documents come from.", None, None)]),
    "mentions-in-context": ({"name": "person:qin-gang", "limit": 1}, [("Qin Gang", "A title")]),
    "who-meets-whom": ({}, []),
    "learned-notices": ({}, []),
    "stale-articles": ({}, []),
    "top-entities": ({"type": "country"}, [("country:CN", "China", "CN", 2, 2, "2023-05-05", "2023-05-05")]),
    "named-with": ({"name": "Qin"}, [("China", "country", 2, 0, 1.0), ("Zoë 🙂", "person", 2, 0, 1.0)]),
    "timeline-of": ({"name": "Qin Gang"}, [("2023-05", 2, 3), (None, 1, 1)]),
    "articles-naming": ({"name": "China"}, [("2023-05-05", "Cnews", "A title", 1, 0, "a.txt"), ("2023-05-05",)]),
    "names-in-article": (
        {"uri": "a.txt"},
        [("Qin Gang", "person", "CN", 2, 0, 0), ("China", "country", "CN", 1), ("Zoë 🙂", "person", "FR", 1)],
    ),
    "on-the-rise": ({"type": "%", "articles": 1}, []),
    "country-by-month": ({"code": "CN"}, [("2023-05", 2, 2, 2)]),
    "sources-on": ({"name": "Qin Gang"}, [("Cnews", 2, 3, 100.0)]),
    "roles-of": ({"name": "Qin Gang"}, []),
    "unlinked-names": ({}, [("Nobody", "person", 1, 1)]),
    "heavily-cleaned": ({}, [("a.txt", "A title", 8)]),
    "revised-articles": ({}, []),
    "what-is-missing": ({}, [("articles", 3), ("articles without a publisher", 1), ("articles without a date", 1),
                             ("articles without a language", 3), ("articles in which no name was found", 0),
                             ("mentions tied to no entity", 1), ("files or records that could not be read", 1)]),
}  # fmt: skip


@pytest.mark.parametrize("name", ready_queries())
def test_each_ready_question_answers_on_both_databases(address: str, name: str) -> None:
    given, expected = EXPECTED[name]
    rows = ask(address, name, **given)
    for row, wanted in zip(rows, expected, strict=False):
        assert row[: len(wanted)] == wanted
    assert len(rows) >= len(expected)


def test_people_of_one_sentence_meet(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE mentions SET sentence_start = 0, sentence_end = 40 WHERE article_id = 1")
    connection.close()
    assert ask(file, "who-meets-whom") == [("Qin Gang", "Zoë 🙂", 1, 1)]


@pytest.mark.parametrize("query", ready_queries().values(), ids=lambda query: query.name)
def test_each_ready_question_says_what_it_is(query: Any) -> None:
    assert query.title and query.description.endswith(".")
    assert all(f":{parameter.name}" in query.sql and parameter.meaning for parameter in query.parameters)


def test_any_select_is_answered_row_by_row(address: str) -> None:
    with run_query(
        address, "SELECT uri, record FROM documents WHERE uri > :after ORDER BY uri", {"after": "a.txt"}
    ) as answer:
        assert answer.columns == ("uri", "record")
        assert next(answer.rows) == ("b.txt", None)


def test_full_text_is_searched(file: Path) -> None:
    question = (
        "SELECT rowid, snippet(articles_fts, 1, '[', ']', '…', 3) FROM articles_fts WHERE articles_fts MATCH 'moscow'"
    )
    assert ask(file, question) == [(3, "…said. [Moscow] said…")]


@pytest.mark.parametrize(
    "question",
    [
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE mentions",
        "DELETE FROM mentions",
        "DROP TABLE mentions",
        "UPDATE articles SET title = 'x'",
        "CREATE TABLE x (y INTEGER)",
        "CREATE TEMP TABLE x (y INTEGER)",
        "COMMIT; DELETE FROM mentions",
        "WITH gone AS (DELETE FROM mentions RETURNING id) SELECT * FROM gone",
    ],
)
def test_nothing_is_written_on_either(address: str, question: str) -> None:
    with pytest.raises(QueryError):
        ask(address, question)
    assert ask(address, "SELECT count(*) FROM mentions") == [(10,)]


@pytest.mark.parametrize(
    "question",
    [
        "ATTACH DATABASE 'stolen.db' AS stolen",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "VACUUM INTO 'stolen.db'",
        "UPDATE sqlite_master SET sql = ''",
        "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')",
        "SELECT load_extension('x')",
        "SELECT writefile('stolen', 'x')",
        "BEGIN IMMEDIATE; SELECT 1",
    ],
)
def test_a_sqlite_file_cannot_be_tricked(file: Path, question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    before = file.read_bytes()
    with pytest.raises(QueryError):
        ask(file, question)
    assert file.read_bytes() == before
    assert not list(file.parent.glob("stolen*"))


def test_an_endless_question_ends(address: str) -> None:
    with pytest.raises(QueryTimeout, match="time allowed"), run_query(address, ENDLESS, seconds=0.2) as answer:
        list(answer.rows)


def test_rows_that_never_end_end(file: Path) -> None:
    question = ENDLESS.replace("count(*)", "x")
    with pytest.raises(QueryTimeout), run_query(file, question, seconds=0.2) as answer:
        assert sum(1 for _ in answer.rows)


def test_an_enormous_value_is_refused(file: Path) -> None:
    with pytest.raises(QueryError, match="too big"):
        ask(file, "SELECT zeroblob(900000000)")


@pytest.mark.parametrize(
    ("question", "given", "error", "words"),
    [
        ("top-peple", {}, UnknownQuery, "did you mean top-people"),
        ("zzzzzz", {}, UnknownQuery, "dateline query"),
        ("aliases-of", {}, MissingParameter, "aliases-of needs name"),
        ("top-people", {"limit": "many"}, MissingParameter, "must be a number"),
        ("top-people", {"limt": 3}, MissingParameter, "it has: limit"),
        ("SELECT * FROM nowhere", {}, QueryError, "dateline query tables"),
        ("SELECT nome FROM articles", {}, QueryError, "dateline query tables"),
        ("SELECT id FROM articles WHERE id = :id", {}, MissingParameter, "id"),
        ("SELEKT 1", {}, QueryError, "SELEKT"),
        ("SELECT 'a\0b'", {}, QueryError, "(?i)null|unterminated"),
    ],
)
def test_a_wrong_question_is_told(
    address: str, question: str, given: dict[str, Any], error: type[QueryError], words: str
) -> None:
    with pytest.raises(error, match=words):
        ask(address, question, **given)


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabase, match="dateline ingest"):
        ask(tmp_path / "no.db", "top-people")
    assert not (tmp_path / "no.db").exists()
    (tmp_path / "empty.db").touch()
    with pytest.raises(MissingDatabase, match="empty"):
        ask(f"sqlite:///{tmp_path / 'empty.db'}", "top-people")


def test_a_database_without_our_tables_says_what_to_run(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE x (y)")
    other.close()
    with pytest.raises(OldSchema, match="dateline migrate"):
        ask(tmp_path / "other.db", "top-people")
    with pytest.raises(QueryError, match="no such table: mentions"):
        ask(tmp_path / "other.db", "SELECT * FROM mentions")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "story.db").write_text("not a database at all, but long enough to look" * 50)
    with pytest.raises(NotADatabase, match=r"story\.db is not a SQLite database"):
        ask(tmp_path / "story.db", "top-people")


def test_asking_a_file_imports_no_sqlalchemy(file: Path) -> None:
    script = (
        f"import sys; from db.queries import run_query\nwith run_query({str(file)!r}, 'tables') as a: list(a.rows)\n"
    )
    check = "sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script + check], check=False).returncode == 0


def test_the_run_history(engine: Engine) -> None:
    latest = select(IngestRun.__table__).order_by(IngestRun.id.desc())
    fill(engine)
    with transaction(engine) as connection:
        start_run(connection, NOW, {})
        newest, older = connection.execute(latest).all()
        assert (newest.state, newest.finished_at, newest.files_seen) == ("running", None, 0)
        assert interrupt_unfinished(connection, NOW) == 1
        assert [(run.state, run.finished_at) for run in connection.execute(latest.limit(1))] == [("interrupted", NOW)]
    assert (older.state, older.finished_at, older.versions) == ("completed with rejects", NOW, {"cleaner": "1"})
