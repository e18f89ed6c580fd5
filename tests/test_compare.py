"""What a new rule or model would change is told before anything is written."""

import shutil

import pytest

from db.engine import make_engine, transaction
from db.records import ArticleRow, MentionRow
from db.states import changed_articles, states
from flows.commands.compare import compare_runs, run_compare
from flows.redoing.comparison import Comparison, Side
from flows.redoing.reannotation import Choice, remake
from flows.settings import Settings
from flows.text.errors import SettingsError
from tests.folders import dump, ingest, rows, story, write_stories

RULE = """
[[rule]]
name = "un-work"
role = "notice"
why = "A test."
phrases = ["Petrova said that the two countries would continue to work with the United Nations."]
"""


def side(body, *mentions):
    """An article whose mentions are given as (text, label, entity), in their order."""
    article = ArticleRow(*[None] * len(ArticleRow._fields))._replace(body=body, title="T")
    rows, at = [], 0
    for text, label, entity in mentions:
        at = body.index(text, at)
        blank = MentionRow(*[None] * len(MentionRow._fields))
        rows.append(
            blank._replace(field="body", char_start=at, char_end=at + len(text), text=text, label=label, entity=entity)
        )
        at += len(text)
    return Side.of(article, rows)


BODY = "Anna Petrova met Raj Mehta in Paris."
ANNA, RAJ, PARIS = ("Anna Petrova", "person", "a"), ("Raj Mehta", "person", "r"), ("Paris", "place", "p")
CASES = {
    "nothing": (side(BODY, ANNA, RAJ), side(BODY, ANNA, RAJ), []),
    "gained": (side(BODY, ANNA), side(BODY, ANNA, RAJ), [("gained", "", "Raj Mehta (person)")]),
    "lost": (side(BODY, ANNA, RAJ), side(BODY, RAJ), [("lost", "Anna Petrova (person)", "")]),
    "relabelled": (
        side(BODY, PARIS),
        side(BODY, ("Paris", "person", "p")),
        [("relabelled", "Paris (place)", "Paris (person)")],
    ),
    "moved": (side(BODY, ANNA), side(BODY, ("Petrova", "person", "a")), [("moved", "Anna Petrova (person)",
              "Petrova (person)")]),
    "tied otherwise": (side(BODY, ANNA), side(BODY, (*ANNA[:2], "b")), [("tied otherwise",
                       "Anna Petrova (a)", "Anna Petrova (b)")]),
    "another text": (
        side("Mr " + BODY, ANNA, PARIS),
        side(BODY, ANNA, RAJ, PARIS),
        [("gained", "", "Raj Mehta (person)")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_mentions(case):
    before, after, expected = CASES[case]
    done = Comparison()
    assert [(each.kind, each.before, each.after) for each in done.add("a.txt", before, after)] == expected
    assert sum(done.counts.values()) == len(expected)


def test_entities_that_are_merged_or_split():
    done = Comparison()
    before = side(
        "Qin and Qin Gang and Qin.", ("Qin", "person", "1"), ("Qin Gang", "person", "2"), ("Qin", "person", "1")
    )
    after = side(
        "Qin and Qin Gang and Qin.", ("Qin", "person", "2"), ("Qin Gang", "person", "2"), ("Qin", "person", "3")
    )
    done.add("a.txt", before, after)
    assert done.merged() == [("2", ["1", "2"])]
    assert done.split() == [("1", ["2", "3"])]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    place = tmp_path_factory.mktemp("compare")
    folder = write_stories(place / "news", 3)
    ingest(folder, place / "dateline.db")
    (folder / "000.txt").write_text(story(44))
    ingest(folder, place / "dateline.db")
    (place / "rules.toml").write_text(RULE)
    return place


def settings(place, **more):
    return Settings(database_url=str(place / "dateline.db"), batch_size=2, **more)


def test_as_it_is_nothing_would_change(kept, capsys):
    assert run_compare(settings(kept), None, None, 100, None) == 0
    told = dict(line.rsplit(None, 1) for line in capsys.readouterr().out.splitlines() if line.startswith(" mentions"))
    assert {name.strip(): int(number) for name, number in told.items() if "alike" not in name} == {
        f"mentions {kind}": 0 for kind in ("gained", "lost", "relabelled", "moved", "tied otherwise")
    }


def test_a_new_rule_is_tried_and_nothing_is_written(kept, capsys):
    before = dump(kept / "dateline.db", history=True)
    own = settings(kept, rules=kept / "rules.toml")
    assert run_compare(own, None, None, 100, kept / "page.html") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "documents with another title or body 6" in told
    assert "lost 000.txt United Nations (organization)" in told
    page = (kept / "page.html").read_text()
    assert "<td>United Nations (organization)</td>" in page
    tried = remake(own, Choice(), dry_run=True)
    assert len(tried.samples) == 5
    assert "lost United Nations" in tried.samples[0]
    assert dump(kept / "dateline.db", history=True) == before


def test_two_ways_of_the_same_model_are_alike(kept, capsys):
    assert run_compare(settings(kept), ("newswire", "newswire"), None, 2, None) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "documents 2" in told
    assert "mentions gained 0" in told
    with pytest.raises(SettingsError):
        run_compare(settings(kept), ("newswire", "no-such-model"), None, 2, None)


def test_two_runs(kept, capsys):
    assert compare_runs(settings(kept), "1", "2", 100, kept / "runs.html") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "files changed 0 1" in told
    assert "000.txt replaced 2" in told
    assert "documents 1 " in told
    assert "documents with another title or body 1" in told
    assert "<td>documents with another title or body</td><td>1</td>" in (kept / "runs.html").read_text()
    with pytest.raises(SettingsError, match="no run 9"):
        compare_runs(settings(kept), "1", "9", 100, None)


TEXTS = "SELECT uri, title, body FROM articles JOIN documents d ON d.id = document_id"
MENTIONS = """
SELECT d.uri, m.field, m.char_start, m.char_end, m.text, m.label, coalesce(m.resolved_key, e.key) FROM articles a
JOIN documents d ON d.id = a.document_id JOIN mentions m ON m.article_id = a.id
LEFT JOIN entities e ON e.id = m.entity_id ORDER BY 1, 2, 3
"""


def snapshot(database):
    """Title, body and mentions of each article as they stand."""
    stand = {uri: (title, body, []) for uri, title, body in rows(database, TEXTS)}
    for uri, *mention in rows(database, MENTIONS):
        stand[uri][2].append(tuple(mention))
    return stand


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    """A database after five runs, and how its articles stood after each."""
    place = tmp_path_factory.mktemp("months")
    database, folder = place / "dateline.db", write_stories(place / "news", 2)
    (place / "rules.toml").write_text(RULE)
    stood = []

    def done():
        stood.append(snapshot(database))

    ingest(folder, database)
    done()
    (folder / "000.txt").write_text(story(44, "Vienna"))
    (folder / "new.txt").write_text(story(5))
    ingest(folder, database)
    done()
    remake(settings(place, rules=place / "rules.toml"), Choice())
    done()
    (folder / "000.txt").write_text(story(44, "Oslo"))
    (folder / "001.txt").unlink()
    ingest(folder, database, rules=place / "rules.toml")
    done()
    remake(settings(place), Choice(uri="new.txt"))
    done()
    return place, stood


@pytest.mark.parametrize(("first", "second"), [(a, b) for b in range(2, 6) for a in range(1, b)])
def test_articles_are_known_as_they_stood_after_any_run(months, first, second):
    place, stood = months
    engine = make_engine(str(place / "dateline.db"), read_only=True)
    with transaction(engine) as connection:
        changed = changed_articles(connection, first, second)
        found = {each.uri: each for each in states(connection, changed, first, second)}
    engine.dispose()
    before, after = stood[first - 1], stood[second - 1]
    otherwise = {uri for uri in before if before[uri] != after[uri]}
    assert otherwise <= found.keys() <= before.keys() | {"new.txt"}  # two runs of one second are not told apart
    for uri in otherwise:
        assert [(*each[:2], list(map(tuple, each[2]))) for each in found[uri][1:]] == [before[uri], after[uri]]


def test_two_runs_tell_what_became_of_mentions(months, capsys):
    place, _ = months
    assert compare_runs(settings(place), "3", "2", 100, place / "page.html") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "What changed from run 2 to run 3" in told
    assert "documents 5 " in told
    assert "mentions lost 10" in told
    assert "lost new.txt United Nations (organization)" in told
    assert "work ingest reannotate" in told
    assert "<td>United Nations (organization)</td>" in (place / "page.html").read_text()
    assert compare_runs(settings(place), "2", "3", 2, None) == 0
    assert "documents beyond the limit, not compared 3" in " ".join(capsys.readouterr().out.split())


def test_what_was_replaced_before_mentions_were_kept_is_said_to_be_unknown(kept, capsys, tmp_path):
    shutil.copy(kept / "dateline.db", tmp_path / "dateline.db")
    engine = make_engine(str(tmp_path / "dateline.db"))
    with transaction(engine) as connection:
        connection.exec_driver_sql("DELETE FROM mention_revisions")
    engine.dispose()
    assert compare_runs(settings(tmp_path), "1", "2", 100, None) == 0
    assert "texts replaced before mentions were kept, not compared 1" in " ".join(capsys.readouterr().out.split())


def test_only_what_is_new_since_a_day_is_made_again(kept):
    from flows.telling.days import parse_day

    assert remake(settings(kept), Choice(since=parse_day("2020-01-01")), dry_run=True).documents == 6
    assert remake(settings(kept), Choice(since=parse_day("2999-01-01")), dry_run=True).documents == 0


def test_a_page_shows_hostile_text_as_text(tmp_path, capsys):
    engine = make_engine(str(tmp_path / "dateline.db"))
    engine.dispose()
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "<b>x.txt").write_text(story(1))
    ingest(folder, tmp_path / "dateline.db")
    (tmp_path / "rules.toml").write_text(RULE)
    run_compare(settings(tmp_path, rules=tmp_path / "rules.toml"), None, None, 9, tmp_path / "page.html")
    assert "<b>x" not in (tmp_path / "page.html").read_text()
    assert "&lt;b&gt;x.txt" in (tmp_path / "page.html").read_text()
