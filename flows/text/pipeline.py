"""The journey of one document, on one page: Document → Article → Article with mentions.

    document ─ clean ─→ article ─ recognise ─→ spans ─ resolve ─→ mentions

Pure: no Prefect, no SQL, no clock. The steps live in rooms of their own: `texts` and `pages` clean, `recognisers` find
names, `names` ties them to entities.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flows.text.boilerplate.rules import RuleSet
from flows.text.datelines import read_dateline
from flows.text.errors import BadInput, Defect
from flows.text.language import detect
from flows.text.names import RESOLVER_VERSION, Context, annotate_fields
from flows.text.places import country_of_site
from flows.text.press_exports import LAYOUTS
from flows.text.press_exports.clean import clean_export
from flows.text.readers import Reject
from flows.text.recognisers.base import Recogniser
from flows.text.records import Article, Block, Document, Mention, Span
from flows.text.texts import clean_text, clean_texts

__all__ = ["CLEANER_VERSION", "RESOLVER_VERSION", "annotate", "as_it_stands", "as_reject", "to_article", "to_articles"]

CLEANER_VERSION = "7"
"""Goes with every article; to be raised when the same document would give another body, title or date."""

TOGETHER = 25
"""Texts that are cleaned together, step by step; with more little time is gained, and all are held in memory."""

_LONGEST_TOGETHER = 100_000  # code points; a longer text gains nothing, and all its steps would be held in memory


def to_article(document: Document, rules: RuleSet | None = None) -> Article:
    """The article in a document: blocks that tile its text, title, body and what else it says of itself.

    `rules` are the boilerplate rules, ours when not given. Raises BadInput when there is no text in the document or it
    is past a limit.
    """
    if document.media_type in LAYOUTS:
        return clean_export(document, rules)
    if not document.is_page:
        return clean_text(document, rules)
    from flows.text.pages import clean_page  # noqa: PLC0415 - a quarter of a second that plain text need not wait for

    return clean_page(document, rules)


def to_articles(documents: Sequence[Document], rules: RuleSet | None = None) -> list[Article | Reject]:
    """The article of each document as `to_article` makes it, or its reject, in their order; texts in less time."""
    made: list[Article | Reject] = []
    for at in range(0, len(documents), TOGETHER):
        made += _together(documents[at : at + TOGETHER], rules)
    return made


def _together(documents: Sequence[Document], rules: RuleSet | None) -> list[Article | Reject]:
    texts = [document for document in documents if _goes_with_others(document)]
    try:
        articles = {id(article.document): article for article in clean_texts(texts, rules)}
    except Exception:
        articles = {}  # one of them is bad: each by itself, and it costs itself alone
    return [articles.get(id(document)) or _by_itself(document, rules) for document in documents]


def _goes_with_others(document: Document) -> bool:
    plain = not document.is_page and document.media_type not in LAYOUTS
    return plain and len(document.content) <= _LONGEST_TOGETHER


def _by_itself(document: Document, rules: RuleSet | None) -> Article | Reject:
    try:
        return to_article(document, rules)
    except Exception as error:
        return as_reject(document, error)


def as_reject(document: Document, error: Exception) -> Reject:
    """What went wrong with a document, as its reject; an error that is none of our own words is a defect of ours."""
    if not isinstance(error, BadInput):
        what = f"{document.uri} brought out a fault of dateline: {type(error).__name__}: {error}"
        error = Defect(what, "report it with the file; the rest of the run is not touched")
    return Reject(document.uri, document.content_hash, error)


def as_it_stands(document: Document) -> Article:
    """The document uncleaned: no title, and as body the text exactly as decoded (a page: all of its visible text)."""
    text = _visible(document) if document.is_page else document.content
    language, confidence = detect(text)
    whole = Block(0, len(text), "body", kept=True, body_start=0, body_end=len(text))
    return Article(document, text, (whole,), text, language=language, language_confidence=confidence)


def _visible(document: Document) -> str:
    from flows.text.pages import render  # noqa: PLC0415 - as above

    return render(document)


def annotate(articles: Sequence[Article], recogniser: Recogniser) -> list[Article]:
    """The same articles with their mentions; those in a language the recogniser does not know have none."""
    readable = [(a, _fields(a)) for a in articles if a.language is None or a.language in recogniser.languages]
    found = iter(recogniser.recognise([text for _, fields in readable for text in fields.values()]))
    mentions = {id(a): _mentions(a, fields, [next(found) for _ in fields], recogniser) for a, fields in readable}
    return [replace(a, mentions=mentions.get(id(a), ())) for a in articles]


def _fields(article: Article) -> dict[str, str]:
    """What names are looked for in: a body's credits are blank, for whoever wrote a story is not named by it."""
    body = article.body
    for block in article.blocks:
        if block.role == "credit" and block.body_start is not None and block.body_end is not None:
            body = body[: block.body_start] + " " * (block.body_end - block.body_start) + body[block.body_end :]
    return {"title": article.title, "body": body} if article.title else {"body": body}


def _mentions(
    article: Article, fields: dict[str, str], spans: Iterable[list[Span]], recogniser: Recogniser
) -> tuple[Mention, ...]:
    return annotate_fields(
        fields, dict(zip(fields, spans, strict=True)), recogniser=recogniser.name, context=context_of(article)
    )


def context_of(article: Article) -> Context:
    """What is known of an article beside its text, for whoever resolves its names."""
    first = next((block for block in article.blocks if block.body_start is not None), None)
    dateline = read_dateline(article.text, first) if first else None
    source = article.source
    return Context(
        language=article.language,
        source_name=source.name if source else None,
        source_country=country_of_site((source.home_url if source else None) or article.url or ""),
        dateline_place=dateline.place if dateline else None,
    )
