"""Places on the map: what the document says decides; keys that tell two Moscows apart; a gazetteer that is sound."""

import gzip
from importlib.resources import files
from pathlib import Path

import pytest

from flows.text.errors import DatelineError
from flows.text.gazetteer import Lines, place_key, places_named
from flows.text.names import annotate_fields
from flows.text.naming import Context
from flows.text.places import country_of_site
from tests.text.test_names import annotate

TEXTS = {
    "the largest": ("He flew to [Paris].", "place:paris-fr", "FR"),
    "a state behind it": ("Fire in [Paris], Texas.", "place:paris-us-tx", "US"),
    "an abbreviated state": ("[Moscow], Idaho, and Lebanon, Pa., burned.", "place:moscow-us-id", "US"),
    "a state in parentheses": ("[Springfield] (Ill.) burned.", "place:springfield-us-il", "US"),
    "a county and a state": ("[Columbia], Adair County, Ky., burned.", "place:columbia-us-ky", "US"),
    "a country behind it": ("[London], Canada, is small.", "place:london-ca", "CA"),
    "a country that owns it": (
        "[Santa Cruz], Bolivia's largest city, burned.",
        "place:santa-cruz-de-la-sierra-bo",
        "BO",
    ),
    "a country that owns somebody": ("In [Rome], Georgia's president met him.", "place:rome-it", "IT"),
    "in a country": ("A strike in [Santiago], in eastern Cuba, ended.", "place:santiago-de-cuba-cu", "CU"),
    "a city in a country": ("[Hamilton], a city of wool in Bermuda, burned.", "place:hamilton-bm", "BM"),
    "a capital of a region": ("[Victoria], the capital in British Columbia.", "place:victoria-ca", "CA"),
    "a county that the gazetteer has not": ("A fire in [Halifax], West Yorkshire.", "place:halifax-gb", "GB"),
    "an island": ("A fire in [San Fernando], Luzon.", "place:san-fernando-ph", "PH"),
    "a Welsh county": ("A fire in [Newport], Gwent.", "place:newport-gb", "GB"),
    "an Irish county": ("A fire in [Newport], Co Mayo.", "place:newport-ie", "IE"),
    "unknown in the region behind it": ("[Crosby], Merseyside, is flat.", "place:crosby", "GB"),
    "unknown in a county and its country": ("[Crosby], Merseyside, England, is flat.", "place:crosby", "GB"),
    "unknown there, said once": ("[Crosby] is flat. He left [Crosby], Merseyside, in May.", "place:crosby", "GB"),
    "unknown in the country behind it": ("[Santa Rosa], Guatemala, burned.", "place:santa-rosa", "GT"),
    "in a list, not in its neighbour": (
        "He saw [Santa Rosa], Guatemala, Honduras and Peru.",
        "place:santa-rosa-ph",
        "PH",
    ),
    "in a list of two": ("He saw [Santa Rosa], Guatemala, and Lima.", "place:santa-rosa-ph", "PH"),
    "at the end of a list": ("He saw Peru and [Santa Rosa], Guatemala.", "place:santa-rosa-pe", "PE"),
    "a large city before a small state": ("A fire in [Manchester].", "place:manchester-gb", "GB"),
    "a city whose name is longer": ("[Santa Cruz] and all of Bolivia.", "place:santa-cruz-de-la-sierra-bo", "BO"),
    "a state with its country": ("[Santa Cruz], Argentina, is cold.", "place:ar-santa-cruz", "AR"),
    "said once, meant throughout": ("[Paris], Texas, is small. [Paris] is hot.", "place:paris-us-tx", "US"),
    "states written nearby": ("Ohio and Kentucky froze; Cincinnati and [Newport] too.", "place:newport-us-ky", "US"),
    "a state": ("Voters in [California].", "place:us-california", "US"),
    "a state by its abbreviation": ("He lives in Boise and in [Calif.] too.", "place:us-california", "US"),
    "the state of Georgia": ("Atlanta, [Georgia], and Savannah.", "place:us-georgia", "US"),
    "a capital": ("A summit in [New Delhi].", "place:new-delhi-in", "IN"),
    "the city of that name": ("A meeting in [Washington].", "place:washington-us-dc", "US"),
    "an older name": ("Troops near [Kiev].", "place:kyiv-ua", "UA"),
    "an English name": ("A fair in [Cologne].", "place:koln-de", "DE"),
    "a river": ("Along the [Danube].", "place:danube", None),
    "capital letters": ("[MOSCOW] (Reuters) - It snowed.", "place:moscow-ru", "RU"),
}


