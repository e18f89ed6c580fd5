"""A page of markup becomes an article, step by step.

markup ─ tree ─→ what a reader sees ─ walk ─→ lines in boxes ─ features, model ─→ a score a line
─ roles ─→ blocks ─ boilerplate, body ─→ body;  metadata, dates: what the page says of itself
"""

from flows.text.pages.clean import clean_page, render

__all__ = ["clean_page", "render"]
