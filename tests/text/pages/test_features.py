"""What the page model is told of each line: every number of one page, and examples of what single numbers mean.

`features/page.tsv` has a row a number and a column a line, by the line's place. Read what changed before you write it
anew: `python -m tests.text.pages.test_features`.
"""

import csv
from pathlib import Path

import pytest

from flows.text.pages import containers, features, marks, measures, neighbours, places, signs, tree, walk

HERE = Path(__file__).parent / "features"
TITLES = frozenset({"old mill sold at last harbour times", "old mill sold at last"})
SUMMARY = "The old mill was sold on Monday, the council said."


def walked(markup):
    root = tree.parse(markup)
    tree.relieve(root)
    return walk.lines_of(root)


def row_names():
    return ("line", *features.FEATURES, *(f"second: {name}" for name in neighbours.SECOND))


def columns():
    """What is told of each line of the example page, as texts; the first probabilities are made up."""
    lines, boxes = walked((HERE / "page.html").read_text(encoding="utf-8"))
    rows = features.features(lines, boxes, TITLES, SUMMARY)
    first = [((at * 7) % 10) / 10 for at in range(len(lines))]
    looks = neighbours.second_look(lines, first, [row is not None for row in rows])
    for line, row, look in zip(lines, rows, looks, strict=True):
        assert (row is None) == (look is None)
        yield [line.text[:12], *(f"{float(value):.4g}" for value in [*(row or ()), *(look or ())])]


def test_every_number_of_the_example_page():
    with (HERE / "page.tsv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = list(columns())
    assert [row[0] for row in wanted] == list(row_names())
    for at, column in enumerate(found):
        for row, name in enumerate(row_names()):
            value = column[row] if row < len(column) else ""
            assert wanted[row][at + 1] == value, f"{name} of line {at}, {column[0]!r}"
    assert len(wanted[0]) == len(found) + 1


def write() -> None:
    """Write the table of the example page."""
    found = list(columns())
    with (HERE / "page.tsv").open("w", encoding="utf-8", newline="") as file:
        for at, name in enumerate(row_names()):
            file.write("\t".join([name, *(column[at] if at < len(column) else "" for column in found)]) + "\n")


def own(markup, at=0, titles=(), summary=""):
    """The numbers of one line, by name."""
    lines, boxes = walked(markup)
    row = features.features(lines, boxes, frozenset(titles), summary)[at]
    assert row is not None
    return dict(zip(features.FEATURES, row, strict=True))


EXAMPLES = [
    ("words", "<p>one two three", 3),
    ("chars", "<p>one two three", 13),
    ("words", "<p>市政府周一表示这座磨坊自洪水以来一直空着", 10),
    ("words", "<p>" + "x" * 30, 1),
    ("words", "<p>市政府周一表示这座磨坊自", 1),
    ("words", "<p>市政府周一表示这座磨坊自洪", 6),
    ("link", "<p><a>four</a> and bold", 4 / 13),
    ("links", "<p><a>a</a> <a>b</a> c", 2),
    ("bold", "<p><b>bo</b>ld<strong>er</strong>", 4 / 6),
    ("timed", "<p><time datetime=2024>x</time>", 1),
    ("timed", "<p><time>x</time>", 1),
    ("timed", "<p>x", 0),
    ("row", "<table><tr><td>a<td>b</table>", 1),
    ("commas", "<p>a, b, c", 2),
    ("terminal", "<p>It is so.", 1),
    ("terminal", "<p>“It is so.”", 1),
    ("terminal", "<p>“It is”", 0),
    ("terminal", "<p>这是。", 1),
    ("terminal", "<p>see below:", 1),
    ("terminal", "<p>)", 0),
    ("terminal_word", "<p>one two three four.", 0),
    ("terminal_word", "<p>one two three four five.", 1),
    ("upper", "<p>ALL OF IT", 1),
    ("upper", "<p>ALL of it", 0),
    ("capital", "<p>Two Of four words", 0.5),
    ("digits", "<p>a1b2", 0.5),
    ("dated", "<p>in 2019", 1),
    ("dated", "<p>in 1899", 0),
    ("dated", "<p>at 10:30", 1),
    ("dated", "<p>on 5.3.24", 1),
    ("dated", "<p>on 5/3", 0),
    ("dated", "<p>no. 20190", 0),
    ("pipe", "<p>a | b", 1),
    ("pipe", "<p>a › b", 1),
    ("pipe", "<p>a » b", 1),
    ("pipe", "<p>a / b", 0),
    ("symbol", "<p>→ more", 1),
    ("symbol", "<p>„more", 0),
    ("symbol", "<p>9 more", 0),
    ("question", "<p>is it? yes", 1),
    ("colon", "<p>so:", 1),
    ("colon", "<p>so: no", 0),
    ("quoted", "<p>„so", 1),
    ("quoted", "<p>so”", 0),
    ("wordlength", "<p>ab cdef", 3),
    ("heading", "<h4>a</h4>", 1),
    ("heading", "<p>a", 0),
    ("images", "<p><img>a", 1),
    ("upper", "<p>" + "A " * 30, 0),
    ("upper", "<p>" + "A " * 29, 1),
]


@pytest.mark.parametrize(("name", "markup", "value"), EXAMPLES)
def test_what_a_number_of_a_line_means(name, markup, value):
    assert own(markup)[name] == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "share", "words", "is_title"),
    [
        ("Old mill sold at last", 1, 1, 1),
        ("old MILL, sold at last!", 1, 1, 1),
        ("Old mill sold", 1, 3 / 5, 0),
        ("The mill", 1 / 2, 1 / 5, 0),
        ("mill mill mill", 1, 1 / 5, 0),
        ("Nothing of it", 0, 0, 0),
    ],
)
def test_how_much_of_a_line_is_title(text, share, words, is_title):
    found = own(f"<p>{text}", titles=["old mill sold at last"])
    assert (found["titleshare"], found["titlewords"], found["is_title"]) == (share, words, is_title)


