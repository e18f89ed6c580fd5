"""What stands in files and settings stays text: in the terminal, in answers, in all that is written."""

import csv
import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from flows.scheduling import server as serving
from tests.folders import rows, story
from tests.text.test_warc import Archive
from tests.torture.commands import command
from tests.torture.plug import work
from tests.torture.processes import apart

DATELINE = Path(sys.executable).with_name("dateline")
HOSTILE = "\x1b[31mRed\x1b]0;title\x07\u202eevil <script>alert(1)</script> '; DROP TABLE articles; -- =1+1"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]")
SECRET = "hunter2-marker"


def run(*arguments, cwd, **more):
    """The command in a terminal that takes colours, as people have it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "PREFECT_"))}
    called = [str(DATELINE), *map(str, arguments)]
    return subprocess.run(called, cwd=cwd, env={**environment, **more}, capture_output=True, text=True)


def quick(*arguments, cwd):
    """The same in a process that has loaded everything, its output and its errors as one."""
    code, said = apart(command, *map(str, arguments), at=str(cwd)).answer
    return subprocess.CompletedProcess(arguments, code, said, said)


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
    done = quick(*arguments, cwd=hostile)
    assert done.returncode in (0, 1), done.stderr
    assert not CONTROL.findall(done.stdout.replace("\r", "") + done.stderr)
    assert "Traceback" not in done.stderr
    tried.append("text")


def in_a_terminal(*arguments, cwd):
    """What a command shows where somebody looks: standard output and error are a terminal."""
    ours, theirs = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "PREFECT_"))}
    called = [str(DATELINE), *map(str, arguments)]
    with subprocess.Popen(called, cwd=cwd, env=environment, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # the end of a terminal is an error here
            while read := os.read(ours, 65536):
                shown += read
        os.close(ours)
    return process.returncode, shown.decode()


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown"])
def test_no_form_of_an_answer_drives_the_terminal(hostile, form, tried):
    code, shown = in_a_terminal("query", "select title, byline, body from articles", "--format", form, cwd=hostile)
    assert code == 0, shown
    assert "evil" in shown
    assert not CONTROL.findall(re.sub("\r\n", "\n", re.sub(r"\x1b\[[0-9;]*m", "", shown) if form == "table" else shown))
    assert "\x1b[31m" not in shown
    assert "\x1b]" not in shown
    tried.append("text")


FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(1)"]


def test_no_cell_of_an_export_is_a_formula(tmp_path, tried):
    """Neither of a table nor of a question: OWASP's list, with its full-width forms."""
    records = [{"title": f"{begin}|{n}", "author": begin, "text": story(n)} for n, begin in enumerate(FORMULAS)]
    (tmp_path / "news").mkdir()
    for number, record in enumerate(records):
        (tmp_path / "news" / f"={number}.jsonl").write_text(json.dumps(record) + "\n")
    work("ingest", str(tmp_path / "news"), str(tmp_path / "dateline.db"))
    assert run("export", "--format", "csv", "--out", "tables", cwd=tmp_path).returncode == 0
    question = "select title || '', '=' || byline as byline, char(10) || '=1' as x from articles"
    done = run("export", "--format", "csv", "--query", question, "--out", "answer.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    seen = 0
    for path in [*(tmp_path / "tables").glob("*.csv"), tmp_path / "answer.csv"]:
        with path.open(newline="") as file:
            for cell in (cell for row in csv.reader(file) for cell in row):
                seen += "'=" in cell
                assert not re.match(r"[=+@\t\r\n＝＋－＠]|-(?!\d+(\.\d+)?$)", cell), (path.name, cell)
    assert seen > 10
    tried.append("text")


@pytest.mark.parametrize(
    "name", ["../../escaped", "/escaped", "archive/../../escaped", "C:\\escaped", "archive/\x1b[31m"]
)
def test_a_name_in_an_archive_is_never_a_path(tmp_path, name, tried):
    """Nothing is written for it, nothing of it is obeyed, and the story in it is read or told of."""
    folder = tmp_path / "a" / "b" / "news"
    folder.mkdir(parents=True)
    archive = Archive()
    archive.answer()
    with zipfile.ZipFile(folder / "crawl.wacz", "w") as zipped:
        for inside in (name, f"archive/{name}.warc.gz", f"{name}.warc"):
            zipped.writestr(inside, archive.data)
    (folder / "good.txt").write_text(story(1))
    before = set(tmp_path.rglob("*"))
    done = run("ingest", "--no-prefect", "news", "-d", "news.db", cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    made = set(tmp_path.rglob("*")) - before
    assert {path.name for path in made} <= {"news.db", "news.db-wal", "news.db-shm"}
    assert not Path("/escaped").exists()
    assert not CONTROL.findall(done.stdout + done.stderr)
    assert rows(folder.parent / "news.db", "SELECT count(*) FROM documents WHERE uri = 'good.txt'") == [(1,)]
    tried.append("text")


@pytest.mark.parametrize("form", ["", "json"])
def test_a_line_of_the_log_is_one_line(tmp_path, form, tried):
    """A name with line ends and control characters makes no line of its own: nobody writes our log for us."""
    folder = tmp_path / "news\n2026-01-01 INFO dateline all is well\x1b[2J"
    folder.mkdir()
    (folder / "a.txt").write_text(story(1))
    (folder / "b\nERROR forged\r\x1b[31m.txt").write_text("")
    done = run("ingest", "--no-prefect", folder, "-d", "news.db", cwd=tmp_path, DATELINE_LOG=form)
    assert done.returncode == 0, done.stderr
    lines = done.stderr.splitlines()
    assert not any(line.startswith(("2026-01-01 INFO", "ERROR forged")) for line in lines + done.stdout.splitlines())
    assert not CONTROL.findall(done.stdout + done.stderr)
    if form:
        assert lines
        assert all("event" in json.loads(line) for line in lines)
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
    done = quick("search", text, cwd=hostile)
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr
    assert quick("query", "select count(*) as n from articles", "--format", "csv", cwd=hostile).stdout.split() == [
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
    done = quick("query", sql, cwd=hostile)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert {path.name for path in hostile.iterdir()} - set(before) <= {"dateline.db-wal", "dateline.db-shm"}
    assert quick("query", "select count(*) as n from articles", "--format", "csv", cwd=hostile).stdout.split() == [
        "n",
        "1",
    ]
    tried.append("refused in words")


PASSED = [
    ["ingest", "news", "--no-prefect"],
    ["reannotate", "--no-prefect"],
    ["status", "--json"],
    ["runs"],
    ["rejects"],
    ["check"],
    ["why", "Petrova"],
    ["backup", "copy.db"],
    ["export", "--out", "tables"],
    ["migrate"],
    ["schedule", "nowhere", "--every", "1h"],
    ["explore"],
]


@pytest.mark.postgresql
def test_a_password_is_written_nowhere(tmp_path, postgresql, tried):
    """Whether it works or not: not in output, artifacts, Prefect's database, status or our tables."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(story(1))
    good = postgresql.replace("dateline@", f"dateline:{SECRET}@")
    bad = f"postgresql://someone:{SECRET}@127.0.0.1:9/nowhere"
    environment = {"DATELINE_HOME": str(tmp_path / "home"), "PREFECT_HOME": str(tmp_path / "prefect")}
    environment |= {"DATELINE_LOG": "json", "DATELINE_METRICS_FILE": str(tmp_path / "dateline.prom")}
    said = run("ingest", "news", cwd=tmp_path, DATELINE_DATABASE_URL=good, **environment).stderr
    said += run("ingest", "news", cwd=tmp_path, DATELINE_DATABASE_URL=bad, **environment).stderr
    assert '"event"' in said
    assert "cannot be reached" in said
    for address in (good, bad):
        where = {"DATELINE_DATABASE_URL": address, **environment}
        for arguments in PASSED:
            said += str(apart(command, *arguments, at=str(tmp_path), environment=where).answer)
        said += str(apart(command, "query", "tables", "--database", address, at=str(tmp_path)).answer)
    shown = [DATELINE.with_name("prefect"), "config", "view"]
    said += subprocess.run(shown, env={**os.environ, **environment}, capture_output=True, text=True).stdout
    assert "PREFECT_HOME" in said
    assert SECRET not in said
    written = [path for path in tmp_path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert written == []
    assert any(path.suffix == ".db" for path in (tmp_path / "prefect").rglob("*"))
    tried.append("not written")


def test_prefects_server_listens_on_this_machine_alone(tmp_path, monkeypatch, tried):
    """Whatever the environment says: its pages and its API ask nobody for a password."""
    commands = []

    def popen(called, **more):
        commands.append(called)
        raise OSError("not started")

    monkeypatch.setenv("PREFECT_SERVER_API_HOST", "0.0.0.0")
    monkeypatch.setattr(serving.subprocess, "Popen", popen)
    with pytest.raises(OSError, match="not started"), serving.prefect_server(tmp_path):
        pytest.fail("it started")
    (called,) = commands
    assert called[called.index("--host") + 1] == "127.0.0.1"
    tried.append("this machine alone")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_the_pages_are_served_to_this_machine_alone(hostile, host, tried):
    done = quick("explore", "--host", host, "--port", "0", cwd=hostile)
    assert done.returncode == 2
    assert "put a web server that asks for a password before it" in done.stderr
    tried.append("refused in words")
