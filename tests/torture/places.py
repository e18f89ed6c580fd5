"""Where databases stand that are made, broken and thrown away by the dozen: files in a folder, or a server."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url

from db.engine import make_engine


@dataclass(frozen=True)
class Files:
    """SQLite files in a folder."""

    folder: Path

    def new(self, name: str, source: str | None = None) -> str:
        """The address of a database of that name: none yet, or a copy of `source`."""
        target = self.folder / f"{name}.db"
        for path in self.folder.glob(f"{target.name}*"):
            path.unlink()
        if source:
            shutil.copy(source, target)
        return str(target)


@dataclass(frozen=True)
class Server:
    """Databases of the PostgreSQL server at `url`."""

    url: str

    def new(self, name: str, source: str | None = None) -> str:
        """As that of `Files`; whoever is still connected to one of that name is thrown out."""
        engine = make_engine(self.url).execution_options(isolation_level="AUTOCOMMIT")
        template = make_url(source).database if source else "template0"
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS torture_{name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE torture_{name} TEMPLATE {template}"))
        engine.dispose()
        return make_url(self.url).set(database=f"torture_{name}").render_as_string(hide_password=False)


Place = Files | Server
