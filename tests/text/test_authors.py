"""Writers' names that stand alone."""

import pytest

from flows.text.authors import LONGEST, bare_author

NAMES = [
    "Ann Lee",
    "ANN LEE",
    "Jean-Claude Van Damme",
    "J. K. Rowling",
    "JK Rowling",
    "Michael O. Smith",
    "Maria de los Santos",
    "Ursula von der Leyen",
    "Mohammed bin Salman",
    "Pat O’Brien",
    "Karl-Heinz Müller",
    "Ann Lee and Bo van Dam",
    "Ann Lee, Bo Ray & Cy Day",
    "Ann Lee / Bo Ray",
]
BESIDE = [
    "Ann Lee in Maren",
    "Ann Lee for the Hill Post",
    "Ann Lee, Hill Post",
    "Ann Lee | Hill Post",
    "Ann Lee – Staff writer",
    "Ann Lee • Reuters",
]
NOBODY = [
    "",
    ".",
    "Ann",
    "ann lee",
    "World News",
    "New York",
    "Middle East",
    "Prime Minister",
    "UN Security",
    "US Open",
    "A. B. C.",
    "Gulf of Aden",
    "de Gaulle",
    "Ann van",
    "Climate crisis",
    "Ann Lee, 12 May 2023",
    "Ann Lee, who lives here",
    "Ann Lee in the north",
    "War in Sudan",
    "Jamie Lee Curtis Brown",
    "Ann Lee  Ray",
    "Ann Lee 3",
]


@pytest.mark.parametrize("line", NAMES)
def test_a_name_alone(line: str) -> None:
    assert bare_author(line) == line


@pytest.mark.parametrize("line", BESIDE)
def test_a_name_with_its_paper(line: str) -> None:
    assert bare_author(line) == "Ann Lee"


@pytest.mark.parametrize("line", NOBODY)
def test_no_name(line: str) -> None:
    assert bare_author(line) is None


def test_a_line_longer_than_names_are() -> None:
    assert bare_author("Ann L" + "e" * (LONGEST - 5)) == "Ann L" + "e" * (LONGEST - 5)
    assert bare_author("Ann L" + "e" * (LONGEST - 4)) is None
