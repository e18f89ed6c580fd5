"""Tokens by example, and that they tile the text but for white space."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text.recognisers.newswire_tokens import LONGEST_RUN, plain_runs, runs
from flows.text.recognisers.pieces import batches, pieces


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("China's U.S.-led plan.", "China|'s|U.S.|-|led|plan|."),
        ("Mr. O'Brien met J. Smith in St. Louis.", "Mr.|O'Brien|met|J.|Smith|in|St.|Louis|."),
        ("AT&T paid $5,000.50 to G20, F16s", "AT&T|paid|$|5,000.50|to|G20|,|F16s"),
        ("see https://example.org/a?b=c now @nato #War", "see|https://example.org/a?b=c|now|@nato|#War"),
        ("write to a.b@example.org please", "write|to|a.b@example.org|please"),
        ("Łódź Москва 東京", "Łódź|Москва|東京"),
        ("OʼBrien, O`Brien, O´Brien’s and Chinaʼs `men`", "OʼBrien|,|O`Brien|,|O´Brien|’s|and|China|ʼs|`|men|`"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert [word for run in runs(text) for word in run.words] == words.split("|")


def test_marks_of_print_are_read_as_those_of_a_typewriter_and_offsets_stay() -> None:
    text = "“We’ve won” – Łódź’s mayor"
    (plain,), (run,) = plain_runs(text), runs(text)
    assert plain.words == ['"', "We've", "won", '"', "-", "Łódź", "'s", "mayor"]
    assert (plain.starts, plain.ends) == (run.starts, run.ends)


def test_an_apostrophe_within_a_word_is_read_as_one_whatever_its_shape() -> None:
    (plain,) = plain_runs("OʼBrien, O`Brien’s and O´Brien `men`")
    assert plain.words == ["O'Brien", ",", "O'Brien", "'s", "and", "O'Brien", "`", "men", "`"]


def test_a_line_end_ends_a_run() -> None:
    assert [run.words for run in runs("One two\n\n three\nfour") if run.words] == [["One", "two"], ["three"], ["four"]]


def test_an_endless_line_is_cut_at_a_sentence_end() -> None:
    lengths = [len(run.words) for run in runs("Some words here . " * LONGEST_RUN)]
    assert max(lengths) <= LONGEST_RUN + 4


@given(st.text(max_size=200))
def test_tokens_cover_all_but_white_space(text: str) -> None:
    found = [one for run in runs(text) for one in zip(run.words, run.starts, run.ends, strict=True)]
    assert all(text[start:end] == word for word, start, end in found)
    covered = {at for _, start, end in found for at in range(start, end)}
    assert all(text[at].isspace() for at in range(len(text)) if at not in covered)


@given(st.text(max_size=300), st.integers(1, 50))
def test_pieces_are_the_text(text: str, longest: int) -> None:
    cut = list(pieces(text, longest))
    assert "".join(piece for _, piece in cut) == text
    assert all(len(piece) <= longest and text.startswith(piece, offset) for offset, piece in cut)


def test_batches_are_bounded_by_size() -> None:
    assert list(batches("aaaabb", 3, lambda _: 1)) == [["a", "a", "a"], ["a", "b", "b"]]
    assert list(batches([5, 1, 1], 3, lambda size: size)) == [[5], [1, 1]]
