import pytest

from flows.text.pages.credits import ends_with_credit
from flows.text.pages.pointers import ANNOUNCES_RULE, LONE_LINK_RULE, pointers
from flows.text.pages.walk import Box, Line

BODY = Box("div", "article-body", None, 0)
PROSE = "The council closed the bridge overnight, and nobody who had crossed it that day was told why, or for how long."


def line(text: str, linked: bool = False, tag: str = "p", row: bool = False) -> Line:
    return Line(text, Box(tag, "", BODY, 1), linked=len(text) if linked else 0, row=row)


CREDITS = [
    "Protesters on the bridge (Image: GETTY )",
    "The bridge in March (Foto: Jan Holt)",
    "The weasel in its winter coat. (jholt / iStock.com)",
    "A worker loads a lorry in Hialeah, Fla. (AP Photo/Alan Holt, File)",
    "The plague was seen in marmotsCredit: The Norwick Times",
    "Half of the prison is empty. Photo: Alva Reyes",
    "Crédits photos : Agence Holt",
    "Lee Holt at the masters. | © Augusta/Getty Images",
    "It isn't easy.Kathrin Holt/Getty",
    "© Jane Holt",
]
NO_CREDITS = [
    "The council agreed, the agency reports. (dpa)",
    "He gave her the credit: without her the bridge would have fallen.",
    "The images (photographs of the piers) were lost.",
    "She showed one more photo: the pier, a day before.",
    "© 2024 Norwick Courier.",
    "They met at the corner of Elm and/or Oak",
    f"{PROSE} {PROSE} {PROSE} (Image: Getty)",
]


@pytest.mark.parametrize("text", CREDITS)
def test_captions_end_with_a_credit(text: str) -> None:
    assert ends_with_credit(line(text))


@pytest.mark.parametrize("text", NO_CREDITS)
def test_what_is_no_credit(text: str) -> None:
    assert not ends_with_credit(line(text))


def found(*lines: Line, gone: frozenset[int] = frozenset()) -> dict[int, str]:
    prose = [line(PROSE) for _ in range(4)]
    scores = [0.9] * len(prose) + [0.1 if at in gone else 0.9 for at in range(len(lines))] + [0.9]
    return {at - 4: rule for at, rule in pointers([*prose, *lines, line(PROSE)], scores, 0.5).items()}


LONE = line("Ten bridges that closed in a night", linked=True)


def test_a_headline_that_is_a_link_points_elsewhere() -> None:
    assert found(LONE) == {0: LONE_LINK_RULE}


@pytest.mark.parametrize(
    "lines",
    [
        (line("The report is on the council's page.", linked=True),),
        (line("See here", linked=True),),
        (line("Ten bridges that closed in a night", linked=True, tag="h2"),),
        (LONE, line("Five ferries that came too late", linked=True)),
        (line("Ten bridges that closed in a night"),),
    ],
    ids=["a sentence", "two words", "a heading", "links below each other", "no link"],
)
def test_links_that_stay(lines: tuple[Line, ...]) -> None:
    assert found(*lines) == {}


def test_links_that_are_the_text_stay() -> None:
    between = [one for n in range(3) for one in (line(f"Bridge number {n} of the north", linked=True), line("Open."))]
    scores = [0.9] * len(between)
    assert pointers(between, scores, 0.5) == {}


def test_what_announces_links_goes_with_them() -> None:
    announced = line("More about bridges:")
    assert found(announced, LONE, gone=frozenset({1})) == {0: ANNOUNCES_RULE}
    assert found(announced, line(PROSE), gone=frozenset({1})) == {}, "what follows is no link"
    assert found(line("Score:", row=True), LONE, gone=frozenset({1})) == {}, "a row of a table"
