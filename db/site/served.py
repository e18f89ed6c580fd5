"""Datasette with our pages in it: the tables and questions are Datasette's, every other page is ours."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm
from datasette.views.base import DatasetteError
from sqlalchemy import Engine

from db import sqlite
from db.site.asking import asking
from db.site.metadata import DATABASE, metadata
from db.site.rendering import STYLE, render, shown
from db.site.routes import LINKS, ROUTES, Maker, answer
from db.site.safety import App, guarded

FOLDER = Path(__file__).parent
SECONDS = 10
"""How long a question to the tables may take."""

TOO_LONG = f"This took longer than {SECONDS} seconds. Narrow the question: to one entity, one source, or fewer rows."
SETTINGS = {
    "sql_time_limit_ms": 1_000 * SECONDS,
    "facet_time_limit_ms": 1_000,
    "default_page_size": 50,
    "max_returned_rows": 5_000,
    "allow_download": False,
    "truncate_cells_html": 240,
    "default_cache_ttl": 0,
}


class ReadOnlyFile(Database):
    """The file, opened as our own readers open it: it may be written meanwhile, and never by this server."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection without any right to write."""
        if write:
            raise sqlite3.OperationalError("this server only reads")
        connection = sqlite.connect(Path(self.path), read_only=True)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        self._all_file_connections.append(connection)
        return connection


class Pages:
    """Our routes and headers as hooks of Datasette."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.__name__ = "dateline pages"  # Datasette lists its plugins by the name of a module

    @hookimpl
    def register_routes(self) -> list[tuple[str, Any]]:
        """Our pages, which come before Datasette's own."""
        return [(r"^/-/dateline/site[.]css$", _style()), *((pattern, self._view(make)) for pattern, make in ROUTES)]

    @hookimpl
    def asgi_wrapper(self, datasette: Any) -> Any:
        """Headers on every answer."""
        return guarded

    @hookimpl
    def handle_exception(self, request: Any, exception: Exception) -> Any:
        """What went wrong, in words. Datasette's own hook, which `application` puts aside, prints all variables."""
        status = getattr(exception, "status", 500)
        if getattr(exception, "title", None) == "SQL Interrupted":
            return Response.html(render("missing.html", LINKS, what=TOO_LONG), status=status)
        words = getattr(exception, "message", None) or str(exception) or type(exception).__name__
        what = words if status < 500 or isinstance(exception, DatasetteError) else "This server made a mistake."
        return Response.html(render("missing.html", LINKS, what=what), status=status)

    @hookimpl
    def prepare_jinja2_environment(self, env: Any) -> None:
        """Datasette's pages show odd characters as ours do."""
        env.finalize = shown

    def _view(self, make: Maker) -> Any:
        async def view(request: Any) -> Any:
            given = {**{name: request.args[name] for name in request.args}, **request.url_vars}
            made = await asyncio.to_thread(answer, self.engine, make, given)
            return Response.html(made.html, status=made.status)

        return view


def _style() -> Any:
    text = STYLE.read_text(encoding="utf-8")

    async def view() -> Any:
        return Response(text, content_type="text/css; charset=utf-8")

    return view


@contextmanager
def application(engine: Engine, path: Path) -> Iterator[App]:
    """The server's application over the SQLite file at `path`; `engine` reads the same file."""
    with asking(engine) as ask:
        told = metadata(ask)
    pages, aside = Pages(engine), pm.unregister(name="datasette.handle_exception")
    pm.register(pages, name="dateline")
    try:
        made = Datasette(
            [], metadata=told, settings=SETTINGS, template_dir=str(FOLDER / "tables"), memory=False, pdb=False
        )
        made.remove_database("_memory")
        made.add_database(ReadOnlyFile(made, path=str(path), is_mutable=True), name=DATABASE)
        yield made.app()
    finally:
        pm.unregister(pages)
        pm.register(aside, "datasette.handle_exception")
