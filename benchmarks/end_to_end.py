"""A whole ingest beside bare spaCy and beside the script that a user would write.

    python -m benchmarks.end_to_end --articles 2000 --data ../shared/bench

Writes that many articles from recombined sentences of the evaluation pages, ingests them, and prints CPU and memory.
Prefect's own start is left aside (`--no-prefect`); `benchmarks.startup` shows it. `--repeated 0.3` gives the corpus the
repetition of real news. At the end `dateline check` holds what was made to every promise.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.measure import Cost, cost_of, parser, show

DATELINE = str(Path(sys.executable).with_name("dateline"))


def main() -> None:
    """Measure and print."""
    cli = parser(__doc__ or "")
    cli.add_argument("--articles", type=int, default=2000)
    cli.add_argument("--recognisers", nargs="+", default=["spacy", "newswire"])
    cli.add_argument("--repeated", type=float, default=0.0, help="share of paragraphs that stood in articles before")
    cli.add_argument("--no-peers", action="store_true", help="ours alone: for memory at large sizes")
    args = cli.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        write_corpus(folder, args.articles, args.data, repeated=args.repeated)
        report(args.articles, ours(folder, args.recognisers), {} if args.no_peers else peers(folder))
        unchanged(folder, args.recognisers[-1])
        for name in args.recognisers:
            check(folder.parent / f"{name}.db")


def ours(folder: Path, recognisers: list[str]) -> dict[str, Cost]:
    """Ingest with each recogniser into a database of its own."""
    return {f"dateline, {name}": ingest(folder, name) for name in recognisers}


def ingest(folder: Path, recogniser: str) -> Cost:
    """One ingest as plain functions."""
    environment = {"DATELINE_DATABASE_URL": str(folder.parent / f"{recogniser}.db"), "DATELINE_RECOGNISER": recogniser}
    return cost_of([DATELINE, "ingest", "--no-prefect", str(folder)], environment)


def check(database: Path) -> None:
    """Hold what was made to every promise. Raises SystemExit when one is broken."""
    cost_of([DATELINE, "check"], {"DATELINE_DATABASE_URL": str(database)})
    print(f"dateline check: {database.stem} holds every promise")


def peer(what: str, folder: Path) -> Cost:
    """One peer in a process of its own."""
    return cost_of([sys.executable, "-m", "benchmarks.peers", what, str(folder), str(folder.parent / f"{what}.db")])


def peers(folder: Path) -> dict[str, Cost]:
    """The two peers."""
    return {"bare nlp.pipe, ner alone": peer("bare", folder), "glue script": peer("glue", folder)}


def report(articles: int, own: dict[str, Cost], others: dict[str, Cost]) -> None:
    """Print each cost and its ratio to each peer."""
    rows = [
        [name, cost.cpu, round(cost.memory), *(cost.cpu / other.cpu for other in others.values())]
        for name, cost in {**own, **others}.items()
    ]
    show(f"{articles} articles", ["what", "CPU s", "peak MB", *(f"÷ {name}" for name in others)], rows)


def unchanged(folder: Path, recogniser: str) -> None:
    """Ingest again what did not change, beside a bare walk; what starting a process costs is taken from both."""
    empty = folder.parent / "empty"
    empty.mkdir()
    again, nothing = ingest(folder, recogniser).cpu, ingest(empty, recogniser).cpu
    walk, start = peer("walk", folder).cpu, peer("walk", empty).cpu
    show(
        "the same again, unchanged (start of the process taken off)",
        ["what", "CPU s", "÷ walk"],
        [["dateline", again - nothing, (again - nothing) / (walk - start)], ["walk with stat", walk - start, 1.0]],
    )


if __name__ == "__main__":
    main()
