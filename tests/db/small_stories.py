"""Small articles that share people, publishers and rules, so that what is counted is put to the test."""

import hashlib
from typing import Any

from hypothesis import strategies as st

from db.records import DocumentRows, FileFacts, Versions
from flows.rows import to_rows
from flows.text.records import Article, Block, Document, Entity, HeldRole, Mention, Source

VERSIONS = Versions("1", "rules", "1", "1")

NAMES = [
    ("Qin Gang", Entity("person:qin-gang", "person", "Qin Gang"), "full name", "CN"),
    ("Qin", Entity("person:qin-gang", "person", "Qin"), "surname", None),
    ("QIN GANG", Entity("person:qin-gang", "person", "QIN GANG", "TW"), "full name", None),
    ("China", Entity("country:CN", "country", "China", "CN"), "gazetteer", "CN"),
    ("PRC", Entity("country:CN", "country", "China", "CN"), "acronym", "CN"),
    ("Moscow", Entity("place:524901", "place", "Moscow", "RU", {"geonames": "524901"}), None, None),
    ("Nobody", None, None, None),
    ("Ann Lee", Entity("person:ann-lee", "person", "Ann Lee"), "full name", None),
    ("ANN LEE", Entity("person:ann-lee", "person", "ANN LEE"), "full name", None),
    ("Lee", Entity("person:ann-lee", "person", "Lee"), "surname", None),
    ("Zoë 🙂", Entity("person:zoe", "person", "Zoë 🙂"), "full name", "FR"),
    ("UN", Entity("organization:un", "organization", "UN"), "acronym", None),
    ("Onu", Entity("organization:un", "organization", "Onu"), "gazetteer", None),
    ("Ivan Zelensky", Entity("person:ivan-zelensky", "person", "Ivan Zelensky"), "full name", None),
    ("Ivan Zelenskiy", Entity("person:ivan-zelenskiy", "person", "Ivan Zelenskiy"), "full name", "UA"),
    ("Ivan Zelenskyy", Entity("person:ivan-zelenskyy", "person", "Ivan Zelenskyy"), "full name", "GB"),
    ("Ann Lee", Entity("person:ann-lee", "person", "Ann Lee"), "full name", "GB"),
    ("Ann Lee", Entity("person:ann-lee", "person", "Ann Lee"), "full name", "US"),
    ("US", Entity("country:US", "country", "United States", "US"), "gazetteer", "US"),
]
SOURCES = [
    None,
    Source("cnews", "Cnews", "notice"),
    Source("cnews", "CNEWS", "og:site_name", "https://cnews.example/"),
    Source("post", "The Post", "notice"),
]
RULES = [None, "notice", "share"]


def story(
    uri: str,
    names: list[int],
    *,
    record: int | None = None,
    source: int = 0,
    rule: int = 0,
    title: str | None = "A title",
    page: bool = False,
    published: str | None = None,
    filler: str = " said. ",
) -> Article:
    """An article whose body is those names with filler between them."""
    body, mentions = "", []
    for number in names:
        text, entity, tied, country = NAMES[number]
        start = len(body)
        body += text + filler
        held = HeldRole(start, start + 1, text[0], country) if tied == "full name" and country else None
        mentions.append(
            Mention("body", start, start + len(text), text, entity.type if entity else "person", "rules", "model", 0.75,
                    start, start + len(text), entity, tied, held and held.text, country,
                    link_score=0.9 if entity else None, roles=(held,) if held else ())
        )  # fmt: skip
    raw = f"{title or ''}\n{body}"
    cut = len(title or "") + 1
    blocks = (Block(0, cut, "title", RULES[rule] is None, RULES[rule]), Block(cut, len(raw), "body", True, None, 0.5))
    return Article(
        document=Document(
            uri=uri,
            content=f"<p>{raw}" if page else raw,
            content_hash=hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest(),
            media_type="text/html" if page else "text/plain",
            record=record,
            fields={"section": "World"} if record else {},
        ),
        text=raw,
        blocks=blocks,
        body=body,
        title=title,
        published_at=published,
        source=SOURCES[source],
        repairs={"nbsp": len(names)},
        mentions=tuple(mentions),
    )


def rows_of(article: Article, modified_ns: int = 1) -> DocumentRows:
    """The article's rows, as of a file of its own or of the container that its uri names."""
    document = article.document
    path = document.uri if document.record is None else document.uri.rpartition("#")[0]
    return to_rows(article, FileFacts(path, len(article.text), modified_ns), VERSIONS)


URIS = ["a.txt", "b/c.txt", "b/d.html", "w.jsonl#1", "w.jsonl#2", "Ünï.txt"]


@st.composite
def stories(draw: st.DrawFn, uris: Any = None) -> Article:
    """Any small article."""
    uri = draw(uris if uris is not None else st.sampled_from(URIS))
    return story(
        uri,
        draw(st.lists(st.integers(0, len(NAMES) - 1), max_size=5)),
        record=int(uri.rpartition("#")[2]) if "#" in uri else None,
        source=draw(st.integers(0, len(SOURCES) - 1)),
        rule=draw(st.integers(0, len(RULES) - 1)),
        title=draw(st.sampled_from([None, "A title", "Another"])),
        page=uri.endswith(".html"),
        published=draw(st.sampled_from([None, "2023", "2023-05-05", "2023-05-05T08:00:00Z"])),
        filler=draw(st.sampled_from([" said. ", "\0\ud800 ", "𝕏 "])),
    )


folders = st.lists(stories(), max_size=6, unique_by=lambda article: article.document.uri)
"""Articles of different documents."""
