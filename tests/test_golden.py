"""Golden cases: a folder with an input file and what dateline must make of it. Add one without writing Python.

`expected.json` holds any of the keys below; a case with several documents holds a list of such tables. `mentions` are
[text, label, entity] that must be there, `no_mentions` texts that nothing may name, `reject` the class of the error.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from flows.settings import Settings
from flows.telling.preview import as_json
from flows.text.errors import BadInput
from flows.text.pipeline import annotate, to_article
from flows.text.readers import Reject, read
from flows.text.readers.base import reject
from flows.text.recognisers import recogniser
from flows.text.records import Article, Document
from flows.text.seeds import find

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(folder for folder in GOLDEN.iterdir() if folder.is_dir())

EXACT = ("title", "subtitle", "byline", "language", "published_at", "published_basis", "source")
KNOWN = {*EXACT, "paragraphs", "removed", "kept_roles", "mentions", "no_mentions", "reject", "why"}


def _results(case: Path) -> list[Article | Reject]:
    inputs = [path for path in case.iterdir() if path.name.startswith("input.")]
    assert len(inputs) == 1, f"{case.name}: one file input.* is wanted, there are {len(inputs)}"
    files = find(inputs[0]).files
    found: list[Article | Reject] = []
    for document in (document for file in files for document in read(file)):
        found.append(document if isinstance(document, Reject) else _article(document))
    return found


def _article(document: Document) -> Article | Reject:
    """What an ingest makes of a document: a page that shows nothing is refused while it is cleaned."""
    try:
        return to_article(document)
    except BadInput as error:
        return reject(document.uri, document.content_hash, error)


def _expected(case: Path) -> list[dict[str, Any]]:
    wanted = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    return wanted if isinstance(wanted, list) else [wanted]


def _check(article: Article, wanted: dict[str, Any]) -> None:
    assert set(wanted) <= KNOWN, f"unknown keys {sorted(set(wanted) - KNOWN)}"
    assert "".join(article.text[b.raw_start : b.raw_end] for b in article.blocks) == article.text
    shown = json.loads(as_json(article))
    for key in EXACT:
        if key in wanted:
            assert shown[key] == wanted[key], key
    if "paragraphs" in wanted:
        assert shown["body"].split("\n\n") == wanted["paragraphs"]
    removed = [
        {
            "text": " ".join(article.text[b["raw_start"] : b["raw_end"]].split()),
            "role": b["role"],
            "rule": _unversioned(b["rule"]),
        }
        for b in shown["blocks"]
        if not b["kept"]
    ]
    assert all(one["rule"] for one in removed), "removed text without a rule"
    for one in wanted.get("removed", []):
        assert {**one, "text": " ".join(one["text"].split())} in removed
    roles = {b["role"] for b in shown["blocks"] if b["kept"]}
    assert set(wanted.get("kept_roles", [])) <= roles


def _unversioned(rule: str | None) -> str | None:
    """A model's name without its version, which changes at each fit."""
    return rule.partition("@")[0] if rule else rule


def _check_mentions(article: Article, wanted: dict[str, Any]) -> None:
    (annotated,) = annotate([article], recogniser(Settings().recogniser))
    mentions = json.loads(as_json(annotated))["mentions"]
    found = [[m["text"], m["label"], m["entity"]] for m in mentions]
    for one in wanted.get("mentions", []):
        assert one in found
    for text in wanted.get("no_mentions", []):
        assert not [m for m in found if text in m[0]]


def _check_reject(result: Article | Reject, wanted: str) -> None:
    assert isinstance(result, Reject)
    assert type(result.error).__name__ == wanted
    assert result.uri.partition("#")[0] in result.error.message, "the message names the file"
    assert result.error.mend


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path) -> None:
    results, expected = _results(case), _expected(case)
    assert len(results) == len(expected)
    for result, wanted in zip(results, expected, strict=True):
        if "reject" in wanted:
            _check_reject(result, wanted["reject"])
            continue
        assert not isinstance(result, Reject), getattr(result, "error", None)
        _check(result, wanted)
        if wanted.keys() & {"mentions", "no_mentions"}:
            _check_mentions(result, wanted)


def test_there_are_cases() -> None:
    assert len(CASES) >= 60
