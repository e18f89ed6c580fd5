"""What a title, a subtitle and a dateline may look like: the edge of each rule, one example on either side."""

import pytest

from flows.text.blocks import split
from flows.text.datelines import read_dateline
from flows.text.headline import read_headline, read_page_headline
from flows.text.records import Block

TITLE = "Council votes to rebuild the old harbour bridge"
PROSE = "The council voted on Tuesday to rebuild the bridge, and so ended a dispute that had lasted for nine years."
SHORT = "The council voted on Tuesday to rebuild the old bridge now."


def headline(*parts, given=None):
    text = "\n\n".join(parts)
    return read_headline(text, split(text), given)


def told(found):
    return [(block.role, block.kept) for block in found.blocks]


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Two words", False),
        ("Now three words", True),
        ("Word " * 21 + "word", True),
        ("Word " * 22 + "word", False),
        ("A" + "b" * 165 + " c d", True),
        ("A" + "b" * 166 + " c d", False),
        ("council votes to rebuild", False),
        ("“Council votes” to rebuild", True),
        ("12 councils vote to rebuild", True),
        ("(council votes to rebuild", False),
        ("123 456 789", False),
        ("- Council votes to rebuild", False),
        ("• Council votes to rebuild", False),
        ("* Council votes to rebuild", False),
        ("1. Council votes to rebuild", False),
        ("(2) Council votes to rebuild", False),
        ("123. Council votes to rebuild", True),
        ("Will the council vote to rebuild?", True),
        ("Word " * 13 + "word?", True),
        ("Word " * 14 + "word?", False),
        ("Word " * 14 + "word!", False),
        ("He won. Then lost. Then won", False),
        ("He won. Then he lost", True),
        ("Read it on https://a.example now", False),
        ("Read it on www.a.example now", False),
        ("Write to me@a.example now please", False),
        ("Read version 2.0 of it / now", True),
        ("PARIS, MAY 7", False),
        ("PARIS, MAY 7 NOW", True),
        ("Paris, May 7", True),
        ("PARIS IN MAY", True),
        *((f"Council votes to rebuild{end}", False) for end in ".,;:。，、"),
        ("Council votes to “rebuild.”", False),
        ("Council votes (to rebuild.)", False),
        *((f"Council votes to rebuild {end}", True) for end in (
            "...", "…", "U.S.", "U.K.", "Jr.", "Sr.", "Inc.", "Co.", "Ltd.", "Corp.", "U.N.", "E.U.", "D.C.",
        )),
        ("Council votes to rebuild Mr.", False),
        ("市議会", False),
        ("市議会が橋", True),
        ("市" * 60, True),
        ("市" * 61, False),
        ("ÉCOLE", False),
    ],
)  # fmt: skip
def test_what_a_title_looks_like(line, is_one):
    assert headline(line, PROSE, PROSE).title == (line if is_one else None)


@pytest.mark.parametrize(
    ("below", "is_one"),
    [
        (SHORT + "x", False),
        (SHORT, False),
        (SHORT[:-1] + "s.", True),
        *((SHORT[:-1] + "ss" + end, True) for end in ".!?…。！？।:"),
        (SHORT[:-1] + "ss.”", True),
        (SHORT[:-1] + "ss.)", True),
        (SHORT[:-1] + "ss,", False),
    ],
)
def test_a_title_stands_above_a_paragraph(below, is_one):
    assert len(SHORT) == 59
    assert headline(TITLE, below).title == (TITLE if is_one else None)


@pytest.mark.parametrize(
    ("line", "subtitle"),
    [
        ("It was a vote of one hour", True),
        ("It was a vote of an hour", False),
        ("Itwasavote ofoneverylong hour", False),
        ("It wasavote ofoneverylong hour", True),
        *((f"It was a vote of one long hour{end}", False) for end in ".!?,;:…\"'”’)"),
        ("- It was a vote of one long hour", False),
        ("It was a vote " + "x" * 306, True),
        ("It was a vote " + "x" * 307, False),
    ],
)
def test_what_a_subtitle_looks_like(line, subtitle):
    found = headline(TITLE, line, PROSE)
    assert found.subtitle == (line if subtitle else None)
    assert told(found) == [("title", True), ("subtitle" if subtitle else "body", True), ("body", True)]


