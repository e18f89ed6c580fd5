"""What is decided about lines once the model has spoken: asides, posts, tables, copies, titles, bylines, dates."""

import pytest

from flows.text.pages import containers, measures, tree, visible
from flows.text.pages.asides import FOOT, MOST, RULES, asides
from flows.text.pages.cues import opens_as
from flows.text.pages.ledger import blocks_of, is_title, text_of
from flows.text.pages.pointers import leads_on
from flows.text.pages.posts import level_posts
from flows.text.pages.said import Said
from flows.text.pages.tables import BELOW_KEPT, level_tables
from flows.text.pages.titles import headline_of, offer_heading, with_subtitle
from flows.text.pages.visible import add_visible, with_head_lines
from flows.text.pages.walk import lines_of
from flows.text.records import Block

TEXT = "<p>" + "The mill was sold and nobody said a word about it for a week. " * 4 + "</p>"


def walked(markup):
    root = tree.parse(markup)
    tree.relieve(root)
    lines, boxes = lines_of(root)
    containers.gather(lines, boxes, measures.measure(lines))
    return lines, boxes


def roles(markup, scores=None):
    lines, _ = walked(markup)
    found = asides(lines, scores or [0.9] * len(lines), 0.5)
    return {lines[at].text: role for at, role in found.items()}


@pytest.mark.parametrize(
    ("opening", "role"),
    [
        ("<figcaption>", "caption"),
        ("<aside>", "related"),
        ("<footer>", "navigation"),
        *((f"<div class='{name}'>", "caption") for name in (
            "caption", "wp-caption", "imagecaption", "Bildunterschrift", "bildtext", "x legende",
        )),
        *((f"<div class='{name}'>", "byline") for name in (
            "author-box", "author_bio", "author info", "authordesc", "author-description", "author-card",
            "author-profile", "about-the-author-box", "the-author-bio", "about-author-about",
        )),
        *((f"<div class='{name}'>", "related") for name in (
            "yarpp", "related-posts", "related_post", "relatedarticles", "related-article", "related-stories",
            "relatedcontent", "related-links", "related-news", "textwidget", "widget_text", "sidebar",
        )),
        *((f"<div class='{name}'>", "navigation") for name in (
            "footer", "site-footer", "PageFooter", "main_footer", "footer-wrap", "x footer",
        )),
        *((f"<div class='{name}'>", "notice") for name in ("disclaimer", "x-disclosure")),
        *((f"<div class='{name}'>", "timestamp") for name in (
            "post-meta", "entry_meta", "articlemeta", "byline-date", "posted-on", "postedon", "estimated-read-time",
            "reading-time", "readtime",
        )),
        *((f"<div class='{name}'>", "share") for name in (
            "dpsp-content", "sharedaddy", "social-share", "social_sharing", "share-bar", "share-button",
            "share-buttons", "share_links", "sharetext", "addtoany", "shariff",
        )),
        *((f"<div class='{name}'>", "subscription") for name in ("newsletter", "popmake", "x popup")),
        *((f"<div class='{name}'>", "consent") for name in (
            "cookie-consent", "cookie_banner", "gdpr notice", "privacy-wall", "cookie-law", "cookiebar",
            "privacy-modal", "cookie-dialog", "onetrust", "didomi",
        )),
        ("<div id=disclaimer>", "notice"),
        ("<div class=captioned>", None),
        ("<div class=xnewsletter>", None),
        ("<div class=authors>", None),
        ("<div class=post>", None),
        ("<div class=sidebar_right>", None),
        ("<div class=has-sidebar>", None),
        ("<div class=footers>", None),
        ("<p class=" + "x" * 293 + "-popup>", "subscription"),
        ("<p class=" + "x" * 297 + "-popup>", None),
    ],
)  # fmt: skip
def test_boxes_that_only_accompany(opening, role):
    assert roles(f"<div>{TEXT}{opening}beside it") == ({"beside it": role} if role else {})
    assert role is None or role in RULES


def test_the_outermost_aside_names_what_is_in_it():
    assert roles(f"{TEXT}<aside><div class=newsletter><p>a</p></div></aside>") == {"a": "related"}
    assert roles(f"{TEXT}<div class=newsletter><aside><p>a</p><p>b</p></aside></div>") == {
        "a": "subscription", "b": "subscription",
    }  # fmt: skip


