"""Where a line ends a paragraph and where a word wrapper broke it: the edges of each rule."""

import pytest

from flows.text.blocks import lines, paragraphs, split
from flows.text.body import rebuild
from flows.text.records import Block


def pieces(text):
    found = [text[b.raw_start : b.raw_end] for b in split(text)]
    assert "".join(found) == text
    return [" ".join(piece.split()) for piece in found]


def wrapped(width, count=3, end="\n", last="end."):
    """Lines of one paragraph as a word wrapper leaves them: each full to its width."""
    return end.join([*("x" * (width - 4) + " and" for _ in range(count)), last])


@pytest.mark.parametrize(("width", "one"), [(39, False), (40, True), (72, True), (100, True), (101, False)])
def test_the_columns_that_a_word_wrapper_is_set_to(width, one):
    assert (len(pieces(wrapped(width, 4, last="x" * (width - 10)))) == 1) == one


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_line_ends_of_all_kinds(end):
    assert len(pieces(wrapped(60, 4, end, "x" * 50))) == 1
    assert pieces(f"One.{end}Two.") == ["One.", "Two."]
    assert pieces(f"one and two{end}{end}three") == ["one and two", "three"]
    assert [line.breaks for line in lines(f"a{end}b{end}{end}c{end}{end}{end}d")] == [1, 1, 2, 3]


@pytest.mark.parametrize(
    "mark", [".", "!", "?", '."', '!"', '?"', ".”", "!”", "?”", ".'", ".’", ".)", "…", ":", "。", "！", "？", "।"]
)
def test_a_short_line_with_an_end_closes_a_paragraph(mark):
    first = [*("x" * 56 + " and" for _ in range(3)), f"it ended{mark}"]
    second = ["and then it went on " + "y" * 40, *("y" * 56 + " and" for _ in range(3)), "so it ended."]
    assert len(pieces("\n".join([*first, *second]))) == 2
    assert len(pieces("\n".join([*first[:-1], "it ended", *second]))) != 2


def test_a_paragraph_that_begins_farther_in_is_its_own():
    body = ["x" * 56 + " and" for _ in range(3)]
    assert len(pieces("\n".join([*body, "  " + body[0][:58], *body]))) == 2
    assert len(pieces("\n".join([*body, " " + body[0][:59], *body]))) == 1


def test_lines_in_capitals_are_no_wrapped_prose():
    lines_ = ["X" * 56 + " And" for _ in range(4)]
    assert len(pieces("\n".join(lines_))) == 4
    assert len(pieces("\n".join([lines_[0], *(line.lower() for line in lines_[1:])]))) == 1
    two_of_five = [*(line.lower() for line in lines_[:3]), *lines_[:3]]
    assert len(pieces("\n".join(two_of_five))) == 1
    one_of_five = [*(line.lower() for line in lines_[:2]), *lines_]
    assert len(pieces("\n".join(one_of_five))) == 6


def test_white_space_goes_with_what_stands_before_it():
    assert [(b.raw_start, b.raw_end) for b in split("  a \n\n b\n\n")] == [(0, 7), (7, 10)]
    assert [(b.raw_start, b.raw_end) for b in split("\n a")] == [(0, 3)]
    assert split("a")[0] == Block(0, 1, "body", True)
    assert [(line.start, line.end, line.breaks, line.indent) for line in lines("a \n\n  b\nc")] == [
        (0, 1, 1, 0), (6, 7, 2, 2), (8, 9, 1, 0),
    ]  # fmt: skip
    assert [[line.start for line in group] for group in paragraphs("a\nb\n\nc")] == [[0], [2], [5]]


@pytest.mark.parametrize(
    ("text", "kept", "body", "repairs"),
    [
        ("One.\nTwo.", [(0, 5), (5, 9)], "One.\n\nTwo.", {}),
        ("One. Two.", [(0, 5), (5, 9)], "One. Two.", {}),
        ("One.\r\nTwo.", [(0, 6), (6, 10)], "One.\n\nTwo.", {"line ends": 1}),
        ("One.\u2028Two.", [(0, 5), (5, 9)], "One.\n\nTwo.", {"line ends": 1}),
        ("One\nline.\n\nTwo.", [(0, 11), (11, 15)], "One line.\n\nTwo.", {"white space": 1}),
        ("O\x00ne.\nTwo  x.", [(0, 6), (6, 13)], "One.\n\nTwo x.", {"controls": 1, "white space": 1}),
        ("One.\n  Two.", [(0, 5), (5, 11)], "One.\n\nTwo.", {"white space": 1}),
        ("One.", [(0, 4)], "One.", {}),
        (" \nOne.", [(0, 2), (2, 6)], "One.", {}),
    ],
)
def test_bodies_of_kept_blocks(text, kept, body, repairs):
    made = rebuild(text, [Block(start, end, "body", True) for start, end in kept])
    assert made.body == body
    assert {name: made.repairs.get(name) for name in repairs} == repairs
    for block in made.blocks:
        if block.body_start is not None:
            assert body[block.body_start : block.body_end].strip()


@pytest.mark.parametrize("role", ["body", "subheading", "list", "table", "quotation", "caption"])
def test_roles_whose_lines_stay(role):
    made = rebuild("a\nb\n", [Block(0, 4, role, True)])
    assert made.body in ("a\nb" if role in ("list", "table") else "a b", "")


def test_what_was_removed_has_no_place_in_the_body():
    made = rebuild(
        "a\nb\nc", [Block(0, 2, "body", True), Block(2, 4, "share", False, "x", None, 5, 6), Block(4, 5, "body", True)]
    )
    assert made.body == "a\n\nc"
    assert [(b.body_start, b.body_end) for b in made.blocks] == [(0, 1), (None, None), (3, 4)]
