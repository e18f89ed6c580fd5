"""What readers know by name, and the edge of each limit: one example on either side."""

import errno
import io
import json

import pytest

from flows.text.decoding.labels import CODECS, codec_of, encoding_of
from flows.text.errors import BadRecord, EmptyText, NotText, TooLarge
from flows.text.readers import Limits, read
from flows.text.readers.base import SeedFile
from flows.text.readers.binary import refuse_binary
from flows.text.readers.fields import NAMES, from_fields, has_text, plain_name, said_by, shown
from flows.text.readers.opening import unreadable
from flows.text.readers.table import COLUMNS, delimiter_of
from flows.text.records import Document

KNOWN = {
    "text": "text body content articleBody maintext plaintext full_text body_text",
    "html": "html raw_html body_html content_html",
    "title": "title headline web_title",
    "subtitle": "subtitle standfirst alternative_headline subheadline deck",
    "url": "url link web_url canonical_url permalink",
    "published": "published date_published published_at date publication_date date_publish publish_date published_on"
    " pub_date publishing_date web_publication_date",
    "byline": "byline author authors creator",
    "source": "source publisher publication site_name source_name",
    "section": "section article_section section_name",
    "language": "language lang in_language",
    "id": "id guid identifier",
}
"""Names of a record's fields, the one that has the word before the others first."""


@pytest.mark.parametrize("field", KNOWN)
def test_each_name_of_a_field_has_the_word_before_those_behind_it(field):
    names = KNOWN[field].split()
    for at, name in enumerate(names):
        record = {other: f"said by {other}" for other in reversed(names[at:])}
        if field in ("text", "html"):
            assert from_fields(record, {}).content == f"said by {name}"
        else:
            assert from_fields({"text": "a", **record}, {}).fields[field] == f"said by {name}"
    assert sorted(NAMES) == sorted(KNOWN)


@pytest.mark.parametrize(
    "name", ["date_published", "datePublished", "Date-Published", "date published", "@DATE_published"]
)
def test_spellings_of_a_name(name):
    assert plain_name(name) == "datepublished"
    assert from_fields({"text": "a", name: "2024"}, {}).fields == {"published": "2024"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, None),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        ("a", "a"),
        ({"name": "A", "id": 1}, "A"),
        ({"rendered": "A"}, "A"),
        ({"name": 3}, '{"name": 3}'),
        ({"b": 1, "a": 2}, '{"a": 2, "b": 1}'),
        (["a", None, {"name": "B"}], "a, B"),
        ([None], None),
        ([], None),
        ([["a", "b"], "c"], "a, b, c"),
    ],
)
def test_values_in_words(value, words):
    assert said_by(value) == words


def test_paragraphs_of_a_text_and_pieces_of_a_page():
    assert from_fields({"text": ["a", "b"]}, {}).content == "a\n\nb"
    assert from_fields({"html": ["<i>a</i>", "b"]}, {}).content == "<i>a</i>\nb"
    assert from_fields({"text": "a", "tags": ["b", "c"]}, {}).fields == {"tags": "b, c"}


@pytest.mark.parametrize(
    ("content", "is_page"),
    [
        *((f" <{tag}>a", True) for tag in ("!doctype html", "html", "BODY", "article", "section class=x", "div", "p")),
        ("<b>a", False),
        ("<paper>a", False),
        ("a <p>b", False),
    ],
)
def test_a_text_that_is_a_page(content, is_page):
    assert from_fields({"text": content}, {}).media_type == ("text/html" if is_page else "text/plain")


def test_fields_that_mean_the_same_keep_their_own_names():
    found = from_fields(
        {"text": "a", "body": "b", "html": "<p>c", "published_at": "1", "date": "2", "pub_date": " "}, {}
    )
    assert found.content == "a"
    assert found.fields == {"body": "b", "published": "1", "date": "2"}
    assert from_fields({"text": " ", "html": "<p>c"}, {}).fields == {}
    assert from_fields({"a": "x", "b": "y"}, {"a": "text", "b": "text"}).fields == {"b": "y"}