def test_a_subtitle_stands_right_below_the_title_above_a_paragraph():
    line = "It was a vote of one long hour"
    assert headline(TITLE, line, "Photo of it", PROSE).subtitle is None
    assert headline(TITLE, line, PROSE).subtitle == line
    assert headline(TITLE, PROSE, line, PROSE).subtitle is None
    assert headline(TITLE, TITLE, line, PROSE).subtitle == line
    assert headline(line, PROSE, given="Another title of it").subtitle is None
    assert headline(TITLE, line).subtitle is None


def test_a_title_over_two_lines_is_one():
    found = headline("Council votes to rebuild", "the old harbour bridge", PROSE)
    assert (found.title, told(found)[:2]) == (TITLE, [("title", True), ("title", True)])
    assert headline("Council votes to rebuild", "The old harbour bridge", PROSE).title == "Council votes to rebuild"
    assert headline("Council votes to rebuild", "the old harbour bridge.", PROSE).title == "Council votes to rebuild"
    assert headline(TITLE, "the " + "x" * 200, PROSE).title == TITLE


def test_copies_of_the_title_are_marked_wherever_they_stand_in_the_head():
    found = headline(TITLE, "Photo of it", TITLE.upper(), PROSE, TITLE, PROSE, TITLE)
    assert told(found) == [
        ("title", True), ("body", True), ("title", False), ("body", True), ("title", False), ("body", True),
        ("body", True),
    ]  # fmt: skip
    assert [block.rule for block in found.blocks if not block.kept] == ["repeated-title"] * 2


@pytest.mark.parametrize(
    ("first", "title", "site"),
    [
        (f"{TITLE} | Hill Site", TITLE, "Hill Site"),
        (f"{TITLE} – Hill Site", TITLE, "Hill Site"),
        (f"{TITLE} — Hill Site", TITLE, "Hill Site"),
        (f"{TITLE} - Hill Site", TITLE, "Hill Site"),
        (f"{TITLE} / Hill Site", f"{TITLE} / Hill Site", None),
        (f"{TITLE} | HP", TITLE, "HP"),
        (f"{TITLE} | H", f"{TITLE} | H", None),
        (f"{TITLE} | {'H' * 40}", TITLE, "H" * 40),
        (f"{TITLE} | {'H' * 41}", f"{TITLE} | {'H' * 41}", None),
    ],
)
def test_the_name_of_the_site_behind_a_title_that_stands_again(first, title, site):
    found = headline(first, TITLE, PROSE)
    assert (found.title, found.site) == (title, site)
    assert headline(first, "Another line of it", PROSE).title == first


@pytest.mark.parametrize(
    ("suffix", "site"),
    [
        ("Hill Post", "Hill Post"),
        ("The Times of Maren", None),
        ("Voice of the Maren Times", "Voice of the Maren Times"),
        ("BBC News", "BBC News"),
        ("Reuters", "Reuters"),
        ("CNN", "CNN"),
        ("News", None),
        ("Post", None),
        ("World News", None),
        ("Breaking News", None),
        ("the morning Post", None),
        ("but not its river", None),
    ],
)
def test_a_paper_behind_a_title_is_known_by_its_name(suffix, site):
    found = headline(f"{TITLE} - {suffix}", PROSE)
    assert (found.title, found.site) == ((TITLE, site) if site else (f"{TITLE} - {suffix}", None))


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ("BBC News", True),
        ("OPINION", True),
        ("World", True),
        ("World news today", False),
        ("World:", False),
        ("world", False),
        ("12 May", False),
        ("\x1b", False),
        ("W" * 30, True),
        ("W" * 31, False),
    ],
)
def test_a_few_words_above_the_title_are_a_site_or_a_section(above, found):
    told_of = headline(above, TITLE, PROSE)
    assert (told_of.title == TITLE) == found
    assert [block.rule for block in told_of.blocks if not block.kept] == (["above-title"] if found else [])


