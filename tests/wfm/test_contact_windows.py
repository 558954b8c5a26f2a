"""When customers may be called: the law's hours on real dates, and a house's own."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from wfm.contact_windows import (
    AT_ANY_TIME,
    CONTACT_LAWS,
    ContactWindow,
    allowed,
    allowed_by_law,
    contact_law,
    windows_of,
)
from wfm.errors import ParameterError
from wfm.holidays import public_holidays

HOLIDAYS = public_holidays("CO", [2026])


def day(text, interval=30):
    starts = pd.Series(pd.date_range(text, periods=24 * 60 // interval, freq="30min"))
    return starts.dt.tz_localize("America/Bogota")


def open_hours(text):
    """First and last end of what the law allows on a day."""
    starts = day(text)
    mask = allowed_by_law(starts, 30, "CO", HOLIDAYS)
    if not mask.any():
        return None
    times = starts[mask]
    last = times.iloc[-1] + pd.Timedelta(minutes=30)
    assert mask.sum() == (last - times.iloc[0]) / pd.Timedelta(minutes=30)
    return times.iloc[0].strftime("%H:%M"), last.strftime("%H:%M")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        pytest.param("2026-11-27", ("07:00", "19:00"), id="a Friday"),
        pytest.param("2026-11-28", ("08:00", "15:00"), id="a Saturday"),
        pytest.param("2026-11-29", None, id="a Sunday"),
        pytest.param("2026-12-08", None, id="a Tuesday that is a holiday"),
        pytest.param("2026-11-16", None, id="a holiday moved to Monday"),
        pytest.param("2026-11-30", ("07:00", "19:00"), id="a Monday"),
        pytest.param("2023-10-08", ("00:00", "24:00"), id="a Sunday before the law"),
    ],
)
def test_the_law_of_colombia_on_a_day(text, hours):
    found = open_hours(text)

    # Midnight of the next day is written 00:00.
    assert found == (hours and (hours[0], hours[1].replace("24:00", "00:00")))


def test_a_saturday_that_is_a_holiday_is_closed():
    christmas = date(2027, 12, 25)
    assert christmas.weekday() == 5

    mask = allowed_by_law(
        day("2027-12-25"), 30, "CO", public_holidays("CO", [christmas.year])
    )

    assert not mask.any()


def test_a_law_says_where_it_stands_and_since_when():
    for law in CONTACT_LAWS:
        assert law.source
        assert contact_law(law.country, law.valid_from) == law
    found = contact_law("co", date(2026, 1, 1))
    assert found.source == "Ley 2300 de 2023, art. 3"
    assert contact_law("CO", date(2023, 7, 1)) is None


@pytest.mark.parametrize("country", [None, "none", "FR"])
def test_without_a_known_law_every_hour_is_allowed(country):
    assert allowed_by_law(day("2026-11-29"), 30, country, ()).all()


def test_an_interval_must_lie_within_its_window():
    starts = day("2026-11-27")
    window = windows_of([4], 9 * 60 + 15, 10 * 60 + 45)

    found = starts[allowed(starts, 30, window)]

    assert [each.strftime("%H:%M") for each in found] == ["09:30", "10:00"]


def test_a_house_may_call_on_holidays_if_it_says_so():
    starts = day("2026-12-08")
    hours = ([1], 9 * 60, 12 * 60)

    assert not allowed(starts, 30, windows_of(*hours), HOLIDAYS).any()
    assert (
        allowed(starts, 30, windows_of(*hours, on_holidays=True), HOLIDAYS).sum() == 6
    )


def test_at_any_time_is_every_interval_of_every_day():
    assert allowed(day("2026-11-29"), 30, AT_ANY_TIME, HOLIDAYS).all()
    assert allowed(day("2026-12-08"), 30, AT_ANY_TIME, HOLIDAYS).all()


def test_the_hours_are_those_of_the_zone_of_the_starts():
    morning = pd.Series(pd.to_datetime(["2026-11-27T12:00Z", "2026-11-27T11:30Z"]))

    mask = allowed_by_law(morning.dt.tz_convert("America/Bogota"), 30, "CO", HOLIDAYS)

    assert mask.tolist() == [True, False]


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekday": 7},
        {"weekday": -1},
        {"opens": 600, "closes": 600},
        {"opens": 700, "closes": 600},
        {"opens": -5},
        {"closes": 1441},
    ],
)
def test_an_impossible_window_is_refused(wrong):
    with pytest.raises(ParameterError):
        ContactWindow(**({"weekday": 0, "opens": 0, "closes": 1440} | wrong))


def test_a_window_is_written_as_people_read_it():
    assert str(ContactWindow(weekday=5, opens=480, closes=900)) == "Sat 08:00-15:00"
    assert str(AT_ANY_TIME[6]) == "Sun 00:00-24:00 and holidays"
