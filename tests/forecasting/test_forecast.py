from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.special import pdtr

from forecasting import forecast
from forecasting.uncertainty.bands import QUANTILES
from tests.forecasting.builders import (
    MONDAY,
    change,
    make_history,
    make_noisy,
    make_starts,
    on,
    total,
    weekly_rate,
)
from wfm.errors import HistoryTooShortError, InputError, ParameterError, TableError
from wfm.tables import FORECAST, HISTORY


def test_a_week_that_repeats_itself_is_forecast_exactly():
    table = forecast(make_history())

    local = pd.DatetimeIndex(table["start"].dt.tz_localize(None))
    np.testing.assert_allclose(table["volume"], weekly_rate(local), rtol=1e-9)
    assert len(table) == 28 * 20


def test_the_table_fulfils_its_contract_and_is_in_order():
    history = pd.concat([make_noisy(1, "b"), make_noisy(2, "a")])

    table = forecast(history, days=7)

    assert list(table.columns) == FORECAST.names
    pd.testing.assert_frame_equal(
        FORECAST.parse(table, timezone="America/Bogota"), table
    )
    assert table.sort_values(["queue", "start"]).index.equals(table.index)
    assert str(table["start"].dtype) == "datetime64[us, America/Bogota]"


def test_raw_text_and_typed_columns_give_the_same():
    history = make_noisy(3)
    text = history.assign(
        start=history["start"].dt.strftime("%Y-%m-%dT%H:%M"),
        offered=history["offered"].astype(int).astype(str),
    )

    typed = forecast(HISTORY.parse(history, timezone="America/Bogota"), days=7)

    pd.testing.assert_frame_equal(forecast(text, days=7), typed)
    pd.testing.assert_frame_equal(forecast(history, days=7), typed)


@pytest.mark.parametrize(
    ("last_day", "start"),
    [
        pytest.param("2026-11-29", "2026-11-30", id="ends on a Sunday"),
        pytest.param("2026-11-27", "2026-11-30", id="ends on a Friday"),
        pytest.param("2026-11-23", "2026-11-30", id="ends on a Monday"),
    ],
)
def test_it_begins_on_the_monday_after_the_history_ends(last_day, start):
    history = make_history()
    history = history[history["start"] < pd.Timestamp(last_day) + pd.Timedelta(days=1)]

    table = forecast(history, days=1)

    assert str(table["start"].iloc[0].date()) == start


def test_nothing_at_or_after_the_start_is_used():
    history = make_noisy(4)
    late = history["start"] >= "2026-11-16"
    known = history[~late]

    table = forecast(known, start="2026-11-16")

    pd.testing.assert_frame_equal(forecast(history, start="2026-11-16"), table)
    absurd = change(history, late, offered=1e6)
    pd.testing.assert_frame_equal(forecast(absurd, start="2026-11-16"), table)


def test_closed_weekdays_and_hours_are_absent():
    table = forecast(make_history(closed=(5, 6)))

    assert set(table["start"].dt.day_of_week) == {0, 1, 2, 3, 4}
    assert table["start"].dt.hour.between(8, 17).all()


def test_a_missing_interval_is_missing_and_not_zero():
    history = make_history()
    rng = np.random.default_rng(5)
    thinned = history[rng.random(len(history)) > 0.2]

    table = forecast(thinned, days=7)

    np.testing.assert_allclose(table["volume"], forecast(history, days=7)["volume"])


def test_an_empty_cell_is_not_recorded_and_a_zero_is():
    history = make_history(weeks=4)
    slot = history["start"].dt.hour == 10

    unknown = forecast(change(history, slot, offered=np.nan), days=1)
    silent = forecast(change(history, slot, offered=0.0), days=1)

    assert len(unknown) == len(silent) == 20
    assert (silent.loc[silent["start"].dt.hour == 10, "volume"] == 0).all()


def test_the_last_weeks_count_more():
    history = make_history()
    grown = change(history, history["start"] >= "2026-11-09", offered=np.nan)
    grown["offered"] = grown["offered"].fillna(history["offered"] * 1.3)

    ratio = total(forecast(grown), MONDAY) / total(forecast(history), MONDAY)

    # The plain mean over twelve weeks would make it 1.08; the truth is 1.30.
    assert 1.2 < ratio < 1.36


def test_quantiles_are_in_order_and_around_the_mean():
    table = forecast(make_noisy(6))

    bands = table[list(QUANTILES)].to_numpy()
    assert (np.diff(bands, axis=1) >= 0).all()
    np.testing.assert_allclose(table["volume_p50"], table["volume"], rtol=0.05)


@pytest.mark.parametrize("base", [0.3, 2.0, 60.0, 2000.0])
def test_bands_are_at_least_as_wide_as_chance_alone(base):
    table = forecast(make_noisy(7, base=base, day_sd=0.0), days=7)

    mean = table["volume"]
    assert (pdtr(table["volume_p90"], mean) >= 0.9 - 1e-9).all()
    assert (pdtr(table["volume_p975"], mean) >= 0.975 - 1e-9).all()
    less = pdtr(np.maximum(np.ceil(table["volume_p025"]) - 1, 0), mean)
    assert (less[table["volume_p025"] > 0] <= 0.025 + 1e-9).all()


