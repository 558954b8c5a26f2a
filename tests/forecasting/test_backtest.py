"""A backtest uses nothing of what came after, and measures all methods alike."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import backtest, cleaning_changes, forecast
from forecasting.accuracy import poisson_deviation
from forecasting.models import METHODS
from tests.forecasting.builders import change, make_history, make_noisy, weekly_rate
from wfm.errors import (
    HistoryTooShortError,
    NoAnswerError,
    ParameterError,
    TableError,
    UnknownNameError,
)
from wfm.tables import BACKTEST

KEY = list(BACKTEST.key)


def one(table, **where):
    """The only row that has those values."""
    for name, value in where.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0]


def whole(table, **where):
    """The row of all horizons by interval."""
    return one(table, horizon="all", level="interval", **where)


@pytest.fixture(scope="module")
def noisy():
    """Twelve weeks, until Sunday 2026-11-29."""
    return make_noisy(5)


def test_its_figures_are_those_of_the_forecasts_made_then(noisy):
    origin = pd.Timestamp("2026-11-09")
    table = backtest(noisy, start=origin, origins=1, days=14, models=["ewma"])

    made = forecast(noisy[noisy["start"] < origin], start=origin, days=14, model="ewma")
    made["start"] = made["start"].dt.tz_localize(None)
    both = noisy.merge(made, on="start")
    error = both["volume"] - both["offered"]
    held = both["offered"].between(both["volume_p10"], both["volume_p90"])
    found = whole(table)
    assert found["cases"] == len(both) == 14 * 20
    assert found["contacts"] == both["offered"].sum()
    assert found["wape"] == pytest.approx(error.abs().sum() / both["offered"].sum())
    assert found["coverage_80"] == pytest.approx(held.mean())
    days = error.groupby(both["start"].dt.normalize()).sum().abs()
    by_day = one(table, horizon="all", level="day")
    assert by_day["wape"] == pytest.approx(days.sum() / both["offered"].sum())
    assert table["coverage_80"].notna().all()


def test_bands_of_days_and_weeks_hold_about_what_they_promise():
    table = backtest(make_noisy(9, weeks=20), days=14, models=["ewma"])

    for level, least in (("day", 0.65), ("week", 0.5)):
        found = one(table, level=level, horizon="all")
        assert least <= found["coverage_80"] <= 1
        assert found["coverage_95"] >= found["coverage_80"]
    day, week = (
        one(table, level=level, horizon="all")["pinball"] for level in ("day", "week")
    )
    assert week > day > 0


def test_rows_after_the_days_forecast_change_nothing(noisy):
    later = noisy["start"] >= "2026-11-16"
    changed = change(noisy, later, offered=7.0)
    asked = {"start": "2026-11-09", "origins": 1, "days": 7, "models": ["auto", "svd"]}

    before, after = backtest(noisy, **asked), backtest(changed, **asked)

    pd.testing.assert_frame_equal(before, after)


def test_the_days_forecast_do_not_reach_the_forecast_of_them(noisy):
    inside = noisy["start"].between("2026-11-09", "2026-11-15 23:59")
    doubled = change(noisy, inside, offered=2 * noisy["offered"])
    asked = {"start": "2026-11-09", "origins": 1, "days": 7, "models": ["auto"]}

    before, after = (whole(backtest(each, **asked)) for each in (noisy, doubled))

    assert after["contacts"] == 2 * before["contacts"]
    for found in (before, after):
        total = found["contacts"] * (1 + found["bias"])
        assert total == pytest.approx(before["contacts"] * (1 + before["bias"]))
    # The scale is that of the past too.
    assert after["mase"] != before["mase"]


def test_rows_are_in_order_and_horizons_too(noisy):
    table = backtest(noisy, origins=2, models=["ewma", "auto", "ewma"])

    assert list(table) == BACKTEST.names
    assert not table.duplicated(KEY).any()
    assert list(table["model"].unique()) == ["ewma", "auto"]
    first = table[(table["model"] == "ewma") & (table["level"] == "interval")]
    weeks = [f"week {number}" for number in range(1, 5)]
    assert list(first["horizon"]) == ["next day", *weeks, "all"]
    assert list(table["level"].unique()) == ["interval", "day", "week"]
    by_week = table[table["level"] == "week"]
    assert "next day" not in set(by_week["horizon"])
    BACKTEST.parse(table)


def test_the_floor_is_the_error_of_who_knows_the_rate():
    history = make_history(weeks=12)
    rng = np.random.default_rng(2)
    history["offered"] = rng.poisson(history["offered"]).astype(float)

    found = whole(backtest(history, origins=3, models=["ewma"]))

    rate = np.asarray(weekly_rate(pd.DatetimeIndex(history["start"])))
    known = np.abs(history["offered"] - rate).sum() / history["offered"].sum()
    expected = poisson_deviation(rate).sum() / rate.sum()
    assert expected == pytest.approx(known, rel=0.04)
    assert found["floor"] == pytest.approx(expected, rel=0.02)
    assert found["floor"] < found["wape"] < found["naive_wape"]


def test_a_week_that_repeats_itself_has_no_error_at_any_level():
    table = backtest(make_history(), origins=2, models=["ewma"])

    assert table["wape"].max() < 1e-9
    assert table["naive_wape"].max() < 1e-9
    assert table["staffing_cost"].max() == 0


def test_several_queues_are_measured_together_too(noisy):
    both = pd.concat([noisy, make_noisy(6, queue="help", base=20.0)])

    table = backtest(both, origins=1, models=["ewma"])

    help_, sales, every = (whole(table, queue=q) for q in ("help", "sales", "*"))
    assert every["cases"] == help_["cases"] + sales["cases"]
    assert every["contacts"] == help_["contacts"] + sales["contacts"]
    errors = help_["wape"] * help_["contacts"] + sales["wape"] * sales["contacts"]
    assert every["wape"] == pytest.approx(errors / every["contacts"])


def test_a_queue_that_opened_later_counts_from_then_on(noisy):
    young = make_noisy(6, queue="help")
    young = young[young["start"] >= "2026-11-16"]

    table = backtest(
        pd.concat([noisy, young]), origins=2, every=7, days=7, models=["ewma"]
    )

    assert whole(table, queue="sales")["origins"] == 2
    assert whole(table, queue="help")["origins"] == 1


def test_special_days_stand_apart(noisy):
    holiday = noisy["start"].dt.strftime("%Y-%m-%d") == "2026-11-16"
    history = change(noisy, holiday, offered=noisy["offered"] // 3)
    days = pd.DataFrame(
        {"date": ["2026-11-16"], "name": ["Cartagena"], "kind": "factor", "value": "1"}
    )
    asked = {"start": "2026-11-09", "origins": 1, "days": 14, "models": ["ewma"]}

    table = backtest(history, special_days=days, **asked)

    assert whole(table, days="special")["cases"] == 20
    assert whole(table, days="special")["bias"] > 1
    assert whole(table, days="normal")["cases"] == 13 * 20
    assert whole(table, days="normal")["wape"] < 0.3
    of_second = {"level": "week", "horizon": "week 2"}
    assert one(table, days="special", **of_second)["contacts"] == (
        history.loc[holiday, "offered"].sum()
    )


def test_an_analog_day_that_was_still_to_come_was_not_known(noisy):
    days = pd.DataFrame(
        {
            "date": ["2026-11-20", "2026-11-27"],
            "name": "fair",
            "kind": ["", "analog"],
            "value": ["", "2026-11-20"],
        }
    )

    table = backtest(
        noisy,
        start="2026-11-16",
        origins=1,
        days=14,
        models=["ewma"],
        special_days=days,
    )

    assert whole(table, days="special")["cases"] == 40


def test_who_comes_to_a_door_held_for_closed_is_an_error(noisy):
    days = pd.DataFrame(
        {"date": ["2026-11-24"], "name": ["closed"], "kind": ["closed"]}
    )

    table = backtest(noisy, origins=1, days=7, models=["ewma"], special_days=days)

    found = whole(table, days="special")
    assert found["cases"] == 20
    assert (found["wape"], found["bias"]) == (1.0, -1.0)
    assert found["agents_under"] == 1.0


def test_what_was_not_recorded_does_not_count(noisy):
    lost = noisy["start"].between("2026-11-24 10:00", "2026-11-24 11:30")
    blank = noisy["start"].dt.strftime("%Y-%m-%d") == "2026-11-25"
    history = change(noisy, blank, offered=np.nan)[~lost]

    found = whole(backtest(history, origins=1, days=7, models=["ewma"]))

    assert found["cases"] == 7 * 20 - 4 - 20


def test_every_method_takes_part_or_says_why_not_and_auto_comes_first():
    history = make_noisy(3, weeks=5)

    table = backtest(history, origins=1, days=7)

    models = list(table["model"].unique())
    left_out = table.attrs["left_out"]
    assert models == [name for name in METHODS if name not in left_out]
    assert models[0] == "auto"
    assert table["wape"].notna().all()
    assert all("weeks of history" in reason for reason in left_out.values())
    for name in left_out:
        with pytest.raises(HistoryTooShortError):
            backtest(history, origins=1, days=7, models=[name])


def test_origins_are_as_many_as_fit_and_see_every_weekday(noisy):
    table = backtest(noisy, days=7, models=["ewma"])

    assert whole(table)["origins"] == 8
    told = []
    short = backtest(make_noisy(5, weeks=7), days=28, models=["ewma"], tell=told.append)
    # 49 days: 28 ahead and 14 before leave room for two, five days apart.
    assert whole(short)["origins"] == 2
    assert told == [0.5, 1.0]


@pytest.mark.parametrize(
    ("asked", "room"),
    [
        ({"origins": 10, "days": 28}, "9 of 10 origins"),
        ({"days": 71}, "0 of 8 origins"),
        ({"start": "2026-11-23", "origins": 2, "days": 7}, "1 of 2 origins"),
        ({"start": "2026-09-10", "days": 7, "origins": 1}, "0 of 1 origins"),
    ],
)
def test_a_history_too_short_says_what_there_is_room_for(noisy, asked, room):
    with pytest.raises(HistoryTooShortError, match=room) as told:
        backtest(noisy, models=["ewma"], **asked)

    assert "2026-09-07 to 2026-11-29" in str(told.value)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"origins": 0}, "origins must be a whole number"),
        ({"every": 1.5}, "every must be a whole number"),
        ({"days": True}, "days must be a whole number"),
        ({"models": ["prophet"]}, "model must be one of auto"),
        ({"models": []}, "models must be one or more of auto"),
        ({"aht_s": 0}, "aht_s must be above 0"),
        ({"start": "30/11/2026"}, "start must be a date"),
    ],
)
def test_a_wrong_argument_is_refused(noisy, asked, message):
    with pytest.raises(ParameterError, match=message):
        backtest(noisy, **asked)


def test_days_without_any_contact_have_no_accuracy():
    history = make_history(weeks=6).assign(offered=0)

    with pytest.raises(NoAnswerError, match="all counts are 0"):
        backtest(history, origins=1, days=7, models=["ewma"])


def test_it_forecasts_with_the_changes_that_were_refused(noisy):
    spike = noisy["start"] == "2026-10-14 10:00"
    history = noisy.assign(offered=noisy["offered"].mask(spike, 900.0))
    changes = cleaning_changes(history)
    ids = list(changes.loc[changes["kind"] == "spike", "id"])
    asked = {"start": "2026-10-26", "origins": 1, "days": 7, "models": ["ewma"]}

    cleaned, refused = (
        whole(backtest(history, **asked, refused=given))["wape"] for given in ([], ids)
    )

    assert len(ids) == 1
    assert refused > cleaned


def test_a_wrong_table_is_refused(noisy):
    unknown = pd.DataFrame({"date": ["2026-11-16"], "name": ["x"], "queue": ["sale"]})

    with pytest.raises(UnknownNameError, match="'sales'"):
        backtest(noisy, special_days=unknown)
    with pytest.raises(TableError, match="offered"):
        backtest(noisy.drop(columns="offered"))
