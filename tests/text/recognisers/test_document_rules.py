"""What a document says of its own names: acronyms that it defines, surnames after full names."""

import re

import pytest

from flows.text.recognisers.acronyms import definitions, tie_acronyms
from flows.text.recognisers.initials import join_initials
from flows.text.recognisers.name_parts import keep_parts
from flows.text.recognisers.overlay import lay_over
from flows.text.recognisers.repeats import mark_repeats
from flows.text.recognisers.series import fill_series, follow_series
from flows.text.recognisers.sure_labels import follow_most, follow_sure
from flows.text.recognisers.surnames import follow_surnames
from flows.text.records import Label, Span


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        ("the Shanghai Cooperation Organisation (SCO) met", [("SCO", "Shanghai Cooperation Organisation")]),
        ("the Department of Justice (DOJ) said", [("DOJ", "Department of Justice")]),
        (
            "the National Aeronautics and Space Administration (NASA) said",
            [("NASA", "National Aeronautics and Space Administration")],
        ),
        (
            "the Bank of the West (BOTW) and the Bank of the West (BW)",
            [("BOTW", "Bank of the West"), ("BW", "Bank of the West")],
        ),
        ("the SCO (Shanghai Cooperation Organisation) met", [("SCO", "Shanghai Cooperation Organisation")]),
        ("Moscow (AFP) and then", []),
        ("he said (OK) and left", []),
        ("(SCO)", []),
    ],
)
def test_definitions(text: str, defined: list[tuple[str, str]]) -> None:
    assert [(one.acronym, text[one.start : one.end]) for one in definitions(text)] == defined


def names(text: str, spans: list[Span]) -> list[tuple[str, str, str]]:
    return [(text[span.start : span.end], span.label, span.rule) for span in spans]


def test_acronym_takes_the_label_of_its_full_name_everywhere() -> None:
    text = "World Health Organization (WHO) staff. WHO said that WHOM was right."
    spans = tie_acronyms(text, [Span(0, 25, "organization"), Span(39, 42, "place")])
    assert names(text, spans) == [
        ("World Health Organization", "organization", "model"),
        ("WHO", "organization", "acronym"),
        ("WHO", "organization", "acronym"),
    ]


def test_surname_after_full_name() -> None:
    text = "Sergei Lavrov spoke. Then Lavrov left, and Lavrova came."
    spans = follow_surnames(text, [Span(0, 13, "person", 0.9)])
    assert names(text, spans)[1:] == [("Lavrov", "person", "surname")]
    assert spans[1].score == 0.9


def test_surname_behind_its_given_name_gives_the_full_name() -> None:
    text = "Qin Gang spoke. To Qin Gang and to XQin Gang, Gang was nobody."
    found = names(text, follow_surnames(text, [Span(0, 8, "person")]))
    assert [name for name, _, _ in found] == ["Qin Gang", "Qin Gang", "Gang", "Gang"]


def test_surname_that_is_also_a_place_here_is_left_alone() -> None:
    text = "Jack London wrote. He liked London. London liked him."
    spans = [Span(0, 11, "person"), Span(28, 34, "place")]
    assert follow_surnames(text, spans) == spans


def test_lay_over_prefers_what_contains_then_what_is_above() -> None:
    below = [Span(0, 5, "place"), Span(6, 10, "person"), Span(20, 30, "person")]
    above = [Span(0, 5, "organization"), Span(8, 12, "organization"), Span(22, 25, "place")]
    assert lay_over(below, above) == [above[0], above[1], below[2]]


def test_linear_in_many_names() -> None:
    text = "Ann Other met Bo Derek. " * 20_000
    spans = [Span(at, at + 9, "person") for at in range(0, len(text), 24)]
    assert len(follow_surnames(text, spans)) >= 20_000


def spans_of(text: str, wanted: list[tuple[str, Label, float]]) -> list[Span]:
    return [Span(text.index(name), text.index(name) + len(name), label, score) for name, label, score in wanted]


