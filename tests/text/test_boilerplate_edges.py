"""Rules at their edges: what a pattern costs and begins with, what an entry may say, where a rule is tried."""

import pytest

from flows.text.blocks import split
from flows.text.boilerplate import apply
from flows.text.boilerplate.checks import failures
from flows.text.boilerplate.cost import cost
from flows.text.boilerplate.openings import openings
from flows.text.boilerplate.patterns import alternatives, expand
from flows.text.boilerplate.phrases import like
from flows.text.boilerplate.rule import KEPT_ROLES, Example
from flows.text.boilerplate.rules import load_rules, parse_rules, rule_set
from flows.text.errors import SettingsError
from flows.text.records import Block

PROSE = "The council voted on Tuesday to rebuild the bridge, and so ended a dispute that had lasted for nine years."

COSTS = [
    # pattern, (ways, steps) with case ignored, and with case
    ("abc", (1, 0), (1, 0)),
    ("a?", (1, 0), (1, 0)),
    ("a?b", (1, 0), (1, 0)),
    ("a?a", (2, 0), (2, 0)),
    ("a*", (1, 2000), (1, 2000)),
    ("a*b", (1, 2000), (1, 2000)),
    ("a*a", (2001, 2000), (2001, 2000)),
    ("a{2,5}a", (4, 5), (4, 5)),
    ("a{2,5}b", (1, 5), (1, 5)),
    ("a{0,1999}a", (2000, 1999), (2000, 1999)),
    ("a{0,3000}a", (2001, 2000), (2001, 2000)),
    ("a+?b", (1, 2000), (1, 2000)),
    ("a+?a", (2000, 2000), (2000, 2000)),
    (".*x", (2001, 2000), (2001, 2000)),
    (".*?x", (2001, 2000), (2001, 2000)),
    (".{3,9}x", (7, 9), (7, 9)),
    ("x.{0,9}y.{0,9}z", (100, 99), (100, 99)),
    (".{0,9}.{0,9}x", (100, 99), (100, 99)),
    ("(ab|cd)x", (1, 0), (1, 0)),
    ("(ab|a)x", (1, 0), (1, 0)),
    ("(ab|ab)x", (2, 0), (2, 0)),
    ("(a|b|a)x", (1, 0), (1, 0)),
    ("(?:ab|ac|d)x", (1, 0), (1, 0)),
    ("(?:a|b)*c", (1, 2000), (1, 2000)),
    ("(?:a|a)*c", (1000000000, 1000000000), (1000000000, 1000000000)),
    ("(?:ab|abc){0,3}d", (1, 3), (1, 3)),
    ("(?>a*)a", (1, 2000), (1, 2000)),
    ("(?>a|ab)c", (1, 2), (1, 2)),
    ("a*+b", (1, 2000), (1, 2000)),
    ("\\s++b", (1, 0), (1, 0)),
    ("(?:\\s++)+b", (1, 2000), (1, 2000)),
    ("(?:a\\s++)+b", (1, 2000), (1, 2000)),
    ("(?=a*b)c", (1, 2000), (1, 2000)),
    ("(?!a{0,9}a)c", (1, 19), (1, 19)),
    ("(?<=a)b", (1, 1), (1, 1)),
    ("(a)\\1", (1000000000, 1000000000), (1000000000, 1000000000)),
    ("[ab]*b", (2001, 2000), (2001, 2000)),
    ("[^a]*a", (1, 2000), (1, 2000)),
    ("[^a]*b", (2001, 2000), (2001, 2000)),
    ("[a-f]*g", (1, 2000), (1, 2000)),
    ("[a-f]*f", (2001, 2000), (2001, 2000)),
    ("\\d*5", (2001, 2000), (2001, 2000)),
    ("\\d*x", (1, 2000), (1, 2000)),
    ("\\D*5", (1, 2000), (1, 2000)),
    ("\\D*x", (2001, 2000), (2001, 2000)),
    ("\\w*x", (2001, 2000), (2001, 2000)),
    ("\\w* ", (1, 2000), (1, 2000)),
    ("\\W*x", (1, 2000), (1, 2000)),
    ("\\s*x", (1, 2000), (1, 2000)),
    ("\\s* ", (2001, 2000), (2001, 2000)),
    ("(?i:a)*A", (2001, 2000), (2001, 2000)),
    ("(?-i:a)*A", (2001, 2000), (1, 2000)),
    ("(?-i:a)*a", (2001, 2000), (2001, 2000)),
    ("a*A", (2001, 2000), (1, 2000)),
    ("(?:ab)*abc", (1, 2000), (1, 2000)),
    ("(?:ab)*ac", (1, 2000), (1, 2000)),
    ("(?:abc)*ab", (1001, 2000), (1001, 2000)),
    ("(?:a{1,3}){1,3}b", (27, 108), (27, 108)),
    ("(?:a?b?){2}c", (1000000000, 1000000000), (1000000000, 1000000000)),
    ("(?:a+b)*c", (1, 4000), (1, 4000)),
    ("(?:a+b?)*c", (1000000000, 1000000000), (1000000000, 1000000000)),
    ("x{5}y", (1, 5), (1, 5)),
    ("^a$", (1, 0), (1, 0)),
    ("a*$", (1, 2000), (1, 2000)),
    ("a*\\Z", (1, 2000), (1, 2000)),
    ("a*b*c*", (1, 2000), (1, 2000)),
    ("a*b*a*", (2001, 8006000), (2001, 8006000)),
    ("(?:a*)*", (1000000000, 1000000000), (1000000000, 1000000000)),
    ("(?:|a)b", (1, 0), (1, 0)),
    ("(?:a|)b", (1, 0), (1, 0)),
    ("(?:a|)a", (2, 0), (2, 0)),
    (".{0,80}(?:ab|cd)", (41, 80), (41, 80)),
    ("x.{0,80}ab.{0,80}ab", (1681, 3360), (1681, 3360)),
    ("x.{0,80}abab", (41, 80), (41, 80)),
    ("x.{0,80}aaaa", (81, 80), (81, 80)),
    ("é*É", (2001, 2000), (1, 2000)),
    ("[à-ö]*ö", (2001, 2000), (2001, 2000)),
    ("[^à]*À", (1, 2000), (2001, 2000)),
]