def test_without_a_title_nothing_is_one():
    found = own("<p>Old mill")
    assert (found["titleshare"], found["titlewords"], found["is_title"]) == (0, 0, 0)


def test_the_longest_title_is_compared_and_any_of_them_found():
    found = own("<p>mill sold", titles=["mill sold", "old mill sold at last"])
    assert (found["titleshare"], found["titlewords"], found["is_title"]) == (1, 2 / 5, 1)


def test_copies_of_a_short_line_count_little():
    lines, boxes = walked("<p>same</p>" * 6)
    at = measures.NAMES.index("copy")
    rows = features.features(lines, boxes)
    assert [row[at] for row in rows if row] == [0, 0.1, 0.2, 0.3, 0.3, 0.3]
    long = "of more than eighty characters, " * 3
    lines, boxes = walked(f"<p>{long}</p>" * 3)
    assert [row[at] for row in features.features(lines, boxes) if row] == [0, 1, 2]


@pytest.mark.parametrize(
    ("markup", "worth"),
    [
        ("<p>" + "x" * 80, 1),
        ("<p>" + "x" * 79, 0),
        ("<p>" + "word " * 16 + "<a>" + "x" * 20, 17 * 0.8),
        ("<p>" + "x" * 50 + "<a>" + "x" * 50, 0),
        ("<p>" + "x" * 51 + "<a>" + "x" * 49, 0.51),
    ],
)
def test_a_paragraph_is_worth_its_words_that_are_no_link(markup, worth):
    lines, _ = walked(markup)
    assert measures.measure(lines).worths == pytest.approx([worth])


def test_a_copy_is_worth_nothing():
    lines, _ = walked(("<p>" + "word " * 20 + "</p>") * 2)
    assert measures.measure(lines).worths == [20, 0]


def test_links_among_links_outside_the_best_container_are_not_asked_about():
    text = "<p>" + "word " * 20 + "</p>"
    lines, boxes = walked(f"<nav><a>a</a><br><a>b</a></nav><main>{text}<a>c</a><br><a>d</a></main><p><a>e</a></p>f")
    rows = features.features(lines, boxes)
    assert [line.text for line, row in zip(lines, rows, strict=True) if row is None] == ["a", "b", "e"]


def test_a_link_that_stands_alone_is_asked_about():
    lines, boxes = walked("<div><p>a</p><p><a>b</a></p><p>c</p></div>")
    assert None not in features.features(lines, boxes)


@pytest.mark.parametrize(("letters", "asked"), [(95, True), (96, False)])
def test_a_link_is_full_from_more_than_nineteen_parts_of_twenty(letters, asked):
    bare = "x" * (100 - letters)
    lines, boxes = walked(
        f"<nav><p><a>{'y' * letters}</a>{bare}</p><p><a>z</a></p></nav><main><p>{'word ' * 20}</main>"
    )
    assert (features.features(lines, boxes)[0] is not None) == asked


