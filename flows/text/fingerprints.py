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

NAMES = 2
"""So many different names in mid-sentence speak for keeping: background that a desk adds to each story on a matter."""

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
_MARKS = re.compile(r"[\W\d_]+")
_CUE = re.compile(
    r"\b(?:subscri(?:be|ption)|newsletters?|follow us|sign up|click here|copyright|all rights reserved|download|our app"
    r"|whatsapp|e-?mail us|cookies?|privacy policy|terms of (?:use|service)|disclaimer|this (?:article|story|website)"
    r"|our (?:site|website|readers|journalism|coverage|channel)|your comments?|views expressed|syndicated (?:feed|by)"
    r"|read (?:more|also|our)|also read|more (?:stories|news)|latest news|breaking news|support us|donate"
    r"|stay (?:tuned|updated)|get in touch|contact us|like us|join us)\b"
    r"|©|https?:|www\.|\w@\w",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,] )(?:[A-Z][\w'’-]+)(?: (?:of |the |and )?[A-Z][\w'’-]+)*")
_NO_NAMES = re.compile(
    r"\A(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Twitter|Facebook|Instagram|YouTube|WhatsApp|Telegram|LinkedIn|X|Google|I)\Z"
)
_QUOTED = re.compile('[“"«„][^“”"«»„]{2,}[”"»“]|‘[^‘’]{8,}’(?!\\w)')
_OPENING = "“\"«„‘'"


def fingerprint(text: str, own_name: str = "") -> str | None:
    """Twelve hexadecimal digits that stand for the text, or null when it is none that could be learned.

    `own_name` is the publisher's: a site that names itself names nobody.

    >>> fingerprint("Updated at 10:30 on May 5: read our latest coverage here") == fingerprint(
    ...     "UPDATED AT 9:05 ON JUNE 12: read our latest  coverage here")
    True
    """
    stripped = text.strip()
    if not 0 < len(stripped) <= LONGEST:
        return None
    words = _MARKS.sub(" ", _DATE_WORD.sub(" ", _DATE.sub(" ", fold(stripped)))).strip()
    if not words or speaks_for_keeping(stripped, own_name):
        return None
    return digest(words)


def digest(text: str) -> str:
    """The first digits of a hash of the text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


def speaks_for_keeping(text: str, own_name: str = "") -> bool:
    """Whether the text by itself reads like content.

    It is mostly a quotation; or it has no notice's cue, and is short, or has names or figures.
    """
    if 2 * sum(len(found[0]) for found in _QUOTED.finditer(text)) > len(text) or text[0] in _OPENING:
        return True
    if reads_like_a_notice(text):
        return False
    return len(text.split()) < FEWEST_WORDS or len(_names(text, own_name)) >= NAMES or _has_figures(text)


def reads_like_a_notice(text: str) -> bool:
    """Whether the text speaks of subscribing, following, rights, the site itself and the like."""
    return _CUE.search(text) is not None


def _names(text: str, own_name: str) -> set[str]:
    own = fold(own_name)
    found = {match[0] for match in _NAME.finditer(text)}
    return {name for name in found if not _NO_NAMES.match(name) and not (own and fold(name) in own)}


def _has_figures(text: str) -> bool:
    """Figures that are no date and no time: a market's close, a score, a count."""
    return any(char.isdigit() for char in _DATE.sub(" ", text))
