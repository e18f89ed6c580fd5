"""The command as people type it: answers, words for mistakes, exit codes, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import story, write_stories

DATELINE = Path(sys.executable).with_name("dateline")
SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture
def dateline(tmp_path):
    """Run `dateline` in an empty folder with nothing set but what the test gives."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "PREFECT_"))}

    def run(*arguments, **more):
        command = [str(DATELINE), *map(str, arguments)]
        return subprocess.run(command, cwd=tmp_path, env={**environment, **more}, capture_output=True, text=True)

    return run


@pytest.fixture
def ingested(dateline, tmp_path):
    write_stories(tmp_path / "news", 2)
    assert dateline("ingest", "--no-prefect", "news").returncode == 0
    return dateline


def test_help_of_each_command_holds_an_example(dateline):
    commands = [
        line.split()[0]
        for line in dateline("--help").stdout.partition("Commands:")[2].splitlines()
        if line[:3].strip() or (line.startswith("  ") and line[2:3].isalpha())
    ]
    assert {"ingest", "preview", "query", "runs", "rejects", "migrate", "schedule", "version"} <= set(commands)
    for command in ("ingest", "preview", "query", "runs", "rejects", "migrate", "schedule"):
        shown = dateline(command, "--help")
        assert shown.returncode == 0
        assert f"Example: dateline {command}" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["ingest"], 2, "nothing to read"),
        (["ingest", "nowhere"], 2, "nowhere"),
        (["ingest", "news", "--map", "nonsense"], 2, "--map"),
        (["ingest", "news", "--recogniser", "magic", "--no-prefect"], 2, "magic"),
        (["preview", "nowhere"], 2, "nowhere"),
        (["query", "who-meet-whom"], 1, "who-meets-whom"),
        (["query", "select x from nowhere"], 1, "tables"),
        (["query", "delete from articles"], 1, "SELECT"),
        (["query", "top-people", "--format", "xml"], 2, "markdown"),
        (["query", "top-people", "-d", "missing.db"], 1, "missing.db"),
        (["query", "top-people", "-d", "notes.txt"], 1, "notes.txt"),
        (["search", "talks", "--from", "monday"], 2, "--from"),
        (["search", "-n", "5", "--", "-talks"], 1, "at least one word"),
        (["search", "talks", "-d", "missing.db"], 1, "dateline ingest"),
        (["schedule", "news"], 2, "--every"),
        (["schedule", "news", "--every", "soon"], 2, "15m"),
        (["schedule", "nowhere", "--every", "1m"], 2, "nowhere"),
    ],
)
def test_mistakes_are_told_in_words(ingested, tmp_path, arguments, code, words):
    (tmp_path / "notes.txt").write_text("shopping list\n" * 100)
    done = ingested(*arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_unknown_setting_is_named(dateline):
    done = dateline("query", DATELINE_DATABSE="x.db")
    assert done.returncode == 2
    assert "DATELINE_DATABSE" in done.stderr


def test_ingest_twice_and_ask(ingested):
    again = ingested("ingest", "--no-prefect", "news")
    assert "files unchanged" in again.stdout
    people = json.loads(ingested("query", "top-people", "--format", "json").stdout)
    assert {"Anna Petrova", "Raj Mehta"} <= {row["person"] for row in people}
    runs = json.loads(ingested("runs", "--format", "json").stdout)
    assert [run["new"] for run in runs] == [0, 3]


def test_parameters_are_bound(ingested):
    done = ingested("query", "mentions-in-context", "--param", "name=Anna' OR 1=1 --", "--format", "json")
    assert json.loads(done.stdout) == []


def test_rejects_are_listed_with_their_mend(ingested, tmp_path):
    (tmp_path / "news" / "bad.jsonl").write_text('{"text": "cut\n')
    assert ingested("ingest", "--no-prefect", "news").returncode == 0
    (reject,) = json.loads(ingested("rejects", "--format", "json").stdout)
    assert reject["uri"] == "bad.jsonl#1"
    assert reject["mend"]


def test_an_ingest_that_cannot_load_exits_with_1(ingested, tmp_path):
    done = ingested("ingest", "--no-prefect", "news", "-d", "news/000.txt")
    assert done.returncode == 1
    assert "000.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_preview_json_touches_no_database(dateline, tmp_path):
    done = dateline("preview", SEEDS, "--json")
    (line,) = done.stdout.splitlines()
    article = json.loads(line)
    assert article["source"] == "Cnews Live"
    assert article["published_at"] is None
    for mention in article["mentions"]:
        assert {"label", "entity", "country", "lat", "lon"} <= mention.keys()
        assert article[mention["field"]][mention["char_start"] : mention["char_end"]] == mention["text"]
    assert {"raw_start", "raw_end", "role", "kept", "rule"} <= article["blocks"][0].keys()
    assert not list(tmp_path.iterdir())


def test_preview_without_cleaning_is_the_text_exactly(dateline, tmp_path):
    raw = "\r\n A title  \r\n\r\nAnna Petrova of Russia\x00 \ud7ff spoke in Moscow on Monday to the press.\r\n"
    (tmp_path / "raw.txt").write_text(raw, newline="")
    article = json.loads(dateline("preview", "raw.txt", "--json", "--no-cleaning").stdout)
    assert article["title"] is None
    assert article["body"] == raw
    assert {(m["char_start"], m["text"]) for m in article["mentions"]} >= {(raw.index("Moscow"), "Moscow")}


def test_preview_of_a_folder_is_a_line_a_document_and_bad_files_cost_themselves(dateline, tmp_path):
    write_stories(tmp_path / "news", 3)
    (tmp_path / "news" / "000.txt").write_bytes(b"")
    done = dateline("preview", "news", "--json")
    assert done.returncode == 0
    assert [json.loads(line)["uri"] for line in done.stdout.splitlines()] == [
        "001.txt",
        "002.txt",
        *(f"wire.jsonl#{n}" for n in (1, 2, 3)),
    ]
    assert "000.txt" in done.stderr


def test_preview_shows_removed_text_with_its_rule(dateline, tmp_path):
    (tmp_path / "story.txt").write_text(story(1))
    shown = dateline("preview", "story.txt").stdout
    assert "Example Wire" in shown
    assert "[notice: " in shown


def test_preview_of_mentions_tells_who_made_them_and_how_sure_that_is(dateline, tmp_path):
    write_stories(tmp_path / "news", 1)
    shown = dateline("preview", "news/000.txt", "--mentions")
    (petrova,) = [line for line in shown.stdout.splitlines() if line.strip().startswith("Anna Petrova")]
    assert all(word in petrova for word in ("person:anna-petrova", "newswire", "model", "0.9"))
    told = json.loads(dateline("preview", "news/000.txt", "--mentions", "--json").stdout)
    assert told.keys() == {"uri", "mentions"}
    assert {"Anna Petrova", "Raj Mehta"} <= {each["text"] for each in told["mentions"]}
    assert dateline("preview", "news", "--mentions", "--removed").returncode == 2


def test_hostile_titles_do_not_drive_the_terminal(dateline, tmp_path):
    (tmp_path / "story.jsonl").write_text(json.dumps({"title": "\x1b[2J\x07Evil", "text": story(1)}))
    assert "\x1b[2J" not in dateline("preview", "story.jsonl").stdout


@pytest.mark.slow
def test_ingest_with_prefect_needs_nothing_started_and_is_quiet(dateline, tmp_path):
    write_stories(tmp_path / "news", 1)
    done = dateline("ingest", "news", HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert "files new" in done.stdout
    assert done.stderr == ""


def test_search_finds_and_filters(ingested):
    (row,) = json.loads(ingested("search", '"talks number 1"', "-n", "1", "--format", "json").stdout)
    assert row["uri"] == "001.txt"
    assert row["title"] == "Talks number 1 open in Moscow"
    assert "001.txt" in ingested("search", "talks", "number", "1", "--entity", "Anna Petrova").stdout
    nothing = ingested("search", "talks", "--source", "nobody")
    assert (nothing.returncode, nothing.stderr) == (0, "nothing found\n")


def test_an_answer_in_a_file_is_not_written_over_unasked(ingested, tmp_path):
    asked = ("query", "top-people", "--format", "csv", "--out", "people.csv")
    assert ingested(*asked).returncode == 0
    written = (tmp_path / "people.csv").read_text()
    assert written == ingested("query", "top-people", "--format", "csv").stdout
    again = ingested(*asked)
    assert again.returncode == 2
    assert "--force" in again.stderr
    broken = ingested("query", "select nome from articles", "--out", "people.csv", "--force")
    assert broken.returncode == 1
    assert (tmp_path / "people.csv").read_text() == written
    assert ingested(*asked, "--force").returncode == 0
    assert sorted(path.suffix for path in tmp_path.glob("*people*")) == [".csv"]


def test_an_endless_question_is_ended_in_words(ingested):
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
    done = ingested("query", endless, "--seconds", "0.2")
    assert done.returncode == 1
    assert "time allowed" in done.stderr


def test_export_writes_a_folder_or_a_file_and_asks_before_it_replaces(ingested, tmp_path):
    done = ingested("export", "--format", "csv", "--out", "tables")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("7 files")
    assert "Anna Petrova" in (tmp_path / "tables" / "mentions.csv").read_text()
    again = ingested("export", "--format", "csv", "--out", "tables")
    assert (again.returncode, "--force" in again.stderr) == (2, True)
    assert ingested("export", "--format", "xml", "--out", "x").returncode == 2
    assert ingested("export", "--since", "monday", "--out", "x").returncode == 2
    asked = ingested("export", "--query", "top-people", "--param", "limit=1", "--out", "people.csv")
    assert asked.returncode == 0, asked.stderr
    assert len((tmp_path / "people.csv").read_text().splitlines()) == 2
