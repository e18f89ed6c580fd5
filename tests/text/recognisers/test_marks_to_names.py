"""From what a model holds of each word to names: the same for any model, so none is asked here."""

from collections.abc import Iterator

import pytest

from flows.text.recognisers.newswire import Newswire

Said = dict[str, dict[str, float]]
"""Word → how likely each mark is; what is left of one is that of `O`."""


class Told:
    """Stands in for the features and the tagger of a model."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.now: list[dict[str, float]] = []

    def of(self, words: list[str], _: object) -> Iterator[tuple[int, list[list[str]]]]:
        yield 0, [[word] for word in words]

    def tag(self, features: list[list[str]]) -> list[str]:
        self.now = [self.said.get(word, {}) for (word,) in features]
        whole = [{**marks, "O": 1 - sum(marks.values())} for marks in self.now]
        return [max(marks, key=lambda mark: marks[mark]) for marks in whole]

    def marginal(self, mark: str, at: int) -> float:
        return self.now[at].get(mark, 0.0)


def names(text: str, said: Said) -> list[tuple[str, str, float, str]]:
    reader = Newswire.__new__(Newswire)
    reader._features = reader._tagger = Told(said)
    (spans,) = reader.plain([text])
    return [(text[span.start : span.end], span.label, span.score, span.rule) for span in spans]


ANNA: Said = {"Anna": {"B-PER": 0.9}, "Weber": {"I-PER": 0.8}}
BANK: Said = {"Bank": {"B-ORG": 0.9}, "of": {"I-ORG": 0.7}, "Oslo": {"I-ORG": 0.95}}


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("said Anna Weber here", ANNA, [("Anna Weber", "person", 0.8, "model")]),
        ("the Bank of Oslo", BANK, [("Bank of Oslo", "organization", 0.7, "model")]),
        ("here of Oslo.", BANK, [("of Oslo", "organization", 0.7, "model")]),
        (
            "Anna Weber Oslo",
            ANNA | {"Oslo": {"I-LOC": 0.9}},
            [("Anna Weber", "person", 0.8, "model"), ("Oslo", "place", 0.9, "model")],
        ),
        ("Anna Anna", ANNA, [("Anna", "person", 0.9, "model"), ("Anna", "person", 0.9, "model")]),
        ("nothing at all", {}, []),
    ],
    ids=["two words", "three words", "a stray inside", "two kinds", "two names", "none"],
)
def test_marks_make_names(text: str, said: Said, found: list[tuple[str, str, float, str]]) -> None:
    assert names(text, said) == found


DOUBTED: Said = {
    "New": {"B-LOC": 0.32, "B-ORG": 0.28},
    "Town": {"I-LOC": 0.33, "I-ORG": 0.22},
}


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("in New Town they", DOUBTED, [("New Town", "place", 0.55, "model+faint")]),
        ("in New Town", DOUBTED, [("New Town", "place", 0.55, "model+faint")]),
        ("in Town they", {"Town": {"B-LOC": 0.25, "I-LOC": 0.25}}, []),
        ("in Town they", {"Town": {"B-LOC": 0.3, "I-PER": 0.21}}, [("Town", "place", 0.51, "model+faint")]),
        ("in new they", {"new": {"B-LOC": 0.3, "B-ORG": 0.25}}, []),
        ("the OPEC fell", {"OPEC": {"B-ORG": 0.31}}, [("OPEC", "organization", 0.7, "model+faint")]),
        ("the OPEC fell", {"OPEC": {"B-ORG": 0.3}}, []),
        ("the Opec fell", {"Opec": {"B-ORG": 0.31}}, []),
        ("the OPEC Town fell", {"OPEC": {"B-ORG": 0.31}, "Town": {"I-ORG": 0.31}}, []),
        ("Louis XIV fell", {"XIV": {"B-ORG": 0.4}}, []),
        ("a D in", {"D": {"B-LOC": 0.35, "B-ORG": 0.3}}, []),
        ("in New Anna", DOUBTED | ANNA, [("Anna", "person", 0.9, "model")]),
        ("for Anna New they", DOUBTED | ANNA, [("Anna", "person", 0.9, "model")]),
    ],
)
def test_capitals_that_the_model_half_believes_are_names(
    text: str, said: Said, found: list[tuple[str, str, float, str]]
) -> None:
    """More than half, all kinds together; an acronym on its own more than .3; touching no other name."""
    assert names(text, said) == found