def test_a_record_without_text_is_refused():
    with pytest.raises(BadRecord, match="its fields are a"):
        from_fields({"a": "x"}, {})
    with pytest.raises(BadRecord, match="its fields are none"):
        from_fields({}, {})
    with pytest.raises(EmptyText):
        from_fields({"text": " ", "html": None}, {})
    assert has_text(["a"], {"a": "html"}) and has_text(["Body"], {}) and not has_text(["a"], {"a": "title"})


def test_names_in_a_message_are_few_and_short():
    assert shown(dict.fromkeys("abcdefgh")) == "a, b, c, d, e, f, g, h"
    assert shown(dict.fromkeys("abcdefghi")) == "a, b, c, d, e, f, g, h …"
    assert shown({"x" * 41: 1, "é": 1}) == f"{'x' * 40}, \\xe9"


# Tables


@pytest.mark.parametrize(
    ("head", "delimiter"),
    [
        ("title,text", ","),
        ("title;text", ";"),
        ("title\ttext", "\t"),
        ("text;a,b,c", ";"),
        ("a;b,c", ","),
        ("a,b;c;d", ";"),
        ("text", ","),
        ("a; text ,b", ","),
        ("", ","),
    ],
)
def test_what_parts_the_columns(head, delimiter):
    assert delimiter_of(head, {}) == delimiter


def records(folder, name, data, **options):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read(SeedFile(str(path), name, path.stat().st_size, 0), **options))


def test_a_mapping_parts_the_columns_too(tmp_path):
    (found,) = records(tmp_path, "a.csv", "a,b;story\n1,2;x, y\n", mapping={"story": "text"})
    assert found.content == "x, y"


def test_columns_of_a_table(tmp_path):
    (found,) = records(tmp_path, "a.csv", " text ,,x,x,x\na,b,c,d,e,,\n")
    assert found.fields == {"column 2": "b", "x": "c", "x 4": "d", "x 5": "e"}
    (bad,) = records(tmp_path, "a.csv", "text,n\na,1, ,x\n")
    assert bad.error.message == "a.csv#1: the row that ends on line 2 has 4 columns, the first row 2"
    many = "text" + ",n" * (COLUMNS - 1)
    assert isinstance(records(tmp_path, "a.csv", f"{many}\na\n")[0], Document)
    (bad,) = records(tmp_path, "a.csv", f"{many},n\na\n")
    assert (type(bad.error), bad.error.message) == (TooLarge, "a.csv: its first row has 10,001 columns")


def test_tables_that_hold_nothing(tmp_path):
    for data in ("\n \r\n\t\n", "text\n", "text\n\n , \n"):
        (bad,) = records(tmp_path, "a.csv", data)
        assert type(bad.error) is EmptyText, data


def test_a_row_may_be_as_long_as_a_record(tmp_path):
    limits = Limits(record_bytes=100)
    data = f"text\n{'x' * 99}\n{'y' * 99}\n{'z' * 100}\nw\n"
    first, second, bad = records(tmp_path, "a.csv", data, limits=limits)
    assert (first.content, second.content, type(bad.error)) == ("x" * 99, "y" * 99, TooLarge)


def test_a_table_in_an_old_encoding_is_read_by_its_head(tmp_path):
    line = "El presidente declaró que el déficit será mayor el próximo año, según la señora Muñoz.\n"
    found = records(tmp_path, "a.tsv", ("text\n" + line * 900).encode("cp1252"))
    assert {(one.content, one.encoding, one.encoding_basis) for one in found} == {
        (line[:-1], "windows-1252", "detected")
    }
    found = records(tmp_path, "a.tsv", ("\ufefftext\n" + line).encode("utf-16-le"))
    assert (found[0].content, found[0].encoding, found[0].encoding_basis) == (line[:-1], "utf-16le", "bom")
    found = records(tmp_path, "a.tsv", ("text\n" + line).encode("utf-16-le"))
    assert (found[0].encoding, found[0].encoding_basis) == ("utf-16le", "detected")


