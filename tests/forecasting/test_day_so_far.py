"""A day under way is told from noise only where it is none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import day_so_far, forecast, reforecast, reforecast_and_day
from tests.forecasting.builders import make_noisy, on

DAY = "2026-11-24"
NOON = f"{DAY}T13:00"


def morning_of(history, times):
    """The same history with that many times the contacts on the day."""
    today = history["start"].dt.strftime("%Y-%m-%d") == DAY
    offered = history["offered"].where(~today, (history["offered"] * times).round())
    return history.assign(offered=offered)


@pytest.fixture(scope="module")
def history():
    calm = make_noisy(3, day_sd=0.04)
    expected = forecast(calm, start=DAY, days=1)["volume"].to_numpy()
    today = calm["start"].dt.strftime("%Y-%m-%d") == DAY
    calm.loc[today, "offered"] = np.round(expected)
    return calm


@pytest.mark.parametrize(
    ("times", "verdict"), [(1.0, "within noise"), (1.5, "above"), (0.6, "below")]
)
def test_the_verdict_says_whether_to_do_anything(history, times, verdict):
    table = day_so_far(morning_of(history, times), at=NOON)

    told = table[table["verdict"] != ""]
    assert told["verdict"].iloc[-1] == verdict


def test_finished_intervals_hold_what_came_and_the_others_the_reforecast(history):
    table = day_so_far(history, at=NOON)
    rest = reforecast(history, at=NOON)

    done = table["actual"].notna()
    came = on(history, DAY)["offered"].to_numpy()
    assert done.sum() == 10
    assert table.loc[done, "volume"].to_numpy() == pytest.approx(came[:10])
    assert table.loc[~done, "volume"].to_numpy() == pytest.approx(
        rest["volume"].to_numpy()
    )


def test_sums_run_from_the_morning_to_the_evening(history):
    table = day_so_far(history, at=NOON)

    assert table["day"].to_numpy() == pytest.approx(table["volume"].cumsum())
    assert table["so_far_before"].to_numpy() == pytest.approx(
        table["volume_before"].cumsum()
    )
    assert (table["so_far_before_p10"] <= table["so_far_before"]).all()
    assert (table["so_far_before"] <= table["so_far_before_p90"]).all()
    # What has come is certain; the rest is not.
    width = (table["day_p90"] - table["day_p10"]).to_numpy()
    assert (width[:10] == 0).all()
    assert (np.diff(width[9:]) > 0).all()


def test_a_morning_that_has_come_makes_the_days_end_surer(history):
    early = day_so_far(history, at=f"{DAY}T09:00").iloc[-1]
    late = day_so_far(history, at=f"{DAY}T16:00").iloc[-1]

    assert late["day_p90"] - late["day_p10"] < early["day_p90"] - early["day_p10"]


def test_nothing_after_the_moment_is_used(history):
    later = history["start"] >= NOON
    changed = history.assign(offered=history["offered"].mask(later, 999.0))

    one, two = (day_so_far(table, at=NOON) for table in (history, changed))

    assert one.equals(two)


def test_before_the_day_begins_nothing_is_told(history):
    table = day_so_far(history, at=f"{DAY}T07:00")

    assert (table["verdict"] == "").all()
    assert table["actual"].isna().all()
    assert table["volume"].to_numpy() == pytest.approx(table["volume_before"])


def test_a_day_of_which_nothing_is_recorded_gets_no_verdict(history):
    table = day_so_far(history[history["start"] < DAY], at=NOON)

    assert (table["verdict"] == "").all()
    assert table["so_far"].isna().all()


def test_what_was_not_recorded_is_left_out_of_both_sums(history):
    gap = (history["start"] >= f"{DAY}T09:00") & (history["start"] < f"{DAY}T10:00")

    table = day_so_far(history[~gap], at=NOON)

    compared = table["actual"].notna() & (table["verdict"] != "")
    last = table[table["verdict"] != ""].iloc[-1]
    assert compared.sum() == 8
    assert last["so_far"] == table.loc[compared, "actual"].sum()
    expected = table.loc[compared, "volume_before"].sum()
    assert last["so_far_before"] == pytest.approx(expected)
    assert last["verdict"] == "within noise"


def test_an_override_is_part_of_what_the_day_is_compared_with(history):
    override = pd.DataFrame(
        {"queue": ["sales"], "start": [DAY], "end": [DAY], "kind": ["factor"]}
    ).assign(value=2.0, author="Ana", reason="campaign")

    plain, doubled = (
        day_so_far(history, at=NOON, overrides=table) for table in (None, override)
    )

    ratio = doubled["volume_before"] / plain["volume_before"]
    assert ratio.to_numpy() == pytest.approx(2.0)
    assert doubled["verdict"].iloc[9] == "below"


def test_both_tables_at_once_are_those_of_each_alone(history):
    rest, day = reforecast_and_day(history, at=NOON)

    pd.testing.assert_frame_equal(rest, reforecast(history, at=NOON))
    pd.testing.assert_frame_equal(day, day_so_far(history, at=NOON))
