from __future__ import annotations

import pandas as pd
import pytest

from forecasting import forecast
from tests.forecasting.builders import change, make_history, on
from wfm.errors import TableError, UnknownNameError
from wfm.tables import OPENING


def hours_on(table, date):
    """First and last start of a day, and their number."""
    starts = on(table, date)["start"].dt.strftime("%H:%M")
    return (starts.min(), starts.max(), len(starts))


def opening(*rows):
    return pd.DataFrame(rows, columns=["queue", "weekday", "open", "close"])


def test_hours_that_were_given_up_long_ago_are_closed():
    history = make_history(weeks=20, first="2026-07-13")
    evening = (history["start"].dt.hour >= 16) & (history["start"] >= "2026-09-07")

    table = forecast(history[~evening], days=1)

    assert hours_on(table, "2026-11-30") == ("08:00", "15:30", 16)


def test_hours_that_are_new_are_open():
    history = make_history()
    late = (history["start"].dt.hour >= 16) & (history["start"] < "2026-11-16")

    table = forecast(history[~late], days=1)

    assert hours_on(table, "2026-11-30") == ("08:00", "17:30", 20)


def test_a_single_stray_row_in_twelve_weeks_opens_nothing():
    history = make_history(closed=(6,))
    stray = pd.DataFrame(
        {"queue": "sales", "start": [pd.Timestamp("2026-11-15T03:00")], "offered": 1.0}
    )

    table = forecast(pd.concat([history, stray]), days=7)

    pd.testing.assert_frame_equal(table, forecast(history, days=7))


def test_an_interval_seen_once_in_a_short_history_is_open():
    history = make_history(weeks=2)
    lost = history["start"] == "2026-09-14T08:00"

    table = forecast(history[~lost], days=1)

    assert hours_on(table, "2026-09-21") == ("08:00", "17:30", 20)


def with_trickle(weeks=4):
    """Two contacts in each half-hour of the night, one in twenty of them answered."""
    day = make_history(weeks=weeks)
    night = make_history(weeks=weeks, hours=(0, 8)).assign(offered=2.0, answered=0.0)
    night.loc[night.index[::40], "answered"] = 2.0
    return pd.concat([day.assign(answered=day["offered"] * 0.9), night])


def test_when_practically_nobody_is_answered_nobody_is_at_work():
    table = forecast(with_trickle(), days=7)

    assert table["start"].dt.hour.min() == 8
    assert len(table) == 7 * 20


def test_without_the_answered_a_trickle_counts_as_open():
    table = forecast(with_trickle().drop(columns="answered"), days=7)

    assert len(table) == 7 * 36


def test_a_column_of_zeros_does_not_close_the_queue():
    history = make_history(weeks=4).assign(answered=0.0)

    assert len(forecast(history, days=7)) == 7 * 20


def test_one_unlucky_contact_does_not_close_an_interval():
    # Five in six are answered; on Mondays at nine the only contact was not.
    history = make_history(weeks=4).assign(offered=6.0, answered=5.0)
    monday = history["start"].dt.day_of_week == 0
    nine = monday & (history["start"].dt.strftime("%H:%M") == "09:00")
    history = change(history, nine, offered=0.0, answered=0.0)
    history = change(history, nine & (history["start"] < "2026-09-08"), offered=1.0)

    assert hours_on(forecast(history, days=1), "2026-10-05") == ("08:00", "17:30", 20)


def test_given_hours_hold_before_what_was_seen():
    table = forecast(
        make_history(), days=7, opening=opening(("*", 0, "09:00", "12:15"))
    )

    assert set(table["start"].dt.day_of_week) == {0}
    # An interval that is open for a part of it is open.
    assert hours_on(table, "2026-11-30") == ("09:00", "12:00", 7)


def test_a_queues_own_hours_hold_before_those_of_all():
    history = pd.concat([make_history("sales"), make_history("support")])
    given = opening(
        ("*", 0, "08:00", "12:00"),
        ("*", 1, "08:00", "12:00"),
        ("support", 0, "08:00", "10:00"),
        ("support", 0, "16:00", "24:00"),
    )

    table = forecast(history, days=7, opening=given)

    support = table[table["queue"] == "support"]
    sales = table[table["queue"] == "sales"]
    assert hours_on(sales, "2026-11-30") == ("08:00", "11:30", 8)
    assert hours_on(support, "2026-12-01") == ("08:00", "11:30", 8)
    assert hours_on(support, "2026-11-30") == ("08:00", "23:30", 4 + 16)


def test_a_queue_without_given_hours_keeps_those_it_had():
    history = pd.concat([make_history("sales"), make_history("support")])

    table = forecast(history, days=1, opening=opening(("sales", 0, "09:00", "10:00")))

    assert hours_on(table[table["queue"] == "sales"], "2026-11-30")[2] == 2
    assert hours_on(table[table["queue"] == "support"], "2026-11-30")[2] == 20


def test_an_open_slot_that_is_new_on_its_weekday_takes_the_shape_of_the_others():
    history = make_history(closed=(5, 6))
    friday_afternoon = (history["start"].dt.day_of_week == 4) & (
        history["start"].dt.hour >= 13
    )
    given = opening(*(("*", day, "08:00", "18:00") for day in range(5)))

    table = forecast(history[~friday_afternoon], days=7, opening=given)

    friday = on(table, "2026-12-04")
    truth = history[history["start"].dt.strftime("%Y-%m-%d") == "2026-11-27"]
    assert len(friday) == 20
    assert friday["volume"].sum() == pytest.approx(truth["offered"].sum(), rel=1e-4)


def test_typed_hours_are_taken_as_raw_ones_are():
    raw = opening(("*", 0, "09:00", "24:00"))

    table = forecast(make_history(), days=7, opening=OPENING.parse(raw))

    pd.testing.assert_frame_equal(table, forecast(make_history(), days=7, opening=raw))


def test_a_queue_that_is_never_open_gives_an_empty_table():
    table = forecast(
        make_history(),
        start="2026-12-01",
        days=2,
        opening=opening(("*", 0, "9:00", "10:00")),
    )

    assert table.empty
    assert str(table["start"].dtype) == "datetime64[us, America/Bogota]"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param(("*", 0, "22:00", "06:00"), "two rows, until 24:00", id="night"),
        pytest.param(("*", 0, "8 am", "18:00"), "not a time of day", id="no time"),
        pytest.param(("*", 7, "08:00", "18:00"), "at most 6", id="weekday"),
        pytest.param(("*", 0, 8, 18), "not hours", id="hours as numbers"),
    ],
)
def test_hours_that_make_no_sense_are_refused(row, message):
    with pytest.raises(TableError, match=message):
        forecast(make_history(), opening=opening(row))


def test_an_unknown_queue_is_refused():
    with pytest.raises(UnknownNameError, match="did you mean 'sales'"):
        forecast(make_history(), opening=opening(("sale", 0, "08:00", "18:00")))
