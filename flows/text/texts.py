"""A document of plain text → an article: split, rules, headline, line model, body, and what the fields add."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from flows.text import boilerplate
from flows.text.authors import RULE as BARE_BYLINE
from flows.text.authors import sign, without_signature
from flows.text.blocks import refuse_too_many, split
from flows.text.body import Rebuilt, rebuild
from flows.text.boilerplate import Applied, Finding
from flows.text.boilerplate.rules import RuleSet
from flows.text.dates import Moment, read_date
from flows.text.errors import EmptyText, TooManyLines
from flows.text.headline import Headline, read_headline, read_page_headline
from flows.text.labels import Labels, read_labels, without_labels
from flows.text.language import detect
from flows.text.lines import LineModel, clean_lines, frame_of
from flows.text.normalise import Look, look_at, paragraph
from flows.text.records import Article, Block, Document, Source
from flows.text.sites import home_of, publisher_of
from flows.text.slugs import slug

_HEADING = re.compile("#{1,6} ")
"""The mark of a heading in Markdown."""


@dataclass(slots=True)
class _Metadata:
    """Article's fields as they are gathered: the first to bring a value has it, with where it came from."""

    values: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)

    def offer(self, name: str, value: str | None, basis: str) -> None:
        if value and name not in self.values:
            self.values[name] = value
            self.bases[name] = basis


def clean_text(document: Document, rules: RuleSet | None = None, lines: LineModel | None = None) -> Article:
    """Make the article of a document of plain text; `Article.text` is `document.content`.

    `rules` and `lines` take the place of those in the package. Raises EmptyText when there is nothing but white space,
    TooManyLines past `blocks.MOST_LINES`.
    """
    return clean_texts([document], rules, lines)[0]


def clean_texts(
    documents: Sequence[Document], rules: RuleSet | None = None, lines: LineModel | None = None
) -> list[Article]:
    """The same for some documents, in their order: each step for all of them before the next one, not text by text.

    The code of a step and its tables are then at hand in the processor, and articles take a fifth less time. Raises for
    all what one of them brings out.
    """
    for document in documents:
        _refuse(document)
    texts = [document.content for document in documents]
    looks = list(map(look_at, texts))
    blocks = list(map(split, texts, looks))
    applied = list(map(partial(boilerplate.apply, rules=rules), texts, blocks))
    labels = list(map(read_labels, texts))
    ruled = list(map(_without_labels, texts, applied, labels))
    fields = list(map(_with_labels, documents, labels))
    headlines = list(map(partial(_headline, lines), texts, blocks, ruled, fields, looks))
    findings = [one.findings for one in applied]
    headlines = list(map(_signed_once, texts, headlines, findings))
    bodies = list(map(rebuild, texts, [headline.blocks for headline in headlines], looks))
    languages = [detect(rebuilt.body) for rebuilt in bodies]
    return list(map(_article, documents, headlines, bodies, languages, findings, fields))


def _refuse(document: Document) -> None:
    if not document.content.strip():
        raise EmptyText(f"{document.uri}: nothing but white space", "remove the file, or save it with its text")
    try:
        refuse_too_many(document.content)
    except TooManyLines as error:
        raise TooManyLines(f"{document.uri}: {error.message}", error.mend) from None


def _without_labels(text: str, applied: Applied, labels: Labels | None) -> Sequence[Block]:
    return tuple(without_labels(applied.blocks, text, labels.end)) if labels else applied.blocks


def _with_labels(document: Document, labels: Labels | None) -> Mapping[str, str]:
    return {**labels.fields, **document.fields} if labels else document.fields


