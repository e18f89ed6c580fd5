import pytest

from flows.text.errors import EmptyText, TooLarge
from flows.text.pages.model import load
from flows.text.pages.visible import is_byline, is_date
from flows.text.records import Source
from tests.text.pages.example_pages import PAGE, PARAGRAPHS, TITLE, clean


def block(article, text):
    """The first block that holds `text`."""
    return next(b for b in article.blocks if text in article.text[b.raw_start : b.raw_end])


def test_a_page_becomes_an_article():
    article = clean(PAGE)
    assert article.body == "\n\n".join(PARAGRAPHS)
    assert article.title == TITLE
    assert article.byline == "Lena Ortiz"
    assert (article.language, article.bases["language"]) == ("en", "text")
    assert (article.published_at, article.published_precision) == ("2024-02-06T09:30:00Z", "second")
    assert article.published_basis == "article:published_time"
    assert article.url == "https://courier.example/news/bridge"
    assert article.source == Source("norwick-courier", "Norwick Courier", "og:site_name", "https://courier.example/")


def test_everything_visible_stands_in_the_ledger():
    article = clean(PAGE)
    assert "".join(article.text[b.raw_start : b.raw_end] for b in article.blocks) == article.text
    for words in ("Home", "Weather", "Share on Facebook", "Five bridges that closed", "My uncle drove", "Imprint"):
        assert words in article.text
        assert words not in article.body
        removed = block(article, words)
        assert not removed.kept
        assert removed.rule.startswith("page-")
    assert "never shown" not in article.text
    assert "color: red" not in article.text


@pytest.mark.parametrize(
    ("words", "role"),
    [
        (TITLE, "title"),
        ("Home", "navigation"),
        ("Tweet", "share"),
        ("bridges", "body"),
        ("Five bridges that closed", "related"),
        ("My uncle drove", "comment"),
        ("© 2024", "copyright"),
        ("Lena Ortiz", "byline"),
    ],
)
def test_roles(words, role):
    assert block(clean(PAGE), words).role == role or words == "bridges"


def test_the_rule_carries_the_models_version():
    assert block(clean(PAGE), PARAGRAPHS[0][:40]).rule == f"page-model@{load().version}"


def test_parts_of_the_article_keep_their_role():
    extra = (
        "<h2>What was wrong with it</h2><p>Three of the seven piers had cracks that had not been there the year before,"
        " and nobody knew why at first.</p><ul><li>The eastern pier stood on rotten timber.</li><li>Two others had been"
        " hit by a barge.</li></ul><blockquote><p>It was the worst night of my working life, and I have worked through"
        " two floods.</p></blockquote><table><tr><th>Pier</th><th>Repaired</th></tr><tr><td>Eastern</td><td>May"
        " 2023</td></tr></table>"
    )
    article = clean(PAGE.replace(f"<p>{PARAGRAPHS[3]}</p>", f"<p>{PARAGRAPHS[3]}</p>{extra}"))
    assert block(article, "What was wrong").role == "subheading"
    assert block(article, "rotten timber").role == "list"
    assert block(article, "worst night").role == "quotation"
    assert block(article, "Eastern | May 2023").role == "table"
    for words in ("What was wrong", "hit by a barge", "worst night"):
        assert words in article.body


def test_a_repeated_paragraph_stands_once_in_the_body():
    article = clean(PAGE.replace("</article>", f"<div class='print'><p>{PARAGRAPHS[0]}</p></div></article>"))
    assert article.body.count(PARAGRAPHS[0]) == 1
    assert article.text.count(PARAGRAPHS[0]) == 2


def test_notices_known_as_text_go_from_pages_too():
    notice = "Sign up for our daily newsletter and get the news in your inbox."
    article = clean(PAGE.replace(f"<p>{PARAGRAPHS[4]}</p>", f"<p>{PARAGRAPHS[4]}</p><p>{notice}</p>"))
    assert notice in article.text
    assert notice not in article.body


def test_fields_of_a_record_go_before_the_page():
    article = clean(PAGE, title="Bridge opens", url="https://b.example/x", byline="A. Desk", published="2024-02-05")
    assert (article.title, article.url, article.byline) == ("Bridge opens", "https://b.example/x", "A. Desk")
    assert (article.published_at, article.published_basis) == ("2024-02-05", "field:published")
    assert article.bases["title"] == "field:title"


def test_a_page_without_dates_has_none():
    article = clean(PAGE.replace('<meta property="article:published_time" content="2024-02-06T10:30:00+01:00">', ""))
    assert (article.published_at, article.published_precision, article.published_basis) == (None, None, None)
    assert article.modified_at is None


BAD = {
    "empty": "",
    "white space": " \n ",
    "comment": "<!-- nothing -->",
    "empty body": "<html><head><title>A</title></head><body></body></html>",
    "frameset": "<html><frameset cols='20%,80%'><frame src='a.html'><frame src='b.html'></frameset></html>",
    "scripts alone": "<html><body><div id='root'></div><script>render()</script></body></html>",
}


