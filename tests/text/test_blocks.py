import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text.blocks import MOST_LINES, split
from flows.text.errors import TooManyLines
from flows.text.records import Block

PARAGRAPHS = [
    "The town council voted on Tuesday to rebuild the old harbour bridge, and so ended a dispute of nine years.",
    "Fishermen had asked for a higher span so that larger boats could reach the inner quay at any tide.",
    "Their plan was turned down by eleven votes to eight after four hours in a hot and crowded room.",
]


def pieces(text: str) -> list[str]:
    return [" ".join(text[b.raw_start : b.raw_end].split()) for b in split(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
@pytest.mark.parametrize("width", [None, 50, 72, 80])
def test_paragraphs_as_people_save_them(end: str, width: int | None) -> None:
    written = PARAGRAPHS if width is None else [textwrap.fill(p, width).replace("\n", end) for p in PARAGRAPHS]
    assert pieces((end + end).join(written)) == PARAGRAPHS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028"])
def test_more_lines_than_an_article_has_are_refused(end: str) -> None:
    assert len(split(f"A{end}" * MOST_LINES)) == MOST_LINES
    with pytest.raises(TooManyLines, match="100,001 lines"):
        split(f"A{end}" * (MOST_LINES + 1))


def test_a_paragraph_a_line() -> None:
    assert pieces("\n".join(PARAGRAPHS)) == PARAGRAPHS


def test_wrapped_without_blank_lines_parts_after_a_short_closing_line() -> None:
    assert pieces("\n".join(textwrap.fill(p, 72) for p in PARAGRAPHS)) == PARAGRAPHS


def test_indented_paragraphs() -> None:
    assert pieces("\n".join(textwrap.fill(p, 72, initial_indent="    ") for p in PARAGRAPHS)) == PARAGRAPHS


def test_headlines_in_a_row_stay_apart() -> None:
    lines = ["Ferry fares to rise in May", "School roof repaired after storm", "Three held over stolen nets"]
    assert pieces("\n".join(lines)) == lines


def test_white_space_alone_is_one_removed_block() -> None:
    assert split(" \n\t\n") == (Block(0, 4, "blank", False, "blank-text"),)
    assert split("") == ()


@given(st.text(alphabet=st.sampled_from("ab. \n\r\u2028\t\u00a0")) | st.text())
def test_blocks_tile(text: str) -> None:
    blocks = split(text)
    assert "".join(text[b.raw_start : b.raw_end] for b in blocks) == text
    assert all(b.raw_start < b.raw_end for b in blocks)
    assert [b.raw_start for b in blocks[1:]] == [b.raw_end for b in blocks[:-1]]
