"""Where a text says that a name is a place, one example on either side of each rule; how places vote."""

import pytest

from flows.text.gazetteer import Place, place_key, places_named
from flows.text.naming import Context
from flows.text.places.candidates import candidates
from flows.text.places.hints import Hint, fits, hints_after, state_of
from flows.text.places.home import country_of_site
from flows.text.places.keys import entity_of
from flows.text.places.namesakes import parts_of
from flows.text.places.seen import behind_in, known, said_where
from flows.text.places.votes import Asked, Votes, choose, spot_of
from tests.text.test_names import annotate


@pytest.mark.parametrize(
    ("before", "is_one"),
    [
        *((f"{word} ", True) for word in (
            "in", "In", "near", "Near", "outside", "Outside", "around", "Around", "in downtown", "In nearby",
            "near central", "in rural", "in suburban",
        )),
        *((f"{word} ", False) for word in ("of", "within", "inside", "begin", "downtown", "in upper", "IN", "in the")),
        ("in", False),
        ("in  ", False),
    ],
)  # fmt: skip
def test_words_that_put_something_somewhere(before, is_one):
    assert behind_in(f"He was {before}Oslo", len(f"He was {before}")) == is_one


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Paris, Texas", True), ("Paris, France", True), ("Paris, Kenya", False), ("Paris in Texas", False),
        ("Paris", False), ("Paris. Texas", False), ("Paris, and Texas", False), ("Paris, in Texas", False),
        ("Paris, a town in northern Texas", True), ("Paris, Texas's second town,", True),
        ("Paris, Texas's mayor", False),
    ],
)  # fmt: skip
def test_a_state_or_country_behind_a_name(text, said):
    assert said_where("Paris", text, 5) == said


@pytest.mark.parametrize(
    ("name", "people", "there"),
    [
        ("Oslo", 1_000, True), ("Oslo", 400_000, True), ("Paris", 400_000, True), ("Columbia", 400_000, False),
        ("Columbia", 1_000, True), ("May", 0, False), ("march", 0, False), ("Ohio", 400_000, True), ("Ely", 0, False),
        ("Xyzzyville", 0, False),
    ],
)  # fmt: skip
def test_places_that_are_large_enough(name, people, there):
    assert bool(known(name, people)) == there


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("X, Pa., burned", [Hint("US", "PA")]), ("X (Pa.) burned", [Hint("US", "PA")]),
        ("X in Ohio", [Hint("US", "OH")]),
        ("X in the state of Ohio", [Hint("US", "OH")]), ("X in northern Ohio", [Hint("US", "OH")]),
        ("X’s, Ohio", [Hint("US", "OH")]), ("X, the Gambia", [Hint("GM")]), ("X, France", [Hint("FR")]),
        ("X, England", [Hint("GB", "ENG")]), ("X, Scotland", [Hint("GB", "SCT")]), ("X, Wales", [Hint("GB", "WLS")]),
        ("X, Northern Ireland", [Hint("GB", "NIR")]), ("X, N.Y.", [Hint("US", "NY")]),
        ("X, New South Wales", [Hint("AU", "02")]), ("X, French", []), ("X, Xyzzy", []), ("X; Ohio", []),
        ("X Ohio", []),
        ("X, ohio", []), ("X, Adair County, Ky.", [Hint("US", "KY", "Adair County")]),
    ],
)  # fmt: skip
def test_what_stands_behind_a_name_says_where_it_is(text, hints):
    found = hints_after(text, 1)
    assert [hint for hint in found if hint in hints] == hints
    assert bool(found) == bool(hints)


def test_a_country_behind_a_state_says_which_of_two():
    assert {hint.country for hint in hints_after("X, Punjab, burned", 1)} == {"IN", "PK"}
    assert [hint.country for hint in hints_after("X, Punjab, Pakistan", 1)] == ["PK"]
    assert {hint.country for hint in hints_after("X, Punjab, France", 1)} == {"IN", "PK"}


def test_georgia_behind_a_name_is_a_state_or_a_country():
    assert {hint.country for hint in hints_after("X, Georgia", 1)} >= {"US", "GE"}


def place(name, country, state="", kind="P", people=10_000, where=(0.0, 0.0), by=False):
    return Place(f"{name}-{country}-{state}", name, country, state, *where, people, kind, by)


def test_a_place_fits_a_hint():
    ohio = place("Ohio", "US", "OH", "1")
    assert fits(place("A", "US", "OH"), Hint("US", "OH"))
    assert fits(place("A", "US", "OH"), Hint("US"))
    assert not fits(place("A", "US", "KY"), Hint("US", "OH"))
    assert not fits(place("A", "GB", "OH"), Hint("US", "OH"))
    assert not fits(ohio, Hint("US", "OH")), "a state is not in itself"
    assert fits(ohio, Hint("US"))
    assert state_of("Ohio") == ("US", "OH")


