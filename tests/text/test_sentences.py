"""Sentences by rules: golden cases, and ranges that are sound for any text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text.sentences import sentence_at, sentence_ranges

CASES = [
    "He left. | She stayed.",
    "Mr. Lavrov met Gen. J. F. Smith in Washington, D.C., on Jan. 5. | They talked.",
    "The U.S. economy grew 2.5 percent. | The Fed waited.",
    "It is made in the U.S. | The rest is not.",
    '"Is it over?" she asked. | "No!" | He left.',
    "Shares of Acme Inc. fell. | They rose at 5 p.m. | It was late.",
    "Really?! | Yes… | Well.",
    "A headline without a stop\n| The first line. | The second.",
    "The line is wrapped\nhere. | Next.",
    "他来了。| 她走了。",
    "George W. Bush and Donald J. Trump met. | No. 10 was shut.",
]


@pytest.mark.parametrize("case", CASES)
def test_golden(case: str):
    wanted = [piece.strip() for piece in case.split("|")]
    text = case.replace("| ", "")
    assert [text[a:b] for a, b in sentence_ranges(text)] == wanted


@given(st.text(st.sampled_from("Ab .!?\n\"'’U.S.Mr. 1é"), max_size=300) | st.text(max_size=300))
def test_ranges_are_in_order_trimmed_and_hold_all_that_is_written(text: str):
    ranges = sentence_ranges(text)
    assert all(a.strip() == a and a for a in (text[x:y] for x, y in ranges))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ranges))
    assert "".join("".join(text[x:y].split()) for x, y in ranges) == "".join(text.split())


def test_a_name_has_the_sentence_that_it_stands_in():
    text = "One. Two three. Four."
    ranges = sentence_ranges(text)
    assert sentence_at(ranges, 9, 14) == (5, 15)
    assert sentence_at(ranges, 9, 20) == (5, 21)
    assert sentence_at([], 3, 4) == (3, 4)
