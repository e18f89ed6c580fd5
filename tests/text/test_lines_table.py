"""What the line model is told of each line of one saved page: every number, in a table to be read.

`lines/page.tsv` has a row a number and a column a line, by the line's place. Read what changed before you write it
anew: `python -m tests.text.test_lines_table`.
"""

import csv
from itertools import zip_longest
from pathlib import Path

import pytest

from flows.text.blocks import split
from flows.text.lines import Frame, frame_of
from flows.text.lines.features import rows
from flows.text.lines.looks import looks_of
from flows.text.lines.second import second_rows
from flows.text.lines.stretches import best_run, clusters, distances, runs
from flows.text.records import Block

HERE = Path(__file__).parent / "lines"
LOOK_NAMES = (
    "length words terminal capitals small digits upper wordlength colon begins_small quoted sentences commas marks"
    " address dates question share subscribe comment related rights advert photo byline menu"
)
LOOKS = LOOK_NAMES.split()


def columns():
    """The numbers of each line of the page; the first probabilities are made up."""
    lines = (HERE / "page.txt").read_text(encoding="utf-8").splitlines()
    features = rows(lines)
    chances = [((at * 7) % 10) / 10 for at in range(len(lines))]
    for line, row, second in zip(lines, features, second_rows(features, chances), strict=True):
        yield [line[:12], *(f"{value:.4g}" for value in [*row, *second])]


def test_every_number_of_the_saved_page():
    with (HERE / "page.tsv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = list(zip_longest(*columns()))
    for at, (row, own) in enumerate(zip_longest(wanted, found)):
        assert row == list(own), f"number {at} of the lines"


def write():
    """Write the table."""
    table = ["\t".join(row) for row in zip_longest(*columns())]
    (HERE / "page.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")


def look(line):
    return dict(zip(LOOKS, looks_of(line), strict=True))


CLASSES = {
    "share": "share tweet facebook twitter whatsapp linkedin pinterest instagram youtube email e-mail print follow"
    " folgen teilen drucken compartir partager sígue sigue",
    "subscribe": "subscribe signup sign-up login log-in register newsletter account inbox abonnieren anmelden member"
    " password suscríbase unlimited",
    "comment": "comment comments reply replies kommentar antwort comentarios commentaires upvote like",
    "related": "related latest trending recommended popular weiterlesen previous next watch weitere",
    "rights": "copyright terms privacy cookie imprint impressum datenschutz agb rechte contact disclaimer sitemap",
    "advert": "advertisement anzeige sponsored promo shop buy price sale deal deals offer cart coupon donate publicidad"
    " affiliate",
    "photo": "photo image getty picture foto bild caption video gallery credit courtesy file reuters/",
    "byline": "by von por par author written posted published updated editor reporter correspondent source staff",
    "menu": "menu search suche home skip navigation close toggle top tag tags categories archiv page login toolbar",
}
PHRASES = {
    "subscribe": "sign up|sign in|log in|download the|download our|our app|free trial",
    "comment": "post a|posted by|post on|report abuse",
    "related": "read more|read next|read also|read full|also read|more from|more on|more in|more stories|more news"
    "|most read"
    "|most popular|most viewed|see also|you may|you might|up next|mehr zum|mehr von|mehr aus|lesen sie|auch interessant"
    "|lire aussi|leer más|leer mas|top stories|continue reading|click here",
    "rights": "all rights|about us|powered by|mentions légales|mentions legales|aviso legal",
    "photo": "ap photo",
    "menu": "back to",
}


@pytest.mark.parametrize("name", CLASSES)
def test_words_that_pages_say_around_articles(name):
    for word in CLASSES[name].split():
        assert look(f"xyz z{word} xyz")[name] == 0, word
    for words in [*CLASSES[name].split(), *filter(None, PHRASES.get(name, "").split("|"))]:
        assert look(f"xyz {words.title()} xyz")[name] == 1, words
    assert look("xyz")[name] == 0


SMALL = (
    "the of and to in a is that for it was on are with as he she be this have from or had by not but what we were "
    "they you will said has been their who would his her its an at i my die der das und ist nicht ein eine den dem "
    "des von zu mit auf für im sich auch als er sie wir ich hat wird war sind wie bei nach aus que de el la los las "
    "en un una por con se es no al lo como más su le les et est dans qui pour pas sur au il elle du não uma os em "
    "nie się na jest do "
)


def test_small_words_are_counted():
    for word in SMALL.split():
        assert look(f"{word.upper()} xyz")["small"] == 0.5, word
    assert look("xyz")["small"] == 0


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("It is so.", "terminal", 1), ("It is so.”", "terminal", 1), ("It is so", "terminal", 0),
        ("これは。", "terminal", 1), ("x" * 700 + ".", "terminal", 1), ("Two Words here", "capitals", 2 / 3),
        ("a1b2", "digits", 0.5), ("é1b2", "digits", 0.5), ("aBCd", "upper", 0.5), ("éBCd", "upper", 0.5),
        ("ab cdef", "wordlength", 3.5), ("so:", "colon", 1), ("small", "begins_small", 1), ("«so", "quoted", 1),
        ("One. Two! “Three?” 4.", "sentences", 3), ("a, b, c", "commas", 2), ("a | b › c...", "marks", 3),
        ("a...b", "marks", 0), ("see www.x", "address", 1), ("me@x", "address", 1), ("x.com", "address", 1),
        ("@me", "address", 1), ("a @ b", "address", 0), ("2023, 10:30, 7.5.23", "dates", 3), ("2 days ago", "dates", 1),
        ("vor 3 Tagen", "dates", 1), ("5 min read", "dates", 1), ("1850", "dates", 0), ("so?", "question", 1),
        ("これはペン", "words", 3.5), ("a b c", "words", 3), ("a " * 400, "words", 400),
    ],
)  # fmt: skip
def test_what_a_line_looks_like(line, name, value):
    assert look(line.rstrip())[name] == pytest.approx(value)


