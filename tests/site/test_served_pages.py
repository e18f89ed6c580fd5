"""The pages as a server answers them: what they show, and what they say to the browser."""

import html
import re

import pytest

from db.queries import ready_queries

OURS = ["/", "/articles", "/names", "/names?type=person", "/runs", "/search", "/search?q=oysters", "/reader/1",
        "/entity/person:pavel-dvornik"]  # fmt: skip
TABLES = ["/data", "/data/articles", "/data/mentions", "/data/who-meets-whom", "/data/articles/1"]


def correction(get):
    """The address of the article that was corrected."""
    listed = get("/articles?source=the-harbour-courier").text
    return re.search(r'href="(/reader/\d+)">Captain was alone', listed)[1]


@pytest.mark.parametrize("address", OURS + TABLES)
def test_each_page_answers_without_script_and_with_a_strict_policy(get, address):
    page = get(address)
    assert page.status == 200
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("address", OURS)
def test_our_pages_hold_no_script_and_no_style_of_their_own(get, address):
    page = get(address).text
    assert "<script" not in page
    assert "<style" not in page
    assert " style=" not in page
    assert "http://" not in re.sub(r"https?://[\w.-]+\.example", "", page)


def test_the_front_page_tells_what_is_in_here(get):
    page = get("/").text
    assert "31 articles" in page
    assert "Pavel Dvornik" in page
    assert "Meridian Wire" in page
    assert "1 reject" in page
    assert "<svg viewBox" in page
    assert "The figures as a table" in page


def test_the_reader_page_shows_names_what_was_removed_and_why(get):
    page = get(correction(get)).text
    assert re.search(r'<a class="name person" href="/entity/person:[a-z-]+" data-is="Yusuf al-Karim · person', page)
    assert "<del>Never miss a story" in page
    assert "<code>newsletter</code>" in page
    assert "learned:" in page
    assert "read from comments-not-ours" in page
    assert "What changed from 1 to 2" in page


def test_an_article_is_found_by_its_uri_too(get):
    page = get("/reader/savannah-ledger/ledger-2026.jsonl%231")
    assert page.status == 200
    assert "four hundred oysters" in page.text


def test_the_comparison_marks_words(get):
    page = get(correction(get) + "/changes?from=1&to=2").text
    assert "<del>Libya</del>" in page or "<del>Libya," in page
    assert "Lebanon" in page
    assert re.search(r"<ins>[^<]*They always do", page)


def test_the_entity_page_tells_spellings_company_and_sentences(get):
    page = get("/entity/person:william-ashdown").text
    assert "W. J. Ashdown" in page
    assert "full name" in page
    assert 'href="/entity/person:nino-beridze"' in page
    assert "<mark>Ashdown</mark>" in page


def test_spellings_that_were_put_together_say_why_and_lead_to_one_page(get):
    one, other = get("/entity/person:youssef-al-karim").text, get("/entity/person:yousef-alkarim").text
    assert one == other
    assert "Youssef Al-Karim" in one
    assert "by variant: sounds like" in one


def test_the_runs_page_tells_why_something_is_missing(get):
    page = get("/runs").text
    assert "savannah-ledger/ledger-2026.jsonl#2" in page
    assert "mend or remove that line" in page
    assert "completed with rejects" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("oysters", "four hundred oysters"),
        ('"brass band"', "Port toasts"),
        ("BSGE", "/entity/organization:black-sea-grain-exchange"),
        ('" OR * NEAR( : ^', "Search"),
        ("no-such-word-at-all", "No article holds all of these words"),
        ("title:x) OR (", "No article"),
    ],
)
def test_search_finds_and_never_stumbles(get, asked, found):
    page = get(f"/search?q={asked.replace(' ', '+')}")
    assert page.status == 200
    assert found in page.text


@pytest.mark.parametrize("address", ["/reader/999999", "/reader/none.txt", "/entity/person:nobody", "/nowhere",
                                     "/articles?source=none", "/articles?page=99", "/reader/1/changes?from=7&to=8",
                                     "/data/nothing"])  # fmt: skip
def test_what_is_not_there_is_said_so(get, address):
    page = get(address)
    assert page.status == 404
    assert "Not answered" in page.text


@pytest.mark.parametrize("name", ready_queries())
def test_each_ready_question_can_be_asked(get, name):
    needed = [p.name for p in ready_queries()[name].parameters if p.default is None]
    page = get(f"/data/{name}?" + "&".join(f"{parameter}=Pavel+Dvornik" for parameter in needed)).text
    assert ready_queries()[name].title in html.unescape(page)
    assert 'role="alert"' not in page
    assert ("Fill in" in get(f"/data/{name}").text) == bool(needed)


def test_ready_questions_have_their_defaults(get):
    page = get("/data/top-people")
    assert "Pavel Dvornik" in page.text
    assert "Pavel Dvornik" not in get("/data/top-people?limit=0").text


@pytest.mark.parametrize("sql", ["delete from articles", "attach 'x' as y", "pragma writable_schema=1",
                                 "select 1; drop table articles", "vacuum into 'x.db'"])  # fmt: skip
def test_nothing_can_be_written(get, sql):
    page = get("/data?sql=" + sql.replace(" ", "+").replace(";", "%3B"))
    assert page.status in (400, 404)


def test_an_endless_question_ends_with_a_word(get):
    endless = "with recursive n(i) as (select 1 union all select i %2B 1 from n) select count(*) from n"
    page = get("/data?_timelimit=50&sql=" + endless.replace(" ", "+"))
    assert page.status == 400
    assert "Narrow the question" in page.text
    assert "<p>SQL" not in page.text


def test_a_foreign_name_is_refused(get):
    assert get("/", host="evil.example").status == 421
    assert get("/", host="localhost:8001").status == 200
    assert get("/", host="[::1]:8001").status == 200
