"""How well names become entities and points on the map, printed beside plain baselines.

    python -m benchmarks.entities --data ../shared/bench [--recogniser spacy] [--models FOLDER]

The newswire model that ships has learnt from texts of the set of clusters. With `--models` a model that has not is
looked for in that folder as `gum`, and trained there when absent (seven CPU minutes), for an honest end-to-end figure.
The measures are those of the bench's own scorers: B-cubed for names of one thing, share of gold place names with the
right country and within 161 km. "Names given" takes the gold names as the recogniser's spans.
"""

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from flows.text.names import Context, annotate_fields
from flows.text.recognisers.newswire import Newswire
from flows.text.records import Label, Mention, Span

LABELS: dict[str, Label] = {"PER": "person", "ORG": "organization", "LOC": "place"}
Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    """The records of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def scorer(data: Path, name: str) -> Callable[[Sequence[Row], Mapping[str, list[Row]]], Row]:
    """The `score` function of a scorer that stands in the bench folder."""
    spec = spec_from_file_location(name, data / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{data} holds no {name}.py (give the folder of the evaluation data as --data)")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    score: Callable[[Sequence[Row], Mapping[str, list[Row]]], Row] = module.score
    return score


def given(row: Row) -> list[Span]:
    """Gold names as spans."""
    names = row.get("mentions") or row.get("toponyms") or []
    return [Span(n["start"], n["end"], LABELS.get(n.get("label", "LOC"), "place"), rule="given") for n in names]


def layers(spans: Sequence[Span]) -> list[list[Span]]:
    """Gold names that nest, parted: the outermost first, then each depth of inner ones beside all that are free."""
    outer: list[Span] = []
    inner: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        (inner if outer and span.start < outer[-1].end else outer).append(span)
    if not inner:
        return [outer]
    rest = [[*deeper, *(s for s in outer if all(s.end <= d.start or d.end <= s.start for d in deeper))]
            for deeper in layers(inner)]  # fmt: skip
    return [outer, *rest]


def annotate_given(data: Sequence[Row], title: bool = False) -> dict[str, list[Mention]]:
    """Mentions at the gold names, the nested ones too; shorter first, so that a scorer meets the inner one first."""
    made: dict[str, list[Mention]] = {}
    for row in data:
        found: dict[tuple[int, int], Mention] = {}
        for spans in layers(given(row)):
            for m in annotate([row], [spans], title)[row["id"]]:
                found.setdefault((m.char_start, m.char_end), m)
        made[row["id"]] = sorted(found.values(), key=lambda m: m.char_end - m.char_start)
    return made


def annotate(data: Sequence[Row], spans: Iterable[Sequence[Span]], title: bool = False) -> dict[str, list[Mention]]:
    """Mentions of the body of each row."""
    made = {}
    for row, found in zip(data, spans, strict=True):
        fields = {"body": row["text"]} | ({"title": row.get("title") or ""} if title else {})
        mentions = annotate_fields(fields, {"body": found}, recogniser="bench", context=Context(language="en"))
        made[row["id"]] = [m for m in mentions if m.field == "body"]
    return made


def clusters(made: Mapping[str, Sequence[Mention]]) -> dict[str, list[Row]]:
    """Predictions for `score_clusters`."""
    return {
        i: [{"start": m.char_start, "end": m.char_end, "entity": m.entity and m.entity.key} for m in ms]
        for i, ms in made.items()
    }


def on_map(made: Mapping[str, Sequence[Mention]]) -> dict[str, list[Row]]:
    """Predictions for `score_places`."""
    return {
        i: [
            {"start": m.char_start, "end": m.char_end, "country": m.country_code, "lat": m.lat, "lon": m.lon}
            for m in ms
            if m.label in ("place", "country", "group", "organization", "work", "event", "product")
        ]
        for i, ms in made.items()
    }


def same_string(data: Sequence[Row]) -> dict[str, list[Row]]:
    """Baseline: one entity a string."""
    return {r["id"]: [{**n, "entity": r["text"][n["start"] : n["end"]]} for n in r["mentions"]] for r in data}


def last_word(data: Sequence[Row]) -> dict[str, list[Row]]:
    """Baseline: the last word of a person's name, else the string."""
    key = lambda n: n["text"].split()[-1] if n["label"] == "PER" else n["text"]  # noqa: E731
    return {r["id"]: [{**n, "entity": key(n)} for n in r["mentions"]] for r in data}


def recognised(name: str, texts: Sequence[str]) -> list[list[Span]]:
    """Spans of a recogniser, by its name in the registry."""
    from flows.text.recognisers import recogniser

    return [list(spans) for spans in recogniser(name).recognise(texts)]


