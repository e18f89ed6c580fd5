"""Labels as pages write them, and what they mean on the web."""

import codecs

import pytest

from flows.text.decoding.labels import CODECS, codec_of, encoding_of


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("UTF-8", "utf-8"),
        ("utf8", "utf-8"),
        (" Latin1 ", "windows-1252"),
        ("us-ascii", "windows-1252"),
        ("ISO-8859-1", "windows-1252"),
        ("iso-8859-9", "windows-1254"),
        ("iso8859-2", "iso-8859-2"),
        ("cp1251", "windows-1251"),
        ("GBK", "gb18030"),
        ("gb2312", "gb18030"),
        ("big5", "big5"),
        ("sjis", "shift_jis"),
        ("x-sjis", "shift_jis"),
        ("euckr", "euc-kr"),
        ("koi", "koi8-r"),
        ("tis-620", "windows-874"),
        ("utf-16", "utf-8"),
        ("utf-16le", "utf-8"),
        ("macintosh", "macintosh"),
        ("x-user-defined", "windows-1252"),
    ],
)
def test_a_label_means_what_it_means_on_the_web(label: str, encoding: str) -> None:
    assert encoding_of(label) == encoding


@pytest.mark.parametrize(
    "label", ["", "utf-7", "rot13", "klingon", "zlib", "utf 8\n<", "a" * 41, "é", "idna", "punycode"]
)
def test_what_no_page_may_have_means_nothing(label: str) -> None:
    assert encoding_of(label) is None


@pytest.mark.parametrize("encoding", CODECS)
def test_each_encoding_is_its_own_label_and_has_a_codec(encoding: str) -> None:
    assert encoding_of(encoding.upper()) == encoding
    assert codecs.lookup(codec_of(encoding))


def test_codecs_of_what_is_no_label() -> None:
    assert codec_of("utf-16-le") == "utf-16-le"
    assert codec_of("utf-8+windows-1252") == "utf-8"
    assert codec_of("windows-1252") == "cp1252"
