"""The extractors that dateline's page cleaning is measured beside; each is asked for only if it is installed."""

import logging
from collections.abc import Callable
from functools import partial

Extractor = Callable[[str], str]


def peers() -> dict[str, Extractor]:
    """Name → extractor of a page's main text without comments; says which are missing."""
    logging.disable(logging.CRITICAL)
    found: dict[str, Extractor] = {}
    for makers in (_trafilatura, _readability, _resiliparse):
        try:
            found |= makers()
        except ImportError as missing:
            package = _PACKAGES.get(missing.name or "", missing.name)
            print(f"left out, for it is not installed: {package} (pip install {package})")
    return found


_PACKAGES = {"trafilatura": "trafilatura", "readability": "readability-lxml", "resiliparse": "resiliparse"}


def _trafilatura() -> dict[str, Extractor]:
    import trafilatura

    def ask(markup: str, **options: bool) -> str:
        return str(trafilatura.extract(markup, include_comments=False, **options) or "")

    return {
        "trafilatura standard": ask,
        "trafilatura fast": partial(ask, fast=True),
        "trafilatura precision": partial(ask, favor_precision=True),
    }


def _readability() -> dict[str, Extractor]:
    from lxml.html import fromstring
    from readability import Document

    def ask(markup: str) -> str:
        summary = Document(markup).summary()
        return str(fromstring(summary).text_content()) if summary.strip() else ""

    return {"readability-lxml": guarded(ask)}


def _resiliparse() -> dict[str, Extractor]:
    from resiliparse.extract.html2text import extract_plain_text

    def ask(markup: str) -> str:
        return str(extract_plain_text(markup, main_content=True, comments=False))

    return {"resiliparse": guarded(ask)}


def guarded(ask: Extractor) -> Extractor:
    """The same extractor, whose failure on a page is an empty answer."""

    def safe(markup: str) -> str:
        try:
            return ask(markup)
        except Exception:  # a peer's crash is its score, not ours
            return ""

    return safe
