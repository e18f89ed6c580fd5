"""Candidates for a learned notice, and what decisions do to an article, as pure functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text.fingerprints import LONGEST, fingerprint
from flows.text.learned import EVERY_RULE, MOST_OF_BODY, candidates, decided, title_hash
from flows.text.pipeline import to_article
from flows.text.records import BODY_ROLES, Document

NOTICE = "Join us in the garden on any day, and bring your neighbours with you."
PARAGRAPH = "The council said on Monday that the harbour of the old town would be rebuilt before the winter, item {}."


def article(*paragraphs, source="Hill Post"):
    return to_article(Document("a.txt", "\n\n".join(paragraphs), "hash", fields={"source": source, "title": "Harbour"}))


def long_article(*, head=(), tail=()):
    return article(*head, *(PARAGRAPH.format(n) for n in "abcdefgh"), *tail)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Join us in the garden on May 5, and bring friends", "JOIN US  in the garden on June 12, and bring friends!"),
        ("Subscribe to us: it is 10:30 now, and 4 min to read", "Subscribe to us: it is 9:05 now, and 12 min to read"),
        ("This story was last updated on 2023-05-05", "This story was last updated on 2021-12-24"),
        ("Contact us — naïve questions welcome", "Contact us - naive questions welcome"),
    ],
)
def test_what_differs_in_case_figures_and_dates_is_the_same_notice(one, other):
    assert fingerprint(one) == fingerprint(other) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "12:30",
        "Background",
        "What happens next?",
        "“Subscribe to nothing,” he said, “and you will be free.”",
        "Join us! " * (LONGEST // 9 + 1),
        "He met Anna Petrova of the ministry before he left.",
        "Petrova said that the talks would go on for as long as they had to.",
        "The index closed at 4,302 points, and the currency at 82.7.",
    ],
)
def test_what_reads_like_content_has_no_fingerprint(text):
    assert fingerprint(text) is None


def test_a_site_that_names_itself_names_nobody():
    text = "All of us at The Hill Post thank you, and The Hill Post thanks your neighbours."
    assert fingerprint(text, "The Hill Post") is not None


def test_a_headline_with_another_number_is_the_same_story():
    one, other = (Document("a", f"Talks, day {n}\n\n{PARAGRAPH.format(n)}", "h") for n in (3, 14))
    assert title_hash(to_article(one)) == title_hash(to_article(other))


def test_candidates_stand_near_head_and_tail():
    mark = fingerprint(NOTICE)
    found = [c for c in candidates(long_article(head=[NOTICE], tail=[NOTICE])) if c.notice.fingerprint == mark]
    assert [c.notice.place for c in found] == ["head", "tail"]
    assert found[0].start < found[1].start
    middle = article(*(PARAGRAPH.format(n) for n in "abcdefg"), NOTICE, *(PARAGRAPH.format(n) for n in "hijklmno"))
    assert fingerprint(NOTICE) not in {c.notice.fingerprint for c in candidates(middle)}


def test_removed_and_put_back():
    whole = long_article(tail=[NOTICE])
    notice = next(c.notice for c in candidates(whole) if c.notice.fingerprint == fingerprint(NOTICE))
    without = decided(whole, {notice})
    assert NOTICE not in without.body
    (gone,) = [b for b in without.blocks if not b.kept]
    assert (gone.role, gone.rule) == ("notice", notice.rule)
    assert decided(whole, {notice}, {notice.rule}).body == whole.body
    assert decided(whole, {notice}, {EVERY_RULE}).body == whole.body
    assert decided(whole, {notice}, {"another-rule"}).body == without.body


def test_what_a_rule_removed_is_put_back_as_body():
    notice = "The comments posted here are not from Hill Post. Kindly refrain from obscene words."
    whole = long_article(tail=[notice])
    (gone,) = [b for b in whole.blocks if not b.kept]
    back = decided(whole, (), {gone.rule})
    assert back.body.endswith(notice)
    assert back.blocks[-1].rule == f"restored:{gone.rule}"
    assert candidates(back) == candidates(whole)


def test_most_of_an_article_is_never_a_notice():
    short = article("The council met.", NOTICE)
    assert decided(short, {c.notice for c in candidates(short)}).body == short.body


@given(
    st.lists(st.sampled_from([NOTICE, "Contact us at any hour.", *map(PARAGRAPH.format, "abcdef")]), min_size=1),
    st.randoms(use_true_random=False),
)
def test_decisions_keep_the_borders_and_the_candidates(paragraphs, chance):
    whole = article(*paragraphs)
    found = candidates(whole)
    learned = {c.notice for c in found if chance.random() < 0.7}
    restored = {notice.rule for notice in learned if chance.random() < 0.3}
    after = decided(whole, learned, restored)
    assert [(b.raw_start, b.raw_end) for b in after.blocks] == [(b.raw_start, b.raw_end) for b in whole.blocks]
    assert candidates(after) == found
    kept, before = ([b for b in a.blocks if b.kept and b.role in BODY_ROLES] for a in (after, whole))
    assert sum(b.raw_end - b.raw_start for b in kept) >= (1 - MOST_OF_BODY) * sum(
        b.raw_end - b.raw_start for b in before
    )
    assert decided(whole) is whole
