r"""What somebody typed into a search box, read the way web searches read it.

Words must all be there; "words in quotes" stand together; `-word` must not be there; `OR` gives a choice. Anything else
(brackets, stars, colons, NEAR, quotes without an end) is no syntax but text, so that no query is an error of syntax.

>>> wanted('"north korea" talks -sanctions OR missile').alternatives
((Term('north korea'), Term('talks'), Term('sanctions', False)), (Term('missile'),))
>>> wanted('"north korea" -sanctions').as_fts5()
'("north korea") NOT ("sanctions")'
>>> wanted("a OR b").as_websearch()
'"a" or "b"'
"""

import re
from dataclasses import dataclass

from db.errors import QueryError

LONGEST = 1_000
"""Characters of a query that are read."""

_PART = re.compile(r'(-?)"([^"]*)"?|(\S+)')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together, and whether they must be there or must not."""

    words: str
    present: bool = True

    def __repr__(self) -> str:
        """Short, for the examples above."""
        return f"Term({self.words!r})" if self.present else f"Term({self.words!r}, False)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A choice of alternatives; each is met when all its terms are."""

    alternatives: tuple[tuple[Term, ...], ...]

    def as_fts5(self) -> str:
        """The query for SQLite's FTS5: every term in quotes, so that nothing in it is an operator."""
        return " OR ".join(_fts5(terms) for terms in self.alternatives)

    def as_websearch(self) -> str:
        """The query for PostgreSQL's websearch_to_tsquery."""
        said = (" ".join(("" if t.present else "-") + f'"{t.words}"' for t in terms) for terms in self.alternatives)
        return " or ".join(said)


def wanted(typed: str) -> Wanted:
    """Read a query. Raises QueryError for one without a word that must be there."""
    alternatives: list[list[Term]] = [[]]
    for sign, quoted, bare in _PART.findall(typed[:LONGEST]):
        if bare == "OR":
            alternatives.append([])
        elif words := _words(quoted or bare):
            present = not (sign or (bare.startswith("-") and len(bare) > 1))
            alternatives[-1].append(Term(words, present))
    kept = tuple(tuple(terms) for terms in alternatives if any(term.present for term in terms))
    if not kept:
        raise QueryError("nothing to search for", 'give at least one word, such as: dateline search "north korea"')
    return Wanted(kept)


def _words(text: str) -> str:
    """Letters and digits of any script, one space between words: what both databases index."""
    return " ".join(re.findall(r"[^\W_]+", text))


def _fts5(terms: tuple[Term, ...]) -> str:
    there = " AND ".join(f'"{term.words}"' for term in terms if term.present)
    gone = " OR ".join(f'"{term.words}"' for term in terms if not term.present)
    return f"({there}) NOT ({gone})" if gone else f"({there})"
