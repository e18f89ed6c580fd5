"""Text files that press databases give out: many articles in one file, each under a head and above a tail of labels.

What is told apart is how such files are laid out, not who wrote them: `nexis` (numbered documents, or each closed by
"End of Document"), `factiva` (two letters before each field), `proquest` (numbered, with labels in words). A reader
cuts the file, cleaning takes head and tail off.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from flows.text.press_exports import factiva, nexis, proquest
from flows.text.press_exports.parsed import Parsed

__all__ = ["LAYOUTS", "Layout", "Parsed", "layout_of"]


class Layout(Protocol):
    """How one database writes its files."""

    def is_here(self, text: str) -> bool:
        """Whether a file is laid out so; cheap, for every plain text is asked."""
        ...

    def documents(self, text: str) -> list[tuple[int, int]]:
        """The ranges of its documents; they tile the text."""
        ...

    def parse(self, text: str) -> Parsed:
        """What one document says of itself, and where its text stands."""
        ...


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {"text/x-nexis": nexis, "text/x-factiva": factiva, "text/x-proquest": proquest}
)
"""By the media type that a document of each layout has."""


def layout_of(text: str) -> str | None:
    """The media type of a file that is laid out as a press database does it, or null.

    >>> layout_of("1 of 2 DOCUMENTS") is None
    True
    """
    return next((name for name, layout in LAYOUTS.items() if layout.is_here(text)), None)
