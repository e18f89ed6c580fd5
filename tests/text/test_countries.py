"""Countries, wholly: every form of a committed table, and no false one in a list of traps."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text.countries import country_form, known_form, mark_countries, mark_known
from flows.text.countries.scene import Scene, evidence
from flows.text.records import Span

HERE = Path(__file__).parent / "countries"


def table(name: str) -> list[list[str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


FORMS = table("forms.tsv")[1:]
TRAPS = table("traps.tsv")


def written(text: str) -> str:
    marks = mark_known(text, [], Scene((text,)))
    return "|".join(f"{text[m.span.start : m.span.end]}={m.form.code or '' if m.form else m.span.label}" for m in marks)


def test_the_committed_table_is_large_enough_and_holds_no_form_twice():
    assert len({form for form, *_ in FORMS}) == len(FORMS) >= 1200


def test_every_form_of_the_committed_table_is_known():
    wrong = []
    for form, code, label, entity in FORMS:
        known = known_form(form)
        got = known and known.entity and (known.code or "", known.label, known.entity.key)
        if got != (code, label, entity):
            wrong.append((form, got))
    assert wrong == []


def test_every_form_of_the_committed_table_is_found_in_a_sentence():
    wrong = []
    for form, _, label, entity in FORMS:
        known = known_form(form)
        assert known is not None
        article = "the " if known.needs_the else ""
        follows = " delegates" if label == "group" and known.kind != "plural" else ""
        text = f"Officials met {article}{form}{follows} on Monday."
        if form in evidence():  # a trap: the country must be what the text is about
            text += " " + " ".join(sorted(evidence()[form].country)[:6])
        first = next((m for m in mark_known(text, [], Scene((text,))) if m.form), None)
        if not first or not first.form or not first.form.entity:
            wrong.append((form, None))
        elif (text[first.span.start : first.span.end], first.form.entity.key) != (form, entity):
            wrong.append((form, first.form.entity.key))
    assert wrong == []


@pytest.mark.parametrize(("text", "expected"), TRAPS, ids=[t[0][:40] for t in TRAPS])
def test_traps(text: str, expected: str):
    assert written(text) == expected


@pytest.mark.parametrize(
    ("forms", "key"),
    [
        ("US|U.S.|USA|U.S.A.|United States|the United States of America|America", "country:US"),
        ("UK|U.K.|Britain|Great Britain|the United Kingdom", "country:GB"),
        ("UN|U.N.|United Nations", "organization:united-nations"),
        ("EU|E.U.|European Union", "organization:european-union"),
        ("Burma|Myanmar", "country:MM"),
        ("USSR|Soviet Union", "country:SUHH"),
    ],
)
def test_many_forms_are_one_entity(forms: str, key: str):
    assert {known_form(form).entity.key for form in forms.split("|")} == {key}


def test_a_bloc_is_known_but_is_no_country():
    assert known_form("NATO").entity.type == "organization"
    assert country_form("NATO") is None


def test_former_names_have_their_years():
    assert (country_form("Zaire").since, country_form("Zaire").until, country_form("Zaire").code) == (1971, 1997, "CD")
    assert country_form("Czechoslovakia").code is None


def labels(text: str, *spans: Span) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.label) for s in mark_countries(text, spans)]


def test_a_place_becomes_a_country_and_keeps_what_found_it():
    text = "He left Kenya."
    marked = mark_countries(text, [Span(8, 13, "place", 0.7)])
    assert marked == [Span(8, 13, "country", 0.7, "model+gazetteer:country")]


def test_a_longer_name_keeps_the_country_in_it():
    text = "The Chinese Communist Party met in China."
    assert labels(text, Span(4, 27, "organization")) == [
        ("Chinese Communist Party", "organization"),
        ("China", "country"),
    ]


def test_an_adjective_before_a_person_is_cut_off():
    text = "Chinese President Xi Jinping spoke."
    assert labels(text, Span(0, 28, "person")) == [("Chinese", "group"), ("President Xi Jinping", "person")]


def test_two_places_in_one_span_are_parted():
    text = "Fire in Paris, France."
    assert labels(text, Span(8, 21, "place")) == [("Paris", "place"), ("France", "country")]


@given(
    st.text(
        st.sampled_from("US U.K. Georgia Chad of the Bank New Côte d'Ivoire ,.\n'’ GUINEA -").map(str), max_size=200
    )
)
def test_marks_are_sorted_inside_the_text_and_do_not_overlap(text: str):
    marked = mark_countries(text, [])
    assert all(0 <= m.start < m.end <= len(text) for m in marked)
    assert all(a.end <= b.start for a, b in itertools.pairwise(marked))


@given(st.text(max_size=120), st.lists(st.tuples(st.integers(-5, 130), st.integers(-5, 130)), max_size=12))
def test_any_text_and_spans_are_taken(text: str, ranges: list[tuple[int, int]]):
    marked = mark_countries(text, [Span(a, b, "person") for a, b in ranges])
    assert all(0 <= m.start < m.end <= len(text) for m in marked)
    assert all(a.end <= b.start for a, b in itertools.pairwise(marked))