@pytest.mark.parametrize(
    "below", [("Another line",), (PROSE, PROSE), (f"{TITLE}.", PROSE), ("Three words only", PROSE), ()]
)
def test_a_few_words_above_something_else_stay(below):
    assert all(block.kept for block in headline("BBC News", *below).blocks)


@pytest.mark.parametrize(
    ("line", "same"),
    [
        (TITLE, True),
        (TITLE.upper() + ".", True),
        (f"{TITLE} | Hill Post", True),
        (TITLE + "-mark", True),
        (TITLE + "-marks", False),
        (TITLE[:30], False),
        (TITLE[:-5], True),
        (TITLE[:-6], True),
        (TITLE[:-10], False),
        ("A " + TITLE, False),
        (f"{TITLE} {'x ' * 29}", True),
        (f"{TITLE} {'x ' * 31}", False),
    ],
)
def test_lines_that_say_a_given_title(line, same):
    found = headline(line, PROSE, given=TITLE)
    assert found.title == TITLE
    assert told(found)[0] == (("title", True) if same else ("body", True))


@pytest.mark.parametrize(("size", "same"), [(20, True), (19, False)])
def test_the_beginning_of_a_given_title_is_long_enough_to_be_it(size, same):
    title = "Harbour bridges shut"
    given = f"{title[:size]} again and again"
    assert told(headline(title[:size], PROSE, given=given))[0][0] == ("title" if same else "body")


def test_only_the_first_kept_paragraphs_are_the_head():
    parts = [f"Line number {n} of it" for n in range(5)]
    assert told(headline(*parts, TITLE, PROSE, given=TITLE))[5] == ("title", True)
    assert told(headline(*parts, "Another line of it", TITLE, PROSE, given=TITLE))[6] == ("body", True)


def test_removed_blocks_and_those_of_another_role_are_no_title():
    text = f"{TITLE}\n\n{PROSE}"
    for block in (Block(0, 49, "share", False, "x"), Block(0, 49, "byline", True, "x")):
        assert read_headline(text, [block, Block(49, len(text), "body", True)]).title is None


# Flattened pages


def page(*lines, given=None, removed=()):
    text, blocks = "", []
    for at, line in enumerate(lines):
        blocks.append(Block(len(text), len(text) + len(line) + 1, "body", at not in removed))
        text += f"{line}\n"
    return read_page_headline(text, blocks, given)


def test_a_page_shows_its_title_twice():
    found = page(f"{TITLE} | Hill Post", "Menu", TITLE, PROSE, removed=[0, 1])
    assert (found.title, found.site) == (TITLE, "Hill Post")
    assert told(found)[2] == ("title", False)
    assert found.blocks[2].rule == "repeated-title"
    assert (page(TITLE, "Menu", TITLE, PROSE, removed=[0, 1]).title, page(TITLE, PROSE).title) == (TITLE, None)
    assert page("Hill Post of Norwick", "Hill Post of Norwick", PROSE).title == "Hill Post of Norwick"
    assert page("Hill Post Norwick", "Hill Post Norwick", PROSE).title is None


def test_a_given_title_of_a_page_removes_its_copies():
    found = page(TITLE, PROSE, f" {TITLE.upper()}", given=f" {TITLE} ")
    assert (found.title, told(found)) == (TITLE, [("title", False), ("body", True), ("title", False)])
    assert page(PROSE, given=" ").title is None


def test_where_copies_of_a_pages_title_are_looked_for():
    def removed(between):
        found = page("x", "x", "x", TITLE, *["y"] * between, TITLE, PROSE, given=TITLE, removed=range(3))
        return [not block.kept for block in found.blocks[3:]].count(True)

    assert (removed(1), removed(2)) == (2, 1)


def test_where_a_pages_title_is_looked_for():
    def title(between):
        lines = ["x", "x", "x", TITLE, *["y"] * between, TITLE, PROSE]
        return page(*lines, removed=range(4 + between)).title

    assert (title(17), title(18)) == (TITLE, None)


