"""What of a page's markup is text: what nobody sees is not, and what no parser should be given is refused."""

import pytest

from flows.text.errors import EmptyText, TooLarge
from flows.text.pages import tree
from flows.text.pages.tree import MAX_ATTRIBUTES, MAX_CHARACTERS, MAX_ELEMENTS, MAX_SAID, NOSCRIPT_WORDS
from flows.text.pages.walk import MAX_CELL, MAX_LINES, Box, lines_of

UNSEEN = (
    "script style template svg iframe object applet video audio canvas map select datalist textarea noframes"
    " annotation annotation-xml dialog progress meter amp-state amp-analytics amp-ad amp-iframe amp-script"
)
"""Elements that show no text of the page (embed, frameset and head: a parser lets no text stand in them)."""

INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr noscript picture q rp rt"
    " ruby s samp small span strike strong sub sup time tt u var amp-img source"
)
WORDY = "p h1 h2 h3 h4 h5 h6 a span b i em strong sup sub"
"""Elements that do not end a line."""


def lines(markup):
    root = tree.parse(markup)
    tree.relieve(root)
    return [line.text for line in lines_of(root)[0]]


@pytest.mark.parametrize("tag", UNSEEN.split())
def test_elements_whose_content_is_not_seen(tag):
    assert lines(f"<p>a <{tag}>b</{tag}>c</p>") == ["a c"]


@pytest.mark.parametrize("tag", INLINE.split())
def test_elements_within_a_line(tag):
    held = "word " * NOSCRIPT_WORDS if tag == "noscript" else "b"
    assert lines(f"<div>a<{tag}>{held}</{tag}>c</div>") == [f"a{held}c"]


@pytest.mark.parametrize("tag", ["img", "wbr", "source"])
def test_empty_elements_within_a_line(tag):
    assert lines(f"<div>a<{tag}>c</div>") == ["ac"]


@pytest.mark.parametrize("tag", ["div", "p", "h1", "li", "section", "button", "x-card", "center", "dt", "hr", "br"])
def test_all_others_end_one(tag):
    assert lines(f"<div>a<{tag}>b</{tag}>c</div>") in (["a", "b", "c"], ["a", "bc"])


@pytest.mark.parametrize(
    ("attribute", "seen"),
    [
        ("hidden", False),
        ("style='display:none'", False),
        ("style='DISPLAY :\tnone'", False),
        ("style='color:red;visibility:\nhidden'", False),
        ("style='display:block'", True),
        ("style='visibility:visible'", True),
        ("class=sr-only", False),
        ("class='x screen-reader-text'", False),
        ("id=screenreader", False),
        ("class='visuallyhidden x'", False),
        ("class=Visually-Hidden", False),
        ("class=element-invisible", False),
        ("class=rollover-people-block", False),
        ("class=sr-only-focusable", True),
        ("class=nosr-only", True),
    ],
)
def test_what_is_hidden(attribute, seen):
    assert lines(f"<p>a</p><div {attribute}>b</div>") == (["a", "b"] if seen else ["a"])
    if "id=" not in attribute:
        assert lines(f"<p>a <span {attribute}>b</span></p>") == (["a b"] if seen else ["a"])


def test_a_stand_in_for_a_script_is_text_when_it_is_as_long_as_an_article():
    assert lines(f"<noscript>{'word ' * NOSCRIPT_WORDS}</noscript>") == [("word " * NOSCRIPT_WORDS).strip()]
    assert lines(f"<p>a</p><noscript>{'word ' * (NOSCRIPT_WORDS - 1)}</noscript>") == ["a"]


@pytest.mark.parametrize("tag", WORDY.split())
def test_an_invented_element_among_words_is_a_word(tag):
    assert lines(f"<div><{tag}>a <x-mark>b</x-mark> c</{tag}></div>") == ["a b c"]


def test_an_invented_element_elsewhere_is_a_box():
    assert lines("<div>a <x-mark>b</x-mark> c</div>") == ["a", "b", "c"]
    assert lines("<p>a <x-mark>b<div>d</div></x-mark> c</p>") == ["a", "b", "d", "c"]
    assert lines("<p>a <x-mark>b<i>d</i></x-mark> c</p>") == ["a bd c"]


@pytest.mark.parametrize(
    ("markup", "refused"),
    [
        ("<p>" + "x" * (MAX_CHARACTERS - 3), False),
        ("<p>" + "x" * (MAX_CHARACTERS - 2), True),
        ("<p>x" + "<" * (3 * MAX_ELEMENTS), True),
        ("<p " + "a " * (MAX_ATTRIBUTES * 3) + ">x", True),
        ("<p " + "a=1 " * (MAX_ATTRIBUTES - 1) + " " * 9000 + ">x", False),
        ("<p " + "a=1 " * (MAX_ATTRIBUTES + 1) + " " * 9000 + ">x", True),
        ("<p " + "a='" + "b= " * 9000 + "'>x", False),
        ('<p a="' + "b= " * 9000 + '">x', False),
        ("<p>" + "a b=" * 9000, False),
    ],
)
def test_limits_of_a_page(markup, refused):
    if refused:
        with pytest.raises(TooLarge) as error:
            tree.parse(markup)
        assert error.value.mend
    else:
        assert tree.parse(markup) is not None