@pytest.mark.parametrize(("pattern", "folded", "exact"), COSTS)
def test_what_a_pattern_may_cost(pattern, folded, exact):
    assert (tuple(cost(pattern)), tuple(cost(pattern, fold=False))) == (folded, exact)


BEGINNINGS = [
    ("abc", ["abc"]),
    ("abcdefgh", ["abcdefg"]),
    ("(?:ab|cd)e", ["abe", "cde"]),
    ("a?b", ["ab", "b"]),
    ("a*b", [""]),
    ("a+b", ["a"]),
    ("(?:ab)?c", ["abc", "c"]),
    ("[abc]d", ["ad", "bd", "cd"]),
    ("[a-z]d", [""]),
    ("\\dx", ["0x", "1x", "2x", "3x", "4x", "5x", "6x", "7x", "8x", "9x"]),
    ("\\sx", [" x"]),
    ("\\s++x", [" x"]),
    ("\\s*+x", [""]),
    ("(?:\\s++)?x", [" x", "x"]),
    (".x", [""]),
    ("(?=a)b", ["b"]),
    ("^a", ["a"]),
    ("\\bA", ["a"]),
    ("(A|B)c", ["ac", "bc"]),
    ("(?>ab|c)d", ["abd", "cd"]),
    ("ab{2}c", ["ab"]),
    ("ab{0,2}c", ["a"]),
    ("(?:a{2}){2}b", ["a"]),
    ("[^a]b", [""]),
    ("[0-9]b", [""]),
    ("[aA]b", ["ab"]),
    ("[\\d.]b", [".b", "0b", "1b", "2b", "3b", "4b", "5b", "6b", "7b", "8b", "9b"]),
    ("a(?:b|c|)d", ["abd", "acd", "ad"]),
    ("", [""]),
    ("a|", [""]),
    (
        "[abcdefghijklmnop]x",
        ["ax", "bx", "cx", "dx", "ex", "fx", "gx", "hx", "ix", "jx", "kx", "lx", "mx", "nx", "ox", "px"],
    ),
    ("[abcdefghijklmnopq]x", [""]),
    ("İx", ["i̇x"]),
    ("(?P<n>ab)c", ["abc"]),
    ("a??b", ["ab", "b"]),
    ("(?:ab\\s++)+c", ["ab "]),
]


