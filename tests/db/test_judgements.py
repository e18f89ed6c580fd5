"""Judgements on entities: replayed on every load, undone without a trace, whatever the order of the documents."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from natural_keys import empty, tables
from small_stories import NAMES, rows_of, story
from sqlalchemy import Connection, Engine, text

from db.engine import transaction
from db.entities.decide import decide, replay, take_back
from db.entities.judgements import all_judgements
from db.entities.judging import Judgement
from db.keeping.check import breaches
from db.keeping.repair import repair_counts
from db.loading.load import load_batch
from db.running.folders import collection_for

NOW = datetime(2026, 11, 23, tzinfo=UTC)
KEYS = ["person:qin-gang", "person:ann-lee", "person:zoe", "organization:un", "country:CN", "place:524901", "person:x",
        "country:US", "person:ivan-zelensky", "person:ivan-zelenskiy", "person:ivan-zelenskyy",
        "person:ann-lee@GB"]  # fmt: skip


def said(action: str, key: str, other: str | None = None, minute: int = 0, **more: str) -> Judgement:
    values = {"name": None, "alias": None, "uri": None, "country_code": None, **more}
    return Judgement(0, action, key, other, who="ann", why="", decided_at=f"2026-11-23T12:{minute:02d}:00Z", **values)  # type: ignore[arg-type]


LEE_IS_ZOE = said("merge", "person:ann-lee", "person:zoe")


def load(connection: Connection, documents: list[tuple[str, list[int]]]) -> None:
    number = collection_for(connection, Path("/data/news"))[0].id
    load_batch(connection, [rows_of(story(uri, names)) for uri, names in documents], number, NOW)


def stands(connection: Connection) -> dict[str, list[object]]:
    assert breaches(connection) == []
    return tables(connection)


def where(connection: Connection, name: str) -> set[str]:
    query = "SELECT DISTINCT e.key FROM mentions m JOIN entities e ON e.id = m.entity_id WHERE m.text = :name"
    return set(connection.execute(text(query), {"name": name}).scalars())


FILES = [("a.txt", [0, 1, 3, 7, 9]), ("b.txt", [2, 5, 8, 10]), ("c.txt", [0, 4, 11, 12, 9])]


@pytest.mark.parametrize(
    "judgement",
    [
        said("merge", "person:ann-lee", "person:qin-gang"),
        said("merge", "place:524901", "country:CN"),
        said("merge", "country:CN", "place:524901"),
        said("rename", "country:CN", name="Middle Kingdom"),
        said("rename", "person:ann-lee", name="Ann Elizabeth Lee"),
        said("split", "person:ann-lee", "person:ann-lee/lee", alias="Lee"),
        said("split", "country:CN", "country:CN/a", uri="a.txt"),
        said("forbid", "person:ann-lee", "person:zoe"),
        said("keep", "person:ann-lee"),
    ],
    ids=lambda j: f"{j.action} {j.key}",
)
def test_undone_it_leaves_no_trace(engine: Engine, judgement: Judgement) -> None:
    with transaction(engine) as connection:
        load(connection, FILES)
        before = stands(connection)
        made, refused = decide(connection, judgement)
        assert refused is None
        judged = stands(connection)
        changed = {name for name in judged if judged[name] != before[name]} - {"entity_judgements"}
        assert bool(changed) == (judgement.action not in ("forbid", "keep"))
        load(connection, FILES)
        assert stands(connection) == judged
        assert take_back(connection, made.id) == made
        assert stands(connection) == before


def test_a_merge_takes_later_documents_along(engine: Engine) -> None:
    with transaction(engine) as connection:
        load(connection, FILES[:1])
        decide(connection, said("merge", "person:ann-lee", "person:qin-gang"))
        load(connection, FILES[1:])
        assert where(connection, "ANN LEE") == {"person:qin-gang"}
        resolved = connection.execute(text("SELECT resolved_key FROM mentions WHERE text = 'ANN LEE'")).scalar()
        assert resolved == "person:ann-lee"


def test_a_chain_of_merges_goes_to_its_end(engine: Engine) -> None:
    with transaction(engine) as connection:
        load(connection, FILES)
        decide(connection, said("merge", "person:ann-lee", "person:zoe"))
        decide(connection, said("merge", "person:zoe", "person:qin-gang", minute=1))
        assert where(connection, "Ann Lee") == {"person:qin-gang"}


def test_split_takes_back_a_merge(engine: Engine) -> None:
    with transaction(engine) as connection:
        load(connection, FILES)
        decide(connection, said("merge", "person:ann-lee", "person:zoe"))
        decide(connection, said("split", "person:zoe", minute=1))
        assert where(connection, "Ann Lee") == {"person:ann-lee"}


@pytest.mark.parametrize(
    ("earlier", "later", "reason"),
    [
        ([LEE_IS_ZOE], said("merge", "person:zoe", "person:ann-lee"), "one already"),
        (
            [LEE_IS_ZOE],
            said("merge", "person:ann-lee", "organization:un"),
            "part of",
        ),
        ([LEE_IS_ZOE], said("forbid", "person:ann-lee", "person:zoe"), "made one"),
        ([said("forbid", "person:ann-lee", "person:zoe")], said("merge", "person:zoe", "person:ann-lee"), "apart"),
        ([], said("merge", "person:nobody", "person:zoe"), "there is no person:nobody"),
        ([], said("merge", "person:zoe", "person:nobody"), "there is no person:nobody"),
        ([], said("rename", "person:nobody", name="N"), "there is no person:nobody"),
        ([], said("merge", "person:zoe", "person:zoe"), "one with itself"),
    ],
    ids=lambda value: getattr(value, "action", ""),
)
def test_what_contradicts_is_listed_and_the_rest_replayed(
    engine: Engine, earlier: list[Judgement], later: Judgement, reason: str
) -> None:
    with transaction(engine) as connection:
        load(connection, FILES)
        follows = said("rename", "person:qin-gang", name="The Minister", minute=2)
        refused = replay(connection, [*earlier, later._replace(decided_at="2026-11-23T12:01:00Z"), follows])
        reasons = list(refused.values())
        assert reasons[-2] is not None
        assert reason in reasons[-2]
        assert [each for each in reasons if each] == [reasons[-2]]
        name = connection.execute(text("SELECT name FROM entities WHERE key = 'person:qin-gang'")).scalar()
        assert name == "The Minister"


def test_what_is_not_there_yet_is_followed_once_it_is(engine: Engine) -> None:
    with transaction(engine) as connection:
        load(connection, FILES[:1])
        replay(connection, [said("merge", "person:ann-lee", "organization:un")])
        assert where(connection, "Ann Lee") == {"person:ann-lee"}
        load(connection, FILES[1:])
        assert where(connection, "Ann Lee") == {"organization:un"}
        assert list(all_judgements(connection).values()) == [None]


documents = st.lists(
    st.lists(st.integers(0, len(NAMES) - 1), max_size=6), min_size=1, max_size=4
).map(lambda found: [(f"{number}.txt", names) for number, names in enumerate(found)])  # fmt: skip
PASSING = [
    said("merge", "person:zoe", "person:ann-lee"),
    said("merge", "place:524901", "country:CN"),
    said("forbid", "person:ivan-zelenskiy", "person:ivan-zelensky"),
    said("rename", "person:zoe", name="Passing"),
    said("rename", "country:US", name="Passing"),
    said("rename", "place:524901", name="Passing"),
    said("split", "person:ann-lee", "person:ann-lee/gb", country_code="GB"),
    said("split", "person:ivan-zelenskiy", "person:ivan-zelenskiy/ua", country_code="UA"),
    said("split", "person:ann-lee", "person:ann-lee/0", uri="0.txt"),
    said("split", "country:US", "country:US/0", uri="0.txt"),
    said("merge", "person:ann-lee@GB", "person:zoe"),
]
names = st.lists(st.integers(0, len(NAMES) - 1), max_size=6)
conditions = st.sampled_from(
    [{}, {"alias": "Qin"}, {"uri": "1.txt"}, {"country_code": "CN"}, {"alias": "China", "uri": "0.txt"}]
)


@st.composite
def judgements(draw: st.DrawFn) -> list[Judgement]:
    made = []
    for minute in range(draw(st.integers(0, 5))):
        action = draw(st.sampled_from(["merge", "merge", "forbid", "split", "rename"]))
        key, other = draw(st.sampled_from(KEYS)), draw(st.sampled_from(KEYS))
        more = draw(conditions) if action == "split" else {}
        if action == "rename":
            made.append(said("rename", key, None, minute, name="Renamed"))
        elif more:
            made.append(said("split", key, f"{key}/part", minute, **more))
        else:
            made.append(said(action, key, other, minute))
    return made


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=documents, judged=judgements(), data=st.data())
def test_the_outcome_hangs_on_documents_and_judgements_alone(
    sqlite_engine: Engine, documents: list[tuple[str, list[int]]], judged: list[Judgement], data: st.DataObject
) -> None:
    """Documents first, judgements first, and mixed, with documents changed and judgements undone: all one."""
    found = []
    for way in range(3):
        empty(sqlite_engine)
        with transaction(sqlite_engine) as connection:
            order = data.draw(st.permutations(documents))
            cut = [0, len(order), data.draw(st.integers(0, len(order)))][way]
            if way:
                load(
                    connection,
                    [(uri, data.draw(st.lists(st.integers(0, len(NAMES) - 1), max_size=3))) for uri, _ in order],
                )
            load(connection, order[:cut])
            passing = decide(connection, data.draw(st.sampled_from(PASSING)))[0] if way == 2 else None
            if passing:
                load(connection, order[cut : cut + 1])
                take_back(connection, passing.id)
            replay(connection, judged)
            for each in order[cut:]:
                load(connection, [each])
            found.append(stands(connection))
    assert found[0] == found[1]
    assert found[0] == found[2]


def test_what_hung_on_a_document_that_was_deleted_is_weighed_again(engine: Engine) -> None:
    """The first spelling by alphabet goes with its document: the others become one under the next."""
    left = [("b.txt", [13, 16]), ("c.txt", [15, 4])]
    with transaction(engine) as connection:
        load(connection, left)
        alone = stands(connection)
        load(connection, [("a.txt", [14, 14, 17])])
        assert where(connection, "Ivan Zelensky") == {"person:ivan-zelenskiy"}
        assert where(connection, "Ann Lee") == {"person:ann-lee", "person:ann-lee@US"}
        connection.execute(text("DELETE FROM documents WHERE uri = 'a.txt'"))
        connection.execute(text("DELETE FROM files WHERE path = 'a.txt'"))
        repair_counts(connection)
        assert where(connection, "Ivan Zelensky") == {"person:ivan-zelensky"}
        assert stands(connection) == alone


@pytest.mark.parametrize(
    "judgement",
    [
        said("split", "person:ann-lee", "person:ann-lee/gb", country_code="GB"),
        said("merge", "person:ann-lee@GB", "person:zoe"),
        said("split", "person:zoe", "person:zoe/a", uri="a.txt"),
    ],
    ids=lambda j: f"{j.action} {j.key}",
)
def test_the_sound_of_a_name_outlives_a_judgement_that_put_all_its_mentions_elsewhere(
    engine: Engine, judgement: Judgement
) -> None:
    with transaction(engine) as connection:
        load(connection, [("a.txt", [10, 16]), ("b.txt", [18])])
        before = stands(connection)
        made, refused = decide(connection, judgement)
        assert refused is None
        load(connection, [("b.txt", [18, 18])])
        take_back(connection, made.id)
        load(connection, [("b.txt", [18])])
        assert stands(connection) == before


def test_a_homonym_is_weighed_again_when_the_commoner_one_is_gone(engine: Engine) -> None:
    with transaction(engine) as connection:
        load(connection, [("a.txt", [16]), ("b.txt", [17]), ("c.txt", [16])])
        load(connection, [("a.txt", [3]), ("c.txt", [3])])
        left = stands(connection)["entities"]
    empty(engine)
    with transaction(engine) as connection:
        load(connection, [("a.txt", [3]), ("b.txt", [17]), ("c.txt", [3])])
        assert stands(connection)["entities"] == left


@pytest.mark.parametrize(
    "judgement",
    [said("merge", "organization:un", "country:US"), said("rename", "country:US", name="U")],
    ids=lambda j: j.action,
)
def test_a_country_without_ids_keeps_its_name_and_code(engine: Engine, judgement: Judgement) -> None:
    with transaction(engine) as connection:
        replay(connection, [judgement])
        load(connection, [("a.txt", [11])])
        load(connection, [("b.txt", [18])])
        load(connection, [("c.txt", [12])])
        row = connection.execute(text("SELECT name, country_code FROM entities WHERE key = 'country:US'")).one()
        assert tuple(row) == (judgement.name or "United States", "US")