def test_sums_of_boxes():
    lines, boxes = walked("<div><p>one, <a>two</a></p><ul><li>three<img></li></ul></div><p>four</p>")
    containers.gather(lines, boxes, measures.measure(lines))
    outer = next(box for box in boxes if box.tag == "div")
    assert (outer.lines, outer.words, outer.chars, outer.linked, outer.commas, outer.images) == (2, 3, 13, 3, 1, 1)
    assert (boxes[0].lines, boxes[0].words, boxes[0].images) == (3, 4, 1)


@pytest.mark.parametrize("tag", ["p", "li", "blockquote", "h2", "h3"])
def test_a_paragraphs_worth_goes_to_the_three_boxes_around_it(tag):
    lines, boxes = walked(
        f"<main><section><article><div><{tag}>{'word ' * 20}</{tag}></div></article></section></main>"
    )
    containers.gather(lines, boxes, measures.measure(lines))
    assert {box.tag: box.score for box in boxes if box.score} == {"div": 20, "article": 12, "section": 6}


def test_the_worth_of_a_box_that_is_no_paragraph_is_its_own():
    lines, boxes = walked(f"<section><article><div>{'word ' * 20}</div></article></section>")
    containers.gather(lines, boxes, measures.measure(lines))
    assert {box.tag: box.score for box in boxes if box.score} == {"div": 20, "article": 12, "section": 6}


def test_of_equal_containers_the_first_is_the_best():
    first, second = walk.Box("div", "", None, 3), walk.Box("div", "", None, 4)
    assert max([second, first], key=containers.rank) is first


def test_routes_to_the_best_container():
    _, boxes = walked("<main><article><div>a<p>b</p></div><footer><p>c</p></footer></article></main><p>d</p>")
    best = next(box for box in boxes if box.tag == "div")
    found = {box.tag if box.tag != "p" else f"p{box.index}": route for box, route in
             zip(boxes, containers.routes(boxes, best), strict=True)}  # fmt: skip
    assert found["div"] == (1, 0, 0)
    assert found["article"] == (0, 0, 1)
    assert found["main"] == (0, 0, 2)
    assert found["footer"] == (0, 1, 1)
    assert sorted(route for name, route in found.items() if name[0] == "p") == sorted([(1, 1, 0), (0, 2, 1), (0, 1, 3)])


def test_lines_of_one_template_are_a_group():
    lines, _ = walked("<div><p class=x>one two<a>three</a></p><p class=x>four</p><p>five</p></div><p class=x>six</p>")
    found = containers.groups(lines, measures.measure(lines))
    assert found["p", "x ", "div"] == [2, 3, 5, 16, 0]
    assert len(found) == 3


@pytest.mark.parametrize(
    ("text", "is_summary"),
    [
        ("The old mill was sold on Monday", 1),
        ("The old mill was sold on Monday, the council said.", 1),
        ("Old mill sold", 0),
        ("The old mill is", 0),
        ("On Monday the old mill", 0),
    ],
)
def test_a_line_that_the_page_sums_itself_up_by(text, is_summary):
    assert own(f"<p>{text}", summary=SUMMARY)["is_summary"] == is_summary


def test_words_of_action_are_counted_in_lines_that_are_no_paragraphs():
    assert own("<p>Subscribe or register today")["action"] == 0.5
    assert own("<p>subscribe " + "word " * 79)["action"] == 1 / 80
    assert own("<p>subscribe " + "word " * 80)["action"] == 0


@pytest.mark.parametrize(("text", "sign"), [("© A", 1), ("A®", 1), ("(c) A", 0)])
def test_the_sign_of_rights(text, sign):
    assert own(f"<p>{text}")["rights_sign"] == sign


def test_lines_between_paragraphs_headings_and_titles():
    long = "word " * 20
    lines, boxes = walked(f"<div><h2>old mill</h2><p>a<p>{long}<p>b<p>{long}too<p>c</div>")
    rows = [dict(zip(features.FEATURES, row, strict=True)) for row in
            features.features(lines, boxes, frozenset({"old mill"})) if row]  # fmt: skip
    assert [row["since_heading"] for row in rows] == [0, 1, 2, 3, 4, 5]
    assert [row["after_title"] for row in rows] == [0, 1, 2, 3, 4, 5]
    assert [row["since_worthy"] for row in rows] == [99, 100, 101, 0, 1, 0]
    assert [row["until_worthy"] for row in rows] == [1, 0, 1, 0, 100, 99]
    assert [row["worthy_before"] for row in rows] == pytest.approx([0, 0, 0, 20 / 41, 20 / 41, 1])
    assert [row["worthy_after"] for row in rows] == pytest.approx([1, 1, 21 / 41, 21 / 41, 0, 0])


