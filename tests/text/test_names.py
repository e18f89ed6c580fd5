"""Names become mentions with entities: the seed, resolution within a document, and bad input."""

import re
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.text.names import RESOLVER_VERSION, Context, annotate_fields
from flows.text.records import Mention, Span

TITLE = "Chinese foreign minister assures deepening 'coordination and cooperation' with India, Russia"
SEED = (
    """\
The Chinese Foreign Minister, Qin Gang, held a meeting with his counterparts from Russia and India. During the
meeting, Qin reassured both nations. The meeting was held in India with other foreign ministers from the Shanghai
Cooperation Organisation, which consists of nations across Eurasia, given the tense relationship with the West,
particularly the United States. The US has been urging China to help resolve the ongoing war in Ukraine.

However, last week, Chinese President Xi Jinping spoke directly with Ukrainian President Volodymyr Zelenskiy for the
first time since Moscow sent troops into Ukraine. In a meeting with Russian Foreign Minister Sergei Lavrov on the
sidelines of the SCO meeting, Chinese Foreign Minister Qin Gang expressed China's willingness.

He met Indian Foreign Minister Subrahmanyam Jaishankar after a clash on a disputed Himalayan border. The SCO, a bloc
of nations spanning most of Eurasia, includes Russia, India, China, Pakistan and four Central Asian countries, and
is expected to induct Iran and Belarus in a summit in New Delhi in July.""".replace("\n\n", "¶")
    .replace("\n", " ")
    .replace("¶", "\n\n")
)
PERSONS = ["Qin Gang", "Qin", "Xi Jinping", "Volodymyr Zelenskiy", "Sergei Lavrov", "Subrahmanyam Jaishankar"]


def spans_of(text: str, **names: Sequence[str]) -> list[Span]:
    """Every occurrence of the given names, by label; a longer name wins over a shorter one in it."""
    found: list[Span] = []
    for name, label in sorted(((n, label) for label, ns in names.items() for n in ns), key=lambda n: -len(n[0])):
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if all(end <= s.start or s.end <= at for s in found) and not text[end : end + 1].isalpha():
                found.append(Span(at, end, label))
            at = text.find(name, end)
    return sorted(found, key=lambda s: s.start)


def annotate(text: str, context: Context | None = None, title: str = "", **names: Sequence[str]) -> tuple[Mention, ...]:
    fields = {"title": title, "body": text}
    spans = {field: spans_of(t, **names) for field, t in fields.items()}
    return annotate_fields(fields, spans, recogniser="stub", context=context or Context())


def keys(mentions: Sequence[Mention]) -> dict[str, set[str | None]]:
    found: dict[str, set[str | None]] = {}
    for m in mentions:
        found.setdefault(m.text, set()).add(m.entity.key if m.entity else None)
    return found


@pytest.fixture(scope="module")
def seed() -> tuple[Mention, ...]:
    names = {
        "person": PERSONS,
        "organization": ["Shanghai Cooperation Organisation", "SCO"],
        "place": ["Moscow", "New Delhi"],
    }
    return annotate(SEED, Context(language="en"), TITLE, **names)


SEEDS = {
    "Qin Gang": "person:qin-gang", "Qin": "person:qin-gang", "Xi Jinping": "person:xi-jinping",
    "Volodymyr Zelenskiy": "person:volodymyr-zelenskiy", "Sergei Lavrov": "person:sergei-lavrov",
    "Subrahmanyam Jaishankar": "person:subrahmanyam-jaishankar",
    "Shanghai Cooperation Organisation": "organization:shanghai-cooperation-organisation",
    "SCO": "organization:shanghai-cooperation-organisation",
    "China": "country:CN", "India": "country:IN", "Russia": "country:RU", "United States": "country:US",
    "US": "country:US", "Ukraine": "country:UA", "Pakistan": "country:PK", "Iran": "country:IR",
    "Belarus": "country:BY", "Moscow": "place:moscow-ru", "New Delhi": "place:new-delhi-in",
    "Eurasia": "place:eurasia", "West": "place:the-west", "Himalayan": "place:himalayas",
    "Chinese": "group:chinese", "Russian": "group:russian", "Ukrainian": "group:ukrainian",
    "Indian": "group:indian", "Central Asian": "group:central-asian",
}  # fmt: skip


def test_the_seed_yields_just_these_entities(seed: tuple[Mention, ...]):
    assert keys(seed) == {text: {key} for text, key in SEEDS.items()}


def test_the_seed_s_peoples_carry_their_countries(seed: tuple[Mention, ...]):
    codes = {m.text: m.country_code for m in seed if m.label == "group"}
    assert codes == {"Chinese": "CN", "Russian": "RU", "Ukrainian": "UA", "Indian": "IN", "Central Asian": None}


