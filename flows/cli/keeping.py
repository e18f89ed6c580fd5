"""Commands that keep the database: migrate, version."""

import typer

from flows.cli.application import app
from flows.cli.options import Database
from flows.settings import load_settings


@app.command(epilog="Example: dateline migrate --database archive.db")
def migrate(database: Database = None) -> None:
    """Bring the database to the newest schema, or make it; keeps every row. `ingest` does this by itself."""
    from db.engine import make_engine
    from db.migrate import migrate as bring_up
    from db.migrate import revisions

    changed = bring_up(make_engine(load_settings(database_url=database).database_url))
    typer.echo(f"schema {revisions()[-1]}, {'newly made or upgraded' if changed else 'as it was'}")


@app.command()
def version() -> None:
    """Print dateline's version."""
    from importlib.metadata import version as installed

    typer.echo(f"dateline {installed('dateline')}")