def test_a_doubtful_name_takes_after_its_series() -> None:
    text = "in Delhi, Nashik, Korwa and Kanpur, says Tata"
    doubtful: list[tuple[str, Label, float]] = [
        ("Delhi", "place", 0.9),
        ("Nashik", "place", 0.8),
        ("Korwa", "organization", 0.4),
        ("Kanpur", "organization", 0.95),
        ("Tata", "person", 0.3),
    ]
    found = follow_series(text, spans_of(text, doubtful))
    assert [span.label for span in found] == ["place", "place", "place", "organization", "person"]
    assert found[2].rule == "model+series"


def test_two_names_are_no_series() -> None:
    text = "Paris and Hilton"
    spans = spans_of(text, [("Paris", "place", 0.9), ("Hilton", "organization", 0.2)])
    assert follow_series(text, spans) == spans


@pytest.mark.parametrize(
    ("text", "gap"),
    [("Delhi, Korwa and Kanpur", ["Korwa"]), ("Delhi, the sea and Kanpur", []), ("Delhi said Korwa and Kanpur", [])],
)
def test_a_gap_in_a_series_is_filled(text: str, gap: list[str]) -> None:
    found = fill_series(text, spans_of(text, [("Delhi", "place", 0.9), ("Kanpur", "place", 0.9)]))
    assert [text[span.start : span.end] for span in found if span.rule == "gap"] == gap


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("said bin Laden was", "Laden", "bin Laden"),
        ("said al-Sadr was", "Sadr", "al-Sadr"),
        ("killed Andre Price III by", "Andre Price", "Andre Price III"),
        ("met Martin Luther King, Jr. there", "Martin Luther King", "Martin Luther King, Jr."),
        ("the model Price III by", "Price", "Price"),
        ("a cabin Laden", "Laden", "Laden"),
        ("President Kim Hae-won spoke", "Kim Hae", "Kim Hae-won"),
        ("a Kim Jong-il-like man", "Kim Jong", "Kim Jong"),
        ("the Smith Hae-won group", "Smith Hae", "Smith Hae"),
    ],
)
def test_parts_of_names_are_kept(text: str, name: str, whole: str) -> None:
    (span,) = keep_parts(text, spans_of(text, [(name, "person", 0.9)]))
    assert text[span.start : span.end] == whole


def test_parts_never_reach_into_another_span() -> None:
    text = "Osama bin Laden"
    spans = [Span(0, 9, "person"), Span(10, 15, "person")]
    assert keep_parts(text, spans) == spans
    assert keep_parts(text, []) == []


@pytest.mark.parametrize(
    ("scores", "label"),
    [
        ([0.95, 0.6], "organization"),
        ([0.95, 0.8], "person"),
        ([0.85, 0.6], "person"),
    ],
)
def test_an_open_label_follows_a_sure_one(scores: list[float], label: str) -> None:
    text = "Kestrel Freight sued. Months later Kestrel Freight won."
    first, second = Span(0, 15, "organization", scores[0]), Span(51, 54, "place", 0.9)
    later = Span(35, 50, "person", scores[1])
    assert text[later.start : later.end] == "Kestrel Freight"
    assert [span.label for span in follow_sure(text, [first, later, second])] == ["organization", label, "place"]


def test_two_sure_labels_settle_nothing() -> None:
    text = "Harlow won. Harlow fell. Harlow rests."
    spans = [Span(0, 6, "person", 0.95), Span(12, 18, "place", 0.95), Span(25, 31, "organization", 0.4)]
    assert follow_sure(text, spans) == spans


