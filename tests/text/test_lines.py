import gzip
import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.text import lines
from flows.text.blocks import split
from flows.text.boilerplate import apply
from flows.text.forest import Forest
from flows.text.lines import LineModel, clean_lines, frame_of
from flows.text.lines.features import rows
from flows.text.lines.second import second_rows
from flows.text.lines.stretches import best_run
from flows.text.records import Document
from flows.text.texts import clean_text

PROSE = [
    "The town council of Maren voted on Tuesday to rebuild the old harbour bridge, ending a dispute of nine years.",
    "Mayor Ilse Brandt said the work would begin in spring and cost about 40 million, most of it paid by the region.",
    "Fishermen had asked for a higher span so that larger boats could reach the inner quay at any tide of the year.",
    "Their plan was turned down by eleven votes to eight after four hours of debate in a hot and crowded room.",
    "The first bridge was built in 1905 and fell in the storm of 1962, when three men of the night ferry drowned.",
    "Work on the piers will close the inner quay for two summers, and the region will pay the fishermen for it.",
]
MENU = ["Home", "News", "Sport", "Weather", "Video", "Shop", "Log in", "Menu", "World", "Business", "Science", "Arts"]
FOOT = ["Most read", "Ferry fares to rise", "School roof repaired", "About us", "Contact", "Jobs", "Terms", "Privacy"]


def _always(score: float) -> Forest:
    """A forest that says the same of each row."""
    return Forest({"trees": [{"tests": [], "leaves": [score]}]})


def test_best_run() -> None:
    assert best_run([-1, 3, -1, 4, -9, 2]) == (1, 4)
    assert best_run([-1, -2]) == (0, 0)


@given(st.lists(st.text(max_size=30), max_size=12))
def test_rows_are_of_one_length_and_finite(texts: list[str]) -> None:
    made = rows(texts)
    assert len(made) == len(texts)
    again = second_rows(made, [0.5] * len(made))
    for table in (made, again):
        assert len({len(row) for row in table}) <= 1
        assert all(abs(value) < 1e9 for row in table for value in row)


def test_a_clean_text_has_no_frame() -> None:
    text = "\n\n".join(["A title", *PROSE[:3], "A subheading", *PROSE[3:]])
    assert not frame_of(text, split(text), split(text)).is_there


def test_a_flattened_page_is_known_and_cleaned() -> None:
    text = "\n".join([*MENU, "Council votes to rebuild the old harbour bridge", *PROSE, *FOOT])
    assert frame_of(text, split(text), apply(text, split(text)).blocks).is_page
    article = clean_text(Document("x", text, "h"))
    assert article.body.split("\n\n")[-len(PROSE) :] == PROSE
    removed = [block for block in article.blocks if block.rule == "line-model"]
    assert removed
    assert all(block.score is not None and 0 <= block.score <= 1 and block.role == "other" for block in removed)


def test_only_kept_body_blocks_are_removed() -> None:
    text = "\n".join([*MENU, *PROSE, *FOOT])
    blocks = split(text)
    never = LineModel(_always(-9.0), _always(-9.0))
    marked = [blocks[0].__class__(b.raw_start, b.raw_end, "credit", True, "x") for b in blocks]
    assert clean_lines(text, blocks, marked, frame_of(text, blocks, blocks), never) == marked


def test_a_sentence_outside_a_page_needs_more_certainty() -> None:
    text = "\n\n".join([*PROSE[:5], "One", "Two", "Three"])
    blocks = split(text)
    doubtful = LineModel(_always(-0.5), _always(-0.5))
    kept = [block.kept for block in clean_lines(text, blocks, blocks, frame_of(text, blocks, blocks), doubtful)]
    assert kept == [True] * 5 + [False] * 3


def test_a_sentence_whose_end_a_rule_cut_off_is_one() -> None:
    text = "\n\n".join([*PROSE[:5], "The quay is open to all. (ANI)", "One", "Two"])
    blocks = split(text)
    doubtful = LineModel(_always(-0.5), _always(-0.5))
    cut = blocks[5].raw_start + text[blocks[5].raw_start :].index("(")
    ruled = [
        *blocks[:5],
        blocks[5]._replace(raw_end=cut),
        blocks[5]._replace(raw_start=cut, role="credit"),
        *blocks[6:],
    ]
    made = clean_lines(text, blocks, ruled, frame_of(text, blocks, blocks), doubtful)
    assert [block.kept for block in made] == [True] * 7 + [False] * 2


def test_our_model_was_fitted_for_our_rows() -> None:
    packed = (Path(lines.__file__).parent / "lines_model.json.gz").read_bytes()
    forests = json.loads(gzip.decompress(packed))
    first = rows(PROSE)
    for name, made in (("first", first), ("second", second_rows(first, [0.5] * len(first)))):
        features = {int(test[0]) for tree in forests[name]["trees"] for test in tree["tests"]}
        assert max(features) < len(made[0])


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from([*MENU, *FOOT, *PROSE]), min_size=1, max_size=40))
def test_the_model_keeps_the_tiling(chosen: list[str]) -> None:
    text = "\n".join(chosen)
    blocks = clean_text(Document("x", text, "h")).blocks
    assert "".join(text[b.raw_start : b.raw_end] for b in blocks) == text