@pytest.mark.parametrize(("pattern", "wanted"), BEGINNINGS)
def test_what_matches_of_a_pattern_begin_with(pattern, wanted):
    assert sorted(openings(pattern)) == wanted


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("ab", ["ab"]),
        ("a|b", ["a", "b"]),
        ("(?:a|b)", ["a", "b"]),
        ("(?:a|b)c", ["(?:a|b)c"]),
        ("(?:a|(?:b|c))", ["a", "b", "c"]),
        ("(?:a)(?:b)", ["(?:a)(?:b)"]),
        ("(?:a|b)|(?:c|d)", ["a", "b", "c", "d"]),
        ("[|]", ["[|]"]),
        (r"\||x", [r"\|", "x"]),
        ("(?:a\n|b)", ["a\n", "b"]),
        ("(?P<n>a|b)", ["(?P<n>a|b)"]),
        ("(?:a|)", ["a", ""]),
    ],
)
def test_alternatives_of_a_pattern(pattern, parts):
    assert alternatives(pattern) == parts


def test_what_the_shorthands_stand_for():
    assert expand("a b") == r"a(?:\s++)b"
    assert expand("'") == "['’‘ʼ´`]"
    assert expand('"') == '["“”„«»]'
    assert expand("-") == "[-‐‑‒–—]"
    assert expand(r"(?P<a-b>x)\-[-] [^]x -]") == r"(?P<a-b>x)\-[-](?:\s++)[^]x -]"
    assert expand("a\nb") == "a\nb"


NAMES = ["Ann", "Ann Lee", "A&B O’Neill-Ray", "Bank of North", "A B C D E F", "J.P Ray"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_a_pattern(name):
    (rule,) = parse_rules('[[rule]]\nname = "x"\nrole = "notice"\npattern = "by {name} today"', "x")
    assert rule.regex.fullmatch(f"by {name} today")
    assert not rule.regex.fullmatch(f"by {name.lower()} today")


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("Follow us on Twitter", True),
        ("FOLLOW US ON TWITTER!!", True),
        ("Folow us on Twiter", True),
        ("Follow us on", False),
        ("Follow us on Twitter and more", False),
        ("abcdefghijklmnopqrst", False),
    ],
)
def test_phrases_are_compared_by_their_pairs_of_letters(text, alike):
    assert like(text, "Follow us on Twitter") == alike


def test_how_alike_is_enough():
    assert like("abcdefghij", "abcdefghxj") is False
    assert like("abcdefghijklmnopqrstu", "abcdefghijxlmnopqrstu") is True
    assert like("ab" * 7, "ab" * 10) is False
    assert [like("x" * size, "x" * 10) for size in (7, 8, 13, 14)] == [False, True, True, False]


# Entries


ENTRY = """
[[rule]]
name = "my-rule-2"
role = "notice"
why = "because"
scope = "tail"
part = "end"
kept = true
source = "hill-post"
languages = ["de", "en"]
pattern = "a b"
phrases = ["c"]
cues = ["d"]
list = true
max = 70
version = 3
matches = ["e", {text = "f", source = "g"}]
keeps = ["h"]
"""


