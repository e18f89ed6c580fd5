"""What stands around a form in its text: its neighbours, a sentence's beginning, an election, a line in capitals."""

import re
from dataclasses import dataclass

from flows.text.countries.finder import Hit
from flows.text.words import listed

AFTER = re.compile(r"([^\w\n]{0,3})([^\W_]{1,40}(?:\.[^\W_]{1,9}){0,4})?")
QUOTES = "\"'“”‘’(.-"
ELECTION = re.compile(r" (?:[\w-]+ ){0,2}elections?\b")
ELECTION_IN = re.compile(r"\b(?:18|19|20)\d\d [\w. -]{3,40}elections? in (?:the )?$")
LINE = 200
"""Code points on either side of a form that are looked at for capitals."""


@dataclass(frozen=True, slots=True)
class Around:
    """The word before the last, the last word, the next word, and what stands between the form and the next word.

    Words are of the same line; one that a comma or the like parts from the form is none of its neighbours.
    """

    before: str
    prev: str
    following: str
    between: str

    @property
    def leads_on(self) -> bool:
        """Whether a word with a capital follows right away, so that the form may begin a longer name."""
        return self.between == " " and self.following[:1].isupper()

    @property
    def named_after(self) -> bool:
        """Whether the words before make the form the end of another name: "Bank of", "Captain"."""
        heads = listed("traps.named_after")
        return (self.prev in ("of", "for") and self.before in heads) or (self.prev in heads and self.between != ",")


def around(text: str, hit: Hit) -> Around:
    """The neighbours of a form."""
    after = AFTER.match(text, hit.end)
    following, between = (after[2] or "", after[1]) if after else ("", "")
    if text[hit.start - 1 : hit.start] not in (" ", "-"):
        return Around("", "", following, between)
    line = text[max(0, hit.start - 48) : hit.start - 1]
    words = line[line.rfind("\n") + 1 :].rsplit(None, 2)[-2:]
    if not words or words[-1][-1] in ",;:!?)":
        return Around("", "", following, between)
    return Around(words[0].strip(QUOTES) if len(words) > 1 else "", words[-1].strip(QUOTES), following, between)


def sentence_starts(text: str, start: int) -> bool:
    """Whether nothing but a quote stands between a position and the end of the sentence or line before it."""
    before = text[max(0, start - 6) : start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?\n:"


def of_election(text: str, end: int) -> bool:
    """Whether a name is the middle of an election's: "the 2010 United Kingdom general election"."""
    return bool(ELECTION.match(text[end : end + 60]))


def after_election(text: str, start: int) -> bool:
    """Whether a name is the end of an election's: "the 2006 Senate election in Montana"."""
    return bool(ELECTION_IN.search(text[max(0, start - 60) : start]))


def shouting(text: str, hit: Hit, beside: Around) -> bool:
    """Whether US may be the word "us" in a line in capitals; "THE US" and "US PRESIDENT" are the country still."""
    if text[hit.start : hit.end] != "US":
        return False
    line = text[max(0, hit.start - LINE) : hit.start].rpartition("\n")[2]
    line += text[hit.end : hit.end + LINE].partition("\n")[0]
    letters = [c for c in line if c.isalpha()]
    if len(letters) < 4 or any(c.islower() for c in letters):
        return False
    return beside.prev not in ("THE", "IN") and beside.following.casefold() not in listed("traps.official")
