"""Everything that is said of each name in some forty small documents, in one table to be read and corrected.

`mentions/documents.txt` marks what a recogniser found, `[p:Qin Gang]`, and may begin with what is known beside the
text, `@source_country=GB`; `mentions/table.tsv` has a line for each mention. Read what changed before you write it
anew: `python -m tests.text.test_mentions_table`.
"""

import re
from pathlib import Path

import pytest

from flows.text.names import Context, annotate_fields
from flows.text.records import Span

HERE = Path(__file__).parent / "mentions"
LABELS = {"p": "person", "o": "organization", "l": "place", "g": "group", "e": "event", "w": "work"}
COLUMNS = "document text label entity type name ids tied country lat lon link place rule score roles sentence"
DOCUMENTS = (HERE / "documents.txt").read_text(encoding="utf-8").strip().split("\n\n")


def read(document):
    """Text, spans and context of a marked document."""
    said = {}
    while document.startswith("@"):
        line, _, document = document.partition("\n")
        name, _, value = line[1:].partition("=")
        said[name] = value
    text, spans, at = "", [], 0
    for found in re.finditer(r"\[([a-z]):([^\]]+)\]", document):
        text += document[at : found.start()]
        spans.append(Span(len(text), len(text) + len(found[2]), LABELS[found[1]], 0.6))
        text += found[2]
        at = found.end()
    return text + document[at:], spans, Context(**said)


def told(number):
    """A line of the table for each mention of a document."""
    text, spans, context = read(DOCUMENTS[number])
    for m in annotate_fields({"body": text}, {"body": spans}, recogniser="stub", context=context):
        assert text[m.char_start : m.char_end] == m.text
        entity = m.entity
        ids = "|".join(f"{scheme}={value}" for scheme, value in sorted((entity.external_ids if entity else {}).items()))
        roles = "|".join(f"{role.text}={role.country_code or ''}" for role in m.roles)
        cells = (
            number, m.text, m.label, entity and entity.key, entity and entity.type, entity and entity.name, ids, m.tied,
            m.country_code, m.lat and f"{m.lat:.2f}", m.lon and f"{m.lon:.2f}", m.link_score, m.place_score, m.rule,
            m.score, roles, f"{m.sentence_start}:{m.sentence_end}",
        )  # fmt: skip
        yield "\t".join("" if cell is None else str(cell).replace("\n", "⏎") for cell in cells)


@pytest.mark.parametrize("number", range(len(DOCUMENTS)))
def test_all_that_is_said_of_names(number):
    table = (HERE / "table.tsv").read_text(encoding="utf-8").splitlines()
    assert table[0].split("\t") == COLUMNS.split()
    wanted = [line for line in table[1:] if line.split("\t")[0] == str(number)]
    assert list(told(number)) == wanted


def write() -> None:
    """Write the table."""
    lines = [line for number in range(len(DOCUMENTS)) for line in told(number)]
    (HERE / "table.tsv").write_text("\n".join(["\t".join(COLUMNS.split()), *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