def show(what: str, result: Row) -> None:
    """One line of the table."""
    print(f"{what:46}", "  ".join(f"{k} {v}" for k, v in result.items()))


def cluster_report(data: Path, name: str | None, models: Path | None) -> None:
    """Names of one thing in a document, with names given and end to end, and what is lost to names not found."""
    gold, score = rows(data / "clusters" / "gum.jsonl"), scorer(data, "score_clusters")
    show("clusters: one entity a string", score(gold, same_string(gold)))
    show("clusters: last word of a person", score(gold, last_word(gold)))
    made = clusters(annotate_given(gold))
    show("clusters: ours, names given", score(gold, made))
    texts = [r["text"] for r in gold]
    ends = {f"through {name}": recognised(name, texts)} if name else {}
    if models is not None:
        ends["through newswire without these texts"] = [list(s) for s in without_gum(data, models).recognise(texts)]
    for what, spans in ends.items():
        show(f"clusters: ours, {what}", score(gold, clusters(annotate(gold, spans))))
        show("  of names given, those that it found", score(gold, met(made, dict(zip(made, spans, strict=True)))))


def without_gum(data: Path, models: Path) -> Newswire:
    """The model that has not learnt from the source of the set of clusters, trained first where it is absent."""
    if not (models / "gum").exists():
        from benchmarks.train_names import build

        build(data, models / "gum", ["gum"])
    return Newswire(models / "gum")


def met(made: Mapping[str, Sequence[Row]], spans: Mapping[str, Sequence[Span]]) -> dict[str, list[Row]]:
    """Of predictions those that overlap a span: what names not found cost when all else is right as it can be."""
    return {
        i: [m for m in mentions if any(s.start < m["end"] and m["start"] < s.end for s in spans[i])]
        for i, mentions in made.items()
    }


def score_report(data: Path) -> None:
    """What share of places was right, by `place_score`; names given."""
    found: dict[float, list[bool]] = {}
    for which in ("trnews", "lgl"):
        gold = rows(data / "places" / f"{which}.jsonl")
        made = annotate_given(gold, title=True)
        for row in gold:
            placed = {(m.char_start, m.char_end): m for m in made[row["id"]]}
            for name in row["toponyms"]:
                m = placed.get((name["start"], name["end"]))
                if m is not None and m.place_score is not None and name.get("country"):
                    found.setdefault(round(m.place_score, 1), []).append(m.country_code == name["country"])
    for score, right in sorted(found.items()):
        print(f"  place_score about {score:.1f}: country right {sum(right) / len(right):.2f} of {len(right)}")


def place_report(data: Path, name: str | None) -> None:
    """Names on the map, with names given and end to end."""
    score = scorer(data, "score_places")
    for which in ("trnews", "lgl", "gwn"):
        gold = rows(data / "places" / f"{which}.jsonl")
        show(f"places: {which}, names given", score(gold, on_map(annotate_given(gold, title=True))))
        if name:
            ended = annotate(gold, recognised(name, [r["text"] for r in gold]), title=True)
            show(f"places: {which}, through {name}", score(gold, on_map(ended)))


def cost_report(data: Path, name: str) -> None:
    """What resolution costs beside the recogniser, on all texts with names on the map: of each the least of four."""
    texts = [r["text"] for which in ("trnews", "lgl", "gwn") for r in rows(data / "places" / f"{which}.jsonl")]
    spent = [math.inf, math.inf]
    for _ in range(4):
        start = time.process_time()
        spans = recognised(name, texts)
        middle = time.process_time()
        annotate([{"id": str(i), "text": t} for i, t in enumerate(texts)], spans)
        spent = [min(spent[0], middle - start), min(spent[1], time.process_time() - middle)]
    words = sum(len(t.split()) for t in texts)
    print(f"cost: {name} {words / spent[0]:,.0f} words/CPU s, resolution {words / spent[1]:,.0f}", end="; ")
    print(f"resolution is {spent[1] / spent[0]:.2f} of the recogniser's CPU")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench"), help="folder of the evaluation data")
    parser.add_argument("--models", type=Path, help="folder of a model that has not learnt from the texts scored")
    parser.add_argument("--recogniser", help="also measure end to end through this recogniser")
    args = parser.parse_args()
    if not args.data.is_dir():
        sys.exit(f"{args.data} is not there: give the folder of the evaluation data as --data")
    cluster_report(args.data, args.recogniser, args.models)
    place_report(args.data, args.recogniser)
    score_report(args.data)
    if args.recogniser:
        cost_report(args.data, args.recogniser)


if __name__ == "__main__":
    main()
