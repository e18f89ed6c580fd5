"""Document of markup → Article: the whole journey of a page on one page."""

from collections.abc import Mapping, Sequence

from flows.text.body import rebuild
from flows.text.boilerplate.rules import RuleSet, load_rules
from flows.text.errors import EmptyText
from flows.text.language import detect
from flows.text.pages import metadata, tree
from flows.text.pages.features import features
from flows.text.pages.ledger import blocks_of, text_of
from flows.text.pages.measures import plain
from flows.text.pages.model import Model, load
from flows.text.pages.notices import add_findings, by_rules
from flows.text.pages.said import language_code
from flows.text.pages.titles import candidates, headline_of, offer_heading, with_subtitle
from flows.text.pages.visible import add_visible, with_head_lines
from flows.text.pages.walk import lines_of
from flows.text.records import Article, Block, Document

SURE = 0.5
"""From this confidence on the language is what the body reads as; below it, what the page says."""


def clean_page(document: Document, rules: RuleSet | None = None, model: Model | None = None) -> Article:
    """Clean the markup in `document.content`; `text` is all of the page as rendered to lines, blocks tile it.

    What counts as text of the page is said in `flows.text.pages.tree`; `rules` and `model` stand in for those that
    ship. Raises TooLarge past a limit and EmptyText when the page shows no text.
    """
    model = model or load()
    root = tree.parse(document.content)
    said = metadata.read(root, document.fields)
    titles = candidates(root, said.titles)
    tree.relieve(root)
    lines, boxes = lines_of(root)
    if not lines:
        raise _nothing(document)
    text = text_of(lines)
    scores = model.scores(lines, features(lines, boxes, titles, said.summary))
    blocks = blocks_of(lines, boxes, scores, frozenset(map(plain, said.titles)), model.threshold, model.version)
    add_visible(said, lines, blocks)
    blocks = with_subtitle(said, lines, with_head_lines(lines, blocks))
    offer_heading(said, headline_of(text, blocks))
    source = said.source()
    language, confidence, basis = _language(text, blocks, said.values.get("language", ""))
    ruled = by_rules(text, blocks, source.slug if source else None, language, rules or load_rules())
    add_findings(said, ruled.findings)
    rebuilt = rebuild(text, ruled.blocks)
    published, modified = said.moments.get("published"), said.moments.get("modified")
    return Article(
        document,
        text,
        rebuilt.blocks,
        rebuilt.body,
        title=said.values.get("title"),
        subtitle=said.values.get("subtitle"),
        byline=said.values.get("byline"),
        section=said.values.get("section"),
        url=said.values.get("url"),
        language=language,
        language_confidence=confidence,
        published_at=published.at if published else None,
        published_precision=published.precision if published else None,
        published_basis=said.bases.get("published"),
        modified_at=modified.at if modified else None,
        source=said.source(),
        bases=_bases(said.bases, basis),
        repairs=rebuilt.repairs,
    )


def render(document: Document) -> str:
    """All visible text of the page, one block a line: what `Article.text` of the cleaned page is."""
    root = tree.parse(document.content)
    tree.relieve(root)
    lines, _ = lines_of(root)
    if not lines:
        raise _nothing(document)
    return text_of(lines)


def _nothing(document: Document) -> EmptyText:
    return EmptyText(
        f"{document.uri}: the page shows no text", "look whether scripts load it, and save it as a browser shows it"
    )


def _language(text: str, blocks: Sequence[Block], said: str) -> tuple[str | None, float | None, str | None]:
    """Language, confidence and basis: as the kept text reads where that is sure, else as the page says."""
    sample = " ".join(text[block.raw_start : block.raw_end] for block in blocks if block.kept)[:5000]
    read, confidence = detect(sample)
    declared = language_code(said)
    if read and (confidence >= SURE or not declared):
        return read, confidence, "text"
    return declared, None, None


def _bases(bases: Mapping[str, str], language: str | None) -> dict[str, str]:
    """Where each field was read, but for the two whose basis has a place of its own."""
    kept = {name: basis for name, basis in bases.items() if name not in ("published", "publisher")}
    return kept | ({"language": language} if language else {})
