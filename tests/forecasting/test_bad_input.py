from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import cleaning_changes, forecast, reforecast
from forecasting.uncertainty.bands import QUANTILES
from tests.forecasting.builders import (
    MONDAY,
    change,
    make_history,
    make_noisy,
    make_starts,
    on,
)
from wfm.errors import HistoryTooShortError, InputError, TableError


def is_sound(table):
    """Whether all numbers are there, none below 0, and quantiles in order."""
    numbers = table[["volume", *QUANTILES]].to_numpy()
    ordered = np.diff(table[list(QUANTILES)].to_numpy(), axis=1) >= -1e-9
    return np.isfinite(numbers).all() and (numbers >= 0).all() and ordered.all()


@pytest.mark.parametrize("weeks", [1, 3, 12, 30])
def test_all_zeros_are_forecast_as_practically_nothing(weeks):
    history = make_history(weeks=weeks).assign(offered=0.0)

    table = forecast(history)

    assert is_sound(table)
    assert len(table) == 28 * 20
    assert table["volume"].max() < 0.1


@pytest.mark.parametrize("weeks", [1, 3, 12, 30])
def test_one_constant_is_forecast_as_that_constant(weeks):
    table = forecast(make_history(weeks=weeks).assign(offered=25.0))

    assert is_sound(table)
    np.testing.assert_allclose(table["volume"], 25.0, rtol=0.01)


def test_a_spike_of_twenty_times_the_usual_changes_little():
    history = make_noisy(1)
    spike = history["start"] == "2026-11-25T10:00"
    spiked = change(history, spike, offered=20 * history.loc[spike, "offered"])

    table, calm = forecast(spiked), forecast(history)

    np.testing.assert_allclose(table["volume"], calm["volume"], rtol=0.1)


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-10-05", "2026-11-01"), ("2026-11-09", "2026-11-29")],
    ids=["in the middle", "up to the end"],
)
def test_gaps_of_weeks_are_listed_and_learnt_around(first, last):
    history = make_noisy(2, weeks=16, first="2026-08-10")
    lost = history["start"].between(first, f"{last} 23:59")

    table = forecast(history[~lost], start=MONDAY)

    assert is_sound(table)
    expected = forecast(make_history(weeks=16, first="2026-08-10"), start=MONDAY)
    assert table["volume"].sum() == pytest.approx(expected["volume"].sum(), rel=0.1)


def test_a_gap_inside_a_history_is_listed_by_day():
    history = make_noisy(3)
    lost = history["start"].between("2026-10-05", "2026-10-18 23:59")

    changes = cleaning_changes(history[~lost])

    assert changes["kind"].tolist() == ["gap"] * 14


def test_five_minute_data_are_forecast_by_five_minutes():
    history = make_noisy(4, weeks=8, interval=5, base=6.0)

    table = forecast(history, days=7)

    assert is_sound(table)
    assert len(table) == 7 * 120


def test_mixed_interval_lengths_are_refused():
    coarse = make_history(weeks=2, interval=60)
    fine = make_history(weeks=2, first="2026-09-21")

    with pytest.raises(TableError, match="mixed interval lengths are refused"):
        forecast(pd.concat([coarse, fine]))


def test_rows_after_the_start_are_ignored():
    history = make_noisy(5, weeks=14)
    before = history[history["start"] < MONDAY]
    wild = history.assign(
        offered=history["offered"].where(history["start"] < MONDAY, 9999.0)
    )

    table = forecast(wild, start=MONDAY)

    pd.testing.assert_frame_equal(table, forecast(before, start=MONDAY))


def test_rows_after_now_are_ignored():
    history = make_noisy(6, weeks=13)
    at = f"{MONDAY}T12:00"
    wild = history.assign(offered=history["offered"].where(history["start"] < at, 999))

    table = reforecast(wild, at=at)

    known = reforecast(history[history["start"] < at], at=at)
    pd.testing.assert_frame_equal(table, known)


def test_decimal_commas_are_named_in_the_error():
    history = make_history().astype({"offered": object})
    history["offered"] = history["offered"].map(lambda value: f"{value:.1f}")
    history.loc[3, "offered"] = "12,5"

    with pytest.raises(TableError, match=r"row 5.*offered.*12,5"):
        forecast(history)


def test_no_history_at_all_says_what_to_give():
    nothing = make_history().iloc[:0]

    with pytest.raises(InputError) as error:
        forecast(nothing, start=MONDAY)
    assert "Traceback" not in str(error.value)

    empty = make_history().assign(offered=np.nan)
    with pytest.raises(HistoryTooShortError, match="a forecast needs some days of"):
        forecast(empty, start=MONDAY)


@pytest.mark.parametrize("value", [-1.0, np.inf])
def test_impossible_contacts_are_refused(value):
    history = change(make_history(), [3], offered=value)

    with pytest.raises(TableError, match="offered"):
        forecast(history)


def test_a_single_day_of_history_is_enough_for_a_rough_forecast():
    starts = make_starts(weeks=1)
    history = pd.DataFrame({"queue": "sales", "start": starts, "offered": 10.0})

    table = forecast(on(history, "2026-09-07"), start="2026-09-08", days=7)

    assert is_sound(table)
    assert len(table) > 20
