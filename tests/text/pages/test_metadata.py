import json

import pytest

from flows.text.pages import jsonld, metadata, site_names, tree
from tests.text.pages.example_pages import PAGE, PARAGRAPHS, TITLE, clean

FULL = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Norwick Courier"},
        {
            "@type": ["NewsArticle"],
            "headline": "Bridge &amp; ferry: what changes",
            "alternativeHeadline": "Four questions",
            "author": [{"@type": "Person", "name": "By Lena Ortiz"}, {"@type": "Person", "name": "Sam Okoye"}],
            "articleSection": ["Local", "Transport"],
            "mainEntityOfPage": {"@id": "https://courier.example/bridge"},
            "publisher": {"@type": "Organization", "name": "Norwick Courier"},
            "inLanguage": "en-GB",
            "datePublished": "2024-02-06T10:30:00+01:00",
            "dateModified": "2024-02-07",
        },
    ],
}


def read(head, body="", **fields):
    return metadata.read(tree.parse(f"<html lang='de-AT'><head>{head}</head><body>{body}</body></html>"), fields)


def script(data):
    return f"<script type='application/ld+json'>{data if isinstance(data, str) else json.dumps(data)}</script>"


def test_json_ld_has_the_first_word():
    said = read(script(FULL) + "<title>Other</title><meta property='og:title' content='Other'>")
    assert said.values == {
        "title": "Bridge & ferry: what changes",
        "subtitle": "Four questions",
        "byline": "Lena Ortiz, Sam Okoye",
        "section": "Local",
        "url": "https://courier.example/bridge",
        "publisher": "Norwick Courier",
        "language": "en-GB",
    }
    assert set(said.bases.values()) == {"json-ld"}
    assert (said.moments["published"].at, said.moments["modified"].at) == ("2024-02-06T09:30:00Z", "2024-02-07")


def test_fields_go_before_it():
    said = read(script(FULL), title="Given", source="The Wire", published="5 May 2023")
    assert (said.values["title"], said.values["publisher"]) == ("Given", "The Wire")
    assert (said.moments["published"].at, said.bases["published"]) == ("2023-05-05", "field:published")


@pytest.mark.parametrize(
    ("head", "field", "value", "basis"),
    [
        ("<meta property='og:title' content='A b'><title>C</title>", "title", "A b", "og:title"),
        ("<title>Rain ahead - Example News</title><meta property='og:site_name' content='Example News'>", "title",
         "Rain ahead", "title"),
        ("<title>Rain ahead</title>", "title", "Rain ahead", "title"),
        ("<meta name='author' content='By A. Desk'>", "byline", "A. Desk", "author"),
        ("<meta name='author' content='A. Desk'><meta name='author' content='B. Pen'>", "byline", "A. Desk, B. Pen",
         "author"),
        ("<meta property='article:author' content='https://facebook.com/a'><meta name='dc.creator' content='B. Pen'>",
         "byline", "B. Pen", "dc.creator"),
        ("<meta property='article:section' content='World'>", "section", "World", "article:section"),
        ("<link rel='canonical' href='https://a.example/1'>", "url", "https://a.example/1", "link:canonical"),
        ("<link rel='canonical' href='/1'><meta property='og:url' content='https://a.example/2'>", "url",
         "https://a.example/2", "og:url"),
        ("<meta property='og:site_name' content='Example News'>", "publisher", "Example News", "og:site_name"),
        ("<meta property='og:locale' content='fr_FR'>", "language", "de-AT", "html:lang"),
    ],
)  # fmt: skip
def test_heads(head, field, value, basis):
    said = read(head)
    assert (said.values[field], said.bases[field]) == (value, basis)


