import pytest

from flows.text.blocks import split
from flows.text.datelines import read_dateline
from flows.text.headline import Headline, read_headline
from flows.text.records import Block

TITLE = "Council votes to rebuild the old harbour bridge"
PROSE = "The council voted on Tuesday to rebuild the bridge, and so ended a dispute that had lasted for nine years."


def headline(*parts: str, given: str | None = None) -> Headline:
    text = "\n\n".join(parts)
    return read_headline(text, split(text), given)


def test_first_line_without_an_end_mark_is_the_title() -> None:
    found = headline(TITLE, PROSE, PROSE + " Again.")
    assert found.title == TITLE
    assert [(b.role, b.kept) for b in found.blocks] == [("title", True), ("body", True), ("body", True)]


@pytest.mark.parametrize(
    "first",
    [
        PROSE,
        "He paused.",
        "Why would anybody, after nine years of dispute and two of war, want to build that bridge at all?",
        "- first point",
        "and so it went on",
        "Among the ships:",
        "12",
    ],
)
def test_no_title_rather_than_a_wrong_one(first: str) -> None:
    assert headline(first, PROSE).title is None


def test_a_lone_line_is_no_title() -> None:
    assert headline(TITLE).title is None


def test_copies_of_the_title_go() -> None:
    found = headline(TITLE, TITLE.upper(), PROSE)
    assert [(b.role, b.kept, b.rule) for b in found.blocks[:2]] == [
        ("title", True, None),
        ("title", False, "repeated-title"),
    ]


def test_the_name_of_the_site_is_cut_off_a_title_that_stands_again() -> None:
    found = headline(f"{TITLE} | Hill Post", TITLE, PROSE)
    assert (found.title, found.site) == (TITLE, "Hill Post")
    assert headline("Storm - a short history of wind", PROSE).title == "Storm - a short history of wind"


def test_a_given_title_marks_the_line_that_repeats_it() -> None:
    found = headline(TITLE, PROSE, given=f" {TITLE} ")
    assert found.title == TITLE
    assert found.blocks[0].role == "title"
    assert headline(PROSE, PROSE, given=TITLE).title == TITLE


def test_subtitle() -> None:
    assert (
        headline(TITLE, "Nine years of dispute end with a narrow vote", PROSE).subtitle
        == "Nine years of dispute end with a narrow vote"
    )
    assert headline(TITLE, PROSE, PROSE).subtitle is None


@pytest.mark.parametrize(
    ("line", "place", "agency", "date"),
    [
        ("MOSCOW (Reuters) - Ships left the port.", "MOSCOW", "Reuters", None),
        ("NEW DELHI, May 5 (PTI): Ships left the port.", "NEW DELHI", "PTI", None),
        ("LONDON, 5 May 2023 (AFP) — Ships left the port.", "LONDON", "AFP", "2023-05-05"),
        ("BEIJING, May 5, 2023 (Xinhua) -- Ships left.", "BEIJING", "Xinhua", "2023-05-05"),
        ("WASHINGTON — Ships left the port.", "WASHINGTON", None, None),
        ("(Reuters) - Ships left the port.", None, "Reuters", None),
        ("HANOI, Vietnam (AP) — Ships left.", "HANOI, Vietnam", "AP", None),
        ("BERLIN dpa - Ships left.", "BERLIN", "dpa", None),
        ("New Delhi, May 5 (PTI) Ships left the port.", "New Delhi", "PTI", None),
        ("New Delhi [India], May 5 (ANI): Ships left the port.", "New Delhi", "ANI", None),
        ("Guwahati (Assam) [India], May 5 (ANI): Ships left.", "Guwahati", "ANI", None),
        ("CARSON FALLS, Nev. (AP) — Ships left.", "CARSON FALLS, Nev", "AP", None),
        ("LONDON (the Wire) - Ships left.", "LONDON", "the Wire", None),
        ("(agency of the town) - Ships left.", None, "agency of the town", None),
    ],
)
def test_datelines(line: str, place: str | None, agency: str | None, date: str | None) -> None:
    found = read_dateline(line, split(line)[0])
    assert found is not None
    assert (found.place, found.agency, found.date.at if found.date else None) == (place, agency, date)
    assert line[found.end :].startswith("Ships")


@pytest.mark.parametrize(
    ("line", "end"),
    [("MOSCOW: the ships left.", 8), ("MOSCOW—\nthe ships left.", 8), ("ROME, May 5 (AFP): a ship", 19)],
)
def test_a_dateline_may_stand_before_lower_case(line: str, end: int) -> None:
    found = read_dateline(line, Block(0, len(line), "body", True))
    assert found is not None
    assert found.end == end


@pytest.mark.parametrize(
    "line",
    [
        *("Speaking - as he often did - in Paris, he fell.", "Note: this is all.", "The end - at last.", PROSE),
        *("The new PORT - ships left.", "RIO de Janeiro - ships left.", "The army said - on Monday."),
    ],
)
def test_not_every_dash_makes_a_dateline(line: str) -> None:
    assert read_dateline(line, split(line)[0]) is None
