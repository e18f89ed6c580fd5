"""Records of JSON Lines, JSON and tables: names of fields, the count, and that a bad one costs itself alone."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.text.errors import BadInput
from flows.text.readers import Limits, Reject, read
from flows.text.readers.base import SeedFile
from flows.text.readers.fields import from_fields
from flows.text.records import Document


def records(folder, name, data, **options):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read(SeedFile(str(path), name, path.stat().st_size, 0), **options))


def told(found):
    """Say of each record its number and text, or the class of its error."""
    return [
        (one.record, one.content) if isinstance(one, Document) else (one.uri, type(one.error).__name__) for one in found
    ]


FIELDS = [
    # record, content, fields
    ({"text": "a"}, "a", {}),
    ({"Title": "T", "BODY": "a"}, "a", {"title": "T"}),
    ({"headline": "T", "articleBody": "a", "datePublished": "2024"}, "a", {"title": "T", "published": "2024"}),
    ({"headline": "T", "title": "U", "text": "a"}, "a", {"title": "U", "headline": "T"}),
    ({"headline": "T", "title": " ", "text": "a"}, "a", {"title": "T"}),
    ({"content": "a", "description": "d", "author": None}, "a", {"description": "d"}),
    ({"text": "a", "source": {"id": "bbc", "name": "BBC News"}}, "a", {"source": "BBC News"}),
    ({"text": "a", "publisher": {"@type": "Organization", "name": "AP"}}, "a", {"source": "AP"}),
    ({"text": "a", "author": [{"name": "Ana Ruiz"}, {"name": "Bo Li"}]}, "a", {"byline": "Ana Ruiz, Bo Li"}),
    ({"text": "a", "authors": ["Ana Ruiz", "Bo Li"]}, "a", {"byline": "Ana Ruiz, Bo Li"}),
    ({"text": "a", "authors": []}, "a", {}),
    ({"text": ["One.", "Two."]}, "One.\n\nTwo.", {}),
    ({"text": "a", "link": "https://example.org/a", "lang": "en", "guid": 7}, "a",
     {"url": "https://example.org/a", "language": "en", "id": "7"}),
    ({"text": "a", "words": 12, "rate": 0.50, "free": True, "more": {"b": 1}}, "a",
     {"words": "12", "rate": "0.5", "free": "true", "more": '{"b": "1"}'}),
    ({"text": "short", "maintext": "long"}, "short", {"maintext": "long"}),
    ({"text": " ", "content": "long"}, "long", {}),
    ({"text": "a\ud800"}, "a\ud800", {}),
]  # fmt: skip


@pytest.mark.parametrize(("record", "content", "fields"), FIELDS)
def test_names_of_fields(tmp_path, record, content, fields):
    (found,) = records(tmp_path, "a.jsonl", json.dumps(record))
    assert (found.content, found.fields) == (content, fields)
    assert (found.uri, found.record, found.media_type) == ("a.jsonl#1", 1, "text/plain")


PAGES = [
    {"html": "<p>a</p>", "title": "T"},
    {"html": "<p>a</p>", "text": "", "title": "T"},
    {"content": {"rendered": "<p>a</p>"}, "title": {"rendered": "T"}},
    {"body": "<p>a</p>", "headline": "T"},
]


@pytest.mark.parametrize("record", PAGES)
def test_a_page_in_a_record(record):
    found = from_fields(record, {})
    assert (found.content, found.media_type, found.fields) == ("<p>a</p>", "text/html", {"title": "T"})


def test_text_goes_before_a_page():
    found = from_fields({"html": "<p>a</p>", "text": "a < b"}, {})
    assert (found.content, found.media_type, found.fields) == ("a < b", "text/plain", {})


def test_a_mapping_goes_before_what_is_known(tmp_path):
    line = '{"story": "a", "text": "b", "when": "2024"}'
    (found,) = records(tmp_path, "a.jsonl", line, mapping={"story": "text", "when": "published"})
    assert (found.content, found.fields) == ("a", {"text": "b", "published": "2024"})


def test_no_field_is_lost_when_names_collide():
    found = from_fields({"headline": "H", "title": "T", "text": "a"}, {"headline": "title"})
    assert found.fields == {"title": "H", "title (as given)": "T"}


def test_a_bad_line_costs_itself_alone(tmp_path):
    lines = [
        b'{"text": "one"}',
        b"",
        b'{"text": "two", oops}',
        b"[1, 2]",
        b"null",
        b'{"title": "no text"}',
        b'{"text": null}',
        b'{"text": "\xff\xfe is no UTF-8 but caf\xe9 is read"}',
        b'{"text": "tab\there", "id": ' + b"9" * 5000 + b', "n": NaN}',
        b"[" * 100_000,
        b'{"text": ' + b"[" * 100_000,
        b'{"text": ' + b"[" * 400 + b"]" * 400 + b"}",
        b'{"text": "last"}',
    ]
    found = records(tmp_path, "a.jsonl", b"\r\n".join(lines))
    assert told(found)[:6] == [
        (1, "one"), ("a.jsonl#2", "BadRecord"), ("a.jsonl#3", "BadRecord"), ("a.jsonl#4", "BadRecord"),
        ("a.jsonl#5", "BadRecord"), ("a.jsonl#6", "EmptyText"),
    ]  # fmt: skip
    assert found[6].content.endswith("café is read")
    assert found[7].fields["id"] == "9" * 5000
    assert told(found)[8:10] == [("a.jsonl#9", "BadRecord"), ("a.jsonl#10", "BadRecord")]
    assert told(found)[-1] == (12, "last")


MESSAGES = [
    ('{"text": "two" oops}', "a.jsonl#1: line 1, column 16: not JSON: Expecting ',' delimiter"),
    ("[1]", "a.jsonl#1: line 1: a list, not an object with fields"),
    ('{"head\x1b[31mline": "a"}', "a.jsonl#1: has no field of text; its fields are head\\x1b[31mline"),
    (json.dumps({f"f{n}": 1 for n in range(10)}),
     "a.jsonl#1: has no field of text; its fields are f0, f1, f2, f3, f4, f5, f6, f7 …"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), MESSAGES)
def test_a_bad_record_says_where_and_what(tmp_path, line, message):
    (found,) = records(tmp_path, "a.jsonl", line)
    assert found.error.message == message
    assert found.error.mend
    assert found.content_hash


def test_the_hash_of_a_record_is_of_what_it_says_not_of_how_it_is_written(tmp_path):
    one, same, other = records(
        tmp_path, "a.jsonl", '{"text":"a","id":1}\n{ "id": 1, "text": "\\u0061" }\n{"text":"b","id":1}\n'
    )
    assert one.content_hash == same.content_hash != other.content_hash


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize(
    ("name", "data"), [("a.jsonl", '{"text":"näher"}\n{"text":"dran"}\n'), ("a.csv", "text\nnäher\ndran\n")]
)
def test_records_in_other_encodings(tmp_path, codec, name, data):
    assert told(records(tmp_path, name, data.encode(codec))) == [(1, "näher"), (2, "dran")]


def test_a_file_of_old_lines_is_read_in_the_encoding_of_its_first(tmp_path):
    line = '{{"text": "Премьер-министр заявил, что в {} году дефицит бюджета вырастет"}}\n'
    data = "".join(map(line.format, ["этом", "том", "новом"])).encode("cp1251")
    assert {(one.encoding, one.encoding_basis) for one in records(tmp_path, "a.jsonl", data)} == {
        ("windows-1251", "detected")
    }


def test_a_line_past_the_limit_costs_itself_alone(tmp_path):
    data = b'{"text": "' + b"a" * 500_000 + b'"}\n{"text": "b"}\n'
    found = records(tmp_path, "a.jsonl", data, limits=Limits(record_bytes=1000))
    assert told(found) == [("a.jsonl#1", "TooLarge"), (2, "b")]


def test_records_before_the_cut_of_a_gzip_file_are_kept(tmp_path):
    data = gzip.compress(b"".join(b'{"text": "storm %d"}\n' % number for number in range(20_000)))
    found = records(tmp_path, "a.jsonl.gz", data[: len(data) // 2])
    assert len(found) > 1000
    assert all(isinstance(one, Document) for one in found[:-1])
    assert told(found)[-1] == ("a.jsonl.gz", "Unreadable")


JSON = [
    ('{"text": "a"}', [(None, "a")]),
    ('[{"text": "a"}, {"text": "b"}]', [(1, "a"), (2, "b")]),
    (
        ' [ {"text": "a"} , 3, {"title": "x"}, {"text": "b"} ] ',
        [(1, "a"), ("a.json#2", "BadRecord"), ("a.json#3", "BadRecord"), (4, "b")],
    ),
    ('[{"text": "a"}, {"text": oops}, {"text": "b"}]', [(1, "a"), ("a.json#2", "BadRecord")]),
    ('[{"text": "a"} {"text": "b"}]', [(1, "a"), ("a.json#2", "BadRecord")]),
    ('{"text": "a"}\n{"text": "b"}', [(1, "a"), (2, "b")]),
    ("[" * 100_000, [("a.json#1", "BadRecord")]),
    ("not JSON", [("a.json#1", "BadRecord")]),
]


@pytest.mark.parametrize(("data", "expected"), JSON)
def test_json(tmp_path, data, expected):
    assert told(records(tmp_path, "a.json", data)) == expected


def test_a_broken_json_file_says_where(tmp_path):
    found = records(tmp_path, "a.json", '[{"text": "a"},\n {"text": oops}]')
    assert found[-1].error.message == "a.json#2: line 2, column 11: not JSON: Expecting value"


TABLES = [
    ("a.csv", "title,text\nT,a\nU,b\n", [(1, "a"), (2, "b")]),
    ("a.csv", "title;text\nT;a, b\n", [(1, "a, b")]),
    ("a.csv", "title\ttext\nT\ta, b; c\n", [(1, "a, b; c")]),
    ("a.csv", 'title, by us;text;"a, b"\nT;a, b;c\n', [(1, "a, b")]),
    ("a.tsv", "text\nno tab here\n", [(1, "no tab here")]),
    ("a.csv", "\n\ntitle,text\n\nT,a\n , \nU,b", [(1, "a"), (2, "b")]),
    ("a.csv", 'title,text\nT,"one\r\n\r\ntwo ""three"""\r\nU,b\r\n', [(1, 'one\r\n\r\ntwo "three"'), (2, "b")]),
    ("a.csv", "text,title\rone,T\rtwo,U\r", [(1, "one"), (2, "two")]),
    ("a.csv", "title,text\nT\nU,b,c,d\nV,e,\nW,\nX,f\n",
     [("a.csv#1", "EmptyText"), ("a.csv#2", "BadRecord"), (3, "e"), ("a.csv#4", "EmptyText"), (5, "f")]),
    ("a.csv", "a,b\n1,2\n", [("a.csv", "BadRecord")]),
    ("a.csv", "text" + "," * 10_000 + "\na\n", [("a.csv", "TooLarge")]),
    ("a.csv", "text\n" + "a" * 300_000 + "\n", [(1, "a" * 300_000)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "expected"), TABLES)
