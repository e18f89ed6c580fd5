"""Where a page says what it is: every name that is read, and which one has the word."""

import json

import pytest

from flows.text import sites
from flows.text.pages import bylines, metadata, site_names, tree
from flows.text.pages.metadata import META, SUMMARIES
from flows.text.pages.said import language_code
from flows.text.records import Source

NAMES = {
    "title": "og:title twitter:title dc.title dcterms.title parsely-title sailthru.title",
    "byline": "author article:author parsely-author sailthru.author dc.creator dcterms.creator byl",
    "section": "article:section section parsely-section og:section",
    "url": "og:url parsely-link twitter:url",
    "publisher": "og:site_name publisher dc.publisher application-name copyright",
    "published": "article:published_time og:article:published_time article:published og:published_time datepublished"
    " parsely-pub-date sailthru.date date dc.date.issued dcterms.created dcterms.issued dc.date dcterms.date pubdate"
    " publishdate publish-date publication_date article.published ptime dc.date.created article_date_original"
    " originalpublicationdate cxenseparse:recs:publishtime",
    "modified": "article:modified_time og:updated_time article:modified datemodified dcterms.modified dc.date.modified"
    " last-modified lastmod article.updated utime",
}
"""Names of `meta` elements, the one that has the word before the others first."""

NOBODY = "null None undefined admin Administrator unknown author redactor"
MARKS = "| – — · • » : - :: ||"
VALUES = {
    "title": "Title of {}", "byline": "Writer {}", "section": "Part {}", "url": "https://a.example/{}",
    "publisher": "House {}", "published": "2024-02-{:02}", "modified": "2024-02-{:02}",
}  # fmt: skip


def read(head, body="", html="", **fields):
    return metadata.read(tree.parse(f"<html {html}><head>{head}</head><body>{body}</body></html>"), fields)


def script(**thing):
    return (
        f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', 'headline': 'H'} | thing)}</script>"
    )


def said_of(said, field):
    return said.moments[field].at if field in said.moments else said.values.get(field)


@pytest.mark.parametrize("field", NAMES)
def test_each_name_has_the_word_when_those_before_it_are_silent(field):
    names = NAMES[field].split()
    metas = [f'<meta name="{name}" content="{VALUES[field].format(at + 1)}">' for at, name in enumerate(names)]
    for at, name in enumerate(names):
        said = read("".join(reversed(metas[at:])))
        assert (said_of(said, field), said.bases[field]) == (VALUES[field].format(at + 1), name)
    assert sorted(META) == sorted([*NAMES, "subtitle"])


def test_the_page_sums_itself_up():
    names = ["og:description", "description", "twitter:description", "dc.description", "sailthru.description"]
    assert list(SUMMARIES) == names
    for at, name in enumerate(names):
        metas = [f'<meta name="{each}" content="As {each} says">' for each in reversed(names[at:])]
        assert read("".join(metas)).summary == f"As {name} says"
    assert read("").summary == ""
    assert len(read(f"<meta name=description content='{'x' * 3000}'>").summary) == 2000


@pytest.mark.parametrize("attribute", ["property", "name", "itemprop", "http-equiv"])
def test_a_meta_is_named_by_any_of_four_attributes(attribute):
    assert read(f"<meta {attribute}=' OG:Title ' content=' A  b '>").values["title"] == "A b"


def test_a_meta_without_a_name_or_content_says_nothing():
    assert read("<meta content='A'><meta property='og:title'><meta property='og:title' content=' '>").values == {}


def test_of_one_name_the_first_has_the_word_but_every_author_is_read():
    head = "<meta name=section content=A><meta name=section content=B>"
    head += (
        "<meta name=author content='Ann Lee'><meta name=author content='Bo Ray'><meta name=author content='Ann Lee'>"
    )
    assert (read(head).values["section"], read(head).values["byline"]) == ("A", "Ann Lee, Bo Ray")


