"""What the pages for programs say is so: commands, lines of Python, the notebook; pages made from code are current."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from db import open_database
from db.errors import MissingDatabase, OldSchema
from db.queries.page import page as questions_page
from db.schema_page import page as schema_page
from tests.folders import ingest
from tests.test_readme import run

ROOT = Path(__file__).parent.parent
EXPORT = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", EXPORT, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder as after `make ingest`."""
    place = tmp_path_factory.mktemp("taken")
    ingest(ROOT / "seeds", place / "dateline.db")
    return place


@pytest.mark.parametrize(
    ("made", "name", "command"),
    [(schema_page, "schema.md", "db.schema_page"), (questions_page, "questions.md", "db.queries.page")],
)
def test_a_page_made_from_code_is_current(made, name, command):
    held = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert held == "\n".join(made()).rstrip() + "\n", f"run: python -m {command} > docs/{name}"


def test_the_commands_of_the_export_page_work(folder):
    pytest.importorskip("pyarrow", reason="NO PYARROW HERE: pip install 'dateline[parquet]'")
    commands = re.findall(r"^\$ (dateline .*)$", EXPORT, re.MULTILINE)
    assert len(commands) == 4
    for command in commands:
        done = run(command, folder)
        assert done.returncode == 0, f"{command}: {done.stderr}"
    assert (folder / "tables" / "datapackage.json").exists()


def test_pandas_in_three_lines(folder, monkeypatch):
    pytest.importorskip("pandas", reason="NO PANDAS HERE: pip install pandas")
    told = python_of("import pandas", folder, monkeypatch)
    assert told["people"].iloc[0].to_dict() == {"name": "Qin Gang", "articles": 1}


def test_duckdb_in_three_lines(folder, monkeypatch):
    for needed in ("duckdb", "pyarrow"):
        pytest.importorskip(needed, reason=f"NO {needed.upper()} HERE: pip install {needed}")
    run("dateline export --format parquet --out parquet --force", folder)
    told = python_of("import duckdb", folder, monkeypatch)
    assert ("person:qin-gang", 7) in told["most"]


def test_the_example_for_programs(folder, monkeypatch, capsys):
    python_of("from db import open_database\n\nwith", folder, monkeypatch)
    assert "Qin Gang 1" in capsys.readouterr().out


def python_of(begins, folder, monkeypatch):
    """Run the one piece of Python on the page that begins so; what it defines."""
    (source,) = (source for source in PYTHON if source.startswith(begins))
    monkeypatch.chdir(folder)
    told = {}
    exec(compile(source, "docs/export.md", "exec"), told)
    return told


def test_the_notebook_runs_cell_by_cell(folder, monkeypatch):
    cells = json.loads((ROOT / "docs" / "notebook.ipynb").read_text(encoding="utf-8"))["cells"]
    monkeypatch.chdir(folder)
    told = {}
    for cell in cells:
        assert cell["source"]
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(compile("".join(cell["source"]), "docs/notebook.ipynb", "exec"), told)
    assert told["people"][0]["person"] == "Qin Gang"


def test_reading_by_days_and_names(folder):
    with open_database(folder / "dateline.db") as news:
        assert list(news.articles_between("1900-01-01", date(2100, 1, 1))) == [], "the seed does not say when"
        found = list(news.mentions_of("Qin"))
        assert len(found) == 7
        assert all(named.mention.text in named.sentence for named in found)
        assert {named.entity.key for named in news.mentions_of("person:qin-gang")} == {"person:qin-gang"}
        with pytest.raises(ValueError, match="isoformat"):
            next(news.articles_between("yesterday"))


def test_nothing_can_be_written_through_it(folder):
    from sqlalchemy import text
    from sqlalchemy.exc import OperationalError

    with open_database(folder / "dateline.db") as news, pytest.raises(OperationalError, match="readonly"):
        news.session.execute(text("DELETE FROM mentions"))


def test_a_database_that_is_not_there_is_told(tmp_path):
    import sqlite3

    with pytest.raises(MissingDatabase, match="dateline ingest"):
        open_database(tmp_path / "no.db")
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE x (y)")
    other.close()
    with pytest.raises(OldSchema, match="dateline migrate"):
        open_database(tmp_path / "other.db")


def test_importing_db_imports_no_sqlalchemy():
    check = "import sys; from db import open_database; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
