"""Labels at the head of a text: what is read, where the head ends, and what only looks like one."""

import pytest

from flows.text.labels import MOST_LINES, read_labels, without_labels
from flows.text.pipeline import to_article
from flows.text.records import Block, Document


@pytest.mark.parametrize(
    ("text", "fields", "rest"),
    [
        ("Title: A\nDate: 2023\nText", {"title": "A", "published": "2023"}, "Text"),
        ("\ufeffHEADLINE: A\r\nBYLINE:  Bo Li \r\n\r\nText", {"title": "A", "byline": "Bo Li"}, "\r\nText"),
        ("Author: Bo Li\nSource: Post\nText", {"byline": "Bo Li", "source": "Post"}, "Text"),
        ("Title: A\nWords: 9\nBody:\nTitle: b", {"title": "A"}, "Title: b"),
        ("Title: A\nTitle: B\nURL: u", {"title": "A", "url": "u"}, ""),
        ("Title: A\nAuthor:\nText", {"title": "A"}, "Text"),
        (
            "---\nmood: calm\ntitle: 'A: b'\ntags:\n  - x\n\nlang: en\n---\nText",
            {"title": "A: b", "language": "en"},
            "Text",
        ),
    ],
)
def test_what_labels_say(text, fields, rest):
    found = read_labels(text)
    assert found is not None
    assert (found.fields, text[found.end :]) == (fields, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Title: A\n\nText",
        "Section: World\nLength: 300 words\nText",
        "Judge: Where?\nOwner: There.\n",
        "Title:A\nDate:2023\n",
        "Text: of a song\nSource: the sea\n",
        "---\ntitle: A\ndate: 2023\nText without an end",
        "Text\nTitle: A\nDate: 2023\n",
        "",
    ],
)
def test_what_only_looks_like_labels(text):
    assert read_labels(text) is None


def test_a_head_has_so_many_lines_at_most():
    text = "---\n" + "title: A\n" * (MOST_LINES + 1) + "---\n"
    assert read_labels(text) is None
    assert read_labels(text.replace("title: A\n", "", 1)) is not None


def test_a_block_that_reaches_into_the_text_stays():
    text = "Title: A\nDate: 5\nText"
    blocks = [Block(0, 9, "body", True), Block(9, 21, "body", True)]
    made = list(without_labels(blocks, text, 17))
    assert [(b.role, b.kept, b.rule) for b in made] == [("title", False, "labelled-head"), ("body", True, None)]


def test_fields_of_a_record_go_before_labels():
    text = "Title: A mill is sold\nSource: Post\n\nThe mill was sold on Tuesday to a man from the next town.\n"
    article = to_article(Document("a", text, "x", fields={"title": "Mill sold", "url": "https://a.example/1"}))
    assert (article.title, article.source.name, article.url) == ("Mill sold", "Post", "https://a.example/1")
    assert article.body == "The mill was sold on Tuesday to a man from the next town."
    assert "".join(text[b.raw_start : b.raw_end] for b in article.blocks) == text
