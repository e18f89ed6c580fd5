"""Feeds from a server on this machine that is slow, broken, huge, lying, redirecting or looping. No other network."""

import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from flows.commands.why import run_why
from flows.fetch.addresses import CheckedBackend, is_public
from flows.fetch.client import Client, parsed
from flows.fetch.errors import NotFetched
from flows.fetch.feeds import read_feed
from flows.fetch.gather import Feeds, fetch_feeds
from flows.fetch.harvest import harvest
from flows.fetch.limits import Manners, Wanted
from flows.fetch.robots import Robots
from flows.running.conduct import conduct
from flows.settings import Settings
from flows.text.errors import SettingsError
from tests.fetch.server import answer, served
from tests.folders import ingest, rows

BOMB = gzip.compress(bytes(5_000_000), 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def page(title):
    return (
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>The new bridge over the Maren opened on Monday, nine years after the council first voted for it.</p>"
        f"<p>Fishermen said that larger boats could now reach the inner quay at any tide, day or night: {title}.</p>"
        "</article></body></html>"
    ).encode()


def rss(site, *stories):
    items = "".join(
        f"<item><title>{name}</title><link>{site.url(path)}</link><pubDate>{stamp}</pubDate></item>"
        for name, path, stamp in stories
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


MONDAY = "Mon, 02 Mar 2026 10:00:00 +0100"


@pytest.fixture
def site():
    with served() as site:
        site.pages["/a"], site.pages["/b"] = page("Bridge opens"), page("Ferry ends")
        site.pages["/feed"] = rss(site, ("Bridge opens", "/a", MONDAY), ("Ferry ends", "/b", MONDAY))
        yield site


@pytest.fixture
def client():
    made = Client(Manners(delay=0, seconds=2, most_bytes=100_000, allow_private=True), sleep=lambda _: None)
    yield made
    made.close()


@pytest.fixture
def get(tmp_path, client, site):
    """Fetch the feed of the site as at a moment; a new look at robots.txt each time."""
    return lambda at=NOON, source="", path="/feed": harvest(
        Wanted(site.url(path), source), tmp_path / "feeds", client, Robots(client), lambda: at
    )


def records(done):
    return [json.loads(file.read_text()) for file in sorted(done.folder.glob("[!.]*.json"))]


def test_what_a_feed_lists_is_fetched_and_ingested(get, site, tmp_path):
    done = get(source="Harbour Times")
    assert (done.fetched, done.unchanged, done.wrong) == (2, 0, [])
    ingest(done.folder, tmp_path / "news.db")
    found = rows(tmp_path / "news.db", "SELECT title, url, source_name, published_at FROM articles ORDER BY title")
    assert found == [
        ("Bridge opens", site.url("/a"), "Harbour Times", "2026-03-02T09:00:00Z"),
        ("Ferry ends", site.url("/b"), "Harbour Times", "2026-03-02T09:00:00Z"),
    ]


def test_what_is_as_before_is_not_asked_for_and_costs_no_write(get, site, tmp_path):
    first = get()
    ingest(first.folder, tmp_path / "news.db")
    stamps = {file: file.stat().st_mtime_ns for file in first.folder.iterdir()}
    site.asked.clear()
    again = get()
    assert (again.fetched, again.unchanged) == (0, 2)
    assert site.asked == ["/robots.txt", "/feed"]
    assert {file: file.stat().st_mtime_ns for file in first.folder.iterdir()} == stamps
    assert ingest(again.folder, tmp_path / "news.db").tally.counts.files_unchanged == 2


def test_tags_are_sent_back(get, site):
    def tagged(handler):
        if handler.headers.get("If-None-Match") == '"one"':
            answer(handler, 304)
        else:
            answer(handler, 200, rss(site, ("Bridge opens", "/a", MONDAY)), ETag='"one"', Last_Modified="then")

    site.pages["/feed"] = tagged
    assert get().fetched == 1
    assert (get().fetched, site.headers["/feed"]["If-Modified-Since"]) == (0, "then")


def test_a_story_that_its_feed_calls_changed_is_fetched_again(get, site):
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{}"/><updated>{}</updated></entry></feed>'
    site.pages["/feed"] = atom.format(site.url("/a"), "2026-03-01T10:00:00Z").encode()
    assert get().fetched == 1
    site.pages["/a"] = page("Bridge closes")
    assert get().fetched == 0
    site.pages["/feed"] = atom.format(site.url("/a"), "2026-03-01T11:00:00Z").encode()
    done = get()
    assert done.fetched == 1
    assert "Bridge closes" in records(done)[0]["html"]


def test_what_robots_are_asked_to_leave_is_left(get, site):
    site.pages["/robots.txt"] = b"User-agent: dateline\nDisallow: /*b\nCrawl-delay: 7\n"
    done = get()
    assert done.fetched == 1
    assert "/b" not in site.asked
    assert "asks robots to leave" in done.wrong[0]


def test_a_host_that_cannot_say_what_robots_may_is_left_alone(get, site):
    site.pages["/robots.txt"] = lambda handler: answer(handler, 500)
    done = get()
    assert done.fetched == 0
    assert set(site.asked) == {"/robots.txt"}


def test_we_say_who_we_are(get, site):
    get()
    assert site.headers["/feed"]["User-Agent"].startswith("dateline/")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("slow", "took more than|no answer"),
        ("drip", "took more than"),
        ("huge", "larger than"),
        ("bomb", "larger than"),
        ("lying-length", "no answer"),
        ("lying-gzip", "not the gzip"),
        ("brotli", "was not asked for"),
        ("picture", "not a page"),
        ("gone", "answered 410"),
        ("loop", "in a circle"),
        ("long", "redirects more than"),
        ("file", "no address of the web"),
        ("half", "no address"),
        ("garbage", "no answer"),
        ("binary", "not text"),
    ],
)
def test_a_page_that_goes_wrong_costs_itself(get, site, name, words):
    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(60):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    def short(handler):
        answer(handler, 200, b"x", Content_Length="1000")
        handler.close_connection = True

    site.pages |= {
        "/slow": lambda handler: time.sleep(3),
        "/drip": drip,
        "/huge": lambda handler: answer(handler, 200, b"x" * 200_000),
        "/bomb": lambda handler: answer(handler, 200, BOMB, Content_Encoding="gzip"),
        "/lying-length": short,
        "/lying-gzip": lambda handler: answer(handler, 200, b"plain", Content_Encoding="gzip"),
        "/brotli": lambda handler: answer(handler, 200, b"x", Content_Encoding="br"),
        "/picture": lambda handler: answer(handler, 200, b"\x89PNG", Content_Type="image/png"),
        "/gone": lambda handler: answer(handler, 410),
        "/loop": lambda handler: answer(handler, 302, Location="/loop"),
        "/long": lambda handler: answer(handler, 302, Location="/long1"),
        **{f"/long{n}": lambda handler, n=n: answer(handler, 302, Location=f"/long{n + 1}") for n in range(1, 9)},
        "/file": lambda handler: answer(handler, 302, Location="file:///etc/passwd"),
        "/half": lambda handler: answer(handler, 302, Location="http://[::1"),
        "/garbage": lambda handler: handler.wfile.write(b"what is this\r\n\r\n"),
        "/binary": lambda handler: answer(handler, 200, b"%PDF-1.7 \0\1\2", Content_Type="text/html"),
    }
    site.pages["/feed"] = rss(site, ("Bad", f"/{name}", MONDAY), ("Bridge opens", "/a", MONDAY))
    done = get()
    assert done.fetched == 1
    (wrong,) = done.wrong
    assert re.search(words, wrong), wrong
    assert [record["url"] for record in records(done)] == [site.url("/a")]


