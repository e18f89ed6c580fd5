import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text.dates import read_date


@pytest.mark.parametrize(
    ("text", "at", "precision"),
    [
        ("2023-05-06", "2023-05-06", "day"),
        ("2023-05-06T10:15:00Z", "2023-05-06T10:15:00Z", "second"),
        ("2023-05-06T10:15:00.123+05:30", "2023-05-06T04:45:00Z", "second"),
        ("20230506T101500Z", "2023-05-06T10:15:00Z", "second"),
        ("Sat, 06 May 2023 10:15:00 GMT", "2023-05-06T10:15:00Z", "second"),
        ("Updated: May 06, 2023 10:15 IST", "2023-05-06T04:45:00Z", "minute"),
        ("May 5, 2023, 10:15 pm EDT", "2023-05-06T02:15:00Z", "minute"),
        ("6 May 2023", "2023-05-06", "day"),
        ("31.12.2022", "2022-12-31", "day"),
        ("12/31/2022", "2022-12-31", "day"),
        ("31-12-2022 at 10:15 IST", "2022-12-31T04:45:00Z", "minute"),
        ("31/Dec/2022", "2022-12-31", "day"),
        ("May 2023", "2023-05", "month"),
        ("2023-05", "2023-05", "month"),
        ("2023", "2023", "year"),
        ("May 6, 2023 10:15", "2023-05-06", "day"),
        ("Stand: 12. März 2024, 14:30 Uhr", "2024-03-12", "day"),
        ("Donnerstag, 1. Feber 2024 um 9.05 MEZ", "2024-02-01T08:05:00Z", "minute"),
        ("Publié le 1er août 2023 à 18h02", "2023-08-01", "day"),
        ("5 de enero de 2024", "2024-01-05", "day"),
        ("Pubblicato il 3 maggio 2022 alle ore 10:15", "2022-05-03", "day"),
        ("1º de março de 2021 às 7h30", "2021-03-01", "day"),
        ("05.03.2024", "2024-03-05", "day"),
        ("5. 3. 2024", "2024-03-05", "day"),
        ("septiembre de 2021", "2021-09", "month"),
    ],
)
def test_dates_as_written(text: str, at: str, precision: str) -> None:
    moment = read_date(text)
    assert moment is not None
    assert (moment.at, moment.precision) == (at, precision)


def test_a_language_that_puts_the_day_first_settles_the_order() -> None:
    moment = read_date("05/06/2022", day_first=True)
    assert moment is not None
    assert moment.at == "2022-06-05"


@pytest.mark.parametrize(
    "text",
    ["05/06/2022", "2023-02-30", "in 2023 he left", "May 5", "10:15", "", "yesterday", "12 Marsch 2024", "31.02.2024"],
)
def test_nothing_is_invented(text: str) -> None:
    assert read_date(text) is None


@given(st.text(alphabet=st.sampled_from("0123456789-/:.T +apmMay,Z")))
def test_any_text_is_borne(text: str) -> None:
    moment = read_date(text)
    assert moment is None or text[moment.start : moment.end]