def test_stretches_of_lines():
    assert best_run([-1, 2, 3, -1, 2, -9, 5]) == (1, 5)
    assert best_run([-1, -2]) == (0, 0)
    assert best_run([3, -3, 3]) == (0, 1)
    assert runs([1, 1, 0, 1]) == [2, 2, 0, 1]
    assert runs([1.0] * 50)[0] == 40
    assert distances([0, 1, 0, 0, 1]) == ([30, 30, 0, 1, 2], [0, 2, 1, 0, 30])
    assert max(distances([1] + [0] * 50)[0]) == 30
    assert clusters([5, 1, 1, 1, 9], [1, 0, 0, 0, 1]) == (
        [0, 0, 0, 1, 1], [5 / 9, 5 / 9, 5 / 9, 1, 1], [0, 0, 0, 5 / 9, 5 / 9],
    )  # fmt: skip
    assert clusters([5, 1, 1, 9], [1, 0, 0, 1])[0] == [0, 0, 0, 0]


PROSE = "The council voted on Tuesday to rebuild the bridge, and so ended a dispute that had lasted for nine years."


def frame(*lines, rules=()):
    text = "\n\n".join(lines)
    blocks = split(text)
    ruled = [Block(*block[:2], "share", False, "x") if at in rules else block for at, block in enumerate(blocks)]
    return frame_of(text, blocks, ruled)


def test_what_stands_around_the_paragraphs():
    assert frame("A", "B", "C", PROSE) == Frame(0, 0, 4, 0)
    assert frame("A", "B", "C", "D", PROSE) == Frame(0, 0, 5, 0), "a single one may be a subheading"
    assert frame("A", "B", "C", PROSE, "D", "E", PROSE) == Frame(2, 0, 7, 0)
    assert frame("A", "B", "C", PROSE, "D", PROSE, "E") == Frame(1, 1, 7, 0)
    assert frame("A", "B", "C", PROSE, "D", "E", "F") == Frame(3, 3, 7, 0)
    assert frame("A", "B", "C", PROSE, rules=[0, 1]) == Frame(0, 0, 4, 2)


@pytest.mark.parametrize(
    ("line", "stub"),
    [("x" * 60, True), ("x" * 61, False), ("x", True),
     *((f"so{end}", False) for end in (".", "!", "?", '."', ".”", ".'", ".’", ".)", "…", "。", "！", "？", "।", "»"))],
)  # fmt: skip
def test_a_stub_is_short_and_has_no_end(line, stub):
    assert frame("A", "B", "C", PROSE, line).trailing == int(stub)


@pytest.mark.parametrize(
    ("seen", "there", "page"),
    [
        (Frame(0, 0, 9, 0), False, False), (Frame(0, 0, 9, 1), True, False), (Frame(2, 2, 9, 0), True, False),
        (Frame(1, 1, 9, 0), False, False), (Frame(10, 0, 33, 3), True, True), (Frame(9, 0, 30, 3), True, False),
        (Frame(10, 0, 34, 3), True, False), (Frame(10, 0, 33, 2), True, False), (Frame(900, 9, 3000, 9), True, True),
        (Frame(1000, 9, 3001, 9), False, False),
    ],
)  # fmt: skip
def test_when_the_model_is_asked(seen, there, page):
    assert (seen.is_there, seen.is_page) == (there, page)


if __name__ == "__main__":
    write()