@pytest.mark.parametrize(
    ("name", "found", "cut"),
    [
        ("Oslo", True, False), ("Oslo's", True, False), ("northern Oslo", True, True), ("downtown Oslo", True, True),
        ("city of Oslo", True, True), ("Oslo airport", True, True), ("Oslo International Airport", True, True),
        ("greater Oslo area", True, True), ("University of X", False, False), ("the city", False, False),
        ("Oslo" + " x" * 150, False, False), ("South Dakota", True, False), ("Xyzzyville", False, False),
    ],
)  # fmt: skip
def test_names_that_must_be_cut_to_be_found(name, found, cut):
    places, was_cut = candidates(name)
    assert (bool(places), was_cut) == (found, cut)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Kansas City Police", "Kansas City|Kansas", "City Police|Police"),
        ("University of Oslo", "University of|University|Oslo|Oslo|Oslo", "of Oslo|Oslo"),
        (
            "Port of South Carolina",
            "Port of South|Port of|Port|South Carolina|South Carolina|South",
            "South Carolina|Carolina",
        ),
        ("A B", "A", "A B|B"),
        ("Bank", "", ""),
    ],
)
def test_parts_of_a_name_that_may_be_a_place(text, first, last):
    """What a name is called after: its first words, what follows "of", and its last words where these are asked for."""
    assert "|".join(parts_of(text, last=False)) == first
    assert "|".join(parts_of(text)) == "|".join(filter(None, (first, last)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. John's", "Saint Johns"), ("Sainte-Foy", "Ste Foy"), ("Mount Vernon", "Mt. Vernon"),
        ("Fort Worth", "Ft. Worth"), ("B.C.", "bc"), ("The Hague", "Hague"), ("Xi'an", "Xian"), ("Zürich", "ZURICH"),
        ("St-Denis", "Saint Denis"),
    ],
)  # fmt: skip
def test_spellings_of_one_place(one, other):
    assert place_key(one) == place_key(other)
    assert place_key("The") == "the" and place_key("A B") == "ab" and place_key("Saint") == "saint"


def test_names_are_found_to_a_length():
    assert places_named("Oslo")[0].country == "NO"
    assert places_named("x" * 99) == places_named("x" * 100) == ()
    assert any(p.by_alternate for p in places_named("Kiev")) and not places_named("Kyiv")[0].by_alternate


@pytest.mark.parametrize(
    ("name", "country", "state", "key"),
    [
        ("Moscow", "RU", None, "place:moscow-ru"), ("Moscow", "US", "ID", "place:moscow-us-id"),
        ("Ohio", "US", "OH", "place:us-ohio"), ("Springfield", "US", "IL", "place:springfield-us-il"),
        ("London", "CA", None, "place:london-ca"), ("Oakland", "US", "PA", "place:oakland-us-pa"),
        ("Washington", "GB", "ENG", "place:washington-gb-eng"),
    ],
)  # fmt: skip
def test_keys_of_places(name, country, state, key):
    found = [p for p in places_named(name) if p.country == country and state in (None, p.admin1)]
    assert key in {entity_of(p).key for p in found}
    assert all(entity_of(p).country_code == country for p in found)


@pytest.mark.parametrize(("name", "country", "state"), [("Oakland", "US", "PA"), ("Washington", "GB", "ENG")])
def test_of_cities_of_one_name_the_largest_has_the_shortest_key(name, country, state):
    found = [p for p in places_named(name) if (p.country, p.admin1, p.kind) == (country, state, "P")]
    keys = [entity_of(p).key for p in sorted(found, key=lambda p: -p.population)]
    assert len(set(keys)) == len(found) > 1
    assert min(keys, key=len) == keys[0]


@pytest.mark.parametrize(
    ("url", "country"),
    [("https://a.co.uk", "GB"), ("a.de", "DE"), ("https://a.fr/1", "FR"), ("a.com", None), ("a.io", None),
     ("a.eu", None),
     ("a.tv", None), ("a", None), ("https://a.xx", None)],
)  # fmt: skip
def test_the_country_of_an_address(url, country):
    assert country_of_site(url) == country


@pytest.mark.parametrize(
    "end", ["ai", "am", "cc", "cd", "co", "dj", "fm", "gg", "io", "la", "ly", "me", "nu", "sc", "st", "to", "tv", "ws"]
)
def test_addresses_that_are_sold_all_over_the_world_have_no_country(end):
    assert country_of_site(f"https://news.{end}/1") is None


def chosen(*asked, named=None, written=None, home=None):
    choose(asked, named or {}, written or {}, home)
    return [(one.chosen.country, one.chosen.admin1, round(one.share, 2)) for one in asked if one.chosen]


SMALL, LARGE = place("A", "US", "OH", people=20_000, where=(40, -83)), place("A", "GB", "ENG", people=2_000_000)


def test_the_larger_place_is_meant_when_nothing_else_speaks():
    assert chosen(Asked("a", (SMALL, LARGE), False, []))[0][0] == "GB"
    assert chosen(Asked("a", (), False, [])) == []


