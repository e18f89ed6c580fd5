"""Bytes to text: which encoding is believed, and that nothing is lost on the way."""

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text.decoding import decode
from flows.text.decoding.detection import wide_encoding
from flows.text.decoding.labels import CODECS, encoding_of
from flows.text.errors import Undecodable
from flows.text.readers.page import declared_in

GERMAN = "Die Grünen fordern größere Maßnahmen für Flüchtlinge in Österreich und der Schweiz."
FRENCH = "Le président a déclaré que le déficit serait plus élevé que prévu – « à cause de la grève »."
SPANISH = "El presidente declaró que el déficit será mayor el próximo año, según la señora Muñoz."
CZECH = "Předseda vlády řekl, že země bude v příštím roce hospodařit s vyšším schodkem, než se očekávalo."
POLISH = "Prezydent Polski powiedział w środę, że gospodarka rośnie szybciej, niż wcześniej oczekiwano. Żółty śnieg."
HUNGARIAN = "A miniszterelnök közölte, hogy az ország jövőre a vártnál magasabb hiánnyal gazdálkodik."
TURKISH = "Başbakan, ülkenin gelecek yıl beklenenden daha yüksek bir açıkla karşı karşıya kalacağını söyledi."
GREEK = "Ο πρωθυπουργός δήλωσε ότι το έλλειμμα της χώρας θα είναι μεγαλύτερο από το αναμενόμενο."
JAPANESE = "首相は水曜日、来年度の財政赤字が予想を上回るとの見通しを示した。"
RUSSIAN = "Премьер-министр заявил, что в будущем году дефицит бюджета окажется выше ожидаемого."
CHINESE = "总理星期三表示，明年的财政赤字将高于预期，政府将在年底前公布新的预算方案。\n北京 2023年\n"

