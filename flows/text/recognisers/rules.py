"""All rules around a recogniser's model, in their order: spans mended, then what the document itself says of names."""

from collections.abc import Callable, Collection, Iterable, Mapping

from flows.text.recognisers.acronyms import tie_acronyms
from flows.text.recognisers.initials import join_initials
from flows.text.recognisers.mending import RULES as MENDING
from flows.text.recognisers.mending import mend
from flows.text.recognisers.name_parts import keep_parts
from flows.text.recognisers.overlay import lay_over
from flows.text.recognisers.repeats import mark_repeats
from flows.text.recognisers.series import fill_series, follow_series
from flows.text.recognisers.sure_labels import follow_most, follow_sure
from flows.text.recognisers.surnames import follow_surnames
from flows.text.records import Span
from flows.text.slugs import with_one_apostrophe

RULES_VERSION = 5
"""Part of every recogniser's version: to be raised whenever a rule gives other spans."""

DOCUMENT_RULES: Mapping[str, Callable[[str, list[Span]], list[Span]]] = {
    "initials": join_initials,
    "sure": follow_sure,
    "repeat": mark_repeats,
    "gap": fill_series,
    "series": follow_series,
    "most": follow_most,
    "parts": keep_parts,
    "acronyms": tie_acronyms,
    "surnames": follow_surnames,
}
"""Name → rule that sees all spans of a text, in the order in which they are used."""


def apply_rules(text: str, spans: Iterable[Span], without: Collection[str] = ()) -> list[Span]:
    """Return `spans` after all rules but those named in `without`: sorted, not overlapping, inside the text."""
    mending = {name: rule for name, rule in MENDING.items() if name not in without}
    mended = mend(text, spans, mending)
    text = with_one_apostrophe(text)
    for name, rule in DOCUMENT_RULES.items():
        if name not in without:
            mended = rule(text, mended)
    return lay_over(mended, ())