def test_all_that_an_entry_says():
    (rule,) = parse_rules(ENTRY, "own.toml")
    assert (rule.name, rule.role, rule.why, rule.scope, rule.part, rule.kept) == (
        "my-rule-2", "notice", "because", "tail", "end", True,
    )  # fmt: skip
    assert (rule.source, rule.languages, rule.pattern, rule.phrases) == (
        "hill-post", frozenset({"de", "en"}), r"a(?:\s++)b", ("c",),
    )  # fmt: skip
    assert (rule.cues, rule.follows, rule.longest, rule.version) == (("d",), True, 70, 3)
    assert rule.matches == (Example("e"), Example("f", {"source": "g"}))
    assert (rule.keeps, rule.kind) == (("h",), "pattern")


@pytest.mark.parametrize("role", sorted(KEPT_ROLES | {"notice", "share", "credit"}))
def test_what_an_entry_need_not_say(role):
    (rule,) = parse_rules(f'[[rule]]\nname = "x"\nrole = "{role}"', "own.toml")
    assert (rule.why, rule.scope, rule.part, rule.source, rule.languages) == (
        "",
        "anywhere",
        "block",
        None,
        frozenset(),
    )
    assert (rule.pattern, rule.phrases, rule.cues, rule.follows, rule.longest, rule.version) == (
        None, (), (), False, 600, 1,
    )  # fmt: skip
    assert (rule.matches, rule.keeps, rule.regex, rule.kind) == ((), (), None, "structure")
    assert rule.kept == (role in ("credit", "correction", "dateline", "byline", "subtitle", "subheading"))


BAD = [
    ('name = "x"\nrole = "notice"\nwhy = 3', "rule x: why must be str, not 3"),
    ('name = "x"\nrole = "notice"\nkept = 3', "rule x: kept must be bool, not 3"),
    ('name = "x"\nrole = "notice"\nlanguages = "de"', "rule x: languages must be list"),
    ('name = "x"\nrole = "notice"\nlanguages = [1]', "rule x: languages must be a list of texts"),
    ('name = "x"\nrole = "notice"\nphrases = [1]', "rule x: phrases must be a list of texts"),
    ('name = "x"\nrole = "notice"\nlist = "yes"', "rule x: list must be bool"),
    ('name = "x"\nrole = "notice"\nversion = "1"', "rule x: version must be int"),
    ('name = "x"\nrole = "notice"\nmatches = [{source = "a"}]', "a table with one"),
    ('name = "x"\nrole = "notice"\nmatches = [{text = 3}]', "a table with one"),
    ('name = "x"\nrole = "notice"\npart = "middle"', "rule x: part is 'middle'"),
    ('name = "x"\nrole = "notice"\nscope = 3', "rule x: scope is 3"),
    ('name = "x"', "rule x: role is None"),
    ('role = "notice"', "a rule has the name None"),
    ('name = "-x"\nrole = "notice"', "a rule has the name '-x'"),
    ('name = "x--y"\nrole = "notice"', "a rule has the name"),
    ('name = "x"\nrole = "notice"\nb = 1\na = 1', "rule x: unknown key a"),
]


@pytest.mark.parametrize(("entry", "message"), BAD)
def test_what_is_wrong_with_an_entry(entry, message):
    with pytest.raises(SettingsError) as said:
        parse_rules(f"[[rule]]\n{entry}", "own.toml")
    assert message in said.value.message
    assert said.value.mend


def test_our_own_rules_are_made_once_and_those_of_a_user_go_before_them(tmp_path):
    assert load_rules() is load_rules()
    own = tmp_path / "own.toml"
    own.write_text(ENTRY, encoding="utf-8")
    assert load_rules(own).rules["my-rule-2"].version == 3
    assert list(load_rules(own).rules)[:-1] == list(load_rules().rules)
    assert parse_rules("", "x") == []
    with pytest.raises(SettingsError, match="ways"):
        parse_rules('[[rule]]\nname = "x"\nrole = "notice"\npattern = "(a+)+b"', "x")
    assert parse_rules('[[rule]]\nname = "x"\nrole = "notice"\npattern = "(a+)+b"', "x", checked=False)


