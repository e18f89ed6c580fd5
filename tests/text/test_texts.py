from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.text.body import rebuild
from flows.text.errors import EmptyText, TooManyLines
from flows.text.pipeline import TOGETHER, to_article, to_articles
from flows.text.readers import Reject
from flows.text.records import BODY_ROLES, Article, Document
from flows.text.texts import clean_text

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))
PROSE = "The council voted on Tuesday to rebuild the bridge, and so ended a dispute that had lasted for nine years."


def article(content: str, **fields: str) -> Article:
    return clean_text(Document("x", content, "h", fields=fields))


def test_the_seed() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = article(text)
    assert found.title == text.split("\n")[0]
    assert len(found.body.split("\n\n")) == 7
    assert found.source is not None
    assert (found.source.slug, found.source.name, found.source.basis) == (
        "cnews-live",
        "Cnews Live",
        "comments-not-ours",
    )
    assert found.repairs == {"white space": 1}
    assert (found.language, found.published_at, found.subtitle, found.byline) == ("en", None, None, None)


def test_fields_fill_what_the_text_does_not_say() -> None:
    found = article(
        PROSE, title="Bridge", published="2021-05-05T10:15:00+02:00", source="Hill Post", byline="Ann Lee",
        url="https://example.org/1", section="Town", subtitle="A vote", language="en-GB",
    )  # fmt: skip
    assert (found.title, found.byline, found.url, found.section, found.subtitle) == (
        "Bridge",
        "Ann Lee",
        "https://example.org/1",
        "Town",
        "A vote",
    )
    assert (found.published_at, found.published_precision, found.published_basis) == (
        "2021-05-05T08:15:00Z",
        "second",
        "field:published",
    )
    assert found.source is not None
    assert (found.source.slug, found.source.basis) == ("hill-post", "field:source")
    assert found.bases["title"] == "field:title"
    assert found.body == PROSE


def test_what_the_text_says_goes_before_the_fields() -> None:
    found = article(f"{PROSE}\n\nThe comments posted here are not from Hill Post.", source="Other")
    assert found.source is not None
    assert found.source.name == "Hill Post"


def test_an_unreadable_date_is_no_date() -> None:
    assert article(PROSE, published="last week").published_at is None


def test_language_of_the_field_where_the_text_is_too_short() -> None:
    found = article("Oslo 42", language="no")
    assert (found.language, found.language_confidence) == ("no", None)


@pytest.mark.parametrize("content", ["", " ", "\n\n\u2028\t"])
def test_nothing_but_white_space_is_refused(content: str) -> None:
    with pytest.raises(EmptyText):
        article(content)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([PROSE, "Menu", "Share", "Home", "A title line", "Advertisement"]) | st.text(max_size=40),
        min_size=1,
        max_size=30,
    )
)
def test_invariants(parts: list[str]) -> None:
    content = "\n".join(parts)
    if not content.strip():
        return
    found = article(content)
    assert "".join(found.text[b.raw_start : b.raw_end] for b in found.blocks) == content
    assert all(b.rule for b in found.blocks if not b.kept)
    assert all(b.body_start is None or (b.kept and b.role in BODY_ROLES) for b in found.blocks)
    assert rebuild(found.text, found.blocks).body == found.body
    assert article(content) == found


def test_texts_that_are_cleaned_together_are_as_each_by_itself() -> None:
    seed = SEED.read_text(encoding="utf-8")
    contents = [
        "Title: Bridge\nDate: 2021-05-05\n\n" + PROSE,
        seed,
        f"NEW DELHI, May 5 (PTI) {PROSE}",
        f"  {PROSE}\r\n",
    ]
    documents = [Document(f"{i}.txt", content, "h") for i, content in enumerate(contents * TOGETHER)]
    assert to_articles(documents) == [to_article(document) for document in documents]


def test_what_is_no_article_costs_none_of_those_it_is_cleaned_with() -> None:
    page = Document("page.html", f"<h1>Bridge</h1><p>{PROSE}</p>", "h", media_type="text/html")
    documents = [
        Document("a.txt", PROSE, "h"),
        page,
        Document("b.txt", " \n", "h"),
        Document("c.txt", "a\n" * 200_000, "h"),
    ]
    one, two, blank, lines = to_articles(documents)
    assert [one, two] == [to_article(documents[0]), to_article(page)]
    assert isinstance(blank, Reject) and isinstance(blank.error, EmptyText) and blank.uri == "b.txt"
    assert isinstance(lines, Reject) and isinstance(lines.error, TooManyLines) and lines.uri == "c.txt"
