"""Every month, zone and form of a date that is read, and the edges of each."""

import pytest

from flows.text.dates import read_date
from flows.text.months import MONTHS

SPELT = {
    "01": "January Jan Januar Jänner janvier janv enero ene gennaio gen janeiro",
    "02": "February Feb Februar Feber février fevrier févr fevr febrero febbraio fevereiro fev",
    "03": "March Mar März Maerz Mär Mrz mars marzo março marco",
    "04": "April Apr avril avr abril abr aprile",
    "05": "May Mai mayo maggio mag maio",
    "06": "June Jun Juni juin junio giugno giu junho",
    "07": "July Jul Juli juillet juil julio luglio lug julho",
    "08": "August Aug août aout agosto ago",
    "09": "September Sept Sep septembre septiembre setiembre settembre set setembro",
    "10": "October Oct Oktober Okt octobre octubre ottobre ott outubro out",
    "11": "November Nov novembre noviembre novembro",
    "12": "December Dec Dezember Dez décembre decembre déc diciembre dic dicembre dezembro",
}
ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "EST": -5, "EDT": -4, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "PKT": 5, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "MEZ": 1, "MESZ": 2,
    "AEST": 10, "AEDT": 11, "MSK": 3, "NZST": 12,
}  # fmt: skip


def at(text, day_first=False):
    found = read_date(text, day_first)
    return found.at if found else None


@pytest.mark.parametrize("month", SPELT)
def test_names_of_months(month):
    for name in SPELT[month].split():
        assert at(f"le 7 {name.upper()} 2021") == f"2021-{month}-07", name
        assert at(f"{name.lower()}. 7, 2021") == f"2021-{month}-07", name
    assert {name for name, number in MONTHS.items() if number == int(month)} == set(SPELT[month].lower().split())


