"""What makes a notice, sentence by sentence what ends one, and what is said of a plain text and where from."""

import io

import pytest

from flows.text.fingerprints import FEWEST_WORDS, fingerprint, reads_like_a_notice, speaks_for_keeping
from flows.text.learned import HEAD_BLOCKS, TAIL_BLOCKS, candidates, title_hash
from flows.text.pipeline import annotate, as_it_stands, as_reject, to_article
from flows.text.records import Document, Span
from flows.text.sentences import sentence_at, sentence_ranges
from flows.text.texts import clean_text

CUES = (
    "subscribe|newsletter|follow us|sign up|click here|copyright|all rights reserved|download|our app|whatsapp|mail us"
    "|cookie|privacy policy|terms of use|terms of service|disclaimer|this article|this story|this website|our site"
    "|our website|our readers|our journalism|our coverage|our channel|your comment|views expressed|syndicated|read more"
    "|read also|read our|also read|more stories|more news|latest news|breaking news|support us|donate|stay tuned"
    "|stay updated|get in touch|contact us|like us|join us|©|http|www.|@"
)


@pytest.mark.parametrize("cue", CUES.split("|"))
def test_what_reads_like_a_notice(cue):
    assert reads_like_a_notice(f"now {cue.upper()} then")
    assert not reads_like_a_notice(f"now {cue[1:3]} then")


DATES = (
    "5 May|May 5|Jan. 12|12th of March|3rd, April|2nd June|1st July|Aug 9|Sept 4|Sep 4|Oct 3|Nov 2|Dec 1|2021-05-07"
    "|7/5/21|7.5.2021|10:30|10.30|10:30:15|1999|2024|Monday|tues|Tuesday|Wed|wednesday|thu|thur|Thurs|thursday|Fri"
    "|friday|Sat|saturday|sun|Sunday|January|february|March|april|May|June|july|August|september|October|november"
    "|December|a.m.|pm|IST|gmt|utc|EST|edt|BST|Feb|mar|apr|jun|jul"
)
WORDS = "the harbour stays open for all who come here"


@pytest.mark.parametrize("date", DATES.split("|"))
def test_dates_do_not_tell_notices_apart(date):
    assert fingerprint(f"subscribe {date} now") == fingerprint("subscribe now")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (WORDS, False),
        *((f"{WORDS}{verb} we", True) for verb in (
            " said", " says", " told ", " added", " according to", " announced", " reported", " accused", " denied",
        )),
        (f"{WORDS} and retold we", False),
        (f"{WORDS} with Ann", True), (f"{WORDS} with the Bank of England", True), (f"Ann {WORDS}", False),
        *((f"{WORDS} on {name}", False) for name in (
            "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February",
            "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
            "Twitter", "Facebook", "Instagram", "YouTube", "WhatsApp", "Telegram", "LinkedIn", "X", "Google", "I",
        )),
        (f"{WORDS} on Mondayish", True), (f"{WORDS} 42 times", True), (f"{WORDS} in 2021", False),
        (f"{WORDS} at 10:30", False), ("four words are few", True), ("five words are not few", False),
        (f"“{WORDS}", True), (f"'{WORDS}", True), (f"«{WORDS}", True), (f"„{WORDS}", True), (f"‘{WORDS}", True),
        (f"so “{WORDS}”", True), (f"{WORDS} “so it is then”", False), (f"‘{WORDS}’s", True),
        (f"subscribe, {WORDS} with Ann", False), ("subscribe now", False),
    ],
)  # fmt: skip
def test_what_reads_like_content(text, content):
    assert speaks_for_keeping(text) == content
    assert FEWEST_WORDS == 5


def article(*paragraphs, **fields):
    return to_article(Document("a.txt", "\n\n".join(paragraphs), "h", fields=fields))


def test_candidates_are_the_first_three_and_the_last_six_of_a_long_text():
    lines = [f"the {word} stays open for all who come here" for word in "abcdefghijklmnopqrst"]
    found = candidates(article(*lines))
    assert sorted(c.notice.place for c in found) == ["head"] * HEAD_BLOCKS + ["tail"] * TAIL_BLOCKS
    assert {c.start for c in found} == {at * (len(lines[0]) + 2) for at in (0, 1, 2, 14, 15, 16, 17, 18, 19)}
    few = candidates(article(*lines[:5]))
    assert sorted(c.notice.place for c in few) == ["head", "tail", "tail"]
    sure = {c.sure for c in candidates(article(*lines[:5], "come to our site at any time of the year"))}
    assert sure == {True, False}


