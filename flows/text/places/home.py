"""Where a source is at home: its country as told, as its web address says, or as its name says."""

from urllib.parse import urlsplit

from flows.text.countries import known_form
from flows.text.gazetteer import Place
from flows.text.naming import Context
from flows.text.places.candidates import candidates, country_points
from flows.text.places.hints import fits, hints_after
from flows.text.places.namesakes import cities_of, parts_of
from flows.text.places.votes import Asked
from flows.text.slugs import fold

ELSEWHERE = frozenset(
    {"ai", "am", "cc", "cd", "co", "dj", "fm", "gg", "io", "la", "ly", "me", "nu", "sc", "st", "to", "tv", "ws"}
)
"""Country domains that are sold all over the world."""


def country_of_site(url: str | None) -> str | None:
    """ISO code of the country whose domain a web address has.

    >>> country_of_site("https://www.thetimes.co.uk/x"), country_of_site("cnewslive.com"), country_of_site("https://x.io")
    ('GB', None, None)
    """
    if not url or len(url) > 2_000:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    end = host.rpartition(".")[2].casefold()
    code = {"uk": "GB"}.get(end, end.upper())
    return code if len(end) == 2 and end not in ELSEWHERE and code in country_points() else None


def home_of(context: Context) -> str | None:
    """ISO code of a source's home: as told, else as a country in its name says ("Times of India")."""
    if context.source_country or not context.source_name:
        return context.source_country
    forms = (known_form(part) for part in (context.source_name, *parts_of(context.source_name)))
    return next((form.code for form in forms if form and form.code), None)


def told(context: Context) -> list[Asked]:
    """The places known beside the text: its dateline's, its source's, one in the source's name; each has one vote."""
    made = []
    for text in (context.dateline_place, context.source_place):
        if text and (found := placed(text)):
            made.append(Asked(fold(text), found, False, []))
    for part in parts_of(context.source_name or ""):
        if found := cities_of(part):
            return [*made, Asked(fold(part), found, False, [])]
    return made


def placed(text: str) -> tuple[Place, ...]:
    """What a place may be that is told with its state or country: "SAVANNAH, Georgia"; all of its name where none fits.

    >>> {p.country for p in placed("SAVANNAH, Georgia")}
    {'US'}
    """
    name = text.partition(",")[0].strip()
    found, hints = candidates(text)[0] or candidates(name)[0], hints_after(text, len(name))
    return tuple(p for p in found if any(fits(p, hint) for hint in hints)) or found
