"""Any bytes, and golden cases that were tampered with: what promises.py says holds. Found cases stay in cases/."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.text.pipeline import to_article
from flows.text.readers import READERS
from flows.text.records import Document
from tests.torture.conftest import FULL
from tests.torture.promises import SUFFIXES, TARGETS, seeds

HERE = Path(__file__).parent
CASES = sorted(path for path in (HERE / "cases").glob("*/*") if path.parent.name in TARGETS)
EXAMPLES = {"readers": 120, "pages": 150, "text": 200, "rules": 150}
MANY = 30
"""Times as many in the full form."""

SPLINTERS = (
    *(b"\0", b"\xff", b"\xc2", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n", b"\r\n", b"\n\n", b"\t"),
    *(
        b"\xe2\x80\xa8",
        b"\xe2\x80\x8b",
        b"\xc2\xad",
        b"\xc2\xa0",
        b"\xc2\x85",
        b"\xe2\x80\xae",
        b"\xcc\x81",
        b"\xc4\xb0",
    ),
    *(
        b"&amp;amp;",
        b"&#0;",
        b"&#x110000;",
        b"\xc3\xa2\xe2\x82\xac",
        b"<",
        b"</p>",
        b"<br>",
        b"<!--",
        b"<![CDATA[",
        b"<svg>",
    ),
    *(b'"', b"'", b",", b"[", b"{", b"}", b"\\ud800", b"\\u0000", b"1e999", b"WARC/1.1\r\n", b"Content-Length: 9\r\n"),
    *(
        b"PARIS (AP) \xe2\x80\x94 ",
        b"The U.S. and ",
        b"'s",
        b" - ",
        b"...",
        b"*",
        b"+",
        b"(?=",
        b"(a|a)",
        b"{1,9}",
        b"\\1",
    ),
)


@st.composite
def tampered(draw: st.DrawFn, target: str) -> bytes:
    """A seed of the target with pieces left out, doubled or put in."""
    data = draw(st.sampled_from(BEGINNINGS[target]))
    for _ in range(draw(st.integers(0, 5))):
        at, size = draw(st.integers(0, len(data))), draw(st.integers(0, 60))
        taken = data[at : at + size]
        put = draw(st.sampled_from([b"", taken + taken, *SPLINTERS]) | st.binary(max_size=8))
        data = data[:at] + put + data[at + size :]
    return data


BEGINNINGS = {target: list(seeds(target, HERE.parent / "golden", HERE.parent.parent / "seeds")) for target in TARGETS}


@pytest.mark.parametrize("target", TARGETS)
def test_whatever_the_bytes_the_promises_hold(target: str, tried: list[str]) -> None:
    @settings(
        max_examples=EXAMPLES[target] * (MANY if FULL else 1),
        deadline=None,
        derandomize=not FULL,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        tampered(target)
        | st.binary(max_size=200)
        | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
    )
    def hold(data: bytes) -> None:
        TARGETS[target](data)
        tried.append("held")

    hold()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_what_was_found_once(case: Path) -> None:
    TARGETS[case.parent.name](case.read_bytes())


def test_every_reader_is_begun_with() -> None:
    begun = {READERS[SUFFIXES[data[0] % 128].removesuffix(".gz")] for data in BEGINNINGS["readers"]}
    assert begun == set(READERS.values())


@pytest.mark.parametrize("broken", ["tiles", "body_holds", "mentions_hold"])
def test_a_broken_promise_is_seen(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks look at what the pipeline gives: spoil it, and they fail."""
    import dataclasses

    from tests.torture import promises

    def spoilt(document: Document) -> object:
        made = to_article(document)
        if broken == "tiles":
            return dataclasses.replace(made, blocks=made.blocks[1:])
        if broken == "body_holds":
            return dataclasses.replace(made, body=made.body + " and more")
        return made

    def shifted(*given: object) -> object:
        (made,) = annotate(*given)  # type: ignore[arg-type]
        return [
            dataclasses.replace(
                made, mentions=tuple(dataclasses.replace(m, char_start=m.char_start + 1) for m in made.mentions)
            )
        ]

    annotate = promises.annotate
    monkeypatch.setattr(promises, "to_article", spoilt)
    if broken == "mentions_hold":
        monkeypatch.setattr(promises, "annotate", shifted)
    data = b"The council met.\n\nAnna Petrova spoke in Paris on Monday, and left.\n\nShe is back.\n"
    with pytest.raises(AssertionError):
        promises.text(data)
