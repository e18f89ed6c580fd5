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
        ("May 2023", "2023-05", "month"),
        ("2023-05", "2023-05", "month"),
        ("2023", "2023", "year"),
        ("May 6, 2023 10:15", "2023-05-06", "day"),
    ],
)
def test_dates_as_written(text: str, at: str, precision: str) -> None:
    moment = read_date(text)
    assert moment is not None
    assert (moment.at, moment.precision) == (at, precision)


@pytest.mark.parametrize("text", ["05/06/2022", "2023-02-30", "in 2023 he left", "May 5", "10:15", "", "yesterday"])
def test_nothing_is_invented(text: str) -> None:
    assert read_date(text) is None


@given(st.text(alphabet=st.sampled_from("0123456789-/:.T +apmMay,Z")))
def test_any_text_is_borne(text: str) -> None:
    moment = read_date(text)
    assert moment is None or text[moment.start : moment.end]
