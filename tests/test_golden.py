"""Golden cases: a folder with an input file and what dateline must make of it. Add one without writing Python.

`expected.json` holds any of the keys below; a case with several documents holds a list of such tables.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from flows.preview import as_json
from flows.text.pipeline import to_article
from flows.text.readers import Reject, read
from flows.text.records import Article
from flows.text.seeds import find

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(folder for folder in GOLDEN.iterdir() if folder.is_dir())

EXACT = ("title", "subtitle", "byline", "language", "published_at", "source")
KNOWN = {*EXACT, "paragraphs", "removed", "kept_roles", "mentions", "no_mentions", "reject", "why"}


def _results(case: Path) -> list[Article | Reject]:
    inputs = [path for path in case.iterdir() if path.name.startswith("input.")]
    assert len(inputs) == 1, f"{case.name}: one file input.* is wanted, there are {len(inputs)}"
    files = find(inputs[0]).files
    found: list[Article | Reject] = []
    for document in (document for file in files for document in read(file)):
        found.append(document if isinstance(document, Reject) else to_article(document))
    return found


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
        {"text": " ".join(article.text[b["raw_start"] : b["raw_end"]].split()), "role": b["role"], "rule": b["rule"]}
        for b in shown["blocks"]
        if not b["kept"]
    ]
    assert all(one["rule"] for one in removed), "removed text without a rule"
    for one in wanted.get("removed", []):
        assert {**one, "text": " ".join(one["text"].split())} in removed
    roles = {b["role"] for b in shown["blocks"] if b["kept"]}
    assert set(wanted.get("kept_roles", [])) <= roles


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path) -> None:
    results, expected = _results(case), _expected(case)
    assert len(results) == len(expected)
    for result, wanted in zip(results, expected, strict=True):
        if "reject" in wanted:
            continue
        assert not isinstance(result, Reject), getattr(result, "error", None)
        _check(result, wanted)


def test_there_are_cases() -> None:
    assert len(CASES) >= 60
