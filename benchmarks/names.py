"""Names found: newswire beside spaCy's small model, plain and with the same rules, in one run.

`python -m benchmarks.names --data ../shared/bench [--models FOLDER]`. The model that ships has learnt from half of
wikigold, which is scored here, so that set is scored with a model that has not; two more models show sets of a scheme
that was never seen. They are looked for in FOLDER and trained there when absent: about three CPU minutes each.
"""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks import names_cost as cost
from benchmarks.measure import parser, show
from benchmarks.names_data import Text
from benchmarks.names_score import SETS, Answer, Counts, counts, entities, f1, gain, macro, read_set, reliability
from benchmarks.train_names import build
from flows.text.recognisers.calibration import calibrated
from flows.text.recognisers.mending import RULES
from flows.text.recognisers.newswire import Newswire
from flows.text.recognisers.rules import DOCUMENT_RULES, apply_rules
from flows.text.recognisers.spacy_english import SpacyEnglish
from flows.text.records import Span

HELD_OUT = {"wikigold": ["wikigold-even"], "politics": ["crossner"], "uner": ["pud-wiki", "ewt-other"]}
"""Name of a model → the sources that it has not learnt from."""

MODEL_RULES = ("faint", "known")
"""Spans that newswire adds to what its model says; spaCy's have none."""

Found = list[tuple[Text, list[Span]]]


def main() -> None:
    """Print every table."""
    made = parser(__doc__ or "")
    made.add_argument("--models", type=Path, help="folder of the models that were trained without something")
    made.add_argument("--quick", action="store_true", help="leave out what needs those models")
    options = made.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        models = None if options.quick else held_out(options.data, options.models or Path(scratch))
        ours = plain(options.data, Newswire(), models)
    theirs = plain(options.data, SpacyEnglish())
    print_scores(theirs, ours)
    if models:
        print_unseen(options.data, theirs, models)
    print_rules("newswire", ours)
    print_rules("spaCy small", theirs)
    print_reliability(ours)
    print_costs(options.data)


def held_out(data: Path, folder: Path) -> dict[str, Newswire]:
    """Load the models of HELD_OUT, trained first where they are absent."""
    for name, without in HELD_OUT.items():
        if not (folder / name).exists():
            build(data, folder / name, without)
    return {name: Newswire(folder / name) for name in HELD_OUT}


def plain(data: Path, recogniser: Newswire | SpacyEnglish, models: dict[str, Newswire] | None = None) -> list[Found]:
    """Return for each set its texts and the model's own spans; `models` may hold one for a set of that name."""
    found = []
    for name in SETS:
        texts = read_set(data, name)
        model = (models or {}).get(name, recogniser)
        found.append(list(zip(texts, model.plain([text.text for text in texts]), strict=True)))
    return found


def with_rules(found: Found, without: Iterable[str] = ()) -> Found:
    """Return the spans after the rules, but for those named."""
    off = {*without}
    return [
        (text, apply_rules(text.text, [one for one in spans if not _added_by(one, off)], off)) for text, spans in found
    ]


def _added_by(span: Span, rules: set[str]) -> bool:
    return span.rule.removeprefix("model+") in rules.intersection(MODEL_RULES)


def scores(found: Found, kind: str | None = None) -> list[Counts]:
    """Count names right, wanted and found, document by document."""
    return counts([Answer(text, entities(spans)) for text, spans in found], kind)


def print_scores(theirs: Sequence[Found], ours: Sequence[Found]) -> None:
    """Print F1 of each set, all names and by kind."""
    sides = {
        "spaCy small, as it comes": list(theirs),
        "spaCy small with rules": [with_rules(one) for one in theirs],
        "newswire, as it comes": list(ours),
        "newswire with rules": [with_rules(one) for one in ours],
    }
    for kind in (None, "PER", "ORG", "LOC"):
        columns = {side: [scores(found, kind) for found in sets] for side, sets in sides.items()}
        rows: list[list[object]] = [[side, *map(f1, sets), macro(sets)] for side, sets in columns.items()]
        show(f"exact-span F1, {kind or 'all names'}", ["", *SETS, "macro"], rows)


def print_unseen(data: Path, theirs: Sequence[Found], models: dict[str, Newswire]) -> None:
    """Print F1 where nothing of the set's annotation scheme was learnt from."""
    rows: list[list[object]] = []
    for name, model in (("crossner-politics", models["politics"]), ("pud-news", models["uner"])):
        at = SETS.index(name)
        before, after = scores(with_rules(theirs[at])), scores(with_rules(plain(data, model)[at]))
        rows.append([name, f1(before), f1(after), interval([before], [after])])
    show("scheme unseen", ["", "spaCy with rules", "newswire with rules", "gain (95 %)"], rows)


def interval(before: Sequence[Sequence[Counts]], after: Sequence[Sequence[Counts]]) -> str:
    """Write a gain in macro F1 with its interval."""
    middle, low, high = gain(before, after)
    return f"{middle:+.4f} ({low:+.4f} to {high:+.4f})"


def print_rules(side: str, unmended: Sequence[Found]) -> None:
    """Print for each rule what the macro F1 loses without it."""
    full = [scores(with_rules(found)) for found in unmended]
    rows: list[list[object]] = []
    for name in (*MODEL_RULES, *RULES, *DOCUMENT_RULES):
        without = [scores(with_rules(found, [name])) for found in unmended]
        gains = [f"{f1(after) - f1(before):+.4f}" for before, after in zip(without, full, strict=True)]
        rows.append([name, *gains, interval(without, full)])
    show(f"gain of each rule on {side}", ["", *SETS, "macro (95 %)"], rows)


def print_reliability(ours: Sequence[Found]) -> None:
    """Print how often spans of a score are right."""
    tenths = reliability([(text, calibrated(spans)) for found in ours for text, spans in with_rules(found)])
    show("score against truth", ["mean score", "share right", "spans"], [list(row) for row in tenths])
    total = sum(n for *_, n in tenths)
    print(f"  expected calibration error {sum(abs(a - b) * n for a, b, n in tenths) / total:.3f}")


def print_costs(data: Path) -> None:
    """Print speed on the same texts, memory and time to a first mention."""
    texts, ours, spacy = cost.bodies(data), Newswire(), SpacyEnglish()
    takers: dict[str, Callable[[Sequence[str]], Iterable[object]]] = {
        "spaCy ner": spacy.plain,
        "newswire": ours.plain,
        "newswire with rules": ours.recognise,
    }
    speeds = cost.words_a_second(texts, *takers.values())
    rows: list[list[object]] = [[name, round(s), s / speeds[0]] for name, s in zip(takers, speeds, strict=True)]
    show("words a CPU second", ["", "words", "times spaCy"], rows)
    starts = {name: cost.start(name) for name in ("spacy", "newswire")}
    rows = [[name, one.wall, one.cpu, one.memory] for name, one in starts.items()]
    show("a fresh process to its first mention", ["", "wall s", "CPU s", "MB"], rows)


if __name__ == "__main__":
    main()
