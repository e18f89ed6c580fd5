"""Keys: the same for one name however it is written, apart for two, readable and bounded."""

import pytest

from flows.text.slugs import LONGEST, fold, remembered, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Wałęsa", "walesa"),
        ("Đorđe Ðað", "dorde dad"),
        ("søster Øre", "soster ore"),
        ("þing ʻa ʼb ‘c ırmak", "thing 'a 'b 'c irmak"),
        ("Ærø", "aero"),
        ("Þór", "thor"),
        ("œuvre", "oeuvre"),
        ("O’Neill", "o'neill"),
        ("  a \n b ", "A B"),
        ("ＡＢＣ", "abc"),
        ("zero\u200bwidth", "zerowidth"),
        ("a\u202eb", "ab"),
        ("Mоsсow", "moscow"),
        ("E\u0301", "É"),
    ],
)
def test_spellings_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("оса", "oca"), ("Ann", "Anne"), ("a b", "ab"), ("北京", "北平")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_control_characters_part_words_only_where_they_are_white_space() -> None:
    assert fold("é\tb") == "e b"
    assert fold("é\x00b") == "eb"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("The People's Bank", "the-peoples-bank"),
        ("Côte d'Ivoire", "cote-d-ivoire"),
        ("U.S.", "u-s"),
        ("Москва", "москва"),
        ("A-1 / B_2", "a-1-b-2"),
    ],
)
def test_slugs(text: str, made: str) -> None:
    assert slug(text) == made


def test_no_slug_is_empty_or_endless_and_none_is_shared() -> None:
    assert slug("!!!") != slug("???")
    assert slug("!!!").startswith("x-")
    assert len(slug("!!!")) == 10
    exact, long, longer = "a" * LONGEST, "a" * (LONGEST + 1), "a" * (LONGEST + 2)
    assert slug(exact) == exact
    assert slug(long) != slug(longer)
    assert slug(long).startswith(exact + "-")
    assert len(slug(long)) == LONGEST + 9
    assert slug("\ud800!").startswith("x-")


def test_short_answers_are_remembered_and_long_ones_are_not() -> None:
    asked: list[str] = []

    @remembered
    def told(text: str) -> int:
        asked.append(text)
        return len(text)

    for text in ("a" * 200, "a" * 200, "a" * 201, "a" * 201):
        assert told(text) == len(text)
    assert list(map(len, asked)) == [200, 201, 201]
    assert told.__name__ == "told"
