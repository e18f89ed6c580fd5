"""Roles as written before a person's name."""

import pytest

from flows.text.roles import country_of, role_before

CASES = [
    ("Chinese Foreign Minister [Qin Gang] spoke", "Chinese Foreign Minister", "CN"),
    ("The Chinese Foreign Minister, [Qin Gang], spoke", "Chinese Foreign Minister", "CN"),
    ("said former U.S. President [Bill Clinton]", "former U.S. President", "US"),
    ("Ukraine's President [Volodymyr Zelenskiy]", "President", "UA"),
    ("President of Kenya [William Ruto]", "President of Kenya", "KE"),
    ("Prime Minister [Rishi Sunak]", "Prime Minister", None),
    ("Acting Attorney General [Sally Yates]", "Acting Attorney General", None),
    ("president-elect [Bola Tinubu]", "president-elect", None),
    ("Acme chief executive officer [Jane Roe]", "Acme chief executive officer", None),
    ("said Sen. [John McCain]", "Sen.", None),
    ("South Korean President [Moon Jae-in]", "South Korean President", "KR"),
    ("The minister met [Qin Gang]", None, None),
    ("In Washington, [Qin Gang]", None, None),
    ("He saw the president.\n[Qin Gang]", None, None),
    ("[Qin Gang] spoke", None, None),
]


@pytest.mark.parametrize(("marked", "role", "country"), CASES)
def test_roles(marked: str, role: str | None, country: str | None):
    start = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    found = role_before(text, start)
    assert (text[slice(*found)] if found else None) == role
    assert (country_of(text, found) if found else None) == country