BEHIND = """
Santa Cruz, Bolivia=BO; Cartagena, Spain=ES; Córdoba, Argentina=AR; Valencia, Venezuela=VE; Birmingham, Alabama=US;
Paris, Texas=US; Georgetown, Guyana=GY; Tripoli, Lebanon=LB; Hyderabad, Pakistan=PK; London, Ontario=CA;
Santiago, Cuba=CU; Mérida, Venezuela=VE; Perth, Scotland=GB; San Juan, Argentina=AR;
Georgetown, Malaysia=MY; Boston, Lincolnshire=GB; Reading, Berkshire=GB; Newcastle, KwaZulu-Natal=ZA
"""
PLACED = [
    "A fire in {}, {}, killed two.",
    "{}, {}'s second city, burned.",
    "Fire in {}, in southern {}, and in Rome.",
    "A fire in {} ({}).",
]


@pytest.mark.parametrize("form", PLACED)
@pytest.mark.parametrize("pair", [pair.strip() for pair in BEHIND.split(";")])
def test_what_stands_behind_a_place_says_where_it_lies(pair: str, form: str):
    place, country = pair.split("=")
    name, region = place.split(", ")
    (mention,) = (m for m in annotate(form.format(name, region), place=[name, "Rome"]) if m.text == name)
    assert mention.country_code == country


@pytest.mark.parametrize("case", TEXTS)
def test_places(case: str):
    marked, key, country = TEXTS[case]
    names = [piece.split("]")[0] for piece in marked.split("[")[1:]]
    text = marked.replace("[", "").replace("]", "")
    found = [m for m in annotate(text, place=[*names, "Cincinnati", "Boise", "Atlanta", "Savannah"]) if m.text in names]
    assert {(m.entity.key, m.country_code) for m in found} == {(key, country)}
    assert all(m.lat is not None and m.lon is not None for m in found)


def test_the_source_s_home_decides_when_the_text_does_not():
    home = annotate("A fire in Newport.", Context(source_country="GB"), place=["Newport"])
    away = annotate("A fire in Newport.", Context(source_country="US"), place=["Newport"])
    assert [m.country_code for m in home + away] == ["GB", "US"]


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.thetimes.co.uk/article", "GB"), ("cnewslive.com", None), ("https://timesofindia.in/", "IN"),
        ("https://news.io", None), ("http://[broken", None), (None, None), ("", None), ("https://example.zz", None),
    ],
)  # fmt: skip
def test_a_site_s_country(url: str | None, country: str | None):
    assert country_of_site(url) == country


def test_the_source_s_name_tells_its_home():
    mentions = annotate("A fire in Newport.", Context(source_name="Times of India"), place=["Newport"])
    globe = annotate("A fire in Springfield.", Context(source_name="Boston Globe"), place=["Springfield"])
    assert mentions[0].country_code != "IN"  # there is no Newport in India: a home never invents a place
    assert globe[0].entity.key == "place:springfield-us-ma"


def test_the_dateline_s_place_decides_when_the_text_does_not():
    ohio = annotate("A fire in Springfield.", Context(dateline_place="Columbus"), place=["Springfield"])
    massachusetts = annotate("A fire in Springfield.", Context(dateline_place="Boston"), place=["Springfield"])
    assert [m.entity.key for m in ohio + massachusetts] == ["place:springfield-us-oh", "place:springfield-us-ma"]


def test_countries_regions_and_peoples_have_a_point():
    mentions = annotate("Syria, Europe, the Chinese and Scotland.")
    assert {m.text: round(m.lat) for m in mentions} == {"Syria": 35, "Europe": 49, "Chinese": 35, "Scotland": 56}