def test_what_failed_rests_twice_as_long_each_time_and_is_tried_again(get, site):
    site.pages["/feed"] = rss(site, ("Late", "/late", MONDAY))
    assert len(get().wrong) == 1
    site.asked.clear()
    assert (get(NOON + timedelta(minutes=1)).resting, "/late" in site.asked) == (1, False)
    assert len(get(NOON + timedelta(minutes=3)).wrong) == 1
    assert get(NOON + timedelta(minutes=6)).resting == 1
    site.pages["/late"] = page("Late")
    assert get(NOON + timedelta(minutes=8)).fetched == 1
    assert get(NOON + timedelta(minutes=9)).unchanged == 1


def test_what_failed_is_tried_again_though_the_feed_has_not_changed(get, site):
    def tagged(handler):
        same = handler.headers.get("If-None-Match") == '"one"'
        answer(handler, 304 if same else 200, b"" if same else rss(site, ("Late", "/late", MONDAY)), ETag='"one"')

    site.pages["/feed"] = tagged
    get()
    site.pages["/late"] = page("Late")
    assert get(NOON + timedelta(hours=1)).fetched == 1


def test_a_busy_server_is_asked_again_after_as_long_as_it_says(client, site):
    waits, answers = [], iter([503, 429])
    client.sleep = waits.append

    def busy(handler):
        status = next(answers, 200)
        answer(handler, status, b"", **({"Retry-After": "9"} if status == 429 else {}))

    site.pages["/busy"] = busy
    assert client.get(site.url("/busy")).status == 200
    assert waits == [2.0, 9.0]