def test_examples_that_fail_are_told():
    entry = '[[rule]]\nname = "x"\nrole = "notice"\npattern = "by (?P<author>\\\\w+)"\n'
    (rule,) = parse_rules(
        entry + 'matches = ["by Ann", "from Ann", {text = "by Bo", author = "Ann"}]\nkeeps = ["by Cy", "of Di"]', "x"
    )
    assert [(one.rule, one.text, one.expected) for one in failures([rule])] == [
        ("x", "from Ann", "a match"), ("x", "by Bo", "to read {'author': 'Ann'}, not {'author': 'Bo'}"),
        ("x", "by Cy", "no match"),
    ]  # fmt: skip
    assert failures(rule_set([rule])) == failures([rule])


# Where a rule is tried


def ruled(entry, *paragraphs):
    """Rule and kept of each piece of a text, by the text of the piece."""
    rules = rule_set(parse_rules(f'[[rule]]\nname = "x"\nrole = "notice"\n{entry}', "x"))
    text = "\n\n".join(paragraphs)
    blocks = apply(text, split(text), rules=rules).blocks
    assert "".join(text[block.raw_start : block.raw_end] for block in blocks) == text
    return [(text[block.raw_start : block.raw_end].strip(), block.rule, block.kept) for block in blocks]


def removed_at(entry, line, before, after):
    """Whether a rule removes a line between so many paragraphs."""
    found = ruled(entry, *[f"{PROSE} {n}" for n in range(before)], line, *[f"{n} {PROSE}" for n in range(after)])
    return any(rule for _, rule, _ in found)


@pytest.mark.parametrize(
    ("scope", "before", "after", "removed"),
    [
        ("head", 5, 20, True), ("head", 6, 20, False), ("tail", 20, 7, True), ("tail", 20, 8, False),
        ("anywhere", 20, 20, True), ("head", 20, 0, False), ("tail", 0, 20, False),
    ],
)  # fmt: skip
def test_head_and_tail_of_a_text(scope, before, after, removed):
    assert removed_at(f'pattern = "ding dong"\nscope = "{scope}"', "Ding dong", before, after) == removed


@pytest.mark.parametrize(
    ("part", "line", "before", "after", "removed"),
    [
        ("end", f"{PROSE} Ding dong.", 20, 2, True), ("end", f"{PROSE} Ding dong.", 20, 3, False),
        ("start", f"Ding dong {PROSE}", 2, 20, True), ("start", f"Ding dong {PROSE}", 3, 20, False),
        ("block", f"{PROSE} Ding dong.", 20, 0, False), ("block", f"Ding dong {PROSE}", 0, 20, False),
        ("end", f"Ding dong {PROSE}", 0, 0, False), ("start", f"{PROSE} Ding dong.", 0, 0, False),
        ("end", f"{PROSE} and ding dong.", 0, 0, False),
    ],
)  # fmt: skip
def test_what_is_glued_to_a_paragraph_is_looked_for_at_the_ends_of_a_text(part, line, before, after, removed):
    assert removed_at(f'pattern = "ding dong"\npart = "{part}"', line, before, after) == removed


@pytest.mark.parametrize(
    "line",
    ["* Ding dong", "[Ding dong]", "— ding  dong …", "  Ding\tdong.", "»Ding dong!", "► DING DONG:"],
)
def test_decoration_around_a_notice_goes_with_it(line):
    assert ruled('pattern = "ding dong"', PROSE, line, PROSE)[1][1:] == ("x", False)


def test_notices_may_follow_each_other_at_either_end():
    found = ruled('pattern = "ding \\\\d"\npart = "end"', f"{PROSE} Ding 1. Ding 2. Ding 3.")
    assert [rule for _, rule, _ in found] == [None, "x", "x", "x"]
    found = ruled('pattern = "ding \\\\d"\npart = "start"', f"Ding 1 Ding 2 {PROSE}")
    assert [rule for _, rule, _ in found] == ["x", "x", None]
    many = " ".join(f"Ding {n % 10}." for n in range(10))
    assert len(ruled('pattern = "ding \\\\d"\npart = "end"', f"{PROSE} {many}")) == 9


