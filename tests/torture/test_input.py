"""Hostile files: each ends as an article or a reject with a mend, in bounded time and memory, beside good ones."""

import gzip
import io
import json
import os
import socket
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from flows.running.conduct import conduct
from flows.settings import Settings
from tests.folders import rows, story
from tests.torture.plug import broken, told, work
from tests.torture.processes import apart, peak_megabytes

MEGABYTE = 1 << 20
MOST_SECONDS = 120
"""On a busy machine; benchmarks measure, this only ends what would never end."""
MOST_MEGABYTES = 1500


def bomb(size: int) -> bytes:
    """`size` megabytes of one letter, zipped."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b"a" * MEGABYTE) for _ in range(size)) + packer.flush()


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../../escaped.txt", story(1) * 100)
    return target.getvalue()


SAID = story(7).encode()
FILES = {
    "invalid-utf-8.txt": SAID + b"\xff\xfe\xfa tail",
    "overlong.txt": SAID + b"\xc0\xaf\xe0\x80\xaf",
    "utf-16-le-bom.txt": b"\xff\xfe" + story(7).encode("utf-16-le"),
    "utf-16-be-bom.txt": b"\xfe\xff" + story(7).encode("utf-16-be"),
    "utf-16-no-bom.txt": story(7).encode("utf-16-le"),
    "utf-32-bom.txt": story(7).encode("utf-32"),
    "utf-32-no-bom.txt": story(7).encode("utf-32-le"),
    "nul.txt": SAID.replace(b" ", b"\0", 3),
    "all-nul.txt": bytes(10_000),
    "surrogates.jsonl": b'{"title": "A \\ud800 B", "text": "Anna Petrova \\udfff said in Paris on Monday."}\n',
    "bidi.txt": ("\u202e\u2066" + story(7).replace(" ", "\u200b ", 20)).encode(),
    "one-line.txt": b"word " * (MEGABYTE // 10),
    "no-space.txt": b"x" * MEGABYTE,
    "blank-lines.txt": b"\n" * MEGABYTE + SAID,
    "short-lines.txt": b"a\n" * (MEGABYTE // 64),
    "deep.html": b"<div>" * 100_000 + b"<p>Anna Petrova said</p>",
    "breaks.html": b"<p>Anna Petrova said" + b"<br>" * 100_000,
    "deep.json": b'{"text": ' + b"[" * 100_000,
    "deep.jsonl": b'{"text": ' + b'{"a":' * 100_000 + b"\n" + json.dumps({"text": story(3)}).encode(),
    "entities.xhtml": b"<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '" + b"&a;" * 100 + b"'>]><html>&b;</html>",
    "outside.xhtml": b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><p>&x; root:</p></html>",
    "bomb.txt.gz": bomb(300),
    "cut.txt.gz": gzip.compress(SAID * 1000)[:-20],
    "two-members.txt.gz": gzip.compress(SAID) + gzip.compress(SAID),
    "trailing.txt.gz": gzip.compress(SAID) + b"rubbish",
    "zip.txt": archive(),
    "huge-number.jsonl": b'{"text": "Talks", "id": ' + b"9" * 100_000 + b"}\n",
    "wide.csv": b"text," + b",".join(b"c%d" % n for n in range(20_000)) + b"\nhello\n",
    "quote.csv": b'text\n"' + b"never closed " * 100_000,
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400,
}
BIG = {
    "short-lines-2-million.txt": lambda: b"a\n" * 2_000_000,
    "one-line-200-mb.txt": lambda: b"word " * (40 * MEGABYTE),
    "ten-million-blank-lines.txt": lambda: b"\n" * 10_000_000 + SAID,
    "bomb-10-gb.txt.gz": lambda: bomb(10_240),
}


def ingest_and_measure(folder, database):
    began = time.process_time()
    work("ingest", folder, database)
    return time.process_time() - began, peak_megabytes()


def ingest_many(folder, database):
    """As people do it, in batches of the usual size; what breaks an invariant."""
    conduct([Path(folder)], Settings(database_url=database), {})
    return broken(database)


def ended(folder: Path, database: Path, tried: list[str], name: str) -> None:
    """The file has become an article or a reject with a mend; the good one beside it is loaded; nothing is broken."""
    answer = apart(ingest_and_measure, str(folder), str(database), patience=4 * MOST_SECONDS).answer
    assert answer is not None, "the run died"
    assert answer[0] < MOST_SECONDS, answer
    assert answer[1] < MOST_MEGABYTES, answer
    documents = rows(database, "SELECT uri FROM documents WHERE uri <> 'good.txt'")
    rejects = rows(database, "SELECT message, mend, error FROM rejects WHERE resolved_at IS NULL")
    assert documents or rejects
    assert all(name.partition(".")[0] in message and mend and error != "Defect" for message, mend, error in rejects)
    assert rows(database, "SELECT count(*) FROM documents WHERE uri = 'good.txt'") == [(1,)]
    assert told(str(database))[1] == []
    tried.append("article" if documents else "reject with a mend")


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file(tmp_path, name, tried):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / name).write_bytes(FILES[name])
    (folder / "good.txt").write_text(story(1))
    ended(folder, tmp_path / "news.db", tried, name)
    assert not list(tmp_path.rglob("escaped.txt"))
    assert not rows(tmp_path / "news.db", "SELECT 1 FROM articles WHERE body LIKE '%root:x:%'")


@pytest.mark.parametrize("name", BIG)
def test_a_huge_file(tmp_path, name, much, tried):
    if not much:
        pytest.skip("IN FULL ONLY: make torture")
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / name).write_bytes(BIG[name]())
    (folder / "good.txt").write_text(story(1))
    ended(folder, tmp_path / "news.db", tried, name)


def test_what_is_no_file(tmp_path, tried):
    """Links in circles and out of the folder, pipes, sockets, devices, folders named like files: passed over."""
    folder = tmp_path / "news"
    (folder / "folder.txt").mkdir(parents=True)
    (folder / "good.txt").write_text(story(1))
    (folder / "circle").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (tmp_path / "secret.txt").write_text(story(2))
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(folder)
        listener.bind("socket.txt")
        os.chdir(here)
        apart(work, "ingest", str(folder), str(tmp_path / "news.db"))
    assert rows(tmp_path / "news.db", "SELECT uri FROM documents") == [("good.txt",)]
    tried.append("passed over")


NAMES = [
    "line\nbreak",
    "quote'\"",
    "tab\t",
    "\x1b[31mred",
    "-rf",
    "ünï𝕏",
    "a" * 251,
    "=1+1",
    "100%",
    "#1",
    "?a=b",
    " ",
    "\\",
]


def test_hostile_names(tmp_path, tried):
    folder = tmp_path / "news"
    folder.mkdir()
    names = [f"{name}.txt".encode() for name in NAMES] + [b"\xff\xfe.txt", b"case.txt", b"Case.txt", b"CASE.TXT"]
    for name in names:
        (Path(os.fsdecode(bytes(folder) + b"/" + name))).write_text(story(1))
    apart(work, "ingest", str(folder), str(tmp_path / "news.db"))
    assert len(rows(tmp_path / "news.db", "SELECT DISTINCT uri FROM documents")) == len(names)
    assert told(str(tmp_path / "news.db"))[1] == []
    assert rows(tmp_path / "news.db", "SELECT files_seen, files_unchanged FROM ingest_runs") == [(len(names), 0)]
    apart(work, "ingest", str(folder), str(tmp_path / "news.db"))
    assert rows(tmp_path / "news.db", "SELECT files_unchanged FROM ingest_runs ORDER BY id DESC LIMIT 1")[0][0] == len(
        names
    )
    tried.append("article")


def test_one_text_under_many_names_and_many_tiny_files(tmp_path, much, tried):
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(1000 if much else 30):
        (folder / f"copy-{number}.txt").write_text(story(1))
    for number in range(1_000_000 if much else 100):
        place = folder / f"{number // 1000}"
        place.mkdir(exist_ok=True)
        (place / f"{number}.txt").write_text(f"Talks {number} end in Paris.")
    count = sum(1 for path in folder.rglob("*.txt"))
    assert apart(ingest_many, str(folder), str(tmp_path / "news.db"), patience=7200).answer == []
    assert rows(tmp_path / "news.db", "SELECT count(*) FROM documents") == [(count,)]
    tried.append("article")
