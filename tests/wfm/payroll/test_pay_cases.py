"""Pay of shifts worked out by hand.

The ordinary hour of the minimum wage is 1,750,905 / 210 = 8,337.642857 COP since the
week has 42 hours, 1,750,905 / 220 = 7,958.659091 in the year before.
"""

from __future__ import annotations

import pandas as pd
import pytest

from tests.wfm.payroll.shifts import lines, person, terms, total, worked
from wfm.payroll import schedule_pay

# 25 November 2026 is a Wednesday, the 29th a Sunday.
WEDNESDAY, SUNDAY = "2026-11-25", "2026-11-29"


@pytest.mark.parametrize(
    ("day", "hour", "activity", "money"),
    [
        (WEDNESDAY, 10, "contacts", 8_337.64),  # x 1.00
        (WEDNESDAY, 20, "contacts", 11_255.82),  # x 1.35
        (WEDNESDAY, 10, "overtime", 10_422.05),  # x 1.25
        (WEDNESDAY, 20, "overtime", 14_590.88),  # x 1.75, wherein no 35 %
        (SUNDAY, 10, "contacts", 15_841.52),  # x 1.90
        (SUNDAY, 20, "contacts", 18_759.70),  # x 1.90 + .35 = 2.25
        (SUNDAY, 10, "overtime", 17_925.93),  # x 1.90 + .25 = 2.15
        (SUNDAY, 20, "overtime", 22_094.75),  # x 1.90 + .75 = 2.65
    ],
)
def test_an_hour_of_each_kind_costs_what_the_tables_of_2026_say(
    day, hour, activity, money
):
    segment = (f"{day}T{hour:02d}:00", f"{day}T{hour + 1:02d}:00", activity)

    assert total(segment) == money


def test_a_night_hour_adds_only_its_surcharge_to_the_wage():
    # 8,337.642857 x .35 = 2,918.175.
    night = (f"{WEDNESDAY}T20:00", f"{WEDNESDAY}T21:00")

    assert total(night, column="increment") == pytest.approx(2_918.17, abs=0.01)


def test_overtime_adds_all_of_it_to_the_wage():
    extra = (f"{WEDNESDAY}T10:00", f"{WEDNESDAY}T11:00", "overtime")

    assert total(extra, column="increment") == 10_422.05


def test_a_shift_from_saturday_night_into_sunday():
    # Saturday 22-24: 2 h x 1.35 = 2.70 hours. Sunday 00-06: 6 h x 2.25 = 13.50.
    # 16.2 x 8,337.642857 = 135,069.81; without the base of 8 h: 8.2 x 8,337.642857.
    shift = ("2026-11-28T22:00", "2026-11-29T06:00")

    assert lines(shift) == {
        ("11-28", "RN"): (120, 1.35),
        ("11-29", "RNDF"): (360, 2.25),
    }
    assert total(shift) == 135_069.81
    assert total(shift, column="increment") == 68_368.67


def test_a_shift_from_a_sunday_into_a_moved_holiday_is_dear_throughout():
    # The 9th of July 2026 is kept on Monday the 13th. The week has 44 hours until the
    # 14th, so 8 h x 2.25 x 7,958.659091 = 143,255.86.
    shift = ("2026-07-12T22:00", "2026-07-13T06:00")

    assert lines(shift) == {
        ("07-12", "RNDF"): (120, 2.25),
        ("07-13", "RNDF"): (360, 2.25),
    }
    assert total(shift) == 143_255.86


def test_the_same_monday_a_year_before_was_no_holiday():
    # Sunday 13 July 2025 22-24, when the night began at 21:00: 2 h x (1.80 + .35).
    shift = ("2025-07-13T22:00", "2025-07-14T06:00")

    assert lines(shift) == {
        ("07-13", "RNDF"): (120, 2.15),
        ("07-14", "RN"): (360, 1.35),
    }


def test_christmas_eve_has_one_hour_of_the_holiday():
    # Thursday 17-19 plain, 19-24 night, and Friday 00-01 a holiday's night:
    # 2 + 5 x 1.35 + 2.25 = 11 hours x 8,337.642857 = 91,714.07.
    shift = ("2026-12-24T17:00", "2026-12-25T01:00")

    assert lines(shift) == {
        ("12-24", "HO"): (120, 1.0),
        ("12-24", "RN"): (300, 1.35),
        ("12-25", "RNDF"): (60, 2.25),
    }
    assert total(shift) == 91_714.07


