"""What a line looks like, and what stands around it, as numbers for the line model.

A line here is a block of `blocks.split`, white space collapsed. Nothing in it knows a site; the few word lists are of
what pages say around articles, in several languages.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import log1p

from flows.text.boilerplate_openings import openings_of, parsed

Row = list[float]

_TERMINAL = re.compile("[.!?…。！？][\"'”’»“)\\]]*\\Z")
_SENTENCE_END = re.compile("[.!?…。！？][\"'”’»)]*\\s+[\"'“‘«(]?[A-Z0-9ÄÖÜÉÀ]")
_MARKS = re.compile(r"[|›»→•·►▶©®™✓]|\.\.\.\Z|…\Z|>>")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|\.com\b|@\w")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\d{1,2}:\d\d|\b\d{1,2}[./]\d{1,2}[./]|\bago\b|\bvor \d|\bhace \d|"
    r"\b(?:min|mins|minutes?|hours?) read\b",
    re.IGNORECASE,
)
_VOCABULARY = re.compile(r"[^\W\d_]{4,}|[\u3040-\u9fff\uac00-\ud7a3]{2}")
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
_DIGITS = b"0123456789"
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_GAIN = 8  # words a line must have to speak for being prose, as in the best run of lines
_PARTED = 3  # lines of other things that part two stretches of prose
_AROUND = 5  # lines on either side whose first judgement the second look sees
NEAR = (-3, -2, -1, 1, 2, 3)


def rows(lines: Sequence[str]) -> list[Row]:
    """One row of numbers a line, of equal length; linear in the number of lines."""
    if not lines:
        return []
    own = [_own(line) for line in lines]
    words = [row[1] for row in own]
    prose = [float(row[1] >= 10 and row[2] > 0) for row in own]
    counts: dict[str, int] = {}
    for line in lines:
        counts[line] = counts.get(line, 0) + 1
    start, end = best_run([count - _GAIN for count in words])
    before = list(accumulate(prose, initial=0.0))
    sums = list(accumulate((w * p for w, p in zip(words, prose, strict=True)), initial=0.0))
    last, following = _distances(prose)
    total = len(lines)
    document = [log1p(total), before[-1] / total, log1p(sums[-1]), sums[-1] / max(1.0, sum(words)), log1p(end - start)]
    shared, titled = _coherence(lines, own, start, end)
    frame_runs, prose_runs = _runs([1.0 - one for one in prose]), _runs(prose)
    order, part, bigger = _clusters(words, prose)
    made = []
    for i, row in enumerate(own):
        near = [value for step in NEAR for value in _summary(own, i + step)]
        windows = []
        for width in (3, 8, 20):
            low, high = max(0, i - width), min(total, i + width + 1)
            windows += [(before[high] - before[low]) / (high - low), log1p(sums[high] - sums[low])]
        place = [
            i / total,
            min(i, 60.0),
            min(total - i, 60.0),
            float(start <= i < end),
            max(-30.0, min(30.0, float(i - start))),
            max(-30.0, min(30.0, float(end - 1 - i))),
            last[i],
            following[i],
            before[i] / max(1.0, before[-1]),
            sums[i] / max(1.0, sums[-1]),
            min(5.0, counts[lines[i]]),
            shared[i],
            titled[i],
            frame_runs[i],
            prose_runs[i],
            order[i],
            part[i],
            bigger[i],
        ]
        made.append([*row, *near, *windows, *place, *document])
    return made


def best_run(gains: Sequence[float]) -> tuple[int, int]:
    """The run `[start, end)` of greatest sum (Kadane)."""
    best, best_range, sum_here, start = 0.0, (0, 0), 0.0, 0
    for i, gain in enumerate(gains):
        if sum_here <= 0:
            sum_here, start = 0.0, i
        sum_here += gain
        if sum_here > best:
            best, best_range = sum_here, (start, i + 1)
    return best_range


def _own(line: str) -> Row:
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
        float(bool(_ADDRESS.search(sample))),
        float(len(_DATE.findall(sample))),
        float(sample.endswith("?")),
        *_classes(sample),
    ]


def _coherence(lines: Sequence[str], own: Sequence[Row], start: int, end: int) -> tuple[Row, Row]:
    """How much of a line's vocabulary the rest of the best run shares, and how much the first line does."""
    words = [frozenset(_VOCABULARY.findall(line[:600].lower())) for line in lines]
    seen: dict[str, int] = {}
    for i in range(start, end):
        for word in words[i]:
            seen[word] = seen.get(word, 0) + 1
    shared, titled = [], []
    for i, vocabulary in enumerate(words):
        inside = int(start <= i < end)
        size = max(1, len(vocabulary))
        shared.append(sum([seen.get(word, 0) > inside for word in vocabulary]) / size)
        titled.append(len(vocabulary & words[0]) / size if i else -1.0)
    return shared, titled


