"""Where the places of a document lie: a country and a point for each, decided by the document itself."""

from flows.text.places.home import country_of_site
from flows.text.places.resolve import resolve_places
from flows.text.places.seen import missed, relabel

__all__ = ["country_of_site", "missed", "relabel", "resolve_places"]
