"""What a run foresees of notices, and how much of it is held in memory."""

import pytest

from flows.making import foresight
from flows.making.drafts import draft
from flows.making.foresight import Draft, Foresight
from flows.text.pipeline import to_article
from flows.text.records import Document
from tests.folders import story

CLOSING = "Harbour Wire brings you the news of the coast, every day, on paper and on air."


def place(number: int) -> str:
    """An invented place, another for each number."""
    return "Port " + "".join("abcdefghij"[int(digit)] for digit in str(number)).title()


def drafts(numbers: range) -> list[Draft]:
    """Stories of one publisher, each another, all above the same closing line."""
    fields = {"source": "Harbour Wire"}
    texts = (story(number, place(number)).rpartition("\n\n")[0] + f"\n\n{CLOSING}\n" for number in numbers)
    return [
        draft(to_article(Document(f"{n}.txt", text, "", fields=fields))) for n, text in zip(numbers, texts, strict=True)
    ]


def held(memory: Foresight) -> int:
    """Titles and leads in memory."""
    notices = sum(len(seen.titles) + len(seen.leads) for seen in memory._seen.values())
    return notices + sum(map(len, memory._stories.values()))


def test_a_line_under_enough_stories_is_foreseen_to_be_a_notice() -> None:
    memory = Foresight()
    some = drafts(range(1, 30))
    memory.look_at(some[:3])
    assert memory.of(some[0].article) == ()
    memory.look_at(some[3:])
    assert any(candidate.notice in memory.of(some[0].article) for candidate in some[0].candidates)


def test_memory_does_not_grow_with_the_number_of_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foresight, "MOST_REMEMBERED", 40)
    memory, batch = Foresight(), drafts(range(1, 200))
    most = 0
    for at in range(0, len(batch), 4):
        memory.look_at(batch[at : at + 4])
        most = max(most, held(memory))
    assert 10 < most < (40 + 4) * (1 + 2 * max(len(each.candidates) for each in batch))
