"""Exports of press databases: how a file is known, cut and taken apart."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.text.errors import EmptyText
from flows.text.press_exports import LAYOUTS, layout_of
from flows.text.press_exports.clean import clean_export
from flows.text.readers import read
from flows.text.records import Article, Document
from flows.text.seeds import find

GOLDEN = Path(__file__).parents[1] / "golden"
FILES = {case.name: (case / "input.txt").read_text(encoding="utf-8") for case in sorted(GOLDEN.glob("export-*"))}
KINDS = {
    "export-factiva": "text/x-factiva",
    "export-nexis-numbered": "text/x-nexis",
    "export-nexis-uni": "text/x-nexis",
    "export-proquest": "text/x-proquest",
}


def tiles(article: Article) -> bool:
    return "".join(article.text[b.raw_start : b.raw_end] for b in article.blocks) == article.text


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_known_by_how_it_is_laid_out(name: str) -> None:
    assert layout_of(FILES[name]) == KINDS[name]
    assert layout_of(FILES[name].replace("\n", "\r\n")) == KINDS[name]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The 1 of 2 DOCUMENTS was read.\n\nLENGTH: 2 words",
        "1 of 2 DOCUMENTS\n\nThe minister read them.",
        "End of Document",
        "The End of Document\n\nLoad-Date: May 5, 2023",
        "HD\nWC\nPD\nSN\nTD",
        "Document 1 of 2\n\nFull text: he asked for the ProQuest document ID.",
        "LP records and WC signs\n\nHD, WC, PD, SN and LP are letters.",
    ],
)
def test_what_only_speaks_of_such_files_is_an_article(text: str) -> None:
    assert layout_of(text) is None


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_cut_into_records_that_tile_it(name: str, tmp_path: Path) -> None:
    file = tmp_path / "export.txt"
    file.write_text(FILES[name], encoding="utf-8")
    found = [each for each in read(find(file).files[0]) if isinstance(each, Document)]
    assert [(each.uri, each.record) for each in found] == [("export.txt#1", 1), ("export.txt#2", 2)]
    assert "".join(each.content for each in found) == FILES[name]
    assert len({each.content_hash for each in found}) == 2
    markdown = file.rename(tmp_path / "export.md")
    assert [each.uri for each in read(find(markdown).files[0])] == ["export.md"]


@settings(deadline=None)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_whatever_is_left_of_a_file_its_blocks_tile_it(name: str, data: st.DataObject) -> None:
    text = FILES[name]
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    left = (
        text[:start]
        + data.draw(st.sampled_from(["", "\n", "\n\n", "Body\n", "LENGTH: 3", "TD\n", "Full text: "]))
        + text[end:]
    )
    for media_type, layout in LAYOUTS.items():
        ranges = layout.documents(left)
        assert "".join(left[a:b] for a, b in ranges) == left
        for a, b in ranges:
            try:
                article = clean_export(Document("x", left[a:b], "", media_type))
            except EmptyText:
                continue
            assert tiles(article)
            assert all(block.body_start is None or block.kept for block in article.blocks)


def test_a_head_without_labels_is_left_to_the_text() -> None:
    text = "1 of 1 DOCUMENTS\n\nThe mill was sold.\n\nIt was old."
    parsed = LAYOUTS["text/x-nexis"].parse(text)
    assert (parsed.fields, parsed.start, parsed.end, parsed.pieces) == ({}, 0, len(text), ())


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("1 of 1 DOCUMENTS\n\nHill Post\n\n5 May 2023\n\nMill\nsold", {"title": "Mill sold", "source": "Hill Post"}),
        ("1 of 1 DOCUMENTS\n\nHill Post\n\n5 May 2023", {"source": "Hill Post"}),
        ("Mill\nsold\nHill Post\n5 May 2023", {"title": "Mill sold", "source": "Hill Post"}),
        ("Hill Post\n5 May 2023\nHEADLINE: Mill sold", {"title": "Mill sold", "source": "Hill Post"}),
        ("Friday, May 5, 2023", {}),
        ("1 of 1 DOCUMENTS\n\nHügelpost\n\n5. Mai 2023 Freitag\n\nMühle", {"title": "Mühle", "source": "Hügelpost"}),
        ("The year 2023\nHill Post\nMay 5, 2023 Friday", {"title": "The year 2023", "source": "Hill Post"}),
    ],
)
def test_what_the_top_of_a_head_says(head: str, fields: dict[str, str]) -> None:
    parsed = LAYOUTS["text/x-nexis"].parse(f"{head}\n\nLENGTH: 9 words\n\nThe mill was sold.")
    assert parsed.fields == {**fields, "published": next(line for line in head.split("\n") if "5" in line)}


def test_labels_in_the_midst_of_a_text_stay() -> None:
    head = "1 of 1 DOCUMENTS\n\nHill Post\n\n5 May 2023\n\nMill sold\n\nLENGTH: 9 words\n\n"
    body = "The mill was sold.\n\nURL: it has none.\n\nIt was old."
    article = clean_export(Document("x", f"{head}{body}\n\nLANGUAGE: ENGLISH\n", "", "text/x-nexis"))
    assert article.body == body


def test_documents_between_rules_need_no_number() -> None:
    text = FILES["export-proquest"].replace("Document 1 of 2\n\n", "").replace("Document 2 of 2\n\n", "")
    assert layout_of(text) == "text/x-proquest"
    articles = [
        clean_export(Document("x", text[start:end], "", "text/x-proquest"))
        for start, end in LAYOUTS["text/x-proquest"].documents(text)
    ]
    assert [each.title for each in articles] == [
        "Old mill sold to rival after long fight",
        "Union calls off strike at the old mill",
    ]
    assert articles[1].body.endswith("They begin on Monday.")


@pytest.mark.parametrize(
    "piece", ["TD\n", "LP\nAN\nHD\n", "Body\n", "1 of 2 DOCUMENTS\n\nLENGTH: 2\n", "End of Document\n"]
)
def test_hostile_repeats_cost_their_length(piece: str) -> None:
    text = "HD\na\nWC\nPD\nSN\nLP\nLength: 2\nEnd of Document\n" + piece * 20_000 + "x"
    for layout in LAYOUTS.values():
        ranges = layout.documents(text)
        assert sum(end - start for start, end in ranges) == len(text)
        for start, end in ranges[:3]:
            assert layout.parse(text[start:end]).end <= end - start
