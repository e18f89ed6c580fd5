"""The reader page's rows: an article as it reads, its names, what was removed, and its revisions."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from db.site.asking import Asker, Row
from db.site.marking import Piece, pieces

HEAD = """
SELECT a.id, c.name AS collection, d.uri, a.title, a.subtitle, a.byline, a.section, a.url, a.language, a.published_at,
       a.published_precision, a.published_basis, a.modified_at, a.word_count, a.revision, a.body, a.source_basis,
       s.slug AS source_slug, s.name AS source_name, s.home_url AS source_url, a.document_id, a.cleaner_version,
       a.recogniser, a.recogniser_version, a.resolver_version,
       d.first_seen_at, d.changed_at, d.vanished_at, d.media_type, d.encoding, d.encoding_basis, d.text
FROM articles a
JOIN documents d ON d.id = a.document_id
JOIN collections c ON c.id = d.collection_id
LEFT JOIN sources s ON s.id = a.source_id
"""
MENTIONS = """
SELECT m.id, m.field, m.char_start, m.char_end, m.text, m.label, m.tied, m.role, m.score, m.country_code,
       e.key, e.type, e.name, e.country_code AS entity_country
FROM mentions m LEFT JOIN entities e ON e.id = m.entity_id
WHERE m.article_id = :id
ORDER BY m.field DESC, m.char_start
"""
BLOCKS = """
SELECT position, raw_start, raw_end, role, kept, rule, score, body_start, body_end
FROM blocks WHERE document_id = :document ORDER BY position
"""
REVISIONS = """
SELECT revision, title, body, replaced_at FROM article_revisions WHERE article_id = :id ORDER BY revision
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph of the article (`pieces`), or, when `removed`, text that was taken out where it stood."""

    role: str
    pieces: Sequence[Piece] = ()
    removed: str = ""
    rule: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring stretches that were all kept, or all removed; a long removed passage is folded at first."""

    kept: bool
    stretches: Sequence[Stretch]

    @property
    def folded(self) -> bool:
        """Whether it would take more room than a remark: pages bring their whole navigation."""
        return not self.kept and (len(self.stretches) > 3 or sum(len(s.removed) for s in self.stretches) > 600)


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of the article: how it is spelt here, and how often."""

    row: Mapping[str, Any]
    spellings: Sequence[str]
    mentions: int


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """All that the reader page shows."""

    head: Row
    title: Sequence[Piece]
    passages: Sequence[Passage]
    named: Sequence[Named]
    revisions: Sequence[Row]
    removed: int

    @property
    def earlier(self) -> Sequence[tuple[int, int]]:
        """Pairs of revisions to compare: each with the next, then the first with the newest."""
        newest = self.head["revision"]
        numbers = [row["revision"] for row in self.revisions] + [newest]
        steps = list(pairwise(numbers))
        return steps if len(steps) < 2 else [*steps, (numbers[0], newest)]


def find_article(ask: Asker, asked: str) -> Row | None:
    """The article with this id, or whose document has this uri (the first collection's, where several have it)."""
    if asked.isdecimal() and len(asked) < 19 and (row := ask.row(f"{HEAD} WHERE a.id = :id", id=int(asked))):
        return row
    return ask.row(f"{HEAD} WHERE d.uri = :uri ORDER BY c.id LIMIT 1", uri=asked)


def reader_page(ask: Asker, head: Row) -> ReaderPage:
    """The page of an article that `find_article` found."""
    mentions = ask.rows(MENTIONS, id=head["id"])
    blocks = ask.rows(BLOCKS, document=head["document_id"])
    in_title = [m for m in mentions if m["field"] == "title"]
    passages = read_along(head["text"], head["body"], blocks, [m for m in mentions if m["field"] == "body"])
    return ReaderPage(
        head,
        list(pieces(head["title"] or "", in_title)),
        passages,
        names_in(mentions),
        ask.rows(REVISIONS, id=head["id"]),
        sum(len(passage.stretches) for passage in passages if not passage.kept),
    )


def read_along(
    text: str, body: str, blocks: Sequence[Mapping[str, Any]], mentions: Sequence[Mapping[str, Any]]
) -> list[Passage]:
    """The blocks of a document in their order: kept ones as the body has them, removed ones as they stood.

    What was read into another field (a kept title, byline or date) is shown there, not here. `mentions` are those of
    the body in order of `char_start`.
    """
    starts = [mention["char_start"] for mention in mentions]
    found = []
    for block in blocks:
        if block["body_start"] is not None:
            start, end = block["body_start"], block["body_end"]
            inside = mentions[bisect_left(starts, start) : bisect_right(starts, end)]
            found.append((True, Stretch(block["role"], list(pieces(body[start:end], inside, start)))))
        elif not block["kept"] and (raw := text[block["raw_start"] : block["raw_end"]].strip()):
            found.append((False, Stretch(block["role"], removed=raw, rule=block["rule"] or "", score=block["score"])))
    return [Passage(kept, [each for _, each in run]) for kept, run in groupby(found, key=lambda pair: pair[0])]


def names_in(mentions: Sequence[Mapping[str, Any]]) -> list[Named]:
    """The entities of an article, most mentioned first, then as they come."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for mention in mentions:
        if mention["key"] is not None:
            found.setdefault(mention["key"], []).append(mention)
    named = [Named(each[0], list(dict.fromkeys(m["text"] for m in each)), len(each)) for each in found.values()]
    return sorted(named, key=lambda name: -name.mentions)
