"""Words with a capital stand where they are said to stand, and none is left out."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from flows.text.capitals import among, capitals, standing

TEXTS = st.text(alphabet=st.sampled_from("aBcÉß9_ -.\n’東mid"), max_size=60) | st.text(max_size=60)


@given(TEXTS)
@example("")
@example("aB Bc _C É9")
def test_all_words_with_a_capital_and_no_others(text: str) -> None:
    plain = [(m.start(), m[0]) for m in re.finditer(r"(?<![^\W_])[^\W_a-z][^\W_]*", text)]
    words, starts = capitals(text)
    assert list(zip(starts, words, strict=True)) == plain
    assert among({word for _, word in plain[::2]}, (words, starts)) == [
        (start, word) for start, word in plain if word in {each for _, each in plain[::2]}
    ]


@given(TEXTS)
@example("mid mid-May amid middle")
def test_a_whole_word_is_no_part_of_a_longer_one(text: str) -> None:
    assert list(standing("mid", text)) == [m.start() for m in re.finditer(r"(?<![^\W_])mid(?![^\W_])", text)]