def test_even_a_history_without_noise_does_not_promise_a_day_exactly():
    table = forecast(make_history(base=1e5), days=7)

    width = (table["volume_p90"] - table["volume_p10"]) / table["volume"]
    # A day is never known better than to 0.5 %, an 80 % band is 2.56 of these wide, and
    # what the past held may narrow it to 0.7 of that.
    assert width.min() > 0.7 * 2.56 * 0.005


def test_bands_hold_their_share_of_what_comes():
    held80, held95 = [], []
    for seed in range(6):
        history = make_noisy(100 + seed, weeks=14, day_sd=0.1)
        table = forecast(history, start=MONDAY, days=14)
        actual = history[history["start"] >= MONDAY]["offered"].to_numpy()
        held80.append((actual >= table["volume_p10"]) & (actual <= table["volume_p90"]))
        held95.append(
            (actual >= table["volume_p025"]) & (actual <= table["volume_p975"])
        )

    # 84 days whose levels are shared by their intervals: about 84 independent draws.
    assert 0.70 < np.mean(held80) < 0.90
    assert 0.88 < np.mean(held95) < 0.99


def test_bands_do_not_narrow_with_the_lead():
    history = make_noisy(8, weeks=16, first="2026-08-10")
    table = forecast(history, start="2026-11-30", days=28)

    width = (table["volume_p90"] - table["volume_p10"]) / table["volume"]
    by_monday = [width[on(table, day).index].mean() for day in (MONDAY, "2026-12-21")]
    assert by_monday[1] >= by_monday[0] - 1e-9


def test_queues_do_not_mix():
    one, other = make_noisy(9, "one"), make_noisy(10, "other", base=500.0)

    together = forecast(pd.concat([one, other]), days=7)

    alone = forecast(other, days=7)
    pd.testing.assert_frame_equal(
        together[together["queue"] == "other"].reset_index(drop=True), alone
    )


def test_a_weekday_without_clean_days_leans_on_the_others():
    history = make_history(weeks=3)
    thursdays = history["start"].dt.day_of_week == 3
    unknown = change(history, thursdays, offered=np.nan)

    table = forecast(unknown, days=7)

    others = np.mean([total(table, f"2026-09-{day}") for day in (28, 29, 30)])
    assert total(table, "2026-10-01") == pytest.approx(others, rel=0.15)


def test_three_days_forecast_the_working_week():
    history = make_history(weeks=1)
    history = history[history["start"] < "2026-09-10"]

    table = forecast(history, days=7)

    assert sorted(set(table["start"].dt.day_of_week)) == [0, 1, 2, 3, 4]
    assert total(table, "2026-09-14") == pytest.approx(
        history[history["start"] < "2026-09-08"]["offered"].sum(), rel=0.05
    )


def test_a_history_of_minutes_is_too_short():
    history = make_history(weeks=1).iloc[:4]

    with pytest.raises(HistoryTooShortError, match="less than three hours"):
        forecast(history)
    with pytest.raises(HistoryTooShortError, match="no contacts before 2026-09-07"):
        forecast(make_history(), start="2026-09-07")


def test_a_queue_without_contacts_is_forecast_at_zero():
    history = make_history(weeks=4).assign(offered=0.0)

    table = forecast(history, days=7)

    assert (table[["volume", *QUANTILES]] == 0).all(axis=None)
    assert len(table) == 7 * 20


def test_a_queue_that_recorded_nothing_is_absent():
    silent = make_history("silent").assign(offered=np.nan)

    table = forecast(pd.concat([make_history(), silent]), days=7)

    assert set(table["queue"]) == {"sales"}


def test_handle_times_are_ratios_of_sums():
    history = make_history(weeks=2).assign(answered=1.0, aht_s=300.0)
    noon = history["start"].dt.hour == 12
    history = change(history, noon, answered=99.0, aht_s=100.0)

    table = forecast(history, days=7)

    answered, aht = history["answered"], history["aht_s"]
    ratio = (answered * aht).sum() / answered.sum()
    monday = on(table, "2026-09-21")
    is_noon = monday["start"].dt.hour == 12
    # A mean of intervals would be 280 seconds; contacts at noon are 92 % of all.
    assert ratio < 120
    assert monday.loc[is_noon, "aht_s"].between(100, ratio).all()
    # Two contacts tell little of an hour.
    assert monday.loc[~is_noon, "aht_s"].between(ratio, 0.5 * (ratio + 300)).all()


def test_handle_times_weigh_by_offered_where_answered_is_unknown():
    history = make_history(weeks=2).assign(aht_s=200.0)

    np.testing.assert_allclose(forecast(history, days=7)["aht_s"], 200.0)
    assert forecast(make_history(weeks=2), days=7)["aht_s"].isna().all()


