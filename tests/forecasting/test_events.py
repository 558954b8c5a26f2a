from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import cleaning_changes, forecast
from tests.forecasting.builders import make_history, make_noisy, on, total

FIRST = "2026-06-01"
# The first open days on or after the 15th and 30th; four months end on 2026-09-27.
PAYDAYS = ("2026-06-16", "2026-07-15", "2026-07-30", "2026-08-14", "2026-09-15")
NEXT_PAYDAY, MONDAY = "2026-09-30", "2026-09-28"


def moved(history, effects):
    """Multiply the contacts of some dates."""
    date = history["start"].dt.strftime("%Y-%m-%d")
    times = date.map(effects).fillna(1.0).astype(float)
    return history.assign(offered=history["offered"] * times)


def days_after(dates, *effects):
    """Effects of the dates and the days after them."""
    return {
        str(pd.Timestamp(date).date() + pd.Timedelta(days=lag)): effect
        for date in dates
        for lag, effect in enumerate(effects)
    }


def special(dates, name, kind, value=""):
    rows = [(date, name, kind, value) for date in dates]
    return pd.DataFrame(rows, columns=["date", "name", "kind", "value"])


def effect(history, date, days):
    """What a day is multiplied with, by what the same forecast says without events."""
    table = forecast(history, special_days=days, start=MONDAY)
    # A week later no event moves the same weekday.
    later = str(pd.Timestamp(date).date() + pd.Timedelta(days=7))
    return total(table, date) / total(table, later)


@pytest.mark.parametrize("kind", ["payday", "billing"])
@pytest.mark.parametrize("model", ["auto", "core", "ewma"])
def test_a_recurring_day_is_learnt_with_its_days_after(kind, model):
    history = make_history(first=FIRST, weeks=17)
    history = moved(history, days_after(PAYDAYS, 1.5, 1.25, 1.12))
    days = special((*PAYDAYS, NEXT_PAYDAY), "wages", kind)

    table = forecast(history, special_days=days, start=MONDAY, model=model)

    later = [total(table, f"2026-10-{day:02d}") for day in (7, 8, 9)]
    found = [total(table, day) for day in (NEXT_PAYDAY, "2026-10-01", "2026-10-02")]
    np.testing.assert_allclose(np.divide(found, later), [1.5, 1.25, 1.12], rtol=0.1)


def test_a_recurring_day_neither_moves_the_normal_profile_nor_is_a_spike():
    calm = make_history(first=FIRST, weeks=17)
    days = special(PAYDAYS, "wages", "payday")
    history = moved(calm, days_after(PAYDAYS, 1.8))

    table = forecast(history, special_days=days, start=MONDAY)

    assert "spike" not in set(cleaning_changes(history, special_days=days)["kind"])
    expected = forecast(calm, start=MONDAY)
    np.testing.assert_allclose(
        table["volume"].sum(), expected["volume"].sum(), rtol=0.02
    )


def test_paydays_that_do_nothing_are_left_alone():
    history = make_noisy(3, first=FIRST, weeks=17, day_sd=0.05)
    days = special((*PAYDAYS, NEXT_PAYDAY), "wages", "payday")

    assert effect(history, NEXT_PAYDAY, days) == pytest.approx(1.0, abs=0.08)


def test_a_campaign_without_a_past_does_what_it_is_said_to_and_fades():
    days = special(["2026-10-05"], "mailing", "campaign", "1.4/2")

    table = forecast(
        make_history(first=FIRST, weeks=17), special_days=days, start=MONDAY
    )

    usual = [total(table, f"2026-{day}") for day in ("09-28", "09-29", "09-30")]
    found = [total(table, f"2026-10-0{day}") for day in (5, 6, 7)]
    np.testing.assert_allclose(
        np.divide(found, usual), [1.4, 1 + 0.4 * 0.5**0.5, 1.2], rtol=0.01
    )


def test_the_size_of_a_campaign_is_learnt_from_its_past():
    past = ("2026-07-06", "2026-08-03", "2026-08-31")
    history = moved(
        make_history(first=FIRST, weeks=17), days_after(past, 1.8, 1.57, 1.4, 1.28)
    )
    days = special((*past, "2026-10-05"), "mailing", "campaign", "1.4/2")

    table = forecast(history, special_days=days, start=MONDAY)

    # Three past ones of 1.8 outweigh the 1.4 that was said.
    found = total(table, "2026-10-05") / total(table, MONDAY)
    assert 1.6 < found < 1.8


def test_campaign_days_do_not_teach_the_normal_profile():
    past = ("2026-08-24", "2026-08-31", "2026-09-07")
    calm = make_history(first=FIRST, weeks=17)
    days = special(past, "mailing", "campaign", "1.5/1")
    history = moved(calm, days_after(past, 1.5, 1.25, 1.12))

    table = forecast(history, special_days=days, start=MONDAY)

    np.testing.assert_allclose(
        on(table, MONDAY)["volume"],
        on(forecast(calm, start=MONDAY), MONDAY)["volume"],
        rtol=0.03,
    )


@pytest.mark.parametrize("half_life", [1, 5])
def test_a_campaign_every_week_leaves_something_to_learn_from(half_life):
    mondays = [str(day.date()) for day in pd.date_range(FIRST, MONDAY, freq="7D")]
    days = special(mondays, "mailing", "campaign", f"1.3/{half_life}")
    history = make_history(first=FIRST, weeks=17)

    table = forecast(history, special_days=days, start=MONDAY, days=7)

    # What every Monday brings is what the next one will bring.
    np.testing.assert_allclose(table["volume"], history["offered"].iloc[:140], rtol=0.1)


def test_the_days_of_a_campaign_are_listed():
    days = special(["2026-08-24"], "mailing", "campaign", "1.5/1")

    changes = cleaning_changes(make_history(first=FIRST, weeks=17), special_days=days)

    # 50, 25, 12, 6 and 3 % more.
    assert changes["date"].dt.day.tolist() == [24, 25, 26, 27, 28]
    assert set(changes["kind"]) == {"special day"}


def test_an_event_on_a_holiday_moves_the_holiday():
    history = make_history(first=FIRST, weeks=17)
    fair = special(["2026-10-07"], "fair", "")
    both = pd.concat([fair, special(["2026-10-07"], "mailing", "campaign", "1.5/1")])

    alone = total(forecast(history, special_days=fair, start=MONDAY), "2026-10-07")
    table = forecast(history, special_days=both, start=MONDAY)

    assert total(table, "2026-10-07") == pytest.approx(1.5 * alone)
