"""Markup → a tree of what a reader sees. The only module that touches lxml; the rest knows `Element`.

What counts as text of the page: what stands in its body, without scripts, styles, templates, drawings, embedded
players, form controls that hold choices, and elements hidden by the `hidden` attribute or an inline style. A
`noscript` is a stand-in for what a script would load: it is text when it is long enough to be the article itself.
"""

import re
from collections.abc import Iterator
from typing import Any, Protocol, cast

from lxml import etree

from flows.text.errors import EmptyText, TooLarge

MAX_CHARACTERS = 12_000_000
"""Pages above this are refused: the largest news pages with inlined pictures stay well below it."""

MAX_ELEMENTS = 120_000
"""More elements than this are a data dump or an attack, not an article."""

MAX_ATTRIBUTES = 2_000
"""Attributes of one element: the parser compares each with all others."""

LONG_PIECE = re.compile(f"<[^<]{{{4 * MAX_ATTRIBUTES},}}")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")

MAX_SAID = 400
"""Elements of the head that are looked at."""

UNSEEN = (
    "script", "style", "template", "svg", "iframe", "object", "embed", "applet", "video", "audio", "canvas", "map",
    "select", "datalist", "textarea", "noframes", "frameset", "head", "annotation", "annotation-xml", "dialog",
    "progress", "meter", "amp-state", "amp-analytics", "amp-ad", "amp-iframe", "amp-script",
)  # fmt: skip
"""Elements whose content is not text of the page."""

NOSCRIPT_WORDS = 60
"""A `noscript` with at least so many words is a body that a script would have replaced, not a plea to enable one."""

_STYLE = "translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ \t\n', 'abcdefghijklmnopqrstuvwxyz')"
HIDDEN = etree.XPath(
    f"//*[@hidden or (@style and (contains({_STYLE}, 'display:none') or contains({_STYLE}, 'visibility:hidden')))]"
)
CUSTOM = etree.XPath(
    "//*[contains(name(), '-') and (text() or */text() or */*/text())"
    " and not(*[not(self::a or self::span or self::b or self::i or self::em or self::strong or self::sup"
    " or self::sub)])]"
)
WORDY = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "span", "b", "i", "em", "strong", "sup", "sub"})
"""What holds words: an invented element that holds no box, in one of these, is a word of the line."""

SAYS = etree.XPath(
    "//head//title[1] | //meta[@content and (@property or @name or @itemprop or @http-equiv)]"
    " | //link[@rel='canonical'] | //script[@type='application/ld+json']"
)

AUTHOR_LINKS = etree.XPath("//a[@rel='author']")


class Element(Protocol):
    """The part of lxml's element that dateline uses."""

    tag: str
    text: str | None
    tail: str | None

    def get(self, key: str, default: str = "") -> str:
        """Value of an attribute."""
        ...

    def iter(self, *tags: str) -> Iterator["Element"]:
        """Itself and what it holds, in document order."""
        ...

    def itertext(self) -> Iterator[str]:
        """Each piece of text in it."""
        ...

    def getparent(self) -> "Element | None":
        """What holds it."""
        ...

    def find(self, path: str) -> "Element | None":
        """First match of a simple path."""
        ...


def parse(markup: str) -> Element:
    """Parse decoded markup, however broken; an XML declaration or a `meta charset` in it has no say any more.

    Raises TooLarge past `MAX_CHARACTERS` or `MAX_ELEMENTS`, EmptyText when there is no element at all.
    """
    if len(markup) > MAX_CHARACTERS:
        raise TooLarge(f"page of {len(markup):,} characters", f"split it, or keep it below {MAX_CHARACTERS:,}")
    if markup.count("<") > 3 * MAX_ELEMENTS:
        raise TooLarge("page of too many elements", f"split it, or keep it below {MAX_ELEMENTS:,} elements")
    if any(_attributes(piece[0][1:]) > MAX_ATTRIBUTES for piece in LONG_PIECE.finditer(markup)):
        raise TooLarge("element of too many attributes", "look whether the page is whole, and shorten it")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(markup.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise EmptyText("page without any element", "look whether the file is complete")
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log.filter_from_fatals()):
        raise TooLarge("elements nested too deep", "look whether the page closes its elements, and mend that")
    return cast(Element, root)


def _attributes(piece: str) -> int:
    """At most how many attributes a tag has whose text, without its opening, starts `piece`."""
    bare = QUOTED.sub("", piece).partition(">")[0]
    return max(bare.count("="), len(bare.split())) if bare[:1].isalpha() else 0


def head_markup(root: Element) -> str:
    """Markup of what the page says of itself alone: title, meta, links to itself, JSON-LD; a page of its own."""
    pieces = [
        etree.tostring(cast(Any, element), encoding="unicode", with_tail=False) for element in SAYS(root)[:MAX_SAID]
    ]
    return f"<html><head>{''.join(pieces)}</head></html>"


def relieve(root: Element) -> None:
    """Take out of the tree, in place, what nobody sees (the module says what that is)."""
    etree.strip_elements(root, *UNSEEN, with_tail=False)
    for stand_in in list(root.iter("noscript")):
        if sum(len(piece.split()) for piece in stand_in.itertext()) < NOSCRIPT_WORDS:
            _drop(stand_in)
    for hidden in HIDDEN(root):
        if hidden.tag not in ("html", "body"):
            _drop(hidden)
    for custom in CUSTOM(root):
        if custom.getparent().tag in WORDY:
            custom.tag = "span"


def _drop(element: Element) -> None:
    """Empty the element: cheaper than unhooking it, and its tail stays where it is."""
    cast(Any, element).clear(keep_tail=True)


class Steps(Protocol):
    """Goes through a tree: `("start", element)` and `("end", element)`."""

    def __iter__(self) -> Iterator[tuple[str, Element]]:
        """In document order."""
        ...

    def skip_subtree(self) -> None:
        """Do not go into the element just started."""
        ...


def steps(root: Element) -> Steps:
    """`("start", element)` and `("end", element)` in document order, without recursion: depth costs nothing."""
    return cast(Steps, etree.iterwalk(cast(Any, root), events=("start", "end")))
