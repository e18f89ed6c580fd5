"""What newswire's model sees beyond its window: names that are known, and whole stretches of capitals."""

import pytest

from flows.text.recognisers.newswire_known import is_known_place, known_kind
from flows.text.recognisers.newswire_phrases import Phrases
from flows.text.recognisers.newswire_stretches import LONGEST, stretch_features
from flows.text.recognisers.newswire_words import Words

KNOWN = Phrases({"Bank of China": "ORG", "China": "LOC", "China Daily": "ORG", "Amazon": "LOC/ORG"})


def known(text: str) -> dict[str, list[str]]:
    words = text.split()
    return {words[at]: features for at, features in KNOWN.features(words).items()}


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("in China today", {"in": ["g+=B1-LOC"], "China": ["g=B1-LOC"], "today": ["g-=B1-LOC"]}),
        ("China Daily", {"China": ["g=B-ORG"], "Daily": ["g=I-ORG"]}),
        ("Bank of China", {"Bank": ["g=B-ORG"], "of": ["g=I-ORG"], "China": ["g=I-ORG"]}),
        ("Amazon", {"Amazon": ["g=B1-LOC/ORG"]}),
        ("Bank of", {}),
        ("Daily news", {}),
        ("", {}),
    ],
)
def test_the_longest_known_name_counts(text: str, features: dict[str, list[str]]) -> None:
    assert known(text) == features


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("the Bank of China said", "Bank of China", "organization"),
        ("the Bank of China said", "China", None),
        ("the Bank of China said", "Bank of", None),
        ("in China Daily", "China", None),
        ("in China", "China", "place"),
        ("near Amazon today", "Amazon", None),
        ("China today", "today", None),
        ("from China Daily", "from China Daily", None),
    ],
)
def test_the_kind_of_a_known_name_counts_where_it_is_whole(text: str, name: str, kind: str | None) -> None:
    words, marks = text.split(), KNOWN.features(text.split())
    start = next(at for at in range(len(words)) if words[at:][: len(name.split())] == name.split())
    assert known_kind([marks.get(at, []) for at in range(len(words))], start, start + len(name.split())) == kind


def stretches(text: str) -> list[str]:
    """Return the stretches of `text` that are marked, with the word that each is said to end in."""
    words, texts = Words({}, {}), text.split()
    edge = [words.word("\n")] * 2
    found = stretch_features([*edge, *words.row(texts), *edge])
    heads = {at: next(one for one in features if one.startswith("rh=")) for at, features in found.items()}
    starts = [at for at in sorted(heads) if heads.get(at - 1) != heads[at]]
    return [f"{texts[at]} … {heads[at][3:]}" for at in starts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Kenya African National Union won", ["Kenya … union"]),
        ("the Bank of the United States was", ["Bank … states"]),
        ("in Paris yesterday", []),
        ("Paris of the", []),
        ("of the Paris", []),
        ("Anna met Boris in Old Town", ["Old … town"]),
        (" ".join(["List"] * (LONGEST + 1)), []),
        ("", []),
    ],
)
def test_a_stretch_knows_its_last_word(text: str, found: list[str]) -> None:
    assert stretches(text) == found


@pytest.mark.parametrize(
    ("before", "marks", "place"),
    [
        ("in", ["B1-LOC"], True),
        ("Near", ["B-LOC", "I-LOC"], True),
        ("with", ["B1-LOC"], False),
        ("", ["B1-LOC"], False),
        ("in", ["B1-LOC/ORG"], False),
        ("in", ["B1-ORG"], False),
        ("in", ["B-LOC"], False),
        ("in", ["B1-LOC", "B1-LOC"], False),
        ("in", ["", "B1-LOC"], False),
    ],
)
def test_a_known_place_behind_a_word_of_place(before: str, marks: list[str], place: bool) -> None:
    features = [["w=some", "g-=B1-ORG", *([f"g={mark}"] if mark else [])] for mark in marks]
    assert is_known_place(before, features, 0, len(features)) is place
