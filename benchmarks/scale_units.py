"""What context across paragraphs is worth to the recogniser: `python -m benchmarks.scale_units --data ../shared/bench`.

Exact-span F1 with the whole document given at once, and with each paragraph by itself. Only sets whose documents have
several paragraphs say anything. Were nothing lost, a paragraph's names could be kept by its content.
"""

from collections.abc import Iterator

from benchmarks.measure import parser, show
from benchmarks.names_data import Text
from benchmarks.names_score import Answer, counts, entities, f1, gain, read_set
from flows.text.recognisers import recogniser
from flows.text.recognisers.base import Recogniser
from flows.text.records import Span

PARAGRAPH_SETS = ("wikigold", "ewt-web")


def main() -> None:
    """Measure and print."""
    args = parser(__doc__ or "").parse_args()
    tool, rows = recogniser("newswire"), []
    for name in PARAGRAPH_SETS:
        texts = [text for text in read_set(args.data, name) if "\n" in text.text.strip()]
        whole = counts([Answer(text, entities(found)) for text, found in _whole(texts, tool)])
        apart = counts([Answer(text, entities(_apart(text.text, tool))) for text in texts])
        middle, low, high = gain([apart], [whole])
        rows.append([name, len(texts), f1(whole), f1(apart), f"{middle:+.4f} ({low:+.4f} to {high:+.4f})"])
    show("F1 by unit", ["", "documents", "document", "paragraph", "worth of context (95 %)"], rows)


def _whole(texts: list[Text], tool: Recogniser) -> Iterator[tuple[Text, list[Span]]]:
    yield from zip(texts, tool.recognise([text.text for text in texts]), strict=True)


def _apart(text: str, tool: Recogniser) -> list[Span]:
    """Spans of each line by itself, at their place in the text."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        (spans,) = tool.recognise([line])
        found += [Span(at + span.start, at + span.end, span.label, span.score, span.rule) for span in spans]
        at += len(line)
    return found


if __name__ == "__main__":
    main()
