"""`dateline search`: words in, articles out, best first."""

import re
import sys
from pathlib import Path

from db.search import Filters, search
from flows.commands.answers import require_form, require_new, write_answer
from flows.settings import Settings
from flows.text.errors import SettingsError

SHOWN = 5
"""Columns of a table: published, source, title, found, uri. Other forms hold article_id and score too."""


def run_search(
    words: str, limit: int, filters: Filters, form: str, settings: Settings, out: Path | None, *, force: bool
) -> None:
    """Write what is found. Raises SettingsError for a day that is none, QueryError when nothing is asked for."""
    for option, day in (("--from", filters.since), ("--to", filters.until)):
        if day and not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            raise SettingsError(f"{option} {day} is no day", f"write {option} 2023-05-31")
    if limit < 1:
        raise SettingsError(f"-n {limit} asks for nothing", "write -n 20")
    require_form(form)
    if out is not None:
        require_new(out, settings, force=force)
    with search(settings.database_url, words, limit, filters) as answer:
        shown = SHOWN if form == "table" else len(answer.columns)
        rows = (row[:shown] for row in answer.rows)
        found = write_answer(answer.columns[:shown], rows, form, out)
    if not found:
        print("nothing found", file=sys.stderr)
