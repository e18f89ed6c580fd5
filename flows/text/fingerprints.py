"""Whether a block is the kind of text that a site prints under every article, and the same as another one.

Two blocks have one fingerprint when they differ in case, white space, marks, figures and dates alone. What reads like
content (a quotation, names, figures) has none, so that it can never be learned as a notice.
"""

import hashlib
import re

from flows.text.slugs import fold

LONGEST = 600
"""Code points of a block that may be a standing notice."""

FEWEST_WORDS = 5
"""Fewer words are a notice only with a cue: `Background` over each last section is a subheading."""

_DIGEST = 12
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"]
_DAYS = ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"]
_DATE_WORD = re.compile(
    rf"\b(?:{'|'.join(_MONTHS)}|january|february|march|april|june|july|august|september|october|november|december"
    rf"|(?:{'|'.join(_DAYS)})(?:day|sday|nesday|rsday|urday)?|a\.?m|p\.?m|ist|gmt|utc|est|edt|bst)\b\.?"
)
_DATE = re.compile(
    r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|\b\d{1,2}[:.]\d{2}(?::\d{2})?\b|\b(?:19|20)\d\d\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s,]+(?:{'|'.join(_MONTHS)})[a-z]*|\b(?:{'|'.join(_MONTHS)})[a-z]*\.?\s+\d{{1,2}}\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_MARKS = re.compile(r"[\W\d_]+")
_CUES = (
    "subscri", "newsletter", "follow us", "sign up", "click here", "copyright", "all rights reserved", "download",
    "our app", "whatsapp", "mail us", "cookie", "privacy policy", "terms of use", "terms of service", "disclaimer",
    "this article", "this story", "this website", "our site", "our website", "our readers", "our journalism",
    "our coverage", "our channel", "your comment", "views expressed", "syndicated", "read more", "read also",
    "read our", "also read", "more stories", "more news", "latest news", "breaking news", "support us", "donate",
    "stay tuned", "stay updated", "get in touch", "contact us", "like us", "join us", "©", "http", "www.", "@",
)  # fmt: skip
_NAME = re.compile(r"(?<=[\w,] )(?:[A-Z][\w'’-]+)(?: (?:of |the |and )?[A-Z][\w'’-]+)*")
_SPEECH = (" said", " says", " told ", " added", "according to", " announced", " reported", " accused", " denied")
_NO_NAMES = re.compile(
    r"\A(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Twitter|Facebook|Instagram|YouTube|WhatsApp|Telegram|LinkedIn|X|Google|I)\Z"
)
_QUOTED = re.compile('[“"«„][^“”"«»„]{2,}[”"»“]|‘[^‘’]{8,}’(?!\\w)')
_OPENING = "“\"«„‘'"
_QUOTES = frozenset('“"«„‘')


def fingerprint(text: str, own_name: str = "") -> str | None:
    """Twelve hexadecimal digits that stand for the text, or null when it is none that could be learned.

    `own_name` is the publisher's: a site that names itself names nobody.

    >>> fingerprint("Updated at 10:30 on May 5: read our latest coverage here") == fingerprint(
    ...     "UPDATED AT 9:05 ON JUNE 12: read our latest  coverage here")
    True
    """
    stripped = text.strip()
    if not 0 < len(stripped) <= LONGEST or speaks_for_keeping(stripped, own_name):
        return None
    words = letters(_DATE_WORD.sub(" ", _DATE.sub(" ", fold(stripped))))
    return digest(words) if words else None


def letters(text: str) -> str:
    """The words of a text alone: no case, marks or figures."""
    return _MARKS.sub(" ", text.casefold()).strip()


def digest(text: str) -> str:
    """The first digits of a hash of the text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


def speaks_for_keeping(text: str, own_name: str = "") -> bool:
    """Whether the text by itself reads like content.

    It is mostly a quotation; or it has no notice's cue, and is short, or tells what somebody said, or has figures or a
    name in mid-sentence: the background that a desk adds to each story on a matter.
    """
    if text[0] in _OPENING or (not _QUOTES.isdisjoint(text) and _mostly_quoted(text)):
        return True
    lower = text.lower()
    content = (
        any(verb in lower for verb in _SPEECH)
        or _has_names(text, own_name)
        or len(text.split()) < FEWEST_WORDS
        or _has_figures(text)
    )
    return content and not any(cue in lower for cue in _CUES)


def _mostly_quoted(text: str) -> bool:
    return 2 * sum(len(found[0]) for found in _QUOTED.finditer(text)) > len(text)


def reads_like_a_notice(text: str) -> bool:
    """Whether the text speaks of subscribing, following, rights, the site itself and the like."""
    lower = text.lower()
    return any(cue in lower for cue in _CUES)


def _has_names(text: str, own_name: str) -> bool:
    own = fold(own_name)
    found = (match[0] for match in _NAME.finditer(text))
    return any(not _NO_NAMES.match(name) and not (own and fold(name) in own) for name in found)


def _has_figures(text: str) -> bool:
    """Figures that are no date and no time: a market's close, a score, a count."""
    return _DIGIT.search(text) is not None and _DIGIT.search(_DATE.sub(" ", text)) is not None