@pytest.mark.parametrize(
    "kwargs", [{"named": {"US": 3}}, {"written": {("US", "OH"): 1}}, {"home": "US"}], ids=["country", "state", "home"]
)
def test_what_speaks_for_the_smaller_one(kwargs):
    alone = chosen(Asked("a", (SMALL, LARGE), False, []))[0][2]
    found = chosen(Asked("a", (SMALL, LARGE), False, []), **kwargs)[0]
    assert found[0] == "US" or found[2] < alone


def test_neighbours_speak_for_each_other_across_a_state_line():
    near, far = place("B", "US", "KY", people=90_000, where=(39.5, -83.5)), place("B", "US", "WA", people=100_000)
    one, other = Asked("a", (SMALL,), False, []), Asked("b", (far, near), False, [])
    assert chosen(one, other)[1][1] == "KY"


def test_votes_of_a_string_do_not_speak_for_itself():
    votes, spot = Votes({}, {}), spot_of(SMALL)
    votes.cast([(1.0, spot)])
    assert votes.score(spot, [(1.0, spot)]) == 0
    assert votes.score(spot, []) > 0
    assert Votes({"US": 10}, {}).score(spot, []) > Votes({"US": 1}, {}).score(spot, []) > 0
    assert Votes({}, {("US", "OH"): 1}).score(spot, []) > Votes({"US": 1}, {}).score(spot, [])


@pytest.mark.parametrize("north", [-2, -1, 0, 1, 2])
@pytest.mark.parametrize("east", [-2, -1, 0, 1, 2])
@pytest.mark.parametrize("state", ["OH", "KY"])
def test_the_vote_of_a_string_counts_for_none_of_its_candidates(north, east, state):
    """Wherever two candidates of one string lie to each other: each is worth what it is without the string's vote."""
    other = spot_of(place("A", "US", state, where=(40.5 + north, -82.5 + east)))
    own, others = [(0.7, spot_of(SMALL)), (0.3, other)], [(0.6, spot_of(place("B", "US", "OH", where=(41.5, -83.5))))]
    with_own, without = Votes({"US": 2}, {}), Votes({"US": 2}, {})
    for votes in (with_own, without):
        votes.cast(others)
    with_own.cast(own)
    for spot in (spot_of(SMALL), other):
        assert with_own.score(spot, own) == pytest.approx(without.score(spot, []))


@pytest.mark.parametrize(
    ("text", "names", "labels"),
    [
        ("He died in Winnipeg.", {"person": ["Winnipeg"]}, {"Winnipeg": "place"}),
        ("Winnipeg's team won.", {"organization": ["Winnipeg"]}, {"Winnipeg": "place"}),
        ("In Winnipeg's name.", {"person": ["Winnipeg"]}, {"Winnipeg": "person"}),
        ("Selkirk won.", {"organization": ["Selkirk"]}, {"Selkirk": "organization"}),
        ("Selkirk, Manitoba, won.", {"organization": ["Selkirk"]}, {"Selkirk": "place", "Manitoba": "place"}),
        ("Adair County won.", {"organization": ["Adair County"]}, {"Adair County": "place"}),
        ("The WINNIPEG won.", {"organization": ["WINNIPEG"]}, {"WINNIPEG": "organization"}),
        ("council of Oslo met.", {"organization": ["council of Oslo"]}, {"Oslo": "place"}),
        ("council of Xyzzy met.", {"organization": ["council of Xyzzy"]}, {"council of Xyzzy": "organization"}),
        (
            "Jane Austin and Austin.",
            {"person": ["Jane Austin", "Austin"]},
            {"Jane Austin": "person", "Austin": "person"},
        ),
    ],
)
def test_what_was_taken_for_something_else(text, names, labels):
    assert {m.text: m.label for m in annotate(text, **names)} == labels


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He lives in Winnipeg now.", ["Winnipeg"]),
        ("He lives near downtown Winnipeg now.", ["Winnipeg"]),
        ("He lives outside nearby Winnipeg now.", ["Winnipeg"]),
        ("He likes Winnipeg now.", []),
        ("In The Hague it rained.", ["The Hague"]),
        ("OSLO (AP) — Snow.", ["OSLO"]),
        ("OSLO, May 7 -- Snow.", ["OSLO"]),
        ("OSLO — Snow.", ["OSLO"]),
        ("OSLO Snow.", []),
        ("Selkirk, Manitoba, froze.", ["Selkirk", "Manitoba"]),
        ("In Selkirk it froze, near Winnipeg.", ["Selkirk", "Winnipeg"]),
        ("In Ely it froze. In May it thawed.", []),
    ],
)
def test_places_that_the_recogniser_missed(text, found):
    assert [m.text for m in annotate(text) if m.label == "place"] == found


def test_what_is_known_beside_the_text_decides():
    def key(context):
        return annotate("A fire in Springfield.", context, place=["Springfield"])[0].entity.key

    assert key(Context(dateline_place="BOSTON")) == "place:springfield-us-ma"
    assert key(Context(source_place="Columbus")) == "place:springfield-us-oh"
    assert key(Context(source_name="Chicago Tribune")) == "place:springfield-us-il"
