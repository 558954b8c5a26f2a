"""Colombian law by date: values, their sources, wages, holidays."""

from __future__ import annotations

from datetime import date

import pytest

from wfm.errors import ParameterError
from wfm.labour import has_law, parameters_on
from wfm.labour.colombia import COLOMBIA
from wfm.labour.house import DEFAULTS
from wfm.labour.parameters import HOUSE, Parameter, in_force
from wfm.labour.rules import RuleBook

NOW = date(2026, 11, 30)


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
        # Ley 1098 de 2006, art. 114: until six at 15 and 16, until eight at 17.
        ("least_years", NOW, 15),
        ("adult_years", NOW, 18),
        ("minor_15_day_minutes", NOW, 360),
        ("minor_15_week_minutes", NOW, 1800),
        ("minor_15_latest_minute", NOW, 1080),
        ("minor_17_day_minutes", NOW, 480),
        ("minor_17_week_minutes", NOW, 2400),
        ("minor_17_latest_minute", NOW, 1200),
        ("overtime_day_surcharge", NOW, 0.25),
        ("overtime_night_surcharge", NOW, 0.75),
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
    assert law.keys() >= house.keys()


@pytest.mark.parametrize(
    ("country", "coded"), [("CO", True), ("co", True), ("US", False), (None, False)]
)
def test_it_says_whether_a_countrys_law_is_coded(country, coded):
    assert has_law(country) is coded


@pytest.mark.parametrize(
    "parameter", [*COLOMBIA.parameters, *DEFAULTS], ids=lambda p: p.name
)
def test_every_value_names_its_source_and_is_possible(parameter):
    assert parameter.source
    assert parameter.value >= 0
    if parameter.name.endswith("surcharge"):
        assert parameter.value <= 1
    if parameter.name.endswith("_minute"):
        assert parameter.value <= 24 * 60


def test_no_value_is_said_twice_for_the_same_day():
    own = [each for each in COLOMBIA.parameters if each not in DEFAULTS]
    said = [(each.name, each.effective_from) for each in own]

    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("changes", "on", "hours"),
    [
        ({}, date(2026, 7, 15), 42),
        ({"week_change_day": 16}, date(2026, 7, 15), 44),
        ({"week_change_day": 16}, date(2026, 7, 16), 42),
        ({"week_change_day": 16}, date(2024, 7, 15), 47),
    ],
)
def test_whether_the_week_shrinks_on_the_15th_or_the_16th_can_be_chosen(
    changes, on, hours
):
    assert RuleBook("CO", changes).on(on)["week_minutes"] == hours * 60


@pytest.mark.parametrize("day", [0, 29, 15.5])
def test_a_day_of_change_that_july_has_not_is_refused(day):
    with pytest.raises(ParameterError, match="a day of the month, 1 to 28"):
        RuleBook("CO", {"week_change_day": day}).on(NOW)


def test_what_is_disputed_or_unconfirmed_says_so():
    rules = RuleBook("CO").on(NOW)

    assert "16th of July" in rules.note("week_minutes")
    assert rules.source("rest_minutes") == HOUSE
    assert "no article" in rules.note("rest_minutes")
    assert rules.source("break_minutes") == HOUSE
    assert "suspended" in RuleBook("CO").on(date(2026, 1, 1)).note("minimum_wage")
    assert rules.source("minimum_wage") == "Decreto 0159 de 2026"


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        # The 15th of July 2026 is a Wednesday: its week began with 44 hours.
        (date(2026, 7, 13), 44),
        (date(2026, 7, 15), 44),
        (date(2026, 7, 19), 44),
        (date(2026, 7, 20), 42),
    ],
)
def test_the_week_in_which_the_law_changes_keeps_the_limit_of_its_monday(day, limit):
    assert RuleBook("CO").of_week(day)["week_minutes"] == limit * 60


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        # A week over six days, for the thirty days that a month pays: 48 / 6 x 30.
        (date(2023, 7, 14), 240),
        (date(2023, 7, 15), 235),
        (date(2024, 7, 15), 230),
        (date(2025, 7, 15), 220),
        (date(2026, 7, 15), 210),
    ],
)
def test_a_months_wage_is_divided_by_ever_fewer_hours(day, hours):
    assert RuleBook("CO").on(day).month_hours == pytest.approx(hours)


def test_the_load_of_the_minimum_wage_is_the_sum_of_its_components():
    # Wage W = 1,750,905 and aid 249,095, T = 2,000,000 together.
    # pension .12 W 210,108.60; risks .00522 W 9,139.72; family fund .04 W 70,036.20;
    # severance .0833 T 166,600; its interest .12 of that 19,992; bonus .0833 T 166,600;
    # vacation .0417 W 73,012.74: 715,489.26 in all.
    loaded = RuleBook("CO").loaded_wage(NOW)

    amounts = {each.name: round(each.amount, 2) for each in loaded.charges}
    assert amounts["load_pension"] == 210_108.60
    assert amounts["load_severance_interest"] == 19_992.00
    assert amounts["load_health"] == 0
    assert round(loaded.month) == 2_715_489
    assert round(loaded.factor, 3) == 1.551
    assert round(loaded.hour) == 12_931
    assert RuleBook("CO").on(NOW)["hourly_cost"] == 12_931


def test_a_company_that_is_not_exempt_pays_health_sena_and_icbf_too():
    # .135 of 1,750,905 is 236,372.18 more.
    loaded = RuleBook("CO", {"payroll_exempt": 0}).loaded_wage(NOW)

    assert round(loaded.month) == 2_951_861
    assert round(loaded.factor, 3) == 1.686


def test_transport_aid_ends_above_two_minimum_wages():
    book = RuleBook("CO")

    assert book.loaded_wage(NOW, 3_501_810.0).aid == 249_095
    assert book.loaded_wage(NOW, 3_501_811.0).aid == 0


def test_the_exemption_ends_at_ten_minimum_wages():
    book = RuleBook("CO")

    below, at = (book.loaded_wage(NOW, wage) for wage in (17_509_049.0, 17_509_050.0))

    assert next(each.share for each in below.charges) == 0
    assert next(each.share for each in at.charges) == 0.085


def test_the_loaded_hour_follows_the_law_and_an_override():
    # 2,715,489.26 / 220 before the week shrank to 42 hours.
    assert RuleBook("CO").on(date(2026, 7, 14))["hourly_cost"] == 12_343
    assert RuleBook("CO", {"hourly_cost": 15_000}).on(NOW)["hourly_cost"] == 15_000
    assert RuleBook("CO", {"minimum_wage": 2e6}).on(NOW)["hourly_cost"] > 12_931


@pytest.mark.parametrize(
    "day", [date(2026, 7, 13), date(2027, 7, 12), date(2029, 7, 9)]
)
def test_the_nineteenth_holiday_is_kept_on_a_monday_of_july(day):
    assert day in RuleBook("CO").holidays([day.year])


def test_before_2026_there_was_no_holiday_in_the_middle_of_july():
    assert date(2025, 7, 14) not in RuleBook("CO").holidays([2025])
    assert len(RuleBook("CO").holidays([2026])) == 19


def test_a_company_may_add_holidays_and_take_some_out():
    book = RuleBook(
        "CO",
        extra_holidays=(date(2026, 12, 24),),
        removed_holidays=(date(2026, 12, 8),),
    )

    days = book.holidays([2026])

    assert date(2026, 12, 24) in days
    assert date(2026, 12, 8) not in days
    assert list(days) == sorted(days)
    assert date(2026, 12, 24) not in book.holidays([2027])