def test_asides_of_one_kind_that_hold_much_are_the_text():
    words = round(len(TEXT.split()) * MOST / (1 - MOST))
    assert roles(f"{TEXT}<aside><p>{'word ' * (words + 1)}</p></aside>") == {}
    assert len(roles(f"{TEXT}<aside><p>{'word ' * (words - 1)}</p></aside>")) == 1
    half = "word " * (words // 2)
    assert roles(f"{TEXT}<aside><p>{half}</p><p>{half}and more</p></aside>") == {}
    assert len(roles(f"{TEXT}<aside><p>{half}</p></aside><div class=popup><p>{half}and more</p></div>")) == 2


def test_copies_count_once():
    words = round(len(TEXT.split()) * MOST / (1 - MOST))
    caption = f"<figcaption>{'word ' * (words - 1)}</figcaption>"
    assert len(roles(f"{TEXT}{caption * 3}")) == 1, "by their text, all three"
    assert roles(f"{TEXT}{caption}<figcaption>{'other ' * (words - 1)}</figcaption>") == {}


def test_the_foot_of_a_page_goes_unless_there_is_hardly_anything_else():
    words = round((len(TEXT.split()) - 1) * FOOT / (1 - FOOT))  # less the closing tag
    assert len(roles(f"{TEXT}<div class=page-footer><p>{'word ' * (words - 1)}</p></div>")) == 1
    assert roles(f"{TEXT}<div class=page-footer><p>{'word ' * (words + 1)}</p></div>") == {}
    assert roles(f"<div class=sticky-footer>{TEXT}<p>{'word ' * 601}</p></div>") == {}, "it remembers how its foot is"
    assert roles(f"<body class=has-footer>{TEXT}<figcaption>a</figcaption>") == {"a": "caption"}


def test_a_plea_for_consent_is_never_the_text():
    assert roles("<div class=cookie-banner><p>We use cookies</p></div>") == {"We use cookies": "consent"}


def test_a_page_that_remembers_a_consent_is_no_plea():
    assert roles("<body class=cookie-consent><p>a</p>") == {}
    assert len(roles(f"<div class=cookie-consent><p>{'word ' * 600}</p></div>")) == 1
    assert roles(f"<div class=cookie-consent><p>{'word ' * 601}</p></div>") == {}


def test_only_kept_lines_that_are_no_rows_are_asides():
    page = f"{TEXT}<aside><p>a</p><p>b</p><table><tr><td>c<td>d</table></aside>"
    assert roles(page, [0.9, 0.5, 0.49, 0.9]) == {"a": "related"}
    assert roles(page, [0.9, None, 0.9, 0.9]) == {"b": "related"}


@pytest.mark.parametrize(
    ("markup", "leads"),
    [
        ("<p><a>Read more: the mill</a>", True),
        ("<p>Read more: <a>the mill of it</a>", True),
        ("<p>Read more: <a>the mill</a>", False),
        ("<p>Read more: the mill", False),
        ("<p><a>The mill</a>", False),
        ("<p><a>Read more: " + "x" * 238 + "</a>", True),
        ("<p><a>Read more: " + "x" * 239 + "</a>", False),
        ("<table><tr><td><a>Read more</a><td><a>x</a></table>", False),
    ],
)
def test_a_line_that_leads_on_to_another_story(markup, leads):
    assert leads_on(walked(markup)[0][0]) == leads


def test_openings_have_at_most_four_words():
    assert opens_as("Das könnte", "more")
    assert opens_as("Empfohlener redaktioneller Inhalt hier", "offer")
    assert not opens_as("A read more", "more")


# Posts and tables


def test_a_quoted_post_stays_or_goes_whole():
    markup = "<p>a</p><blockquote class={}><p>one two three</p><p>four</p></blockquote><p>b</p>"
    for name in ("twitter-tweet", "instagram-media", "tiktok-embed", "fb-post", "bluesky-embed"):
        lines, boxes = walked(markup.format(name))
        assert level_posts(lines, boxes, [0.1, 0.8, 0.4, 0.2]) == pytest.approx([0.1, 0.7, 0.7, 0.2])
        assert level_posts(lines, boxes, [0.1, None, 0.4, None]) == [0.1, None, 0.4, None]
        assert level_posts(lines, boxes, [0.1, None, None, 0.2]) == [0.1, None, None, 0.2]
    lines, boxes = walked(markup.format("quote"))
    assert level_posts(lines, boxes, [0.1, 0.8, 0.4, 0.2]) == [0.1, 0.8, 0.4, 0.2]


def test_two_quoted_posts_are_two():
    post = "<blockquote class=twitter-tweet><p>a</p><p>b</p></blockquote>"
    lines, boxes = walked(f"<div>{post}{post}</div>")
    assert level_posts(lines, boxes, [0.2, 0.4, 0.6, 0.8]) == pytest.approx([0.3, 0.3, 0.7, 0.7])


def test_a_post_within_a_post_is_part_of_it():
    lines, boxes = walked(
        "<blockquote class=twitter-tweet><p>a</p><blockquote class=twitter-tweet><p>b</p></blockquote></blockquote>"
    )
    assert level_posts(lines, boxes, [0.2, 0.4]) == pytest.approx([0.3, 0.3])


TABLE = "<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>"


@pytest.mark.parametrize(
    ("markup", "scores", "level"),
    [
        (f"<p>x</p>{TABLE}<p>y</p>", [0.1, 0.2, 0.4, 0.1], [0.1, 0.3, 0.3, 0.1]),
        (f"<p>x</p>{TABLE}<p>y</p>", [0.9, 0.2, 0.4, 0.9], [0.9, 0.5, 0.5, 0.9]),
        (f"<p>x</p>{TABLE}<p>y</p>", [0.9, 0.6, 0.8, 0.9], [0.9, 0.7, 0.7, 0.9]),
        (f"<p>x</p>{TABLE}<p>y</p>", [0.9, 0.2, 0.4, 0.1], [0.9, 0.3 + BELOW_KEPT, 0.3 + BELOW_KEPT, 0.1]),
        (f"<p>x</p>{TABLE}<p>y</p>", [0.5, 0.2, 0.4, 0.4], [0.5, 0.3 + BELOW_KEPT, 0.3 + BELOW_KEPT, 0.4]),
        (f"<p>x</p>{TABLE}<p>y</p>", [0.9, 0.9, 1.0, 0.1], [0.9, 1.0, 1.0, 0.1]),
        (f"<p>x</p>{TABLE}<p>y</p>", [0.1, 0.2, 0.4, 0.9], [0.1, 0.3, 0.3, 0.9]),
        (f"<p>x</p>{TABLE}<p>y</p>", [0.1, 0.2, None, 0.9], [0.1, 0.2, None, 0.9]),
        (f"<p>x</p>{TABLE}<p>y</p>", [0.9, None, None, 0.9], [0.9, None, None, 0.9]),
        (f"<p>x</p><div>{TABLE}</div><p>y</p>", [0.9, 0.2, 0.4, 0.9], [0.9, 0.5, 0.5, 0.9]),
        (f"<p>x</p><div><div>{TABLE}</div></div><p>y</p>", [0.9, 0.2, 0.4, 0.9], [0.9, 0.3, 0.3, 0.9]),
        (f"<div><p>x</p></div>{TABLE}<div><p>y</p></div>", [0.9, 0.2, 0.4, 0.9], [0.9, 0.5, 0.5, 0.9]),
        (f"<div><div><p>x</p></div></div>{TABLE}<p>y</p>", [0.9, 0.2, 0.4, 0.1], [0.9, 0.3, 0.3, 0.1]),
        (TABLE, [0.2, 0.4], [0.3, 0.3]),
        ("<p>x</p><table><tr><td><a>aaaaa</a><td>b</tr></table><p>y</p>", [0.9, 0.1, 0.9],
         [0.9, 0.1 + BELOW_KEPT, 0.9]),
        (f"{TABLE}{TABLE}", [0.1, 0.3, 0.6, 0.8], [0.2, 0.2, 0.7, 0.7]),
    ],
)  # fmt: skip
def test_a_table_stays_or_goes_whole(markup, scores, level):
    lines, _ = walked(f"<main>{markup}</main>")
    assert level_tables(lines, scores, 0.5) == [score if score is None else pytest.approx(score) for score in level]


# The ledger


def ledger(markup, scores, titles=()):
    lines, boxes = walked(markup)
    blocks = blocks_of(lines, boxes, scores, frozenset(titles), 0.5, "7")
    text = text_of(lines)
    assert "".join(text[block.raw_start : block.raw_end] for block in blocks) == text
    return [(block.role, block.kept, block.rule, block.score) for block in blocks]


def test_the_model_keeps_from_its_threshold_on():
    assert ledger("<p>a</p><p>b</p><p>c</p>", [0.5, 0.49, None]) == [
        ("body", True, "page-model@7", 0.5), ("other", False, "page-model@7", 0.49),
        ("other", False, "page-links", None),
    ]  # fmt: skip


def test_the_title_stays_and_its_copies_go():
    page = "<p>The mill</p><h1>The mill</h1><p>a</p><p>The mill!</p>"
    assert [line[:3] for line in ledger(page, [0.9, 0.1, 0.9, 0.9], ["the mill"])] == [
        ("title", False, "page-title-copy"), ("title", True, "page-title"), ("body", True, "page-model@7"),
        ("title", False, "page-title-copy"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "titles", "title"),
    [
        ("<p>The mill</p><p>a</p>", ["the mill"], 0),
        ("<p><a>The mill</a></p><p>The mill</p>", ["the mill"], 1),
        ("<p><a>The </a>mill</p>", ["the mill"], None),
        ("<h1><a>T</a>he mill</h1>", ["the mill"], 0),
        ("<p>The mill</p><h1><span>The mill</span></h1>", ["the mill"], 1),
        ("<p>The mill</p><h1><div>The mill</div></h1>", ["the mill"], 1),
        ("<p>The mill</p><h1><div><div>The mill</div></div></h1>", ["the mill"], 0),
        ("<p>The mill</p><h2>The mill</h2>", ["the mill"], 0),
        ("<p>x</p><h1>Of some words</h1><p>a</p>", [], None),
        ("<h1>Of some words</h1><p>a</p>", [], 0),
        ("<h1>Two words</h1><p>a</p>", [], None),
        ("<h2>Of some words</h2><p>a</p>", [], None),
    ],
)
def test_which_line_is_the_title(page, titles, title):
    count = page.count("</")
    found = ledger(page, [0.9] * len(walked(page)[0]), titles)
    assert [at for at, line in enumerate(found) if line[2] == "page-title"] == ([] if title is None else [title]), count


def test_the_main_heading_is_looked_for_down_to_the_first_kept_line():
    page = "<p>a</p><h1>Of some words</h1><p>b</p>"
    assert ledger(page, [0.1, 0.9, 0.9])[1][:3] == ("title", True, "page-title")
    assert ledger(page, [0.5, 0.9, 0.9])[1][:2] == ("subheading", True)
    assert ledger(page, [None, 0.1, 0.9])[1][:3] == ("title", True, "page-title")
    assert ledger(page, [0.1, 0.1, 0.1])[1][:2] != ("title", True)


def test_a_title_is_short():
    long = "word " * 80
    (line,) = walked(f"<p>{long}")[0]
    assert (len(line.text), is_title(line, frozenset({long.strip()}))) == (399, True)
    (line,) = walked(f"<p>{long}x")[0]
    assert not is_title(line, frozenset({f"{long}x"}))


def test_a_paragraph_that_stood_before_in_another_box_goes():
    found = ledger(f"<div>{TEXT}</div><section>{TEXT}<p>short</p></section><div><p>short</p></div>", [0.9] * 4)
    assert [line[:3] for line in found] == [
        ("body", True, "page-model@7"), ("body", False, "page-repeat"), ("body", True, "page-model@7"),
        ("body", True, "page-model@7"),
    ]  # fmt: skip


def test_a_refrain_stays():
    assert [line[1] for line in ledger(f"<div>{TEXT}<p>a</p>{TEXT}</div>", [0.9] * 3)] == [True, True, True]


@pytest.mark.parametrize(("size", "kept"), [(79, True), (80, False)])
def test_what_is_no_paragraph_may_stand_twice(size, kept):
    line = f"<div><p>{'x' * size}</p></div>"
    assert [each[1] for each in ledger(line + line, [0.9, 0.9])] == [True, kept]


def test_a_row_of_a_table_may_stand_twice():
    row = f"<div><table><tr><td>{'x' * 80}<td>b</tr></table></div>"
    assert [each[1] for each in ledger(row + row, [0.9, 0.9])] == [True, True]


def test_what_only_accompanies_goes_under_its_own_rule():
    found = ledger(f"{TEXT}<p><a>Read more: it</a></p><aside><p>b</p></aside>", [0.9, 0.9, 0.9])
    assert [line[:3] for line in found[1:]] == [
        ("related", False, "page-leads-on"), ("related", False, "page-related-box"),
    ]  # fmt: skip


# Titles, bylines and dates as a reader sees them


def said(**values):
    found = Said()
    for name, value in values.items():
        found.offer(name, value, name)
    return found


@pytest.mark.parametrize(
    ("given", "heading", "title", "basis"),
    [
        ("Mill sold | Harbour Times", "Old mill sold at last", "Old mill sold at last", "heading"),
        ("Mill sold", "Old mill sold at last", "Mill sold", "title"),
        ("Mill sold | Harbour Times", "", "Mill sold | Harbour Times", "title"),
        ("The mill is sold now | Wire", "The mill is", "The mill is", "heading"),
        ("The mill is sold now | Wire", "The mill", "The mill is sold now | Wire", "title"),
        ("", "Old mill", "Old mill", "heading"),
    ],
)
def test_the_heading_may_go_before_the_name_of_the_page(given, heading, title, basis):
    found = said(title=given)
    offer_heading(found, heading)
    assert (found.values["title"], found.bases["title"]) == (title, basis)


def test_the_heading_does_not_go_before_what_else_says_the_title():
    found = Said()
    found.offer("title", "Mill sold | Times", "og:title")
    offer_heading(found, "Old mill sold")
    assert found.values["title"] == "Mill sold | Times"


def test_the_kept_title_is_the_headline():
    blocks = [Block(0, 3, "title", False), Block(3, 6, "title", True), Block(6, 9, "title", True)]
    assert headline_of("a \n b\nc \n", blocks) == "b"
    assert headline_of("abc", [Block(0, 3, "body", True)]) == ""


@pytest.mark.parametrize(
    ("markup", "is_one"),
    [
        *((f"<h2 class='{name}'>Under it all</h2>", True) for name in (
            "subhead", "sub-title", "subline", "subheadline", "dek", "deck", "standfirst", "x-Dek",
        )),
        ("<div class=subtitle><h3>Under it all</h3></div>", True),
        ("<h2 class=desk>Under it all</h2>", False),
        ("<p class=subtitle>Under it all</p>", False),
        ("<h2>Under it all</h2>", False),
    ],
)  # fmt: skip
def test_a_subtitle_is_a_heading_marked_as_one(markup, is_one):
    lines, _ = walked(f"<p>T</p>{markup}<p>b</p>")
    found, blocks = said(), [Block(0, 2, "title", True), Block(2, 11, "subheading", True), Block(11, 13, "body", True)]
    marked = with_subtitle(found, lines, blocks)
    assert (marked[1].role, marked[1].rule) == (("subtitle", "page-subtitle") if is_one else ("subheading", None))
    assert found.values == ({"subtitle": "Under it all"} if is_one else {})
    assert found.bases == ({"subtitle": "heading"} if is_one else {})


@pytest.mark.parametrize(
    ("markup", "standfirst"),
    [
        ("<h1>T</h1><p class=standfirst>Under it all</p><p>b</p>", True),
        ("<h1>T</h1><p>11 May</p><div class=dek><p>Under it all</p></div><p>b</p>", True),
        ("<h1>T</h1><p class=dek>Politics</p><p>b</p>", False),
        ("<p class=dek>Under it all</p><h1>T</h1><p>b</p>", False),
        ("<h1>T</h1><p>b</p><p class=dek>Under it all</p>", False),
        ("<h1>T</h1><p class=summary>Under it all</p><p>b</p>", False),
    ],
)
def test_a_standfirst_that_is_not_of_the_text_goes_to_its_field(markup, standfirst):
    lines, _ = walked(markup)
    roles = {"T": ("title", True), "b": ("body", True)}
    blocks = [Block(at, at + 1, *roles.get(line.text, ("other", False))) for at, line in enumerate(lines)]
    found = said()
    marked = with_subtitle(found, lines, blocks)
    wanted = [("subtitle", True, "page-subtitle")] if standfirst else []
    assert [(b.role, b.kept, b.rule) for b in marked if b.role == "subtitle"] == wanted
    assert found.values.get("subtitle") == ("Under it all" if standfirst else None)


def test_a_page_without_text_has_no_subtitle():
    lines, _ = walked("<h2 class=dek>Under it all</h2><p>a</p>")
    blocks = [Block(0, 12, "other", False), Block(12, 14, "other", False)]
    assert with_subtitle(said(), lines, blocks) == blocks


def test_no_subtitle_stands_behind_a_paragraph():
    lines, _ = walked("<p>a</p><h2 class=dek>Under it all</h2>")
    blocks = [Block(0, 2, "body", True), Block(2, 11, "subheading", True)]
    assert with_subtitle(said(), lines, blocks) == blocks
    blocks = [Block(0, 2, "body", False), Block(2, 11, "subheading", True)]
    assert with_subtitle(said(), lines, blocks)[1].role == "subtitle"
    assert with_subtitle(said(), lines, [block._replace(kept=False) for block in blocks])[1].role == "subheading"


def page(lines, body, title=None):
    """Lines, and blocks of which `body` are kept and one is the title."""
    found, _ = walked("".join(lines))
    blocks, at = [], 0
    for index, line in enumerate(found):
        role = "title" if index == title else "body" if index in body else "other"
        blocks.append(Block(at, at + len(line.text) + 1, role, role != "other"))
        at += len(line.text) + 1
    return found, blocks


def headed(lines):
    """What is found in lines between a title and a paragraph."""
    found = said()
    add_visible(found, *page(["<h1>T</h1>", *lines, TEXT], [len(lines) + 1], title=0))
    return found


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        *((f"{by} Ann Lee", "Ann Lee") for by in (
            "By", "Written by", "posted by", "Reported by", "Story by", "Text by", "Von", "par", "Por", "di", "door",
            "av", "Autor:", "Autorin:",
        )),
        ("Autor Ann Lee", None),
        ("by 7 people", None),
        *((f"By Ann Lee{rest}", "Ann Lee") for rest in (
            " | Wire", " • 5 min", " · x", "– x", " — x", ", Norwick", " 7 May", " on 7 May", " am 7. Mai", " le 7 mai",
            " el 7 mayo", " on Monday", " Published today", " updated now", " Veröffentlicht x", " aktualisiert x",
        )),
        ("By Ann Lee " + "x" * 148, "Ann Lee " + "x" * 148),
        ("By Ann Lee " + "x" * 149, None),
    ],
)  # fmt: skip
def test_a_line_that_says_who_wrote(line, byline):
    found = headed([f"<p>{line}</p>"])
    assert (found.values.get("byline"), found.bases.get("byline")) == (byline, byline and "line")


