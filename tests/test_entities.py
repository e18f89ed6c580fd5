"""`dateline entities` and `dateline review`: judgements from the terminal, replayed on later runs, undone exactly."""

import io
import json
import shutil
from pathlib import Path

import pytest

from flows.commands.entities import judge, judgement, list_judgements, replay_judgements, undo
from flows.commands.entity import show_entity
from flows.commands.review import review
from flows.redoing.reannotation import Choice, remake
from flows.settings import Settings
from flows.text.errors import SettingsError
from tests.folders import dump, ingest, rows, story, write_stories

NEWS = Path(__file__).parent.parent / "examples" / "news"
SPELT = "{} of Ukraine spoke in Kyiv on Monday, and President {} said that the talks would go on for a week.\n"


def written(folder: Path) -> Path:
    folder = write_stories(folder, 2)
    for number, name in enumerate(("Volodymyr Zelenskiy", "Volodymyr Zelensky", "Volodymyr Zelenskyy")):
        text = f"Talks go on, part {number}\n\n" + SPELT.format(f"President {name}", name)
        (folder / f"z{number}.txt").write_text(text)
    return folder


@pytest.fixture(scope="module")
def ingested(tmp_path_factory):
    """A folder and its database, for all tests that leave the folder alone."""
    place = tmp_path_factory.mktemp("entities")
    ingest(written(place / "news"), place / "dateline.db")
    return place


@pytest.fixture
def database(ingested, tmp_path):
    return shutil.copy2(ingested / "dateline.db", tmp_path / "dateline.db")


def settings(database):
    return Settings(database_url=str(database))


def say(database, action, *keys, **more):
    judge(settings(database), judgement(action, keys[0], keys[1] if len(keys) > 1 else None, "ann", "test", **more))


def entities(database):
    return {key for (key,) in rows(database, "SELECT key FROM entities WHERE type = 'person'")}


def test_spellings_are_one_across_documents_with_score_and_reason(database):
    assert {key for key in entities(database) if "zelensk" in key} == {"person:volodymyr-zelenskiy"}
    ties = rows(database, "SELECT key, rule, score, reason FROM entity_ties WHERE key NOT LIKE '%@%' ORDER BY key")
    assert [(key, rule) for key, rule, _, _ in ties] == [
        ("person:volodymyr-zelensky", "variant"),
        ("person:volodymyr-zelenskyy", "variant"),
    ]
    assert all(0.8 < score < 1 and "sounds like" in reason for *_, score, reason in ties)


def test_a_merge_survives_new_content_reannotation_and_a_second_run(tmp_path):
    folder, database = written(tmp_path / "news"), tmp_path / "dateline.db"
    ingest(folder, database)
    say(database, "merge", "person:raj-mehta", "person:anna-petrova")
    (folder / "000.txt").write_text(story(7, "Geneva"))
    (folder / "new.txt").write_text(story(9, "Vienna"))
    ingest(folder, database)
    assert "person:raj-mehta" not in entities(database)
    before = dump(database)
    assert remake(settings(database), Choice()).articles == 0
    assert dump(database) == before


def test_undone_it_is_as_if_it_had_not_been(database):
    before = dump(database)
    say(database, "merge", "person:raj-mehta", "person:anna-petrova")
    say(database, "split", "place:moscow-ru", "place:moscow-ru/here", uri="000.txt", name="Moscow, here")
    say(database, "rename", "country:IN", name="Bharat")
    say(database, "forbid", "person:volodymyr-zelensky", "person:volodymyr-zelenskiy")
    renamed = "SELECT name FROM entities WHERE key IN ('country:IN', 'place:moscow-ru/here') ORDER BY name"
    assert rows(database, renamed) == [
        ("Bharat",), ("Moscow, here",)]  # fmt: skip
    assert "person:volodymyr-zelensky" in entities(database)
    for number in (2, 4, 1, 3):
        undo(settings(database), number)
    assert dump(database) == before


def test_judgements_go_to_another_database(database, ingested, tmp_path, capsys):
    say(database, "merge", "person:raj-mehta", "person:anna-petrova")
    say(database, "rename", "person:anna-petrova", name="A. Petrova")
    capsys.readouterr()
    list_judgements(settings(database), "json")
    (tmp_path / "judgements.json").write_text(capsys.readouterr().out)
    other = tmp_path / "other.db"
    replay_judgements(settings(other), tmp_path / "judgements.json")
    assert "2 judgements, 2 without effect now" in capsys.readouterr().out
    ingest(ingested / "news", other)
    assert dump(other) == dump(database)


