"""Mark what the tables know in a text that a recogniser has been over: relabel, add, and leave longer names alone."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flows.text.countries.finder import Hit, find_known
from flows.text.countries.scene import Scene
from flows.text.countries.table import CountryForm, known_form, names_of_codes
from flows.text.countries.traps import reading
from flows.text.records import Label, Span

WHOLE = frozenset({"organization", "work", "product", "event", "law", "person"})
"""Labels of longer names that a country's name may be part of without being a mention itself."""
RULE = "gazetteer:country"
STATE = "gazetteer:place"


@dataclass(frozen=True, slots=True)
class Marked:
    """A span, and what the tables know about it; null when they know nothing."""

    span: Span
    form: CountryForm | None = None


def mark_countries(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans with every country, bloc, region and people of the tables marked: sorted, not overlapping, inside the text.

    A place that is a country becomes `country`; what the recogniser missed is added (rule `gazetteer:country`); a form
    inside a longer name stays part of that name.
    """
    return [marked.span for marked in mark_known(text, sound(text, spans), Scene((text,)))]


def sound(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans sorted, inside the text, not empty, and without overlaps: of two the longer stays, then the first."""
    within = sorted(
        (s for s in spans if 0 <= s.start < s.end <= len(text)),
        key=lambda s: (s.start, -s.end, s.label, s.rule, s.score),
    )
    kept: list[Span] = []
    for span in within:
        if kept and span.start < kept[-1].end:
            if span.end - span.start > kept[-1].end - kept[-1].start:
                kept[-1] = span
            continue
        kept.append(span)
    return kept


def mark_known(text: str, spans: Sequence[Span], scene: Scene) -> list[Marked]:
    """`spans` must be sound; the scene is the whole document, on whose words the traps are decided."""
    out: list[Marked] = []
    every = list(find_known(text, scene.capitals(text)))
    hits = [hit for hit in every if hit.form.kind != "state"]
    states = [hit for hit in every if hit.form.kind == "state" and scene.saw_state(text, hit)]
    at, previous = 0, None
    for span in spans:
        while at < len(hits) and hits[at].end <= span.start:
            out.extend(free(text, hits[at], scene))
            at += 1
        inside = []
        while at < len(hits) and hits[at].start < span.end:
            inside.append(hits[at])
            at += 1
        if not inside:
            out.append(Marked(span))
        elif previous and explains(text, previous, span, inside):
            out.append(Marked(Span(span.start, span.end, previous.label, span.score, span.rule)))
        else:
            out.extend(joined(text, span, inside, scene))
        previous = span
    for hit in hits[at:]:
        out.extend(free(text, hit, scene))
    return with_states(clear(out), states)


def with_states(marked: list[Marked], states: Sequence[Hit]) -> list[Marked]:
    """Marked spans, and the states that stand between them or that were taken for something else."""
    starts = [m.span.start for m in marked]
    made, gone = [], set()
    for hit in states:
        at = bisect_left(starts, hit.end)
        before = marked[at - 1] if at else None
        if before is None or before.span.end <= hit.start:
            made.append(Marked(as_span(hit, "place", 1.0, STATE)))
        elif (
            before.form is None
            and before.span.label != "organization"
            and hit.start <= before.span.start
            and before.span.end <= hit.end
        ):
            made.append(Marked(as_span(hit, "place", before.span.score, f"{before.span.rule}+{STATE}")))
            gone.add(at - 1)
    return clear([*(m for i, m in enumerate(marked) if i not in gone), *made])


def clear(marked: Iterable[Marked]) -> list[Marked]:
    """Marked spans in order; where two overlap, the one that starts first stays."""
    kept: list[Marked] = []
    for item in sorted(marked, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or item.span.start >= kept[-1].span.end:
            kept.append(item)
    return kept


def meant(form: CountryForm, read: str) -> CountryForm | None:
    """The form as it was read: itself, the other country's that its code names, or null."""
    if read == "country":
        return form
    return names_of_codes().get(f"{read}~" if form.is_adjective else read)


def explains(text: str, previous: Span, span: Span, hits: Sequence[Hit]) -> bool:
    """Whether a span is the abbreviation in parentheses of the organisation before it, not of a country: "(PRC)"."""
    if previous.label != "organization" or not hits or hits[0].form.kind != "abbreviation":
        return False
    return text[previous.end : span.start].strip() == "(" and known_form(text[previous.start : previous.end]) is None


def as_span(hit: Hit, label: Label, score: float = 1.0, rule: str = RULE) -> Span:
    """The span of a hit."""
    return Span(hit.start, hit.end, label, score, rule)


def free(text: str, hit: Hit, scene: Scene) -> Iterator[Marked]:
    """A hit that no span touches: a mention when it is read as a country, or as another place."""
    if hit.form.kind == "compound":
        return
    read = reading(text, hit, scene)
    if form := meant(hit.form, read):
        yield Marked(as_span(hit, form.label), form)
    elif read == "place" and text[hit.start - 4 : hit.start] not in ("New ", "new "):
        yield Marked(as_span(hit, "place", 1.0, "trap:place"))


def joined(text: str, span: Span, hits: Sequence[Hit], scene: Scene) -> Iterator[Marked]:
    """A span with the hits that touch it."""
    hits = [h for h in hits if h.form.kind != "compound" or (h.start <= span.start and span.end <= h.end)]
    whole = next((h for h in hits if h.start <= span.start and core_end(text, span) <= h.end), None)
    if whole is not None:
        yield from covered(text, span, whole, scene)
        yield from (m for h in hits if h is not whole and h.start >= whole.end for m in free(text, h, scene))
    elif span.label in WHOLE:
        yield from part_of_name(text, span, hits, scene)
    else:
        yield from part_of_place(text, span, hits, scene)


def core_end(text: str, span: Span) -> int:
    """The end of a span without a possessive."""
    return span.end - 2 if text[span.start : span.end].endswith(("'s", "’s")) else span.end


def covered(text: str, span: Span, hit: Hit, scene: Scene) -> Iterator[Marked]:
    """A hit that is the whole span, or more than it."""
    if hit.form.kind == "compound":
        yield Marked(span)
        return
    read = reading(text, hit, scene)
    if form := meant(hit.form, read):
        yield Marked(as_span(hit, form.label, max(span.score, 0.5), span.rule + "+" + RULE), form)
    elif read == "place":
        yield Marked(as_span(hit, "place", span.score, "trap:place"))
    elif span.label == "place" and hit.form.needs_the:
        yield Marked(as_span(hit, hit.form.label, span.score, span.rule + "+" + RULE), hit.form)
    elif read == "person" and span.label in ("person", "place", "group"):
        yield Marked(Span(span.start, span.end, "person", span.score, "trap:person"))
    elif span.label not in ("place", "group", "country"):
        yield Marked(span)


def part_of_name(text: str, span: Span, hits: Sequence[Hit], scene: Scene) -> Iterator[Marked]:
    """A longer name keeps the hits in it; only an adjective before a person's name and title is cut off."""
    start = span.start
    if span.label == "person" and hits and hits[0].start == span.start and hits[0].form.is_adjective:
        rest = text[hits[0].end : span.end]
        if rest[:1] == " " and len(rest.split()) >= 2 and reading(text, hits[0], scene) == "country":
            yield Marked(as_span(hits[0], hits[0].form.label), hits[0].form)
            start = hits[0].end + 1
    yield Marked(Span(start, span.end, span.label, span.score, span.rule))
    for hit in hits:
        if hit.start >= span.end or hit.end <= span.start:
            yield from free(text, hit, scene)


def part_of_place(text: str, span: Span, hits: Sequence[Hit], scene: Scene) -> Iterator[Marked]:
    """Cut at a comma: "Paris, France" is two places, each a country if it is one; "northern India" stays one."""
    cut = [
        h for h in hits if h.start > span.start and text[h.start - 2 : h.start] == ", " and h.form.kind != "compound"
    ]
    if cut:
        end = len(text[span.start : cut[0].start].rstrip(", ")) + span.start
        first = Span(span.start, end, span.label, span.score, span.rule)
        whole = next((h for h in hits if h.start == span.start and h.end == end), None)
        yield from covered(text, first, whole, scene) if whole is not None else [Marked(first)]
        for hit in cut:
            yield from free(text, hit, scene)
    else:
        yield Marked(span)
        yield from (m for h in hits if h.start >= span.end for m in free(text, h, scene))
