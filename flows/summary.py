"""What a run did, in words and in a small table."""

from collections import Counter
from dataclasses import asdict

from flows.conduct import Report
from flows.reclean import Recleaned

MOST_REASONS = 5
"""Reasons for passing over that a summary names."""


def sentence(report: Report) -> str:
    """One line: what came in, and whether anything needs a look."""
    counts = report.tally.counts
    line = (
        f"{counts.files_seen} files seen: {counts.files_new} new, {counts.files_changed} changed, "
        f"{counts.files_unchanged} unchanged, {counts.files_rejected} rejected"
    )
    return f"{line}; {report.tally.rejects} rejects, see `dateline rejects`" if report.tally.rejects else line


def facts(report: Report) -> list[tuple[str, object]]:
    """Name and value of each count, the seconds, and what was passed over by reason."""
    counts = [(name.replace("_", " "), value) for name, value in asdict(report.tally.counts).items()]
    passed_over = Counter(reason for _, reason in report.tally.passed_over).most_common(MOST_REASONS)
    return [
        *counts,
        ("articles cleaned again", report.recleaned),
        ("rejects", report.tally.rejects),
        ("seconds", round(report.seconds, 1)),
        *((f"passed over: {reason}", number) for reason, number in passed_over),
    ]


def recleaned_sentence(done: Recleaned) -> str:
    """One line on documents that were made again."""
    what = "would become others" if done.changed else "rewritten"
    line = f"{done.documents} documents made again: {done.articles} articles {what}"
    return f"{line}; {len(done.rejects)} could not be made and stay as they are" if done.rejects else line


def recleaned_facts(done: Recleaned) -> list[tuple[str, object]]:
    """Name and value of each count, and what went wrong by uri."""
    return [
        ("documents", done.documents),
        ("articles that change" if done.changed else "articles rewritten", done.articles),
        ("mentions written", done.mentions),
        *((f"not made: {reject.uri}", reject.error.message) for reject in done.rejects[:MOST_REASONS]),
        *((f"changes: {uri}", "") for uri in done.changed[:MOST_REASONS]),
    ]