@pytest.mark.parametrize("markup", BAD.values(), ids=BAD)
def test_pages_that_show_nothing(markup):
    with pytest.raises(EmptyText) as refused:
        clean(markup)
    assert refused.value.mend


FIRST = f"<p>{PARAGRAPHS[0]}</p>"
TOO_LARGE = {
    "a line of 50 MB": "<p>" + "word " * 10_000_000,
    "elements": "<i>" * 400_000,
    "lines": "<p>a b c</p>" * 50_000,
    "words parted by br": "word<br>" * 50_000,
    "attributes": "<p " + " ".join(f"a{n}='1'" for n in range(50_000)) + ">",
    "nested boxes": "<div>" * 100_000 + FIRST,
    "nested inline": "<p>" + "<span>" * 100_000 + "deep",
    "nested tables": "<table><tr><td>" * 20_000 + FIRST,
}


@pytest.mark.parametrize("markup", TOO_LARGE.values(), ids=TOO_LARGE)
def test_past_a_limit(markup):
    with pytest.raises(TooLarge) as refused:
        clean(f"<html><body>{markup}</body></html>")
    assert refused.value.mend


HARD = {
    "br by the thousand": FIRST + "<br>" * 100_000 + FIRST,
    "entities that expand": '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body>'
    + FIRST
    + "&b;",
    "escaped entities": FIRST + "&amp;lt;" * 50_000,
    "crossed nesting": f"<div><p>a <b>b <i>c</b> d</i></div></span>{FIRST}</table></td><p",
    "NUL bytes": FIRST.replace(" ", "\0 "),
    "lone surrogates": "<p>\ud800 \udfff</p>" + FIRST,
    "XHTML": f'<?xml version="1.0" encoding="ISO-8859-1"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{FIRST}</body></html>',
    "charset that is not so": f"<html><head><meta charset='utf-16'></head><body>{FIRST}</body></html>",
    "closing tags": "<html><body>" + "</div>" * 100_000 + FIRST,
    "hidden nests": "<div hidden>" * 1_000 + "</div>" * 1_000 + FIRST,
    "JSON-LD that nests": f"<script type='application/ld+json'>{'[' * 100_000}</script>{FIRST}",
    "JSON-LD that is none": f"<script type='application/ld+json'>{{oops, }}</script>{FIRST}",
    "title of titles": f"<title>{' - '.join(['a b c'] * 20_000)}</title>{FIRST}",
    "meta by the thousand": "".join(f"<meta name='author' content='A{n}'>" for n in range(20_000)) + FIRST,
    "class of classes": f"<div class='{'content ' * 100_000}'>{FIRST}</div>",
    "a row of cells": f"{FIRST}<table><tr>{'<td>1</td>' * 20_000}</tr></table>",
    "frameset beside a body": f"<frameset><frame src='a'></frameset><noframes><body>b</body></noframes>{FIRST}",
}


@pytest.mark.parametrize("markup", HARD.values(), ids=HARD)
def test_hard_pages_are_read(markup):
    article = clean(markup)
    assert "harbour bridge" in article.text.replace("\0", "")
    assert "".join(article.text[b.raw_start : b.raw_end] for b in article.blocks) == article.text


def test_amp_pages():
    amp = PAGE.replace('<html lang="en">', '<html amp lang="en">').replace(
        "</body>", "<amp-analytics><p>counted</p></amp-analytics><amp-lightbox hidden><p>menu</p></amp-lightbox></body>"
    )
    assert clean(amp).body == "\n\n".join(PARAGRAPHS)


def test_a_page_that_is_only_a_consent_wall():
    wall = (
        "<html><body><div class='cookie-consent'><h2>We value your privacy</h2><p>We and our partners use cookies to"
        " store and access information on your device. You can accept all or manage your choices.</p>"
        "<button>Accept all</button><button>Manage choices</button></div></body></html>"
    )
    article = clean(wall)
    assert "Accept all" in article.text
    assert "Accept all" not in article.body


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("By Lena Ortiz", True),
        ("Von Lena Otto | 6. Februar 2024", True),
        ("By Lena Ortiz and Sam Okoye, Norwick", True),
        ("By the river it was quiet.", False),
        ("By Tuesday, all of the seven piers had been repaired", False),
        ("Lena Ortiz", False),
    ],
)
def test_a_byline_is_a_line_of_its_own(line, is_one):
    assert is_byline(line) == is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Stand: 12. März 2024, 14:30 Uhr", True),
        ("Tuesday, March 12, 2024", True),
        ("05.03.2024", True),
        ("On 12 March 2024 the bridge was closed.", False),
        ("12 March 2024 was a cold day in Norwick", False),
        ("Norwick", False),
    ],
)
def test_a_date_is_a_line_of_its_own(line, is_one):
    assert is_date(line) == is_one


def test_the_heading_goes_before_the_name_of_the_page():
    page = "<title>Bridge to open | Courier</title>" + PAGE[PAGE.index("<body>") :]
    assert clean(page.replace(f"{TITLE}</h1>", "Bridge to open at last</h1>")).title == "Bridge to open at last"
    assert clean(page.replace(f"{TITLE}</h1>", "Our newsletter today</h1>")).title == "Bridge to open | Courier"
