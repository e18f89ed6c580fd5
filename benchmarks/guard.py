"""Which ratio moved since the last release: `python -m benchmarks.guard --data ../shared/bench [--keep]`.

Takes small versions of the other benchmarks, as ratios to a peer of the same run, and compares them with those of
`benchmarks/guard.json`. `--keep` writes what was measured there: to be done once a release, on a quiet machine.
"""

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks import load as loading
from benchmarks import scale_unchanged
from benchmarks.corpus import write_corpus
from benchmarks.end_to_end import DATELINE, peer
from benchmarks.made_rows import made_rows
from benchmarks.measure import cost_of, parser, show
from db.engine import make_engine
from db.migrate import migrate
from flows.running.conduct import conduct
from flows.settings import Settings

KEPT = Path(__file__).with_name("guard.json")
TOLERANCE = 0.15
"""Ratios differ by so much from run to run on a busy machine."""


def main() -> None:
    """Measure, compare and print."""
    cli = parser(__doc__ or "")
    cli.add_argument("--keep", action="store_true", help="write the ratios of this run as those to compare with")
    args = cli.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        found = {**whole_ingest(folder, args.data), **load(folder, args.data), **unchanged(folder)}
    kept: dict[str, float] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    rows = [
        [name, ratio, kept.get(name, "not kept yet"), verdict(ratio, kept.get(name))] for name, ratio in found.items()
    ]
    show("ratios, less is better", ["what", "now", "last release", ""], rows)
    if args.keep:
        KEPT.write_text(
            json.dumps({name: round(ratio, 3) for name, ratio in found.items()}, indent=2, ensure_ascii=False) + "\n"
        )


def verdict(now: float, before: float | None) -> str:
    """What to say of a ratio beside the one that was kept."""
    if before is None or abs(now / before - 1) <= TOLERANCE:
        return ""
    return f"WORSE by {now / before - 1:.0%}" if now > before else f"better by {1 - now / before:.0%}"


def whole_ingest(folder: Path, data: Path) -> dict[str, float]:
    """CPU of a whole ingest beside bare spaCy, and what a second process adds; starts of processes taken off."""
    plain = corpora(folder / "plain", data, 0.0)
    bare = beyond_start(lambda texts: peer("bare", texts).cpu, plain)
    ours, two = (beyond_start(partial(ingest, options=options), plain) for options in ([], ["--workers", "2"]))
    spacy = beyond_start(partial(ingest, recogniser="spacy"), plain)
    again = corpora(folder / "again", data, 0.3)
    return {
        "whole ingest ÷ bare spaCy ner": ours / bare,
        "the same with the spaCy recogniser": spacy / bare,
        "the same, 30 % of paragraphs seen before": beyond_start(ingest, again)
        / beyond_start(lambda texts: peer("bare", texts).cpu, again),
        "CPU of two workers ÷ one process": two / ours,
    }


def corpora(folder: Path, data: Path, repeated: float, articles: int = 320) -> tuple[Path, Path]:
    """Articles, and fewer of the same, but enough for two workers to start."""
    write_corpus(folder / "texts", articles, data, repeated=repeated)
    write_corpus(folder / "fewer", 40, data, repeated=repeated)
    return folder / "texts", folder / "fewer"


def beyond_start(cost: Callable[[Path], float], texts: tuple[Path, Path]) -> float:
    """What more texts cost than fewer do."""
    return cost(texts[0]) - cost(texts[1])


def ingest(texts: Path, options: Sequence[str] = (), recogniser: str = "newswire") -> float:
    """CPU seconds of one ingest into a new database, which is then checked."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATELINE_DATABASE_URL": f"{folder}/guard.db", "DATELINE_RECOGNISER": recogniser}
        spent = cost_of([DATELINE, "ingest", "--no-prefect", str(texts), *options], environment).cpu
        cost_of([DATELINE, "check"], environment)
        return spent


def load(folder: Path, data: Path, articles: int = 3000) -> dict[str, float]:
    """CPU of loading beside executemany."""
    engine = make_engine(folder / "load.db")
    migrate(engine)
    ours = loading.load(engine, made_rows(articles, data), 1000, time.process_time)
    if loading.checked(engine):
        raise SystemExit("the loaded rows break a promise")
    raw = loading.executed(engine, folder, time.process_time)
    engine.dispose()
    return {"load ÷ sqlite3.executemany without full text": ours / raw}


def unchanged(folder: Path, files: int = 20_000) -> dict[str, float]:
    """CPU of a run over unchanged files beside a walk with stat."""
    news, database = folder / "news", folder / "unchanged.db"
    scale_unchanged.write_files(news, files)
    scale_unchanged.remember(news, database)
    settings = Settings(database_url=str(database))
    run = scale_unchanged.best(lambda: conduct([news], settings, {}))
    return {"unchanged run ÷ scandir and stat": run / scale_unchanged.best(lambda: scale_unchanged.list_all(news))}


if __name__ == "__main__":
    main()