def _clusters(words: Sequence[float], prose: Sequence[float]) -> tuple[Row, Row, Row]:
    """Stretches of prose that three lines of other things part: number, size beside the largest, a larger one before.

    A page of endless scroll holds several; the first large one is the article.
    """
    numbers, sizes, quiet = [], [0.0], 0
    for count, is_prose in zip(words, prose, strict=True):
        quiet = 0 if is_prose else quiet + 1
        if is_prose:
            sizes[-1] += count
        elif quiet == _PARTED and sizes[-1]:
            sizes.append(0.0)
        numbers.append(len(sizes) - 1)
    largest = max(sizes) or 1.0
    before = list(accumulate(sizes, max, initial=0.0))
    return (
        [min(10.0, float(number)) for number in numbers],
        [sizes[number] / largest for number in numbers],
        [min(9.0, before[number] / max(1.0, sizes[number])) for number in numbers],
    )


def _runs(marks: Sequence[float]) -> Row:
    """For each marked line the length of the run of marked lines it is in, at most 40; 0 for the others."""
    made: Row = []
    i = 0
    while i < len(marks):
        j = i
        while j < len(marks) and marks[j] == marks[i]:
            j += 1
        made += [min(40.0, float(j - i)) if marks[i] else 0.0] * (j - i)
        i = j
    return made


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
    if not sample.isascii():
        return sum(map(str.isdigit, sample)), sum(map(str.isupper, sample))
    plain = sample.encode()
    return len(plain) - len(plain.translate(None, _DIGITS)), len(plain) - len(plain.translate(None, _CAPITALS))


def _summary(own: Sequence[Row], at: int) -> Row:
    if not 0 <= at < len(own):
        return [-1.0, -1.0, -1.0, -1.0, -1.0]
    row = own[at]
    return [row[0], row[1], row[2], row[4], row[3]]


def _distances(prose: Sequence[float]) -> tuple[Row, Row]:
    """Lines since the last line of prose, and until the next; at most 30."""
    last, following, away = [], [], 30.0
    for is_prose in prose:
        last.append(away)
        away = 0.0 if is_prose else min(30.0, away + 1)
    away = 30.0
    for is_prose in reversed(prose):
        following.append(away)
        away = 0.0 if is_prose else min(30.0, away + 1)
    return last, following[::-1]


def second_rows(first: Sequence[Row], chances: Sequence[float]) -> list[Row]:
    """Rows for the second look: what the first forest said of a line, of its neighbours and of the whole text."""
    total = len(first)
    words = [row[1] for row in first]
    weights = [log1p(count) for count in words]
    start, end = best_run([(chance - 0.4) * weight for chance, weight in zip(chances, weights, strict=True)])
    mass = list(accumulate((chance * count for chance, count in zip(chances, words, strict=True)), initial=0.0))
    sums = list(accumulate(chances, initial=0.0))
    most_before = list(accumulate(chances, max, initial=0.0))
    most_after = list(accumulate(reversed(chances), max, initial=0.0))[::-1]
    padded = [0.0] * _AROUND + list(chances) + [0.0] * _AROUND
    whole, mean, size = mass[-1] + 1.0, sums[-1] / max(1, total), log1p(total)
    made = []
    for i in range(total):
        windows = []
        for width in (8, 20):
            low, high = max(0, i - width), min(total, i + width + 1)
            windows.append((sums[high] - sums[low]) / (high - low))
        made.append(
            [
                *padded[i : i + 2 * _AROUND + 1],
                mass[i] / whole,
                (whole - mass[i + 1]) / whole,
                float(start <= i < end),
                max(-20.0, min(20.0, float(i - start))),
                max(-20.0, min(20.0, float(end - 1 - i))),
                *windows,
                mean,
                weights[i],
                first[i][2],
                size,
                i / total,
                most_before[i],
                most_after[i + 1],
            ]
        )
    return made
