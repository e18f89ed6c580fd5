"""What the rules make of a model's names in small documents: one table to be read and corrected, without the model.

`rules/documents.txt` marks what a model found and how sure it was, `[p.95:Qin Gang]` (.6 where no score stands), a line
each, `⏎` for a line end; `rules/table.tsv` has a line for each name after all rules. Read what changed before you write
it anew: `python -m tests.text.recognisers.test_rules_table`.
"""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from flows.text.recognisers.rules import apply_rules
from flows.text.records import Label, Span

HERE = Path(__file__).parent / "rules"
LABELS: dict[str, Label] = {"p": "person", "o": "organization", "l": "place", "w": "work"}
COLUMNS = "document start text label score rule"
DOCUMENTS = (HERE / "documents.txt").read_text(encoding="utf-8").splitlines()
MARK = re.compile(r"\[([polw])(\.\d+)?:([^\]]+)\]")


def read(document: str) -> tuple[str, list[Span]]:
    """Text and spans of a marked document."""
    text, spans, at = "", [], 0
    for found in MARK.finditer(document.replace("⏎", "\n")):
        text += found.string[at : found.start()]
        spans.append(Span(len(text), len(text) + len(found[3]), LABELS[found[1]], float(found[2] or 0.6)))
        text += found[3]
        at = found.end()
    return text + document.replace("⏎", "\n")[at:], spans


def told(number: int) -> list[str]:
    """A line of the table for each name of a document."""
    text, spans = read(DOCUMENTS[number])
    found = apply_rules(text, spans)
    assert all(one.end <= other.start for one, other in pairwise(found))
    cells = [(number, s.start, text[s.start : s.end].replace("\n", "⏎"), s.label, s.score, s.rule) for s in found]
    return ["\t".join(map(str, row)) for row in cells]


@pytest.mark.parametrize("number", range(len(DOCUMENTS)))
def test_what_the_rules_make_of_names(number: int) -> None:
    table = (HERE / "table.tsv").read_text(encoding="utf-8").splitlines()
    assert table[0].split("\t") == COLUMNS.split()
    assert told(number) == [line for line in table[1:] if line.split("\t")[0] == str(number)]


def write() -> None:
    """Write the table."""
    lines = [line for number in range(len(DOCUMENTS)) for line in told(number)]
    (HERE / "table.tsv").write_text("\n".join(["\t".join(COLUMNS.split()), *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
