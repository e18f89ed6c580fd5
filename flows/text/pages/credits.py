"""Captions told by how they end: with the credit of a picture, "(Image: GETTY)", "… the flood. Credit: Jane Doe"."""

import re
from typing import Final

from flows.text.pages.walk import Line

LONGEST: Final = 45
"""Words of a caption."""

_END: Final = 110
"""Characters at a line's end in which a credit stands."""

_AGENCY: Final = (
    r"(?:getty(?: images)?|reuters|afp|ap|epa|efe|dpa|shutterstock|istock(?:photo)?(?:\.com)?|adobe ?stock|alamy"
    r"|pixabay|unsplash|pexels|imago(?: images)?|picture[ -]alliance)"
)
_GIVEN: Final = (
    r"(?:image|photo(?:graph)?|foto|picture|pic|bild|credit|cr[ée]dit|imagen)s?(?: (?:credits?|photos?))?"
    r" ?(?::|©|/|\bby\b|\bcourtesy\b)"
)
_MARKS: Final = re.compile("[(©:/]")
_CREDIT: Final = re.compile(
    # in brackets at the end: a word for a picture, somebody before an agency's name, the agency's own form
    rf"\( ?(?:{_GIVEN}[^()]{{2,70}}|[^()]{{2,60}}/ ?{_AGENCY}[^()]{{0,30}}|ap photo[^()]{{0,60}})\)\Z"
    # behind a whole sentence, or glued to it
    r"|(?:\A|(?<=[.!?…)\]\"”]) ?|(?-i:(?<=[a-zß-ÿ])(?=[A-Z])))"
    rf"(?:{_GIVEN} ?(?-i:[A-ZÀ-Þ©])|© ?(?-i:[A-ZÀ-Þ]))[^.:;!?]{{1,60}}\Z"
    # behind a bar; and a name with its agency
    rf"|\| ?© ?\D[^.|]{{1,60}}\Z|\w[.'’]? ?/ ?{_AGENCY}\Z",
    re.IGNORECASE,
)


def ends_with_credit(line: Line) -> bool:
    """Whether the line is as short as a caption and ends with the credit of a picture."""
    tail = line.text[-_END:]
    return _MARKS.search(tail) is not None and line.text.count(" ") < LONGEST and _CREDIT.search(tail) is not None
