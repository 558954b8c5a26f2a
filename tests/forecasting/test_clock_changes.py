from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import cleaning_changes, forecast, reforecast

# Zone, the day of 23 hours and the day of 25 hours of 2026, each a weekend night.
ZONES = [
    ("Europe/Madrid", "2026-03-29", "2026-10-25"),
    ("America/Santiago", "2026-09-06", "2026-04-04"),
    ("Asia/Jerusalem", "2026-03-27", "2026-10-25"),
]
SPRING = [(zone, spring) for zone, spring, _ in ZONES]
AUTUMN = [(zone, autumn) for zone, _, autumn in ZONES]


def between(zone, first, end, length):
    """Every real interval that begins on a local day from `first` to before `end`."""
    utc = pd.date_range(
        pd.Timestamp(first, tz="UTC") - pd.Timedelta(days=1),
        pd.Timestamp(end, tz="UTC") + pd.Timedelta(days=1),
        freq=f"{length}min",
    )
    starts = utc.tz_convert(zone)
    date = starts.strftime("%Y-%m-%d")
    return starts[(date >= first) & (date < end)]


def always_open(zone, end, weeks=5, length=30):
    """Contacts by the wall clock, one row for each real interval before a midnight."""
    starts = between(zone, days_later(end, -7 * weeks), end, length)
    hour = starts.hour + starts.minute / 60
    offered = 50 + 20 * np.sin((hour - 8) / 24 * 2 * np.pi)
    return pd.DataFrame({"queue": "sales", "start": starts, "offered": offered})


def real_intervals(zone, date, length=30):
    return between(zone, date, days_later(date, 1), length).tolist()


def days_later(date, days):
    return str((pd.Timestamp(date) + pd.Timedelta(days=days)).date())


def of_day(table, date):
    return table[table["start"].dt.strftime("%Y-%m-%d") == date]


@pytest.mark.parametrize(("zone", "date"), SPRING + AUTUMN)
@pytest.mark.parametrize("length", [15, 30, 60])
def test_every_interval_that_exists_is_forecast_once(zone, date, length):
    history = always_open(zone, days_later(date, -1), length=length)

    table = forecast(history, start=days_later(date, -1), days=3, timezone=zone)

    found = of_day(table, date)
    assert found["start"].tolist() == real_intervals(zone, date, length)
    assert found.drop(columns="aht_s").notna().all(axis=None)
    # A wall-clock time has the contacts that it has on any other day.
    other = of_day(table, days_later(date, -1)).drop_duplicates("start")
    usual = other.set_index(other["start"].dt.strftime("%H:%M"))["volume"]
    times = found["start"].dt.strftime("%H:%M")
    both = times.isin(usual.index)
    np.testing.assert_allclose(
        found["volume"][both], usual.reindex(times[both]), rtol=0.05
    )


@pytest.mark.parametrize(("zone", "date"), SPRING + AUTUMN)
def test_a_change_of_clocks_in_the_past_is_no_gap_and_no_outlier(zone, date):
    end = days_later(date, 8)
    history = always_open(zone, end)

    assert cleaning_changes(history, start=end, timezone=zone).empty
    table = forecast(history, start=end, days=7, timezone=zone)
    np.testing.assert_allclose(
        table["volume"].sum(), history["offered"].iloc[: 7 * 48].sum(), rtol=0.01
    )


@pytest.mark.parametrize(("zone", "date"), SPRING + AUTUMN)
def test_the_rest_of_a_day_on_which_the_clocks_change(zone, date):
    end = days_later(date, 1)
    history = always_open(zone, end)

    table = reforecast(history, at=f"{date}T12:00", timezone=zone)

    noon = pd.Timestamp(f"{date}T12:00", tz=zone)
    expected = [start for start in real_intervals(zone, date) if start >= noon]
    assert table["start"].tolist() == expected
    assert table["volume"].notna().all()


def test_naive_rows_of_the_repeated_hour_are_read_in_their_order():
    zone, date = "Europe/Madrid", "2026-10-25"
    history = always_open(zone, "2026-10-26")
    naive = history.assign(start=history["start"].dt.tz_localize(None))

    table = forecast(naive, days=7, timezone=zone)

    pd.testing.assert_frame_equal(table, forecast(history, days=7, timezone=zone))
    assert (naive["start"].dt.strftime("%Y-%m-%d") == date).sum() == 50


def test_counts_in_an_hour_that_never_was_are_left_out_of_typed_histories():
    starts = pd.date_range("2026-02-02", "2026-04-26 23:30", freq="30min")
    history = pd.DataFrame({"queue": "sales", "start": starts, "offered": 10.0})

    table = forecast(history, days=7, timezone="Europe/Madrid")

    assert len(table) == 7 * 48
    assert table["volume"].to_numpy() == pytest.approx(10.0)