# Datelines


def dateline(line):
    return read_dateline(line, split(line)[0])


AGENCIES = "AP AFP Reuters PTI ANI IANS UNI UPI Xinhua TASS Bloomberg CNN BBC dpa EFE ANSA Kyodo Yonhap AAP CP PA VOA"


@pytest.mark.parametrize("agency", [*AGENCIES.split(), "Anadolu", "AA", "CNS", "RFE/RL"])
def test_agencies_without_parentheses(agency):
    found = dateline(f"Paris, May 7 {agency} - Ships left.")
    assert found is not None
    assert (found.place, found.agency) == ("Paris", agency)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("PARIS - Ships left.", ("PARIS", None, None)),
        ("PARIS: Ships left.", ("PARIS", None, None)),
        ("PARIS -- Ships left.", ("PARIS", None, None)),
        ("PARIS – Ships left.", ("PARIS", None, None)),
        ("PARIS. — Ships left.", ("PARIS", None, None)),
        ("Paris - Ships left.", None),
        ("LA - Ships left.", None),
        ("LAX - Ships left.", ("LAX", None, None)),
        ("Paris, May 7 - Ships left.", ("Paris", None, None)),
        ("Paris, 7 May 2021 - Ships left.", ("Paris", None, "2021-05-07")),
        ("Paris, May 7, 2021 - Ships left.", ("Paris", None, "2021-05-07")),
        ("PARIS, Texas - Ships left.", ("PARIS, Texas", None, None)),
        ("Paris, TEXAS - Ships left.", None),
        ("NEW YORK CITY TOWN - Ships left.", ("NEW YORK CITY TOWN", None, None)),
        ("A B C D E - Ships left.", None),
        ("Paris, Texas, America (AP) - Ships left.", ("Paris, Texas, America", "AP", None)),
        ("Paris (Staff writers) - Ships left.", ("Paris", "Staff writers", None)),
        ("(AP): Ships left.", (None, "AP", None)),
        ("(A) - Ships left.", None),
        (f"({'x' * 40}) - Ships left.", (None, "x" * 40, None)),
        (f"({'x' * 41}) - Ships left.", None),
        ("May 7 (Reuters) - Ships left.", (None, "Reuters", None)),
        ("May 7, 2021 (Reuters) - Ships left.", (None, "Reuters", "2021-05-07")),
        ("7 May 2021 (Reuters) -- Ships left.", (None, "Reuters", "2021-05-07")),
        ("PARIS (AP) Ships left.", None),
        ("PARIS (AP) -Ships left.", None),
        ("PARIS -", None),
        ("paris (AP) - Ships left.", None),
        ("  PARIS (AP) - Ships left.", ("PARIS", "AP", None)),
        ("SAINT-DENIS, St. Jean's (AP) - Ships left.", ("SAINT-DENIS, St. Jean's", "AP", None)),
    ],
)
def test_datelines(line, told):
    found = dateline(line)
    assert (found and (found.place, found.agency, found.date and found.date.at)) == told
    if found:
        assert line[found.start] not in " "
        assert line[found.end :] == "Ships left."


def test_a_dateline_ends_soon():
    far = "PARIS, " + "X" * 145 + " (AP)"
    assert dateline(f"{far} - Ships left.") is not None
    assert dateline(f"PARIS, {'X' * 147} (AP) - Ships left.") is None


def test_blanks_before_a_dateline_cost_nothing():
    text = " " * 300 + "PARIS (AP) - Ships left."
    found = read_dateline(text, Block(0, len(text), "body", True))
    assert found is not None
    assert (found.start, text[found.end :]) == (300, "Ships left.")


def test_the_dateline_is_in_one_of_the_first_three_paragraphs():
    line = "PARIS (AP) - Ships left the port of the town in the night."
    assert headline(TITLE, PROSE, PROSE, line).dateline is not None
    assert headline(TITLE, PROSE, PROSE, PROSE, line).dateline is None
    assert headline(TITLE, "It was a vote of one long hour", PROSE, PROSE, line).dateline is not None