def test_near_copies_of_a_story_have_one_lead():
    long = "The council said that the harbour of the old town would be rebuilt before the winter of that year."
    one, other = article(long, WORDS, f"{WORDS} too"), article(long.upper(), WORDS, f"{WORDS} too")
    assert {c.lead for c in candidates(one)} == {c.lead for c in candidates(other)}
    assert {c.lead for c in candidates(article(long + " So.", WORDS, WORDS))} != {c.lead for c in candidates(one)}


def test_stories_are_told_apart_by_their_title_or_their_words():
    assert title_hash(article(WORDS, title="A 1")) == title_hash(article("else", title="a: 2"))
    assert title_hash(article(WORDS)) == title_hash(article(WORDS + " 7"))
    assert title_hash(article(WORDS)) != title_hash(article("else"))


# Sentences


@pytest.mark.parametrize(
    "case",
    [
        "It went on... | And on.", "It went on... and on.", "He came.” | She left.", "He came.) | She left.",
        "He came.he left.", "“He came.” he said.", "Why? | Because.", "Why? because.", "No!!! | Yes.",
        "In the U.S. Mr. Ray slept.", "At 5 p.m. | The door opened.", "At 5 p.m. he left.", "See fig. A here.",
        "J. Ray came.", "plan B. | The end.", "plan J. Ray", "A line:\n| The next.", "A line\nand more.",
        "A line\n\nand more.",
        "A line.\nand more.", "他来。她走", "a.b.c. | The end.", "Ends in 2021. | The end.", "(It is so.) | The end.",
        "It is documented. | The end.", "e.g. this one.", "Yes… | no…", "One.  | Two.",
    ],
)  # fmt: skip
def test_ends_of_sentences(case):
    wanted = [piece.strip() for piece in case.split("|")]
    text = case.replace("| ", "").replace("|", "")
    found = [text[a:b] for a, b in sentence_ranges(text)]
    if case in ("他来。她走", "A line\n\nand more.", "A line.\nand more.", "Yes… | no…"):
        assert found == {
            "他来。她走": ["他来。", "她走"], "A line\n\nand more.": ["A line", "and more."],
            "A line.\nand more.": ["A line.", "and more."], "Yes… | no…": ["Yes… no…"],
        }[case]  # fmt: skip
    else:
        assert found == wanted


def test_the_sentence_of_a_name():
    ranges = [(2, 5), (7, 9), (11, 15)]
    assert sentence_at(ranges, 3, 4) == (2, 5)
    assert sentence_at(ranges, 8, 12) == (7, 15)
    assert sentence_at(ranges, 0, 1) == (0, 5)
    assert sentence_at(ranges, 14, 20) == (11, 20)
    assert sentence_at(ranges, 7, 9) == (7, 9)


# Plain texts


PROSE = "The council voted on Tuesday to rebuild the bridge, and so ended a dispute that had lasted for nine years."
TITLE = "Council votes to rebuild the old harbour bridge"


def said(content, **fields):
    return clean_text(Document("x", content, "h", fields=fields))


@pytest.mark.parametrize(
    ("content", "fields", "name", "value", "basis"),
    [
        (f"{TITLE}\n\n{PROSE}", {}, "title", TITLE, "first-line"),
        (f"{TITLE}\n\n{PROSE}", {"title": "Given  one"}, "title", "Given one", "field:title"),
        (f"{TITLE}\n\nIt was a vote of one long hour\n\n{PROSE}", {"subtitle": "x"}, "subtitle",
         "It was a vote of one long hour", "line-below-title"),
        (PROSE, {"subtitle": " A  vote "}, "subtitle", "A vote", "field:subtitle"),
        (PROSE, {"byline": "Ann  Lee"}, "byline", "Ann Lee", "field:byline"),
        (PROSE, {"section": "Town"}, "section", "Town", "field:section"),
        (PROSE, {"url": "https://a.example"}, "url", "https://a.example", "field:url"),
        (PROSE, {"byline": " "}, "byline", None, None),
    ],
)  # fmt: skip
def test_where_fields_of_a_text_come_from(content, fields, name, value, basis):
    found = said(content, **fields)
    assert (getattr(found, name), found.bases.get(name)) == (value, basis)


