"""Which notices an article is cleaned of at first: those the database has learned, and those this run makes likely.

Foresight saves work and decides nothing: at the end of the run the database reaches its verdict from all documents, and
what was foreseen wrongly is cleaned again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from db.cleaning.verdict import needed
from flows.text.learned import Candidate, Notice, title_hash
from flows.text.records import Article

MOST_REMEMBERED = 20_000
"""Candidates and titles held in memory; past that, memory begins anew."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article straight from cleaning, with the candidates in it."""

    article: Article
    candidates: tuple[Candidate, ...]


@dataclass(slots=True)
class _Seen:
    titles: set[str] = field(default_factory=set)
    leads: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Foresight:
    """Notices by source, and what this run has seen of candidates. `refused` are the fingerprints with a veto."""

    learned: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    refused: Collection[str] = ()
    _stories: dict[str, set[str]] = field(default_factory=dict)
    _seen: dict[tuple[str, Notice], _Seen] = field(default_factory=dict)

    def renew(self, learned: Mapping[str, set[tuple[str, str]]]) -> None:
        """Take the database's verdict for what is foreseen."""
        self.learned = dict(learned)

    def of(self, article: Article) -> Collection[tuple[str, str]]:
        """The notices that this article is cleaned of."""
        return self.learned.get(article.source.slug, ()) if article.source else ()

    def look_at(self, drafts: Iterable[Draft]) -> None:
        """Count the candidates of these drafts, and take for learned what enough stories of this run have."""
        if len(self._seen) + sum(map(len, self._stories.values())) > MOST_REMEMBERED:
            self._seen.clear()
            self._stories.clear()
        touched: dict[tuple[str, Notice], bool] = {}
        for draft in drafts:
            if draft.article.source:
                slug, title = draft.article.source.slug, title_hash(draft.article)
                self._stories.setdefault(slug, set()).add(title)
                for candidate in draft.candidates:
                    seen = self._seen.setdefault((slug, candidate.notice), _Seen())
                    seen.titles.add(title)
                    seen.leads.add(candidate.lead)
                    touched[slug, candidate.notice] = candidate.sure
        for (slug, notice), sure in touched.items():
            stories = min(len(self._seen[slug, notice].titles), len(self._seen[slug, notice].leads))
            if stories >= needed(len(self._stories[slug]), sure) and notice.fingerprint not in self.refused:
                self.learned.setdefault(slug, set()).add(notice)