def test_one_host_is_not_asked_too_fast(site):
    waits: list = []
    client = Client(Manners(delay=5, allow_private=True), sleep=waits.append)
    client.get(site.url("/a"))
    client.get(site.url("/b"))
    client.close()
    assert len(waits) == 1
    assert 4 < waits[0] <= 5


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "::"),
    ],
)
def test_private_addresses(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses(address):
    assert is_public(address)


def test_a_private_address_is_not_asked_unless_it_is_allowed(site):
    client = Client(Manners(delay=0))
    with pytest.raises(NotFetched, match="not public"):
        client.get(site.url("/a"))
    client.close()
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_not_followed(site, monkeypatch):
    """The name of the first host is said to be public, and leads to the test's server; the second is what it is."""
    port = int(site.address.rpartition(":")[2])
    real = socket.getaddrinfo

    def resolved(host, *arguments, **options):
        return real("127.0.0.1" if host == "public.example" else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    checked = CheckedBackend._checked
    monkeypatch.setattr(
        CheckedBackend,
        "_checked",
        lambda self, host, p: "127.0.0.1" if host == "public.example" else checked(self, host, p),
    )
    site.pages["/away"] = lambda handler: answer(handler, 302, Location=f"http://localhost:{port}/a")
    client = Client(Manners(delay=0))
    with pytest.raises(NotFetched, match="not public"):
        client.get(f"http://public.example:{port}/away")
    client.close()
    assert site.asked == ["/away"]


@pytest.mark.parametrize(
    "address", ["http://[::1", "http://[x]/a", "http://xn--/", "http://a/\\ud800", "http://\\ud800/"]
)
def test_a_link_that_is_no_address_costs_itself(get, site, address):
    items = f'{{"url": "{address}"}}, {{"url": "{site.url("/a")}"}}'
    site.pages["/feed"] = f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{items}]}}'.encode()
    done = get()
    assert (done.fetched, len(done.wrong)) == (1, 1)
    assert [record["url"] for record in records(done)] == [site.url("/a")]


