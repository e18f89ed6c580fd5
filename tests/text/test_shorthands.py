"""Shorthands of patterns, and patterns in a list."""

import re
from pathlib import Path

import pytest

from flows.text.boilerplate.checks import failures
from flows.text.boilerplate.rules import load_rules, parse_rules
from flows.text.boilerplate.shorthands import read_shorthands, written_out
from flows.text.errors import SettingsError

RULE = '[[rule]]\nname = "x"\nrole = "notice"\n'
OWN = """
[shorthand]
harbour = "(?:harbour|harbor)"
harbour_paper = "{harbour} (?:times|post)"

[[rule]]
name = "harbour-edition"
role = "notice"
why = "A paper says of which day its edition is."
pattern = ["{harbour_paper}, edition of {date}", "(?P<source>{name}) on {weekday}"]
matches = [
  "Harbor Times, edition of 5 May 2021",
  { text = "Hill Post on Monday", source = "Hill Post" },
]
keeps = ["Harbour Times, edition of the morning", "hill post on Monday", "Monday"]
"""


def test_a_file_of_a_user_has_our_shorthands_and_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    rule = load_rules(own).rules["harbour-edition"]
    assert failures([rule]) == []
    assert rule.pattern is not None
    assert "{" not in re.sub(r"\{\d+(?:,\d*)?\}", "", rule.pattern)


def test_a_list_of_patterns_is_one_that_any_of_them_meets() -> None:
    listed, written = (
        parse_rules(f"{RULE}pattern = {pattern}", "own.toml")[0].pattern
        for pattern in ('["ding|dong", "{year}"]', '"(?:ding|dong|{year})"')
    )
    assert listed == written == "(?:ding|dong|(?:19|20)\\d\\d)"
    assert parse_rules(f"{RULE}pattern = []", "own.toml")[0].pattern is None


def test_a_shorthand_takes_the_place_of_ours_in_its_own_file_alone() -> None:
    assert (
        parse_rules(f'[shorthand]\nyear = "2021"\n{RULE}pattern = "of {{year}}"', "a")[0].pattern == r"of(?:\s++)2021"
    )
    assert parse_rules(f'{RULE}pattern = "of {{year}}"', "b")[0].pattern == r"of(?:\s++)(?:19|20)\d\d"


@pytest.mark.parametrize(
    ("pattern", "shorthands", "written"),
    [
        ("{a}{a}", {"a": "x"}, "xx"),
        (r"\{a}", {"a": "x"}, r"\{a}"),
        (r"\\{a}", {"a": "x"}, r"\\x"),
        ("{name} {a_b}", {"a_b": "y"}, "{name} y"),
        ("y{2}{1,3}{,4}", {}, "y{2}{1,3}{,4}"),
    ],
)
def test_what_is_written_out(pattern: str, shorthands: dict[str, str], written: str) -> None:
    assert written_out(pattern, shorthands, "rule x") == written


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (f'{RULE}pattern = "of {{dat}}"', r"rule x: nothing is known as \{dat\}"),
        ('[shorthand]\na = "{b}"\nb = "c"', r"shorthand a: nothing is known as \{b\}"),
        ("[shorthand]\na = 3", "table of texts"),
        ('shorthand = "a"', "table of texts"),
        ('[shorthand]\nname = "a"', "a shorthand has the name 'name'"),
        ('[shorthand]\nDate = "a"', "a shorthand has the name 'Date'"),
        (f"{RULE}pattern = [3]", "rule x: pattern must be a list of texts"),
        (f"{RULE}pattern = 3", "rule x: pattern must be str"),
        (f'[shorthand]\na = "(b+)+"\n{RULE}pattern = "{{a}}c"', "ways"),
        (f'[shorthand]\na = "(b"\n{RULE}pattern = "{{a}}c"', "no regular expression"),
    ],
)
def test_what_is_wrong_is_said_with_a_mend(toml: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message) as said:
        parse_rules(toml, "own.toml")
    assert said.value.mend


def test_ours_are_all_used() -> None:
    text = (Path(__file__).parents[2] / "flows/text/boilerplate.toml").read_text(encoding="utf-8")
    ours = re.findall(r"^(\w+) = '", text.partition("[[rule]]")[0], re.MULTILINE)
    assert ours == list(read_shorthands(dict.fromkeys(ours, "x"), {}))
    assert [name for name in ours if f"{{{name}}}" not in text] == []
