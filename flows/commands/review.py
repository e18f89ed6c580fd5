"""`dateline review`: a person is asked about the links that are least sure, one after another, and judges them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from db.entities.judging import Judgement, base
from flows.commands.entities import apply, judgement, opened, part_of
from flows.settings import Settings
from flows.telling.tables import one_line

TIES = """
    SELECT t.key, t.entity_key, t.rule, t.score, t.reason, e.name FROM entity_ties t
    JOIN entities e ON e.key = t.entity_key
    WHERE t.rule IN ('variant', 'homonym')
      AND (t.rule = 'homonym' OR t.key NOT LIKE '%@%')
      AND NOT EXISTS (SELECT 1 FROM entity_judgements j WHERE j.action = 'keep' AND j.key = t.key)
    ORDER BY t.score, t.key LIMIT :limit"""

LINKS = """
    SELECT l.key, e.name, l.written, d.uri, min(l.score) AS score, min(l.reason) AS reason, count(*) AS mentions,
           min(l.mention_id) AS mention_id
    FROM low_confidence l JOIN entities e ON e.id = l.entity_id
    JOIN articles a ON a.id = l.article_id JOIN documents d ON d.id = a.document_id
    WHERE l.reason IN ('its entity is not sure', 'its place is not sure')
    GROUP BY l.key, e.name, l.written, d.uri ORDER BY min(l.score), l.key, l.written, d.uri LIMIT :limit"""

SENTENCE = """
    SELECT substr(CASE m.field WHEN 'title' THEN a.title ELSE a.body END, m.sentence_start + 1,
                  m.sentence_end - m.sentence_start) FROM mentions m JOIN articles a ON a.id = m.article_id
    WHERE m.id = :mention"""

ANSWERS = {"y": "yes", "n": "no", "s": "skip", "q": "quit"}
SHOWN = 400
"""Code points of a sentence that are shown."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A link that is not sure: how it is asked, and what a yes and a no say."""

    question: str
    yes: Judgement
    no: Judgement


def review(settings: Settings, limit: int, who: str) -> int:
    """Ask about `limit` links at most, and follow each answer at once; ends at `q` or the end of the input."""
    with opened(settings) as connection:
        doubts = list(found(connection, limit, who))
    judged = 0
    for number, doubt in enumerate(doubts, 1):
        print(f"\n[{number} of {len(doubts)}] {doubt.question}")
        answer = asked()
        if answer == "quit":
            break
        if answer != "skip":
            with opened(settings, "review") as connection:
                made = apply(connection, doubt.yes if answer == "yes" else doubt.no)
            print(f"  {made.id}: {one_line(made.said)}")
            judged += 1
    print(f"\n{judged} judged; {len(doubts) - judged} left of those asked" if doubts else "nothing is in doubt")
    return 0


def asked() -> str:
    """The next answer: yes, no, skip or quit; asks again until it is one of them."""
    while True:
        try:
            told = input("  right? [y]es [n]o [s]kip [q]uit: ").strip().casefold()
        except EOFError:
            print()
            return "quit"
        if told[:1] in ANSWERS and (told in ANSWERS or told in ANSWERS.values()):
            return ANSWERS[told[0]]


def found(connection: Connection, limit: int, who: str) -> Iterator[Doubt]:
    """The links that are least sure: those across documents, then those within one."""
    ties = connection.execute(text(TIES), {"limit": limit}).all()
    for row in ties:
        apart = row.rule == "homonym"
        what = "is somebody else than" if apart else "is"
        question = one_line(f"{row.key} {what} {base(row.key) if apart else f'{row.entity_key} ({row.name})'}")
        no = judgement("merge", row.key, base(row.key), who, "review") if apart else judgement(
            "forbid", row.key, row.entity_key, who, "review")  # fmt: skip
        yield Doubt(f"{question}\n  {row.score:.2f}: {one_line(row.reason)}",
                    judgement("keep", row.key, None, who, "review"), no)  # fmt: skip
    for row in connection.execute(text(LINKS), {"limit": limit - len(ties)}):
        sentence = connection.execute(text(SENTENCE), {"mention": row.mention_id}).scalar() or ""
        question = one_line(f"{row.written} in {row.uri} is {row.key} ({row.name})")
        told = f"{question}\n  {row.score:.2f}: {row.reason}; {row.mentions} mentions\n  {one_line(sentence[:SHOWN])}"
        where = {"alias": row.written, "uri": row.uri}
        part = part_of(row.key, None, where)
        yield Doubt(told, judgement("keep", row.key, None, who, "review", **where),
                    judgement("split", row.key, part, who, "review", **where))  # fmt: skip
