"""What one line looks like by itself, as numbers for the line model.

Nothing in it knows a site; the few word lists are of what pages say around articles, in several languages.
"""

import re
from functools import lru_cache
from math import log1p

from flows.text.boilerplate.openings import openings_of, parsed

Row = list[float]

_TERMINAL = re.compile("[.!?…。！？][\"'”’»“)\\]]*\\Z")
_SENTENCE_END = re.compile("[.!?…。！？][\"'”’»)]*\\s+[\"'“‘«(]?[A-Z0-9ÄÖÜÉÀ]")
_MARKS = re.compile(r"[|›»→•·►▶©®™✓]|\.\.\.\Z|…\Z|>>")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|\.com\b|@\w")
_OF_ADDRESSES = ("@", "://", "www.", ".com")  # each address has one of them
_DATE = re.compile(
    r"(?=[\davhm])(?:\b(?:19|20)\d\d\b|\d{1,2}:\d\d|\b\d{1,2}[./]\d{1,2}[./]|\bago\b|\bvor \d|\bhace \d|"
    r"\b(?:min|mins|minutes?|hours?) read\b)",  # most letters are passed over at the first look
    re.IGNORECASE,
)
_WORD_CLASSES = tuple(
    re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for words in (
        r"share|tweet|facebook|twitter|whatsapp|linkedin|pinterest|instagram|youtube|e-?mail|print|follow|"
        r"folgen|teilen|drucken|compartir|partager|s[ií]gue",
        r"subscri|sign[ -]?(?:up|in)|log[ -]?in|regist|newsletter|account|inbox|abonn|anmeld|registr|member|"
        r"password|suscr|download (?:the|our)|our app|unlimited|free trial",
        r"comments?\b|repl(?:y|ies)\b|kommentar|antwort|comentari|commentaire|post(?:ed)? (?:a|by|on)|"
        r"report abuse|upvote|like\b",
        r"related|read (?:more|next|also|full)|also read|more (?:from|on|in|stories|news)|most (?:read|popular|"
        r"viewed)|latest|trending|recommend|popular|see also|you (?:may|might)|up next|mehr (?:zum|von|aus)|"
        r"weiterlesen|lesen sie|auch interessant|lire aussi|leer m[aá]s|top stories|continue reading|previous|"
        r"next\b|click here|watch\b|weitere",
        r"copyright|©|all rights|terms|privacy|cookie|imprint|impressum|datenschutz|agb\b|rechte|contact|"
        r"about us|disclaim|powered by|sitemap|mentions l[eé]gales|aviso legal",
        r"advert|anzeige|sponsor|promo|shop\b|buy\b|price|sale\b|deals?\b|offer|cart\b|coupon|donat|publicidad|"
        r"affiliate",
        r"photo|image|getty|picture|foto|bild\b|caption|video|gallery|credit|courtesy|file\b|ap photo|reuters/|"
        r"©",
        r"by\b|von\b|por\b|par\b|author|written|posted|published|updated|editor|reporter|correspondent|source|"
        r"staff",
        r"menu|search|suche|home\b|skip|navigation|close|toggle|back to|top\b|tags?\b|categor|archiv|page\b|"
        r"login|toolbar",
    )
)
_UNSPACED = re.compile("[\u3040-\u9fff\uac00-\ud7a3\u0e01-\u0e5b]")  # scripts that put no space between words
_LETTERS_A_WORD = 2.0
_SMALL_WORDS = (
    "the of and to in a is that for it was on are with as he she be this have from or had by not but what "
    "we were they you will said has been their who would his her its an at i my die der das und ist nicht "
    "ein eine den dem des von zu mit auf für im sich auch als er sie wir ich hat wird war sind wie bei "
    "nach aus que de el la los las en un una por con se es no al lo como más su le les et est dans qui "
    "pour pas sur au il elle du não uma os em nie się na jest do "
)
_SMALL = frozenset(_SMALL_WORDS.split())
_WORDS = re.compile(r"\w+")
_LETTERS = 2  # by which a word is looked up
_ASCII = bytes(range(128))
_DIGITS = b"0123456789"
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def looks_of(line: str) -> Row:
    """Length, words, marks, capitals, small words and word classes of a line whose white space is collapsed."""
    sample = line[:600]
    words = sample.split()
    unspaced = 0.0 if sample.isascii() else len(_UNSPACED.findall(line)) / _LETTERS_A_WORD
    size, count = len(sample), max(1, len(words))
    capitals = sum([word[0].isupper() for word in words])
    small = sum([word in _SMALL for word in sample.lower().split()])
    digits, upper = _digits_and_capitals(sample)
    return [
        log1p(len(line)),
        unspaced + float(len(line.split()) if size < len(line) else len(words)),
        float(bool(_TERMINAL.search(sample[-8:] if size == len(line) else line[-8:]))),
        capitals / count,
        small / count,
        digits / max(1, size),
        upper / max(1, size),
        size / count,
        float(line.endswith(":")),
        float(sample[:1].islower()),
        float(sample[:1] in "\"“„«'‘"),
        float(len(_SENTENCE_END.findall(sample))),
        float(sample.count(",")),
        float(len(_MARKS.findall(sample))),
        float(any(map(sample.__contains__, _OF_ADDRESSES)) and bool(_ADDRESS.search(sample))),
        float(len(_DATE.findall(sample))),
        float(sample.endswith("?")),
        *_classes(sample),
    ]


def _classes(sample: str) -> Row:
    """For each word class whether some word of the line begins as one of it does."""
    found = [0.0] * len(_WORD_CLASSES)
    table = _beginnings()
    for word in _WORDS.finditer(sample):
        start = word.start()
        for number in table.get(sample[start : start + _LETTERS].lower(), ()):
            if not found[number] and _WORD_CLASSES[number].match(sample, start):
                found[number] = 1.0
    return found


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, tuple[int, ...]]:
    """First letters of a word → the classes that may know it."""
    table: dict[str, tuple[int, ...]] = {}
    for number, words in enumerate(_WORD_CLASSES):
        for letters in openings_of(parsed(words.pattern), _LETTERS):
            table[letters] = (*table.get(letters, ()), number)
    return table


def _digits_and_capitals(sample: str) -> tuple[int, int]:
    plain = sample.encode("utf-8", "surrogatepass")
    digits, capitals = (len(plain) - len(plain.translate(None, some)) for some in (_DIGITS, _CAPITALS))
    if sample.isascii():
        return digits, capitals
    foreign = plain.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return digits + sum(map(str.isdigit, foreign)), capitals + sum(map(str.isupper, foreign))