@pytest.mark.parametrize(
    ("labels", "rules", "wanted"),
    [
        (["organization", "person", "organization"], ["model"] * 3, "organization"),
        (["person", "organization"], ["model", "model"], "person"),
        (["person", "organization"], ["model", "model+known"], "organization"),
        (["person", "person", "organization"], ["model", "model", "model+known"], "person"),
    ],
)
def test_an_unsure_person_is_what_most_of_the_text_or_a_list_says(
    labels: list[Label], rules: list[str], wanted: str
) -> None:
    spans = [
        Span(8 * at, 8 * at + 7, label, 0.8, rule) for at, (label, rule) in enumerate(zip(labels, rules, strict=True))
    ]
    found = follow_most("Schalke " * 3, spans)
    assert found[labels.index("person")].label == wanted
    assert [one for one, label in zip(found, labels, strict=True) if label != "person"] == [
        one for one in spans if one.label != "person"
    ]


def test_a_firm_person_and_a_surname_of_the_text_stay_persons() -> None:
    text = "Ada Ford. Ford, Ford, Ford."
    spans = [Span(0, 8, "person", 0.8), Span(10, 14, "person", 0.8), Span(16, 20, "place"), Span(22, 26, "place")]
    assert follow_most(text, spans) == spans
    firm = [Span(10, 14, "person", 0.95), *spans[2:]]
    assert follow_most(text, firm) == firm


TWICE = "Ostrava Steel shut. Ostrava Steel reopened. "


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("Few mourn Ostrava Steel today.", ["Ostrava Steel"]),
        ("Ostrava Steel's yard; Ostrava Steel’s yard.", ["Ostrava Steel", "Ostrava Steel"]),
        ("The Ostrava Steel Workers Union met in Ostrava.", []),
        ("See @Ostrava Steel or old-Ostrava Steel.", []),
        ("It sells ostrava steel.", []),
    ],
)
def test_a_sure_name_is_one_wherever_it_stands_alone(rest: str, found: list[str]) -> None:
    text = TWICE + rest
    sure = [Span(0, 13, "organization", 0.95), Span(20, 33, "organization", 0.99)]
    spans = mark_repeats(text, sure)
    assert [text[span.start : span.end] for span in spans if span.rule == "repeat"] == found
    assert spans == sorted(spans, key=lambda span: span.start)


def test_one_sure_span_or_two_kinds_or_a_common_word_make_no_repeat() -> None:
    text = "Will spoke. Will left. Will Will come? They will."
    sure = [Span(0, 4, "person", 0.95), Span(12, 16, "person", 0.95)]
    assert mark_repeats(text, sure) == sure
    text = text.replace("They will", "They did").replace("Will Will", "Will")
    assert len(mark_repeats(text, sure)) == 3
    assert mark_repeats(text, sure[:1]) == sure[:1]
    two_kinds = [sure[0], Span(12, 16, "place", 0.95)]
    assert mark_repeats(text, two_kinds) == two_kinds


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("Minister S Jaishankar and Adviser Ajit Doval met.", ["S Jaishankar"]),
        ("Minister P. Chidambaram Tuesday said no.", ["P. Chidambaram"]),
        ("Then Secretary V. K. Duggal of Delhi spoke.", ["V. K. Duggal"]),
        ("Colonel J.S. Brar left.", ["J.S. Brar"]),
        ("Vitamin C Tablets were sold; Plan B Tablets too.", []),
        ("Minister A Jaishankar", []),
        ("The minister met T. [Patrick Reid] there.", ["T. Patrick Reid"]),
        ("Then M K [Stalin] spoke of A [Stalin].", ["M K Stalin", "Stalin"]),
        ("The CEO [Ann Ray] and U.S. [Bob Ray].", ["Ann Ray", "Bob Ray"]),
        ("[Thomas L.][Hayes] left.", ["Thomas L.", "Hayes"]),
    ],
)
def test_initials_belong_to_the_surname(marked: str, wanted: list[str]) -> None:
    text, spans, at = "", [], 0
    for piece in re.split(r"(\[[^]]+\])", marked):
        bare = piece.strip("[]")
        spans += [Span(at, at + len(bare), "person", 0.9)] if piece.startswith("[") else []
        text, at = text + bare, at + len(bare)
    assert [name for name, label, _ in names(text, join_initials(text, spans)) if label == "person"] == wanted
