from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import compare_forecasts, fingerprint, forecast
from tests.forecasting.builders import make_history, make_noisy
from wfm.errors import InputError
from wfm.tables import COMPARISON


def day(*volumes, queue="sales", date="2026-11-30", aht_s=180.0):
    """Half-hours of one day, from 08:00."""
    starts = pd.date_range(f"{date} 08:00", periods=len(volumes), freq="30min")
    return pd.DataFrame(
        {"queue": queue, "start": starts, "volume": volumes, "aht_s": aht_s}
    )


def came(*contacts, **where):
    return day(*contacts, **where).rename(columns={"volume": "offered"})


def test_contacts_that_move_within_the_day_are_seen_although_totals_agree():
    table = compare_forecasts(day(10.0, 20.0, 30.0), day(14.0, 20.0, 26.0))

    row = table.iloc[0]
    assert (row["difference"], row["share"], row["moved"]) == (0, 0, 8)
    assert row["first_hours"] == row["second_hours"] == 60 * 180 / 3600


def test_the_nearer_one_has_the_smaller_sum_of_errors():
    one = pd.concat([day(10.0, 10.0), day(10.0, 10.0, date="2026-12-01")])
    two = pd.concat([day(12.0, 9.0), day(10.0, 13.0, date="2026-12-01")])
    actual = pd.concat([came(13, 8), came(10, np.nan, date="2026-12-01")])

    table = compare_forecasts(one, two, actual=actual)

    assert table["first_error"].tolist() == [5, 0]
    assert table["second_error"].tolist() == [2, 0]
    # What is not recorded judges nobody.
    assert table["actual"].tolist() == [21, 10]
    assert table["nearer"].tolist() == ["second", "same"]


def test_days_that_only_one_of_them_has_are_left_out():
    one = pd.concat([day(1.0), day(2.0, date="2026-12-01")])
    two = pd.concat([day(3.0, date="2026-12-01"), day(4.0, date="2026-12-02")])

    table = compare_forecasts(one, two)

    assert table[["first", "second"]].to_numpy().tolist() == [[2, 3]]


def test_an_interval_that_one_of_them_lacks_is_closed_there():
    table = compare_forecasts(day(10.0, 5.0), day(10.0), actual=came(10, 5))

    assert table["difference"].tolist() == [-5]
    assert table["second_hours"].tolist() == [0.5]
    # Of it nothing can be judged.
    assert table["first_error"].tolist() == [0]


def test_unknown_handle_times_make_unknown_hours():
    table = compare_forecasts(day(10.0, aht_s=np.nan), day(10.0))

    assert np.isnan(table["first_hours"].iloc[0])
    assert table["second_hours"].tolist() == [0.5]


def test_nothing_recorded_is_neither_nearer():
    table = compare_forecasts(day(10.0), day(11.0), actual=came(5, date="2026-12-01"))

    assert table["nearer"].tolist() == [""]
    assert table["first_error"].isna().all()


def test_the_table_fulfils_its_contract():
    history = make_noisy(1)
    table = compare_forecasts(
        forecast(history, days=7),
        forecast(history, days=14, model="ewma"),
        actual=make_noisy(2, weeks=13),
    )

    pd.testing.assert_frame_equal(COMPARISON.parse(table), table)
    assert len(table) == 7


def test_forecasts_that_cannot_be_compared_are_refused():
    hourly = day(1.0, 2.0).assign(
        start=pd.date_range("2026-11-30 08:00", periods=2, freq="60min")
    )

    with pytest.raises(InputError, match="no day in common"):
        compare_forecasts(day(1.0), day(1.0, date="2026-12-01"))
    with pytest.raises(InputError, match=r"lengths differ \(30, 60 minutes\)"):
        compare_forecasts(day(1.0, 2.0), hourly)
    with pytest.raises(InputError, match="lengths differ"):
        compare_forecasts(
            day(1.0, 2.0),
            day(1.0, 2.0),
            actual=hourly.rename(columns={"volume": "offered"}),
        )


def test_the_fingerprint_changes_with_one_contact_and_with_one_setting():
    history = make_history(weeks=2)
    one = fingerprint({"history": history, "opening": None}, {"days": 7})

    other = history.assign(offered=history["offered"] + (history.index == 5))
    assert fingerprint({"history": other}, {"days": 7}) != one
    assert fingerprint({"history": history}, {"days": 7, "model": "svd"}) != one
    assert fingerprint({"history": history[::-1]}, {"days": 7}) == one
