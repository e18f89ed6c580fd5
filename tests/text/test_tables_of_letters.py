"""Small tables of letters, scripts and names, each entry by an example of what it is for."""

import pytest

from flows.text.decoding.detection import _is_western, guesses, mark_of, wide_encoding
from flows.text.language import detect
from flows.text.names.agreement import agree, fits_word
from flows.text.names.nicknames import SHORT
from flows.text.names.spelling import sounds, words_of
from flows.text.normalise import look_at, needed, normalise, paragraph, total
from flows.text.slugs import LONGEST, fold, slug

NICKNAMES = {
    "william": "bill will billy", "robert": "bob rob bobby", "james": "jim jimmy", "thomas": "tom tommy",
    "michael": "mike", "joseph": "joe joey", "richard": "dick rick", "edward": "ed eddie", "david": "dave",
    "anthony": "tony", "benjamin": "ben", "christopher": "chris", "daniel": "dan danny", "donald": "don",
    "kenneth": "ken", "matthew": "matt", "nicholas": "nick", "samuel": "sam", "steven": "steve", "timothy": "tim",
    "andrew": "andy", "charles": "charlie", "elizabeth": "liz", "katherine": "kate", "margaret": "maggie",
    "alexander": "alex", "vladimir": "volodymyr", "gregory": "greg", "jeffrey": "jeff", "lawrence": "larry",
    "ronald": "ron", "raymond": "ray", "peter": "pete", "patrick": "pat", "philip": "phil", "frederick": "fred",
    "deborah": "debbie", "susan": "sue", "victoria": "vicky", "zachary": "zach", "joshua": "josh",
}  # fmt: skip


@pytest.mark.parametrize("name", NICKNAMES)
def test_short_forms_of_a_given_name_agree_with_it(name):
    for short in NICKNAMES[name].split():
        assert agree((short, "ray"), (name, "ray")), short
        assert not agree((short, "ray"), ("zoe" if name != "zoe" else "ann", "ray"))
    assert set(SHORT) == {short for shorts in NICKNAMES.values() for short in shorts.split()}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("zelenskiy", "zelensky", True), ("zelenskyy", "zelenski", True), ("khrushchev", "hrushchev", True),
        ("philip", "filip", True), ("brackner", "brakner", True), ("zhanna", "janna", True),
        ("tsaritsa", "zariza", True),
        ("youssou", "yussu", True), ("romanoff", "romanov", True), ("wagner", "vagner", True), ("qasim", "kasim", True),
        ("ameer", "amir", True), ("djamel", "jamel", True), ("tchaikov", "chaikov", True),
        ("schuster", "shuster", True),
        ("gorbaciev", "gorbacev", True), ("mohammed", "mohamed", True), ("yyeltsin", "ieltsin", True),
        ("yuriev", "iuriev", True), ("lenin", "lemin", False), ("smith", "smyth", False), ("lee", "li", False),
        ("wang", "vang", False), ("müller", "mueller", False),
    ],
)  # fmt: skip
def test_spellings_of_one_sound(one, other, alike):
    assert (sounds(one) == sounds(other)) == alike


def test_initials_and_names():
    assert fits_word("j", "john") and fits_word("john", "j") and not fits_word("j", "ann")
    assert not fits_word("john", "jack")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ann Lee's", ("ann", "lee")), ("Ann Lees’", ("ann", "lees")), ("J.P. Ray", ("j", "p", "ray")),
        ('Martin "Marty" Ray', ("martin", "ray")), ("Martin (Marty) Ray", ("martin", "ray")),
        ('"Marty" Ray', ("marty", "ray")), ("O'Neill al-Ray", ("o'neill", "al-ray")), ("...", ("   ",)), ("", ("?",)),
        ("a b c d e f g h i j k l m n", tuple("abcdefghijkl")), ("ÅSA ØRE", ("asa", "ore")),
    ],
)  # fmt: skip
def test_words_of_a_name(text, words):
    assert tuple(word.strip() for word in words_of(text)) == tuple(word.strip() for word in words)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Straße", "strasse"), ("Øre", "ore"), ("Łódź", "lodz"), ("Đorđe", "dorde"), ("Ðð", "dd"), ("Þór þ", "thor th"),
        ("Æsir æ", "aesir ae"), ("Œuvre œ", "oeuvre oe"), ("ısı", "isi"), ("O’Neill ʻOʼ ‘x", "o'neill 'o' 'x"),
        ("Ａ１", "a1"), ("a\u200bb\u00adc", "abc"), ("é  è\u00a0ê", "e e e"), ("a\tb\u2028c", "a b c"),
        ("Привет", "привет"), ("й", "и"), ("p\u0430ypal", "paypal"), ("В", "в"), ("北京", "北京"),
    ],
)  # fmt: skip
def test_texts_for_comparing(text, plain):
    assert fold(text) == plain


