"""Which collection a folder is: the same one again, a part of one, one that was moved, or a new one."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import NamedTuple, cast

from sqlalchemy import Connection, Table, insert, select, update

from db.loading.storable import storable_name
from db.models import Collection

COLLECTIONS = cast(Table, Collection.__table__)


class CollectionRow(NamedTuple):
    """A collection: its key, name, and the absolute path of its folder."""

    id: int
    name: str
    location: str


def collection_for(
    connection: Connection, folder: Path, exists: Callable[[Path], bool] = Path.exists
) -> tuple[CollectionRow, str]:
    """The collection of a folder, and the prefix of its uris (`2023/05/`; empty for all of it).

    A folder inside a known one is a part of it. A folder named like a collection whose own is gone is that one, moved.
    Anything else is a new collection, named after the folder. For a single file give its parent folder.
    """
    place = Path(storable_name(str(folder.absolute())))
    known = [CollectionRow._make(row) for row in connection.execute(
        select(COLLECTIONS.c.id, COLLECTIONS.c.name, COLLECTIONS.c.location).order_by(COLLECTIONS.c.id))]  # fmt: skip
    for row in sorted(known, key=lambda row: -len(row.location)):
        if place.is_relative_to(row.location):
            inside = PurePosixPath(place.relative_to(row.location).as_posix())
            return row, "" if inside == PurePosixPath() else f"{inside}/"
    moved = [row for row in known if Path(row.location).name == place.name and not exists(Path(row.location))]
    return (_move(connection, moved[0], place) if moved else _add(connection, known, place)), ""


def _move(connection: Connection, row: CollectionRow, place: Path) -> CollectionRow:
    connection.execute(update(COLLECTIONS).where(COLLECTIONS.c.id == row.id).values(location=str(place)))
    return row._replace(location=str(place))


def _add(connection: Connection, known: list[CollectionRow], place: Path) -> CollectionRow:
    taken, base = {row.name for row in known}, place.name or "root"
    names = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    name = next(name for name in names if name not in taken)
    values = {"name": name, "kind": "folder", "location": str(place)}
    identity = connection.execute(insert(COLLECTIONS).values(values).returning(COLLECTIONS.c.id)).scalar_one()
    return CollectionRow(identity, name, str(place))
