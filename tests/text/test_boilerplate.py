from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.text.blocks import split
from flows.text.boilerplate import apply
from flows.text.boilerplate.checks import explain, failures
from flows.text.boilerplate.cost import ways
from flows.text.boilerplate.openings import openings
from flows.text.boilerplate.patterns import MAX_WAYS, after_name, check, expand
from flows.text.boilerplate.phrases import like
from flows.text.boilerplate.rules import load_rules, parse_rules, rule_set
from flows.text.errors import SettingsError
from flows.text.records import Block, Document
from flows.text.texts import clean_text

RULES = sorted(load_rules().rules)
PROSE = "The council voted on Tuesday to rebuild the bridge, and so ended a dispute that had lasted for nine years."


@pytest.mark.parametrize("name", RULES)
def test_rule_does_what_its_examples_say(name: str) -> None:
    rule = load_rules().rules[name]
    assert rule.why
    assert failures([rule]) == []
    if rule.kind != "structure":
        assert rule.matches
        assert rule.keeps or rule.name == "ornament"


@pytest.mark.parametrize("name", [name for name in RULES if load_rules().rules[name].pattern])
def test_rule_is_linear(name: str) -> None:
    check(str(load_rules().rules[name].pattern), name)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a|a){30}x",
        ".*foo.*bar.*baz",
        r"(\w+\s?)*x",
        r"(.)\1+",
        "a?" * 20 + "a" * 20,
        "(?:[a-z]+,? ?){1,20}!",
    ],
)
def test_a_pattern_that_could_take_long_is_refused(pattern: str) -> None:
    with pytest.raises(SettingsError, match="ways"):
        check(expand(pattern), "mine")


@pytest.mark.parametrize(
    "pattern", ["also read: .{3,200}", r"(\w++ ?+)*+x", "foo.*", "(?:foo|bar|baz)+", "{name} is here"]
)
def test_a_pattern_that_cannot_is_let_in(pattern: str) -> None:
    check(expand(pattern), "mine")
    assert ways(expand(pattern)) <= MAX_WAYS


@pytest.mark.parametrize("pattern", ["(", "a{2,1}", "x*"])
def test_a_pattern_that_is_none_or_empty_is_refused(pattern: str) -> None:
    with pytest.raises(SettingsError, match="rule mine"):
        check(expand(pattern), "mine")


def test_shorthands_leave_classes_and_escapes_alone() -> None:
    assert expand(r"[a b]\ x") == r"[a b]\ x"
    assert expand("a-b").startswith("a[-")


def test_openings_are_those_of_the_matches() -> None:
    assert openings("(?:also|must) read") == {"also re", "must re"}
    assert openings(".{0,3}x") == {""}
    assert openings(r"[ab]\d?c") >= {"ac", "bc"}