def test_a_page_without_any_element_is_empty():
    with pytest.raises(EmptyText):
        tree.parse("<!-- -->")


def test_what_the_head_says_is_read_to_a_limit_and_stays_what_it_was():
    root = tree.parse(
        "<head><title>A &amp; B</title><meta name=x content=y> tail<meta name=z><link rel=canonical href=u><link rel=a>"
        "<script type='application/ld+json'>{}</script><script>no</script></head><body><title>C</title><p>d"
    )
    found = tree.head_markup(root)
    assert found.startswith("<html><head><title>A &amp; B</title><meta name")
    assert all(piece in found for piece in ('content="y"', 'rel="canonical"', "{}"))
    assert not any(piece in found for piece in ("tail", 'name="z"', 'rel="a"', ">no<", ">C<", "d</"))
    many = tree.parse("<head>" + "<meta name=a content=b>" * (MAX_SAID + 1) + "</head><p>x")
    assert tree.head_markup(many).count("<meta") == MAX_SAID


def test_a_row_of_short_plain_cells_is_a_line():
    row = "<table><tr><td>{}</td><td>b</td></tr></table>"
    assert lines(row.format("x" * MAX_CELL)) == ["x" * MAX_CELL + " | b"]
    assert lines(row.format("x" * (MAX_CELL + 1))) == ["x" * (MAX_CELL + 1), "b"]
    assert lines(row.format("<b>y</b>" + "x" * MAX_CELL)) == ["y" + "x" * MAX_CELL + " | b"]
    assert lines(row.format("<b>y</b>" + "x" * (MAX_CELL + 1))) == ["y" + "x" * (MAX_CELL + 1), "b"]
    assert lines(row.format("<p>a</p>")) == ["a | b"]
    assert lines(row.format("<p>a</p><div>c</div>")) == ["a c | b"]
    assert lines(row.format("<p>a</p><p>c</p><p>d</p>")) == ["a", "c", "d", "b"]
    assert lines(row.format("<ul><li>a</ul>")) == ["a", "b"]
    assert lines("<table><tr><td>a</td></tr></table>") == ["a"]
    assert lines("<table><tr><th>a<td><td>b</table>") == ["a | | b"]
    assert lines("<table><tr><td><td>b</table>") == ["| b"], "an empty cell keeps its place"


def test_lines_after_a_row_stand_in_the_box_around_it():
    root = tree.parse("<div><table><tr class=x><td>a<td>b</tr></table>c</div>")
    first, second = lines_of(root)[0]
    assert (first.row, first.box.tag, first.text) == (True, "tr", "a | b")
    assert (second.row, second.box.tag, second.text) == (False, "div", "c")


def test_more_lines_than_an_article_has():
    assert len(lines("a<br>" * MAX_LINES)) == MAX_LINES
    with pytest.raises(TooLarge):
        lines("a<br>" * (MAX_LINES + 1))


def test_boxes_know_where_they_stand():
    _, boxes = lines_of(tree.parse("<body id=b><div class=c><p>x<img>y</p></div><amp-img></amp-img><p>z"))
    assert [(box.tag, box.mark, box.depth, box.index) for box in boxes] == [
        ("html", "", 0, 0), ("html", " ", 1, 1), ("body", " b", 2, 2), ("div", "c ", 3, 3), ("p", " ", 4, 4),
        ("p", " ", 3, 5),
    ]  # fmt: skip
    assert [box.images for box in boxes] == [0, 0, 1, 0, 1, 0]
    assert Box("p", "", None, 7).depth == 0


def test_pictures_stand_before_the_line_that_follows():
    found, _ = lines_of(tree.parse("<p>a</p><img><img><p>b<img></p><p>c</p>"))
    assert [line.images for line in found] == [0, 3, 0]


def test_a_line_knows_what_is_link_and_bold_in_it():
    found, _ = lines_of(tree.parse("<p><a>  one  </a> <b>two</b></p><p>x<a>three<b>four</b></a></p><p><i>y</i></p>"))
    assert [(line.text, line.linked, line.links, line.bold) for line in found] == [
        ("one two", 7, 1, 3), ("xthreefour", 9, 1, 4), ("y", 0, 0, 0),
    ]  # fmt: skip


def test_the_first_time_in_a_line_is_its_own():
    found, _ = lines_of(tree.parse("<p><time datetime=2024>a</time><time datetime=2025>b</time><p><time>c</time><p>d"))
    assert [line.when for line in found] == ["2024", " ", ""]


def test_white_space_of_what_is_set_as_it_is():
    assert lines("<pre>\na  b\n  c\n\n</pre>d  e") == ["a  b\n  c", "d e"]
    assert lines("<div><pre>a  b</pre><p>c  d</p></div>") == ["a  b", "c d"]
