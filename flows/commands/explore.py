"""`dateline explore`: serve the web pages on this machine, or write them as files."""

import errno
import webbrowser
from pathlib import Path

from sqlalchemy import Engine

from db import sqlite
from db.engine import make_engine
from db.site.asking import require_readable
from flows.settings import Settings
from flows.text.errors import DatelineError, SettingsError

USUAL_PORT = 8001
"""Datasette's own default port."""

_PROXY = "put a web server that asks for a password before it, or write files with --static; see docs/pages.md"


def run_explore(settings: Settings, host: str, port: int, *, browser: bool) -> int:
    """Serve the pages until stopped. Raises SettingsError, DatelineError, and DatabaseError of the database."""
    path = sqlite.path_of(settings.database_url)
    if path is None:
        mend = "write the pages as files with --static DIR, which works for PostgreSQL too"
        raise SettingsError("the pages are served from a SQLite file only, as Datasette reads nothing else", mend)
    engine = make_engine(settings.database_url, read_only=True)
    require_readable(engine)
    try:
        _serve(engine, path, host, port, browser=browser)
    except KeyboardInterrupt:
        print("dateline: stopped")
    finally:
        engine.dispose()
    return 0


def write_static(settings: Settings, folder: Path, *, force: bool) -> int:
    """Write the pages of any database into `folder`. Raises SettingsError for a folder that holds something."""
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"{folder} is a file", "name a folder")
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise SettingsError(f"{folder} is not empty", "name another folder, or add --force to write over its files")
    from db.site.writing import write_pages  # noqa: PLC0415 - templates that serving does not need

    engine = make_engine(settings.database_url, read_only=True)
    try:
        require_readable(engine)
        written = write_pages(engine, folder)
    except OSError as error:
        mend = "give another folder, or permission to write there"
        raise DatelineError(f"{folder} cannot be written: {error.strerror}", mend) from error
    finally:
        engine.dispose()
    print(f"{written.files:,} files, {written.size:,} bytes; begin with {folder / 'index.html'}")
    return 0


def _serve(engine: Engine, path: Path, host: str, port: int, *, browser: bool) -> None:
    try:
        from db.site.served import application  # noqa: PLC0415 - an extra, and half a second
        from db.site.serving import address_of, listen, serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise DatelineError(
            f"the pages need Datasette ({error.name} is missing)", "pip install 'dateline[explore]'"
        ) from error
    try:
        listening = listen(host, port)
    except ValueError:
        raise SettingsError(
            f"the pages are open to whoever reaches them, so {host} is not listened on", _PROXY
        ) from None
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        what = f"port {port} is taken" if taken else f"port {port} cannot be listened on: {error.strerror}"
        raise DatelineError(what, "choose another with --port, or --port 0 for any that is free") from error
    address = address_of(listening)

    def started() -> None:
        print(f"dateline: {path} is at {address}; stop with Ctrl-C", flush=True)
        if browser:
            webbrowser.open(address)

    with listening, application(engine, path) as app:
        serve(app, listening, started)