@pytest.mark.parametrize("field", ["title", "subtitle", "byline", "section", "url", "language"])
def test_a_field_of_the_record_has_the_word(field):
    said = read(script(headline="X", author="Y", url="https://a.example/1"), html="lang=de", **{field: "From outside"})
    assert (said.values[field], said.bases[field]) == ("From outside", f"field:{field}")


def test_source_and_time_of_the_record_have_the_word():
    said = read("<meta name=date content=2024-02-06>", source="The  Wire", published="2023-05-05")
    assert (said.values["publisher"], said.bases["publisher"]) == ("The Wire", "field:source")
    assert (said.moments["published"].at, said.bases["published"]) == ("2023-05-05", "field:published")


@pytest.mark.parametrize(
    ("thing", "field", "value"),
    [
        ({"headline": "A b"}, "title", "A b"),
        ({"alternativeHeadline": "A b"}, "subtitle", "A b"),
        ({"author": {"name": "Ann Lee"}}, "byline", "Ann Lee"),
        ({"author": ["Ann Lee", "By Bo Ray", "Ann Lee"]}, "byline", "Ann Lee, Bo Ray"),
        ({"author": "The Wire", "publisher": "The Wire"}, "byline", None),
        ({"author": "admin"}, "byline", None),
        ({"articleSection": "World"}, "section", "World"),
        ({"url": "https://a.example/1#top"}, "url", "https://a.example/1"),
        ({"mainEntityOfPage": {"url": "https://a.example/2"}}, "url", "https://a.example/2"),
        ({"mainEntityOfPage": {"@id": " https://a.example/2 "}}, "url", "https://a.example/2"),
        ({"@id": "https://a.example/3"}, "url", "https://a.example/3"),
        ({"url": "https://a.example/1", "@id": "https://a.example/3"}, "url", "https://a.example/1"),
        ({"mainEntityOfPage": "https://a.example/2", "@id": "https://a.example/3"}, "url", "https://a.example/2"),
        ({"url": "https://a.example/"}, "url", None),
        ({"url": "https://a.example"}, "url", None),
        ({"url": "/1"}, "url", None),
        ({"url": 5}, "url", None),
        ({"publisher": {"name": "The Wire"}}, "publisher", "The Wire"),
        ({"publisher": "https://wire.example"}, "publisher", None),
        ({"inLanguage": "fr"}, "language", "fr"),
        ({"datePublished": "2024-02-06"}, "published", "2024-02-06"),
        ({"dateModified": "2024-02-07"}, "modified", "2024-02-07"),
    ],
)
def test_what_json_ld_says(thing, field, value):
    said = read(script(**thing))
    assert said_of(said, field) == value
    assert said.bases.get(field) == (value and "json-ld")


def test_a_publisher_and_an_author_may_be_named_elsewhere_in_it():
    graph = {"@graph": [
        {"@type": "NewsArticle", "headline": "H", "publisher": {"@id": "#p"}, "author": {"@id": "#a"}},
        {"@id": "#p", "name": "The Wire"}, {"@id": "#a", "name": "Ann Lee"},
    ]}  # fmt: skip
    said = read(f"<script type='application/ld+json'>{json.dumps(graph)}</script>")
    assert (said.values["publisher"], said.values["byline"]) == ("The Wire", "Ann Lee")


def test_json_ld_can_be_withheld():
    root = tree.parse(
        f"<html><head>{script(headline='From the script')}<title>Bare</title></head><body>x</body></html>"
    )
    assert metadata.read(root, {}, []).values["title"] == "Bare"
    assert metadata.read(root, {}).values["title"] == "From the script"


