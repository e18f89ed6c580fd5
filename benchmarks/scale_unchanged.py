"""A run over files that did not change, beside a bare walk: `python -m benchmarks.scale_unchanged --files 100000`.

Makes that many small files and loads an article of each into a new database; then a run over the folder, in this
process and without Prefect, against `os.scandir` with `stat` of each file. CPU seconds, the best of several. At the end
the checks of `db/keeping/check.py` are asked.
"""

import argparse
import hashlib
import os
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from benchmarks.load import NOW, checked
from benchmarks.measure import show
from db.engine import make_engine, transaction
from db.loading.load import load_batch
from db.migrate import migrate
from db.records import DocumentRows, FileFacts, Versions
from db.running.folders import collection_for
from flows.making.tools import versions_of
from flows.rows import to_rows
from flows.running.conduct import conduct
from flows.running.look import look_at
from flows.settings import Settings
from flows.text.recognisers import recogniser
from flows.text.records import Article, Block, Document
from flows.text.seeds import SeedFile, find

ROUNDS = 5
STORY = "Nothing new.\n"


def main() -> None:
    """Measure and print."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--files", type=int, default=100_000)
    args = cli.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder, database = Path(scratch) / "news", Path(scratch) / "dateline.db"
        write_files(folder, args.files)
        remember(folder, database)
        settings = Settings(database_url=str(database))
        report = conduct([folder], settings, {})
        assert report.tally.counts.files_unchanged == args.files, report
        engine = make_engine(database)
        walk = best(lambda: list_all(folder))
        rows: list[list[object]] = [["scandir and stat", walk, 1.0, peak(lambda: list_all(folder))]]
        ways: dict[str, Callable[[], object]] = {
            "our walk alone": lambda: find(folder),
            "a look: walk and database": lambda: look_at(engine, folder),
            "a whole run": lambda: conduct([folder], settings, {}),
        }
        for name, way in ways.items():
            spent = best(way)
            rows.append([name, spent, spent / walk, peak(way)])
        broken = checked(engine)
        engine.dispose()
    show(f"{args.files} unchanged files", ["what", "CPU s", "÷ walk", "peak MB of Python's"], rows)
    print(f"breaches: {broken or 'none'}")


def write_files(folder: Path, number: int) -> None:
    """Small files, a thousand a folder."""
    for index in range(number):
        path = folder / f"{index // 1000:03d}" / f"{index:07d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY)


def remember(folder: Path, database: Path) -> None:
    """Load an article of each file of the folder, as if it had been read."""
    engine, versions = make_engine(database), versions_of(recogniser(Settings().recogniser, Settings().model))
    migrate(engine)
    with transaction(engine) as connection:
        collection, _ = collection_for(connection, folder)
    files = iter(find(folder).files)
    while some := list(islice(files, 1000)):
        with transaction(engine) as connection:
            load_batch(connection, [_rows(file, versions) for file in some], collection.id, NOW)
    engine.dispose()


def _rows(file: SeedFile, versions: Versions) -> DocumentRows:
    document = Document(file.uri, STORY, hashlib.sha256(STORY.encode()).hexdigest())
    body = STORY.rstrip()
    blocks = (Block(0, len(STORY), "body", True, None, None, 0, len(body)),)
    return to_rows(Article(document, STORY, blocks, body), FileFacts(file.uri, file.size, file.modified_ns), versions)


def list_all(folder: Path) -> int:
    """The peer: every file's size and time by `os.scandir`, nothing kept."""
    pending, seen = [str(folder)], 0
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    found = entry.stat(follow_symlinks=False)
                    seen += bool(found.st_size and found.st_mtime_ns)
    return seen


def best(way: Callable[[], object]) -> float:
    """CPU seconds of the cheapest of several calls."""
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        way()
        spent.append(time.process_time() - began)
    return min(spent)


def peak(way: Callable[[], object]) -> float:
    """The most memory that Python's objects take during a call, in MB."""
    tracemalloc.start()
    way()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


if __name__ == "__main__":
    main()