def test_the_seed_s_roles_and_ties(seed: tuple[Mention, ...]):
    roles = {(m.text, m.role, m.country_code) for m in seed if m.role}
    assert roles == {
        ("Qin Gang", "Chinese Foreign Minister", "CN"), ("Xi Jinping", "Chinese President", "CN"),
        ("Volodymyr Zelenskiy", "Ukrainian President", "UA"), ("Sergei Lavrov", "Russian Foreign Minister", "RU"),
        ("Subrahmanyam Jaishankar", "Indian Foreign Minister", "IN"),
    }  # fmt: skip
    ties = {m.text: m.tied for m in seed}
    assert {t: ties[t] for t in ("Qin Gang", "Qin", "SCO", "US", "China", "Chinese", "Himalayan")} == {
        "Qin Gang": "full name", "Qin": "surname", "SCO": "acronym", "US": "abbreviation", "China": "gazetteer",
        "Chinese": "adjective", "Himalayan": "adjective",
    }  # fmt: skip


def test_mentions_stand_in_the_text_in_order_within_their_sentence(seed: tuple[Mention, ...]):
    fields = {"title": TITLE, "body": SEED}
    for m in seed:
        assert fields[m.field][m.char_start : m.char_end] == m.text
        assert m.sentence_start <= m.char_start < m.char_end <= m.sentence_end
    order = [(m.field != "title", m.char_start) for m in seed]
    assert order == sorted(order)


ONE = {
    "surname": ("[Angela Merkel] spoke. [Merkel] left.", "person:angela-merkel"),
    "given name": ("[Beyonce Knowles] sang. [Beyonce] left.", "person:beyonce-knowles"),
    "title and surname": ("[Angela Merkel] spoke. [Mrs. Merkel] left.", "person:angela-merkel"),
    "initials": ("[John Smith] spoke. [J. Smith] left.", "person:john-smith"),
    "middle name": ("[John Fitzgerald Kennedy], [John F. Kennedy], [John Kennedy]", "person:john-fitzgerald-kennedy"),
    "possessive": ("[Angela Merkel] spoke. [Merkel's] party won.", "person:angela-merkel"),
    "spelling": ("[Volodymyr Zelenskiy] spoke. [Zelensky] left. [Zelenskyy] slept.", "person:volodymyr-zelenskiy"),
    "short form": ("[William Gates] spoke. [Bill Gates] left.", "person:william-gates"),
    "East Asian order": ("[Moon Jae-in] spoke. [Moon] left.", "person:moon-jae-in"),
    "Spanish surnames": ("[Andrés López Obrador] spoke. [López Obrador] left.", "person:andres-lopez-obrador"),
    "particle": ("[Ursula von der Leyen] spoke. [Von der Leyen] left.", "person:ursula-von-der-leyen"),
    "Junior": ("[Robert Downey Jr.] spoke. [Robert Downey] left.", "person:robert-downey"),
    "apostrophes": (
        "[John O'Brien] spoke. [O’Brien] left. [OʼBrien], [O`Brien] and [O´Brien] slept. [John O’Brien] rose.",
        "person:john-o-brien",
    ),
    "a nickname": ("[Mary 'Mo' O'Shea O'Neill] spoke. [Mary O’Shea O'Neill] left.", "person:mary-o-shea-o-neill"),
    "regal": ("[Pope Francis] spoke. [Francis] left.", "person:pope-francis"),
    "title within the span": ("[President Joe Biden] spoke. [Joe Biden] left.", "person:joe-biden"),
    "two given names": (
        "[Jens Otto Harry Jespersen] wrote. [Otto Jespersen] read.",
        "person:jens-otto-harry-jespersen",
    ),
}


@pytest.mark.parametrize("case", ONE)
def test_names_of_one_person(case: str):
    marked, key = ONE[case]
    names = re.findall(r"\[(.+?)\]", marked)
    found = keys(annotate(re.sub(r"[\[\]]", "", marked), person=names))
    assert found == {name: {key} for name in names}