def test_when_a_text_was_published():
    line = "NEW DELHI, 5 May 2023 (PTI): Ships left the port of the town in the night, the ministry said on Friday."
    assert (said(line).published_at, said(line).published_basis) == ("2023-05-05", "dateline")
    assert said(line, published="2021-01-02").published_basis == "field:published"
    assert said(line, published="soon").published_basis == "dateline"
    assert said(PROSE).published_basis is None


def test_language_and_its_confidence():
    found = said(f"{PROSE} {PROSE}")
    assert (found.language, found.language_confidence is not None) == ("en", True)
    assert (said("Oslo 42", language="no-NO").language, said("Oslo 42", language="x").language) == ("no", None)


def test_a_text_as_it_stands():
    plain = as_it_stands(Document("x", PROSE, "h"))
    assert (plain.body, plain.text, plain.title, plain.language) == (PROSE, PROSE, None, "en")
    assert [(b.raw_start, b.raw_end, b.role, b.kept, b.body_start, b.body_end) for b in plain.blocks] == [
        (0, len(PROSE), "body", True, 0, len(PROSE))
    ]
    page = as_it_stands(Document("x", f"<p>{PROSE}</p><p>a</p>", "h", "text/html"))
    assert page.body == f"{PROSE}\na\n"


def test_a_fault_of_ours_is_told_as_one():
    told = as_reject(Document("a.txt", "x", "sum"), KeyError("k"))
    assert (told.uri, told.content_hash) == ("a.txt", "sum")
    assert told.error.message == "a.txt brought out a fault of dateline: KeyError: 'k'"
    assert told.error.mend == "report it with the file; the rest of the run is not touched"


class Stub:
    name, version, languages = "stub", "1", frozenset({"en"})

    def recognise(self, texts):
        for text in texts:
            at = text.find("Oslo")
            yield [Span(at, at + 4, "place")] if at >= 0 else []


def test_mentions_of_title_and_body_where_the_language_is_known():
    english, german = (
        article(f"{PROSE} Oslo slept.", title="Oslo"),
        article("Der Rat hat das nicht gesagt und will es."),
    )
    named, without = annotate([english, german], Stub())
    assert [(m.field, m.text, m.recogniser) for m in named.mentions] == [
        ("title", "Oslo", "stub"), ("body", "Oslo", "stub"),
    ]  # fmt: skip
    assert without.mentions == ()


def test_the_dateline_s_place_is_known_to_the_resolver():
    texts = ["BOSTON (AP) — A fire in Springfield was out by noon, the mayor said.", "A fire in Springfield was out."]

    class Fire(Stub):
        def recognise(self, texts):
            for text in texts:
                at = text.find("Springfield")
                yield [Span(at, at + 11, "place")] if at >= 0 else []

    keys = [next(m.entity.key for m in annotate([article(text)], Fire())[0].mentions if m.text == "Springfield")
            for text in texts]  # fmt: skip
    assert keys[0] == "place:springfield-us-ma" != keys[1]


def test_resources_of_a_web_archive(tmp_path):
    pytest.importorskip("warcio")
    from flows.text.readers import read
    from flows.text.readers.base import SeedFile

    def record(kind, content_type, body):
        head = (
            f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:x>\r\nWARC-Target-URI: <https://a.example/1>\r\n"
            f"WARC-Date: 2024-03-01T10:00:00Z\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body + b"\r\n\r\n"  # fmt: skip

    data = io.BytesIO()
    for piece in (
        record("resource", "text/plain; charset='windows-1252'", b"caf\xe9 of the town"),
        record("resource", "Text/HTML ;x=y", b"<p>a page</p>"),
        record("resource", "image/png", b"no"), record("metadata", "text/plain", b"no"),
    ):  # fmt: skip
        data.write(piece)
    path = tmp_path / "a.warc"
    path.write_bytes(data.getvalue())
    text, page = read(SeedFile(str(path), "a.warc", path.stat().st_size, 0))
    assert (text.content, text.encoding, text.media_type) == ("café of the town", "windows-1252", "text/plain")
    assert (page.is_page, dict(page.fields)) == (
        True, {"url": "https://a.example/1", "fetched": "2024-03-01T10:00:00Z"},
    )  # fmt: skip