# JSON


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "EmptyText"),
        (" \n\ufeff", "EmptyText"),
        ("[]", "EmptyText"),
        ("[ ] ", "EmptyText"),
        ('[{"text": "a"},]', [1]),
        ('{"text": "a"}, {"text": "b"}', [1, 2]),
        ('[{"text": "a"}', [1, "BadRecord"]),
        ('[{"text": "a"}] tail', [1]),
        ('["a", {"text": "b"}]', ["BadRecord", 2]),
        ('\ufeff{"text": "a"}\0', [None]),
    ],
)
def test_forms_of_json(tmp_path, data, told):
    found = records(tmp_path, "a.json", data)
    wanted = told if isinstance(told, list) else [told]
    assert [one.record if isinstance(one, Document) else type(one.error).__name__ for one in found] == wanted


def test_what_is_no_record_is_named(tmp_path):
    data = [[1], "a", 1, 1.5, True, None]
    found = records(tmp_path, "a.json", json.dumps(data))
    said = [one.error.message.partition(": ")[2].partition(",")[0] for one in found]
    assert said == ["a list", *["a string or number"] * 3, "true or false", "null"]


# Bytes


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04", "a zip archive (or an office document)"), (b"PK\x05\x06", "an empty zip archive"),
        (b"%PDF-", "a PDF"), (b"\x1f\x8b\x08", "gzip data"), (b"BZh", "bzip2 data"), (b"\xfd7zXZ\x00", "xz data"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive"), (b"\x28\xb5\x2f\xfd", "zstandard data"),
        (b"Rar!\x1a\x07", "a RAR archive"), (b"\x89PNG\r\n\x1a\n", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF87a", "a GIF image"), (b"GIF89a", "a GIF image"), (b"II*\x00", "a TIFF image"),
        (b"MM\x00*", "a TIFF image"), (b"\x7fELF", "a program"), (b"\xca\xfe\xba\xbe", "a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (b"SQLite format 3\x00", "an SQLite database"), (b"OggS\x00", "sound"), (b"ID3\x03", "sound"),
        (b"fLaC\x00", "sound"),
    ],
)  # fmt: skip
def test_beginnings_of_what_is_no_text(data, kind):
    with pytest.raises(NotText) as refused:
        refuse_binary(data + b" and so on")
    assert refused.value.message == f"holds {kind}, not text"
    refuse_binary(b" " + data.replace(b"\0", b"") + b" and so on, in words" * 9)


@pytest.mark.parametrize(
    ("data", "is_text"),
    [
        (b"\x01" * 50 + b"a" * 50, True),
        (b"\x01" * 51 + b"a" * 49, False),
        (b"\x01" * 5 + b"\xe9" * 95, True),
        (b"\x01" * 6 + b"\xe9" * 94, False),
        (b"\t\n\v\f\r\x1b" * 20, True),
        (b"\x7f" * 60 + b"a" * 40, False),
        ("words of it".encode("utf-16-le"), True),
    ],
)
def test_how_many_control_characters_a_text_may_hold(data, is_text):
    if is_text:
        refuse_binary(data)
    else:
        with pytest.raises(NotText, match="% of its bytes are control characters"):
            refuse_binary(data)


LABELS = {
    "windows-1252": "ascii us-ascii iso-8859-1 latin1 l1 iso8859-1 x-cp1252 x-user-defined iso88591 cp1252",
    "windows-1254": "iso-8859-9 latin5 cp1254",
    "windows-874": "iso-8859-11 tis-620 dos-874 cp874",
    "gb18030": "gb2312 gbk hz x-gbk gb18030",
    "big5": "big5 big5hkscs x-x-big5",
    "euc-kr": "euc_kr euckr ks_c_5601-1987 johab cp949 windows-949",
    "shift_jis": "shift_jis sjis x-sjis windows-31j cp932",
    "utf-8": "utf-8 utf8 utf-16 utf-16le utf-16be utf-32 unicode-1-1-utf-8 x-unicode20utf8",
    "windows-1250": "x-cp1250 cp1250",
    "windows-1251": "x-cp1251 cp1251",
    "euc-jp": "x-euc-jp eucjp",
    "iso-8859-8": "iso-8859-8-i hebrew",
    "iso-8859-2": "iso88592 latin2",
    "koi8-r": "koi koi8",
    "macintosh": "x-mac-roman mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "ibm866": "cp866 866",
}


@pytest.mark.parametrize("encoding", LABELS)
def test_labels_of_the_web(encoding):
    assert {label: encoding_of(label) for label in LABELS[encoding].split()} == dict.fromkeys(
        LABELS[encoding].split(), encoding
    )


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("ibm866", b"\x80", "А"), ("iso-8859-2", b"\xb1", "ą"), ("iso-8859-3", b"\xb1", "ħ"),
        ("iso-8859-4", b"\xb3", "ŗ"), ("iso-8859-5", b"\xb1", "Б"), ("iso-8859-6", b"\xc7", "ا"),
        ("iso-8859-7", b"\xe1", "α"), ("iso-8859-8", b"\xe0", "א"), ("iso-8859-10", b"\xb3", "ģ"),
        ("iso-8859-13", b"\xe0", "ą"), ("iso-8859-14", b"\xa1", "Ḃ"), ("iso-8859-15", b"\xa4", "€"),
        ("iso-8859-16", b"\xa2", "ą"), ("koi8-r", b"\xc1", "а"), ("koi8-u", b"\xa4", "є"), ("macintosh", b"\x8a", "ä"),
        ("windows-874", b"\xa1", "ก"), ("windows-1250", b"\xb9", "ą"), ("windows-1251", b"\xe0", "а"),
        ("windows-1252", b"\x80", "€"), ("windows-1253", b"\xe1", "α"), ("windows-1254", b"\xfe", "ş"),
        ("windows-1255", b"\xe0", "א"), ("windows-1256", b"\xc7", "ا"), ("windows-1257", b"\xe0", "ą"),
        ("windows-1258", b"\xf0", "đ"), ("x-mac-cyrillic", b"\x80", "А"), ("gb18030", b"\x816\xa40", "ꀊ"[:0]),
        ("big5", b"\xa4\xa4", "中"), ("euc-jp", b"\xc6\xfc", "日"), ("iso-2022-jp", b"\x1b$BF|\x1b(B", "日"),
        ("shift_jis", b"\x93\xfa", "日"), ("euc-kr", b"\xc7\xd1", "한"), ("utf-8", b"\xc3\xa9", "é"),
    ],
)  # fmt: skip
def test_a_letter_of_each_encoding(encoding, data, text):
    assert encoding in CODECS
    if text:
        assert data.decode(codec_of(encoding)) == text
    else:
        assert "中".encode(codec_of(encoding)) == b"\xd6\xd0"


@pytest.mark.parametrize(
    ("number", "mend"),
    [
        (errno.EACCES, "permission"), (errno.EPERM, "permission"), (errno.ENOENT, "vanished"), (errno.ELOOP, "link"),
        (errno.EMFILE, "ulimit"), (errno.ENFILE, "the system"), (errno.EIO, "see to it"), (None, "see to it"),
    ],
)  # fmt: skip
def test_what_the_system_answers_is_said_in_words(number, mend):
    error = unreadable(OSError(number, "no luck") if number else OSError())
    assert mend in error.mend
    assert error.message == ("cannot be read: no luck" if number else "cannot be read: OSError")


def test_a_stream_may_be_looked_into_and_gone_back_in(tmp_path):
    from flows.text.readers.opening import opened

    path = tmp_path / "a"
    path.write_bytes(b"0123456789")
    with opened(str(path), Limits(), compressed=False) as stream:
        assert stream.read(4) == b"0123"
        assert stream.seek(8) == 8
        assert stream.read() == b"89"
        assert stream.seek(-1, io.SEEK_END) == 9
        assert stream.read() == b"9"
