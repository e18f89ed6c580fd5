"""Whose ministry it is: bodies that every state has, by the owner that the text names."""

import pytest

from flows.text.names import Context, annotate_fields
from flows.text.names.state_bodies import is_state_body
from flows.text.records import Span


@pytest.mark.parametrize(
    ("marked", "keys"),
    [
        ("Lebanon's [High Court] spoke. The [High Court] left.", ["high-court-lb", "high-court-lb"]),
        ("Russia's [Foreign Ministry] and the Ukrainian [Foreign Ministry] met; the [Foreign Ministry] left.",
         ["foreign-ministry-ru", "foreign-ministry-ua", "foreign-ministry"]),
        ("The U.S. [Supreme Court] and the [Supreme Court] of Kenya.", ["supreme-court-us", "supreme-court-ke"]),
        ("South Korea's [Foreign Ministry]", ["foreign-ministry-kr"]),
        ("the United Arab Emirates' [Foreign Ministry]", ["foreign-ministry-ae"]),
        ("In Lebanon [Health Ministry] staff", ["health-ministry"]),
        ("The [Health Ministry] spoke.", ["health-ministry"]),
        ("Kenya's [Safaricom] and the Kenyan [Red Cross]", ["safaricom", "red-cross"]),
        ("said,\nChinese\n\n[Foreign Ministry]", ["foreign-ministry"]),
    ],
)  # fmt: skip
def test_a_body_is_its_owners(marked, keys):
    text, spans, at = "", [], 0
    for piece in marked.replace("]", "[").split("["):
        if marked[at + len(piece) :].startswith("]"):
            spans.append(Span(len(text), len(text) + len(piece), "organization", 0.9))
        text, at = text + piece, at + len(piece) + 1
    mentions = annotate_fields({"body": text}, {"body": spans}, recogniser="stub", context=Context())
    found = [m for m in mentions if m.label == "organization"]
    assert [m.entity.key for m in found] == [f"organization:{key}" for key in keys]
    for m in found:
        assert m.entity.country_code == m.country_code


@pytest.mark.parametrize("text", ["Ministry", "Bank of England", "Police Federation", ""])
def test_other_names_are_no_bodies(text):
    assert not is_state_body(text)
