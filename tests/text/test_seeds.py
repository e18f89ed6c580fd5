"""Discovery: what is found, in which order, under which name, and what is passed over."""

import os
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text.errors import SettingsError
from flows.text.readers import read
from flows.text.readers.naming import clean_name
from flows.text.records import Document
from flows.text.seeds import find


def write(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")


def uris(found):
    return [file.uri for file in found.files]


def test_files_are_found_in_all_folders_and_sorted_by_uri(tmp_path):
    write(tmp_path, "b.txt", "a/z.html", "a/y/x.jsonl.gz", "a-b.csv", "C.TXT", "10.md", "9.md")
    assert uris(find(tmp_path)) == ["10.md", "9.md", "C.TXT", "a-b.csv", "a/y/x.jsonl.gz", "a/z.html", "b.txt"]


def test_size_and_time_are_those_of_the_file(tmp_path):
    write(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(1, 1_700_000_000_123_456_789))
    (file,) = find(tmp_path).files
    assert (file.path, file.size, file.modified_ns) == (str(tmp_path / "a.txt"), 4, 1_700_000_000_123_456_789)


def test_what_is_passed_over_is_named_with_the_reason(tmp_path):
    write(
        tmp_path, "good.txt", ".hidden.txt", ".git/a.txt", "a.pdf", "README", "a.gz", "b.Tar.GZ", "long.notasuffixatall"
    )
    os.mkfifo(tmp_path / "pipe.txt")
    found = find(tmp_path)
    assert uris(found) == ["good.txt"]
    assert dict(found.passed_over) == {
        ".git": "hidden",
        ".hidden.txt": "hidden",
        "README": "unknown suffix",
        "a.gz": "unknown suffix .gz",
        "a.pdf": "unknown suffix .pdf",
        "b.Tar.GZ": "unknown suffix .gz",
        "long.notasuffixatall": "unknown suffix",
        "pipe.txt": "not a regular file",
    }


def test_a_socket_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        assert find(tmp_path).passed_over == (("socket.txt", "not a regular file"),)


def test_links(tmp_path):
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    write(outside, "secret.txt", "more/secret.txt")
    write(folder, "a.txt", "sub/b.txt", "story.dat", ".store/c.txt", ".store/deep/d.txt")
    for link, target in {
        "out.txt": outside / "secret.txt",
        "out": outside,
        "up": "..",
        "again.txt": "a.txt",
        "again": "sub",
        "sub/loop": "..",
        "self.txt": "self.txt",
        "dead.txt": "nowhere.txt",
        "shown.txt": ".store/c.txt",
        "shown": ".store/deep",
        "shown2": ".store/deep",
        "story.txt": "story.dat",
        ".store/deep/loop": "../deep",
    }.items():
        (folder / link).symlink_to(target)
    found = find(folder)
    assert uris(found) == ["a.txt", "shown.txt", "shown/d.txt", "story.txt", "sub/b.txt"]
    assert {entry.uri: entry.reason.split(",")[0] for entry in found.passed_over} == {
        ".store": "hidden",
        "again": "link to what is read under another name",
        "again.txt": "link to what is read under another name",
        "dead.txt": "link to nothing",
        "out": "link out of the folder",
        "out.txt": "link out of the folder",
        "self.txt": "link to nothing",
        "shown/loop": "link to what is read under another name",
        "shown2": "link to what is read under another name",
        "story.dat": "unknown suffix .dat",
        "sub/loop": "link to what is read under another name",
        "up": "link out of the folder",
    }
    assert all(isinstance(document, Document) for file in found.files for document in read(file))


def test_a_folder_that_cannot_be_listed_is_passed_over_and_the_rest_found(tmp_path, monkeypatch):
    write(tmp_path, "a.txt", "closed/b.txt")
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find(tmp_path)
    assert uris(found) == ["a.txt"]
    assert found.passed_over == (("closed", "folder that cannot be listed: Permission denied"),)


def test_a_single_file_may_be_given_even_a_hidden_one_or_a_link(tmp_path):
    write(tmp_path, "a.txt", ".b.txt", "c.pdf")
    (tmp_path / "latest.txt").symlink_to("a.txt")
    assert uris(find(tmp_path / "a.txt")) == ["a.txt"]
    assert uris(find(tmp_path / ".b.txt")) == [".b.txt"]
    assert uris(find(tmp_path / "latest.txt")) == ["latest.txt"]
    assert find(tmp_path / "c.pdf").passed_over == (("c.pdf", "unknown suffix .pdf"),)


@pytest.mark.parametrize("name", ["nowhere", "a.txt/b", "bad\0name"])
def test_a_place_that_is_not_there_is_said_with_a_mend(tmp_path, name):
    write(tmp_path, "a.txt")
    with pytest.raises(SettingsError) as caught:
        find(tmp_path / name)
    assert caught.value.mend


NAMES = [
    (b"50% off #1.txt", "50%25 off %231.txt"),
    (b"line\nbreak.txt", "line%0Abreak.txt"),
    (b"\x1b[31mred.txt", "%1B[31mred.txt"),
    (b"caf\xe9.txt", "caf%E9.txt"),
    ("café.txt".encode(), "café.txt"),
    ("gpj\u202etxt.txt".encode(), "gpj%E2%80%AEtxt.txt"),
    (b"quote\"'.txt", "quote\"'.txt"),
    (b"x" * 251 + b".txt", "x" * 251 + ".txt"),
]


@pytest.mark.parametrize(("name", "uri"), NAMES)
def test_names_are_clean_text_and_the_file_is_read_all_the_same(tmp_path, name, uri):
    (tmp_path / os.fsdecode(name)).write_text("text")
    (file,) = find(tmp_path).files
    assert file.uri == uri
    assert [document.content for document in read(file)] == ["text"]


@given(st.binary(min_size=1), st.binary(min_size=1))
def test_no_two_names_become_one_and_all_are_printable(one, other):
    first, second = clean_name(os.fsdecode(one)), clean_name(os.fsdecode(other))
    assert (first == second) == (one == other)
    assert first.encode()
    assert not set(first) & set("\0\n\r\x1b#\u2028")


def test_files_as_they_are_known_are_counted_and_taken_out(tmp_path):
    write(tmp_path, "same.txt", "deep/same#1.txt", "longer.txt", "later.txt", "new.txt")
    known = {file[1:] for file in find(tmp_path).files if file.uri != "new.txt"} | {("gone.txt", 4, 1)}
    (tmp_path / "longer.txt").write_text("text and more")
    os.utime(tmp_path / "later.txt", ns=(1, 1_700_000_000_000_000_000))
    before = {file[0]: file for file in known}
    found = find(tmp_path, known)
    assert (found.unchanged, uris(found)) == (2, ["later.txt", "longer.txt", "new.txt"])
    assert known == {before["longer.txt"], before["later.txt"], before["gone.txt"]}


def test_what_stands_under_a_known_name_and_is_no_file_is_not_that_file(tmp_path):
    """Not even with its size and time."""
    write(tmp_path, "plain/a.txt")
    (tmp_path / "b.txt").mkdir()
    os.mkfifo(tmp_path / "c.txt")
    (tmp_path / "d.txt").symlink_to("plain/a.txt")
    (tmp_path / ".e.txt").write_text("text")
    facts = {name: (tmp_path / name).lstat() for name in ("b.txt", "c.txt", "d.txt", ".e.txt")}
    known = {(name, fact.st_size, fact.st_mtime_ns) for name, fact in facts.items()}
    found = find(tmp_path, known)
    assert (found.unchanged, uris(found)) == (0, ["plain/a.txt"])
    assert {name for name, _, _ in known} == facts.keys(), "all four are to be marked as gone"