@pytest.mark.parametrize(
    ("head", "body", "html", "field", "value", "basis"),
    [
        ("<link rel=canonical href=https://a.example/1>", "", "", "url", "https://a.example/1", "link:canonical"),
        ("<link rel=next href=https://a.example/1>", "", "", "url", None, None),
        ("<link rel=canonical href=ftp://a.example/1>", "", "", "url", None, None),
        ("<link rel=canonical>", "", "", "url", None, None),
        ("", "<a rel=author>Ann Lee</a>", "", "byline", "Ann Lee", "rel:author"),
        ("", "<a rel=author>By  Ann Lee</a> <a rel=author>Ann Lee</a>", "", "byline", "Ann Lee", "rel:author"),
        ("", "<a rel=author>Ann Lee</a> <a rel=author>Bo Ray</a>", "", "byline", None, None),
        ("", "<a rel=author>Ann Lee</a>" * 4 + "<a rel=author>Bo Ray</a>", "", "byline", "Ann Lee", "rel:author"),
        ("", "<a rel=author>Ann Lee</a>" * 3 + "<a rel=author>Bo Ray</a>", "", "byline", None, None),
        ("", "<a rel=author>Ann</a>", "", "byline", None, None),
        ("", "<a rel=author>Anne</a>", "", "byline", "Anne", "rel:author"),
        ("", f"<a rel=author>{'x' * 59}</a>", "", "byline", "x" * 59, "rel:author"),
        ("", f"<a rel=author>{'x' * 60}</a>", "", "byline", None, None),
        ("", "<a rel=author>Ann <b>Lee</b></a>", "", "byline", "Ann Lee", "rel:author"),
        ("", "", "lang=pt-BR", "language", "pt-BR", "html:lang"),
        ("", "", "xml:lang=pt", "language", "pt", "html:lang"),
        ("<meta property=og:locale content=fr_FR>", "", "", "language", "fr_FR", "og:locale"),
        ("<title>Only a title</title>", "", "", "title", "Only a title", "title"),
        ("<title>Rain ahead | The Wire</title><meta name=publisher content='The Wire'>", "", "", "title", "Rain ahead",
         "title"),
        ("<title>Rain ahead | The Wire</title><meta name=og:url content=https://thewire.example/1>", "", "", "title",
         "Rain ahead", "title"),
        ("<meta name=og:title content='Rain | The Wire'><meta name=publisher content='The Wire'>", "", "", "title",
         "Rain", "og:title"),
        ("<meta name=og:title content='Rain | The Wire'><link rel=canonical href=https://thewire.example/1>", "", "",
         "title", "Rain", "og:title"),
    ],
)  # fmt: skip
def test_what_elements_say(head, body, html, field, value, basis):
    said = read(head, body, html)
    assert (said.values.get(field), said.bases.get(field)) == (value, basis)


def test_a_title_of_the_record_is_left_as_it_is():
    said = read("<meta name=publisher content='The Wire'>", title="Rain ahead | The Wire")
    assert said.values["title"] == "Rain ahead | The Wire"


def test_what_the_page_calls_itself():
    said = read(
        "<title>Rain | The Wire</title><meta property=og:title content='Rain ahead'>" + script(headline="H")
        + "<meta name=publisher content='The Wire'>"
    )  # fmt: skip
    assert said.titles == ("H", "Rain ahead", "Rain | The Wire", "Rain")
    assert read("").titles == ()


@pytest.mark.parametrize(
    ("said", "bare"),
    [
        *((f"{by} Ann Lee", "Ann Lee") for by in (
            "By", "by", "Written by", "Posted by", "Reported by", "Story by", "Text by", "von", "Ein Bericht von",
            "eine Analyse von", "Publicado por", "publié par", "Escrito por", "par", "por", "Escribe", "door", "di",
            "af", "av", "Autor:", "Autor", "Autorin:", "text:", "AUTHORED",
        ) if by != "AUTHORED"),
        ("Byron Lee", "Byron Lee"),
        ("Ann  by Lee", "Ann by Lee"),
        *((nobody, "") for nobody in NOBODY.split()),
        ("https://a.example/ann", ""),
        ("@ann", ""),
        ("www.ann.example", ""),
        ("x" * 200, "x" * 200),
        ("x" * 201, ""),
    ],
)  # fmt: skip
def test_a_writers_name(said, bare):
    assert bylines.person(said) == bare


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("https://a.example", True),
        ("http://a.example/1", True),
        ("ftp://a.example", False),
        ("//a.example", False),
        ("https://", False),
        ("https:///1", False),
        ("https://[a", False),
        ("https://a.example/" + "x" * 1981, True),
        ("https://a.example/" + "x" * 1982, False),
    ],
)
def test_an_address(value, is_one):
    assert sites.is_address(value) == is_one


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://a.example/1?x=2", "https://a.example/"),
        ("http://ann:secret@a.example:80/1", "http://a.example:80/"),
        ("a.example", None),
        ("", None),
    ],
)
def test_the_first_page_of_a_site(url, home):
    assert sites.home_of(url) == home


