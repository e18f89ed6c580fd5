"""Small parts that belong to a person's name and are easily lost: `bin` Laden, `al-`Sadr, Price `III`, Ki`-moon`."""

import re
from collections.abc import Iterable
from dataclasses import replace

from flows.text.recognisers.surnames import SUFFIXES
from flows.text.records import Span

BEFORE = re.compile(r"(?<![\w'’-])(?:(?:bin|ibn|al|el|van|von|der|den|de|della|du|ul|ur|abu|ben)[ -])+$")
AFTER = re.compile(r",? (?:(?:Jr|Sr|Jnr|Snr)\.?|(II|III|IV)|the (?:Elder|Younger))(?!\w)")
SYLLABLE = re.compile(r"-[a-z]{2,6}(?![\w-])")
KOREAN = re.compile(
    r"(?:Ahn|An|Bae|Baek|Ban|Cha|Chang|Cho|Choe|Choi|Chon|Chun|Chung|Ha|Han|Heo|Hong|Hur|Hwang|Hyun|Im|Jang|Jeon|Jeong"
    r"|Jo|Joo|Jun|Jung|Kang|Kim|Ko|Koo|Kwon|Lee|Lim|Moon|Nam|Noh|Oh|Pak|Park|Rhee|Ri|Roh|Ryu|Seo|Shin|Sohn|Son|Song"
    r"|Suh|Yang|Yoo|Yoon|Yu|Yun) [A-Z][a-z]+"
)
"""A family name, which comes first, and the first syllable of a given name; the second follows in small letters."""
REACH = 16


def keep_parts(text: str, spans: Iterable[Span]) -> list[Span]:
    """Grow persons over particles before and suffixes after the name, into no other span (rule `+parts`)."""
    out: list[Span] = []
    following = _without_suffixes(text, spans)
    limits = [span.start for span in following[1:]] + [len(text)]
    for span, limit in zip(following, limits, strict=False):
        least = out[-1].end if out else 0
        out.append(_grown(text, span, least, limit) if span.label == "person" else span)
    return out


def _without_suffixes(text: str, spans: Iterable[Span]) -> list[Span]:
    """Leave out what is a suffix alone right behind a person, who shall have it: `Ann Ray`, `Jr`."""
    out: list[Span] = []
    for span in spans:
        behind = bool(out) and out[-1].label == span.label == "person" and text[out[-1].end : span.start] in (" ", ", ")
        if not (behind and text[span.start : span.end].strip(".").lower() in SUFFIXES):
            out.append(span)
    return out


def _grown(text: str, span: Span, least: int, most: int) -> Span:
    before = BEFORE.search(text[max(least, span.start - REACH) : span.start])
    after = AFTER.match(text, span.end, min(most, span.end + REACH))
    start = span.start - len(before[0]) if before else span.start
    end = after.end() if after and (" " in text[span.start : span.end] or not after[1]) else span.end
    if KOREAN.fullmatch(text, span.start, span.end) and (syllable := SYLLABLE.match(text, span.end, most)):
        end = syllable.end()
    if (start, end) == (span.start, span.end):
        return span
    return replace(span, start=start, end=end, rule=f"{span.rule}+parts")