def test_the_longest_end_is_taken_from_the_last_forty_sentences_on():
    entry = 'pattern = "ding.*+"\npart = "end"\nmax = 2000'
    assert ruled(entry, f"{PROSE} Ding. A b. C d.")[1][0] == "Ding. A b. C d."
    assert len(ruled(entry, f"{PROSE} Ding." + " A b." * 38)) == 2
    assert len(ruled(entry, f"{PROSE} Ding." + " A b." * 40)) == 1


def test_how_long_a_match_may_be():
    assert ruled('pattern = "ding.*+"\nmax = 20', PROSE, "Ding " + "x" * 15)[1][1] == "x"
    assert ruled('pattern = "ding.*+"\nmax = 20', PROSE, "Ding " + "x" * 16)[1][1] is None
    assert ruled('pattern = "ding.*+"\nmax = 20', PROSE, "Ding " + "x" * 15 + "...")[1][1] == "x"


def test_cues_must_be_there():
    entry = 'phrases = ["Follow us on Twitter"]\ncues = ["twitter", "x.com"]'
    assert ruled(entry, PROSE, "Folow us on TWITTER")[1][1] == "x"
    assert ruled(entry, PROSE, "Follow us on Twiter")[1][1] is None


def test_a_list_of_headlines_goes_with_its_heading():
    lines = [f"Bridge number {n} opens" for n in range(16)]
    found = ruled('pattern = "also read"\nlist = true', PROSE, "Also read", *lines, PROSE)
    assert [rule for _, rule, _ in found] == [None, "x", *["x"] * 15, None, None]
    found = ruled('pattern = "also read"\nlist = true', PROSE, "Also read", lines[0], PROSE, lines[1])
    assert [rule for _, rule, _ in found] == [None, "x", "x", None, None]
    found = ruled('pattern = "also read"', PROSE, "Also read", lines[0], PROSE)
    assert [rule for _, rule, _ in found] == [None, "x", None, None]


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Bridge is it", True), ("Bridge isit", False), ("A b c d e f", False), ("A b c d e fg", True),
        ("Bridge opens in May.", False), ("Bridge opens in “May.”", False), ("Will it open now?", False),
        ("Br " + "x" * 173 + " y z", True), ("Br " + "x" * 174 + " y z", False),
    ],
)  # fmt: skip
def test_what_a_headline_in_a_list_looks_like(line, is_one):
    found = ruled('pattern = "also read"\nlist = true', PROSE, "Also read", line, PROSE)
    assert (found[2][1] == "x") == is_one


def test_a_block_of_decoration_alone_is_an_ornament():
    assert [block.rule for block in apply("* * *", split("* * *")).blocks] == ["ornament"]
    assert ruled('pattern = "ding"', PROSE, "* * *", PROSE)[1][1] is None


def test_blocks_that_are_removed_or_of_another_role_are_left():
    text = "Advertisement"
    for block in (Block(0, 13, "share", False, "y"), Block(0, 13, "title", True)):
        assert apply(text, [block]).blocks == (block,)


def test_a_kept_role_stays_and_what_its_groups_read_is_told():
    rules = rule_set(parse_rules(
        '[[rule]]\nname = "x"\nrole = "byline"\npattern = "by (?P<author>{name})( with (?P<author2>{name}))?"', "x"
    ))  # fmt: skip
    text = f"By Ann\u00a0Lee with Bo Ray\n\n{PROSE}"
    applied = apply(text, split(text), rules=rules)
    assert [(block.role, block.rule, block.kept) for block in applied.blocks] == [
        ("byline", "x", True), ("body", None, True),
    ]  # fmt: skip
    assert [(one.rule, one.what, one.value, text[one.start : one.end]) for one in applied.findings] == [
        ("x", "author", "Ann Lee", "Ann\u00a0Lee"), ("x", "author", "Bo Ray", "Bo Ray"),
    ]  # fmt: skip