def test_lines_without_a_row_count_between_others():
    long = "word " * 20
    lines, boxes = walked(f"<h1>old mill</h1><nav><a>a</a><br><a>b</a></nav><div><p>{long}</p></div>")
    rows = features.features(lines, boxes, frozenset({"old mill"}))
    last = dict(zip(features.FEATURES, rows[-1], strict=True))
    assert rows[1:3] == [None, None]
    assert (last["since_heading"], last["after_title"], last["since_worthy"]) == (3, 3, 102)


@pytest.mark.parametrize(
    ("mark", "names"),
    [(mark, names) for mark, names in [
        ("breadcrumbs", "navigation"), ("pagination", "navigation"), ("impressum", "foot"), ("masthead", "head"),
        ("rail", "side"), ("disqus_thread", "comment"), ("addtoany", "share"), ("outbrain", "related"),
        ("ads", "promotion"), ("adserver", ""), ("signup", "subscription"), ("sign", "subscription"),
        ("signal", ""), ("cmp", "consent"), ("compare", ""), ("photo-gallery", "caption"), ("authr", "byline"),
        ("bio", "byline"), ("biology", ""), ("updated", "time"), ("kicker", "tags"), ("titel", "title"),
        ("entry", "content"), ("prose", "text"), ("copy", "text"), ("copying", ""), ("post", "post"),
        ("paywall", "paywall"), ("standfirst", "summary"), ("dek", "summary"), ("deko", ""), ("licence", "legal"),
        ("infobox", "table"), ("instagram", "embed"), ("card", "list"), ("x", ""), ("ad", "promotion"),
        ("NAVBar", "navigation"),
    ]],
)  # fmt: skip
def test_what_class_names_say(mark, names):
    (found,) = marks.bits([walk.Box("div", mark, None, 0)])
    assert {name for name, bit in marks.BIT.items() if found[0] & bit} == set(names.split())


@pytest.mark.parametrize(
    ("tag", "name"),
    [("nav", "navigation"), ("footer", "foot"), ("header", "head"), ("aside", "side"), ("figure", "caption"),
     ("figcaption", "caption"), ("address", "byline"), ("form", "form"), ("button", "form"), ("label", "form"),
     ("article", "article"), ("main", "main"), ("section", "section"), ("li", "bullet"), ("table", "grid"),
     ("blockquote", "quotation"), ("pre", "pre"), *((f"h{level}", "heading") for level in range(1, 7)), ("p", "p"),
     ("details", "details"), ("a", "anchor"), ("div", "")],
)  # fmt: skip
def test_what_tags_say(tag, name):
    (found,) = marks.bits([walk.Box(tag, "", None, 0)])
    assert found == (marks.BIT.get(name, 0),) * 2


def test_class_names_are_read_to_their_three_hundredth_character():
    far = "x " * 150
    assert marks.bits([walk.Box("div", far + "nav", None, 0)])[0] == (0, 0)
    assert marks.bits([walk.Box("div", far[:-6] + "nav", None, 0)])[0] == (marks.BIT["navigation"],) * 2


def test_a_line_beside_the_page_has_no_neighbours():
    found = own("<p>a")
    assert [found[f"words{at:+d}"] for at in (-2, -1, 1, 2)] == [-1, -1, -1, -1]
    assert places.side_row(*((lines := walked("<p>a<p>b c")[0]), measures.measure(lines), 0))[8:12] == [
        2,
        0,
        True,
        True,
    ]


def test_kin_of_a_line_are_those_of_its_like_in_the_box_around():
    lines, boxes = walked("<div><p>a b</p><p>c</p><h2>d</h2></div><p>e</p>")
    measured = measures.measure(lines)
    containers.gather(lines, boxes, measured)
    rows = signs.kin_rows(lines, boxes, measured, next(box for box in boxes if box.tag == "div"))
    assert [row[:3] for row in rows] == [
        pytest.approx(row) for row in [(2 / 3, 3 / 4, 1 / 3), (2 / 3, 3 / 4, 2 / 3), (1 / 3, 1 / 4, 1), (1, 1, 1)]
    ]
    assert [row[3] for row in rows] == [0.5, 0.25, 0.25, -1]


if __name__ == "__main__":
    write()
