import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text.normalise import needed, normalise, paragraph

CASES = [
    ("mojibake", "He said donâ€™t go to the cafÃ©", "He said don’t go to the café"),
    ("entities", "AT&amp;amp;T &quot;rose&quot; &#8211; a lot", 'AT&T "rose" – a lot'),
    ("surrogates", "a\ud83d\ude00b\udc00c", "a😀bc"),
    ("controls", "a\x00b\x07c\x9fd"[:5] + "d", "abcd"),
    ("soft hyphens", "inter\u00adnational", "international"),
    ("zero width", "za\u200bp\ufeff", "zap"),
    ("bidi controls", "a\u202eb\u2069c", "abc"),
    ("composition", "cafe\u0301", "café"),
    ("line ends", "a\r\nb\u2028c", "a\nb\nc"),
    ("white space", "  a \u00a0 b\t\n\n\n\nc ", "a b\n\nc"),
]


@pytest.mark.parametrize(("name", "raw", "mended"), CASES, ids=[case[0] for case in CASES])
def test_each_defect_is_mended_and_counted(name: str, raw: str, mended: str) -> None:
    text, repairs = normalise(raw)
    assert text == mended
    assert repairs[name] >= 1


@pytest.mark.parametrize(
    "text",
    [
        "Plain text, nothing wrong.",
        "“Curly” – and é, ü, ł are fine",
        "می‌خواهم",
        "👨‍👩‍👧 family",
        "क्‍ष",
        "AT&T & Co; R&D;",
        "fish &chips;",
    ],
)
def test_sound_text_stays(text: str) -> None:
    assert normalise(text) == (text, {})


def test_clean_ascii_calls_for_no_mend() -> None:
    assert needed("Nothing here & nothing there.\nTwo lines.") == ()


@given(st.text())
def test_idempotent(text: str) -> None:
    once, _ = normalise(text)
    assert normalise(once) == (once, {})


@given(st.text(alphabet=st.sampled_from("a &;#amp13x\u200b\u00ad\u00a0\r\n\x00é\u0301â€™\ud83d\ude00")))
def test_idempotent_where_mends_meet(text: str) -> None:
    once, _ = normalise(text)
    assert normalise(once)[0] == once


@given(st.text())
def test_paragraph_is_one_line_of_the_same_words(text: str) -> None:
    joined, _ = paragraph(text)
    assert joined == " ".join(normalise(text)[0].split())
    assert "\n" not in joined


def test_no_lone_surrogate_or_nul_survives() -> None:
    text, _ = normalise("\x00\ud800 a \udfff")
    assert text == "a"
    text.encode("utf-8")
