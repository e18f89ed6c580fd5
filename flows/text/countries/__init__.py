"""Countries, blocs and regions: every form of their names, and where a text really means them."""

from flows.text.countries.finder import find_known
from flows.text.countries.marks import Marked, mark_countries, mark_known
from flows.text.countries.table import CountryForm, country_form, known_form

__all__ = ["CountryForm", "Marked", "country_form", "find_known", "known_form", "mark_countries", "mark_known"]
