"""Roles beside a name: what is one, where it begins and ends, whose country it names."""

import pytest

from flows.text.appositions import country_behind, role_after
from flows.text.roles import country_of, kind_of, role_before


def before(marked):
    start = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    found = role_before(text, start)
    return (text[slice(*found)], country_of(text, found)) if found else None


def behind(marked):
    end = marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    found = role_after(text, end)
    return (text[slice(*found)], country_behind(text, found)) if found else None


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("President [Ann]", ("President", None)),
        ("president [Ann]", ("president", None)),
        ("the vice president, [Ann]", ("vice president", None)),
        ("Attorney General [Ann]", ("Attorney General", None)),
        ("secretary general [Ann]", ("secretary general", None)),
        ("Governor-elect [Ann]", ("Governor-elect", None)),
        ("President of South Sudan [Ann]", ("President of South Sudan", "SS")),
        ("Secretary of State for Wales [Ann]", ("Secretary of State for Wales", "GB")),
        ("minister of the interior [Ann]", None),
        ("Republic of Korea president [Ann]", ("Republic of Korea president", "KR")),
        ("former and acting president [Ann]", ("former and acting president", None)),
        ("the of president [Ann]", ("president", None)),
        ("his lawyer [Ann]", ("lawyer", None)),
        ("Kenya's president [Ann]", ("president", "KE")),
        ("Kenya’s former president [Ann]", ("former president", "KE")),
        ("the United States' president [Ann]", ("president", "US")),
        ("co-chairman [Ann]", ("co-chairman", None)),
        ("Washington Post reporter [Ann]", ("Washington Post reporter", None)),
        ("He met president [Ann]", ("president", None)),
        ("said. President [Ann]", ("President", None)),
        ("In Paris. Minister [Ann]", ("Minister", None)),
        ("Gen. [Ann]", ("Gen.", None)),
        ("Lt. Gen. [Ann]", ("Lt. Gen.", None)),
        ("U.S. Sen. [Ann]", ("U.S. Sen.", "US")),
        ("president (elect) [Ann]", None),
        ("president; [Ann]", None),
        ("president,[Ann]", ("president", None)),
        ("president [met Ann]", ("president", None)),
        ("President and Minister [Ann]", ("President and Minister", None)),
        ("President Minister [Ann]", ("President Minister", None)),
        ("Affairs Minister S Rao and Security Adviser [Ann]", ("Security Adviser", None)),
        ("President Joe Ray and Secretary of State [Ann]", ("Secretary of State", None)),
        ("Minister for Sport and Culture Secretary [Ann]", ("Minister for Sport and Culture Secretary", None)),
        ("Culture and Sport Minister [Ann]", ("Culture and Sport Minister", None)),
        ("Big [Ann]", None),
        ("the [Ann]", None),
        ("president  [Ann]", ("president", None)),
        ("presidents [Ann]", None),
        ("A B C D E F G H I J President [Ann]", ("B C D E F G H I J President", None)),
    ],
)
def test_roles_before_a_name(marked, found):
    assert before(marked) == found


def test_how_far_back_a_role_is_looked_for():
    text = "Chinese Foreign Minister Qin Gang"
    assert role_before(text, 25, 8) == (8, 24)
    assert role_before(text, 25, 25) is None
    far = "President of " + "X" * 110 + " Ann"
    assert role_before(far, len(far) - 3) is None


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("minister", "noun"), ("Minister", "noun"), ("Sen.", "noun"), ("president-elect", "noun"), ("co-chair", "noun"),
        ("ex-minister", "noun"), ("minister's", "no"), ("minister’s", "no"), ("his", "no"), ("of", "link"),
        ("&", "link"), ("states'", "no"),
        ("foreign", "beside"), ("Kenya", "beside"), ("U.S.", "beside"), ("Paris.", "no"), ("went", "no"),
        ("St.", "beside"),
        ("elect-president", "noun"), ("J.", "beside"),
    ],
)  # fmt: skip
def test_words_of_a_role(word, kind):
    assert kind_of(word) == kind


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("[Ann], the president", ("president", None)),
        ("[Ann], president", ("president", None)),
        ("[Ann], president of Kenya,", ("president of Kenya", "KE")),
        ("[Ann], Kenya's president,", ("president", "KE")),
        ("[Ann], his former lawyer,", ("former lawyer", None)),
        ("[Ann], now a professor,", ("professor", None)),
        ("[Ann], one of our editors,", None),
        ("[Ann], Kenyan minister,", ("Kenyan minister", "KE")),
        ("[Ann], minister of finance and trade,", ("minister of finance and trade", None)),
        ("[Ann], minister of finance said", ("minister of finance", None)),
        ("[Ann], minister said", ("minister", None)),
        ("[Ann], minister and friend,", ("minister", None)),
        ("[Ann], minister for trade in Kenya who left,", ("minister for trade in Kenya", None)),
        ("[Ann], head coach at Ohio State,", ("head coach at Ohio State", None)),
        ("[Ann], Lt. Governor of Ohio. He", ("Lt. Governor of Ohio", None)),
        ("[Ann], chief executive. Of it", None),
        ("[Ann], the U.S. president; he", ("U.S. president", "US")),
        ("[Ann], very old and tired president,", None),
        ("[Ann], and the president,", None),
        ("[Ann], the minister president,", ("minister president", None)),
        ("[Ann], “the president”,", None),
        ("[Ann] , president,", None),
        ("[Ann],president,", None),
        ("[Ann],  president,", ("president", None)),
        ("[Ann], MP,", None),
        ("[Ann], an MP, said", ("MP", None)),
        ("[Ann], an editor, said", ("editor", None)),
        ("[Ann], director of " + "Big " * 9 + "House,", ("director of " + "Big " * 9 + "House", None)),
    ],
)
def test_roles_behind_a_name(marked, found):
    assert behind(marked) == found
