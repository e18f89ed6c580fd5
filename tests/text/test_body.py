from hypothesis import given, settings
from hypothesis import strategies as st

from flows.text.blocks import split
from flows.text.body import rebuild
from flows.text.boilerplate import apply
from flows.text.records import Block


def test_kept_blocks_are_normalised_and_joined_by_a_blank_line() -> None:
    text = "  One  line.\n\nAdvertisement\n\nTwo\nlines."
    blocks = [Block(0, 14, "body", True), Block(14, 29, "advertisement", False, "ad"), Block(29, 39, "body", True)]
    rebuilt = rebuild(text, blocks)
    assert rebuilt.body == "One line.\n\nTwo lines."
    assert [(b.body_start, b.body_end) for b in rebuilt.blocks] == [(0, 9), (None, None), (11, 21)]
    assert rebuilt.repairs == {"white space": 2}


def test_pieces_of_one_paragraph_are_joined_by_a_space() -> None:
    text = "Before. (Advertisement) After.\n\nNext."
    blocks = [
        Block(0, 8, "body", True),
        Block(8, 24, "advertisement", False, "x"),
        Block(24, 32, "body", True),
        Block(32, 37, "body", True),
    ]
    assert rebuild(text, blocks).body == "Before. After.\n\nNext."


def test_lines_of_a_list_stay() -> None:
    text = "Apples \n\n  Pears\n"
    assert rebuild(text, [Block(0, len(text), "list", True)]).body == "Apples\nPears"


def test_title_and_byline_are_not_of_the_body() -> None:
    text = "Title\nBy Ann\nBody."
    blocks = [Block(0, 6, "title", True), Block(6, 13, "byline", True), Block(13, 18, "body", True)]
    assert rebuild(text, blocks).body == "Body."


@settings(deadline=None)  # the first example loads the rules
@given(st.lists(st.text(alphabet=st.sampled_from("ab é.\u00a0\u200b\n\r")), max_size=8), st.booleans())
def test_offsets_and_rebuilding(parts: list[str], ruled: bool) -> None:
    text = "\n\n".join(parts)
    blocks = apply(text, split(text)).blocks if ruled else split(text)
    rebuilt = rebuild(text, blocks)
    assert rebuild(text, rebuilt.blocks) == rebuilt
    placed = [b for b in rebuilt.blocks if b.body_start is not None and b.body_end is not None]
    for block in placed:
        assert rebuilt.body[block.body_start : block.body_end]
    covered = "".join(rebuilt.body[b.body_start : b.body_end] for b in placed)
    assert "".join(covered.split()) == "".join(rebuilt.body.split())