@pytest.mark.parametrize(
    ("content", "at", "precision"),
    [
        ("2024-02-06T10:30:00Z", "2024-02-06T10:30:00Z", "second"),
        ("2024-02-06T10:30:00+0530", "2024-02-06T05:00:00Z", "second"),
        ("2024-02-06T10:30:00", "2024-02-06", "day"),
        ("2024-02-06", "2024-02-06", "day"),
        ("February 6, 2024", "2024-02-06", "day"),
        ("1707211800", "2024-02-06T09:30:00Z", "second"),
        ("1707211800000", "2024-02-06T09:30:00Z", "second"),
    ],
)
def test_times_keep_their_precision_and_no_zone_is_invented(content, at, precision):
    moment = read(f"<meta property='article:published_time' content='{content}'>").moments["published"]
    assert (moment.at, moment.precision) == (at, precision)


@pytest.mark.parametrize(
    "content", ["", "soon", "1970-01-01T00:00:00Z", "0000-00-00", "0", "9" * 13, "today", "x" * 10_000]
)
def test_what_is_no_time_stays_away(content):
    assert "published" not in read(f"<meta property='article:published_time' content='{content}'>").moments


@pytest.mark.parametrize(
    ("title", "site", "url", "bare"),
    [
        ("Rain ahead | Example News", "Example News", "", "Rain ahead"),
        ("Example News: Rain ahead", "Example News", "", "Example News: Rain ahead"),
        ("Example News - Rain ahead", "Example News", "", "Rain ahead"),
        ("Rain ahead - The Example", "", "https://www.theexample.com/a", "Rain ahead"),
        ("Rain - and wind - ahead", "Example", "https://a.example", "Rain - and wind - ahead"),
        ("Rain ahead | World | Example News", "Example News", "", "Rain ahead | World"),
        ("Example News", "Example News", "", "Example News"),
        ("Regen | Wetter.at", "", "https://wetter.at/", "Regen"),
        ("", "", "", ""),
    ],
)
def test_the_sites_name_goes_from_the_title(title, site, url, bare):
    assert site_names.without_site(title, site, url) == bare


BARE = PAGE.replace('<meta property="article:published_time" content="2024-02-06T10:30:00+01:00">', "")


@pytest.mark.parametrize(
    ("line", "at", "basis"),
    [
        ("<time datetime='2024-02-06T10:30:00Z'>today</time>", "2024-02-06T10:30:00Z", "time"),
        ("<span class='date'>Tuesday, February 6, 2024</span>", "2024-02-06", "line"),
        ("<span class='date'>today</span>", None, None),
        ("<span>03/04/2024</span>", None, None),
    ],
)
def test_dates_that_readers_see(line, at, basis):
    article = clean(BARE.replace("</h1>", f"</h1><div class='meta'>{line}</div>"))
    assert (article.published_at, article.published_basis) == (at, basis)


def test_dates_elsewhere_are_not_the_articles():
    article = clean(BARE.replace("About time too.", "About time too. <time datetime='2020-01-01'>2020</time>"))
    assert article.published_at is None


def test_the_title_is_the_heading_when_nothing_else_says():
    article = clean(f"<html><body><h1>{TITLE}</h1>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</body></html>")
    assert article.title == TITLE
    assert article.bases["title"] == "heading"


@pytest.mark.parametrize(
    "script",
    ["", "null", "{", "[1, 2", '"text"', "{'a': 1}", "[" * 100_000, '{"@graph": 3}', "<!-- -->", '{"a": "\\ud800"}'],
)
def test_broken_json_ld_is_no_error(script):
    assert jsonld.article_of(jsonld.things(script)) == {}


@pytest.mark.parametrize(
    "text",
    ['<!-- {"@type": "NewsArticle", "headline": "A"} -->', '{"@type": "NewsArticle", "headline": "A",}',
     '// <![CDATA[\n{"@type": "NewsArticle", "headline": "A"}\n// ]]>', '{"@type": "NewsArticle", "headline": "A"};',
     '[{"@type": "Organization"}, {"@type": "LiveBlogPosting", "headline": ["A"]}]',
     '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "A"}}'],
)  # fmt: skip
def test_json_ld_as_pages_have_it(text):
    assert jsonld.text_of(jsonld.article_of(jsonld.things(text))["headline"]) == "A"
