"""Document of markup → Article: the whole journey of a page on one page."""

from flows.text.body import rebuild
from flows.text.errors import EmptyText
from flows.text.pages import tree
from flows.text.pages.walk import Box, Line, lines_of
from flows.text.records import Article, Block, Document, Role

FALLBACK_RULE = "best-container@0"


def clean_page(document: Document) -> Article:
    """Clean the markup in `document.content`; `text` is all of the page as rendered to lines, blocks tile it.

    What counts as text of the page is said in `flows.text.pages.tree`. Raises TooLarge past its limits and EmptyText
    when the page shows no text.
    """
    root = tree.parse(document.content)
    head = root.findtext(".//title") if hasattr(root, "findtext") else None
    tree.relieve(root)
    lines, _ = lines_of(root)
    if not lines:
        raise EmptyText("page without any visible text", "look whether it is loaded by scripts, and save it rendered")
    text = "".join(f"{line.text}\n" for line in lines)
    rebuilt = rebuild(text, blocks_of(lines))
    title = " ".join(head.split()) if head else None
    return Article(document, text, rebuilt.blocks, rebuilt.body, title=title or None, repairs=rebuilt.repairs)


def render(document: Document) -> str:
    """All visible text of the page, one block a line: what `Article.text` of the cleaned page is."""
    root = tree.parse(document.content)
    tree.relieve(root)
    return "".join(f"{line.text}\n" for line in lines_of(root)[0])


def blocks_of(lines: list[Line]) -> list[Block]:
    """Tile the text with a block a line; those in the box with most paragraph text stay."""
    best = best_box(lines)
    blocks, at = [], 0
    for line in lines:
        end = at + len(line.text) + 1
        kept = inside(line.box, best) and line.linked * 2 < len(line.text)
        role: Role = "body" if kept else "navigation"
        blocks.append(Block(at, end, role, kept, FALLBACK_RULE))
        at = end
    return blocks


def best_box(lines: list[Line]) -> Box:
    """The box whose paragraphs, as its children or grandchildren, hold most unlinked text."""
    scores: dict[int, float] = {}
    boxes: dict[int, Box] = {}
    for line in lines:
        worth = max(0, len(line.text) - 2 * line.linked) if len(line.text) > 60 else 0
        box: Box | None = line.box if line.box.tag not in ("p", "li", "blockquote") else line.box.parent
        for share in (1.0, 0.5, 0.25):
            if box is not None:
                scores[box.index] = scores.get(box.index, 0.0) + worth * share
                boxes[box.index] = box
                box = box.parent
    return boxes[max(sorted(scores), key=lambda index: scores[index])]


def inside(box: Box | None, outer: Box) -> bool:
    """Whether `box` is `outer` or stands in it."""
    while box is not None and box.depth >= outer.depth:
        if box is outer:
            return True
        box = box.parent
    return False
