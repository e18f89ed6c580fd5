"""Standing notices learned from the corpus: what teaches and what does not; order, batches, kills change nothing."""

import json
import random
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.cleaning.decisions import undo_veto, veto
from db.cleaning.verdict import LEAST_STORIES, needed
from db.engine import make_engine, transaction
from db.keeping.check import breaches
from db.queries import run_query
from flows.making import reclean
from flows.making.learn_notices import learn
from flows.running import conduct as conducting
from flows.running.bench import open_bench
from flows.running.clock import now
from flows.settings import Settings
from tests.folders import dump, ingest, rows

PRAYER = "Write to the desk at the old mill, and tell your neighbours to join us there."
"""No rule of ours knows it; it reads like a notice (`join us`)."""

PLACES = ["the harbour", "the market", "the school", "the station", "the bridge", "the library", "the mill", "the park"]
VERBS = ["opened", "closed", "flooded", "moved", "reopened", "burned", "sold", "repaired"]


def story(number, tail=PRAYER, source="Hill Post", head=""):
    """A record of an invented paper about nothing in particular, each one another story."""
    place, verb = PLACES[number % 8], VERBS[number // 8 % 8]
    paragraphs = [
        head,
        f"The council said on Monday that {place} had been {verb} for the {number + 2}th time since the flood.",
        f"Residents of the lane behind {place} complained that nobody had asked them before it was {verb} again.",
        f"A vote about {place}, which was {verb} while the mayor was away, is expected before the summer is over.",
        tail,
    ]
    text = "\n\n".join(p for p in paragraphs if p)
    return {"title": f"Council is told how {place} was {verb} {number}", "text": text, "source": source}


def write(folder, name, record):
    folder.mkdir(parents=True, exist_ok=True)
    # A record a file, so that each comes and goes by itself.
    (folder / f"{name}.jsonl").write_text(json.dumps(record) + "\n")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "news"


def notices(database):
    return rows(database, "SELECT slug, place, stories FROM learned_notices n JOIN sources s ON s.id = source_id")


def bodies_with(database, words):
    return rows(database, f"SELECT count(*) FROM articles WHERE body LIKE '%{words}%'")[0][0]


def is_sound(database):
    engine = make_engine(str(database))
    with transaction(engine) as connection:
        assert breaches(connection) == []
    engine.dispose()


def test_a_notice_is_learned_from_articles_that_name_no_publisher_but_have_an_address(folder, database):
    for number in range(6):
        unnamed = story(number) | {"source": "", "url": f"https://www.hill-post.example/{number}"}
        write(folder, f"{number}", unnamed)
    ingest(folder, database)
    assert notices(database) == [("hill-post-example", "tail", 6)]
    assert rows(database, "SELECT name, basis, home_url FROM sources") == [
        ("hill-post.example", "host", "https://www.hill-post.example/")
    ]
    assert bodies_with(database, "old mill") == 0


def test_a_standing_notice_is_learned_and_removed_everywhere(folder, database):
    for number in range(6):
        write(folder, f"{number}", story(number))
    ingest(folder, database)
    assert notices(database) == [("hill-post", "tail", 6)]
    assert bodies_with(database, "old mill") == 0
    removed = rows(database, "SELECT role, count(*) FROM blocks WHERE rule LIKE 'learned:%' AND NOT kept GROUP BY role")
    assert removed == [("notice", 6)]
    is_sound(database)


@pytest.mark.parametrize(
    "tail",
    [
        "“Nobody asked us at all, and nobody will,” a woman who lives in the lane behind it all said on the day.",
        "And so it goes.",
        "The ministry of Anna Petrova in Port Lowell has denied this since the treaty of Lake Evermore was signed.",
        "Shares in the ferry company closed at 82.7, their lowest in 14 weeks.",
        "“Read more, and subscribe to nothing,” the old editor used to say to all of them.",
    ],
    ids=["quotation", "refrain", "background", "figures", "quotation with a notice's words"],
)
def test_what_reads_like_content_stays(folder, database, tail):
    for number in range(8):
        write(folder, f"{number}", story(number, tail))
    ingest(folder, database)
    assert notices(database) == []
    assert bodies_with(database, tail.split("“")[-1][:20].replace("'", "''")) == 8


def test_a_paragraph_that_several_sources_carry_is_content(folder, database):
    for number in range(12):
        write(folder, f"{number}", story(number, source=f"Paper {number % 4}"))
    ingest(folder, database)
    assert notices(database) == []
    assert bodies_with(database, "old mill") == 12


def test_the_middle_of_an_article_teaches_nothing(folder, database):
    for number in range(8):
        record = story(number, tail="")
        paragraphs = record["text"].split("\n\n")
        more = [f"{p} It was the {n}th such complaint." for n, p in enumerate(paragraphs * 3)]
        write(folder, f"{number}", {**record, "text": "\n\n".join([*paragraphs, PRAYER, *more])})
    ingest(folder, database)
    assert notices(database) == []


def test_head_and_tail_do_not_add_up(folder, database):
    for number in range(8):
        here, there = ("", PRAYER) if number % 2 else (PRAYER, "")
        write(folder, f"{number}", story(number, tail=here, head=there))
    ingest(folder, database)
    assert notices(database) == []


def test_a_thousand_copies_teach_nothing(folder, database):
    copies = [json.dumps({**story(1), "text": story(1)["text"][-180:]}) for _ in range(1000)]
    near = [json.dumps({**story(1), "title": f"Another headline, the {n}th"}) for n in range(40)]
    write(folder, "other", story(2))
    (folder / "copies.jsonl").write_text("\n".join(copies + near))
    ingest(folder, database)
    assert notices(database) == []
    assert bodies_with(database, "old mill") == 1041


def test_an_article_is_never_emptied(folder, database):
    for number in range(8):
        write(folder, f"{number}", {**story(number), "text": f"Item {number} of the council.\n\n{PRAYER}"})
    ingest(folder, database)
    assert bodies_with(database, "old mill") == 8


def test_few_of_many_are_not_enough(folder, database):
    for number in range(60):
        write(folder, f"{number}", story(number, tail=PRAYER if number < 5 else ""))
    ingest(folder, database)
    assert needed(60, sure=True) == 6
    assert notices(database) == []
    write(folder, "60", story(60))
    ingest(folder, database)
    assert notices(database) == []  # one in ten of 61 is 7
    write(folder, "61", story(61))
    ingest(folder, database)
    assert notices(database) == [("hill-post", "tail", 7)]
    assert bodies_with(database, "old mill") == 0


def test_unlearned_when_too_few_are_left(folder, database, tmp_path):
    for number in range(LEAST_STORIES):
        write(folder, f"{number}", story(number))
    ingest(folder, database)
    assert bodies_with(database, "old mill") == 0
    write(folder, "0", story(0, tail=""))
    ingest(folder, database)
    assert notices(database) == []
    assert bodies_with(database, "old mill") == LEAST_STORIES - 1
    assert rows(database, "SELECT name FROM cleaning_rules WHERE kind = 'learned'") == []
    ingest(folder, tmp_path / "clean.db")
    assert dump(database) == dump(tmp_path / "clean.db")


def test_vanished_documents_go_on_teaching(folder, database):
    for number in range(6):
        write(folder, f"{number}", story(number))
    ingest(folder, database)
    for number in range(4):
        (folder / f"{number}.jsonl").unlink()
    before = dump(database)["learned_notices"]
    ingest(folder, database)
    write(folder, "7", story(7))
    ingest(folder, database)
    assert bodies_with(database, "old mill") == 0
    assert before
    is_sound(database)


def test_cleaning_again_leaves_files_and_vanishing_alone(folder, database):
    for number in range(4):
        write(folder, f"{number}", story(number))
    ingest(folder, database)
    (folder / "0.jsonl").unlink()
    ingest(folder, database)
    before = rows(database, "SELECT path, size, modified_ns, vanished_at FROM files ORDER BY path")
    write(folder, "8", story(8))
    write(folder, "9", story(9))
    report = ingest(folder, database)
    assert report.tally.counts.articles_cleaned_again == 6
    assert rows(database, "SELECT path, size, modified_ns, vanished_at FROM files ORDER BY path")[:4] == before
    assert rows(database, "SELECT count(*) FROM documents WHERE vanished_at IS NOT NULL") == [(1,)]
    assert ingest(folder, database).tally.counts.files_unchanged == 5


MIXED = [
    *(story(n) for n in range(7)),
    *(story(n, source="Vale Echo") for n in range(20, 24)),
    *(story(n, tail="“Nothing more,” she said, and closed the door behind her.") for n in range(30, 33)),
    *(story(3) for _ in range(3)),
    *(story(n, tail="", head=PRAYER) for n in range(40, 46)),
]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.sampled_from([1, 2, 5, 200]), st.integers(1, 4))
def test_order_batches_and_runs_make_no_difference(tmp_path_factory, chance, batch_size, runs):
    place = tmp_path_factory.mktemp("order")
    named = [(f"{index:02d}", record) for index, record in enumerate(MIXED)]
    for name, record in named:
        write(place / "held", name, record)
    chance.shuffle(named)
    (place / "news").mkdir()
    for run in range(runs):
        for name, _ in named[run::runs]:
            shutil.copy2(place / "held" / f"{name}.jsonl", place / "news")
        ingest(place / "news", place / "one.db", batch_size=batch_size)
    ingest(place / "news", place / "two.db")
    assert dump(place / "one.db") == dump(place / "two.db")
    assert {row[:2] for row in notices(place / "two.db")} == {("hill-post", "tail"), ("hill-post", "head")}
    is_sound(place / "one.db")


