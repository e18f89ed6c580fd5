"""How well lines without markup are cleaned, and how fast (`python -m benchmarks.cleaning_lines`).

F1 of `flat` and `residual` by the scorer in the data folder, through the whole of `clean_text`: each fifth of the
sites is cleaned with a line model fitted on the other four. Beside it what is known to do: keep all, the line rules of
C4 (a terminal mark and five words, or ten), the best run of lines. Fitting needs lightgbm, resiliparse and
trafilatura; `--fitted` takes the model in the package instead, whose figures are not those of unseen sites.
"""

import argparse
import importlib.util
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.fit_lines import Page, fit, fold_of, load
from flows.text.lines import LineModel, build, our_model
from flows.text.lines.features import rows
from flows.text.lines.stretches import best_run
from flows.text.records import Document
from flows.text.texts import clean_text

FOLDS = 5
SPEED_BYTES = 20_000_000
_TERMINAL = (".", "!", "?", '"', "”")


def _body(lines: Sequence[str], model: LineModel) -> str:
    text = "\n".join(lines)
    return clean_text(Document("bench", text, ""), lines=model).body if text.strip() else ""


def _terminal(least: int) -> Callable[[Sequence[str]], str]:
    return lambda lines: "\n".join(one for one in lines if one.endswith(_TERMINAL) and len(one.split()) >= least)


def _run(lines: Sequence[str]) -> str:
    start, end = best_run([len(one.split()) - 8 for one in lines])
    return "\n".join(lines[start:end])


PEERS: dict[str, Callable[[Sequence[str]], str]] = {
    "keep all": "\n".join,
    "line rules of C4, five words": _terminal(5),
    "the same, ten words": _terminal(10),
    "best run of lines": _run,
}


def models(data: Path, fitted: bool) -> Callable[[Page], LineModel]:
    """For a page the model that has not seen its site; with `fitted`, ours."""
    if fitted:
        return lambda page: our_model()
    pages = load(data)
    tables = [rows(page.lines) for page in pages]
    made = []
    for fold in range(FOLDS):
        inside = [i for i, page in enumerate(pages) if fold_of(page, FOLDS) != fold]
        made.append(build(fit([pages[i] for i in inside], [tables[i] for i in inside])))
    return lambda page: made[fold_of(page, FOLDS)]


def speed(bodies: Sequence[str]) -> float:
    """Megabytes a second of CPU that `clean_text` takes of clean articles."""
    documents = [Document("bench", body, "") for body in bodies]
    size = sum(len(body.encode()) for body in bodies)
    start = time.process_time()
    rounds = max(1, SPEED_BYTES // size)
    for _ in range(rounds):
        for document in documents:
            clean_text(document)
    return rounds * size / (time.process_time() - start) / 1e6


def scorer(data: Path) -> ModuleType:
    """The data folder's own scorer."""
    spec = importlib.util.spec_from_file_location("score_extraction", data / "score_extraction.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer in {data}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--fitted", action="store_true", help="use the model in the package, which has seen the pages")
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        parser.exit(2, f"no evaluation data at {arguments.data}; say where it is with --data\n")
    gold: dict[str, Any] = json.loads((arguments.data / "articles" / "gold.json").read_text(encoding="utf-8"))
    score = scorer(arguments.data).score
    bodies = [one["articleBody"] for one in gold.values()]
    print(f"clean_text on clean articles: {speed(bodies):.1f} MB a CPU second")
    choose = models(arguments.data, arguments.fitted)
    for kind in ("flat", "residual"):
        path = arguments.data / "articles" / f"{kind}.jsonl"
        records = {one["id"]: one["lines"] for one in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
        sites = {key: Page(key, gold[key]["url"].split("/")[2], kind, (), (), 1.0) for key in records}
        ways = {**PEERS, "dateline": None}
        for name, way in ways.items():
            found = {
                key: {"articleBody": way(lines) if way else _body(lines, choose(sites[key]))}
                for key, lines in records.items()
            }
            result = score(gold, found)
            print(f"{kind:9} {name:30} F1 {result['f1']:.3f}  P {result['precision']:.3f}  R {result['recall']:.3f}"
                  f"  exact {result['exact']:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