@pytest.mark.parametrize(
    ("markup", "byline"),
    [
        ("<p class=author>Ann Lee</p>", "Ann Lee"),
        ("<div class=x_Byline><p>Ann Lee</p></div>", "Ann Lee"),
        ("<p class=autor-name>Ann van der Lee</p>", "Ann van der Lee"),
        ("<p class=coauthor>Ann Lee</p>", None),
        ("<p>Ann Lee</p>", None),
        ("<p class=author>Ann lee</p>", None),
        ("<p class=author>ann Lee</p>", None),
        ("<p class=author>Ann</p>", None),
        ("<p class=author>Ann Lee, Wire</p>", None),
        ("<p class=author>A. B. C. D. E. F. Lee-O’Hara</p>", "A. B. C. D. E. F. Lee-O’Hara"),
        ("<p class=author>A. B. C. D. E. F. G. Lee</p>", None),
        ("<p class=author>Ann " + "X" * 35 + "</p>", "Ann " + "X" * 35),
        ("<p class=author>Ann " + "X" * 36 + "</p>", None),
    ],
)
def test_a_name_marked_as_the_authors(markup, byline):
    found = headed([markup])
    assert (found.values.get("byline"), found.bases.get("byline")) == (byline, byline and "author-mark")


def test_where_byline_and_date_are_looked_for():
    filler = "<p>x</p>"

    def byline(before, after, body=1, title=None):
        kept = range(len(before), len(before) + body)
        found = said()
        add_visible(found, *page([*before, *[TEXT] * body, *after], kept, title))
        return found.values.get("byline")

    by = "<p>By Ann Lee</p>"
    assert byline([filler, by], [], title=0) == "Ann Lee"
    assert byline([by, filler], [], title=1) is None, "above the title"
    assert byline([filler, by], []) is None, "no title, no line between it and the text"
    assert byline([filler, by, *[filler] * 33], [], title=0) == "Ann Lee"
    assert byline([filler, by, *[filler] * 34], [], title=0) is None, "too far to be the article's title"
    assert byline([filler] * 24 + [by] + [filler] * 11, [], title=0) == "Ann Lee"
    assert byline([filler] * 24 + [by] + [filler] * 12, [], title=0) is None
    assert byline([filler], [filler, filler, by], body=3) == "Ann Lee"
    assert byline([filler], [filler, filler, filler, by], body=3) is None
    assert byline([by], [by], body=0) is None


