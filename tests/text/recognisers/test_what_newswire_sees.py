"""What newswire's model is told of words: all features of a few lines, under small tables, in one file to be read.

`features.txt` has a line a word; read what changed before you write it anew:
`python -m tests.text.recognisers.test_what_newswire_sees`.
"""

from pathlib import Path

import pytest

from flows.text.recognisers.newswire_evidence import MOST_MARKS, SPEECH, TITLES, evidence
from flows.text.recognisers.newswire_features import Features, Tables
from flows.text.recognisers.newswire_known import INTO, is_known_place
from flows.text.recognisers.newswire_phrases import Phrases
from flows.text.recognisers.newswire_stretches import JOINING
from flows.text.recognisers.newswire_tokens import LONGEST_RUN, plain_runs, runs
from flows.text.recognisers.newswire_words import LONGEST_WORD, Words, shape_of

TABLE = Path(__file__).parent / "features.txt"
LINES = [
    "Chinese Foreign Minister Qin Gang met the Bank of England on 7 May in New York .",
    "PRIME MINISTER LEAVES LONDON",
    "Old Mill Sold At Last For 12 Million",
    "no capital in this line of seven words",
    "the mill , it is said , stands by the river and nobody there knows of any Owner but the old",
    "U.S. troops and G20 ministers said : “ We go to Fallujah ”",
]
CLASSES = {
    "minister": "01 0101 010101", "Minister": "02 0202 020202", "bank": "03 0303 030303", "the": "04 0404 040404",
    "Qin": "05 0505 050505", "york": "06 0606 060606", "New": "07 0707 070707", "0": "08 0808 080808",
    "mill": "09 0909 090909",
}  # fmt: skip
LISTS = {"Qin": "first", "Gang": "first last", "London": "place", "England": "place"}
KNOWN = {"New York": "LOC", "Bank of England": "ORG", "England": "LOC", "Fallujah": "LOC", "Old Mill": "LOC/ORG"}


def told():
    """Each word of the example lines with its features."""
    features = Features(Tables(CLASSES, LISTS, KNOWN))
    lines = [line.split(" ") for line in LINES]
    said = evidence(lines)
    for number, words in enumerate(lines):
        for start, island in features.of(words, said):
            for at, found in enumerate(island, start):
                yield " ".join([f"{number}:{at}", words[at], *found]).replace("\n", "⏎")


def test_every_feature_of_the_example_lines():
    assert list(told()) == TABLE.read_text(encoding="utf-8").splitlines()


def write():
    """Write the file."""
    TABLE.write_text("\n".join(told()) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("Obama", "Xx"), ("NATO", "XX"), ("I", "X"), ("U.S.", "X.X."), ("G20", "Xd"), ("the", "x"), ("7", "d"),
        ("7,000", "d,d"), ("-", ","), ("--", "--"), ("'s", "'x"), ("’", "’"), ("\n", "\n"), ("McKay", "XxXx"),
        ("co-op", "x-x"), ("abcdefghijklmN", "x"), ("abcdefghijkN", "xX"), ("市", "x"), ("…", ","),
    ],
)  # fmt: skip
def test_shapes_of_words(word, shape):
    assert shape_of(word) == shape


def test_a_word_without_end_is_cut_and_words_are_kept_to_a_bound(monkeypatch):
    words = Words({}, {})
    assert words.word("x" * 600).lower == "x" * LONGEST_WORD
    assert words.row(["a", "b", "a"])[0] is words.row(["a"])[0]
    monkeypatch.setattr("flows.text.recognisers.newswire_words.MOST_WORDS", 2)
    small = Words({}, {})
    first = small.row(["a", "b"])[0]
    assert small.row(["a"])[0] is first
    small.word("c")
    assert small.row(["a"])[0] is not first


def test_words_for_which_a_name_in_capitals_goes_on():
    assert {"of", "the", "for", "de", "du", "la", "di", "del", "der", "des", "&"} == JOINING


@pytest.mark.parametrize(
    ("lines", "word", "marks"),
    [
        (["Brookings", "Brookings"], "Brookings", []),
        (["Brookings"], "Brookings", None),
        (["Brookings Institution", "Brookings"], "Brookings", ["d:+institution"]),
        (["the Brookings", "in Brookings"], "Brookings", ["d:in", "d:mid"]),
        (["Near Brookings", "at Brookings"], "Brookings", ["d:-near", "d:in", "d:mid"]),
        (["Mr. Ray", "Ray said"], "Ray", ["d:-mr.", "d:said", "d:title"]),
        (["minister Ray", "Ray says"], "Ray", ["d:mid", "d:said", "d:title"]),
        (["Bill", "the bill"], "Bill", ["d:lower"]),
        (["Bill Bill", "bill"], "Bill", ["d:+bill", "d:-bill", "d:lower"]),
        (["7 Bill", ", Bill"], "Bill", []),
    ],
)
def test_what_a_document_says_of_a_word_elsewhere(lines, word, marks):
    assert evidence(line.split(" ") for line in lines).get(word) == marks


