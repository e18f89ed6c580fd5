"""The spaCy recogniser, where it is installed; and the word of help where it is not."""

import sys

import pytest

from flows.text.errors import SettingsError
from flows.text.recognisers import recogniser
from flows.text.recognisers.spacy_english import BATCH_CHARACTERS, PACKAGE, SpacyEnglish


def test_names_with_offsets_in_every_text() -> None:
    pytest.importorskip(PACKAGE, reason="the extra `spacy` is not installed")
    texts = ["", "Angela Merkel flew to Berlin.", "Nothing here.", "Mr. Obama's visit to the United Nations"]
    found = list(recogniser("spacy").recognise(texts))
    names = [
        [(text[span.start : span.end], span.label) for span in spans] for text, spans in zip(texts, found, strict=True)
    ]
    assert names == [
        [],
        [("Angela Merkel", "person"), ("Berlin", "place")],
        [],
        [("Obama", "person"), ("United Nations", "organization")],
    ]


def test_a_text_longer_than_a_batch_keeps_its_offsets() -> None:
    pytest.importorskip(PACKAGE, reason="the extra `spacy` is not installed")
    text = "The weather was fine that day. " * (BATCH_CHARACTERS // 28) + "Angela Merkel left."
    (spans,) = recogniser("spacy").recognise([text])
    assert text[spans[-1].start : spans[-1].end] == "Angela Merkel"


def test_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, PACKAGE, None)
    with pytest.raises(SettingsError, match=r"not installed.*pip install 'dateline\[spacy\]'"):
        SpacyEnglish()
