"""What a run did, in words and in a small table."""

from dataclasses import asdict
from itertools import islice

from flows.making.reclean import Recleaned
from flows.running.record import Report

NAMES = {"entities": "entities new", "articles_stale": "articles stale", "files_vanished": "files vanished since"}
"""What a person is told a count is, where its column's name does not say it well enough."""

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
    """Name and value of each count, what was rejected and passed over by reason, seconds by step, and versions."""
    counts = [(NAMES.get(name, name.replace("_", " ")), value) for name, value in asdict(report.tally.counts).items()]
    reasons = report.tally.reasons
    return [
        *counts,
        *((f"rejected: {error}", number) for error, number in reasons["rejected"].items()),
        *(
            (f"passed over: {reason}", number)
            for reason, number in islice(reasons["passed over"].items(), MOST_REASONS)
        ),
        ("seconds", round(report.seconds, 1)),
        *((f"seconds: {step}", round(seconds, 1)) for step, seconds in report.tally.step_seconds.items()),
        *((f"version: {what.replace('_', ' ')}", version) for what, version in report.versions.items()),
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
        *(("would change", sample) for sample in done.samples),
    ]
