"""What must hold whatever bytes come: a function a part of the journey, each taking bytes and asserting.

Both the examples of Hypothesis (test_fuzz.py) and the coverage-guided fuzzer (benchmarks/fuzz.py) call these, and so do
the cases that either has found (cases/).
"""

import gzip
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from flows.text.blocks import split
from flows.text.boilerplate import apply
from flows.text.boilerplate.hits import hits_in
from flows.text.boilerplate.patterns import alternatives, check, compiled, expand
from flows.text.boilerplate.rules import load_rules, rule_set
from flows.text.boilerplate.tables import Plan, Tables
from flows.text.errors import BadInput, Defect, SettingsError
from flows.text.names import Context, annotate_fields
from flows.text.normalise import normalise, paragraph
from flows.text.pages import render
from flows.text.pipeline import annotate, as_it_stands, to_article
from flows.text.readers import READERS, Limits, Reject, read
from flows.text.readers.base import SeedFile
from flows.text.recognisers import recogniser
from flows.text.records import BODY_ROLES, Article, Block, Document, Label, Mention, Span

LIMITS = Limits(document_bytes=100_000, record_bytes=20_000, expansion=200, expansion_free=200_000)
SUFFIXES = tuple(sorted([*READERS, *(f"{suffix}.gz" for suffix in READERS)]))
"""The first byte of an input for readers chooses one; its highest bit says that the rest is to be packed soundly."""

FEW = 3
"""Documents of one file that are cleaned too."""

MAPPING = {"maintext": "text", "kopf": "title"}
LABELS: tuple[Label, ...] = ("person", "organization", "country", "place", "group", "event", "work", "product", "law")


def text(data: bytes) -> None:
    """Normaliser, blocks, rules, cleaning, names: over any text, lone surrogates too."""
    written = said(data)
    mended, _ = normalise(written)
    assert normalise(mended) == (mended, {}), "normalise is idempotent"
    line, _ = paragraph(written)
    # Not idempotent: lines that are joined may read as letters gone wrong only then (`â€` before a blank).
    assert line == " ".join(mended.split()), "a paragraph is one line"
    mended.encode("utf-8")
    tiles(written, split(written) if written.count("\n") < 1000 else ())
    article(Document("input.txt", written, "0" * 64))
    names(written, data)


def pages(data: bytes) -> None:
    """Page cleaning over any markup."""
    document = Document("input.html", said(data), "0" * 64, "text/html")
    if made := article(document):
        assert made.text == render(document), "an article's text is the page as rendered"


def rules(data: bytes) -> None:
    """The first line as a user's pattern, and all rules, over the rest as one block."""
    head, _, rest = data.partition(b"\n")
    pattern, body = said(head), said(rest)
    tiles(body, applied := apply(body, split(body)).blocks)
    assert all(block.kept or block.rule for block in applied), "what is removed names its rule"
    for tables in alone() if body else ():
        at = 0
        for hit in hits_in(body, 0, len(body), tables):
            assert at <= hit.start < hit.end <= len(body), hit.rule.name
            at = hit.end
    try:
        written = expand(pattern)
        check(written, "mine")
    except SettingsError as refused:
        assert refused.mend
        return
    found = compiled(written).match(body[:2000])
    assert found is None or found.end() <= len(body)


def readers(data: bytes) -> None:
    """Every reader over a file of any bytes, and the cleaning of what it finds."""
    suffix = SUFFIXES[(data[0] if data else 0) % 128 % len(SUFFIXES)]
    content = packed(suffix, data[1:]) if data and data[0] > 127 else data[1:]
    with tempfile.NamedTemporaryFile(suffix=suffix, dir=memory()) as file:
        file.write(content)
        file.flush()
        source = SeedFile(file.name, f"input{suffix}", len(content), 0)
        found, again = [list(read(source, mapping=MAPPING, limits=LIMITS)) for _ in range(2)]
    assert [kind(each) for each in found] == [kind(each) for each in again], "reading is deterministic"
    assert len({each.uri for each in found}) == len(found), "each document or reject has a name of its own"
    documents = [each for each in found if isinstance(each, Document)]
    for each in found:
        assert each.uri.startswith(source.uri)
        if isinstance(each, Reject):
            told(each.error)
            assert source.uri in each.error.message, "the message names the file"
    for document in documents[:FEW]:
        assert len(document.content_hash) == 64
        article(document)


@cache
def alone() -> tuple[Tables, ...]:
    """Each rule as if it were the only one."""
    return tuple(Plan(rule_set([rule]), rule.source, None).of(0, 1) for rule in load_rules().rules.values())


TARGETS: Mapping[str, Callable[[bytes], None]] = {"readers": readers, "pages": pages, "text": text, "rules": rules}


def article(document: Document) -> Article | None:
    """The article of a document, with every promise that it carries held to."""
    try:
        made = to_article(document)
    except BadInput as error:
        told(error)
        return None
    assert made == to_article(document), "cleaning is deterministic"
    tiles(made.text, made.blocks)
    assert document.is_page or made.text == document.content
    assert all(block.kept or block.rule for block in made.blocks), "what is removed names its rule"
    body_holds(made)
    for words in filter(None, (made.title, made.subtitle, made.byline, made.body)):
        words.encode("utf-8")
        assert "\0" not in words
    for field, words in (("title", made.title), ("subtitle", made.subtitle), ("byline", made.byline)):
        assert words is None or (words.strip() and "\n" not in words), f"{field} is a line or missing"
    whole = as_it_stands(document)
    tiles(whole.text, whole.blocks)
    named = whole if len(whole.text) % 4 == 0 else made  # the slowest step, taken once
    (annotated,) = annotate([named], recogniser("newswire"))
    mentions_hold({"title": named.title or "", "body": named.body}, annotated.mentions)
    return made


