"""`dateline preview`: articles on the screen or as JSON lines, no database."""

import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from rich.console import Console

from flows.settings import Settings
from flows.telling.preview import as_json as to_json
from flows.telling.preview import cleaned, mentions_as_json, preview, removed_as_json
from flows.telling.tables import one_line
from flows.telling.terminal import show, show_mentions, show_removed
from flows.text.boilerplate.rules import load_rules
from flows.text.pipeline import as_it_stands, to_article
from flows.text.readers import Reject, read
from flows.text.recognisers import recogniser
from flows.text.records import Document
from flows.text.seeds import find


def run_preview(
    paths: list[Path],
    settings: Settings,
    mapping: Mapping[str, str],
    *,
    as_json: bool = False,
    no_cleaning: bool = False,
    only_mentions: bool = False,
) -> int:
    """Print each document's article, or its mentions; what is wrong with a file goes to standard error.

    Returns the exit code.
    """
    said, page = (mentions_as_json, show_mentions) if only_mentions else (to_json, show)
    clean = as_it_stands if no_cleaning else partial(to_article, rules=load_rules(settings.rules))
    console, shown, rejected = Console(highlight=False), 0, 0
    for result in preview(_documents(paths, mapping), recogniser(settings.recogniser, settings.model), clean):
        if isinstance(result, Reject):
            rejected += 1
            _complain(result)
        else:
            shown += 1
            print(said(result)) if as_json else page(result, console)
    return 1 if rejected and not shown else 0


def run_removed(paths: list[Path], settings: Settings, mapping: Mapping[str, str], *, as_json: bool) -> int:
    """Print only what cleaning removes from each document, with role and rule. Returns the exit code."""
    rules, console = load_rules(settings.rules), Console(highlight=False)
    shown = rejected = 0
    for document in _documents(paths, mapping):
        result = cleaned(document, partial(to_article, rules=rules))
        if isinstance(result, Reject):
            rejected += 1
            _complain(result)
        else:
            shown += 1
            print(removed_as_json(result)) if as_json else show_removed(result, console)
    return 1 if rejected and not shown else 0


def _documents(paths: list[Path], mapping: Mapping[str, str]) -> Iterator[Document | Reject]:
    for path in paths:
        found = find(path)
        for uri, reason in found.passed_over if not found.files else ():
            sys.stderr.write(f"dateline: {one_line(uri)} is passed over: {reason}\n")
        for file in found.files:
            yield from read(file, mapping=mapping)


def _complain(reject: Reject) -> None:
    sys.stderr.write(f"dateline: {one_line(reject.error.message)}\n  mend: {one_line(reject.error.mend)}\n")
