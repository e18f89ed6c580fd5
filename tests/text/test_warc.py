"""Web archives: answers become documents, and whatever is broken costs itself."""

import copy
import gzip
import hashlib
import io
import sys
import zipfile
import zlib

import pytest

from flows.text.pipeline import to_article
from flows.text.readers import Limits, Reject, read
from flows.text.readers.base import SeedFile
from flows.text.readers.warc_records import Source, members, plain, records
from flows.text.records import Document

PAGE = (
    b"<html><head><meta charset=utf-8><title>Bridge opens</title></head><body><article><h1>Bridge opens</h1>"
    b"<p>The new bridge over the Maren opened on Monday, nine years after the council first voted for it in May.</p>"
    b"<p>Fishermen said that larger boats could now reach the inner quay at any tide, day or night.</p>"
    b"</article></body></html>"
)
DATE, LATER = "2024-03-01T10:00:00Z", "2024-03-02T10:00:00Z"


class Archive:
    """A WARC file as it is written; `marks` says where each record begins."""

    def __init__(self, *, compressed=True):
        self.compressed = compressed
        self.data = b""
        self.marks = []

    def answer(self, url="https://example.org/a", body=PAGE, status="200 OK", kind="response", **headers):
        fields = {"Content-Type": "text/html; charset=utf-8", **{k.replace("_", "-"): v for k, v in headers.items()}}
        said = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        digest = f"sha1:{hashlib.sha1(body).hexdigest()}"
        self.write(kind, url, f"HTTP/1.1 {status}\r\n{said}\r\n".encode() + body, WARC_Payload_Digest=digest)
        return digest

    def revisit(self, url, digest):
        self.write("revisit", url, b"HTTP/1.1 304 Not Modified\r\n\r\n", LATER, WARC_Payload_Digest=digest)

    def write(self, kind, url, content, date=DATE, **headers):
        said = {
            "WARC-Type": kind, "WARC-Record-ID": f"<urn:uuid:{len(self.marks)}>", "WARC-Target-URI": url,
            "WARC-Date": date, "Content-Type": "application/http", "Content-Length": str(len(content)),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }  # fmt: skip
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        record = f"WARC/1.1\r\n{head}\r\n".encode() + content + b"\r\n\r\n"
        self.marks.append(len(self.data))
        self.data += gzip.compress(record) if self.compressed else record


def found(tmp_path, data, name="crawl.warc.gz", **limits):
    path = tmp_path / name
    path.write_bytes(data)
    return list(read(SeedFile(str(path), name, len(data), 0), limits=Limits(**limits)))


@pytest.mark.parametrize("compressed", [True, False])
def test_an_answer_is_a_document_with_address_and_date(tmp_path, compressed):
    archive = Archive(compressed=compressed)
    archive.write("warcinfo", "", b"software: test\r\n")
    archive.answer()
    archive.answer("https://example.org/b", b"A plain text.", Content_Type="text/plain")
    page, text = found(tmp_path, archive.data, "crawl.warc.gz" if compressed else "crawl.warc")
    assert (page.uri, page.record, page.is_page) == (page.uri.split("#")[0] + "#1", 1, True)
    assert dict(page.fields) == {"url": "https://example.org/a", "fetched": DATE}
    article = to_article(page)
    assert (article.title, article.url, article.published_at) == ("Bridge opens", "https://example.org/a", None)
    assert (text.media_type, text.content) == ("text/plain", "A plain text.")


def test_only_successful_answers_with_text_count(tmp_path):
    archive = Archive()
    archive.answer(status="404 Not Found")
    archive.answer(status="301 Moved Permanently")
    archive.answer(body=b"\x89PNG", Content_Type="image/png")
    archive.answer(kind="request")
    archive.answer(url="https://example.org/last")
    (only,) = found(tmp_path, archive.data)
    assert (only.uri, only.fields["url"]) == ("crawl.warc.gz#1", "https://example.org/last")


def test_encodings_of_the_answer_are_undone(tmp_path):
    archive = Archive()
    archive.answer(body=gzip.compress(PAGE), Content_Encoding="gzip")
    archive.answer(body=b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), Transfer_Encoding="chunked")
    archive.answer(body="<p>Größe</p>".encode("latin-1"), Content_Type='text/html; charset="ISO-8859-1"')
    first, second, third = found(tmp_path, archive.data)
    assert first.content == second.content == PAGE.decode()
    assert third.content == "<p>Größe</p>"


def test_a_revisit_is_resolved_when_the_answer_came_before(tmp_path):
    archive = Archive()
    digest = archive.answer()
    archive.revisit("https://example.org/a", digest)
    archive.revisit("https://example.org/other", "sha1:AAAA")
    first, again = found(tmp_path, archive.data)
    assert (again.content, again.fields["fetched"]) == (first.content, LATER)


