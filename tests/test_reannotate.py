"""Stored documents made again: only what becomes another article is written, and nothing else is touched."""

import pytest
from sqlalchemy import text

from db.engine import make_engine, transaction
from db.queries import run_query
from flows.making import reclean
from flows.redoing.reannotation import Choice, remake
from flows.running.progress import watching
from flows.settings import Settings
from flows.text.errors import SettingsError
from tests.folders import dump, ingest, rows, write_stories
from tests.test_learned import is_sound

RULE = """
[[rule]]
name = "un-work"
role = "notice"
why = "A test."
phrases = ["Petrova said that the two countries would continue to work with the United Nations."]
"""


@pytest.fixture
def folder(tmp_path):
    return write_stories(tmp_path / "news", 3)


@pytest.fixture
def own_rules(tmp_path):
    (tmp_path / "rules.toml").write_text(RULE)
    return tmp_path / "rules.toml"


def settings(database, **more):
    return Settings(database_url=str(database), batch_size=2, **more)


def run(database, statement):
    engine = make_engine(str(database))
    with transaction(engine) as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_nothing_changed_nothing_written(folder, database):
    ingest(folder, database)
    before = dump(database, history=True)
    done = remake(settings(database), Choice())
    assert (done.documents, done.articles) == (6, 0)
    assert dump(database, history=True) == before


def test_a_new_rule_makes_what_a_clean_run_makes(folder, database, tmp_path, own_rules):
    ingest(folder, database)
    before = dump(database)
    tried = remake(settings(database, rules=own_rules), Choice(), dry_run=True)
    assert tried.articles == len(tried.changed) == 6
    assert {key: value for key, value in dump(database).items() if key != "cleaning_rules"} == {
        key: value for key, value in before.items() if key != "cleaning_rules"
    }
    assert remake(settings(database, rules=own_rules), Choice()).articles == 6
    ingest(folder, tmp_path / "clean.db", rules=own_rules)
    assert dump(database) == dump(tmp_path / "clean.db")
    is_sound(database)
    assert ingest(folder, database, rules=own_rules).tally.counts.files_unchanged == 4


def test_it_is_a_run_of_its_own_and_tells_how_far_it_is(folder, database, own_rules):
    ingest(folder, database)
    told = []
    with watching(lambda done, todo: told.append((done, todo))):
        remake(settings(database, rules=own_rules), Choice(), dry_run=True)
        remake(settings(database, rules=own_rules), Choice())
    assert told == 2 * [(2, 6), (2, 6), (2, 6)]
    shown = rows(database, "SELECT work, state, files_seen, articles, articles_stale FROM ingest_runs ORDER BY id")
    assert shown == [("ingest", "completed", 4, 6, 0), ("reannotate", "completed", 0, 6, 0)]


def test_only_the_documents_concerned_are_made_again(folder, database):
    (folder / "plain.txt").write_text("Ferry is back\n\nThe ferry of the old harbour went out again this morning.\n")
    ingest(folder, database)
    ((rule,),) = rows(database, "SELECT DISTINCT rule FROM blocks WHERE role = 'notice'")
    assert remake(settings(database), Choice(rule=rule)).documents == 6
    assert remake(settings(database), Choice(uri="plain.txt")).documents == 1
    assert remake(settings(database), Choice(source="example-wire")).documents == 6
    assert remake(settings(database), Choice(rule=rule, uri="001.txt")).documents == 1
    assert remake(settings(database), Choice(rule="no-such-rule")).documents == 0


def test_a_widened_rule_reaches_what_it_never_decided_in(folder, database, tmp_path, own_rules):
    narrow = own_rules.read_text()
    (folder / "plain.txt").write_text(
        "Ferry is back\n\nThe ferry of the old harbour went out again this morning.\n\nThe crew waved to us all.\n"
    )
    ingest(folder, database, rules=own_rules)
    own_rules.write_text(narrow.replace("phrases = [", 'version = 2\nphrases = ["The crew waved to us all.", '))
    tried = remake(settings(database, rules=own_rules), Choice(rule="un-work"), dry_run=True)
    assert (tried.documents, tried.changed) == (7, ["plain.txt"])
    assert remake(settings(database, rules=own_rules), Choice(rule="un-work")).articles == 1
    ingest(folder, tmp_path / "clean.db", rules=own_rules)
    assert dump(database) == dump(tmp_path / "clean.db")


def test_stale_articles_are_found_and_mended(folder, database):
    ingest(folder, database)
    before = dump(database)
    assert remake(settings(database), Choice(stale=True)).documents == 0
    run(database, "UPDATE articles SET cleaner_version = '0' WHERE id <= 4")
    with run_query(str(database), "stale-articles", {}) as answer:
        assert [(row[0], row[-1]) for row in answer.rows] == [("0", 4)]
    done = remake(settings(database), Choice(stale=True))
    assert (done.documents, done.articles) == (4, 4)
    assert dump(database) == before
    with run_query(str(database), "stale-articles", {}) as answer:
        assert list(answer.rows) == []


def test_killed_midway_the_next_one_completes(folder, database, tmp_path, own_rules, monkeypatch):
    ingest(folder, database)
    calls = []

    def cut(documents, bench, dry_run):
        calls.append(1)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return reclean.reclean(documents, bench, dry_run=dry_run)

    with pytest.raises(KeyboardInterrupt):
        remake(settings(database, rules=own_rules), Choice(), how=cut)
    assert remake(settings(database, rules=own_rules), Choice()).articles == 4
    ingest(folder, tmp_path / "clean.db", rules=own_rules)
    assert dump(database) == dump(tmp_path / "clean.db")


def test_vanished_documents_and_open_rejects_stay_so(folder, database, own_rules):
    ingest(folder, database)
    (folder / "000.txt").unlink()
    (folder / "001.txt").write_bytes(b"")
    ingest(folder, database)
    query = "SELECT uri, vanished_at FROM documents UNION ALL SELECT uri, resolved_at FROM rejects ORDER BY 1, 2"
    before = rows(database, query), rows(database, "SELECT * FROM files ORDER BY path")
    assert remake(settings(database, rules=own_rules), Choice()).articles == 6
    assert (rows(database, query), rows(database, "SELECT * FROM files ORDER BY path")) == before


def test_a_document_that_cannot_be_made_stays_as_it_is(folder, database, own_rules, monkeypatch):
    ingest(folder, database)
    sound = reclean.to_article

    def faulty(document, rules):
        if document.uri == "002.txt":
            raise ZeroDivisionError("ours")
        return sound(document, rules)

    monkeypatch.setattr(reclean, "to_article", faulty)
    done = remake(settings(database, rules=own_rules), Choice())
    assert [reject.uri for reject in done.rejects] == ["002.txt"]
    assert done.articles == 5


def test_content_that_changed_meanwhile_is_left_alone(folder, database, own_rules):
    ingest(folder, database)

    def between(documents, bench, dry_run):
        original = reclean.make

        def make(*arguments):
            run(database, "UPDATE documents SET content_hash = 'newer' WHERE uri = '000.txt'")
            return original(*arguments)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(reclean, "make", make)
            return reclean.reclean(documents, bench, dry_run=dry_run)

    assert remake(settings(database, rules=own_rules), Choice(uri="000.txt"), how=between).articles == 0


def test_an_unknown_recogniser_is_refused(database):
    with pytest.raises(SettingsError, match="magic"):
        remake(settings(database, recogniser="magic"), Choice())
