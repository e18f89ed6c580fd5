"""newswire with the model that ships: what it must find, what it must bear, and what it says of a bad model."""

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.text.errors import SettingsError
from flows.text.recognisers import MAKERS, recogniser
from flows.text.recognisers.calibration import probability
from flows.text.recognisers.newswire import PIECE, Newswire
from flows.text.recognisers.newswire_evidence import MOST_MARKS, evidence
from flows.text.recognisers.newswire_model import (
    FOLDER,
    KNOWN,
    MANIFEST,
    MODEL,
    WORDS,
    pack_known,
    pack_words,
    read_known,
    read_words,
)
from flows.text.records import Span


def found(text: str) -> list[tuple[str, str]]:
    (spans,) = recogniser("newswire").recognise([text])
    check(text, spans)
    return [(text[span.start : span.end], span.label) for span in spans]


def check(text: str, spans: list[Span]) -> None:
    for span in spans:
        name = text[span.start : span.end]
        assert 0 <= span.start < span.end <= len(text)
        assert name == name.strip()
        assert 0 < span.score <= 1
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Russian Foreign Minister Sergei Lavrov met Barack Obama in Beijing on Monday.",
            [("Sergei Lavrov", "person"), ("Barack Obama", "person"), ("Beijing", "place")],
        ),
        (
            "The World Health Organization (WHO) said in Geneva that WHO staff would leave Iran's capital.",
            [
                ("World Health Organization", "organization"),
                ("WHO", "organization"),
                ("Geneva", "place"),
                ("WHO", "organization"),
                ("Iran", "place"),
            ],
        ),
        (
            "Mr. Obama's visit to Germany and to the European Union",
            [("Obama", "person"), ("Germany", "place"), ("European Union", "organization")],
        ),
        ("Lavrov met Xi Jinping in Beijing.", [("Lavrov", "person"), ("Xi Jinping", "person"), ("Beijing", "place")]),
        ("The weather was fine and nothing happened.", []),
        ("", []),
        (" \n\n\t", []),
    ],
)
def test_finds(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


def test_a_party_and_its_state_are_no_organisation() -> None:
    text = "Sen. Elizabeth Warren, D-Mass., called the decision cautious. Rep. Jim Jordan (R-Ohio) did not."
    assert found(text) == [("Elizabeth Warren", "person"), ("Jim Jordan", "person"), ("Ohio", "place")]


def test_quotation_marks_of_print_make_no_difference() -> None:
    text = "But \"we've asked,\" said Anna Novak of Reuters. \"I've gone to Macy's and O'Hare.\""
    printed = text.replace("'", "’").replace(' "', " “").replace('"', "”")
    assert found(printed) == [(name.replace("'", "’"), label) for name, label in found(text)]


def test_capitals_are_no_obstacle() -> None:
    assert ("BEIJING", "place") in found("CHINA AND RUSSIA SIGN TREATY IN BEIJING")


@pytest.mark.parametrize(
    "text",
    [
        "Chelsea 2 Arsenal 1\nLeeds 0 Everton 0\n" * 50,
        "Пётр поехал в Москву. 東京で会った。 ذهب إلى القاهرة",
        "a" * 100_000,
        "A. " * 5_000,
        "((((" * 5_000,
        "\ud800 lone \udfff surrogates and \x00 nul in Paris",
        "'s 's’s ’ -- . . . ’s",
        "barack obama went to paris with angela merkel yesterday",
    ],
)
def test_bears(text: str) -> None:
    found(text)


def test_many_names_and_one_endless_paragraph() -> None:
    text = "Sergei Lavrov met Angela Merkel in Berlin, and then they left again. " * 4_000
    assert len(text) > 2 * PIECE
    names = found(text)
    assert names.count(("Berlin", "place")) >= 3_990


def test_a_list_of_many_different_names() -> None:
    text = ", ".join(f"Anna {first}{last}son" for first in "BCDFGHKLMNPRST" for last in map(chr, range(0x100, 0x180)))
    assert len(found(text)) > 500


def test_one_line_of_capitals_without_end() -> None:
    found("New York University of the United Nations " * 3_000)


def test_a_word_with_many_neighbours_stays_cheap() -> None:
    marks = evidence([[f"John Abc{n}".split()[half] for n in range(1_000) for half in (0, 1)]])
    assert len(marks["John"]) <= MOST_MARKS


def test_a_text_gives_the_same_alone_and_in_company() -> None:
    texts = ["Paris Hilton left Paris.", "Lavrov spoke.", "Sergei Lavrov flew to Moscow, said the Kremlin."]
    together = list(recogniser("newswire").recognise(texts))
    assert together == [spans for text in texts for spans in recogniser("newswire").recognise([text])]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    found(text)


def test_unknown_recogniser_names_the_known() -> None:
    with pytest.raises(SettingsError, match="newswire, spacy"):
        recogniser("nobody")
    assert set(MAKERS) == {"newswire", "spacy"}


def test_one_recogniser_a_process() -> None:
    assert recogniser("newswire") is recogniser("newswire")
    assert recogniser("newswire").name == "newswire", "what rows say is what one asks for"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in (MANIFEST, MODEL, WORDS, KNOWN):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("name", [MANIFEST, MODEL, WORDS, KNOWN])
def test_missing_file(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(SettingsError, match=f"cannot be read.*{name}.*install dateline again"):
        Newswire(copy)


@pytest.mark.parametrize("name", [MODEL, WORDS, KNOWN])
def test_damaged_file(copy: Path, name: str) -> None:
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(SettingsError, match=f"{name} is damaged"):
        Newswire(copy)


@pytest.mark.parametrize(
    ("manifest", "what"),
    [
        ("{", "damaged"),
        ("[]", "damaged"),
        ("{}", "names no version"),
        (json.dumps({"version": "x", "format": 99}), "format 99"),
        (json.dumps({"version": "newswire 1 9fcf1ee0", "format": 1}), "format 1, not"),
    ],
)
def test_bad_manifest(copy: Path, manifest: str, what: str) -> None:
    (copy / MANIFEST).write_text(manifest)
    with pytest.raises(SettingsError, match=what):
        Newswire(copy)


@given(st.floats(0, 1), st.floats(0, 1))
def test_calibration_keeps_the_order(one: float, other: float) -> None:
    assert 0 < probability(min(one, other)) <= probability(max(one, other)) < 1


def test_word_table_comes_back_as_it_was() -> None:
    classes, lists = {"Paris": "1 2 3", "of": "4 5 6"}, {"Paris": "G L", "Smith": "s"}
    assert read_words(pack_words(classes, lists)) == (classes, lists)
    assert pack_words(classes, lists) == pack_words(classes, lists)


def test_known_names_come_back_as_they_were() -> None:
    known = {"Bank of China": "ORG", "Amazon": "LOC/ORG"}
    assert read_known(pack_known(known)) == known


def test_a_lone_surrogate_moves_no_offset() -> None:
    text = "\ud800 Foreign Minister Anna Petrova met Raj Mehta in Moscow."
    (spans,) = recogniser("newswire").recognise([text])
    assert {text[span.start : span.end] for span in spans} >= {"Anna Petrova", "Moscow"}