def _headline(
    model: LineModel | None,
    text: str,
    blocks: Sequence[Block],
    ruled: Sequence[Block],
    fields: Mapping[str, str],
    look: Look,
) -> Headline:
    """The headline of a text, and its blocks once the line model has judged those that call for it."""
    frame = frame_of(text, blocks, ruled)
    if frame.is_page:
        headline = read_page_headline(text, clean_lines(text, blocks, ruled, frame, model), fields.get("title"))
    else:
        headline = read_headline(text, ruled, fields.get("title"), look)
        if frame.is_there:
            headline = headline._replace(blocks=tuple(clean_lines(text, blocks, headline.blocks, frame, model)))
    signed = sign(text, headline.blocks)
    return headline._replace(blocks=tuple(signed[0]), author=signed[1]) if signed else headline


def _signed_once(text: str, headline: Headline, findings: Sequence[Finding]) -> Headline:
    """Without the writer's name at the end of a text that has it as byline."""
    author, _ = _author(headline, findings)
    blocks = without_signature(text, headline.blocks, author) if author else None
    return headline._replace(blocks=tuple(blocks)) if blocks else headline


def _article(
    document: Document,
    headline: Headline,
    rebuilt: Rebuilt,
    read: tuple[str | None, float],
    findings: Sequence[Finding],
    fields: Mapping[str, str],
) -> Article:
    known = _metadata(headline, findings, fields)
    language, confidence = read
    published, published_basis = _published(headline, findings, fields)
    return Article(
        document,
        document.content,
        rebuilt.blocks,
        rebuilt.body,
        title=known.values.get("title"),
        subtitle=known.values.get("subtitle"),
        byline=known.values.get("byline"),
        section=known.values.get("section"),
        url=known.values.get("url"),
        language=language or _language_field(fields),
        language_confidence=confidence if language else None,
        published_at=published.at if published else None,
        published_precision=published.precision if published else None,
        published_basis=published_basis,
        modified_at=_modified(findings),
        source=_source(headline, findings, fields),
        bases=known.bases,
        repairs=rebuilt.repairs,
    )


def _metadata(headline: Headline, findings: Sequence[Finding], fields: Mapping[str, str]) -> _Metadata:
    known = _Metadata()
    title = headline.title.lstrip("#").strip() if headline.title and _HEADING.match(headline.title) else headline.title
    known.offer("title", title, "field:title" if fields.get("title") else "first-line")
    known.offer("subtitle", headline.subtitle, "line-below-title")
    known.offer("byline", *_author(headline, findings))
    for name in ("subtitle", "byline", "section", "url") if fields else ():
        known.offer(name, paragraph(fields.get(name, ""))[0], f"field:{name}")
    return known


def _author(headline: Headline, findings: Sequence[Finding]) -> tuple[str | None, str]:
    """Who wrote it, and the rule that says so."""
    written = ((finding.value, finding.rule) for finding in findings if finding.what == "author")
    return next(written, (headline.author, BARE_BYLINE))


def _published(
    headline: Headline, findings: Sequence[Finding], fields: Mapping[str, str]
) -> tuple[Moment | None, str | None]:
    if fields.get("published") and (moment := read_date(fields["published"])):
        return moment, "field:published"
    for finding in findings:
        if finding.what == "published" and (moment := read_date(finding.value)):
            return moment, finding.rule
    if headline.dateline and headline.dateline.date:
        return headline.dateline.date, "dateline"
    return None, None


def _modified(findings: Sequence[Finding]) -> str | None:
    dates = (read_date(finding.value) for finding in findings if finding.what == "modified")
    return next((moment.at for moment in dates if moment), None)


def _source(headline: Headline, findings: Sequence[Finding], fields: Mapping[str, str]) -> Source | None:
    for finding in findings:
        if finding.what == "source":
            return Source(slug(finding.value), finding.value, finding.rule)
    if headline.site:
        return Source(slug(headline.site), headline.site, headline.site_basis)
    if fields and (name := paragraph(fields.get("source", ""))[0]):
        return Source(slug(name), name, "field:source", home_of(fields.get("url", "")))
    return publisher_of(fields.get("url", "")) if fields else None


def _language_field(fields: Mapping[str, str]) -> str | None:
    code = fields.get("language", "").strip().lower().replace("_", "-").split("-")[0]
    return code if code.isascii() and code.isalpha() and len(code) == 2 else None
