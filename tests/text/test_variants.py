"""Which spellings of a full name are one across documents, and which are not."""

import pytest

from flows.text.names.variants import sound_of
from flows.text.records import Entity
from flows.text.slugs import slug

ONE = [
    ("Volodymyr Zelenskiy", "Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Yusuf al-Karim", "Youssef Al-Karim", "Yousef Alkarim"),
    ("Mohammed Hussein", "Muhammad Hussain"),
    ("Sergei Lavrov", "Sergey Lavrov", "Sergey Lavroff"),
    ("Dmitry Kozak", "Dmitri Kozak", "Dmitriy Kozak"),
    ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", "RECEP TAYYIP ERDOGAN"),
    ("José García", "Jose Garcia", "Ｊｏｓｅ Garcia", "José\u200e Garcia", "Jоsé García"),
]
TWO = [
    ("Ivan Petrov", "Ivan Petrova"),
    ("John Smith", "Jane Smith"),
    ("George Bush", "George W Bush"),
    ("Qin Gang", "Gang Qin"),
    ("Li Wei", "Li Wen"),
    ("Oleksandr Syrskyi", "Aleksandr Lukashenko"),
]


def sound(name: str) -> str | None:
    return sound_of(Entity(f"person:{slug(name)}", "person", name))


@pytest.mark.parametrize("spellings", ONE, ids=lambda names: names[0])
def test_one(spellings: tuple[str, ...]) -> None:
    assert len({sound(name) for name in spellings}) == 1
    assert sound(spellings[0]) is not None


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize("name", ["Qin", "x" * 2_000, "A " * 1_000])
def test_what_is_no_full_name_has_no_sound(name: str) -> None:
    assert sound(name) is None