def test_the_night_began_two_hours_later_until_christmas_2025():
    # The 24th of December 2025 is a Wednesday, the 26th a Friday.
    before = lines(("2025-12-24T18:00", "2025-12-24T22:00"))
    after = lines(("2025-12-26T18:00", "2025-12-26T22:00"))

    assert before == {("12-24", "HO"): (180, 1.0), ("12-24", "RN"): (60, 1.35)}
    assert after == {("12-26", "HO"): (60, 1.0), ("12-26", "RN"): (180, 1.35)}


def test_the_step_of_july_2027_costs_ten_points_of_the_rest_day_and_no_more():
    # Tuesday to Sunday, without a holiday in either week.
    def week(first):
        days = pd.date_range(first, periods=6).strftime("%Y-%m-%d")
        return [(f"{day}T14:00", f"{day}T21:00") for day in days]

    before, after = (total(*week(day)) for day in ("2027-06-22", "2027-07-13"))

    # Sunday 14-21: 420 minutes, 7 h x .10. The night's share stays as it was.
    assert after - before == pytest.approx(7 * 0.10 * 8_337.642857, abs=0.011)


def test_the_week_of_the_change_pays_each_day_by_its_own_hour():
    # Tuesday 14 July 2026 at 1,750,905 / 220, Wednesday 15 at 1,750,905 / 210:
    # 8 x 7,958.659091 + 8 x 8,337.642857 = 63,669.27 + 66,701.14.
    days = [(f"2026-07-{day}T08:00", f"2026-07-{day}T16:00") for day in (14, 15)]

    assert total(*days) == pytest.approx(130_370.41, abs=0.011)


def test_the_week_of_the_change_has_overtime_beyond_the_limit_of_its_monday():
    # 6 days of 8 h from Tuesday 14 July 2026, Monday being a holiday and free: 48 h,
    # 44 of them ordinary, so 4 h of overtime on Sunday. A week later the limit is 42.
    def week(first):
        days = pd.date_range(first, periods=6).strftime("%Y-%m-%d")
        return schedule_pay(
            worked(*((f"{day}T08:00", f"{day}T16:00") for day in days)),
            beyond_limits=True,
        ).overtime["hours"]

    assert week("2026-07-14").tolist() == [4.0]
    assert week("2026-07-21").tolist() == [6.0]


def test_lunch_is_not_paid_and_pauses_are():
    day = [
        (f"{WEDNESDAY}T08:00", f"{WEDNESDAY}T10:00"),
        (f"{WEDNESDAY}T10:00", f"{WEDNESDAY}T10:15", "break"),
        (f"{WEDNESDAY}T10:15", f"{WEDNESDAY}T12:00"),
        (f"{WEDNESDAY}T12:00", f"{WEDNESDAY}T13:00", "lunch"),
        (f"{WEDNESDAY}T13:00", f"{WEDNESDAY}T16:00"),
    ]

    assert lines(*day) == {("11-25", "HO"): (420, 1.0)}
    assert lines(*day, rules={"lunch_paid": 1}) == {("11-25", "HO"): (480, 1.0)}
    assert lines(*day, rules={"break_paid": 0}) == {("11-25", "HO"): (405, 1.0)}


def test_a_holiday_on_a_sunday_is_paid_once():
    # The 20th of July 2025 is a Sunday; the surcharge was 80 % then.
    assert lines(("2025-07-20T10:00", "2025-07-20T11:00")) == {
        ("07-20", "RDF"): (60, 1.8)
    }


def test_who_agreed_another_rest_day_is_paid_for_that_one():
    shifts = [(f"2026-11-{day}T08:00", f"2026-11-{day}T12:00") for day in (25, 29)]
    on_wednesdays = person(rest_day=2)

    assert lines(*shifts, agents=on_wednesdays) == {
        ("11-25", "RDF"): (240, 1.9),
        ("11-29", "HO"): (240, 1.0),
    }


