"""Files of one document, and whatever can be wrong with a file: a document or a reject in words, never an exception."""

import gzip
import hashlib
import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.text.readers import READERS, Limits, Reject, known_suffix, opening, read
from flows.text.readers.base import SeedFile
from flows.text.records import Document

NOISE = random.Random(1).randbytes(4000)
ZIPPED = gzip.compress(b"Storm hits the coast.\n" * 100, mtime=0)


def file(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    found = path.stat()
    return SeedFile(str(path), name, found.st_size, found.st_mtime_ns)


def only(folder, name, data, **options):
    (found,) = read(file(folder, name, data), **options)
    return found


DOCUMENTS = [
    # file name, bytes, content, media type, encoding, basis
    ("a.txt", b"One\r\n\r\ntwo \n", "One\r\n\r\ntwo \n", "text/plain", "utf-8", "utf-8"),
    ("A.TXT", b"a\x00b\x07 c", "a\x00b\x07 c", "text/plain", "utf-8", "utf-8"),
    ("a.md", b"\xef\xbb\xbf# One", "# One", "text/markdown", "utf-8", "bom"),
    (
        "a.txt.gz",
        gzip.compress(b"One", mtime=0) + gzip.compress(b" two", mtime=0),
        "One two",
        "text/plain",
        "utf-8",
        "utf-8",
    ),
    ("a.html", b"<meta charset=latin1>caf\xe9", "<meta charset=latin1>café", "text/html", "windows-1252", "declared"),
    ("a.htm", "<p>é".encode(), "<p>é", "text/html", "utf-8", "utf-8"),
    ("a.xhtml.GZ", gzip.compress(b"<p>a", mtime=0), "<p>a", "text/html", "utf-8", "utf-8"),
    ("a.html", "<p>storm</p>".encode("utf-16"), "<p>storm</p>", "text/html", "utf-16le", "bom"),
    ("a.txt", b"PK is a name", "PK is a name", "text/plain", "utf-8", "utf-8"),
]


@pytest.mark.parametrize(("name", "data", "content", "media_type", "encoding", "basis"), DOCUMENTS)
def test_a_file_is_one_document(tmp_path, name, data, content, media_type, encoding, basis):
    found = only(tmp_path, name, data)
    assert (found.uri, found.record, found.fields) == (name, None, {})
    assert (found.content, found.media_type) == (content, media_type)
    assert (found.encoding, found.encoding_basis) == (encoding, basis)


def test_a_file_and_its_gzip_have_the_hash_of_the_text(tmp_path):
    plain, zipped = only(tmp_path, "a.txt", b"One"), only(tmp_path, "a.txt.gz", gzip.compress(b"One", mtime=0))
    assert plain.content_hash == zipped.content_hash == hashlib.sha256(b"One").hexdigest()


REJECTS = [
    # file name, bytes, class of error, what the message says
    ("a.txt", b"", "EmptyText", "no text"),
    ("a.txt", b" \r\n\t\n", "EmptyText", "no text"),
    ("a.txt", "\ufeff\u200b \u00a0".encode(), "EmptyText", "no text"),
    ("a.txt", b"\0" * 5000, "EmptyText", "no text"),
    ("a.txt.gz", b"", "EmptyText", "no text"),
    ("a.html", b"\xff\xfe", "EmptyText", "no text"),
    ("a.csv", b"", "EmptyText", "no text"),
    ("a.csv", b"title,text\n\n,\n", "EmptyText", "no row"),
    ("a.jsonl", b"\n\n", "EmptyText", "no record"),
    ("a.json", b" ", "EmptyText", "no text"),
    ("a.json", b"[]", "EmptyText", "no record"),
    ("a.txt", b"PK\x03\x04" + NOISE, "NotText", "zip archive"),
    ("a.md", b"\x89PNG\r\n\x1a\n" + NOISE, "NotText", "PNG"),
    ("a.html", b"%PDF-1.7\n", "NotText", "PDF"),
    ("a.txt", ZIPPED, "NotText", "gzip"),
    ("a.txt", NOISE, "NotText", "control characters"),
    ("a.txt", bytes(range(32)) * 20, "NotText", "control characters"),
    ("a.jsonl", NOISE, "NotText", "control characters"),
    ("a.csv", b"PK\x03\x04" + NOISE, "NotText", "zip archive"),
    ("a.json", b"SQLite format 3\x00" + NOISE, "NotText", "SQLite"),
    ("a.txt", "Storm".encode("utf-16") + b"x", "Undecodable", "mark of utf-16le"),
    ("a.txt.gz", ZIPPED[:-9], "Unreadable", "cut short"),
    ("a.txt.gz", ZIPPED[:12], "Unreadable", "cut short"),
    ("a.txt.gz", b"Storm hits the coast.", "Unreadable", "not a sound gzip"),
    ("a.txt.gz", ZIPPED[:-8] + bytes(8), "Unreadable", "not a sound gzip"),
    ("a.txt.gz", ZIPPED[:10] + b"\xff" + ZIPPED[11:], "Unreadable", "not a sound gzip"),
    ("a.txt.gz", gzip.compress(bytes(30_000_000), mtime=0), "TooLarge", "200 times"),
    ("a.jsonl.gz", gzip.compress(bytes(30_000_000), mtime=0), "NotText", "control"),
    ("a.csv.gz", gzip.compress(b"text\n" + b"a" * 30_000_000, mtime=0), "TooLarge", "200 times"),
]


@pytest.mark.parametrize(("name", "data", "error", "message"), REJECTS)
def test_a_bad_file_is_a_reject_that_names_file_and_mend(tmp_path, name, data, error, message):
    found = only(tmp_path, name, data)
    assert isinstance(found, Reject)
    assert (found.uri, type(found.error).__name__) == (name, error)
    assert found.error.message.startswith(f"{name}: ")
    assert message in found.error.message
    assert found.error.mend


def test_a_reject_carries_the_hash_of_bytes_that_could_be_read(tmp_path):
    assert only(tmp_path, "a.txt", b"%PDF-").content_hash == hashlib.sha256(b"%PDF-").hexdigest()
    assert only(tmp_path, "a.txt.gz", ZIPPED[:-9]).content_hash is None


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.html.gz"])
def test_the_limit_of_size_is_on_what_is_decompressed(tmp_path, name):
    data = b'{"text": "' + b"a" * 1000 + b'"}'
    data = gzip.compress(data) if name.endswith(".gz") else data
    assert isinstance(only(tmp_path, name, data, limits=Limits(document_bytes=1012)), Document)
    found = only(tmp_path, name, data, limits=Limits(document_bytes=1011))
    assert found.error.message == f"{name}: the text is larger than 1,011 bytes"


def test_a_file_that_vanished(tmp_path):
    seed = file(tmp_path, "a.txt", b"text")
    (tmp_path / "a.txt").unlink()
    (found,) = read(seed)
    assert "No such file" in found.error.message
    assert "run again" in found.error.mend


def refuse(*_):
    raise PermissionError(13, "Permission denied")


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    seed = file(tmp_path, "a.txt", b"text")
    monkeypatch.setattr(opening, "_open", refuse)
    (found,) = read(seed)
    assert found.error.message == "a.txt: cannot be read: Permission denied"
    assert "permission" in found.error.mend


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path):
    seed = file(tmp_path, "a.txt", b"text")
    (tmp_path / "a.txt").chmod(0)
    (found,) = read(seed)
    assert "Permission denied" in found.error.message


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_a_file_that_became_something_else(tmp_path, make):
    make(tmp_path / "a.txt")
    (found,) = read(SeedFile(str(tmp_path / "a.txt"), "a.txt", 4, 0))
    assert type(found.error).__name__ == "Unreadable"