def body_holds(made: Article) -> None:
    """The body is the kept blocks' normalised text, where they say it stands, with nothing but white space between."""
    at = 0
    for block in made.blocks:
        if block.body_start is None or block.body_end is None:
            kept = made.text[block.raw_start : block.raw_end] if block.kept and block.role in BODY_ROLES else ""
            assert not normalise(kept)[0], "a kept block of the body is in the body"
            continue
        assert block.kept and block.role in BODY_ROLES
        assert not made.body[at : block.body_start].strip() and block.body_start < block.body_end
        raw, piece = made.text[block.raw_start : block.raw_end], made.body[block.body_start : block.body_end]
        assert piece.split() == normalise(raw)[0].split(), "a block's words are those of its text"
        at = block.body_end
    assert at == len(made.body)


def names(written: str, data: bytes) -> None:
    """Names at any offsets, also outside the text, upside down and over each other."""
    at = [int.from_bytes(data[place : place + 2]) % (len(written) + 9) - 4 for place in range(0, min(len(data), 32), 2)]
    spans = [
        Span(start, end, LABELS[(start + end) % len(LABELS)]) for start, end in zip(at[::2], at[1::2], strict=False)
    ]
    fields = {"title": written[:60], "body": written[60:]}
    found = annotate_fields(fields, {"body": spans, "title": spans}, recogniser="any", context=Context())
    mentions_hold(fields, found)


def mentions_hold(fields: Mapping[str, str], mentions: tuple[Mention, ...]) -> None:
    """Offsets give the mention, sentences hold it, mentions of one field do not overlap."""
    ends: dict[str, int] = {}
    for one in mentions:
        words = fields[one.field]
        assert one.text and words[one.char_start : one.char_end] == one.text, "offsets give the mention"
        assert one.char_start >= ends.get(one.field, 0), "mentions are in order and do not overlap"
        assert 0 <= one.sentence_start <= one.char_start < one.char_end <= one.sentence_end <= len(words)
        for role in one.roles:
            assert role.text and words[role.char_start : role.char_end] == role.text, "offsets give the role"
        ends[one.field] = one.char_end


def tiles(written: str, blocks: tuple[Block, ...]) -> None:
    """Blocks follow each other without gap, none is empty, and together they are the text."""
    assert all(block.raw_start < block.raw_end for block in blocks)
    assert "".join(written[block.raw_start : block.raw_end] for block in blocks) == (written if blocks else "")
    assert all(one.raw_end == other.raw_start for one, other in pairwise(blocks))


def told(error: BadInput) -> None:
    """An error of the project's own, no defect, with a message and a mend."""
    assert not isinstance(error, Defect)
    assert error.message and error.mend


def kind(each: Document | Reject) -> object:
    """What two readings of one file must agree on."""
    return (each.uri, each.content_hash, str(each.error)) if isinstance(each, Reject) else each


def said(data: bytes) -> str:
    """Any bytes as a text: UTF-8 where it is, surrogates let through, what is left read as bytes."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def packed(suffix: str, content: bytes) -> bytes:
    """The content in the sound outer form of its suffix, so that the form does not keep bad content out."""
    if suffix.endswith(".gz"):
        return gzip.compress(content, 1, mtime=0)
    if suffix != ".wacz":
        return content
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("archive/data.warc"), content)
    return target.getvalue()


@cache
def memory() -> str | None:
    """A folder that is in memory, where there is one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def seeds(target: str, golden: Path, folder: Path) -> Iterator[bytes]:
    """What a fuzzer begins with: the golden cases and the seeds, in the form that the target takes."""
    inputs = sorted([*golden.glob("*/input.*"), *folder.iterdir()])
    for path in inputs:
        data, suffix = path.read_bytes()[:20_000], path.suffix
        if target == "readers":
            yield bytes([SUFFIXES.index(suffix) if suffix in SUFFIXES else 0]) + data
        elif (target == "pages") == (suffix in (".html", ".htm", ".xhtml")) and target != "rules":
            yield data
    for rule in load_rules().rules.values() if target == "rules" else ():
        pattern = next(filter(lambda one: len(one) < 60, alternatives(rule.pattern or "x")), "x{2,9} {name}")
        yield b"\n".join([pattern.encode(), *(one.text.encode() for one in rule.matches)])
    yield from extra(target)


def extra(target: str) -> Iterator[bytes]:
    """Forms that no golden case has."""
    warc = (
        b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\nTalks begin\r\n\r\n"
    )
    rows = {".csv": b'title,text\nA,"Talks began, he said"\n', ".tsv": b"title\ttext\nA\tTalks\n", ".warc": warc}
    rows |= {".wacz": warc, ".warc.gz": warc, ".jsonl.gz": b'{"text": "Talks"}\n', ".json": b'[{"text": "Talks"}]'}
    for suffix, content in rows.items() if target == "readers" else ():
        yield bytes([128 + SUFFIXES.index(suffix)]) + content
