"""A stored document comes back exactly, from either database, for it to be annotated again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from small_stories import VERSIONS
from sqlalchemy import Engine, select

from db.engine import transaction
from db.loading.load import load_batch
from db.models import Document as StoredDocument
from db.records import FileFacts
from db.running.folders import collection_for
from flows.rows import to_document, to_rows
from flows.text.records import Article, Block, Document

TEXT = "Grüße\0 aus\ud800 𝕏 \ufffd\r\n\t'\"\\ %s :name {}"


@pytest.mark.parametrize(
    "document",
    [
        Document("a.txt", TEXT, "h1", encoding="utf-16", encoding_basis="bom"),
        Document("a.html", f"<p>{TEXT}", "h2", "text/html"),
        Document("w.jsonl#3", TEXT, "h3", record=3, fields={"id\0": TEXT, "b": "", "a": "ünï"}),
        Document(r"odd % name: 'x' ?#[].txt", "", "h4"),
    ],
    ids=lambda document: document.uri,
)
def test_a_document_comes_back_exactly(engine: Engine, document: Document) -> None:
    text = document.content.removeprefix("<p>")
    article = Article(document, text, (Block(0, len(text), "body", True),), text)
    rows = to_rows(article, FileFacts("f", 1, 1), VERSIONS)
    with transaction(engine) as connection:
        number = collection_for(connection, Path("/data/news"))[0].id
        load_batch(connection, [rows], number, datetime(2026, 11, 23, tzinfo=UTC))
        stored: Any = connection.execute(select(StoredDocument.__table__)).one()
        assert to_document(stored) == document