def test_a_file_that_changes_while_it_is_read(tmp_path):
    seed = file(tmp_path, "a.jsonl", b'{"text": "storm"}\n' * 9_000)
    records = read(seed)
    first = next(records)
    with (tmp_path / "a.jsonl").open("ab") as more:
        more.write(b'{"text": "late"}\n')
    *rest, last = records
    assert all(isinstance(document, Document) for document in [first, *rest])
    assert last.error.message == "a.jsonl: changed while it was read"


def test_a_file_that_shrinks_while_it_is_read(tmp_path):
    seed = file(tmp_path, "a.csv", b"text\n" + b"storm\n" * 30_000)
    records = read(seed)
    next(records)
    os.truncate(seed.path, 150_000)
    assert list(records)[-1].error.message == "a.csv: changed while it was read"


def test_an_unknown_suffix_is_a_reject_when_it_is_read_all_the_same(tmp_path):
    assert ".txt" in only(tmp_path, "a.pdf", b"text").error.mend


def test_files_are_closed_when_a_reader_is_left_early(tmp_path):
    seed = file(tmp_path, "a.jsonl", b'{"text": "storm"}\n' * 3)
    records = read(seed)
    next(records)
    records.close()


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.txt", ".txt"), ("a.HTM.Gz", ".htm"), ("txt", None), (".txt", ".txt"), ("a.gz", None), ("a.txt.bz2", None)],
)
def test_known_suffix(name, suffix):
    assert known_suffix(name) == suffix


FRAGMENTS = [
    b'{"text": "',
    b'"}',
    b"\n",
    b",",
    b"[",
    b"]",
    b'"',
    b"text,title\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\0",
    b"\xe9",
]
SOME_BYTES = st.binary(max_size=200) | st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=8)).map(b"".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(READERS)), st.sampled_from(["", ".gz"]), SOME_BYTES, st.booleans())
def test_any_bytes_under_any_suffix_give_documents_and_rejects(tmp_path, suffix, zipped, data, sound):
    name = f"a{suffix}{zipped}"
    found = list(read(file(tmp_path, name, gzip.compress(data) if zipped and sound else data)))
    assert found
    for one in found:
        assert one.uri.startswith(name)
        assert isinstance(one, Document) or (one.error.message.startswith(name) and one.error.mend)
        assert isinstance(one, Reject) or (one.content.strip() and one.content_hash)
    assert len({one.uri for one in found}) == len(found)