def test_one_by_one_is_all_at_once(folder, database, tmp_path):
    records = list(enumerate(MIXED))
    random.Random(5).shuffle(records)
    for number, record in records:
        write(folder, f"{number}", record)
        ingest(folder, database)
    ingest(folder, tmp_path / "at-once.db")
    assert dump(database) == dump(tmp_path / "at-once.db")


class Unplugged(BaseException):
    """Somebody pulled the plug."""


@pytest.mark.parametrize("where", ["before the review", "in the first batch", "in the second batch"])
def test_killed_between_load_and_learning_the_next_run_completes(folder, database, tmp_path, monkeypatch, where):
    for number in range(8):
        write(folder, f"{number}", story(number))
        if number == 3:
            ingest(folder, database)
    calls = []
    sound = reclean.reclean

    def cut(*arguments, **more):
        calls.append(1)
        if where == "before the review" or len(calls) > (where == "in the second batch"):
            raise Unplugged
        return sound(*arguments, **more)

    with monkeypatch.context() as patched:
        patched.setattr(conducting, "learn", cut) if where == "before the review" else patched.setattr(
            "flows.making.learn_notices.reclean", cut
        )
        with pytest.raises(Unplugged):
            ingest(folder, database, batch_size=3)
    assert bodies_with(database, "old mill") > 0
    ingest(folder, database)
    ingest(folder, tmp_path / "whole.db")
    assert dump(database) == dump(tmp_path / "whole.db")
    assert bodies_with(database, "old mill") == 0


