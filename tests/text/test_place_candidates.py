"""Names of places with a word too many, and names that no place has."""

import pytest

from flows.text.names import Context, annotate_fields
from flows.text.places.candidates import LONGEST, candidates
from flows.text.records import Span


@pytest.mark.parametrize(
    ("name", "cut"), [("Lyon", False), ("Lyon's", False), ("northern Lyon", True), ("Lyon city", True)]
)
def test_a_word_too_many_is_cut(name: str, cut: bool) -> None:
    found, was_cut = candidates(name)
    assert "Lyon" in {place.name for place in found}
    assert was_cut is cut


@pytest.mark.parametrize("name", ["Xyzzq", "city", "Lyon" + " City" * LONGEST])
def test_what_is_no_place_has_none(name: str) -> None:
    assert candidates(name) == ((), False)


def test_a_name_without_end_is_gone_over_once() -> None:
    """Else this test would take half an hour."""
    text = "Lee" + " City" * 50_000 + "x"
    (mention,) = annotate_fields(
        {"body": text}, {"body": [Span(0, len(text), "place")]}, recogniser="x", context=Context()
    )
    assert mention.text == text
