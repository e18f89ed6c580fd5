"""Stand-off for annotators: CoNLL (a token a line, IOB2 tags) and brat (a text, and an .ann file beside it)."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from db.export.reading import Reader
from db.export.told import Ranges, Told, articles

TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|[^\w\s]|_")
"""A word with its inner apostrophes, or one mark."""


BRAT_CONF = """[entities]
Person
Organization
Country
Place
Group
Event
Work
Product
Law
[relations]
[events]
[attributes]
"""
"""What brat must find beside the texts, as `annotation.conf`, to show and offer our labels."""


def conll_lines(reader: Reader, sentences: Ranges) -> Iterator[str]:
    """Token, start, end, tag and entity, parted by tabs; an empty line after a sentence, a comment before a text.

    Offsets count code points of the field (title or body) that the comment names.
    """
    for told in articles(reader):
        for field in ("title", "body"):
            text = told.article[field]
            if text:
                yield f"# newdoc id = {_one_line(told.place)}#{field}\n"
                yield from _sentences(text, told.of(field), sentences(text))


def _sentences(text: str, mentions: list[Mapping[str, Any]], ranges: list[tuple[int, int]]) -> Iterator[str]:
    waiting = list(reversed(mentions))
    for start, end in ranges:
        for token_start, token_end in tokens(text, start, end, mentions):
            while waiting and waiting[-1]["char_end"] <= token_start:
                waiting.pop()
            mention = waiting[-1] if waiting and waiting[-1]["char_start"] < token_end else None
            tag, key = "O", "_"
            if mention is not None:
                first = token_start <= mention["char_start"]
                tag, key = f"{'B' if first else 'I'}-{mention['label']}", mention["entity"] or "_"
            yield f"{text[token_start:token_end]}\t{token_start}\t{token_end}\t{tag}\t{_one_line(key)}\n"
        yield "\n"


def tokens(text: str, start: int, end: int, mentions: list[Mapping[str, Any]]) -> Iterator[tuple[int, int]]:
    """Ranges of the tokens of a sentence; one that a mention begins or ends inside is cut there."""
    cuts = sorted({m[edge] for m in mentions for edge in ("char_start", "char_end") if start < m[edge] < end})
    edges = [start, *cuts, end]
    for left, right in pairwise(edges):
        for found in TOKEN.finditer(text, left, right):
            yield found.span()


def brat_files(reader: Reader) -> Iterator[tuple[str, str, str]]:
    """Name, text and annotations of each article: title, an empty line, the body; offsets count code points."""
    for told in articles(reader):
        title = told.article["title"] or ""
        head = f"{title}\n\n" if title else ""
        yield file_name(told.place), head + told.article["body"] + "\n", "".join(_annotations(told, len(head)))


def file_name(place: str) -> str:
    """A name that any file system takes, readable and never shared: word characters of the place, and a hash of it."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", place).strip("-")[-80:]
    return f"{readable or 'article'}-{hashlib.sha256(place.encode('utf-8', 'replace')).hexdigest()[:10]}"


def _annotations(told: Told, shift: int) -> Iterator[str]:
    text = {"title": told.article["title"] or "", "body": told.article["body"]}
    number = 0
    for field, by in (("title", 0), ("body", shift)):
        for mention in told.of(field):
            number += 1
            spans = _pieces(text[field], mention["char_start"], mention["char_end"])
            places = ";".join(f"{start + by} {end + by}" for start, end in spans)
            covered = " ".join(text[field][start:end] for start, end in spans)
            yield f"T{number}\t{mention['label'].capitalize()} {places}\t{covered}\n"
            if mention["entity"]:
                yield f"N{number}\tReference T{number} dateline:{_one_line(mention['entity'])}\t{covered}\n"


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretch without line ends, which brat allows in no annotation."""
    return [(start + found.start(), start + found.end()) for found in re.finditer(r"[^\n\r]+", text[start:end])]


def _one_line(text: str) -> str:
    return " ".join(text.split())