def test_a_run_with_nothing_new_reviews_nothing(folder, database, monkeypatch):
    for number in range(6):
        write(folder, f"{number}", story(number))
    ingest(folder, database)
    monkeypatch.setattr("flows.making.learn_notices.review", lambda connection: pytest.fail("reviewed"))
    ingest(folder, database)


def decide(database, decision, *arguments):
    with open_bench(Settings(database_url=str(database)), "learn") as bench:
        with transaction(bench.engine) as connection:
            decision(connection, *arguments)
        learn(bench, 2)


def test_a_veto_gives_the_text_back_and_outlives_learning(folder, database, tmp_path):
    for number in range(6):
        write(folder, f"{number}", story(number))
    ingest(folder, database)
    before = dump(database)
    ((fingerprint,),) = rows(database, "SELECT fingerprint FROM learned_notices")
    decide(database, veto, fingerprint, "our motto", now())
    assert bodies_with(database, "old mill") == 6
    for number in range(6, 12):
        write(folder, f"{number}", story(number))
    ingest(folder, database)
    assert bodies_with(database, "old mill") == 12
    assert notices(database) == []
    assert rows(database, "SELECT fingerprint, why FROM notice_vetoes") == [(fingerprint, "our motto")]
    for number in range(6, 12):
        (folder / f"{number}.jsonl").unlink()
    decide(database, undo_veto, fingerprint)
    assert bodies_with(database, "old mill") == 0
    is_sound(database)
    assert before["learned_notices"]


@pytest.fixture
def server_database(postgresql):
    """A new database of its own on the tests' PostgreSQL server."""
    import psycopg

    with psycopg.connect(postgresql.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS learned")
        connection.execute("CREATE DATABASE learned")
    return postgresql.replace("/postgres?", "/learned?")


@pytest.mark.postgresql
def test_postgresql_learns_the_same(folder, database, server_database):
    for number, record in enumerate(MIXED):
        write(folder, f"{number}", record)
        if number % 9 == 4:
            ingest(folder, server_database, batch_size=3)
    ingest(folder, server_database)
    ingest(folder, database)
    for query in (
        "SELECT slug, place, stories FROM learned_notices n JOIN sources s ON s.id = source_id ORDER BY 1, 2",
        "SELECT uri, rule, kept FROM blocks b JOIN documents d ON d.id = document_id ORDER BY uri, position",
        "SELECT uri, body FROM articles a JOIN documents d ON d.id = document_id ORDER BY uri",
    ):
        assert [tuple(map(str, row)) for row in rows(server_database, query)] == [
            tuple(str(bool(v)) if i == 2 and "kept" in query else str(v) for i, v in enumerate(row))
            for row in rows(database, query)
        ]
    for name in ("learned-notices", "stale-articles"):
        with run_query(server_database, name, {}) as answer, run_query(str(database), name, {}) as ours:
            assert [row[:4] for row in answer.rows] == [row[:4] for row in ours.rows]
