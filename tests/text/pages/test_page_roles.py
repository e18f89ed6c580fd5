"""What a line is called: the parts of the body by their elements, what was removed by words, class names and links."""

import pytest

from flows.text.pages import tree
from flows.text.pages.marks import bits
from flows.text.pages.roles import kept_role, removed_role
from flows.text.pages.walk import lines_of


def walked(markup):
    root = tree.parse(markup)
    tree.relieve(root)
    return lines_of(root)


@pytest.mark.parametrize(
    ("markup", "role"),
    [
        ("<p>a", "body"),
        ("<table><tr><td>a<td>b</table>", "table"),
        ("<blockquote><table><tr><td>a<td>b</table></blockquote>", "table"),
        *((f"<h{level}>a</h{level}>", "subheading") for level in range(1, 7)),
        ("<h2><div><div><div>a</div></div></div></h2>", "subheading"),
        ("<h2><div><div><div><div>a</div></div></div></div></h2>", "body"),
        ("<figure><figcaption><p>a</figcaption></figure>", "caption"),
        ("<figcaption><h3>a</h3></figcaption>", "subheading"),
        ("<blockquote><p>a</blockquote>", "quotation"),
        ("<blockquote><ul><li>a</ul></blockquote>", "quotation"),
        ("<ul><li><p>a</ul>", "list"),
        ("<dl><dd>a</dl>", "list"),
        ("<dl><dt>a</dl>", "body"),
        ("<p><b>All bold</b>", "subheading"),
        ("<p><b>Partly</b> bold", "body"),
        *((f"<p><b>A sentence{end}</b>", "body") for end in ".!?…,;"),
        ("<p><b>" + "b" * 119 + "</b>", "subheading"),
        ("<p><b>" + "b" * 120 + "</b>", "body"),
    ],
)
def test_parts_of_the_body(markup, role):
    assert kept_role(walked(markup)[0][0]) == role


LONG = "many words about it " * 7


@pytest.mark.parametrize(
    ("markup", "role"),
    [
        ("<p>© Harbour Times", "copyright"),
        ("<p>(c) 2019 Harbour Times", "copyright"),
        ("<p>(C)2019 Harbour Times", "copyright"),
        ("<p>(c) Harbour Times", "other"),
        ("<p>Copyright Harbour Times", "copyright"),
        ("<p>Copyrighted by us", "other"),
        ("<p>All Rights Reserved", "copyright"),
        ("<p>Alle Rechte vorbehalten", "copyright"),
        ("<p>© " + "x" * 237, "copyright"),
        ("<p>© " + "x" * 238, "other"),
        ("<p>By Lena Ortiz", "byline"),
        ("<p>VON Lena Ortiz", "byline"),
        ("<p>Byron Lee", "other"),
        *((f"<p>{by} Émile Ortiz", "byline") for by in ("by", "von", "par", "por", "di", "door", "av")),
        ("<p>by the way", "other"),
        ("<p class=byline>Lena Ortiz", "byline"),
        ("<div class=byline><p>Lena Ortiz", "byline"),
        ("<p class='comment byline'>Lena Ortiz", "comment"),
        ("<p class=comment>by Lena", "comment"),
        ("<p>by <a>Lena Ortiz</a>", "navigation"),
        ("<p><time datetime=2024-02-06>today</time>", "timestamp"),
        ("<p class=date>6.2.2024", "timestamp"),
        ("<p class=date>10:30", "timestamp"),
        ("<p class=date>2024, 6", "timestamp"),
        ("<p class=date>today", "other"),
        ("<p class=date>2024", "other"),
        ("<p>6.2.2024", "other"),
        ("<p class=date>6.2.2024 " + LONG, "other"),
        ("<p class=byline>" + LONG, "byline"),
        ("<p class=cookie>a", "consent"),
        ("<p class=comments>a", "comment"),
        ("<p class=newsletter>a", "subscription"),
        ("<p class=paywall>a", "paywall"),
        ("<p class=share>a", "share"),
        ("<p class=related>a", "related"),
        ("<p class=promo>a", "advertisement"),
        ("<p class=caption>a", "caption"),
        ("<p class=keywords>a", "tags"),
        ("<p class=menu>a", "navigation"),
        ("<footer><p>a</footer>", "navigation"),
        ("<header><p>a</header>", "navigation"),
        ("<aside><p>a</aside>", "related"),
        ("<div class=related><div><div><p class=menu>a", "navigation"),
        ("<div class=related><div><div><p>a", "related"),
        ("<div class='newsletter consent'><p>a", "consent"),
        ("<p><a>more</a> of", "navigation"),
        ("<p><a>mo</a>re", "other"),
        ("<p>of no kind", "other"),
    ],
)
def test_names_for_what_was_removed(markup, role):
    lines, boxes = walked(f"<div>{markup}")
    assert removed_role(lines[0], bits(boxes)[lines[0].box.index]) == role
