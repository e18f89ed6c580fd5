"""The views that people ask: each a `.sql` file that says what it means, made the same on SQLite and PostgreSQL."""

from db.views.making import drop_views, make_views
from db.views.reading import View, ViewColumn, views

__all__ = ["View", "ViewColumn", "drop_views", "make_views", "views"]