@pytest.mark.parametrize(
    ("lines", "published", "basis", "modified"),
    [
        (["<p><time datetime=2024-02-06>x</time></p>", "<p>7 March 2023</p>"], "2024-02-06", "time", None),
        (["<p>7 March 2023</p>", "<p>8 March 2023</p>"], "2023-03-07", "line", None),
        (["<p>7 March 2023, updated 9 March 2023</p>"], "2023-03-07", "line", "2023-03-09"),
        *(([f"<p>{word} 9 March 2023</p>"], None, None, "2023-03-09") for word in (
            "Updated", "update", "Last updated:", "Last modified", "modified", "Aktualisiert", "aktualisiert am",
            "zuletzt aktualisiert", "Aktualisierung:", "geändert", "Letzte Änderung", "Mise à jour", "mis à jour",
            "Modifié", "modifiée", "Actualizado", "actualizada", "actualización", "Aggiornato", "aggiornata",
            "ultimo aggiornamento", "atualizado", "atualizada", "última atualização",
        )),
        (["<p>9 March 2023 " + "x" * 144 + "</p>"], "2023-03-09", "line", None),
        (["<p>9 March 2023 " + "x" * 147 + "</p>"], None, None, None),
    ],
)  # fmt: skip
def test_dates_as_a_reader_sees_them(lines, published, basis, modified):
    found = headed(lines)
    assert {name: moment.at for name, moment in found.moments.items()} == {
        name: value for name, value in (("published", published), ("modified", modified)) if value
    }
    assert found.bases.get("published") == basis


