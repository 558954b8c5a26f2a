"""Labour parameters by date, and what a minute of work costs."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from wfm.intervals import day_grid, localise
from wfm.labour import has_law, parameters_on
from wfm.labour.colombia import COLOMBIA
from wfm.labour.house import DEFAULTS
from wfm.labour.parameters import HOUSE, Parameter, in_force
from wfm.labour.pay import surcharge
from wfm.labour.rules import RuleBook

BOGOTA = "America/Bogota"


def pay_at(*starts, country="CO"):
    wall = pd.Series(pd.to_datetime(list(starts))).dt.as_unit("us")
    return surcharge(localise(wall, BOGOTA), RuleBook(country)).round(9).tolist()


@pytest.mark.parametrize(
    ("name", "day", "value"),
    [
        # Ley 2101 de 2021: the week shrinks on the 15th of July of four years.
        ("week_minutes", date(2023, 7, 14), 48 * 60),
        ("week_minutes", date(2023, 7, 15), 47 * 60),
        ("week_minutes", date(2025, 7, 15), 44 * 60),
        ("week_minutes", date(2026, 7, 14), 44 * 60),
        ("week_minutes", date(2026, 7, 15), 42 * 60),
        ("week_minutes", date(2030, 1, 1), 42 * 60),
        # Ley 2466 de 2025: night from seven, and dearer Sundays year by year.
        ("night_start_minute", date(2025, 12, 24), 21 * 60),
        ("night_start_minute", date(2025, 12, 25), 19 * 60),
        ("rest_day_surcharge", date(2025, 6, 30), 0.75),
        ("rest_day_surcharge", date(2025, 7, 1), 0.80),
        ("rest_day_surcharge", date(2026, 7, 1), 0.90),
        ("rest_day_surcharge", date(2027, 7, 1), 1.00),
        ("successive_day_minutes", date(2026, 11, 30), 6 * 60),
        ("successive_week_minutes", date(2026, 11, 30), 36 * 60),
    ],
)
def test_a_value_holds_from_its_first_day_until_the_next(name, day, value):
    assert parameters_on("CO", day)[name].value == value


def test_before_the_first_date_the_first_value_holds():
    later = Parameter("week_minutes", 40 * 60, date(2020, 1, 1), "a law")
    latest = Parameter("week_minutes", 38 * 60, date(2024, 1, 1), "a law")

    assert in_force((latest, later), date(1999, 1, 1))["week_minutes"] is later
    assert in_force((latest, later), date(2023, 12, 31))["week_minutes"] is later
    assert in_force((latest, later), date(2024, 1, 1))["week_minutes"] is latest


def test_the_law_stands_in_front_of_the_house():
    law = parameters_on("CO", date(2026, 11, 30))
    house = parameters_on("none", date(2026, 11, 30))

    assert law["week_minutes"].source == "Ley 2101 de 2021, art. 3"
    assert house["week_minutes"].source == HOUSE
    assert law["lunch_minutes"] == house["lunch_minutes"]
    assert law.keys() == house.keys()


@pytest.mark.parametrize(
    ("country", "coded"), [("CO", True), ("co", True), ("US", False), (None, False)]
)
def test_it_says_whether_a_countrys_law_is_coded(country, coded):
    assert has_law(country) is coded


@pytest.mark.parametrize("parameter", [*COLOMBIA, *DEFAULTS], ids=lambda p: p.name)
def test_every_value_names_its_source_and_is_possible(parameter):
    assert parameter.source
    assert parameter.value >= 0
    if parameter.name.endswith("surcharge"):
        assert parameter.value <= 1
    if parameter.name.endswith("_minute"):
        assert parameter.value <= 24 * 60


def test_no_value_is_said_twice_for_the_same_day():
    own = [each for each in COLOMBIA if each not in DEFAULTS]
    said = [(each.name, each.effective_from) for each in own]

    assert len(said) == len(set(said))


def test_a_weekday_hour_is_plain_by_day_and_dearer_by_night():
    # A Wednesday of 2026: night is from 19:00 to 06:00, 35 %.
    assert pay_at("2026-11-25T18:30", "2026-11-25T19:00", "2026-11-25T05:30") == [
        0,
        0.35,
        0.35,
    ]
    assert pay_at("2026-11-25T06:00") == [0]


def test_a_sunday_and_a_holiday_are_dear_and_their_night_dearer():
    sunday, holiday, moved = "2026-11-29", "2026-12-08", "2026-11-16"

    assert pay_at(f"{sunday}T10:00", f"{holiday}T10:00", f"{moved}T10:00") == [0.9] * 3
    assert pay_at(f"{sunday}T22:00") == [1.25]


def test_a_night_shift_into_a_sunday_changes_its_price_at_midnight():
    assert pay_at("2026-11-28T23:30", "2026-11-29T00:00") == [0.35, 1.25]


def test_a_night_shift_into_a_holiday_changes_its_price_at_midnight():
    # The 8th of December 2026 is a Tuesday.
    assert pay_at("2026-12-07T23:30", "2026-12-08T00:00") == [0.35, 1.25]


def test_the_week_in_which_the_law_changes_is_paid_by_both():
    # The 1st of July 2026 is a Wednesday; the Sundays around it have two prices.
    assert pay_at("2026-06-28T10:00", "2026-07-05T10:00") == [0.8, 0.9]


def test_a_country_without_coded_law_has_the_houses_prices():
    assert pay_at("2026-11-29T10:00", "2026-11-25T23:00", country="none") == [0, 0]


def test_a_year_of_pay_has_its_nights_sundays_and_holidays():
    starts = day_grid(pd.Timestamp("2026-01-01"), 365, 60, BOGOTA)

    pay = surcharge(starts, RuleBook("CO"))

    # 19 holidays, none of them on one of the 52 Sundays.
    assert np.count_nonzero(pay >= 0.8) == (19 + 52) * 24
    assert set(np.unique(pay.round(9))) == {0.0, 0.35, 0.8, 0.9, 1.15, 1.25}