@pytest.mark.parametrize("given", ["", "[1]", "{}", '[{"action": "eat"}]', '[{"action": "merge", "key": 3}]', "\x00"])
def test_a_file_of_something_else_is_refused(given, database, tmp_path):
    (tmp_path / "other.json").write_text(given)
    if given == "{}":
        assert replay_judgements(settings(database), tmp_path / "other.json") == 0
        return
    with pytest.raises(SettingsError, match="judgement"):
        replay_judgements(settings(database), tmp_path / "other.json")
    assert rows(database, "SELECT count(*) FROM entity_judgements") == [(0,)]


def test_what_cannot_be_followed_is_told_and_not_kept(database):
    before = dump(database)
    with pytest.raises(SettingsError, match="there is no person:nobody"):
        say(database, "merge", "person:nobody", "person:raj-mehta")
    with pytest.raises(SettingsError, match="no judgement 7"):
        undo(settings(database), 7)
    with pytest.raises(SettingsError, match="is part of person:volodymyr-zelenskiy"):
        show_entity(settings(database), "person:volodymyr-zelensky")
    with pytest.raises(SettingsError, match="there is no entity"):
        show_entity(settings(database), "person:nobody")
    assert dump(database) == before


def test_show_tells_all(database, capsys):
    say(database, "merge", "person:raj-mehta", "person:anna-petrova")
    show_entity(settings(database), "person:anna-petrova")
    shown = capsys.readouterr().out
    for part in (
        "Raj Mehta",
        "Petrova",
        "Foreign Minister",
        "country:RU",
        "merge person:raj-mehta person:anna-petrova",
    ):
        assert part in shown


def test_review_asks_and_follows_the_answers(database, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("what\nn\ny\nq\n"))
    review(settings(database), 10, "ann")
    shown = capsys.readouterr().out
    assert "person:volodymyr-zelensk" in shown
    made = rows(database, "SELECT action, key, who FROM entity_judgements ORDER BY id")
    assert [action for action, _, _ in made] == ["forbid", "keep"]
    assert made[0][1] in entities(database)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    review(settings(database), 10, "ann")
    assert made[1][1] not in capsys.readouterr().out


def test_the_same_entities_whatever_the_order_and_the_batches(tmp_path):
    files = sorted(path for path in NEWS.rglob("*") if path.is_file())
    assert len(files) >= 10
    folder = tmp_path / "whole"
    shutil.copytree(NEWS, folder)
    ingest(folder, tmp_path / "1.db", batch_size=100)
    judged = json.dumps([dict(zip(FIELDS, one, strict=True)) for one in JUDGED])
    (tmp_path / "judged.json").write_text(judged)
    replay_judgements(settings(tmp_path / "1.db"), tmp_path / "judged.json")
    growing = tmp_path / "elsewhere" / "whole"
    replay_judgements(settings(tmp_path / "2.db"), tmp_path / "judged.json")
    for some in (files[1::3], files[2::3], files[::3]):
        for path in some:
            place = growing / path.relative_to(NEWS)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place)
        ingest(growing, tmp_path / "2.db", batch_size=3)
    one, other = dump(tmp_path / "1.db"), dump(tmp_path / "2.db")
    for table in (
        "mentions",
        "roles",
        "entities",
        "entity_aliases",
        "entity_ties",
        "entity_offices",
        "entity_judgements",
    ):
        assert one[table] == other[table], table


FIELDS = ("action", "key", "other", "name", "alias", "uri", "country_code", "who", "why", "decided_at")
JUDGED = [
    (
        "merge",
        "person:william-ashdown",
        "person:chiara-devescovi",
        None,
        None,
        None,
        None,
        "a",
        "",
        "2026-11-23T12:00:00Z",
    ),
    ("rename", "place:poti-ge", None, "Poti, Georgia", None, None, None, "a", "", "2026-11-23T12:01:00Z"),
    ("merge", "person:nobody", "person:chiara-devescovi", None, None, None, None, "a", "", "2026-11-23T12:02:00Z"),
]
