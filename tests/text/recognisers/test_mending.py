"""Each span rule by example: text with the span in brackets before and after."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text.recognisers.mending import RULES, mend
from flows.text.recognisers.rules import apply_rules
from flows.text.records import Label, Span


def marked(example: str, label: Label = "organization") -> tuple[str, list[Span]]:
    found = [(match.start() - 2 * n, match[1]) for n, match in enumerate(re.finditer(r"\[(.*?)\]", example, re.DOTALL))]
    return re.sub(r"[\[\]]", "", example), [Span(start, start + len(name), label) for start, name in found]


@pytest.mark.parametrize(
    ("rule", "label", "before", "after"),
    [
        ("line-end", "place", "to [Kyiv\nLondon]", "Kyiv"),
        ("bracket", "organization", "the [United Nations (UN]) met", "United Nations"),
        ("bracket", "organization", "[Ministry (Defence)] said", "Ministry (Defence)"),
        ("possessive", "place", "[China's] economy", "China"),
        ("possessive", "place", "in [Iran's capital] today", "Iran"),
        ("possessive", "organization", "[McDonald's Corp] said", "McDonald's Corp"),
        ("possessive", "person", "the [Clintons’] house", "Clintons"),
        ("article", "organization", "[the European Union] said", "European Union"),
        ("article", "place", "in [The Hague] today", "The Hague"),
        ("article", "place", "in [Athens] today", "Athens"),
        ("honorific", "person", "met [Mr. Lavrov] there", "Lavrov"),
        ("honorific", "organization", "[Dr Pepper] sells", "Dr Pepper"),
        ("party", "organization", "Jim Jordan ([R-Ohio])", "Ohio"),
        ("party", "organization", "on [D-Day Beach]", "D-Day Beach"),
        ("honorific", "person", "met [Crown Prince Mohammed bin Salman]", "Mohammed bin Salman"),
        ("honorific", "person", "met [Saudi President Mohammed Ali]", "Mohammed Ali"),
        ("honorific", "person", "met [French Stewart] there", "French Stewart"),
        ("ticker", "organization", "[Alphabet] (GOOGL.O) fell", "Alphabet"),
        ("ticker", "organization", "the bank ([U.S.]) and", "U.S."),
    ],
)
def test_mends(rule: str, label: Label, before: str, after: str) -> None:
    text, spans = marked(before, label)
    (mended,) = mend(text, spans)
    assert text[mended.start : mended.end] == after
    assert mended.rule == ("model" if text[spans[0].start : spans[0].end] == after else f"model+{rule}")


@pytest.mark.parametrize("text", ["Alphabet Inc ([GOOGL].O) fell", "Ford (NYSE: [F]) rose", "Ford ([NYSE]: F) rose"])
def test_the_mark_of_a_share_is_no_name(text: str) -> None:
    assert mend(*marked(text)) == []


def test_title_before_makes_a_person() -> None:
    text, spans = marked("as President [Washington] said in [Washington]", "place")
    assert [span.label for span in mend(text, spans)] == ["person", "place"]


def test_span_of_marks_alone_goes() -> None:
    text, spans = marked("and [ -,] then")
    assert mend(text, spans) == []


def test_every_white_space_is_stripped() -> None:
    text, spans = marked("to [Kyiv\x1f\x85] now")
    (mended,) = mend(text, spans)
    assert text[mended.start : mended.end] == "Kyiv"


def test_a_rule_can_be_left_out() -> None:
    text, spans = marked("[China's] economy")
    assert apply_rules(text, spans, without={"possessive"})[0].end == len("China's")


@given(st.text(max_size=60), st.lists(st.integers(0, 60), min_size=2, max_size=8, unique=True))
def test_any_spans_stay_inside_sorted_apart_and_stripped(text: str, cuts: list[int]) -> None:
    cuts = sorted(cut for cut in cuts if cut <= len(text))
    spans = [Span(start, end, "person") for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    mended = apply_rules(text, spans)
    assert all(0 <= span.start < span.end <= len(text) for span in mended)
    assert all(one.end <= other.start for one, other in pairwise(mended))
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() for span in mended)


def test_every_rule_has_a_name_of_its_own_in_the_span() -> None:
    assert all(name == name.lower() and "+" not in name for name in RULES)
