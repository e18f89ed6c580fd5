import pytest

from flows.text import forest
from flows.text.pages import cues, features, marks, model, neighbours
from flows.text.pages.walk import Box


def test_the_shipped_model_fits_the_features():
    assert 0 < model.load().threshold < 1
    assert model.load() is model.load()


def test_a_model_for_other_features_is_refused():
    tree = {"tests": [], "leaves": [0.5]}
    fitting = {
        "version": "7", "threshold": 0.5, "features": list(features.FEATURES), "second": list(neighbours.SECOND),
        "forests": [{"trees": [tree]}, {"trees": [tree]}],
    }  # fmt: skip
    assert model.build(fitting).version == "7"
    assert model.build(fitting).first.score([0.0]) == forest.Forest({"trees": [tree]}).score([0.0]) == 0.5
    with pytest.raises(ValueError, match="fit_blocks"):
        model.build(fitting | {"features": ["words"]})


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Read more: bridge to open", {"more", "cue_words", "cue_colon"}),
        ("Lesen Sie auch diese Geschichten", {"more", "cue_words"}),
        ("Crédits photos : Agence", {"credit", "cue_words", "cue_colon"}),
        ("Foto: A. Desk", {"credit", "cue_words", "cue_colon"}),
        ("The bridge opens in April", set()),
        ("", set()),
        ("Read more " + "word " * 60, set()),
    ],
)
def test_openings_give_their_kind(text, kinds):
    row = cues.cue_row(text, text.count(" ") + 1)
    assert {name for name, value in zip(cues.NAMES, row, strict=True) if value} == kinds


@pytest.mark.parametrize(
    ("mark", "names"),
    [
        ("article__body story-text", {"content", "text"}),
        ("relatedStory", {"related", "content"}),
        ("cookie-consent-banner", {"consent", "head"}),
        ("xyz 123", set()),
    ],
)
def test_class_names_give_marks_to_all_inside(mark, names):
    outer = Box("div", mark, None, 0)
    inner = Box("p", "", Box("div", "", outer, 1), 2)
    found = marks.bits([outer, inner.parent, inner])
    assert {name for name, bit in marks.BIT.items() if found[0][0] & bit} == names
    assert {name for name, bit in marks.BIT.items() if found[2][0] & bit} == names | {"p"}
    assert {name for name, bit in marks.BIT.items() if found[2][1] & bit} == {"p"}