def test_a_place_that_no_gazetteer_knows_takes_the_point_of_its_neighbour_and_says_so():
    mentions = annotate("In Aleppo they fled to Xyzzyville.", place=["Aleppo", "Xyzzyville"])
    unknown = mentions[-1]
    assert (unknown.entity.key, unknown.tied, unknown.country_code) == ("place:xyzzyville", "nearby", "SY")


def test_an_organization_named_after_a_place_has_its_country():
    (mention,) = annotate("The Kentucky State Police came.", organization=["Kentucky State Police"])
    assert (mention.country_code, mention.label) == ("US", "organization")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He died in Winnipeg on Monday.", "Winnipeg"),
        ("BEIRUT (AP) -- It snowed.", "BEIRUT"),
        ("The Columbia, Mo., man left.", "Columbia"),
    ],
)
def test_places_that_the_recogniser_missed_are_found_where_the_text_says_so(text: str, found: str):
    assert [(m.text, m.label, m.rule) for m in annotate(text)][:1] == [(found, "place", "gazetteer:place")]


@pytest.mark.parametrize(
    "text", ["He came in March.", "Speaking in English, he left.", "He believes in Johnson.", "In May it rained."]
)
def test_what_only_looks_like_a_place_is_not_added(text: str):
    names = {"person": ["Boris Johnson"]} if "Johnson" in text else {}
    assert [m.text for m in annotate(text + " Boris Johnson left." * bool(names), **names) if m.label == "place"] == []


def test_the_gazetteer_is_sound():
    names, rows = Lines("gazetteer_names.tsv.gz"), Lines("gazetteer_rows.tsv.gz")
    assert len(rows) > 150_000
    keys = [names[i].split(b"\t")[0] for i in range(0, len(names), 97)]
    assert keys == sorted(keys)
    for i in range(0, len(rows), 997):
        _, name, country, _, lat, lon, people, kind = rows[i].decode().split("\t")
        assert name and len(country) in (0, 2) and kind in "P12T" and int(people) >= 0
        assert -90 <= float(lat) <= 90 and -180 <= float(lon) <= 180


def test_the_gazetteer_names_its_source_and_licence():
    for name in ("gazetteer_names.tsv.gz", "gazetteer_rows.tsv.gz"):
        head = gzip.decompress((files("flows.text") / "data" / name).read_bytes())[:200].decode()
        assert "GeoNames" in head and "CC BY 4.0" in head


@pytest.mark.parametrize("content", [None, b"", b"not gzip", b"\x1f\x8b\x08"])
def test_a_gazetteer_that_is_missing_or_damaged_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
):
    (tmp_path / "data").mkdir()
    if content is not None:
        (tmp_path / "data" / "x.tsv.gz").write_bytes(content)
    monkeypatch.setattr("flows.text.gazetteer.files", lambda _: tmp_path)
    with pytest.raises(DatelineError, match=r"x\.tsv\.gz is missing or damaged"):
        Lines("x.tsv.gz")


@pytest.mark.parametrize("text", ["", "???", "x" * 5000, "\u202a", "Qwertzuiopville"])
def test_names_that_are_no_place(text: str):
    assert places_named(text) == ()


def test_keys_of_names_are_alike_for_one_place():
    assert place_key("St. John's") == place_key("Saint Johns") == place_key("ST JOHN’S")
    assert place_key("B.C.") == place_key("BC")


def test_a_dateline_with_its_state_says_which_one():
    text = "The port was closed on Monday, officials in Savannah said."
    context = Context(language="en", dateline_place="SAVANNAH, Georgia")
    found = annotate_fields({"body": text}, {"body": []}, recogniser="none", context=context)
    assert [m.entity.key for m in found if m.entity] == ["place:savannah-us-ga"]


def test_a_hamlet_that_may_be_meant_draws_no_city_to_it():
    """The gazetteer knows only Crosbys in the United States."""
    text = "Crosby on the Mersey held its fair. Liverpool sent a band."
    found = {m.text: m for m in annotate(text, place=["Crosby", "Mersey", "Liverpool"])}
    assert found["Liverpool"].country_code == "GB"
