"""`dateline export`: the data as files for other programs."""

import re
import sys
from dataclasses import replace
from pathlib import Path

from db.export import FORMATS, Wish, export
from flows.commands.answers import require_new
from flows.settings import Settings
from flows.text.errors import SettingsError
from flows.text.sentences import sentence_ranges


def run_export(wish: Wish, out: Path, settings: Settings, *, force: bool) -> None:
    """Write an export and say what was written. Raises SettingsError for what cannot be."""
    if wish.form not in FORMATS:
        raise SettingsError(f"there is no format {wish.form}", f"choose one of {', '.join(FORMATS)}")
    if wish.since and not re.fullmatch(r"\d{4}-\d\d-\d\d", wish.since):
        raise SettingsError(f"--since {wish.since} is no day", "write --since 2023-05-31")
    if wish.of not in ("entities", "mentions"):
        raise SettingsError(f"there are no {wish.of} on a map", "choose entities or mentions")
    if not (wish.makes == "folder" and out.is_dir() and not any(out.iterdir())):
        require_new(out, settings, force=force)
    if out.exists() and out.is_dir() != (wish.makes == "folder"):
        raise SettingsError(f"{out} is no {wish.makes}", f"{wish.form} makes a {wish.makes}: name another")
    made = export(settings.database_url, replace(wish, sentences=sentence_ranges), out)
    size = sum(path.stat().st_size for path in made)
    print(f"{len(made)} {'file' if len(made) == 1 else 'files'}, {size} bytes in {out}", file=sys.stderr)
