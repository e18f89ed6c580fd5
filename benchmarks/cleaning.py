"""How well pages are cleaned, ours beside the extractors people use: `python -m benchmarks.cleaning`.

`fivefold` is ours fitted on four fifths of the publishers and scored on the last fifth; `shipped` is the model of the
package, which has seen these pages (its score is its fit, its time is what counts). Time is CPU of one thread. On a
busy machine each row meets another load: `--time` asks ours and trafilatura for page and page in turn instead.
"""

import argparse
import importlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from benchmarks.bench_pages import FOLDS, Page, load, scorers
from benchmarks.page_metadata import show_metadata
from benchmarks.page_peers import Extractor, guarded, peers
from flows.text.pages import clean_page
from flows.text.pages.model import Model, build
from flows.text.pages.model import load as shipped
from flows.text.records import Document

Predicted = dict[str, dict[str, str]]
REFERENCE = "trafilatura standard"
COLUMNS = {"articles F1": 12, "P": 7, "R": 7, "exact": 7, "segments F1": 13, "en": 7, "ms a page": 11, "ratio": 7}
HEAD = " " * 26 + "".join(f"{name:>{width}}" for name, width in COLUMNS.items())


def ours(model: Model) -> Extractor:
    """The page cleaner with a model, as an extractor of body text."""
    return guarded(lambda markup: clean_page(Document("page", markup, "", "text/html"), model=model).body)


def answers(pages: Sequence[Page], extract: Extractor) -> tuple[Predicted, float]:
    """Each page's body, and CPU seconds for all of them; the first pages are asked once before, to warm up."""
    for page in pages[:3]:
        extract(page.markup)
    start = time.process_time()
    found = {page.id: {"articleBody": extract(page.markup)} for page in pages}
    return found, time.process_time() - start


def fivefold(pages: Sequence[Page], known: dict[str, Extractor]) -> Predicted:
    """Bodies of all pages, each by a model that has seen no page of its publisher."""
    from benchmarks.fit_blocks import examples, fit

    given = examples(pages, known)
    found: Predicted = {}
    for part in range(FOLDS):
        model = build(fit([example for example in given if example.page.fold != part]))
        found |= answers([page for page in pages if page.fold == part], ours(model))[0]
    return found


def row(
    name: str, pages: Sequence[Page], found: Predicted, score: tuple[ModuleType, ModuleType], ms: str, ratio: str
) -> str:
    """One line of the table."""
    gold = {kind: {page.id: page.gold for page in pages if page.kind == kind} for kind in ("articles", "segments")}
    english = {key: value for key, value in gold["segments"].items() if value.get("language") == "en"}
    whole = score[0].score(gold["articles"], found)
    parts, parts_en = (score[1].score(some, found) for some in (gold["segments"], english))
    return (
        f"{name:26}{whole['f1']:12.4f}{whole['precision']:7.3f}{whole['recall']:7.3f}{whole['exact']:7.3f}"
        f"{parts['f1']:13.4f}{parts_en['f1']:7.3f}{ms:>11}{ratio:>7}"
    )


def show_pages(pages: Sequence[Page], score: tuple[ModuleType, ModuleType], crossed: bool) -> None:
    """Print the table of pages."""
    known = peers()
    print(f"\nPages: {len(pages)}\n{HEAD}")
    everyone: list[tuple[str, Callable[[], tuple[Predicted, float]]]] = [
        (name, lambda extract=extract: answers(pages, extract))
        for name, extract in known.items()  # type: ignore[misc]
    ]
    everyone.append(("dateline, shipped (fit)", lambda: answers(pages, ours(shipped()))))
    reference = 0.0
    for name, run in everyone:
        found, seconds = run()
        reference = seconds if name == REFERENCE else reference
        ratio = f"{seconds / reference:.2f}" if reference else ""
        print(row(name, pages, found, score, f"{1000 * seconds / len(pages):.1f}", ratio), flush=True)
    if crossed:
        try:
            importlib.import_module("lightgbm")
        except ImportError:
            print("dateline, fivefold: left out, for fitting needs lightgbm")
            return
        print(row("dateline, fivefold", pages, fivefold(pages, known), score, "", ""), flush=True)


def show_time(pages: Sequence[Page]) -> None:
    """Print CPU of ours and of trafilatura, each page asked once of both, who is first changing from page to page."""
    asked = {REFERENCE: peers()[REFERENCE], "dateline": ours(shipped())}
    for page in pages[:3]:
        for extract in asked.values():
            extract(page.markup)
    spent = dict.fromkeys(asked, 0.0)
    for at, page in enumerate(pages[3:]):
        for name in sorted(asked, reverse=at % 2 == 1):
            start = time.process_time()
            asked[name](page.markup)
            spent[name] += time.process_time() - start
    for name, seconds in spent.items():
        print(f"{name:26}{1000 * seconds / len(pages[3:]):11.1f} ms a page{seconds / spent[REFERENCE]:7.2f}")


def main() -> None:
    """Score pages, what is read of them, and the line tasks where they are there."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--data", type=Path, default=Path("../shared/bench"), help="folder of the evaluation data")
    cli.add_argument("--no-fit", action="store_true", help="leave out the fivefold figures (minutes of fitting)")
    cli.add_argument("--time", action="store_true", help="only the CPU of ours and trafilatura, page and page in turn")
    args = cli.parse_args()
    pages = load(args.data)
    if args.time:
        show_time(pages)
        return
    show_pages(pages, scorers(args.data), not args.no_fit)
    show_metadata(pages)
    show_lines(args.data, not args.no_fit)


def show_lines(data: Path, crossed: bool) -> None:
    """Run the line tasks, where they are there."""
    try:
        lines = importlib.import_module("benchmarks.cleaning_lines")
    except ImportError as missing:
        print(f"\nLine tasks: left out ({missing})")
        return
    print("\nLines")
    sys.argv = ["cleaning_lines", "--data", str(data), *([] if crossed else ["--fitted"])]
    lines.main()


if __name__ == "__main__":
    main()