@pytest.mark.parametrize(
    ("line", "role", "rule", "kept"),
    [
        ("By Ann Lee", "byline", "page-byline", True),
        ("By Ann Lee | 7 May 2023", "byline", "page-byline", True),
        ("7 May 2023", "timestamp", "page-date-line", False),
        ("Monday, 7 May 2023, 14:30 Uhr", "timestamp", "page-date-line", False),
        ("of our own correspondent 7 May 2023", "body", None, True),
        ("7 May 2023!", "body", None, True),
        ("By Ann Lee.", "body", None, True),
        ("By Ann Lee, " + "x" * 87, "byline", "page-byline", True),
        ("By Ann Lee, " + "x" * 88, "body", None, True),
        ("By the mill", "body", None, True),
    ],
)
def test_lines_at_the_head_that_are_byline_or_date(line, role, rule, kept):
    lines, blocks = page([f"<p>{line}</p>", TEXT], [0, 1])
    marked = with_head_lines(lines, blocks)
    assert (marked[0].role, marked[0].rule, marked[0].kept) == (role, rule, kept)
    assert marked[1] == blocks[1]


def test_the_head_is_two_lines_of_the_body():
    by = "<p>By Ann Lee</p>"
    lines, blocks = page([TEXT, by, by], [0, 1, 2])
    assert [block.role for block in with_head_lines(lines, blocks)] == ["body", "byline", "body"]
    lines, blocks = page([by, TEXT], [1])
    assert [block.role for block in with_head_lines(lines, blocks)] == ["other", "body"]


def test_a_date_line_is_short():
    assert visible.is_date("7 May 2023" + "-" * 48)
    assert not visible.is_date("7 May 2023" + "-" * 49)
