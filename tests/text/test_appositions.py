"""Roles as written behind a person's name."""

import pytest

from flows.text.appositions import country_behind, role_after

CASES = [
    ("[Qin Gang], China's foreign minister, said", "foreign minister", "CN"),
    ("[Jane Doe], a spokeswoman for Acme, said", "spokeswoman for Acme", None),
    ("[Jane Doe], spokeswoman for the ministry, said", "spokeswoman for the ministry", None),
    ("said [Jane Doe], the president of Kenya.", "president of Kenya", "KE"),
    ("said [Jane Doe], director of the Center for Peace Studies.", "director of the Center for Peace Studies", None),
    ("[Jane Doe], Britain's ambassador to China, left", "ambassador to China", "GB"),
    ("[Jane Doe], the U.S. secretary of state, said", "U.S. secretary of state", "US"),
    ("[Jane Doe], now a professor at Oxford University, agreed", "professor at Oxford University", None),
    ("[Jane Doe], said the minister, who left", None, None),
    ("[Jane Doe], 42, a teacher, left", None, None),
    ("[Jane Doe], who is president of Kenya, left", None, None),
    ("[Jane Doe], Paris and the minister", None, None),
    ("[Jane Doe] and the minister, left", None, None),
    ("[Jane Doe],", None, None),
    ("[Jane Doe], ", None, None),
    ("[Jane Doe], the", None, None),
]


@pytest.mark.parametrize(("marked", "role", "country"), CASES)
def test_roles_behind(marked: str, role: str | None, country: str | None) -> None:
    end = marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    found = role_after(text, end)
    assert (text[slice(*found)] if found else None) == role
    assert (country_behind(text, found) if found else None) == country


def test_a_long_row_of_offices_is_no_role() -> None:
    assert role_after("Jane Doe, " + "minister of " * 5_000, 8) is not None
    assert role_after("Jane Doe, " + "very " * 5_000, 8) is None