def test_a_user_file_adds_and_overrules(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[rule]]\nname = "harbour-bell"\nrole = "notice"\npattern = "ring the bell .{0,40}"\nwhy = "ours"\n'
        '[[rule]]\nname = "advertisement"\nrole = "advertisement"\npattern = "nothing at all"\nwhy = "ours"\n',
        encoding="utf-8",
    )
    rules = load_rules(own)
    text = f"{PROSE}\n\nRing the bell for news\n\nAdvertisement\n\n{PROSE}"
    removed = [block.rule for block in apply(text, split(text), rules=rules).blocks if not block.kept]
    assert removed == ["harbour-bell"]
    assert "cookie-consent" in rules.rules


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[rule]\n", "no TOML"),
        ("rule = 3\n", "list of tables"),
        ('[[rule]]\nname = "Bad Name"\n', "name"),
        ('[[rule]]\nname = "x"\nrole = "notice"\ncolour = "red"\n', "unknown key colour"),
        ('[[rule]]\nname = "x"\nrole = "poem"\n', "role"),
        ('[[rule]]\nname = "x"\nrole = "notice"\nscope = "side"\n', "scope"),
        ('[[rule]]\nname = "x"\nrole = "notice"\nmatches = [3]\n', "match"),
        ('[[rule]]\nname = "x"\nrole = "notice"\nmax = "long"\n', "max"),
        ('[[rule]]\nname = "x"\nrole = "notice"\npattern = "(a+)+b"\n', "ways"),
    ],
)
def test_a_bad_rule_file_says_what_is_wrong(toml: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        parse_rules(toml, "own.toml")


def test_a_missing_rule_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read"):
        load_rules(tmp_path / "none.toml")


def test_rules_of_a_source_or_language_wait_for_it() -> None:
    toml = (
        '[[rule]]\nname = "of-one"\nrole = "notice"\nsource = "hill-post"\npattern = "ding dong"\nwhy = "x"\n'
        '[[rule]]\nname = "in-german"\nrole = "notice"\nlanguages = ["de"]\npattern = "kling klang"\nwhy = "x"\n'
    )
    rules = rule_set(parse_rules(toml, "own.toml"))
    text = f"{PROSE}\n\nDing dong\n\nKling klang\n\n{PROSE}"

    def removed(source: str | None, language: str | None) -> list[str | None]:
        applied = apply(text, split(text), source=source, language=language, rules=rules)
        return [block.rule for block in applied.blocks if not block.kept]

    assert removed(None, None) == ["in-german"]
    assert removed("hill-post", "en") == ["of-one"]
    assert removed("hill-post", "de") == ["of-one", "in-german"]


def test_phrases_bear_misspellings() -> None:
    assert like("Folow us on twiter!", "Follow us on Twitter")
    assert not like("Follow the river on foot", "Follow us on Twitter")


def test_what_a_notice_names_is_read_out() -> None:
    text = f"{PROSE}\n\n(With inputs from PTI)\n\nThe comments posted here are not from Hill Post. Be kind."
    findings = {(f.what, f.value) for f in apply(text, split(text)).findings}
    assert findings == {("agency", "PTI"), ("source", "Hill Post")}


def test_explain_names_each_block_a_rule_decided() -> None:
    article = clean_text(Document("x", f"{PROSE}\n\nAdvertisement\n\n{PROSE}", "h"))
    explained = explain(article, load_rules())
    assert [(one.rule.name if one.rule else None, one.text.strip()) for one in explained] == [
        ("advertisement", "Advertisement")
    ]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [PROSE, "Advertisement", "* * *", "Share", "By Ann Lee", "© 2021 Hill Post", "x. Also Read: a b c"]
        )
        | st.text(max_size=30),
        max_size=9,
    )
)
def test_rules_keep_the_tiling(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    blocks = apply(text, split(text)).blocks
    assert "".join(text[b.raw_start : b.raw_end] for b in blocks) == text
    assert all(b.rule for b in blocks if not b.kept)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (f"3 min read {PROSE}", [("3 min read ", "read-time"), (PROSE, None)]),
        (
            f"3 min read {PROSE} With inputs from PTI.",
            [("3 min read ", "read-time"), (f"{PROSE} ", None), ("With inputs from PTI.", "agency-inputs")],
        ),
    ],
)
def test_what_is_glued_to_a_paragraph_is_cut_and_the_paragraph_left(
    text: str, pieces: list[tuple[str, str | None]]
) -> None:
    blocks = apply(text, split(text)).blocks
    assert [(text[b.raw_start : b.raw_end], b.rule) for b in blocks] == pieces


@pytest.mark.parametrize(
    ("pattern", "openings"),
    [
        ("{name} (?:is|reports on) .{1,9}", {" is ", " report"}),
        ("(?P<author>{name}), staff", {", staff"}),
        ("{name}.{1,9}", None),
        ("(?:by )?{name} is", None),
        ("by {name}", None),
    ],
)
def test_what_stands_behind_a_name(pattern: str, openings: set[str] | None) -> None:
    assert after_name(expand(pattern)) == openings


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Ann Lee covers courts.", True),
        ("University of Hull covers courts.", True),
        ("Ann Lee\ncovers courts.", True),
        ("Ann Lee cOVERS courts.", True),
        ("She covers courts.", True),
        ("she covers courts.", False),
        ("Ann Lee discovers courts.", False),
    ],
)
def test_a_rule_that_begins_with_a_name(text: str, hit: bool) -> None:
    rule = parse_rules(
        """[[rule]]
name = "beat"
role = "author-bio"
why = "Says what a reporter covers."
pattern = "{name} covers .{3,40}"
""",
        "mine",
    )
    assert bool(apply(text, [Block(0, len(text), "body", True)], rules=rule_set(rule)).blocks[0].rule) is hit


@pytest.mark.parametrize(("text", "hit"), [("Das ÜBER uns", True), ("Das über uns", True), ("Das Haus", False)])
def test_cues_beyond_ascii(text: str, hit: bool) -> None:
    rule = parse_rules(
        """[[rule]]
name = "about"
role = "navigation"
why = "A link to a page about the site."
cues = ["über"]
pattern = ".{3,40}"
""",
        "mine",
    )
    assert bool(apply(text, split(text), rules=rule_set(rule)).blocks[0].rule) is hit


def test_notices_glued_to_many_paragraphs_are_all_found() -> None:
    text = "\n".join(f"The vote came {i} days late. All rights reserved." for i in range(9_000, 9_003))
    rules = [block.rule for block in clean_text(Document("x", text, "h")).blocks]
    assert rules == [None, "copyright-line"] * 3