def test_successive_shifts_earn_no_surcharge_and_a_dearer_hour():
    # The full week's wage for 36 hours: 1,750,905 / (36 / 6 x 30 = 180) = 9,727.25.
    shift = ("2026-11-28T22:00", "2026-11-29T04:00")
    given = {
        "agents": person(contract="36h"),
        "contracts": terms(2160, 360, "successive_shifts", "36h"),
    }

    assert lines(shift, **given) == {
        ("11-28", "HO"): (120, 1),
        ("11-29", "HO"): (240, 1),
    }
    assert total(shift, **given) == 58_363.5
    assert total(shift, column="increment", **given) == 0


def test_overtime_of_successive_shifts_is_paid_as_overtime():
    extra = ("2026-11-25T20:00", "2026-11-25T21:00", "overtime")
    given = {
        "agents": person(contract="36h"),
        "contracts": terms(2160, 360, "successive_shifts", "36h"),
    }

    # 9,727.25 x 1.75.
    assert total(extra, **given) == 17_022.69


def test_minutes_beyond_the_day_are_overtime_where_it_is_asked():
    # 07:00-19:30 without lunch, 750 minutes: 540 ordinary until 16:00, 180 of
    # overtime by day until 19:00, 30 by night.
    shift = (f"{WEDNESDAY}T07:00", f"{WEDNESDAY}T19:30")

    assert lines(shift, beyond_limits=True) == {
        ("11-25", "HO"): (540, 1.0),
        ("11-25", "HED"): (180, 1.25),
        ("11-25", "HEN"): (30, 1.75),
    }
    assert set(lines(shift)) == {("11-25", "HO"), ("11-25", "RN")}


def test_ordinary_minutes_beyond_the_contract_are_not_in_its_wage():
    # 20 h contract, 3 days of 8 h: 4 h more than agreed, at their base of 8,337.642857.
    days = [(f"2026-11-{day}T08:00", f"2026-11-{day}T16:00") for day in (23, 24, 25)]
    given = {"agents": person(contract="20h"), "contracts": terms(1200, contract="20h")}

    assert total(*days, column="increment", **given) == 33_350.57


def test_an_own_wage_is_divided_by_the_hours_of_the_full_week_or_of_the_contract():
    hour = (f"{WEDNESDAY}T08:00", f"{WEDNESDAY}T09:00")
    given = {
        "agents": person(contract="21h", monthly_wage=2_100_000),
        "contracts": terms(1260, contract="21h"),
    }

    # 2,100,000 / 210, or over the 105 hours of half a week.
    assert total(hour, **given) == 10_000
    assert total(hour, rules={"hour_divisor_basis": 1}, **given) == 20_000


def test_the_cost_is_that_of_the_loaded_hour():
    hour = (f"{WEDNESDAY}T20:00", f"{WEDNESDAY}T21:00")

    # 12,931 x 1.35, or the agent's own hour.
    assert total(hour, basis="cost") == 17_456.85
    assert total(hour, basis="cost", agents=person(hourly_cost=20_000)) == 27_000


def test_mexican_overtime_is_double_and_then_triple():
    # 14 hours of overtime in one week of November 2026: 12 at 2.0, 2 at 3.0.
    days = range(23, 27)
    extra = [
        (f"2026-11-{day}T09:00", f"2026-11-{day}T12:30", "overtime") for day in days
    ]

    pay = schedule_pay(worked(*extra), "mx").lines

    hours = pay.groupby(["concept", "factor"])["minutes"].sum() / 60
    assert hours.to_dict() == {("overtime_day", 2.0): 12, ("overtime_extra", 3.0): 2}


def test_a_mexican_sunday_has_its_premium_and_a_holiday_its_own():
    # The 16th of November 2026 is a holiday, the 15th a Sunday.
    pay = schedule_pay(
        worked(
            ("2026-11-15T09:00", "2026-11-15T10:00"),
            ("2026-11-16T09:00", "2026-11-16T10:00"),
        ),
        "mx",
    ).lines

    assert pay["factor"].tolist() == [1.25, 3.0]
    assert pay["concept"].tolist() == ["sunday", "rest_day"]