SR, JR = "person:robert-smith-sr", "person:robert-smith-jr"
TWO = {
    "Junior and Senior": (
        "[Robert Smith Sr.] met [Robert Smith, Jr]. [Smith Jr.] spoke. [Mr. Smith Sr.] left. [Bob Smith Sr] slept.",
        [SR, JR, JR, SR, SR],
    ),
    "numbers": ("[Al Ray III] met [Al Ray II]. [Ray II] left.", ["al-ray-iii", "al-ray-ii", "al-ray-ii"]),
    "the elder": (
        "[Jan Brue the Elder] taught [Jan Brue the Younger]. [Brue the Younger] left.",
        ["jan-brue-the-elder", "jan-brue-the-younger", "jan-brue-the-younger"],
    ),
    "one name": ("[Pliny the Elder] met [Pliny the Younger].", ["pliny-the-elder", "pliny-the-younger"]),
    "regal": ("[Queen Anne I] and [Queen Anne II]. [Queen Anne II] won.", ["anne-i", "anne-ii", "anne-ii"]),
    "whose middle name is told": ("[Ed J. Roe Jr.] met [Ed Roe Sr.].", ["ed-j-roe-jr", "ed-roe-sr"]),
    "in one sentence": (
        "[Donald Trump Jr.] came with his father, [Donald Trump]. [Trump Jr.] spoke.",
        ["donald-trump-jr", "donald-trump", "donald-trump-jr"],
    ),
    "one of whom is told by the surname": ("[Al Ray Jr.] met [Ray Sr.].", ["al-ray", "ray-sr"]),
    "and a bare name, unless it fits one": ("[Al Ray Jr.] met [Al Ray Sr.]. [Al Ray] left. [Ray] slept.",
                                            ["al-ray-jr", "al-ray-sr", None, None]),
    "no two: an initial": ("[Malcolm I Jones] met [Malcolm Jones].", ["malcolm-i-jones", "malcolm-i-jones"]),
    "no two: another sentence": ("[Al Ray Jr.] came. Then [Al Ray] left.", ["al-ray", "al-ray"]),
    "no two: a day's name": ("[Al Ray Jr.] was born before [Al Ray] Day.", ["al-ray", "al-ray"]),
    "no two: one person's spellings": ("[Al Ray Jr.] met [Bo Lee]. [Al Ray, Jnr.] left.",
                                       ["al-ray", "bo-lee", "al-ray"]),
}  # fmt: skip


@pytest.mark.parametrize("case", TWO)
def test_two_bearers_of_one_name(case: str):
    marked, wanted = TWO[case]
    text, names = re.sub(r"[\[\]]", "", marked), re.findall(r"\[(.+?)\]", marked)
    at, spans = 0, []
    for name in names:
        at = text.index(name, at)
        spans.append(Span(at, at := at + len(name), "person"))
    mentions = annotate_fields({"body": text}, {"body": spans}, recogniser="stub", context=Context())
    found = [m.entity and m.entity.key.removeprefix("person:") for m in mentions]
    assert found == [key and key.removeprefix("person:") for key in wanted]


def test_a_bare_surname_is_that_of_the_bearer_whom_the_text_names_again():
    text = "Al Ray Jr. met Al Ray Sr. here." + " He talked on." * 30 + " Al Ray Jr. left. They talked on." * 2
    text += " They talked on." * 30 + " Ray slept."
    assert keys(annotate(text, person=["Al Ray Jr.", "Al Ray Sr.", "Ray"]))["Ray"] == {"person:al-ray-jr"}


def test_two_of_one_surname_are_told_apart_and_the_bare_surname_is_not_guessed():
    text = "Bill Clinton and Hillary Clinton came. Clinton spoke. Hillary left."
    found = keys(annotate(text, person=["Bill Clinton", "Hillary Clinton", "Clinton", "Hillary"]))
    assert found["Clinton"] == {None}
    assert found["Hillary"] == found["Hillary Clinton"] == {"person:hillary-clinton"}


def test_a_surname_used_before_its_namesake_came_up_is_the_first_one_s():
    text = "Bill Clinton came. Clinton spoke. Clinton ate." + " He talked on." * 30 + " Hillary Clinton wrote."
    mentions = annotate(text, person=["Bill Clinton", "Hillary Clinton", "Clinton"])
    assert keys(mentions)["Clinton"] == {"person:bill-clinton"}


def test_a_lone_surname_is_marked_as_weak():
    (mention,) = annotate("Merkel left.", person=["Merkel"])
    assert (mention.entity.key, mention.tied) == ("person:merkel", "alone")


def test_the_order_of_names_does_not_change_the_keys():
    one = annotate(
        "Donald John Trump came. Donald Trump left. Trump slept.", person=["Donald John Trump", "Donald Trump", "Trump"]
    )
    two = annotate(
        "Trump slept. Donald Trump left. Donald John Trump came.", person=["Donald John Trump", "Donald Trump", "Trump"]
    )
    assert (
        keys(one)
        == keys(two)
        == {n: {"person:donald-john-trump"} for n in ("Donald John Trump", "Donald Trump", "Trump")}
    )


