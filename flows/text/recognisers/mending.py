"""Span rules: what a statistical recogniser gets nearly right is made right, one small rule a defect.

A rule takes the text and a span and returns the span, mended or as it was; it never grows a span, so what did not
overlap before does not afterwards. The name of each rule that changed a span is added to `Span.rule`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from flows.text.countries import known_form
from flows.text.records import Span

Mend = Callable[[str, Span], Span]

ARTICLE = re.compile(r"(?:(?i:the|an)|a|A(?!\s[A-Z]\b))\s+(?=\S)")
"""A capital `A` before another initial is one itself: `A R Rahman`."""
POSSESSIVE = re.compile(r"(?:['’ʼ`´]\s?[sS]|(?<=[sS])['’ʼ])(?:\s[a-z]+){0,3}$")
HONORIFIC = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Messrs|Mme|Miss|Madame|Sir|Dame|Hon|Prof|Professor|Rev|Pope|Pastor|Rabbi|Imam|Sheikh"
    r"|Ayatollah|(?:Arch)?[Bb]ishop|Cardinal|President|(?:Prime )?Minister|Chancellor|Speaker|Mayor|Governor|Gov"
    r"|Crown Prince(?:ss)?|Senator|Sen|Rep|Congress(?:wo)?man|Secretary|Ambassador|Judge|Justice|Coach|Detective"
    r"|Inspector|Sheriff|Brigadier|Major|Lieutenant|Lt|General|Gen|Colonel|Col|Captain|Capt|Sergeant|Sgt|Admiral|Adm|Commander|Marshal)"
    r"\b\.?\s+)+(?=\S)"
)
BRACKET = re.compile(r"\s*[(\[{].*", re.DOTALL)
EDGES = ' \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\u00a0\u2028\u2029,;:!?"“”«»„*•|'
SHARE = re.compile(r"\((?:[A-Z]{1,5}\.[A-Z]{1,3}|(?:NYSE|NASDAQ|Nasdaq|LSE|TSX|ASX): ?[A-Z]{1,5})\)")
PARTY = re.compile(r"[DRI]-(?=[A-Z][\w.]*$)")
TITLE_BEFORE = re.compile(
    r"(?:\b(?:[Pp]resident|[Cc]hancellor|[Mm]inister|[Ss]enator|Sen\.|[Cc]ongress(?:wo)?man|Rep\.|[Gg]overnor|Gov\."
    r"|[Mm]ayor|[Ss]ecretary|[Jj]udge|[Jj]ustice|[Gg]eneral|Gen\.|[Cc]olonel|Col\.|[Ll]ieutenant|Lt\.|[Cc]aptain|Capt\."
    r"|[Ss]ergeant|Sgt\.|[Aa]dmiral|[Aa]mbassador|[Pp]rofessor|Prof\.|[Dd]octor|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Sir|Pope"
    r"|[Aa]rchbishop|[Cc]ardinal|[Bb]ishop|[Ss]heikh?|[Aa]yatollah|[Ss]pokes(?:wo)?man|[Cc]oach)\s)$"
)


def line_end(text: str, span: Span) -> Span:
    """Cut at a line end: two lines are two things, and the first is the safer."""
    return _until(span, text.find("\n", span.start, span.end))


def bracket(text: str, span: Span) -> Span:
    """Cut at a bracket that is not closed inside: `United Nations (UN` → `United Nations`."""
    name = text[span.start : span.end]
    if name.count("(") == name.count(")") and name.count("[") == name.count("]"):
        return span
    cut = BRACKET.search(name, 1)
    return _until(span, span.start + cut.start()) if cut else span


def possessive(text: str, span: Span) -> Span:
    """Cut a possessive: `China's` and `China's capital` → `China`, `the Clintons’` → `the Clintons`."""
    found = POSSESSIVE.search(text[span.start : span.end])
    return _until(span, span.start + found.start()) if found else span


def article(text: str, span: Span) -> Span:
    """Drop a leading article: `the European Union` → `European Union`; `The Hague` keeps its own."""
    found = ARTICLE.match(text, span.start, span.end)
    if not found or text.startswith("The Hague", span.start):
        return span
    return replace(span, start=found.end())


def honorific(text: str, span: Span) -> Span:
    """Drop an honorific or a title: `Mr. Lavrov` → `Lavrov`, `Saudi Crown Prince Mohammed` → `Mohammed`."""
    if span.label != "person":
        return span
    first = text[span.start : span.end].partition(" ")[0]
    people = known_form(first)
    start = span.start + len(first) + 1 if people is not None and people.is_adjective else span.start
    found = HONORIFIC.match(text, start, span.end)
    return replace(span, start=found.end()) if found else span


def party(text: str, span: Span) -> Span:
    """Take a party's letter off its state: `R-Ohio` → the place `Ohio`."""
    found = PARTY.match(text[span.start : span.end])
    return replace(span, start=span.start + 2, label="place") if found else span


def ticker(text: str, span: Span) -> Span:
    """Leave nothing of the mark under which a share is traded: `GOOGL` of `Alphabet (GOOGL.O)`, `NYSE: F`."""
    whole = SHARE.search(text, max(0, span.start - 12), span.end + 12)
    return replace(span, end=span.start) if whole and whole.start() < span.start and span.end < whole.end() else span


def title_before(text: str, span: Span) -> Span:
    """Make a person of a name after a title: in `President Washington`, Washington is one."""
    if span.label not in ("organization", "place", "group", "product", "work"):
        return span
    before = text[max(0, span.start - 24) : span.start]
    return replace(span, label="person") if TITLE_BEFORE.search(before) else span


RULES: Mapping[str, Mend] = {
    "line-end": line_end,
    "bracket": bracket,
    "possessive": possessive,
    "article": article,
    "honorific": honorific,
    "party": party,
    "ticker": ticker,
    "title-before": title_before,
}
"""Name → rule, in the order in which they are used."""


def mend(text: str, spans: Iterable[Span], rules: Mapping[str, Mend] = RULES) -> list[Span]:
    """Return `spans` mended by `rules` and stripped at their edges; one of which nothing is left goes."""
    mended = (_mend_one(text, span, rules) for span in spans)
    return [span for span in mended if any(map(str.isalnum, text[span.start : span.end]))]


def _mend_one(text: str, span: Span, rules: Mapping[str, Mend]) -> Span:
    span = strip(text, span)
    for name, rule in rules.items():
        after = rule(text, span)
        if after is not span:
            span = replace(strip(text, after), rule=f"{span.rule}+{name}")
    return span


def strip(text: str, span: Span) -> Span:
    """Take white space and loose punctuation off both ends."""
    name = text[span.start : span.end]
    start = span.start + len(name) - len(name.lstrip(EDGES))
    end = start + len(name.strip(EDGES))
    return span if (start, end) == (span.start, span.end) else replace(span, start=start, end=end)


def _until(span: Span, end: int) -> Span:
    return replace(span, end=end) if span.start < end < span.end else span