def test_letters_that_look_alike_within_a_latin_word():
    cyrillic = "аеорсухіјѕԁһԛԝАВЕКМНОРСТХІЈЅ"
    latin = "aeopcyxijsdhqwabekmhopctxijs"
    greek, alike = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν", "abezhikmnoptyxoiv"
    for odd, plain in zip(cyrillic + greek, latin + alike, strict=True):
        assert fold(f"z{odd}z") == f"z{plain}z", odd


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Qin Gang", "qin-gang"),
        ("Lloyd's of London", "lloyds-of-london"),
        ("A & B", "a-b"),
        ("O'Neill", "o-neill"),
        ("x" * LONGEST, "x" * LONGEST),
    ],
)
def test_keys_that_can_be_read(text, key):
    assert slug(text) == key


def test_a_long_key_is_cut_and_closed_with_its_own_sum():
    one, other = slug("x" * (LONGEST + 1)), slug("x" * (LONGEST + 2))
    assert one != other
    assert [len(key) for key in (one, other)] == [LONGEST + 9] * 2
    assert one.startswith("x" * LONGEST + "-")
    assert slug("!!").startswith("x-") and slug("!!") != slug("??") and len(slug("!!")) == 10


# Languages


SCRIPTS = {
    "ja": "これはペンです", "ko": "이것은 펜이다", "zh": "这是一支笔的故事", "th": "นี่คือปากกา",
    "he": "זה עט כחול", "el": "αυτό είναι στυλό",
    "bn": "এটি একটি কলম", "pa": "ਇਹ ਇੱਕ ਕਲਮ ਹੈ", "gu": "આ એક પેન છે", "ta": "இது ஒரு பேனா", "te": "ఇది ఒక పెన్ను",
    "kn": "ಇದು ಒಂದು ಪೆನ್", "ml": "ഇത് ഒരു പേന", "si": "මෙය පෑනකි", "my": "ဒါက ဘောပင်", "km": "នេះជាប៊ិច", "ka": "ეს კალამია",
    "hy": "սա գրիչ է", "am": "ይህ ብዕር ነው",
}  # fmt: skip


@pytest.mark.parametrize("code", SCRIPTS)
def test_scripts_that_are_one_languages(code):
    assert detect(SCRIPTS[code]) == (code, 0.99)
    assert detect(SCRIPTS[code][:2]) == (None, 0.0) or code in ("ja", "zh", "ko")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("漢字漢字漢字漢字漢字漢字漢字漢字漢字の", "zh"), ("漢字漢字漢字漢の", "ja"), ("漢", None), ("漢字", "zh"),
        ("хцчшщ жзйкл мнпрс", "ru"), ("хцчшщ жзйкл", None), ("کگپ ژچڤ ټډړ", "ar"), ("कखग घचछ जझञ", "hi"),
        ("xyzzy qwrtz bcdfg", None), ("the", "en"), ("the of and", "en"),
    ],
)  # fmt: skip
def test_what_is_said_in_doubt(text, code):
    assert detect(text)[0] == code


def test_confidence_grows_with_the_words():
    assert detect("хцчшщ жзйкл мнпрс") == ("ru", 0.5)
    assert detect("der die das the") == ("en", 0.354)
    assert detect("der die das und nicht") == ("de", 0.704)
    assert detect("der die das und nicht ist mit sich auf") == ("de", 0.951)


def test_only_the_beginning_of_a_text_is_looked_at():
    german = "der die das und nicht ist mit sich auf für "
    english = "the of and was that with were this from have "
    assert detect(german * 40 + english * 400)[0] == "de"
    assert detect("x " * 150 + german * 5)[0] == "de"
    assert detect("x " * 600 + german * 40)[0] is None


# Encodings


@pytest.mark.parametrize(
    "letters",
    [
        "àâæçéèêëîïôœùûüÿ",
        "äöüßéèà",
        "áéíóúüñçªº",
        "áâãàçéêíóôõúüªº",
        "àèéìíòóùúî",
        "éèëïóöüáêç",
        "åäöéüšž",
        "æøåéòôèäö",
        "áéíóúýðþæö",
        "àçéèíïóòúü",
        "äöõüšž",
        "éèêçñïöâôàüáóíã",
    ],
)
def test_letters_of_the_languages_of_western_europe(letters):
    assert _is_western(f"some words of it in ascii and then the letters {letters} of one language")
    assert _is_western(f"some words of it in ascii and then the letters {letters.upper()} of it and “marks” – …")
    assert not _is_western(f"some words of it in ascii and then {letters[:3]}ąęłşğ of two languages")


def test_what_is_western():
    assert _is_western("ascii alone")
    assert _is_western("é" * 29 + "a" * 71)
    assert not _is_western("é" * 30 + "a" * 70)
    assert _is_western("é" * 19 + "ő" + "a" * 99)
    assert not _is_western("é" * 18 + "ő" + "a" * 99)
    assert guesses("Ein Gruß aus Köln an alle Leser".encode("cp1252")) == ["windows-1252"]


