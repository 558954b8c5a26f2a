"""Forecasts against a truth that real data never tell: the rate behind the contacts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import forecast, forecast_paths, workload
from tests.forecasting.synthetic import make_split, make_truth

ZONE = "America/Bogota"
NEW_YORK = "America/New_York"
MONDAY = "2025-05-12"  # after 13 weeks of `young`


def young(seed, **options):
    """A queue too young for the slowest of the methods, with four weeks to come."""
    return make_truth(seed, first="2025-02-10", weeks=17, **options)


def before(table, start, zone=ZONE):
    return table[table["start"] < pd.Timestamp(start, tz=zone)]


def compared(truth, start, days=28, zone=ZONE, **options):
    """Forecast from a day on, beside what was true and the mean of four weeks."""
    table = forecast(
        before(truth.history, start, zone),
        start=start,
        days=days,
        timezone=zone,
        **options,
    )
    known = truth.history.assign(rate=truth.rate, aht=truth.aht_s)
    both = table.merge(
        known.drop(columns=["queue", "aht_s"]), on="start", validate="one_to_one"
    )
    assert len(both) == len(table)
    begin = pd.Timestamp(start, tz=zone)
    recent = before(truth.history, start, zone)
    recent = recent[recent["start"] >= begin - pd.Timedelta(weeks=4)]
    mean = recent["offered"].groupby(weekly_time(recent["start"])).mean()
    return both.assign(naive=weekly_time(both["start"]).map(mean))


def weekly_time(starts):
    return starts.dt.day_of_week * 1440 + starts.dt.hour * 60 + starts.dt.minute


def wape(table, forecast_="volume", true="rate"):
    return (table[forecast_] - table[true]).abs().sum() / table[true].sum()


def bias(table, forecast_="volume", true="rate"):
    return table[forecast_].sum() / table[true].sum() - 1


def test_the_rate_is_known_better_than_by_the_mean_of_four_weeks():
    tables = [compared(young(seed), MONDAY) for seed in range(4)]

    errors = [wape(table) for table in tables]
    naive = [wape(table, "naive") for table in tables]

    # Chance of days and contacts alone makes 14 % against the contacts themselves.
    assert np.mean(errors) < 0.045
    assert np.mean(errors) < 0.75 * np.mean(naive)


def test_a_wandering_level_is_followed():
    tables = [compared(young(seed, level_sd=0.01), MONDAY, 14) for seed in range(4)]

    # The level itself moves by 3 % in a week and a half.
    assert np.mean([wape(table) for table in tables]) < 0.08


def test_the_season_of_the_year_is_recovered_from_two_years():
    errors, naive = [], []
    for seed, start in enumerate(["2026-10-05", "2026-11-30"]):
        truth = make_truth(seed, first="2024-12-02", weeks=108, yearly=0.15)
        table = compared(truth, start)
        errors.append(wape(table))
        naive.append(wape(table, "naive"))

    assert max(errors) < 0.08
    assert np.mean(errors) < 0.6 * np.mean(naive)


@pytest.mark.parametrize(
    ("first", "change"), [("2025-12-08", "2026-03-08"), ("2025-08-04", "2025-11-02")]
)
def test_a_change_of_clocks_moves_no_profile(first, change):
    truth = make_truth(
        1, first=first, weeks=16, timezone=NEW_YORK, hours=(0, 24), base=100.0
    )
    day = pd.Timestamp(change)
    ahead, after = (
        compared(truth, f"{start:%Y-%m-%d}", 14, NEW_YORK)
        for start in (day - pd.Timedelta(days=6), day + pd.Timedelta(days=1))
    )

    hours = ahead["start"].dt.normalize().value_counts() / 2
    assert set(hours) == {24, 23 if day.month == 3 else 25}
    for table in (ahead, after):
        later = table[table["start"] >= day.tz_localize(NEW_YORK)]
        # The truth an hour too early or too late is 15 % off.
        assert wape(later) < 0.05


def test_a_level_shift_is_followed_within_three_weeks():
    start = f"{pd.Timestamp('2025-04-07') + pd.Timedelta(days=21):%Y-%m-%d}"
    tables = [
        compared(young(seed, shifts=(("2025-04-07", 1.4),)), start, 7)
        for seed in range(4)
    ]

    errors = [bias(table) for table in tables]

    # The mean of four weeks is 7 % too low by then, one of twelve weeks 20 %.
    assert abs(np.mean(errors)) < 0.05
    assert np.abs(errors).max() < 0.10


def test_a_campaign_that_fades_is_recovered():
    dates = ["2025-02-17", "2025-03-10", "2025-04-14", "2025-05-14"]
    campaigns = tuple((date, 1.5, 4.0) for date in dates)
    listed = pd.DataFrame(
        {"date": dates, "name": "sale", "kind": "campaign", "value": "1.3/4"}
    )
    told, untold = [], []
    for seed in range(2):
        truth = young(seed, campaigns=campaigns)
        for results, options in ((told, {"special_days": listed}), (untold, {})):
            table = compared(truth, MONDAY, 14, **options)
            results.append(table[table["start"] >= pd.Timestamp(dates[-1], tz=ZONE)])

    # Three past campaigns correct the planner's guess of 30 %.
    first = [table[table["start"].dt.day == 14] for table in told]
    assert abs(np.mean([bias(table) for table in first])) < 0.10
    assert np.mean([wape(table) for table in told]) < 0.08
    assert np.mean([wape(table) for table in told]) < 0.6 * np.mean(
        [wape(table) for table in untold]
    )


def test_an_outage_and_what_follows_it_teach_nothing():
    outages = tuple((f"2025-0{month}-12 10:00", 8) for month in (3, 4, 5))
    usual, broken = (
        compared(young(0, outages=each), "2025-05-26", 14) for each in ((), outages)
    )

    assert abs(broken["volume"].sum() / usual["volume"].sum() - 1) < 0.03


def test_a_drift_of_the_handle_time_is_followed():
    for seed, drift in enumerate([0.001, -0.001]):
        table = compared(young(seed, aht_drift=drift), MONDAY, 14)

        # Twelve weeks of drift are 8 %; what is left is the lag and two weeks ahead.
        assert abs(bias(table, "aht_s", "aht")) < 0.045
        assert wape(table, "aht_s", "aht") < 0.05


def test_a_queue_split_from_another_finds_its_own_level():
    old, new = make_split(0, "2025-04-14", 0.3, first="2025-02-10", weeks=17)

    for truth in (old, new):
        table = compared(truth, MONDAY, 14)
        assert abs(bias(table)) < 0.10


def intervals_held(truths):
    """Share of intervals inside their bands of 80 % and of 95 %."""
    held = []
    for truth in truths:
        table = compared(truth, MONDAY)
        held.append(
            [
                table["offered"].between(table["volume_p10"], table["volume_p90"]),
                table["offered"].between(table["volume_p025"], table["volume_p975"]),
            ]
        )
    return np.mean(held, axis=(0, 2))


def days_held(truths):
    """Share of day totals inside the 80 % band that paths draw, four weeks ahead."""
    held = []
    for seed, truth in enumerate(truths):
        paths = forecast_paths(
            before(truth.history, MONDAY),
            start=MONDAY,
            days=28,
            paths=200,
            rng=np.random.default_rng(seed),
        )
        drawn = workload(paths, "day")
        later = truth.history[truth.history["start"] >= drawn["start"].iloc[0]]
        actual = later["offered"].groupby(later["start"].dt.normalize()).sum()
        actual = actual.to_numpy()
        assert len(actual) == len(drawn) == 28
        held.append((drawn["volume_p10"] <= actual) & (actual <= drawn["volume_p90"]))
    return np.mean(held)


def test_bands_of_intervals_hold_what_they_promise():
    eighty, ninety_five = intervals_held(young(s, level_sd=0.003) for s in range(6))

    assert 0.75 < eighty < 0.85
    assert 0.90 < ninety_five < 0.98


def test_bands_of_day_totals_hold_what_they_promise():
    # The days of one forecast err together, so it takes a dozen of them.
    assert 0.72 < days_held(young(s, level_sd=0.003) for s in range(12)) < 0.88


@pytest.mark.slow
def test_bands_of_long_histories_hold_what_they_promise():
    options = [
        {"base": base, "level_sd": level_sd, "day_sd": day_sd}
        for base in (10.0, 60.0, 200.0)
        for level_sd in (0.0, 0.006)
        for day_sd in (0.05, 0.1)
    ]
    truths = [make_truth(seed, weeks=22, **each) for seed, each in enumerate(options)]

    eighty, ninety_five = intervals_held(truths)

    assert 0.75 < eighty < 0.85
    assert 0.90 < ninety_five < 0.98
    assert 0.72 < days_held(truths) < 0.88