@pytest.mark.parametrize("damage", ["member", "length", "cut", "garbage"])
def test_a_broken_record_costs_itself(tmp_path, damage):
    archive = Archive(compressed=damage == "member")
    for letter in "abc":
        archive.answer(f"https://example.org/{letter}")
    data = bytearray(archive.data)
    start, end = archive.marks[1:3]
    if damage == "member":
        data[start + 60 : start + 90] = bytes(30)
    elif damage == "length":
        data[start:end] = data[start:end].replace(b"Content-Length: ", b"Content-Length: 9", 1)
    elif damage == "cut":
        del data[end - 200 : end]
    else:
        data[start:end] = b"what is this?\r\n" * 9
    results = found(tmp_path, bytes(data), "crawl.warc.gz" if damage == "member" else "crawl.warc")
    assert [isinstance(each, Reject) for each in results] == [False, True, False]
    assert [each.uri[-2:] for each in results] == ["#1", "#2", "#3"]
    assert results[2].fields["url"] == "https://example.org/c"
    assert "crawl.warc" in results[1].error.message
    assert results[1].error.mend


def test_every_cut_and_every_damaged_byte_ends_well(tmp_path):
    archive = Archive()
    for letter in "ab":
        archive.answer(f"https://example.org/{letter}")
    for at in range(0, len(archive.data), 7):
        assert len(found(tmp_path, archive.data[:at])) <= 3
        damaged = bytearray(archive.data)
        damaged[at] ^= 0x55
        assert 1 <= len(found(tmp_path, bytes(damaged))) <= 5


def test_what_is_too_large_is_refused(tmp_path):
    archive = Archive()
    archive.answer(body=b"<p>" + b"a" * 50_000)
    archive.answer(body=gzip.compress(b"<p>" + b"a" * 500_000), Content_Encoding="gzip")
    archive.answer()
    large, bomb, page = found(tmp_path, archive.data, record_bytes=20_000)
    assert [type(each.error).__name__ for each in (large, bomb)] == ["TooLarge", "TooLarge"]
    assert isinstance(page, Document)
    (refused,) = found(tmp_path, zlib.compress(bytes(10_000_000), 9, 31), expansion_free=1_000_000)
    assert type(refused.error).__name__ == "TooLarge"


def test_records_that_all_lie_about_their_length_end_soon(tmp_path):
    lying = b"WARC/1.1\r\nContent-Length: 19999999\r\n\r\nx\r\n\r\n" * 1_000
    results = found(tmp_path, lying, "crawl.warc")
    assert len(results) == 101
    assert "broken" in results[-1].error.message


def test_members_that_are_all_damaged_end_soon(tmp_path):
    (refused,) = found(tmp_path, b"\x1f\x8b\x08\xff" * 1_000, "crawl.warc.gz")
    assert "more than 100 of its gzip members are damaged" in refused.error.message


def test_a_wacz_whose_files_lie_over_one_another_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/1.warc", bytes(1_000_000))
        (first,) = archive.infolist()
        for number in range(2, 99):
            again = copy.copy(first)
            again.filename = again.orig_filename = f"archive/{number}.warc"
            archive.filelist.append(again)
    (refused,) = found(tmp_path, out.getvalue(), "crawl.wacz")
    assert "over one another" in refused.error.message


@pytest.mark.parametrize("name", ["archive/data.warc.gz", "archive/data.warc"])
def test_a_wacz_is_read_archive_by_archive(tmp_path, name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, inside in enumerate((name, "archive/more.warc.gz", "pages/pages.jsonl"), 1):
            part = Archive(compressed=inside.endswith(".gz"))
            part.answer(f"https://example.org/{number}")
            archive.writestr(inside, part.data)
    results = found(tmp_path, out.getvalue(), "crawl.wacz")
    assert [(each.uri, each.fields["url"][-1]) for each in results] == [("crawl.wacz#1", "1"), ("crawl.wacz#2", "2")]


def test_a_wacz_that_is_none_or_damaged_is_told(tmp_path):
    (none,) = found(tmp_path, b"no zip at all", "crawl.wacz")
    assert "not a sound WACZ" in none.error.message
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/bomb.warc", bytes(30_000_000))
    (bomb,) = found(tmp_path, out.getvalue(), "crawl.wacz")
    assert type(bomb.error).__name__ == "TooLarge"


def test_without_warcio_the_way_to_get_it_is_told(tmp_path, monkeypatch):
    archive = Archive()
    archive.answer()
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    (refused,) = found(tmp_path, archive.data)
    assert "pip install 'dateline[warc]'" in refused.error.mend


def test_bytes_put_back_come_again_in_order():
    source = Source(plain(io.BytesIO(b"abcdef")))
    assert source.take(4) == b"abcd"
    source.back(b"cd")
    assert source.take(10) == b"cdef"


def test_members_are_joined_and_a_damaged_one_is_left_out():
    good = gzip.compress(b"one", mtime=0)
    joined = b"".join(members(io.BytesIO(good + good[:-6] + bytes(9) + gzip.compress(b"two", mtime=0)), Limits()))
    assert joined.startswith(b"one")
    assert joined.endswith(b"two")


def test_records_of_an_empty_file_are_none():
    assert list(records(Source(iter(())), Limits())) == []
