"""What a page may call its article: the title element, its parts, and what the head says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from flows.text.pages.titles import _PARTING, candidates


def page(title: str, more: str = "") -> frozenset[str]:
    return candidates(html.fromstring(f"<html><head><title>{title}</title>{more}</head><body><p>x</p></body></html>"))


@pytest.mark.parametrize("mark", [" | ", " - ", " – ", " :: ", "|", " |", " » ", "\n  |  "])
def test_parts_of_more_than_two_words_are_titles_too(mark: str) -> None:
    found = page(f"Old mill sold at last{mark}Harbour Times")
    assert "old mill sold at last" in found
    assert "harbour times" not in found


def test_what_the_head_says() -> None:
    more = (
        '<meta property="og:title" content="One"><meta name="twitter:title" content="Two">'
        '<meta name="title" content="Three"><meta name="author" content="Four"><meta property="og:title">'
    )
    assert page("Zero", more) == {"zero", "one", "two", "three"}


def test_white_space_without_end_is_gone_over_once() -> None:
    """Else this test would take hours."""
    assert page("Old mill sold" + " " * 500_000 + "at last") >= {"old mill sold at last"}


@given(st.text(alphabet="ab \n|-–"))
def test_no_part_ends_in_white_space_before_a_bar(title: str) -> None:
    parts = _PARTING.split(title)
    assert all("|" not in part for part in parts)
    assert all(part == part.rstrip() for part in parts[:-1])
