"""What a web address says of its site: whether it is one, the site's first page, and the site as a publisher."""

from urllib.parse import urlsplit

from flows.text.records import Source
from flows.text.slugs import slug

HOST = "host"
"""Basis of a publisher who is known by the host of the article's address alone."""

LONGEST = 2_000
"""Code points of an address; what is longer is none."""


def is_address(value: str) -> bool:
    """Whether `value` is an absolute web address with a host."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(value) < LONGEST


def home_of(url: str) -> str | None:
    """The address of the site's first page."""
    if not is_address(url):
        return None
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"


def publisher_of(url: str) -> Source | None:
    """The site itself, by the name of its host, for an article that names no publisher; a bare number names nobody.

    >>> publisher_of("https://www.ejemplo.es/a/1")
    Source(slug='ejemplo-es', name='ejemplo.es', basis='host', home_url='https://www.ejemplo.es/')
    >>> publisher_of("http://127.0.0.1:8000/a"), publisher_of("http://[::1]/a"), publisher_of("http://localhost/a")
    (None, None, None)
    """
    if not is_address(url):
        return None
    host = (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
    named = "." in host and not host.rpartition(".")[2].isdigit()
    return Source(slug(host), host, HOST, home_of(url)) if named else None
