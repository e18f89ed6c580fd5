"""What saves time must never decide: a rule, a mend or a mark passed over is one that would have done nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text import language
from flows.text.boilerplate.checks import failures
from flows.text.boilerplate.cues import cue_finder
from flows.text.boilerplate.hits import _is_longer, hits_in
from flows.text.boilerplate.patterns import after_name, compiled, expand, name_before
from flows.text.boilerplate.rule import Example
from flows.text.boilerplate.rules import load_rules, parse_rules
from flows.text.boilerplate.tables import RIGHT, Beginnings, Plan
from flows.text.language import detect
from flows.text.normalise import look_at, paragraph

PIECES = {  # parts of patterns, each with texts that it matches
    " ": [" ", "  ", "\u00a0", "\n"], r"\s\s": ["  ", " \t"], " ?": ["", " "], "is": ["is", "IS", "i\u017f", "\u0130s"],
    "(?:reports|covers)": ["reports", "Covers", "report\u017f"], "İ": ["İ", "i", "I", "ı"], "k": ["k", "\u212a", "K"],
    "[.,]": [".", ","], r"\d{1,3}": ["7", "42", "\u0663"], "(?:a|an|the)?": ["", "a", "AN"], "ς": ["ς", "σ", "Σ"],
    "(?-i:On)": ["On"], "'s": ["'s", "’s"], "-": ["-", "–", "—"], "ß": ["ß", "ẞ"], "(?!x)": [""], "w*": ["", "www"],
}  # fmt: skip
NAMES = ["Ann Lee", "AP", "Bank of the West", "O’Neill-Ray Jr", "3M", "Ada"]


@given(st.sampled_from(NAMES), st.lists(st.sampled_from(sorted(PIECES)), min_size=1, max_size=6), st.data())
def test_what_a_pattern_matches_stands_behind_a_name_as_was_foreseen(name, pieces, data):
    text = name + "".join(data.draw(st.sampled_from(PIECES[piece])) for piece in pieces)
    pattern = expand("{name}" + "".join(pieces))
    openings = after_name(pattern)
    if openings and compiled(pattern).match(text):
        assert name_before(openings).match(text)


def test_a_name_before_is_told_from_prose():
    before = name_before(frozenset([", ", " repor"]))
    assert before.match("Ann Lee, who") and before.match("Ann LEE  REPORTED")
    assert not before.match("Ann Lee wrote") and not before.match("ann lee, who")


def test_the_last_letters_of_a_text_say_nothing_of_longer_ones():
    beginnings = Beginnings([*load_rules().rules.values()])
    assert not any(one.rule.name == "tag-list" for one in beginnings.at("Top", 0).tries)
    assert any(one.rule.name == "tag-list" for one in beginnings.at("Topics: rail, mill", 0).tries)


@given(st.text(st.sampled_from([*"aZ.,;: \n…)_#🚨-é"]), max_size=40), st.integers(0, 40), st.integers(0, 3))
def test_only_what_is_longer_without_its_end_marks_is_taken_for_longer(text, longest, first):
    if _is_longer(text, first, len(text), longest):
        assert len(text[first:].rstrip(RIGHT)) > longest


def test_points_are_an_ornament_whatever_text_began_with_them_before():
    tables = Plan(load_rules(), None, None).of(8, 8)
    assert not hits_in("...and so the mill was sold.", 0, 28, tables)
    assert [hit.rule.name for hit in hits_in("...\nThe mill", 0, 4, tables)] == ["ornament"]


@given(st.lists(st.text(st.sampled_from([*"tThHeE coms\n\u017f\u0130-("]), max_size=9), min_size=1, max_size=12))
def test_what_is_remembered_of_first_letters_is_what_a_look_at_them_tells(texts):
    rules = [*load_rules().rules.values()][:12]
    beginnings = Beginnings(rules)
    for text in [*texts, *texts]:
        assert beginnings.at(text, 0) == Beginnings(rules).at(text, 0)


@pytest.mark.parametrize(
    ("cues", "text", "there"),
    [
        (["contributed"], "Ann Lee CONTRIBUTED to this", True), (["contributed"], "Ann Lee’s contribution", False),
        (["posted", "published"], "“Published” in May", True), (["é"], "CAFÉ", True), (["é", "tea"], "Tea", True),
        (["é", "tea"], "Kaffee", False),
    ],
)  # fmt: skip
def test_cues(cues, text, there):
    found = cue_finder(cues)
    assert found and found(text) == there


def test_a_rule_without_cues_has_no_finder():
    assert cue_finder([]) is None


USERS = """
[[rule]]
name = "harbour-name"
role = "notice"
why = "A rule that begins with a name."
pattern = '{name},? (?:İstanbul|reports|is) .{1,40}'
matches = ["Ann Lee, İstanbul office", "Ann Lee  REPORTS on fish", "Ada is\u00a0here", "Ann Lee report\u017f it all"]
keeps = ["Ann Lee wrote of fish.", "ann lee reports on fish"]

[[rule]]
name = "harbour-cue"
role = "notice"
why = "A rule with cues, one of them no English word."
cues = ["fähre", "ferry"]
pattern = '.{0,30}(?:ferry|fähre) .{1,40}'
matches = ["FÄHRE nach Oslo", "The FERRY to Oslo"]
keeps = ["The train to Oslo"]
"""


def test_rules_of_a_user_do_what_their_examples_say():
    assert failures(parse_rules(USERS, "mine.toml")) == []


def test_our_rules_match_their_examples_in_capitals_and_with_wide_blanks():
    for rule in load_rules().rules.values():
        texts = [
            changed(one.text) for one in rule.matches for changed in (str.upper, lambda text: text.replace(" ", "  "))
        ]
        alike = [text for text in texts if len(text) <= rule.longest and rule.regex and rule.regex.fullmatch(text)]
        said = replace(rule, matches=tuple(map(Example, alike)), keeps=(), unspoken=False)
        assert failures([said]) == []


ALPHABET = [*"aB.é’&;\u00ad\u200b\u0301\u00a0\u2028\t\r\x07â€™Ã©\ud83d \ue000ı가\u1100", "  "]


PARTS = st.lists(st.sampled_from(ALPHABET), max_size=30).map("".join)


@given(PARTS, PARTS)
def test_a_part_without_rough_characters_needs_no_mend(part, rest):
    look = look_at(part + "\n" + rest)
    if not any(mark in part.strip("\n") for mark in look.rough) and "\n" not in part.strip("\n"):
        assert paragraph(part, look.mends) == (part.strip(), {})
    if not any(mark in part.strip() for mark in look.rough) and "\n" not in part.strip():
        assert paragraph(part, look.mends)[0] == part.strip()


LETTERS = [
    chr(code) for code in (*range(32, 0x180), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x20AC, 0x2122)
]


@given(st.lists(st.sampled_from([*LETTERS, "the ", "der ", " les ", "não ", "är ", "ing "]), max_size=80))
def test_a_language_is_read_the_same_from_bytes_and_from_letters(letters):
    text = "".join(letters)
    with pytest.MonkeyPatch.context() as changed:
        read = detect(text)
        changed.setattr(language, "_in_western", lambda _: None)
        assert detect(text) == read
