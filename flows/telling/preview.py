"""What dateline makes of a document, without touching a database: as one JSON object, or as a page in the terminal."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from flows.text.pipeline import annotate, as_reject
from flows.text.readers import Reject
from flows.text.recognisers.base import Recogniser
from flows.text.records import Article, Block, Document, Mention


def preview(
    documents: Iterable[Document | Reject],
    recogniser: Recogniser,
    clean: Callable[[Document], Article],
    batch_size: int = 32,
) -> Iterator[Article | Reject]:
    """Articles with mentions, in the order of `documents`; what cannot be read comes as its reject."""
    stream = iter(documents)
    while batch := [cleaned(document, clean) for document in islice(stream, batch_size)]:
        annotated = iter(annotate([a for a in batch if isinstance(a, Article)], recogniser))
        for result in batch:
            yield next(annotated) if isinstance(result, Article) else result


def cleaned(document: Document | Reject, clean: Callable[[Document], Article]) -> Article | Reject:
    """The article that `clean` makes, or the reject that the document is or becomes."""
    if isinstance(document, Reject):
        return document
    try:
        return clean(document)
    except Exception as error:
        return as_reject(document, error)


def as_json(article: Article) -> str:
    """One line of JSON, ASCII alone, so that any character of a source survives the way."""
    return json.dumps(
        {
            "uri": article.document.uri,
            "title": article.title,
            "subtitle": article.subtitle,
            "byline": article.byline,
            "body": article.body,
            "language": article.language,
            "published_at": article.published_at,
            "published_basis": article.published_basis,
            "source": article.source.name if article.source else None,
            "url": article.url,
            "blocks": [_block(b) for b in article.blocks],
            "mentions": [_mention(m) for m in article.mentions],
        }
    )


def removed_as_json(article: Article) -> str:
    """One line of JSON: the stretches that cleaning removed, with their text."""
    gone = [{**_block(b), "text": article.text[b.raw_start : b.raw_end]} for b in article.blocks if not b.kept]
    return json.dumps({"uri": article.document.uri, "removed": gone})


def mentions_as_json(article: Article) -> str:
    """One line of JSON: the mentions, with all that is known of each."""
    return json.dumps({"uri": article.document.uri, "mentions": [_mention(m) for m in article.mentions]})


def _block(block: Block) -> dict[str, object]:
    names = ("raw_start", "raw_end", "role", "kept", "rule", "score")
    return {name: getattr(block, name) for name in names}


def _mention(mention: Mention) -> dict[str, object]:
    names = ("field", "char_start", "char_end", "text", "label")
    more = ("lat", "lon", "recogniser", "rule", "score", "tied", "role", "link_score", "place_score")
    return {
        **{name: getattr(mention, name) for name in names},
        "entity": mention.entity.key if mention.entity else None,
        "country": mention.country_code,
        **{name: getattr(mention, name) for name in more},
    }