def test_a_finer_history_is_added_up():
    fine = make_history(interval=15).assign(aht_s=240.0)

    table = forecast(fine, days=7, interval=30)

    quarter_hours = forecast(fine, days=7)
    assert len(quarter_hours) == 2 * len(table)
    pairs = quarter_hours["volume"].to_numpy().reshape(-1, 2).sum(axis=1)
    np.testing.assert_allclose(table["volume"], pairs)
    np.testing.assert_allclose(table["aht_s"], 240.0)


def test_half_of_an_interval_is_no_interval():
    fine = make_history(interval=15)
    lost = fine["start"].dt.strftime("%H:%M").eq("10:15") & (
        fine["start"] >= "2026-11-23"
    )

    whole, thinned = (
        forecast(history, days=7, interval=30) for history in (fine, fine[~lost])
    )

    np.testing.assert_allclose(thinned["volume"], whole["volume"])


def test_coarser_and_mixed_intervals_are_refused():
    hourly = make_history(interval=60)
    with pytest.raises(InputError, match=r"rest has 30|cannot be turned|60 minutes"):
        forecast(hourly, interval=30)

    half_hourly = make_history("other")
    with pytest.raises(TableError, match="queue sales has intervals of 60 minutes"):
        forecast(pd.concat([hourly, half_hourly]))

    shifted = change(half_hourly, [7], start=pd.Timestamp("2026-09-07 11:35"))
    with pytest.raises(TableError, match=r"11:35.*mixed interval lengths"):
        forecast(shifted)


@pytest.mark.parametrize(
    ("zone", "date", "intervals"),
    [
        pytest.param("America/New_York", "2026-11-01", 50, id="25 hours"),
        pytest.param("America/New_York", "2026-03-08", 46, id="23 hours"),
        pytest.param("America/Santiago", "2026-09-06", 46, id="no midnight"),
        pytest.param("America/Havana", "2026-11-01", 50, id="two midnights"),
    ],
)
def test_days_on_which_clocks_change_have_their_own_length(zone, date, intervals):
    first = pd.Timestamp(date) - pd.Timedelta(weeks=6)
    starts = pd.date_range(
        first.tz_localize(zone),
        (pd.Timestamp(date) + pd.Timedelta(days=3)).tz_localize(zone),
        freq="30min",
        inclusive="left",
    )
    history = pd.DataFrame({"queue": "sales", "start": starts, "offered": 40.0})

    day = forecast(history, start=date, days=1, timezone=zone)
    after = forecast(
        history, start=first + pd.Timedelta(weeks=7), days=7, timezone=zone
    )

    assert len(day) == intervals
    assert day["start"].is_monotonic_increasing
    assert day["start"].is_unique
    np.testing.assert_allclose(day["volume"], 40.0)
    np.testing.assert_allclose(after["volume"], 40.0)


def test_a_naive_history_repeats_the_hour_that_comes_twice():
    starts = make_starts("2026-10-05", 4, hours=(0, 24))
    twice = starts[(starts >= "2026-11-01 01:00") & (starts < "2026-11-01 02:00")]
    history = pd.DataFrame(
        {"queue": "sales", "start": starts.append(twice).sort_values(), "offered": 40.0}
    )

    table = forecast(history, days=7, timezone="America/New_York")

    np.testing.assert_allclose(table["volume"], 40.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"days": 0}, "days must be from 1 to 731, got 0", id="no days"),
        pytest.param({"days": 1.5}, "days must be a whole number", id="half a day"),
        pytest.param(
            {"model": "prophet"}, "model must be one of auto, core", id="model"
        ),
        pytest.param({"start": "30/11/2026"}, "start must be a date", id="start"),
        pytest.param({"start": "2026-11-30T10:00"}, "start must be a date", id="time"),
        pytest.param({"interval": 7}, "interval must be one of", id="interval"),
        pytest.param({"timezone": "Bogota"}, "timezone must be", id="zone"),
    ],
)
def test_arguments_outside_their_domain_are_refused(arguments, message):
    with pytest.raises(ParameterError, match=message):
        forecast(make_history(weeks=2), **arguments)


def test_every_problem_of_the_history_is_named():
    history = make_history(weeks=2).astype({"offered": object})
    history.loc[3, "offered"] = "many"
    history.loc[5, "offered"] = -1

    with pytest.raises(TableError, match="many") as caught:
        forecast(history)
    assert len(caught.value.problems) == 2


def test_a_date_and_a_timestamp_start_the_same_day():
    history = make_noisy(11, weeks=4)

    text = forecast(history, start="2026-10-07", days=2)

    for start in (pd.Timestamp("2026-10-07"), pd.Timestamp("2026-10-07").date()):
        pd.testing.assert_frame_equal(forecast(history, start=start, days=2), text)