@pytest.mark.parametrize(
    "address", ["ftp://example.org/a", "example.org", "", "http://", "http://[::1", "javascript:1", "http://xn--/"]
)
def test_what_is_no_address(address):
    with pytest.raises(NotFetched):
        parsed(address)


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Wire",
    "items": [{"url": "https://example.org/a", "title": "A", "date_published": "2026-03-01T10:00:00Z"}, {"id": 1}, 7],
}
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.org/a</loc><news:news>
 <news:publication><news:name>Wire</news:name></news:publication><news:title>A</news:title>
 <news:publication_date>2026-03-01T10:00:00Z</news:publication_date></news:news></url></urlset>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>A</title>
 <link href="https://example.org/a"/><published>2026-03-01T11:00:00+01:00</published></entry></feed>"""


@pytest.mark.parametrize("body", [json.dumps(JSON_FEED), SITEMAP, ATOM])
def test_kinds_of_feeds(body):
    feed = read_feed(body.encode(), "https://example.org/feed")
    (entry,) = feed.entries
    assert feed.name == "Wire"
    assert (entry.url, entry.title, entry.published) == ("https://example.org/a", "A", "2026-03-01T10:00:00Z")


def test_the_sitemaps_of_an_index_are_read(get, site):
    index = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{}</loc></sitemap></sitemapindex>'
    site.pages["/feed"] = index.format(site.url("/map")).encode()
    site.pages["/map"] = SITEMAP.replace("https://example.org/a", site.url("/a")).encode()
    assert get().fetched == 1


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>no feed</body></html>", b"{", b"[]", b'{"items": 3}', b"\0\1\2", b"{" * 99_999]
)
def test_what_is_no_feed(body):
    with pytest.raises(NotFetched):
        read_feed(body, "https://example.org/feed")


def test_entities_that_expand_stay_small():
    rows = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 30))
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "ha">{rows}]>'
    for body in (SITEMAP.replace(">A<", ">&e29;<"), ATOM.replace(">A<", ">&e29;<")):
        try:
            entries = read_feed((bomb + body).encode(), "https://example.org/feed").entries
        except NotFetched:
            continue
        assert all(len(entry.title) < 1_000 for entry in entries)


def test_a_file_names_feeds(site, tmp_path, capsys):
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'delay = 0\nallow_private = true\n[[feed]]\nurl = "{site.url("/feed")}"\nsource = "Wire"\n')
    (folder,) = fetch_feeds(Settings(home=tmp_path), Feeds(file=feeds))
    assert len(list(folder.glob("[!.]*.json"))) == 2
    assert "2 fetched, 0 as before, 0 failed" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "feed = 3",
        "[[feed]]\nurl = 3",
        "[[feed]]\nurl = 'a'\nuser = 'b'",
        "colour = 1",
        "delay = -1",
        "contact = 'é'",
    ],
)
def test_a_file_that_cannot_be_used_is_told(tmp_path, text):
    (tmp_path / "feeds.toml").write_text(text)
    with pytest.raises(SettingsError, match=r"feeds\.toml"):
        fetch_feeds(Settings(home=tmp_path), Feeds(file=tmp_path / "feeds.toml"))


def test_without_the_extra_the_way_to_get_it_is_told(tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("flows.fetch.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpcore", None)
    with pytest.raises(SettingsError, match="httpcore") as caught:
        fetch_feeds(Settings(home=tmp_path), Feeds(["http://127.0.0.1/"]))
    assert "dateline[feeds]" in caught.value.mend


def test_why_knows_of_addresses_that_a_feed_names(site, tmp_path, capsys):
    site.pages["/feed"] = rss(site, ("Moved", "/old", MONDAY), ("Gone", "/gone", MONDAY))
    site.pages["/old"] = lambda handler: answer(handler, 301, Location=site.url("/a"))
    (tmp_path / "feeds.toml").write_text(f'delay = 0\nallow_private = true\n[[feed]]\nurl = "{site.url("/feed")}"\n')
    own = Settings(home=tmp_path / ".dateline", database_url=str(tmp_path / "dateline.db"))
    conduct([tmp_path / "feeds.toml"], own, {})
    fetch_feeds(own, Feeds(file=tmp_path / "feeds.toml"))

    def told(path):
        code = run_why(own, site.url(path))
        return code, " ".join(capsys.readouterr().out.split())

    capsys.readouterr()
    code, words = told("/old")
    assert (code, words[:12]) == (1, "not read yet")
    code, words = told("/gone")
    assert (code, f"not fetched {site.url('/gone')} answered 404; it rests until" in words) == (1, True)
    fetch_and_ingest(tmp_path)
    capsys.readouterr()
    code, words = told("/old")
    assert (code, "here it is 'Bridge opens'" in words) == (0, True), words
    assert told("/elsewhere")[0] == 1


LIVES = """
import sys
from flows.cli import main
sys.exit(main())
"""
DIES = f"""
import os, signal
from flows.commands import ingest
ingest.conduct = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
{LIVES}
"""
COMMAND = ("ingest", "--feeds", "feeds.toml", "--no-prefect")


def test_killed_between_fetching_and_loading_the_next_run_loads_the_page(site, tmp_path, capsys):
    """Also when the feed does not name the story any more, and its server says that nothing has changed."""
    tags = {"ETag": '"1"', "Content_Type": "text/html"}
    for path in ("/a", "/b", "/feed"):
        site.pages[path] = tagged(site.pages[path], tags)
    feeds = f'delay = 0\nallow_private = true\n[[feed]]\nurl = "{site.url("/feed")}"\n'
    (tmp_path / "feeds.toml").write_text(feeds)
    killed = subprocess.run([sys.executable, "-c", DIES, *COMMAND], cwd=tmp_path, capture_output=True)
    assert killed.returncode == -signal.SIGKILL
    assert "2 fetched" in killed.stderr.decode()
    assert not (tmp_path / "dateline.db").exists()
    fetch_and_ingest(tmp_path)
    assert "0 fetched" in capsys.readouterr().err
    assert site.asked.count("/a") == site.asked.count("/b") == 1
    found = rows(tmp_path / "dateline.db", "SELECT title FROM articles ORDER BY title")
    assert found == [("Bridge opens",), ("Ferry ends",)]
    assert killed_while_fetching(tmp_path, site) == 1


def killed_while_fetching(tmp_path, site):
    """Killed after one of two new stories came: how many of them are then asked for again."""
    site.pages["/c"], site.pages["/d"] = page("Harbour closes"), lambda _: os.kill(child.pid, signal.SIGKILL)
    site.pages["/feed"] = rss(site, ("Harbour closes", "/c", MONDAY), ("Market moves", "/d", MONDAY))
    child = subprocess.Popen([sys.executable, "-c", LIVES, *COMMAND], cwd=tmp_path, stderr=subprocess.DEVNULL)
    assert child.wait(60) == -signal.SIGKILL
    site.pages["/d"] = page("Market moves")
    fetch_and_ingest(tmp_path)
    assert rows(tmp_path / "dateline.db", "SELECT count(*) FROM articles") == [(4,)]
    return site.asked.count("/d") - 1


def fetch_and_ingest(place):
    """What `dateline ingest --feeds` does, without a process of its own."""
    own = Settings(home=place / ".dateline", database_url=str(place / "dateline.db"))
    conduct(fetch_feeds(own, Feeds(file=place / "feeds.toml")), own, {})


def tagged(body, headers):
    """Answer with the body, or that it is as before when that is asked."""

    def send(handler):
        if handler.headers.get("If-None-Match") == headers["ETag"]:
            answer(handler, 304)
        else:
            answer(handler, 200, body, **headers)

    return send
