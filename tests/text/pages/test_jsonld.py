"""Scripts of JSON-LD as pages really write them, and as nobody should."""

import pytest

from flows.text.pages.jsonld import MAX_LENGTH, MAX_OBJECTS, article_of, names_of, resolved, text_of, things

ARTICLE = {"@type": "NewsArticle", "headline": "Ferry fares rise"}


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Ferry fares rise"}',
        '<!-- {"@type": "NewsArticle", "headline": "Ferry fares rise"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Ferry fares rise"}\n// ]]>',
        '<![CDATA[{"@type": "NewsArticle", "headline": "Ferry fares rise"}]]> ; ',
        '/* by the shop */ {"@type": "NewsArticle", "headline": "Ferry fares rise"};',
        '{"@type": "NewsArticle", "headline": "Ferry fares rise", }',
        '[{"@type": "NewsArticle", "headline": "Ferry fares rise"} , ]',
    ],
)
def test_wrappings_and_late_commas_are_borne(script: str) -> None:
    assert things(script) == [ARTICLE]


@pytest.mark.parametrize("script", ["", "{", "var x = 1;", "[" * 100_000, '{"a": 1} {"b": 2}', "-->", '"text"'])
def test_what_is_no_json_says_nothing(script: str) -> None:
    assert things(script) == []


@pytest.mark.parametrize("end", ["-->", "]]>", "//", "// ]]>", "--> ;"])
def test_white_space_without_end_is_gone_over_once(end: str) -> None:
    """Else this test would take hours."""
    assert things(end + " " * (MAX_LENGTH - 10) + "x") == []


def test_limits() -> None:
    assert things('{"a": 1}' + " " * MAX_LENGTH) == []
    assert len(things("[" + "{}," * (2 * MAX_OBJECTS) + "{}]")) == MAX_OBJECTS - 1


def test_inner_objects_come_after_outer_ones() -> None:
    script = '{"@graph": [{"name": "A", "author": {"name": "B"}}, {"name": "C"}], "other": {"name": "D"}}'
    assert [one.get("name") for one in things(script)] == [None, "A", "C", "B"]


def test_the_article_is_the_first_with_a_headline() -> None:
    bare = {"@type": ["Thing", "ReportageNewsArticle"]}
    assert article_of([{"@type": "WebSite", "headline": "x"}, bare, ARTICLE]) == ARTICLE
    assert article_of([{"@type": 3}, bare]) == bare
    assert article_of([{"@type": "ArticleList"}]) == {}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Ferry&amp;amp;fares <b>rise</b>\n now ", "Ferry&fares rise now"),
        (["a", "b"], "a"),
        ([], ""),
        ({"name": "N", "@value": "V"}, "N"),
        ({"@value": "V"}, "V"),
        ({"name": [{"name": ["deep"]}]}, "deep"),
        ([[[[["too deep"]]]]], ""),
        (7, ""),
        (None, ""),
    ],
)
def test_a_value_as_text(value: object, text: str) -> None:
    assert text_of(value) == text


def test_a_reference_is_followed_to_what_has_a_name() -> None:
    found = [{"@id": "#p"}, {"@id": "#p", "name": "Ann Lee"}, {"@id": "#q", "name": "Bo"}]
    assert resolved({"@id": "#p"}, found) == found[1]
    assert resolved({"@id": "#none"}, found) == {"@id": "#none"}
    assert resolved({"@id": "#p", "name": "own"}, found)["name"] == "own"
    assert resolved("text", found) == "text"


def test_names_of_people_without_addresses() -> None:
    assert names_of([{"name": "Ann Lee"}, "Bo Li", "https://example.org/ann", ""]) == ["Ann Lee", "Bo Li"]
    assert names_of("Ann Lee") == ["Ann Lee"]
    assert len(names_of(["x"] * 30)) == 20