@pytest.mark.parametrize("zone", ZONES)
def test_names_of_zones(zone):
    assert at(f"7 May 2021 12:30 {zone}") == f"2021-05-07T{(12 - ZONES[zone]) % 24:02}:30:00Z"
    assert at(f"7 May 2021 12:30 ({zone.lower()})") == at(f"7 May 2021 12:30 {zone}")


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("IST", "2021-05-07T07:00:00Z"),
        ("NZDT", "2021-05-06T23:30:00Z"),
        ("+02:00", "2021-05-07T10:30:00Z"),
        ("-02:30", "2021-05-07T15:00:00Z"),
        ("+0530", "2021-05-07T07:00:00Z"),
        ("UTC+2", "2021-05-07T10:30:00Z"),
        ("gmt-3", "2021-05-07T15:30:00Z"),
        ("+14:00", "2021-05-06T22:30:00Z"),
        ("+15:00", "2021-05-07"),
        ("CST", "2021-05-07"),
        ("Uhr", "2021-05-07"),
        ("", "2021-05-07"),
    ],
)
def test_a_time_without_a_zone_that_is_one_alone_is_left_out(zone, instant):
    assert at(f"7 May 2021 12:30 {zone}") == instant


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2021-05-07T12:30Z", "2021-05-07T12:30:00Z"),
        ("2021/5/7 1:30 UTC", "2021-05-07T01:30:00Z"),
        ("2021.05.07", "2021-05-07"),
        ("2021-13-07", None),
        ("12021-05-07", None),
        ("2021-05-071", None),
        ("20210507", "2021-05-07"),
        ("20210507T1230Z", "2021-05-07T12:30:00Z"),
        ("20210507T123045+0200", "2021-05-07T10:30:45Z"),
        ("20211307", None),
        ("120210507", None),
        ("202105071", None),
        ("May 7th, 2021", "2021-05-07"),
        ("May 7 2021 at 1:30 pm EDT", "2021-05-07T17:30:00Z"),
        ("May 7, 2021, 1.30 p.m. EDT", "2021-05-07T17:30:00Z"),
        ("May 7, 2021 | 12:30 am EDT", "2021-05-07T04:30:00Z"),
        ("May 7, 2021 12:30 pm UTC", "2021-05-07T12:30:00Z"),
        ("May 7, 2021 1:30 am UTC", "2021-05-07T01:30:00Z"),
        ("May 7, 2021 15:30 pm UTC", "2021-05-07T15:30:00Z"),
        ("May 7, 2021 15:30 am UTC", "2021-05-07"),
        ("May 7, 2021 0:30 pm UTC", "2021-05-07"),
        ("May 7, 2021 23:59:59 UTC", "2021-05-07T23:59:59Z"),
        ("May 7, 2021 12:30:45.5 UTC", "2021-05-07T12:30:45Z"),
        ("May 7, 2021 24:30 UTC", "2021-05-07"),
        ("May 7, 2021 12:60 UTC", "2021-05-07"),
        ("7 of May 2021", "2021-05-07"),
        ("7th May, 2021", "2021-05-07"),
        ("1st May 2021", "2021-05-01"),
        ("2nd May 2021", "2021-05-02"),
        ("3rd May 2021", "2021-05-03"),
        ("7-May-2021", "2021-05-07"),
        ("7 de mayo de 2021 a las 9:30 CEST", "2021-05-07T07:30:00Z"),
        ("7 maggio 2021 alle 9:30 CEST", "2021-05-07T07:30:00Z"),
        ("7 mai 2021 à 9h30 CEST", "2021-05-07T07:30:00Z"),
        ("7. Mai 2021 um 9.30 MESZ", "2021-05-07T07:30:00Z"),
        ("7 de maio de 2021 às 9h30 UTC", "2021-05-07T09:30:00Z"),
        ("7 May 2021 @ 9:30 UTC", "2021-05-07T09:30:00Z"),
        ("7 May 2021 – 9:30 UTC", "2021-05-07T09:30:00Z"),
        ("9:30 UTC, 7 May 2021", "2021-05-07T09:30:00Z"),
        ("9:30 (UTC), Fri, 7 May 2021", "2021-05-07T09:30:00Z"),
        ("9:30 am EDT on Friday, May 7, 2021", "2021-05-07T13:30:00Z"),
        ("9:30 UTC May 7, 2021", "2021-05-07T09:30:00Z"),
        ("Mayor 7, 2021", None),
        ("32 May 2021", None),
        ("0 May 2021", None),
        ("7 May 1899", None),
        ("7 May 20211", None),
        ("12/13/2021", "2021-12-13"),
        ("13/12/2021", "2021-12-13"),
        ("12/12/2021", "2021-12-12"),
        ("11/12/2021", None),
        ("11.12.2021", "2021-12-11"),
        ("12.13.2021", "2021-12-13"),
        ("13.13.2021", None),
        ("11. 12. 2021", "2021-12-11"),
        ("11/12.2021", None),
        ("1/11/12/2021", None),
        ("13/12/2021 9:30 UTC", "2021-12-13T09:30:00Z"),
        ("9999-12-31", None),
        ("2024-02-29", "2024-02-29"),
        ("2023-02-29", None),
        ("2023-02-30, or 1 March 2023", "2023-03-01"),
        ("11/12/2021, that is 11 December 2021", "2021-12-11"),
        ("May 2021", "2021-05"),
        ("mayo de 2021", "2021-05"),
        (" 2021-05 ", "2021-05"),
        (" 2021 ", "2021"),
        ("2021-13", None),
        ("Since May 2021", None),
        ("May 2021 and on", None),
        ("May 2021" + " " * 31, "2021-05"),
        ("May 2021" + " " * 32, None),
    ],
)
def test_forms_of_dates(text, instant):
    assert at(text) == instant


@pytest.mark.parametrize(("day_first", "day"), [(True, "2021-12-11"), (False, None)])
def test_the_order_of_day_and_month_is_never_guessed(day_first, day):
    assert at("11/12/2021", day_first) == day


@pytest.mark.parametrize(
    ("text", "precision"),
    [("7 May 2021", "day"), ("7 May 2021 12:30 UTC", "minute"), ("7 May 2021 12:30:00 UTC", "second"),
     ("7 May 2021 12:30", "day"), ("May 2021", "month"), ("2021-05", "month"), ("2021", "year")],
)  # fmt: skip
def test_precision_is_what_was_written(text, precision):
    found = read_date(text)
    assert found is not None
    assert found.precision == precision
    assert (found.start, found.end) == (0, len(text))


def test_where_a_date_stands():
    text = "Updated on 7 May 2021 12:30 UTC and on 8 May 2021."
    found = read_date(text)
    assert found is not None
    assert text[found.start : found.end] == "7 May 2021 12:30 UTC"
    assert read_date("It was 2023-05-06 or 7 May 2021").at == "2023-05-06"