@pytest.mark.parametrize("mark", "¡¿–—‘’‚“”„‹›«»…•·©®™°§£€¢´½¼\xa0\xad")
def test_marks_of_western_texts(mark):
    assert _is_western(f"some words {mark} of it")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"\xff\xfe\0\0a\0\0\0", "utf-32le"), (b"\0\0\xfe\xff\0\0\0a", "utf-32be"), (b"\xef\xbb\xbfa", "utf-8"),
        (b"\xff\xfea\0", "utf-16le"), (b"\xfe\xff\0a", "utf-16be"), (b"\xff\xfe\0\0a\0", "utf-16le"),
        (b"\xff\xfe\0\0a\0\x11\0", "utf-16le"), (b"a", None),
    ],
)  # fmt: skip
def test_byte_order_marks(data, encoding):
    found = mark_of(data)
    assert (found and found[1]) == encoding


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["some words of it, in English", "a" * 5000])
def test_wide_encodings_without_a_mark(codec, text):
    assert wide_encoding(text.encode(codec)) == codec.replace("-le", "le").replace("-be", "be")
    assert wide_encoding(text.encode()) is None
    assert wide_encoding(text.encode() + b"\0") is None


# Normalisation


@pytest.mark.parametrize(
    ("char", "name"),
    [
        *((chr(code), "mojibake") for code in (0x80, 0x84, 0x86, 0x9F)), ("&lt;", "entities"),
        *((chr(code), "surrogates") for code in (0xD800, 0xDBFF, 0xDC00, 0xDFFF)),
        *((chr(code), "controls") for code in (0, 8, 0x0E, 0x1B, 0x7F, 0x84, 0x86, 0x9F, 0xFFFE, 0xFFFF)),
        ("\xad", "soft hyphens"),
        *((chr(code), "zero width") for code in (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x180E)),
        *((chr(code), "bidi controls") for code in (0x202A, 0x202E, 0x2066, 0x2069)),
        *((chr(code), "composition") for code in (0x301, 0x1100, 0x11FF, 0x212B)),
        *((chr(code), "line ends") for code in (0x0B, 0x0C, 0x0D, 0x1C, 0x1E, 0x85, 0x2028, 0x2029)),
    ],
)  # fmt: skip
def test_which_characters_call_for_which_mend(char, name):
    assert name in [each for each, _ in needed(f"a{char}b")]


@pytest.mark.parametrize("code", [9, 0x0F00, 0x85, 0xC1, 0x1FFF, 0x200E, 0x202F, 0x2065, 0x206A, 0x10FF, 0xD7FF])
def test_characters_beside_them_call_for_none_of_these(code):
    names = [each for each, _ in needed(f"a{chr(code)}b")]
    assert not {"controls", "surrogates", "soft hyphens", "zero width", "bidi controls", "mojibake"} & set(names)


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("a&amp;amp;amp;lt;b", "a<b"), ("&#x41;&#65;&#0038;amp;c", "AA&c"), ("&nosuch; &lt", "&nosuch; &lt"),
        ("inter\u00ad \n national", "international"), ("inter\u00ad x", "inter x"),
        ("a\u200db \u0915\u200dx", "ab \u0915x"),
        ("\u0915\u200d\u0937", "\u0915\u200d\u0937"), ("a\x0bb\x0cc\x1cd\x1de\x1ef\x85g", "a\nb\nc\nd\ne\nf\ng"),
        ("\n\na\n\n\n\nb\n\n", "a\n\nb"), ("a \n b", "a\nb"), (" a", "a"), ("a ", "a"), ("a\u2003\tb", "a b"),
        ("Ã©", "é"), ("â€œquotedâ€\x9d", "“quoted”"), ("Ångström", "Ångström"),
    ],
)  # fmt: skip
def test_mends(raw, mended):
    assert normalise(raw)[0] == mended


def test_mends_are_counted():
    assert normalise("a\x00b\x07c")[1] == {"controls": 2}
    assert normalise("&lt;&gt;  x")[1] == {"entities": 2, "white space": 1}
    assert normalise(" a  b \n\n\n c")[1] == {"white space": 5}
    assert normalise("plain") == ("plain", {})
    assert paragraph("a\n b  c") == ("a b c", {"white space": 1})
    assert paragraph("a\x00\n b") == ("a b", {"controls": 1, "white space": 1})
    assert paragraph("  a  ") == ("a", {})
    assert total([{"b": 1, "a": 2}, {"a": 3}, {}]) == {"a": 5, "b": 1}
    assert list(total([{"b": 1, "a": 2}])) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [("a b\nc", True), ("a  b", False), ("a\tb", False), ("a\xa0b", False), ("a\u2009b", False), ("é", True),
     ("a\x00", False), ("a & b", True), ("a &amp; b", False)],
)  # fmt: skip
def test_a_plain_text_has_nothing_to_mend(text, plain):
    assert look_at(text).plain == plain
