from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from forecasting import forecast
from forecasting.handle_time import (
    HandleSpread,
    Learning,
    draw_handle_times,
    fit_handle_times,
    learn_handle_spread,
    read_learning,
)
from forecasting.history.reading import read_histories
from tests.forecasting.synthetic import make_truth
from wfm.errors import ParameterError, TableError
from wfm.tables import HISTORY, NEW_AGENTS

MONDAY = "2025-07-07"  # after the 26 weeks of a `Centre`
SPREAD = HandleSpread(day=0.03**2, level=0.02**2, drift=0.03**2, contact=1.0)


def grid(table, before=MONDAY):
    """The one queue of a history, as a grid."""
    typed = HISTORY.parse(table, timezone="America/Bogota")
    typed = typed[typed["start"] < pd.Timestamp(before, tz="America/Bogota")]
    return read_histories(typed, before=pd.Timestamp(before))[0]


def steady(aht=300.0, contacts=50.0, days=84):
    """Grid of a queue that has the same contacts and handle time in every interval."""
    history = grid(make_truth(0, weeks=days // 7).history, "2025-03-31")
    is_open = np.isfinite(history.offered)
    return replace(
        history,
        offered=np.where(is_open, contacts, np.nan),
        answered=np.where(is_open, contacts, np.nan),
        aht_s=np.where(is_open, aht, np.nan),
    )


def with_cell(history, day, slot, **values):
    """A copy with one interval changed."""
    changed = {}
    for name, value in values.items():
        changed[name] = getattr(history, name).copy()
        changed[name][day, slot] = value
    return replace(history, **changed)


def next_week(history):
    """Dates after a history, and their weekdays."""
    dates = history.dates[-1] + np.arange(1, 8)
    return dates, np.arange(7)


def test_a_steady_handle_time_stays_what_it_is():
    history = steady()

    times = fit_handle_times(history)

    np.testing.assert_allclose(times.ahead(*next_week(history)), 300.0, rtol=1e-9)
    assert times.level == pytest.approx(1.0)


def test_the_handle_time_is_a_ratio_of_sums():
    history = steady()
    # Half of the slots take 100 s with 99 contacts, the others 300 s with one.
    long = np.arange(48) % 2 == 0
    aht = np.where(long, 300.0, 100.0)
    contacts = np.where(long, 1.0, 99.0)
    is_open = np.isfinite(history.offered)
    history = replace(
        history,
        answered=np.where(is_open, contacts, np.nan),
        aht_s=np.where(is_open, aht, np.nan),
    )

    ahead = fit_handle_times(history).ahead(*next_week(history))

    opened = is_open[-7:]
    mean = (ahead * contacts)[opened].sum() / np.where(opened, contacts, 0).sum()
    assert mean == pytest.approx(102.0, rel=1e-3)


def test_contacts_are_the_offered_where_the_answered_are_not_recorded():
    history = replace(steady(), answered=np.full((84, 48), np.nan))

    assert fit_handle_times(history).pattern == pytest.approx(300.0)


def test_no_handle_times_give_no_forecast():
    history = replace(steady(), aht_s=np.full((84, 48), np.nan))

    times = fit_handle_times(history)

    assert np.isnan(times.ahead(*next_week(history))).all()
    assert learn_handle_spread(times).contact == 1.0


def test_handle_times_without_contacts_teach_nothing():
    history = steady(contacts=0.0)

    assert np.isnan(fit_handle_times(history).pattern).all()


def test_one_endless_contact_moves_little():
    history = steady(contacts=5.0)
    odd = with_cell(history, -3, 24, aht_s=10_000.0, answered=1.0)

    usual, found = (
        fit_handle_times(each).ahead(*next_week(history)) for each in (history, odd)
    )

    assert found.max() < usual.max() * 1.03
    assert found.mean() == pytest.approx(usual.mean(), rel=0.01)


def test_a_wild_day_moves_the_level_by_less_than_a_percent():
    history = steady()
    aht = history.aht_s.copy()
    aht[-2] *= 3

    found = fit_handle_times(replace(history, aht_s=aht))

    assert found.ahead(*next_week(history)).mean() == pytest.approx(300.0, rel=0.01)


def test_a_pattern_is_recovered_from_busy_intervals():
    truth = make_truth(1, base=150.0)
    history = grid(truth.history)

    times = fit_handle_times(history)

    expected = grid(truth.history.assign(aht_s=truth.aht_s)).aht_s[-7:]
    error = np.abs(times.ahead(*next_week(history)) / expected - 1)
    assert np.nanmean(error) < 0.03


def test_a_small_queue_leans_on_its_mean():
    truth = make_truth(2, base=0.5)

    times = fit_handle_times(grid(truth.history))

    pattern = times.pattern[:, 16:40]
    assert pattern.std() / pattern.mean() < 0.1
    assert times.level == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("drift", [-0.001, 0.0015])
def test_a_drift_is_followed_with_a_lag_of_weeks(drift):
    truth = make_truth(3, aht_drift=drift)
    history = grid(truth.history)

    ahead = fit_handle_times(history).ahead(*next_week(history))

    expected = grid(truth.history.assign(aht_s=truth.aht_s)).aht_s[-7:]
    error = np.nanmean(ahead / expected) - 1
    # An exponential mean with a half-life of 17 days is 25 days behind.
    assert abs(error) < 25 * abs(drift) + 0.02
    # Twelve weeks, equally weighted, would be 42 days behind.
    assert abs(error) < 0.8 * 42 * abs(drift)


def test_the_noise_of_a_small_queue_is_not_followed():
    small = [fit_handle_times(grid(make_truth(s, base=0.5).history)) for s in range(6)]
    busy = [fit_handle_times(grid(make_truth(s).history)) for s in range(6)]

    # The days of a small queue stray ten times as far, its levels no further.
    assert np.std([each.ratio for each in small]) > 3 * np.std(busy[0].ratio)
    assert np.std([each.level for each in small]) < 0.03


def test_new_agents_make_handle_times_longer_while_they_learn():
    history = steady()
    dates, like = next_week(history)
    new = Learning(
        starts=dates[[1]], heads=np.array([0.4]), experienced=0.6, half_life=5.0
    )

    ahead = fit_handle_times(history, new).ahead(dates, like)[:, 24]

    np.testing.assert_allclose(ahead[:3], [300, 336, 300 * (1 + 0.12 * 0.5**0.2)])
    assert ahead[6] == pytest.approx(300 * 1.06)


def test_what_a_past_class_added_is_not_taken_for_the_level():
    history = steady()
    dates, like = next_week(history)
    new = Learning(
        starts=history.dates[[-28]], heads=np.array([10.0]), experienced=20.0
    )
    slower = replace(history, aht_s=history.aht_s * new.factor(history.dates)[:, None])

    ahead = fit_handle_times(slower, new).ahead(dates, like)[:, 24]

    np.testing.assert_allclose(ahead, 300.0 * new.factor(dates), rtol=1e-6)


def classes_of(**columns):
    table = pd.DataFrame(
        {"queue": "sales", "start": ["2026-11-30", "2026-12-07"], "heads": [10, 5]}
    )
    return NEW_AGENTS.parse(
        table.assign(**({"experienced": 35} | columns)), timezone="America/Bogota"
    )


def test_classes_are_read_from_a_table():
    new = read_learning(classes_of())["sales"]

    first = np.array(["2026-12-07"], dtype="datetime64[D]")
    expected = 1 + 0.3 * (10 * 0.5 ** (7 / 30) + 5) / 50
    np.testing.assert_allclose(new.factor(first), expected)


def test_a_curve_of_their_own_is_read_with_them():
    new = read_learning(classes_of(extra=0.5, half_life_days=[np.nan, 7.0]))["sales"]

    assert (new.extra, new.half_life) == (0.5, 7.0)


def test_rows_of_a_queue_that_contradict_each_other_are_refused():
    with pytest.raises(TableError, match="queue sales has more than one value"):
        read_learning(classes_of(experienced=[35, 30]))


@pytest.mark.parametrize(
    "wrong",
    [{"extra": -0.1}, {"half_life": 0.0}, {"experienced": np.nan}, {"extra": np.inf}],
)
def test_impossible_learning_is_refused(wrong):
    starts = np.array(["2026-11-30"], "datetime64[D]")

    with pytest.raises(ParameterError, match=next(iter(wrong))):
        Learning(
            starts=starts, heads=np.array([10.0]), **({"experienced": 10.0} | wrong)
        )


def test_new_agents_lengthen_the_handle_times_of_a_forecast_until_they_have_learnt():
    history = make_truth(3, weeks=12).history
    monday = history["start"].max().normalize() + pd.Timedelta(days=1)
    new = pd.DataFrame(
        {"queue": history["queue"].iloc[0], "start": [monday.date()], "heads": 10}
    ).assign(experienced=10)

    plain, learning = (
        forecast(history, start=monday.date(), days=28, new_agents=table)
        for table in (None, new)
    )

    ratio = learning["aht_s"] / plain["aht_s"]
    assert ratio.iloc[0] == pytest.approx(1.15, abs=0.001)
    assert ratio.iloc[-1] == pytest.approx(1 + 0.15 * 0.5 ** (27 / 30), abs=0.002)


def test_nobody_is_no_team_that_learns():
    new = Learning(
        starts=np.array([], "datetime64[D]"), heads=np.zeros(0), experienced=0
    )

    assert new.factor(np.array(["2026-11-30"], "datetime64[D]")) == pytest.approx(1.0)


def test_the_variances_of_days_and_contacts_are_learnt():
    options = {"aht_day_sd": 0.05, "aht_contact": 0.5}
    found = [
        learn_handle_spread(fit_handle_times(grid(make_truth(seed, **options).history)))
        for seed in range(4)
    ]

    assert np.mean([each.contact for each in found]) == pytest.approx(0.5, rel=0.1)
    day = np.mean([each.day + each.level for each in found])
    assert np.sqrt(day) == pytest.approx(0.05, rel=0.2)


def test_a_drifting_queue_is_less_certain_after_four_weeks():
    still, drifting = (
        learn_handle_spread(fit_handle_times(grid(make_truth(5, **options).history)))
        for options in ({"base": 150.0}, {"base": 150.0, "aht_drift": 0.002})
    )
    month = np.array([28])

    assert drifting.day_variance(month) > 2 * still.day_variance(month)


def test_drawn_handle_times_keep_their_mean_and_their_variances():
    rng = np.random.default_rng(1)
    mean, volumes = np.full((2, 3), 300.0), np.full((40_000, 2, 3), 200.0)

    drawn = draw_handle_times(mean, volumes, SPREAD, rng, leads=np.array([1, 28]))

    np.testing.assert_allclose(drawn.mean(axis=0), 300.0, rtol=0.005)
    relative = drawn.var(axis=0)[:, 0] / 300**2
    expected = SPREAD.day_variance(np.array([1, 28])) + SPREAD.contact / 200
    np.testing.assert_allclose(relative, expected, rtol=0.05)
    together = np.cov(drawn[:, 0, 0], drawn[:, 0, 2])[0, 1] / 300**2
    assert together == pytest.approx(SPREAD.day_variance(np.array([1]))[0], rel=0.1)
    days = np.cov(drawn[:, 0].mean(axis=1), drawn[:, 1].mean(axis=1))[0, 1] / 300**2
    assert days == pytest.approx(SPREAD.level + SPREAD.drift / 28, rel=0.2)


def test_drawn_handle_times_are_the_same_with_the_same_seed():
    mean = np.array([[np.nan, 300.0]])
    volumes = np.array([[[np.nan, 0.0]], [[np.nan, 3.0]]])

    first, second = (
        draw_handle_times(mean, volumes, SPREAD, np.random.default_rng(7))
        for _ in range(2)
    )

    np.testing.assert_array_equal(first, second)
    assert np.isnan(first[:, :, 0]).all()
    assert (first[:, :, 1] > 0).all()


def test_bands_of_drawn_handle_times_hold_the_days_to_come():
    inside = []
    for seed in range(24):
        truth = make_truth(seed, aht_day_sd=0.04, weeks=16)
        history, future = (
            grid(truth.history, day) for day in ("2025-03-31", "2025-04-28")
        )
        times = fit_handle_times(history)
        dates = history.dates[-1] + np.arange(1, 29)
        volumes = np.nan_to_num(future.answered[-28:])
        drawn = draw_handle_times(
            times.ahead(dates, np.arange(28) % 7),
            np.broadcast_to(volumes, (200, *volumes.shape)),
            learn_handle_spread(times),
            np.random.default_rng(seed),
        )
        seconds = np.nansum(drawn * volumes, axis=2)
        found = np.nansum(volumes * np.nan_to_num(future.aht_s[-28:]), axis=1)
        low, high = np.quantile(seconds, [0.1, 0.9], axis=0)
        inside.append((low <= found) & (found <= high))

    assert 0.72 < np.mean(inside) < 0.88
