"""What an interval of work costs beyond the ordinary hour."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.intervals import day_grid, localise
from wfm.labour.pay import surcharge
from wfm.labour.rules import RuleBook

BOGOTA = "America/Bogota"


def pay_at(*starts, country="CO"):
    wall = pd.Series(pd.to_datetime(list(starts))).dt.as_unit("us")
    return surcharge(localise(wall, BOGOTA), RuleBook(country)).round(9).tolist()


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


def test_a_night_within_one_date_ends_where_it_says():
    book = RuleBook("CO", {"night_start_minute": 0, "night_end_minute": 300})
    wall = pd.Series(pd.to_datetime(["2026-11-25T02:00", "2026-11-25T05:00"]))

    assert surcharge(localise(wall, BOGOTA), book).tolist() == [0.35, 0]


def test_a_company_that_rests_on_mondays_pays_the_monday_and_not_the_sunday():
    book = RuleBook("CO", {"rest_weekday": 0})
    wall = pd.Series(pd.to_datetime(["2026-11-29T10:00", "2026-11-30T10:00"]))

    assert surcharge(localise(wall, BOGOTA), book).tolist() == [0, 0.9]
