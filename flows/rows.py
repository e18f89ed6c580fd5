"""The seam: an article becomes rows for every table, and a stored document becomes a document again.

The only module that knows both halves. What no database takes (NUL characters, lone surrogates) is replaced here one
for one, so that offsets stay true, and put back on the way out.
"""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from db.loading.storable import restored, storable, storable_name, substitutions
from db.records import (
    ArticleRow,
    BlockRow,
    DocumentRow,
    DocumentRows,
    EntityRow,
    FileFacts,
    MentionRow,
    RoleRow,
    Versions,
    json_text,
)
from flows.text.names.variants import sound_of
from flows.text.records import Article, Block, Document, Entity, Mention

UNSTATED = "unstated"
"""How a mention is tied whose resolver does not say."""

KEY_LENGTH = 200
"""Code points of a key; a longer one is cut and made unique by its hash, for PostgreSQL indexes no long text."""

_UNTIL = "0000-01-01T00:00:00Z"
"""What completes a year, a month, a day or a minute to an instant; the precision is stored beside it."""


class StoredDocument(Protocol):
    """The columns of a row of `documents` that make a document again."""

    uri: str
    record: int | None
    content_hash: str
    media_type: str
    encoding: str
    encoding_basis: str
    fields: dict[str, str] | str | None
    substitutions: list[list[int]] | str | None
    text: str
    markup: bytes | None


def to_rows(article: Article, file: FileFacts, versions: Versions) -> DocumentRows:
    """One article's rows, ready to load."""
    offices = _offices(article.mentions)
    mentions = sorted((_mention(each, offices) for each in article.mentions), key=lambda row: row[:3])
    entities = {each.entity.key: each.entity for each in article.mentions if each.entity is not None}
    return DocumentRows(
        file=file._replace(path=storable_name(file.path)),
        document=_document(article),
        article=_article(article, versions),
        source=None if article.source is None else _key(article.source.slug),
        blocks=tuple(_block(position, block) for position, block in enumerate(article.blocks)),
        mentions=tuple(mentions),
        entities=tuple(_entity(entities[key]) for key in sorted(entities)),
        roles=tuple(sorted(row for each in article.mentions for row in _roles(each))),
    )


def to_document(row: StoredDocument) -> Document:
    """The document that a row of `documents` was read from, exactly."""
    replaced = json.loads(row.substitutions) if isinstance(row.substitutions, str) else row.substitutions
    fields = json.loads(row.fields) if isinstance(row.fields, str) else row.fields
    content = restored(row.text, [(offset, point) for offset, point in replaced or ()])
    if row.markup is not None:
        content = zlib.decompress(row.markup).decode("utf-8", "surrogatepass")
    return Document(
        uri=row.uri,
        content=content,
        content_hash=row.content_hash,
        media_type=row.media_type,
        encoding=row.encoding,
        encoding_basis=row.encoding_basis,
        record=row.record,
        fields=fields or {},
    )


def _document(article: Article) -> DocumentRow:
    document, replaced = article.document, substitutions(article.text)
    page = zlib.compress(document.content.encode("utf-8", "surrogatepass")) if document.is_page else None
    return DocumentRow(
        uri=storable_name(document.uri),
        record=document.record,
        content_hash=document.content_hash,
        media_type=document.media_type,
        encoding=document.encoding,
        encoding_basis=document.encoding_basis,
        fields=json_text(dict(document.fields)) if document.fields else None,
        substitutions=json_text(replaced) if replaced else None,
        text=storable(article.text),
        markup=page,
    )


def _article(article: Article, versions: Versions) -> ArticleRow:
    source = article.source
    return ArticleRow(
        title=_text(article.title),
        subtitle=_text(article.subtitle),
        byline=_text(article.byline),
        section=_text(article.section),
        url=_text(article.url),
        language=article.language,
        language_confidence=article.language_confidence,
        published_at=_instant(article.published_at),
        published_precision=article.published_precision,
        published_basis=article.published_basis,
        modified_at=_instant(article.modified_at),
        word_count=article.word_count,
        content_hash=article.content_hash,
        source_name=_text(source.name) if source else None,
        source_home_url=_text(source.home_url) if source else None,
        source_basis=_text(source.basis) if source else None,
        bases=json_text(dict(article.bases)),
        repairs=json_text(dict(article.repairs)),
        cleaner_version=versions.cleaner,
        recogniser=versions.recogniser,
        recogniser_version=versions.recogniser_version,
        resolver_version=versions.resolver,
        body=storable(article.body),
    )


def _block(position: int, block: Block) -> BlockRow:
    return BlockRow(
        position=position,
        raw_start=block.raw_start,
        raw_end=block.raw_end,
        role=block.role,
        kept=block.kept,
        rule=block.rule,
        score=block.score,
        body_start=block.body_start,
        body_end=block.body_end,
    )


def _offices(mentions: Iterable[Mention]) -> dict[str, str]:
    """Country of the office that an article gives a person, by key of a full name: the one it says most often."""
    told: dict[str, Counter[str]] = {}
    for mention in mentions:
        entity, code = mention.entity, mention.country_code
        if code and entity is not None and entity.type == "person" and sound_of(entity) is not None:
            told.setdefault(entity.key, Counter())[code] += 1
    return {key: min(codes, key=lambda code: (-codes[code], code)) for key, codes in told.items()}


def _roles(mention: Mention) -> Iterator[RoleRow]:
    for role in mention.roles:
        place = role.char_start, role.char_end
        yield RoleRow(mention.field, mention.char_start, *place, storable(role.text), role.country_code)


def _mention(mention: Mention, offices: Mapping[str, str]) -> MentionRow:
    entity = mention.entity
    return MentionRow(
        field=mention.field,
        char_start=mention.char_start,
        char_end=mention.char_end,
        text=storable(mention.text),
        label=mention.label,
        recogniser=mention.recogniser,
        rule=mention.rule,
        score=mention.score,
        sentence_start=mention.sentence_start,
        sentence_end=mention.sentence_end,
        tied=mention.tied if entity is None else mention.tied or UNSTATED,
        role=_text(mention.role),
        country_code=mention.country_code or (entity.country_code if entity else None),
        lat=mention.lat,
        lon=mention.lon,
        link_score=mention.link_score,
        place_score=mention.place_score,
        entity=None if entity is None else _identity(entity.key, offices),
    )


def _identity(key: str, offices: Mapping[str, str]) -> str:
    return f"{_key(key)}@{offices[key]}" if key in offices else _key(key)


def _entity(entity: Entity) -> EntityRow:
    external = json_text(dict(entity.external_ids)) if entity.external_ids else None
    sound = None if external else sound_of(entity)
    return EntityRow(_key(entity.key), entity.type, storable(entity.name), entity.country_code, external, sound)


def _text(text: str | None) -> str | None:
    return None if text is None else storable(text)


def _key(key: str) -> str:
    stored = storable(key)
    if len(stored) <= KEY_LENGTH:
        return stored
    return f"{stored[: KEY_LENGTH - 17]}~{hashlib.sha256(stored.encode()).hexdigest()[:16]}"


def _instant(moment: str | None) -> str | None:
    """`2023`, `2023-05`, `2023-05-05`, `2023-05-05T08:00Z`: each to the second at which it begins, in UTC."""
    if moment is None:
        return None
    bare = moment.removesuffix("Z").removesuffix("+00:00")[:19]
    return bare + _UNTIL[len(bare) :]
