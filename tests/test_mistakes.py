"""What people get wrong, for every command: words that name what is wrong, an exit code, and nothing lost or made."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from flows.cli import main
from tests.folders import ingest, write_stories


@pytest.fixture
def typed(tmp_path, monkeypatch, capsys):
    """Type a command in a folder with a database of two stories; its exit code and what it said."""
    for name in [name for name in os.environ if name.startswith(("DATELINE_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    ingest(write_stories(tmp_path / "news", 2), tmp_path / "dateline.db")
    capsys.readouterr()

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out + said.err

    return run


NEED_ONE = [
    ["check"],
    ["check", "--repair"],
    ["reannotate", "--no-prefect"],
    ["restore", "000.txt"],
    ["review"],
    ["vacuum"],
    ["prune", "--keep-revisions", "1", "--yes"],
    ["backup", "copy.db"],
    ["rules", "explain", "nothing-of-this-name"],
    ["rules", "veto", "abc"],
    ["entities", "show", "person:anna"],
    ["entities", "merge", "person:a", "person:b"],
    ["entities", "judgements"],
    ["entities", "undo", "1"],
    ["rejects", "--ignore", "a.txt"],
]


@pytest.mark.parametrize("command", NEED_ONE, ids=" ".join)
def test_a_mistyped_database_is_not_made(typed, tmp_path, command):
    code, said = typed(*command, "-d", "mistyped.db")
    assert (code, "mistyped.db" in said, "dateline ingest" in said) == (1, True, True)
    assert not (tmp_path / "mistyped.db").exists()


@pytest.mark.parametrize(
    "command",
    [
        ["query", "top-people", "--out", "dateline.db", "--force"],
        ["search", "Anna", "--out", "dateline.db", "--force"],
        ["export", "--format", "sqlite", "--out", "dateline.db", "--force"],
        ["export", "--query", "top-people", "--out", "dateline.db", "--force"],
        ["compare", "--html", "dateline.db", "--force"],
    ],
    ids=" ".join,
)
def test_no_answer_replaces_the_database(typed, tmp_path, command):
    code, said = typed(*command)
    assert (code, "the database itself" in said) == (2, True)
    with closing(sqlite3.connect(tmp_path / "dateline.db")) as database:
        assert database.execute("SELECT count(*) FROM articles").fetchone() == (4,)


def test_figures_for_prometheus_do_not_replace_the_database(typed, tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_METRICS_FILE", "dateline.db")
    code, said = typed("ingest", "--no-prefect", "news")
    assert (code, "the database itself" in said) == (2, True)


def test_a_page_of_changes_is_not_written_over_unasked(typed, tmp_path):
    (tmp_path / "changes.html").write_text("mine")
    code, said = typed("compare", "--html", "changes.html")
    assert (code, "--force" in said, (tmp_path / "changes.html").read_text()) == (2, True, "mine")
    assert typed("compare", "--html", "changes.html", "--force")[0] == 0
    assert (tmp_path / "changes.html").read_text().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (["why", ""], 2, "nothing is asked about"),
        (["query", ""], 2, "nothing is asked"),
        (["runs", "-n", "0"], 2, "greater than or equal to 1"),
        (["diff", "a.txt", "-d", "other.db"], 1, "not dateline's"),
        (["query", "top-people", "-d", "other.db"], 1, "has not the tables"),
        (["rejects", "-d", "other.db"], 1, "has not the tables"),
        (["check", "-d", "other.db"], 1, "not dateline's"),
        (["rules", "test", "dateline.db"], 2, "TOML file in UTF-8"),
        (["rules", "list", "--rules", "dateline.db"], 2, "TOML file in UTF-8"),
        (["rules", "list", "--rules", "nowhere"], 2, "--rules"),
        (["preview", "news", "--map", "nonsense=text"], 2, "there is no field nonsense"),
        (["preview", "news", "--map", "nonsense"], 2, "FIELD=NAME"),
        (["preview", "dateline.db"], 0, "passed over: unknown suffix"),
        (["ingest", "--no-prefect", "--feed", "example.com"], 2, "no address of a feed"),
        (["ingest", "--no-prefect", "--feed", "file:///etc/passwd"], 2, "no address of a feed"),
        (["ingest", "--no-prefect", "--feed", "http://[::1"], 2, "no address of a feed"),
        (["schedule", "--feed", "ftp://example.com/", "--every", "1h"], 2, "no address of a feed"),
        (["ingest", "--no-prefect", "news", "-d", "news"], 1, "news is a folder"),
        (["ingest", "--no-prefect", "news", "-d", "nowhere/x.db"], 1, "folder nowhere"),
        (["ingest", "--no-prefect", "news", "-d", ":memory:"], 1, "in memory"),
        (["ingest", "--no-prefect", "news", "-d", ""], 2, "no database is named"),
        (["ingest", "--no-prefect", "news", "--batch-size", "0"], 2, "--batch-size"),
        (["ingest", "--no-prefect", "news", "--scheduler", "tcp://127.0.0.1:1"], 2, "--engine dask"),
        (["ingest", "--no-prefect", "news", "--engine", "spark"], 2, "local, dask"),
        (["ingest", "--no-prefect", "wire", "--engine", "dask", "--scheduler", "nowhere"], 2, "no Dask scheduler"),
        (["rules", "test", "deep.toml"], 2, "no TOML"),
        (["ingest", "--no-prefect", "--feeds", "deep.toml"], 2, "cannot read the feeds"),
        (["entities", "replay", "deep.json"], 2, "holds no judgements"),
        (["entities", "merge", "person:nobody", "person:none"], 2, "select key from entities"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_each_mistake_is_named_with_its_mend(typed, tmp_path, command, code, words):
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE articles (id INTEGER, text TEXT)")
    write_stories(tmp_path / "wire", 1)
    (tmp_path / "deep.toml").write_text("x = " + "[" * 10_000)
    (tmp_path / "deep.json").write_text("[" * 100_000)
    ended, said = typed(*command)
    assert (ended, words in said) == (code, True), said
    assert code == 0 or "mend: " in said or "Try 'dateline" in said


def test_a_dotenv_that_is_no_utf_8(typed, tmp_path):
    (tmp_path / ".env").write_bytes(b"DATELINE_LOG=caf\xe9\n")
    code, said = typed("runs")
    assert (code, ".env" in said, "UTF-8" in said) == (2, True, True)


@pytest.mark.parametrize("model", ["nowhere", "os"])
@pytest.mark.parametrize("recogniser", ["newswire", "spacy"])
def test_a_model_that_is_none(typed, monkeypatch, recogniser, model):
    monkeypatch.setenv("DATELINE_MODEL", model)
    monkeypatch.setenv("DATELINE_RECOGNISER", recogniser)
    code, said = typed("preview", "news")
    assert (code, "DATELINE_MODEL" in said) == (2, True)


def dateline(place, *arguments, **environment):
    """A process of its own: what is set before it starts, and what Python says at its end."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "PREFECT_"))}
    command = [Path(sys.executable).with_name("dateline"), *arguments]
    return subprocess.run(command, cwd=place, env={**own, **environment}, capture_output=True, text=True)


def test_a_terminal_that_has_no_such_letters(typed, tmp_path):
    done = dateline(tmp_path, "query", "select 'Türkiye' AS name", PYTHONIOENCODING="ascii")
    assert (done.returncode, "T\\xfcrkiye" in done.stdout, done.stderr) == (0, True, "")


def test_a_prefect_server_that_is_not_there(tmp_path):
    write_stories(tmp_path / "news", 1)
    done = dateline(tmp_path, "ingest", "news", PREFECT_API_URL="http://user:geheim@127.0.0.1:1/api")
    assert done.returncode == 1
    assert "PREFECT_API_URL" in done.stderr
    assert not {"Traceback", "geheim"} & set(done.stderr.split())