def test_tables(tmp_path, name, data, expected):
    assert told(records(tmp_path, name, data)) == expected


def test_fields_of_a_table(tmp_path):
    (found,) = records(tmp_path, "a.csv", ",Headline,Article Body,tag,tag,date\n0,T,a,x,y,\n")
    assert found.fields == {"column 1": "0", "title": "T", "tag": "x", "tag 5": "y"}


def test_a_column_may_be_named(tmp_path):
    (found,) = records(tmp_path, "a.csv", "story,n\na,1\n", mapping={"story": "text"})
    assert (found.content, found.fields) == ("a", {"n": "1"})


def test_a_table_with_bytes_that_are_not_utf_8(tmp_path):
    first, second = records(tmp_path, "a.csv", "text\nGrüße\n".encode() + b"\xe9t\xe9\n")
    assert (first.content, first.encoding) == ("Grüße", "utf-8+windows-1252") or first.encoding == "utf-8"
    assert (second.content, second.encoding, second.encoding_basis) == ("été", "utf-8+windows-1252", "mixed")


def test_a_quotation_mark_that_is_not_closed_is_bounded(tmp_path):
    data = 'text\na\n"b\n' + "c\n" * 200_000
    found = records(tmp_path, "a.csv", data, limits=Limits(record_bytes=100_000))
    assert told(found) == [(1, "a"), ("a.csv", "TooLarge")]
    assert "quotation mark" in found[-1].error.mend


def test_a_long_table_in_utf_16(tmp_path):
    data = ("text\n" + "näher dran\n" * 9_000).encode("utf-16")
    assert len(records(tmp_path, "a.csv", data)) == 9_000


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@settings(max_examples=50)
@given(
    st.dictionaries(st.sampled_from(["text", "html", "title", "Headline", "author", "x"]) | st.text(max_size=5), VALUES)
)
def test_any_record_becomes_text_and_fields_or_a_reject(raw):
    try:
        found = from_fields(raw, {})
    except BadInput as error:
        assert error.mend
    else:
        assert found.content.strip()
        assert all(isinstance(value, str) and value.strip() for value in found.fields.values())


def test_rejects_of_records_are_under_the_uri_of_the_record(tmp_path):
    found = records(tmp_path, "a.csv", "title,text\nT,a\nU,\n")
    assert isinstance(found[1], Reject)
    assert found[1].uri == "a.csv#2"
