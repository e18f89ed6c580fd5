"""The pages of the bench with their gold, and the folds in which no publisher stands on both sides."""

import gzip
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from flows.text.decoding import decode
from flows.text.readers.page import declared_in

FOLDS = 5
_ADDRESS = re.compile(
    r"<(?:link[^>]+rel=[\"']?canonical|meta[^>]+og:url)[^>]*?(?:href|content)=[\"']?([^\"'\s>]+)", re.IGNORECASE
)
_ARCHIVED = re.compile(r"/web/\d+\w*/(https?:/.*)")
_SECOND_LEVEL = {"co", "com", "gov", "org", "ac", "edu", "go", "gv"}
_HOSTS_OF_MANY = {"blogspot", "wordpress", "wikidot", "indiatimes", "creativecommons", "forumieren"}
_SISTERS = {  # sites of one house, on one template
    "hearst": "ctpost chron sfgate timesunion mysanantonio",
    "fox": "foxnews foxbusiness",
    "cbs": "cbsnews cbssports zdnet cnet",
    "future": "space livescience",
    "advance": "cleveland nj",
    "gannett": "floridatoday detroitnews",
    "piratenpartei": "piratenpartei piratenpartei-hessen piratenpartei-mv",
}
_HOUSE = {site: house for house, sites in _SISTERS.items() for site in sites.split()}


@dataclass(frozen=True, slots=True)
class Page:
    """One page: which set it is of (`articles` or `segments`), its markup, its publisher, and what is true of it."""

    kind: str
    id: str
    markup: str
    site: str
    gold: dict[str, Any]

    @property
    def fold(self) -> int:
        """Which fifth the page's publisher is in."""
        return fold_of(self.site, FOLDS)


def load(data: Path) -> list[Page]:
    """All pages of both sets, in the order of their ids; ends the program with a message when `data` has none."""
    pages = []
    for kind in ("articles", "segments"):
        gold_file = data / kind / "gold.json"
        if not gold_file.is_file():
            raise SystemExit(f"{gold_file} is not there: give the folder of the evaluation data with --data")
        gold = json.loads(gold_file.read_text("utf-8"))
        for key in sorted(gold):
            raw = gzip.decompress((data / kind / "html" / f"{key}.html.gz").read_bytes())
            markup = decode(raw, declared_in(raw)).text
            pages.append(Page(kind, key, markup, site_of(key, gold[key], markup), gold[key]))
    return pages


def scorers(data: Path) -> tuple[ModuleType, ModuleType]:
    """The scorers that lie beside the data: of whole articles, of segments."""
    sys.path.insert(0, str(data.resolve()))
    try:
        import score_extraction
        import score_segments
    finally:
        sys.path.pop(0)
    return score_extraction, score_segments


def site_of(key: str, gold: dict[str, Any], markup: str) -> str:
    """The publisher as one word: of the gold, else of the page's own address; a page without either is its own."""
    host = gold.get("site") or urlsplit(gold.get("url", "")).hostname or ""
    if not host or host == "web.archive.org":
        found = _ADDRESS.search(markup[:100_000])
        address = found[1] if found else ""
        archived = _ARCHIVED.search(address)
        host = urlsplit(archived[1] if archived else address).hostname or key
    parts = host.removeprefix("www.").split(".")
    at = -3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else -2
    name = parts[max(at, -len(parts))]
    return host if name in _HOSTS_OF_MANY else _HOUSE.get(name, name)


def fold_of(site: str, folds: int, salt: str = "") -> int:
    """Which of `folds` parts a publisher is in; the same on every machine."""
    return int(hashlib.sha256((salt + site).encode()).hexdigest(), 16) % folds