ORGANIZATIONS = {
    "defined": ("The Central Widget Board (CWB) met. The CWB rose.", ["Central Widget Board", "CWB"]),
    "defined the other way": ("The CWB met. It is the Central Widget Board.", ["Central Widget Board", "CWB"]),
    "stops": ("The C.W.B. met. It is the Central Widget Board.", ["Central Widget Board", "C.W.B."]),
    "legal form": ("Acme Widget Corp. fell. Acme Widget rose.", ["Acme Widget Corp", "Acme Widget"]),
    "short name": ("Goldman Sachs fell. Goldman rose.", ["Goldman Sachs", "Goldman"]),
    "spelling": (
        "The Wool Labour Centre met. Wool Labor Center won.",
        ["Wool Labour Centre", "Wool Labor Center"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ORGANIZATIONS)
def test_names_of_one_organization(case: str):
    text, names = ORGANIZATIONS[case]
    found = keys(annotate(text, organization=names))
    assert set(found) == set(names)
    assert len(set.union(*found.values())) == 1 and None not in set.union(*found.values())


def test_an_acronym_that_fits_two_is_left_to_itself():
    text = "The Central Widget Board and the Common Wool Bank met. The CWB rose."
    found = keys(annotate(text, organization=["Central Widget Board", "Common Wool Bank", "CWB"]))
    assert found["CWB"] == {"organization:cwb"}


def test_a_bloc_known_by_its_acronym_alone():
    (mention,) = annotate("The SCO met.", organization=["SCO"])
    assert mention.entity.key == "organization:shanghai-cooperation-organisation"


@pytest.mark.parametrize("mark", "'’ʼ`´")
def test_a_name_is_found_again_with_another_apostrophe_and_one_entity_whatever_the_first_was(mark: str):
    text = f"John O{mark}Brien spoke, he, D’Ray’s man. He, O'Brien, left O’Brien Hall. John O’Brien slept."
    first = Span(0, 12, "person")
    mentions = annotate_fields({"body": text}, {"body": [first]}, recogniser="stub", context=Context())
    assert [m.text for m in mentions] == [f"John O{mark}Brien", "O'Brien", "John O’Brien"]
    assert {(m.entity.key, m.entity.name) for m in mentions} == {("person:john-o-brien", "John O'Brien")}


def test_a_role_is_told_as_it_is_written():
    text = "Israel’s foreign minister, Ann Ray, left."
    (mention,) = (m for m in annotate(text, person=["Ann Ray"]) if m.label == "person")
    assert (mention.role, mention.country_code) == ("foreign minister", "IL")
    text = "The workers’ leader Ann Ray left."
    (mention,) = annotate(text, person=["Ann Ray"])
    assert [text[r.char_start : r.char_end] for r in mention.roles] == [r.text for r in mention.roles]


def test_a_name_found_once_is_found_again():
    text = "Jane Roe spoke. Later Jane Roe left."
    mentions = annotate_fields(
        {"title": "", "body": text}, {"body": [Span(0, 8, "person")]}, recogniser="stub", context=Context()
    )
    assert [(m.char_start, m.rule) for m in mentions] == [(0, "model"), (22, "repeat")]


def test_a_surname_is_found_again_where_it_stands_alone():
    text = "Angela Merkel spoke. Then Merkel left for the Merkel Foundation with Kai Merkel."
    fields = {"title": "", "body": text}
    mentions = annotate_fields(fields, {"body": [Span(0, 13, "person")]}, recogniser="stub", context=Context())
    assert [(m.char_start, m.text, m.entity.key) for m in mentions] == [
        (0, "Angela Merkel", "person:angela-merkel"),
        (26, "Merkel", "person:angela-merkel"),
    ]


@pytest.mark.parametrize(
    "variants",
    [
        ["Recep Erdoğan", "RECEP ERDOGAN", "Recep Erdog\u0306an"],
        ["Jane Roe", "\u202aJane Roe\u202c", "Ｊａｎｅ Ｒｏｅ", "Jane\u00a0Roe"],
        ["Jane Roe", "Jаne Rоe"],  # Cyrillic letters that look Latin
    ],
)
def test_names_that_differ_only_in_case_width_accents_marks_or_lookalikes_are_one(variants: list[str]):
    mentions = annotate(" spoke. ".join(variants) + " left.", person=variants)
    assert len({m.entity.key for m in mentions}) == 1


@pytest.mark.parametrize("name", ["习近平", "Путин", "محمد", "!!!", "\u202a", "…", "X" * 2000, "A " * 999 + "B"])
def test_a_key_is_never_empty_nor_endless(name: str):
    for mention in annotate(f"{name} spoke.", person=[name.strip() or name], work=[]):
        assert mention.entity is None or 0 < len(mention.entity.key.split(":", 1)[1]) < 120


def test_many_spans_of_few_words_are_taken_in_stride():
    text = "Ann Lee met Bo. " * 20_000
    spans = [Span(m, m + 7, "person") for m in range(0, len(text), 16)]
    assert (
        len(annotate_fields({"title": "", "body": text}, {"body": spans}, recogniser="stub", context=Context()))
        >= 20_000
    )


def test_many_different_names_of_one_surname_are_taken_in_stride():
    text = "".join(f"N{i} Smith. " for i in range(5_000))
    spans = spans_at(text, "Smith")
    assert (
        len(annotate_fields({"title": "", "body": text}, {"body": spans}, recogniser="stub", context=Context()))
        == 5_000
    )


def spans_at(text: str, last: str) -> list[Span]:
    spans, start = [], 0
    for piece in text.split(". ")[:-1]:
        spans.append(Span(start, start + len(piece), "person"))
        start += len(piece) + 2
    return spans


LABELS = st.sampled_from(["person", "organization", "place", "group", "event", "work"])
TEXTS = st.text(max_size=80) | st.lists(
    st.sampled_from(
        ["Bill", "Clinton", "US", "Paris,", "Texas", "(SCO)", "President", "von", "O'Neil", "ООН", "\n", "Jr."]
    ),
    max_size=25,
).map(" ".join)


@settings(max_examples=150)
@given(TEXTS, TEXTS, st.lists(st.tuples(st.integers(-3, 120), st.integers(-3, 120), LABELS), max_size=10))
def test_any_input_gives_sound_mentions(title: str, body: str, ranges: list[tuple[int, int, str]]):
    fields: Mapping[str, str] = {"body": body, "title": title}
    spans = [Span(a, b, label) for a, b, label in ranges]
    mentions = annotate_fields(fields, {"title": spans, "body": spans}, recogniser="stub", context=Context())
    assert mentions == annotate_fields(
        fields, {"title": spans[::-1], "body": spans[::-1]}, recogniser="stub", context=Context()
    )
    last: dict[str, int] = {}
    for m in mentions:
        assert fields[m.field][m.char_start : m.char_end] == m.text and m.text.strip()
        assert m.char_start >= last.get(m.field, 0)
        last[m.field] = m.char_end
    assert [m.field for m in mentions] == sorted((m.field for m in mentions), reverse=True)


def test_a_name_of_one_word_is_found_again_unless_the_document_has_it_without_a_capital():
    text = "Elsevier sued. The reach of Elsevier grows. Reach is a publisher. They sued Reach."
    first = [Span(0, 8, "organization", rule="model"), Span(44, 49, "organization", rule="model")]
    mentions = annotate_fields({"body": text}, {"body": first}, recogniser="stub", context=Context())
    assert [(m.text, m.char_start, m.rule) for m in mentions] == [
        ("Elsevier", 0, "model"), ("Elsevier", 28, "repeat"), ("Reach", 44, "model"),
    ]  # fmt: skip


def test_the_surname_of_somebody_in_the_text_is_no_place():
    text = "Charles Fillmore spoke. Fillmore agreed. Later Fillmore left; he lives in Fillmore."
    labels = ["person", "person", "place", "place"]
    starts = [0, 24, 47, 74]
    spans = [Span(s, s + (16 if not s else 8), label, rule="model") for s, label in zip(starts, labels, strict=True)]
    mentions = annotate_fields({"body": text}, {"body": spans}, recogniser="stub", context=Context())
    assert [(m.char_start, m.label, m.rule) for m in mentions] == [
        (0, "person", "model"), (24, "person", "model"), (47, "person", "model+surname"), (74, "place", "model"),
    ]  # fmt: skip


def test_the_version_is_a_string_for_provenance():
    assert RESOLVER_VERSION.isdigit()


@pytest.mark.parametrize("label", ["person", "organization", "place"])
def test_a_family_is_a_group_and_nobody_of_it(label: str):
    text = "Hillary Clinton and Bill Clinton left. The Clintons own a house."
    names = {"person": ["Hillary Clinton", "Bill Clinton"], label: ["Clintons"]}
    if label == "person":
        names["person"] = ["Hillary Clinton", "Bill Clinton", "Clintons"]
    assert [(m.text, m.label, m.entity.key) for m in annotate(text, **names)][-1] == (
        "Clintons", "group", "group:clintons"
    )  # fmt: skip
