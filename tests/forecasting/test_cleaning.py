from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import forecast
from forecasting.history.change_list import CHANGES
from forecasting.history.cleaning import clean
from forecasting.history.opening import learnt_opening
from forecasting.history.reading import read_histories
from tests.forecasting.builders import MONDAY, change, make_history, make_noisy
from wfm.tables import HISTORY


def cleaned(history, special=()):
    """Clean the only queue of a history that ends before the Monday."""
    table = HISTORY.parse(history, timezone="America/Bogota")
    (grid,) = read_histories(table, before=pd.Timestamp(MONDAY))
    days = np.isin(grid.dates, np.array(special, dtype="datetime64[D]"))
    return clean(grid, learnt_opening(grid), days)


def on_days(history, *dates):
    return history["start"].dt.strftime("%Y-%m-%d").isin(dates)


def test_a_clean_history_stays_as_it_is():
    history = make_noisy(1)

    result = cleaned(history)

    assert result.changes.empty
    assert list(result.changes.columns) == CHANGES
    assert np.nansum(result.offered) == history["offered"].sum()


@pytest.mark.parametrize(
    ("factor", "kind"),
    [(0.4, "outage"), (0.0, "outage"), (2.0, "spike"), (20, "spike")],
)
def test_a_day_unlike_its_neighbours_is_left_out_and_listed(factor, kind):
    history = make_noisy(2)
    day = on_days(history, "2026-10-14")
    usual = history.loc[day, "offered"].sum()
    odd = change(history, day, offered=history.loc[day, "offered"] * factor)

    result = cleaned(odd)

    (row,) = result.changes.to_dict("records")
    assert (row["queue"], row["date"], row["kind"]) == (
        "sales",
        pd.Timestamp("2026-10-14"),
        kind,
    )
    assert row["found"] == pytest.approx(usual * factor)
    assert row["usual"] == pytest.approx(usual, rel=0.3)
    assert np.nansum(result.offered) == pytest.approx(history["offered"].sum() - usual)


def test_an_odd_day_does_not_move_the_forecast():
    history = make_history()
    odd = change(history, on_days(history, "2026-11-25"), offered=500.0)

    pd.testing.assert_series_equal(forecast(odd)["volume"], forecast(history)["volume"])


def test_an_outage_inside_a_day_leaves_the_rest_of_it():
    history = make_noisy(3)
    silent = on_days(history, "2026-11-25") & history["start"].dt.hour.isin([10, 11])
    lost = history.loc[silent, "offered"].sum()

    result = cleaned(change(history, silent, offered=1.0))

    (row,) = result.changes.to_dict("records")
    assert (row["kind"], row["begin"], row["end"]) == ("outage", 600, 720)
    assert row["found"] == 4
    assert row["usual"] == pytest.approx(lost, rel=0.3)
    assert np.nansum(result.offered) == history["offered"].sum() - lost


def test_an_outage_inside_a_day_does_not_move_the_forecast():
    history = make_history()
    silent = on_days(history, "2026-11-25") & (history["start"].dt.hour >= 13)

    table = forecast(change(history, silent, offered=0.0))

    pd.testing.assert_series_equal(table["volume"], forecast(history)["volume"])


def test_a_day_that_is_mostly_silent_is_left_out_as_a_whole():
    history = make_noisy(4)
    silent = on_days(history, "2026-11-25") & (history["start"].dt.hour >= 10)

    result = cleaned(change(history, silent, offered=0.0))

    (row,) = result.changes.to_dict("records")
    assert (row["kind"], row["begin"], row["end"]) == ("outage", 0, 1440)


def test_a_special_day_is_left_out_and_listed():
    history = make_noisy(5)
    day = on_days(history, "2026-11-16")

    result = cleaned(history, ["2026-11-16"])

    assert result.changes["kind"].tolist() == ["special day"]
    assert np.nansum(result.offered) == history.loc[~day, "offered"].sum()


def test_missing_intervals_are_listed_by_day():
    history = make_noisy(6)
    lost = on_days(history, "2026-11-24") & (history["start"].dt.hour == 9)

    result = cleaned(history[~lost])

    (row,) = result.changes.to_dict("records")
    assert row["kind"] == "gap"
    assert row["reason"] == "2 open intervals were not recorded"


def test_contacts_while_closed_are_listed_and_not_learnt():
    history = make_noisy(7, closed=(6,))
    stray = pd.DataFrame(
        {"queue": "sales", "start": [pd.Timestamp("2026-11-15T03:00")], "offered": 3.0}
    )

    result = cleaned(pd.concat([history, stray]))

    (row,) = result.changes.to_dict("records")
    assert (row["kind"], row["found"]) == ("closed", 3.0)
    assert np.nansum(result.offered) == history["offered"].sum()


def test_a_new_level_is_no_outlier():
    history = make_noisy(8)
    recent = history["start"] >= "2026-11-23"
    doubled = change(history, recent, offered=history.loc[recent, "offered"] * 2)

    assert cleaned(doubled).changes.empty


def test_a_week_of_silence_at_the_end_is_an_outage():
    history = make_noisy(9)
    recent = history["start"] >= "2026-11-23"

    result = cleaned(change(history, recent, offered=0.0))

    assert result.changes["kind"].tolist() == ["outage"] * 7


def test_small_totals_may_vary():
    result = cleaned(make_noisy(10, base=0.4, day_sd=0.0))

    assert not result.changes["kind"].isin(["outage", "spike"]).any()
