import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.text.errors import BadInput
from flows.text.pages import clean_page, render
from flows.text.pages.tree import parse, relieve
from flows.text.pages.walk import lines_of
from flows.text.records import Document

LINES = [
    ("inline elements run together", "<p>One <b>two</b>, <a href='x'>thr<i>ee</i></a>.</p>", ["One two, three."]),
    ("white space collapses", "<p>\n  a \t b\n\n c&nbsp; d </p>", ["a b c d"]),
    ("blocks part", "<div>a<p>b</p>c</div>d", ["a", "b", "c", "d"]),
    ("br parts", "<p>a<br>b<br/><br>c</p>", ["a", "b", "c"]),
    ("a row of cells is one line", "<table><tr><th>Team<td>3</tr><tr><td>x</td><td><p>y</p></td></tr></table>",
     ["Team | 3", "x | y"]),
    ("a row of empty cells is nothing", "<table><tr><td> </td><td></td></tr><tr><td>x</td><td>y</td></tr></table>",
     ["x | y"]),
    ("white space of no width is nothing", "<p>a</p><p>\u200b</p><p>***</p>", ["a", "***"]),
    ("cells of a layout are blocks", "<table><tr><td><p>a</p><p>b</p></td><td>c<ul><li>d</li></ul></td></tr></table>",
     ["a", "b", "c", "d"]),
    ("pre keeps its lines", "<pre>a  b\n  c\n</pre>", ["a  b\n  c"]),
    ("pre of nothing is nothing", "<pre>  \n </pre>x", ["x"]),
    ("scripts and styles", "<p>a</p><script>b</script><style>c</style><template>d</template><p>e</p>", ["a", "e"]),
    ("their tails stay", "<p>a <script>b</script>c <svg><text>d</text></svg>e</p>", ["a c e"]),
    ("players and forms", "<iframe>a</iframe><video>b</video><object>c</object><select><option>d</select><p>e", ["e"]),
    ("hidden attribute", "<div hidden>a<p>b</p></div>c", ["c"]),
    ("display:none", "<p>a <span style='color:red; Display : None'>b</span> c</p>", ["a c"]),
    ("visibility:hidden", "<p style='visibility: hidden'>a</p>b", ["b"]),
    ("a page hidden until a script runs", "<html><body style='display:none'><p>a</p></body></html>", ["a"]),
    ("for screen readers", "<p>a<span class='sr-only'>b</span>c</p><div class='visually-hidden'>d</div>", ["ac"]),
    ("aria-hidden is seen", "<p aria-hidden='true'>a</p>", ["a"]),
    ("noscript plea", "<noscript>Please enable JavaScript</noscript><p>a</p>", ["a"]),
    ("noscript body", "<noscript><p>" + "word " * 70 + "</p></noscript>", ["word " * 69 + "word"]),
    ("entities", "<p>AT&amp;T &#8211; caf&eacute; &unknown;</p>", ["AT&T – café &unknown;"]),
    ("no body tag", "a<p>b", ["a", "b"]),
    ("crossed nesting", "<p>a <b>b <i>c</b> d</i></p></div>e", ["a b c d", "e"]),
    ("NUL", "<p>a\0b</p>", ["ab"]),
    ("comments", "<p>a<!-- b -->c</p><!--[if IE]><p>d</p><![endif]-->", ["ac"]),
    ("invented words hold links and words", "<p>a<x-note><a href=y><b>1</b></a></x-note>, b</p>", ["a1, b"]),
    ("invented boxes in a paragraph", "<p>a<x-box><div>b</div></x-box>c</p>", ["a", "b", "c"]),
    ("unknown tags are boxes", "<x-card>a</x-card><x-card>b</x-card>", ["a", "b"]),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "lines"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_lines(markup, lines):
    root = parse(markup)
    relieve(root)
    assert [line.text for line in lines_of(root)[0]] == lines


def test_links_bold_images_and_times_are_measured():
    root = parse(
        "<p><img src=x><a href=y>four</a> and <b>bold</b> <time datetime='2024-02-06'>today</time></p><p>z</p>"
    )
    first, second = lines_of(root)[0]
    assert (first.linked, first.links, first.bold, first.images, first.when) == (4, 1, 4, 1, "2024-02-06")
    assert (second.linked, second.links, second.bold, second.images, second.when) == (0, 0, 0, 0, "")


PIECES = st.sampled_from([
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<br>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>",
    "<li>", "<ul>", "</ul>", "<script>", "</script>", "<pre>", "</pre>", "<a href=x>", "</a>", "&amp;", "&lt;", "&#0;",
    "<", ">", "<!--", "-->", "word", "other.", "Ünïcödé", "漢字", "\0", "\ud800", "<noscript>", "</noscript>", "<h1>",
    "</h1>", "<html>", "<body>", "</body>", "<svg>", "<select>", "<div hidden>", "<time datetime=2024-02-06>", "<img>",
])  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, max_size=60))
def test_any_soup_tiles_or_is_refused(pieces):
    document = Document("soup.html", " ".join(pieces), "", "text/html")
    try:
        article = clean_page(document)
    except BadInput as refused:
        assert refused.mend
        return
    assert "".join(article.text[block.raw_start : block.raw_end] for block in article.blocks) == article.text
    assert all(block.raw_start < block.raw_end for block in article.blocks)
    assert all(block.rule for block in article.blocks)
    assert article.text == render(document)
    assert clean_page(document) == article
