"""What people get wrong, for every command: words that name what is wrong, an exit code, and nothing lost or made."""

import os
import sqlite3
import sys
from contextlib import closing

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