@pytest.mark.parametrize(
    ("tag", "code"),
    [("de-AT", "de"), ("EN_us", "en"), (" fr ", "fr"), ("deu", None), ("", None), ("1a", None), ("çà", None)],
)
def test_the_code_of_a_language(tag, code):
    assert language_code(tag) == code


@pytest.mark.parametrize(
    ("tag", "first"),
    [("en", False), ("en-US", False), ("en_GB", True), ("", False), ("x", False), ("de", True), ("fr-FR", True),
     *((f"en-{land}", True) for land in ("gb", "ie", "au", "nz", "in", "za"))],
)  # fmt: skip
def test_languages_that_put_the_day_first(tag, first):
    assert read("", html=f"lang={tag}" if tag else "").day_first == first


@pytest.mark.parametrize(
    ("title", "site", "url", "bare"),
    [
        *((f"Rain ahead {mark} The Wire", "The Wire", "", "Rain ahead") for mark in MARKS.split()),
        ("Rain ahead|The Wire", "The Wire", "", "Rain ahead"),
        ("Rain ahead/The Wire", "The Wire", "", "Rain ahead/The Wire"),
        ("The Wire | Rain ahead | The Wire", "The Wire", "", "Rain ahead"),
        ("Rain ahead | the-wire", "The Wire", "", "Rain ahead"),
        ("Rain ahead | Wire", "The Wire", "", "Rain ahead"),
        ("Rain ahead | The", "The Wire", "", "Rain ahead | The"),
        ("Rain ahead | The Wire Online", "The Wire", "", "Rain ahead"),
        ("Rain ahead | Wire Online", "The Wire", "", "Rain ahead | Wire Online"),
        ("Rain ahead | ", "", "", "Rain ahead"),
        ("Rain ahead | *", "", "", "Rain ahead"),
        ("Rain ahead | Harbour", "", "https://www.harbourtimes.example/1", "Rain ahead"),
        ("Rain ahead | Harbour Times Online", "", "https://harbourtimes.example/1", "Rain ahead"),
        ("Rain ahead | Bay", "", "https://bay.example/1", "Rain ahead | Bay"),
        ("Rain ahead | Bay Online", "", "https://bay.example/1", "Rain ahead | Bay Online"),
        ("Rain ahead | Port", "", "https://port.example/1", "Rain ahead"),
        ("Rain ahead | Port Online", "", "https://port.example/1", "Rain ahead"),
        ("Rain ahead | Example", "", "https://port.example/1", "Rain ahead | Example"),
        ("Rain  ahead", "", "", "Rain ahead"),
    ],
)  # fmt: skip
def test_the_name_of_the_site_is_no_part_of_the_title(title, site, url, bare):
    assert site_names.without_site(title, site, url) == bare


def test_where_the_publisher_was_named_and_its_home():
    said = read("<meta name=publisher content='The Wire'><meta name=og:url content=https://wire.example/1>")
    assert said.source() == Source("the-wire", "The Wire", "publisher", "https://wire.example/")
    assert read("<meta name=publisher content='The Wire'>").source() == Source(
        "the-wire", "The Wire", "publisher", None
    )
    assert read("").source() is None


@pytest.mark.parametrize(("value", "at"), [("1970-06-01", None), ("1971-01-01", "1971-01-01"), ("1970", None)])
def test_times_before_computers_had_them_are_defaults(value, at):
    assert said_of(read(f"<meta name=date content={value}>"), "published") == at
