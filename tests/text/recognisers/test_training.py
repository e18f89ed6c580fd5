"""The training command on a toy: the same bytes each time, and a model that the recogniser can use."""

import random
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="learning word classes needs NumPy")

from benchmarks.names_classes import word_classes
from benchmarks.names_data import Text, copies, mark
from benchmarks.names_score import Answer, counts, f1, gain
from benchmarks.train_names import train
from flows.text.recognisers.newswire import Newswire

NAMES = ["Anna", "Boris", "Clara", "David", "Elena", "Fedor", "Greta", "Hugo"]
TOY = [Text(f"Then {name} said no.", [(5, 5 + len(name), "PER")]) for name in NAMES]


def test_training_is_reproducible_and_learns(tmp_path: Path) -> None:
    for name in ("one", "two"):
        train([mark(text) for text in TOY * 4], ({"said": "1 2 3"}, {"Anna": "f"}), tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert [(tmp_path / "one" / name).read_bytes() for name in files] == [
        (tmp_path / "two" / name).read_bytes() for name in files
    ]
    (spans,) = Newswire(tmp_path / "one").recognise(["Then Clara said no."])
    assert [(span.start, span.end, span.label) for span in spans] == [(5, 10, "person")]


def test_marks_follow_names_brought_to_one_habit() -> None:
    marked = mark(Text("Mr Lavrov left\nthe Kremlin's gate.", [(0, 9, "PER"), (15, 28, "LOC")]))
    assert list(zip(marked.words[0], marked.marks[0], strict=True)) == [("Mr", "O"), ("Lavrov", "B-PER"), ("left", "O")]
    assert marked.marks[1] == ["O", "B-LOC", "O", "O", "O"]


def test_copies_keep_their_marks() -> None:
    (copy,) = copies(mark(TOY[0]), random.Random(1))
    assert len(copy.words[0]) == len(copy.marks[0])
    assert "B-PER" in copy.marks[0]


def test_word_classes_put_like_words_together() -> None:
    lines = [["the", one, other, "slept", "."] for one in ("big", "small") for other in ("cat", "dog")] * 3
    classes = word_classes(lines)
    assert classes == word_classes(lines)
    assert set(classes) == {"the", "big", "small", "cat", "dog", "slept", "."}


def test_scores() -> None:
    answers = [Answer(text, frozenset(text.entities)) for text in TOY]
    nothing = [Answer(text, frozenset()) for text in TOY]
    assert f1(counts(answers)) == 1
    assert f1(counts(nothing)) == 0
    assert gain([counts(nothing)], [counts(answers)]) == (1, 1, 1)
