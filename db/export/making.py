"""Make an export in a folder of its own; it takes its name only when all of it is written."""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from db.entities.geojson import geojson
from db.errors import QueryError
from db.export.annotation import BRAT_CONF, brat_files, conll_lines
from db.export.ftm import lines as ftm_lines
from db.export.package import package
from db.export.question import answered
from db.export.reading import Reader, open_reader
from db.export.resources import RESOURCES
from db.export.tables import WRITERS, write_sqlite
from db.export.told import Ranges

FORMATS: Mapping[str, str] = {
    "csv": "folder", "jsonl": "folder", "parquet": "folder", "sqlite": "file", "geojson": "file", "ftm": "file",
    "conll": "file", "brat": "folder",
}  # fmt: skip
"""Every format, and whether it makes a file or a folder."""

PACKAGE = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be taken away.

    `query` is a ready question or SQL, with `parameters`: then one table is written, as a file. `since` is a day: only
    documents read or changed on that day or later. `of` is what a map shows: entities or mentions. `as_stored` leaves
    formulas in CSV cells. `sentences` splits texts.
    """

    form: str
    query: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    since: str | None = None
    of: str = "entities"
    as_stored: bool = False
    sentences: Ranges = lambda text: [(0, len(text))]

    @property
    def makes(self) -> str:
        """`file` or `folder`."""
        return "file" if self.query else FORMATS[self.form]


def export(address: str, wish: Wish, out: Path) -> list[Path]:
    """Write what is wished for to `out`, in place of what stood there; the files that were written.

    Raises QueryError for a question in a format that is no table, and what reading raises.
    """
    if wish.query and wish.form not in ("csv", "jsonl", "parquet", "sqlite"):
        raise QueryError(f"an answer is a table, and {wish.form} is none", "choose csv, jsonl, parquet or sqlite")
    if wish.since and wish.form == "geojson":
        raise QueryError("a map is of the whole database", "leave --since away")
    part = out.with_name(f".{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        _write(address, wish, part, out.name)
        return _keep(part, out, wish.makes)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write(address: str, wish: Wish, part: Path, name: str) -> None:
    if wish.query:
        answered(address, wish.query, wish.parameters, wish.form, part / name, as_stored=wish.as_stored)
        return
    with open_reader(address, wish.since) as reader:
        if wish.form in WRITERS:
            _tables(reader, wish, part)
        elif wish.form == "sqlite":
            write_sqlite(part / name, ((r.name, r.fields, r.key, reader.rows(r)) for r in RESOURCES))
        elif wish.form == "brat":
            (part / "annotation.conf").write_text(BRAT_CONF, encoding="utf-8", newline="")
            for stem, text, annotations in brat_files(reader):
                (part / f"{stem}.txt").write_text(text, encoding="utf-8", newline="")
                (part / f"{stem}.ann").write_text(annotations, encoding="utf-8", newline="")
        else:
            _lines(part / name, _text_of(reader, wish))


def _tables(reader: Reader, wish: Wish, part: Path) -> None:
    made = []
    for resource in RESOURCES:
        path = part / f"{resource.name}.{wish.form}"
        WRITERS[wish.form](path, resource.fields, reader.rows(resource), as_stored=wish.as_stored)
        made.append((resource, path))
    (part / PACKAGE).write_text(package(wish.form, made, as_stored=wish.as_stored), encoding="utf-8", newline="")


def _text_of(reader: Reader, wish: Wish) -> Iterable[str]:
    if wish.form == "ftm":
        return ftm_lines(reader)
    if wish.form == "conll":
        return conll_lines(reader, wish.sentences)
    return geojson(reader.connection, wish.of)


def _lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def _keep(part: Path, out: Path, makes: str) -> list[Path]:
    """Give what is written its name: a file at once, a folder file by file into the one that may be there."""
    if makes == "file":
        os.replace(part / out.name, out)  # noqa: PTH105 (the same, and said plainly)
        return [out]
    out.mkdir(exist_ok=True)
    kept = [out / path.name for path in sorted(part.iterdir())]
    for path in kept:
        os.replace(part / path.name, path)  # noqa: PTH105
    return kept