CASES = [
    # name, bytes, declared, text, encoding, basis
    ("ascii", b"Storm hits coast", None, "Storm hits coast", "utf-8", "utf-8"),
    ("utf-8", "Qin Gang – “nín hǎo”".encode(), None, "Qin Gang – “nín hǎo”", "utf-8", "utf-8"),
    ("newlines stay", b"a\r\nb\rc\n", None, "a\r\nb\rc\n", "utf-8", "utf-8"),
    ("zero stays", b"a\x00b", None, "a\x00b", "utf-8", "utf-8"),
    ("mark of UTF-8", codecs.BOM_UTF8 + b"abc", None, "abc", "utf-8", "bom"),
    ("one mark goes", codecs.BOM_UTF8 * 2 + b"abc", None, "\ufeffabc", "utf-8", "bom"),
    ("mark before declaration", codecs.BOM_UTF8 + "é".encode(), "iso-8859-1", "é", "utf-8", "bom"),
    ("mark of UTF-16", "ünï".encode("utf-16"), "utf-8", "ünï", "utf-16le", "bom"),
    ("big end first", codecs.BOM_UTF16_BE + "ab".encode("utf-16-be"), None, "ab", "utf-16be", "bom"),
    ("UTF-32", codecs.BOM_UTF32_LE + "ab".encode("utf-32-le"), None, "ab", "utf-32le", "bom"),
    ("UTF-16 beginning with zero", codecs.BOM_UTF16_LE + b"\0\0a\0", None, "\0a", "utf-16le", "bom"),
    ("no mark, UTF-16", GERMAN.encode("utf-16-le"), None, GERMAN, "utf-16le", "detected"),
    ("no mark, Cyrillic", RUSSIAN.encode("utf-16-be"), None, RUSSIAN, "utf-16be", "detected"),
    ("no mark, Chinese", CHINESE.encode("utf-16-le"), None, CHINESE, "utf-16le", "detected"),
    ("no mark, UTF-32", GERMAN.encode("utf-32-be"), None, GERMAN, "utf-32be", "detected"),
    ("lone surrogate", codecs.BOM_UTF16_LE + b"a\0\x00\xd8", None, "a\ud800", "utf-16le", "bom"),
    ("declared", b"caf\xe9", "windows-1252", "café", "windows-1252", "declared"),
    ("Latin-1 means windows-1252", b"\x93caf\xe9\x94", "ISO-8859-1", "“café”", "windows-1252", "declared"),
    ("its holes too", b"caf\xe9\x81", "latin1", "café\x81", "windows-1252", "declared"),
    ("declared ASCII", b"abc", "us-ascii", "abc", "windows-1252", "declared"),
    ("declared UTF-8", "é".encode(), "UTF-8", "é", "utf-8", "declared"),
    ("gb2312 means gb18030", "镕基".encode("gb18030"), "gb2312", "镕基", "gb18030", "declared"),
    ("Japanese mail", "首相".encode("iso2022_jp"), "iso-2022-jp", "首相", "iso-2022-jp", "declared"),
    ("UTF-8 under a false name", "Grüße".encode(), "iso-8859-1", "Grüße", "utf-8", "utf-8"),
    ("UTF-8 by chance", "模".encode("gb18030"), "gbk", "模", "gb18030", "declared"),
    ("declaration that does not fit", GERMAN.encode("cp1252"), "utf-8", GERMAN, "windows-1252", "detected"),
    ("unknown declaration", "é".encode(), "klingon", "é", "utf-8", "utf-8"),
    ("dangerous declaration", b"+AGE-", "utf-7", "+AGE-", "utf-8", "utf-8"),
    ("no encoding of text", b"abc", "rot13", "abc", "utf-8", "utf-8"),
    ("UTF-8 with a piece of Latin", "Grüße – ".encode() + b"\xe9t\xe9", None, "Grüße – été",
     "utf-8+windows-1252", "mixed"),
    ("UTF-8 cut inside a letter", "Grüße – né".encode()[:-1], None, "Grüße – nÃ", "utf-8+windows-1252", "mixed"),
    ("overlong slash", "äöü ".encode() + b"\xc0\xaf", None, "äöü À¯", "utf-8+windows-1252", "mixed"),
    ("German of old", GERMAN.encode("cp1252"), None, GERMAN, "windows-1252", "detected"),
    ("one letter to go by", b"The caf\xe9 was open.", None, "The café was open.", "windows-1252", "detected"),
    ("French of old", FRENCH.encode("cp1252"), None, FRENCH, "windows-1252", "detected"),
    ("Spanish of old", SPANISH.encode("cp1252"), None, SPANISH, "windows-1252", "detected"),
    ("Czech of old", CZECH.encode("cp1250"), None, CZECH, "windows-1250", "detected"),
    ("Polish of old", POLISH.encode("cp1250"), None, POLISH, "windows-1250", "detected"),
    ("Hungarian of old", HUNGARIAN.encode("cp1250"), None, HUNGARIAN, "windows-1250", "detected"),
    ("Turkish of old", TURKISH.encode("cp1254"), None, TURKISH, "windows-1254", "detected"),
    ("Greek of old", GREEK.encode("cp1253"), None, GREEK, "windows-1253", "detected"),
    ("Japanese of old", JAPANESE.encode("cp932"), None, JAPANESE, "shift_jis", "detected"),
    ("Russian of old", RUSSIAN.encode("cp1251"), None, RUSSIAN, "windows-1251", "detected"),
    ("Russian of older", RUSSIAN.encode("koi8-r"), None, RUSSIAN, "koi8-r", "detected"),
    ("Chinese of old", CHINESE.encode("gb18030"), None, CHINESE, "gb18030", "detected"),
    ("late in a long text", b"plain words \n" * 9000 + GERMAN.encode("cp1252"), None,
     "plain words \n" * 9000 + GERMAN, "windows-1252", "detected"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "declared", "text", "encoding", "basis"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_which_encoding_is_believed(data, declared, text, encoding, basis):
    found = decode(data, declared)
    assert (found.text, found.encoding, found.basis) == (text, encoding, basis)


def test_a_cut_off_utf_16_file_is_said_to_be_one():
    with pytest.raises(Undecodable, match="utf-16le throughout"):
        decode("Qin Gang".encode("utf-16") + b"\x41")


def test_bytes_that_read_as_no_language_are_refused_with_a_mend():
    noise = bytes(random.Random(11).choices(range(0x80, 0x100), k=60))
    with pytest.raises(Undecodable, match="no encoding") as caught:
        decode(noise)
    assert caught.value.mend == "save it as UTF-8"


PAGES = [
    (b'<meta charset="koi8-r">', "koi8-r"),
    (b"<META CHARSET=UTF-8>", "UTF-8"),
    (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb2312"),
    (b'<?xml version="1.0" encoding="iso-8859-2"?><html>', "iso-8859-2"),
    (b'<!-- <meta charset="x"> --><meta charset=big5>', "big5"),
    (b"<p>charset=utf-8</p>", None),
    (b"<!--" + b" " * 5000 + b'--><meta charset="late">', None),
    (b"<!-- never closed <meta charset=a>", None),
]


@pytest.mark.parametrize(("page", "label"), PAGES)
def test_what_a_page_declares(page, label):
    assert declared_in(page) == label


@pytest.mark.parametrize("label", sorted(CODECS))
def test_each_encoding_is_known_by_its_own_name_and_has_a_codec(label):
    assert encoding_of(label) == label
    assert codecs.lookup(CODECS[label])


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\0")))
def test_utf_8_comes_back(text):
    assert decode(text.encode()).text == text


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_what_is_marked_comes_back(text, codec):
    found = decode(text.encode(codec))
    assert found.text == text or (codec == "utf-16" and text.startswith("\0"))
    assert found.basis == "bom"


def test_windows_1252_has_a_character_of_its_own_for_every_byte():
    text = decode(bytes(range(1, 256)), "windows-1252").text
    assert len(set(text)) == 255
    assert text[127:129] == "€\x81"


@given(st.binary(), st.none() | st.text(max_size=20) | st.sampled_from(sorted(CODECS)))
def test_any_bytes_are_decoded_or_refused_in_words(data, declared):
    try:
        found = decode(data, declared)
    except Undecodable as error:
        assert error.mend
    else:
        assert found.basis in {"bom", "declared", "utf-8", "mixed", "detected"}


@given(st.text(st.sampled_from("the storm hit The Coast. \n"), min_size=8), st.integers(0, 20))
def test_a_stray_zero_in_plain_text_does_not_make_it_utf_16(text, place):
    assert wide_encoding(f"{text[:place]}\0{text[place:]}".encode()) is None
