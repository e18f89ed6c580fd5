"""Titles without the site's name that pages put at either end."""

import re
from urllib.parse import urlsplit

from flows.text.sites import is_address


def without_site(title: str, site: str, url: str = "") -> str:
    """The title without the site's name at either end: "Rain ahead | Example News" is "Rain ahead".

    A part is the site's name when it is `site`, or when its letters are in the host of `url`, or the other way round.
    """
    parts = re.split(r"(\s+[|–—·•»:-]{1,2}\s+|\s*\|\s*)", " ".join(title.split()))
    host = _letters((urlsplit(url).hostname or "").removeprefix("www.").rsplit(".", 1)[0]) if is_address(url) else ""
    while len(parts) > 1 and _is_site(parts[-1], site, host):
        parts = parts[:-2]
    while len(parts) > 1 and _is_site(parts[0], site, host):
        parts = parts[2:]
    return "".join(parts)


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text.lower()))


def _is_site(part: str, site: str, host: str) -> bool:
    own, name = _letters(part), _letters(site)
    if not own:
        return True
    named = bool(name) and (own == name or (len(own) > 3 and (own in name or own.startswith(name))))
    return named or (len(own) > 3 and bool(host) and (own in host or (len(host) > 3 and host in own)))
