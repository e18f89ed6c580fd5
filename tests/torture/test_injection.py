"""What stands in files and settings stays text: in the terminal, in answers, in all that is written."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import story
from tests.torture.plug import work

DATELINE = Path(sys.executable).with_name("dateline")
HOSTILE = "\x1b[31mRed\x1b]0;title\x07\u202eevil <script>alert(1)</script> '; DROP TABLE articles; -- =1+1"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]")
SECRET = "hunter2-marker"


def run(*arguments, cwd, **more):
    """The command in a terminal that takes colours, as people have it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "PREFECT_"))}
    command = [str(DATELINE), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env={**environment, **more}, capture_output=True, text=True)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A database of articles whose title, text, byline, source, address and file name mean harm."""
    place = tmp_path_factory.mktemp("hostile")
    folder = place / "news"
    folder.mkdir()
    record = dict.fromkeys(("title", "author", "source", "url"), HOSTILE) | {"text": f"{story(1)}\n\n{HOSTILE}"}
    (folder / "a\x1b[31m\n<b>.jsonl").write_text(json.dumps(record) + "\n{broken \x1b[31m\n")
    (folder / "empty\x1b[2J.txt").write_text("")
    work("ingest", str(folder), str(place / "dateline.db"))
    return place


COMMANDS = [
    ["preview", "news"],
    ["preview", "news", "--removed"],
    ["query", "select title, byline, source_name, url from articles"],
    ["query", "select title from articles", "--format", "markdown"],
    ["query", "mentions-in-context", "--param", "name=Anna Petrova"],
    ["search", "evil"],
    ["rejects"],
    ["runs"],
    ["status"],
    ["why", "empty"],
    ["why", "evil"],
    ["rules", "explain", "news"],
    ["entities", "show", "person:anna-petrova"],
    ["check"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: "-".join(arguments[:2]))
def test_no_control_character_of_a_file_reaches_the_terminal(hostile, arguments, tried):
    done = run(*arguments, cwd=hostile)
    assert done.returncode in (0, 1), done.stderr
    assert not CONTROL.findall(done.stdout.replace("\r", "") + done.stderr)
    assert "Traceback" not in done.stderr
    tried.append("text")


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE articles; --",
        '"',
        "NEAR(",
        "a AND",
        "title:x",
        "*",
        "^",
        "(",
        "{",
        "-",
        "\\",
        "%_",
        "𝕏" * 500,
    ],
)
def test_a_search_is_never_a_statement(hostile, text, tried):
    done = run("search", text, cwd=hostile)
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr
    assert run("query", "select count(*) as n from articles", "--format", "csv", cwd=hostile).stdout.split() == [
        "n",
        "1",
    ]
    tried.append("text")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM articles",
        "SELECT 1; DELETE FROM articles",
        "ATTACH 'other.db' AS other",
        "PRAGMA writable_schema = 1",
        "PRAGMA query_only = 0",
        "VACUUM INTO 'copy.db'",
        "SELECT load_extension('x')",
        "SELECT writefile('x', 'y')",
        "WITH x AS (SELECT 1) DELETE FROM articles",
    ],
)
def test_a_question_changes_nothing(hostile, sql, tried):
    before = sorted(path.name for path in hostile.iterdir())
    done = run("query", sql, cwd=hostile)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert {path.name for path in hostile.iterdir()} - set(before) <= {"dateline.db-wal", "dateline.db-shm"}
    assert run("query", "select count(*) as n from articles", "--format", "csv", cwd=hostile).stdout.split() == [
        "n",
        "1",
    ]
    tried.append("refused in words")


@pytest.mark.postgresql
def test_a_password_is_written_nowhere(tmp_path, postgresql, tried):
    """Whether it works or not: not in output, artifacts, Prefect's database, status or our tables."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(story(1))
    good = postgresql.replace("dateline@", f"dateline:{SECRET}@")
    bad = f"postgresql://someone:{SECRET}@127.0.0.1:9/nowhere"
    environment = {"DATELINE_HOME": str(tmp_path / "home"), "PREFECT_HOME": str(tmp_path / "prefect")}
    said = ""
    for address in (good, bad):
        for arguments in (["ingest", "news"], ["status", "--json"], ["runs"], ["check"], ["query", "tables"]):
            done = run(*arguments, cwd=tmp_path, DATELINE_DATABASE_URL=address, **environment)
            said += done.stdout + done.stderr
    assert SECRET not in said
    written = [path for path in tmp_path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert written == []
    assert any(path.suffix == ".db" for path in (tmp_path / "prefect").rglob("*"))
    tried.append("not written")
