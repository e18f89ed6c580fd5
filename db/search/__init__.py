"""Full-text search over titles and bodies: words as people type them, answers ranked, with the place that matched."""

from db.search.asking import Filters, search
from db.search.typed import Wanted, wanted

__all__ = ["Filters", "Wanted", "search", "wanted"]
