"""The one place where a body is made: kept blocks, each normalised, in their order.

A body depends on nothing but the stored text and its blocks, so anyone can rebuild it and compare.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flows.text.mends import Mend
from flows.text.normalise import Look, look_at, normalise, paragraph, total
from flows.text.records import BODY_ROLES, Block

PARAGRAPH_BREAK = "\n\n"
_LINED_ROLES = frozenset({"list", "table"})  # their line breaks carry meaning
_LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_LINE_BREAK = re.compile(f"[{_LINE_ENDS}]")


_new = tuple.__new__  # makes a block in half the time of Block(…); one is made for each paragraph


class Rebuilt(NamedTuple):
    """A body, the blocks with their place in it, and what normalisation mended by name."""

    body: str
    blocks: tuple[Block, ...]
    repairs: Mapping[str, int]


def rebuild(text: str, blocks: Iterable[Block], look: Look | None = None) -> Rebuilt:
    """Make the body of `text` from `blocks`, which tile it; `look` is a look at the text, where there was one.

    Blocks that are kept and have a role of the body are normalised and joined by a blank line, or by a space when no
    line break of the text stands between them (a notice cut out of a paragraph leaves two pieces of one).
    """
    mends, rough, _ = look or look_at(text)
    plain = not rough
    parts: list[str] = []
    placed: list[Block] = []
    repairs: list[Mapping[str, int]] = []
    at, apart = 0, True
    for block in blocks:
        raw_start, raw_end, role, kept, rule, score, body_start, _ = block
        piece = text[raw_start:raw_end].strip("\n") if kept and role in BODY_ROLES else ""
        if piece and (
            "\n" in piece
            or piece[0] == " "
            or piece[-1] == " "
            or (rough and (role in _LINED_ROLES or any(map(piece.__contains__, rough))))
        ):
            raw = text[raw_start:raw_end]
            if piece[0] == " " or piece[-1] == " ":
                piece, plain = raw.strip(), plain and not _has_ragged_lines(text)
            if not plain or "\n" in piece:
                piece, mended = _clean(raw, role in _LINED_ROLES, mends)
                if mended:
                    repairs.append(mended)
        if not piece:
            placed.append(block if body_start is None else block._replace(body_start=None, body_end=None))
            apart = apart or _ends_line(text[raw_start:raw_end])
            continue
        if parts:
            parted = apart or (text[raw_start].isspace() and _starts_line(text[raw_start:raw_end]))
            gap = PARAGRAPH_BREAK if parted else " "
            parts.append(gap)
            at += len(gap)
        parts.append(piece)
        end = at + len(piece)
        placed.append(_new(Block, (raw_start, raw_end, role, True, rule, score, at, end)))
        at = end
        apart = text[raw_end - 1] == "\n" or _ends_line(text[raw_start:raw_end])
    return Rebuilt("".join(parts), tuple(placed), total(repairs) if repairs else {})


def _clean(raw: str, lined: bool, mends: tuple[tuple[str, Mend], ...]) -> tuple[str, dict[str, int]]:
    if lined:
        text, repairs = normalise(raw)
        return text.replace(PARAGRAPH_BREAK, "\n"), repairs
    text, repairs = paragraph(raw, mends)
    if "white space" not in repairs and raw.strip(_LINE_ENDS) != raw.strip():
        repairs["white space"] = 1
    return text, repairs


def _has_ragged_lines(text: str) -> bool:
    """Whether some line of a plain text begins or ends with a blank; else one at the edge of a block is of a cut."""
    return " \n" in text or "\n " in text or text[0] == " " or text[-1] == " "


def _ends_line(raw: str) -> bool:
    return raw.endswith("\n") or _LINE_BREAK.search(raw, len(raw.rstrip())) is not None


def _starts_line(raw: str) -> bool:
    return raw[:1].isspace() and _LINE_BREAK.search(raw, 0, len(raw) - len(raw.lstrip())) is not None
