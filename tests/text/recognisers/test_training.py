"""The training command on a toy: the same bytes each time, and a model that the recogniser can use."""

import gzip
import random
import struct
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="learning word classes needs NumPy")

from benchmarks.names_classes import word_classes
from benchmarks.names_data import Marked, Text, copies, in_habit, mark
from benchmarks.names_known import known_names, with_persons
from benchmarks.names_news import BLOCK, read_voted
from benchmarks.names_score import Answer, counts, f1, gain
from benchmarks.names_vote import agreed, ballots
from benchmarks.names_weights import FEATURE, HEAD, TABLE, rounded
from benchmarks.train_names import train
from flows.text.recognisers.newswire import Newswire
from flows.text.recognisers.newswire_features import Tables
from flows.text.records import Span

NAMES = ["Anna", "Boris", "Clara", "David", "Elena", "Fedor", "Greta", "Hugo"]
TOY = [Text(f"Then {name} said no.", [(5, 5 + len(name), "PER")]) for name in NAMES]


def test_training_is_reproducible_and_learns(tmp_path: Path) -> None:
    for name in ("one", "two"):
        tables = Tables({"said": "1 2 3"}, {"Anna": "f"}, {"Anna": "ORG"})
        train([mark(text) for text in TOY * 4], tables, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert [(tmp_path / "one" / name).read_bytes() for name in files] == [
        (tmp_path / "two" / name).read_bytes() for name in files
    ]
    (spans,) = Newswire(tmp_path / "one").recognise(["Then Clara said no."])
    assert [(span.start, span.end, span.label) for span in spans] == [(5, 10, "person")]


def test_rounded_weights_pack_better_and_stay_what_they_are(tmp_path: Path) -> None:
    train([mark(text) for text in TOY * 4], Tables({}, {}, {}), tmp_path)
    model = gzip.decompress((tmp_path / "newswire.crfsuite.gz").read_bytes())
    assert rounded(model) == model
    with pytest.raises(ValueError, match="CRFsuite"):
        rounded(bytes(100))


def test_a_weight_is_rounded_to_four_digits() -> None:
    head = HEAD.pack(b"lCRF", 0, b"FOMC", 100, 1, 1, 1, HEAD.size)
    table = TABLE.pack(b"FEAT", TABLE.size + FEATURE.itemsize, 1)
    model = head + table + struct.pack("<3Id", 0, 0, 0, 1 / 3) + b"the rest"
    assert rounded(model)[: -8 - len(b"the rest")] == model[: -8 - len(b"the rest")]
    (weight,) = struct.unpack_from("<d", rounded(model), len(model) - 8 - len(b"the rest"))
    assert weight != 1 / 3
    assert weight == pytest.approx(1 / 3, rel=2**-13)


def test_marks_follow_names_brought_to_one_habit() -> None:
    marked = mark(in_habit(Text("Mr Lavrov left\nthe Kremlin's gate.", [(0, 9, "PER"), (15, 28, "LOC")])))
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


def test_known_names_are_words_parted_by_spaces() -> None:
    known = known_names()
    assert known["Bank of China"] == "ORG"
    assert known["McDonald 's"] == "ORG"
    assert known["New York"] == "LOC"
    assert known["Red - Green Alliance"] == "ORG"
    assert set(known.values()) == {"ORG", "LOC", "LOC/ORG"}


def test_known_names_are_known_without_their_accents_too() -> None:
    known = known_names()
    assert {known[name] for name in ("Dáil Éireann", "Dail Eireann", "Élysée", "Elysee")} == {"ORG"}
    assert known["Nuevo León"] == known["Nuevo Leon"] == "LOC"


def test_given_names_and_surnames_join_the_lists() -> None:
    lists = with_persons({"Jordan": "C"})
    assert lists["Jordan"].split() == ["C", "N", "U"]


def test_votes_are_read_in_blocks(tmp_path: Path) -> None:
    news = tmp_path / "ner" / "train" / "unlabelled_news.txt.gz"
    news.parent.mkdir(parents=True)
    news.write_bytes(gzip.compress(b'Nothing .\n" Hello , " said Anna in Paris .\nAnna left .\n' + b"Rain .\n" * 9))
    voted = tmp_path / "voted.tsv.gz"
    voted.write_bytes(gzip.compress(b"0\t\n1\t14:18:PER 22:27:LOC\n", mtime=0))
    (block,) = read_voted(tmp_path, voted)
    assert block.words[:2] == [["Nothing", "."], ['"', "Hello", ",", '"', "said", "Anna", "in", "Paris", "."]]
    assert block.marks[:2] == [["O", "O"], [*"OOOOO", "B-PER", "O", "B-LOC", "O"]]
    assert (block.words[2], block.marks[2]) == (["Anna", "left", "."], [])
    assert len(block.words) == BLOCK


def test_what_has_no_marks_is_not_learnt_from_but_known(tmp_path: Path) -> None:
    said = Marked([["Then", "Anna", "said", "no", "."], ["Zora"]], [["O", "B-PER", "O", "O", "O"], []])
    train([said] * 4, Tables({}, {}, {}), tmp_path)
    model = gzip.decompress((tmp_path / "newswire.crfsuite.gz").read_bytes())
    assert b"W=Anna" in model
    assert b"W=Zora" not in model


def test_votes_are_of_sentences_and_the_majority_counts() -> None:
    block = ["Anna left.", "So did Boris."]
    anna, boris = Span(0, 4, "person"), Span(18, 23, "person")
    assert ballots(block, [anna, boris]) == [{(0, 4, "PER")}, {(7, 12, "PER")}]
    assert agreed([{(0, 4, "PER")}, {(0, 4, "PER")}, set()]) == [(0, 4, "PER")]
    assert agreed([set(), set(), {(0, 4, "PER")}]) == []
    assert agreed([{(0, 4, "PER")}, {(0, 4, "ORG")}, set()]) is None
