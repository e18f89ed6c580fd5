"""What is read of a page beside its body, against what its JSON-LD says, which is taken out before.

Ours beside trafilatura (whose dates are those of htmldate): `python -m benchmarks.page_metadata`.
"""

import re
from collections.abc import Callable, Sequence

from benchmarks.bench_pages import Page, load
from benchmarks.measure import parser
from flows.text.dates import read_date
from flows.text.errors import BadInput
from flows.text.pages import clean_page, jsonld
from flows.text.pages.bylines import person
from flows.text.pages.measures import plain
from flows.text.records import Document

_SCRIPT = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)


def truth(markup: str) -> dict[str, str]:
    """Title, day of publication, byline and publisher as the page's JSON-LD has them."""
    article = jsonld.article_of([thing for script in _SCRIPT.findall(markup) for thing in jsonld.things(script)])
    date = read_date(jsonld.text_of(article.get("datePublished"))[:200])
    names = [person(name) for name in jsonld.names_of(article.get("author"))]
    said = {
        "title": plain(jsonld.text_of(article.get("headline"))),
        "published": date.at[:10] if date else "",
        "byline": plain(" ".join(names)),
        "publisher": plain(jsonld.text_of(article.get("publisher"))),
    }
    return {name: value for name, value in said.items() if value}


def found(markup: str) -> dict[str, str]:
    """The same fields as read from the page without its JSON-LD."""
    try:
        article = clean_page(Document("page", _SCRIPT.sub("", markup), "", "text/html"))
    except BadInput:
        return {}
    return {
        "title": plain(article.title or ""),
        "published": (article.published_at or "")[:10],
        "byline": plain((article.byline or "").replace(",", " ")),
        "publisher": plain(article.source.name if article.source else ""),
    }


def found_by_trafilatura(markup: str) -> dict[str, str]:
    """The same fields as trafilatura reads them from the page without its JSON-LD."""
    from trafilatura import extract_metadata

    read = extract_metadata(_SCRIPT.sub("", markup))
    return {
        "title": plain(read.title or ""),
        "published": (read.date or "")[:10],
        "byline": plain((read.author or "").replace(";", " ")),
        "publisher": plain(read.sitename or ""),
    }


def show_metadata(pages: Sequence[Page], who: str = "dateline", ask: Callable[[str], dict[str, str]] = found) -> None:
    """Print for each field on how many pages it is given, read, and right."""
    counts: dict[str, list[int]] = {name: [0, 0, 0] for name in ("title", "published", "byline", "publisher")}
    for page in pages:
        given = truth(page.markup)
        read = ask(page.markup) if given else {}
        for name, value in given.items():
            counts[name][0] += 1
            counts[name][1] += bool(read.get(name))
            counts[name][2] += read.get(name) == value
    print(f"\nRead by {who} without JSON-LD, against it\n{'':12}{'given':>7}{'read':>7}{'equal':>7}{'of read':>9}")
    for name, (given_by, read_in, equal) in counts.items():
        print(f"{name:12}{given_by:7}{read_in:7}{equal:7}{equal / max(1, read_in):9.3f}")


def main() -> None:
    """Show the table of ours and, where it is installed, of trafilatura."""
    pages = load(parser(__doc__ or "").parse_args().data)
    show_metadata(pages)
    try:
        show_metadata(pages, "trafilatura", found_by_trafilatura)
    except ImportError:
        print("left out, for it is not installed: trafilatura (pip install trafilatura)")


if __name__ == "__main__":
    main()