def test_titles_before_a_name():
    known = (
        "mr mrs ms dr president minister senator sen. rep. gov. governor mayor secretary judge justice general gen."
        " colonel col. captain capt. sergeant prof. professor sir king queen prince princess pope chancellor lord lady"
        " ambassador coach congressman congresswoman chairman spokesman spokeswoman director mr. mrs. ms. dr."
    )
    assert set(known.split(" ")) == TITLES


def test_words_of_speech_behind_a_name():
    known = "said says told added asked argued wrote insisted warned replied noted explained"
    assert set(known.split(" ")) == SPEECH


def test_marks_of_one_word_are_bounded():
    lines = [["John", f"Doe{n}"] for n in range(100)]
    assert len(evidence(lines)["John"]) == MOST_MARKS


@pytest.mark.parametrize(
    ("words", "features"),
    [
        ("a New York b", {0: ["g+=B-LOC"], 1: ["g=B-LOC"], 2: ["g=I-LOC"], 3: ["g-=I-LOC"]}),
        ("England", {0: ["g=B1-LOC"]}),
        ("a England", {0: ["g+=B1-LOC"], 1: ["g=B1-LOC"]}),
        ("Bank of England", {0: ["g=B-ORG"], 1: ["g=I-ORG"], 2: ["g=I-ORG"]}),
        ("Bank of", {}),
        ("New York New York", {0: ["g=B-LOC"], 1: ["g=I-LOC", "g+=B-LOC"], 2: ["g=B-LOC"], 3: ["g=I-LOC"]}),
        ("x New", {}),
    ],
)
def test_known_names_in_a_line(words, features):
    assert Phrases(KNOWN).features(words.split(" ")) == features


@pytest.mark.parametrize(
    ("before", "marks", "known"),
    [
        ("in", ["g=B1-LOC"], True), ("In", ["x", "g=B1-LOC"], True), ("the", ["g=B1-LOC"], False),
        ("in", ["g=B1-ORG"], False), ("in", ["g=B1-LOC/ORG"], False), ("in", ["g=B-LOC"], False), ("in", ["x"], False),
    ],
)  # fmt: skip
def test_known_places_behind_a_word_that_puts_something_there(before, marks, known):
    assert is_known_place(before, [marks], 0, 1) == known


def test_known_places_of_several_words():
    assert is_known_place("in", [["g=B-LOC"], ["g=I-LOC"]], 0, 2)
    assert not is_known_place("in", [["g=B-LOC"], ["g=B1-LOC"]], 0, 2)
    assert not is_known_place("in", [["g=B1-LOC"], ["g=I-LOC"]], 0, 2)
    known = "in at near from to of around outside inside toward towards into across via between over through throughout"
    assert set(known.split(" ")) == INTO


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Mr. Ray's co. left.", "Mr. Ray 's co . left ."),
        ("the U.S. army, A.B.", "the U.S. army , A.B."),
        ("J. Ray and J.", "J. Ray and J ."),
        ("see https://a.example/b?c=d, or www.x.example", "see https://a.example/b?c=d, or www.x.example"),
        ("to me.too@a-b.example now", "to me.too@a-b.example now"),
        ("@ann #tag", "@ann #tag"),
        ("O'Neill's and AT&T’s", "O'Neill 's and AT&T ’s"),
        ("G20 7,000.5 3rd 7:30", "G20 7,000.5 3rd 7:30"),
        ("a-b (c)", "a - b ( c )"),
        ("Sept. 7, Dec. Decem.", "Sept. 7 , Dec. Decem ."),
        ("St.Gallen", "St . Gallen"),
        ("`s it`S", "`s it `S"),
    ],
)
def test_tokens(text, tokens):
    (run,) = runs(text)
    assert " ".join(run.words) == tokens
    assert [text[start:end] for start, end in zip(run.starts, run.ends, strict=True)] == run.words


MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
ABBREVIATED = (
    "Mr Mrs Ms Dr St Sen Rep Gov Gen Lt Col Maj Sgt Capt Adm Prof Rev Hon Jr Sr Inc Corp Co Ltd Bros No vs Mt Ft"
)


@pytest.mark.parametrize("word", [*ABBREVIATED.split(), *MONTHS.split()])
def test_a_stop_belongs_to_an_abbreviation(word):
    assert [run.words for run in runs(f"x {word}. 7")] == [["x", f"{word}.", "7"]]


def test_runs_end_with_the_line_or_a_sentence():
    assert [run.words for run in runs("a b\nc\n\nd")] == [["a", "b"], ["c"], ["d"]]
    assert [run.words for run in runs("")] == [[]]
    assert [len(run.words) for run in runs("a " * (LONGEST_RUN - 1) + ". b")] == [LONGEST_RUN, 1]
    assert [len(run.words) for run in runs("a " * (LONGEST_RUN - 2) + ". b")] == [LONGEST_RUN]
    assert [len(run.words) for run in runs("a " * (2 * LONGEST_RUN + 1))] == [2 * LONGEST_RUN, 1]
    assert [len(run.words) for run in runs("a " * LONGEST_RUN + "a? b")] == [LONGEST_RUN + 2, 1]


def test_marks_of_print_are_those_of_a_typewriter():
    (run,) = plain_runs("“a” ‘b’ – — é")
    assert "".join(run.words) == "\"a\"'b'--é"


if __name__ == "__main__":
    write()
