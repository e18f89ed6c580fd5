"""What makes two notices one, and what can never be learned as a notice."""

import pytest

from flows.text.fingerprints import LONGEST, fingerprint, reads_like_a_notice, speaks_for_keeping

NOTICE = "Read our latest coverage of the harbour every morning here"


@pytest.mark.parametrize(
    "other",
    [
        NOTICE.upper(),
        f"  {NOTICE}…  ",
        "Read   our latest\ncoverage — of the harbour, every morning: here!",
        f"{NOTICE} 12",
        f"{NOTICE} 5 May",
        f"Monday, 10:30 a.m. IST {NOTICE}",
        f"{NOTICE} 2024-05-06 12.30 3rd of September, Dec. 24",
        "Réad our látest coverage of the harbour every morning here",
    ],
)
def test_case_marks_figures_and_dates_do_not_tell_notices_apart(other: str) -> None:
    assert fingerprint(other) == fingerprint(NOTICE)


@pytest.mark.parametrize("other", [NOTICE.replace("harbour", "market"), f"{NOTICE} too", NOTICE[:-5], "x" + NOTICE])
def test_other_words_do(other: str) -> None:
    assert fingerprint(other) not in (None, fingerprint(NOTICE))


def test_it_is_twelve_digits() -> None:
    print_ = fingerprint(NOTICE)
    assert print_
    assert len(print_) == 12
    assert int(print_, 16)


@pytest.mark.parametrize("text", ["", "   ", "12.30", "* * *", "Background", "Four words are few", "May 5"])
def test_too_little_is_no_notice(text: str) -> None:
    assert fingerprint(text) is None


def test_length() -> None:
    long = "subscribe " + "now " * 200
    assert fingerprint(long[:LONGEST]) is not None
    assert fingerprint(long[: LONGEST + 1] + "x") is None
    assert fingerprint(" " * LONGEST + long[:LONGEST].strip()) is not None, "white space around does not count"


@pytest.mark.parametrize(
    "text",
    [
        "“We will read our latest coverage”, he wrote to the whole town",
        "'Subscribe' is a word that nobody here likes any more",
        "He wrote “we shall never ever subscribe to that again” to her",
        "he wrote ‘we shall never ever subscribe to that again’ to her",
        "the mayor said that the harbour would stay closed for now",
        "according to the council the harbour will stay closed",
        "the harbour was closed by order of Ann Lee on that day",
        "it was closed, Norwick people remember, after a long storm",
        "the index closed at 4,512 points after a quiet day here",
    ],
)
def test_content_has_none(text: str) -> None:
    assert speaks_for_keeping(text)
    assert fingerprint(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "this was first seen on Monday in the month of May by all",
        "follow the paper on Twitter and also on Facebook every day",
        "closed on 5 May 2024 at 10:30 and opened again in the end",
        "subscribe to our newsletter, the editor said to Ann Lee",
        "he wrote “never” and the harbour stayed closed for a long time",
        "it’s closed and it’s cold and it’s all over for the town’s port",
    ],
)
def test_what_only_looks_like_it_may_have_one(text: str) -> None:
    assert not speaks_for_keeping(text)
    assert fingerprint(text)


def test_a_site_that_names_itself_names_nobody() -> None:
    text = "more of what happens in town every day in Harbour Times for you"
    assert fingerprint(text) is None
    assert fingerprint(text, "The Harbour Times") is not None
    assert fingerprint(text, "Hill Post") is None


def test_cues() -> None:
    assert reads_like_a_notice("SUBSCRIBE NOW")
    assert reads_like_a_notice("© 2024")
    assert not reads_like_a_notice("the harbour stayed closed")
