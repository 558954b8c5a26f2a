from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import cleaning_changes, forecast
from tests.forecasting.builders import MONDAY, change, make_history, make_noisy, total
from wfm.errors import ParameterError


def on_day(history, date, *hours):
    found = history["start"].dt.strftime("%Y-%m-%d") == date
    return found & history["start"].dt.hour.isin(hours) if hours else found


def only(history, **setting):
    """Give the only change of a history."""
    (row,) = cleaning_changes(history, **setting).to_dict("records")
    return row


def test_a_clean_history_has_no_changes():
    changes = cleaning_changes(make_noisy(1))

    assert changes.empty
    assert list(changes)[:4] == ["id", "queue", "date", "begin"]


def test_a_change_keeps_its_id_when_the_history_grows():
    history = make_noisy(2, weeks=13)
    day = on_day(history, "2026-10-14")
    history = change(history, day, offered=history.loc[day, "offered"] * 3)

    earlier = only(history, start=MONDAY)
    later = only(history)

    assert earlier["id"] == later["id"] == "sales|2026-10-14|00:00|spike"


def test_changes_of_all_queues_are_listed():
    history = pd.concat([make_noisy(3, "sales"), make_noisy(4, "support")])
    day = on_day(history, "2026-10-14")
    history = history.assign(offered=history["offered"].mask(day, 0.0))

    changes = cleaning_changes(history)

    assert changes["queue"].tolist() == ["sales", "support"]


def test_a_day_that_repeats_another_is_left_out_once():
    history = make_noisy(5)
    copy = history.loc[on_day(history, "2026-10-13"), "offered"].to_numpy()
    history.loc[on_day(history, "2026-10-14"), "offered"] = copy

    row = only(history)

    assert (row["kind"], row["date"]) == ("duplicate", pd.Timestamp("2026-10-14"))


def test_a_history_that_repeats_itself_has_no_duplicates():
    assert cleaning_changes(make_history()).empty


@pytest.mark.parametrize("interval", [5, 15, 30, 60])
def test_a_lone_interval_with_twenty_times_the_usual_is_left_out(interval):
    history = make_noisy(6, interval=interval, base=2.0 * interval)
    slot = history["start"] == "2026-11-18T10:00"
    spiked = change(history, slot, offered=40.0 * interval)

    row = only(spiked)

    assert (row["kind"], row["begin"], row["end"]) == ("spike", 600, 600 + interval)
    np.testing.assert_allclose(
        forecast(spiked, days=7, model="ewma")["volume"],
        forecast(history, days=7, model="ewma")["volume"],
        rtol=0.05,
    )


def test_a_burst_that_lasts_is_no_lone_spike():
    history = make_noisy(7)
    burst = on_day(history, "2026-11-18", 10, 11)
    history.loc[burst, "offered"] *= 2.5

    assert cleaning_changes(history).empty


@pytest.mark.parametrize(("factor", "kind"), [(3.0, "spike"), (0.3, "outage")])
def test_a_refused_change_is_not_made(factor, kind):
    history = make_history()
    day = on_day(history, "2026-11-25")
    odd = change(history, day, offered=history.loc[day, "offered"] * factor)
    row = only(odd)
    assert row["kind"] == kind

    table = forecast(odd, days=7, model="ewma", refused=[row["id"]])

    made = forecast(odd, days=7, model="ewma")
    moved = total(table, "2026-12-02") / total(made, "2026-12-02")
    assert moved > 1.1 if factor > 1 else moved < 0.9
    again = only(odd, refused=[row["id"]])
    assert again["refused"]
    assert again["id"] == row["id"]


def test_a_refused_special_day_teaches_its_weekday():
    history = make_history()
    day = on_day(history, "2026-11-25")
    history = change(history, day, offered=history.loc[day, "offered"] * 1.3)
    fair = pd.DataFrame({"date": ["2026-11-25"], "name": ["fair"]})
    row = only(history, special_days=fair)

    kept = forecast(history, special_days=fair, refused=[row["id"]], model="ewma")

    left_out = forecast(history, special_days=fair, model="ewma")
    assert total(kept, "2026-12-02") > 1.02 * total(left_out, "2026-12-02")


def test_a_refused_gap_counts_as_no_contacts():
    history = make_history()
    lost = on_day(history, "2026-11-25", 9)
    row = only(history[~lost])
    assert row["kind"] == "gap"

    table = forecast(history[~lost], refused=[row["id"]], model="ewma")

    zeros = forecast(change(history, lost, offered=0.0), model="ewma")
    assert total(table, "2026-12-02") == pytest.approx(
        total(zeros, "2026-12-02"), rel=0.01
    )


def test_refused_stray_contacts_open_the_queue():
    history = make_history(closed=(6,))
    stray = pd.DataFrame(
        {"queue": "sales", "start": [pd.Timestamp("2026-11-15T11:00")], "offered": 9.0}
    )
    history = pd.concat([history, stray])
    row = only(history)
    assert row["kind"] == "closed"

    table = forecast(history, refused=[row["id"]])

    sundays = table[table["start"].dt.day_of_week == 6]["start"]
    assert set(sundays.dt.strftime("%H:%M")) == {"11:00"}
    assert forecast(history)["start"].dt.day_of_week.max() == 5


def test_what_is_no_id_is_refused():
    with pytest.raises(ParameterError, match="ids of changes, such as sales"):
        forecast(make_history(), refused=["sales"])


def test_an_id_of_a_change_that_is_gone_does_no_harm():
    history = make_history()

    table = forecast(history, refused=["sales|2020-01-01|00:00|spike"])

    pd.testing.assert_frame_equal(table, forecast(history))


def test_days_after_the_last_row_are_no_gaps():
    history = make_noisy(2)

    found = cleaning_changes(history, start="2026-12-14")

    assert found.empty
