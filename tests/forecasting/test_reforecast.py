from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import forecast, reforecast
from forecasting.uncertainty.bands import QUANTILES
from tests.forecasting.builders import change, make_history, make_noisy
from wfm.errors import HistoryTooShortError, ParameterError
from wfm.tables import FORECAST

DAY = "2026-11-24"


def busy_day(history, factor, until=24):
    """The same history with more or fewer contacts on the day."""
    rows = (history["start"].dt.strftime("%Y-%m-%d") == DAY) & (
        history["start"].dt.hour < until
    )
    return change(history, rows, offered=history.loc[rows, "offered"] * factor)


@pytest.mark.parametrize("at", [f"{DAY}T00:00", f"{DAY}T07:59", f"{DAY}T08:00"])
def test_it_is_the_forecast_of_the_day_before_until_something_is_seen(at):
    history = make_noisy(1)

    table = reforecast(history, at=at)

    pd.testing.assert_frame_equal(table, forecast(history, start=DAY, days=1))


def test_only_the_rest_of_the_day_is_left():
    table = reforecast(make_noisy(2), at=f"{DAY}T10:10")

    assert list(table.columns) == FORECAST.names
    assert table["start"].dt.strftime("%Y-%m-%d %H:%M").iloc[[0, -1]].tolist() == [
        f"{DAY} 10:00",
        f"{DAY} 17:30",
    ]
    assert len(reforecast(make_noisy(2), at=f"{DAY}T10:00")) == 16
    assert reforecast(make_noisy(2), at=f"{DAY}T18:00").empty


@pytest.mark.parametrize("at", [f"{DAY}T12:00", f"{DAY}T12:10"])
def test_nothing_at_or_after_the_moment_is_used(at):
    history = make_noisy(3)
    late = history["start"] >= at
    table = reforecast(history[~late], at=at)

    pd.testing.assert_frame_equal(reforecast(history, at=at), table)
    absurd = change(history, late, offered=1e6)
    pd.testing.assert_frame_equal(reforecast(absurd, at=at), table)


def test_the_unfinished_interval_tells_nothing():
    history = make_noisy(4)
    unfinished = history["start"] == f"{DAY}T12:00"

    table = reforecast(change(history, unfinished, offered=1e6), at=f"{DAY}T12:20")

    pd.testing.assert_frame_equal(table, reforecast(history, at=f"{DAY}T12:20"))


@pytest.mark.parametrize("factor", [0.7, 1.3])
def test_a_busy_morning_moves_the_rest_of_the_day_but_not_in_full(factor):
    history = make_noisy(9, base=200.0)
    ahead = forecast(history, start=DAY, days=1)["volume"].to_numpy()
    today = history["start"].dt.strftime("%Y-%m-%d") == DAY
    history = change(history, today, offered=factor * ahead)

    table = reforecast(history, at=f"{DAY}T12:00")

    moved = table["volume"].to_numpy() / ahead[8:] - 1
    believed = moved / (factor - 1)
    assert ((believed > 0.2) & (believed < 1)).all()


def test_the_more_of_the_day_was_seen_the_more_it_is_believed():
    history = make_noisy(5, base=20.0, day_sd=0.2)
    base = forecast(history, start=DAY, days=1)["volume"]
    today = history["start"].dt.strftime("%Y-%m-%d") == DAY
    double = change(history, today, offered=2 * base.to_numpy())

    first, later = (
        reforecast(double, at=f"{DAY}T{hour}")["volume"].iloc[-1] / base.iloc[-1]
        for hour in ("08:30", "16:00")
    )

    assert 1 < first < later < 2


@pytest.mark.parametrize("factor", [0.0, 50.0])
def test_a_morning_that_cannot_be_true_does_not_carry_the_day_away(factor):
    history = make_history(base=600.0)
    base = forecast(history, start=DAY, days=1)["volume"].iloc[-1]

    table = reforecast(busy_day(history, factor), at=f"{DAY}T14:00")

    assert base / 4 < table["volume"].iloc[-1] < 4 * base


def test_bands_are_in_order_and_narrower_than_the_day_before():
    history = make_noisy(6, base=300.0)

    before = forecast(history, start=DAY, days=1).iloc[8:].reset_index(drop=True)
    table = reforecast(history, at=f"{DAY}T12:00")

    width, wider = (
        (one["volume_p90"] - one["volume_p10"]) / one["volume"]
        for one in (table, before)
    )
    assert (width < wider).all()
    assert (np.diff(table[list(QUANTILES)].to_numpy(), axis=1) >= 0).all()


def test_missing_intervals_of_the_day_are_not_taken_for_quiet_ones():
    history = make_history(base=600.0)
    lost = (history["start"] >= f"{DAY}T09:00") & (history["start"] < f"{DAY}T11:00")
    expected = forecast(history, start=DAY, days=1).iloc[8:]["volume"]

    table = reforecast(history[~lost], at=f"{DAY}T12:00")

    np.testing.assert_allclose(table["volume"], expected)


def test_a_finer_history_is_added_up():
    fine = busy_day(make_noisy(10, base=300.0, interval=15), 1.3)
    halves = fine.assign(start=fine["start"].dt.floor("30min"))
    coarse = halves.groupby(["queue", "start"], as_index=False)["offered"].sum()

    table = reforecast(fine, at=f"{DAY}T12:00", interval=30)

    pd.testing.assert_frame_equal(table, reforecast(coarse, at=f"{DAY}T12:00"))


def test_a_closed_day_has_no_rest():
    closed = pd.DataFrame(
        [[DAY, "Inventory", "closed"]], columns=["date", "name", "kind"]
    )

    assert reforecast(make_noisy(7), at=f"{DAY}T12:00", special_days=closed).empty
    assert reforecast(make_noisy(7, closed=(1,)), at=f"{DAY}T12:00").empty


def test_a_moment_with_an_offset_is_that_moment():
    history = make_noisy(8)

    local = reforecast(history, at=f"{DAY}T12:00")

    for at in (f"{DAY}T17:00+00:00", pd.Timestamp(f"{DAY}T18:00", tz="Europe/Madrid")):
        pd.testing.assert_frame_equal(reforecast(history, at=at), local)


def test_a_moment_that_is_none_is_refused():
    with pytest.raises(ParameterError, match="at must be a date and time"):
        reforecast(make_history(weeks=2), at="noon")
    with pytest.raises(HistoryTooShortError):
        reforecast(make_history(weeks=2), at="2026-09-07T12:00")


def test_the_hour_that_comes_twice_is_forecast_twice():
    starts = pd.date_range(
        pd.Timestamp("2026-09-21", tz="America/New_York"),
        pd.Timestamp("2026-11-02", tz="America/New_York"),
        freq="30min",
        inclusive="left",
    )
    history = pd.DataFrame({"queue": "sales", "start": starts, "offered": 40.0})

    table = reforecast(history, at="2026-11-01T00:30", timezone="America/New_York")

    assert len(table) == 49
    np.testing.assert_allclose(table["volume"], 40.0)
