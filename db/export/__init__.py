"""Taking the data away: tables with their description, or the formats of Aleph and of annotators."""

from db.export.making import FORMATS, Wish, export

__all__ = ["FORMATS", "Wish", "export"]
