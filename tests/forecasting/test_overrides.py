from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import (
    forecast,
    growth_overrides,
    overridden_intervals,
    reforecast,
)
from forecasting.uncertainty.bands import QUANTILES
from tests.forecasting.builders import MONDAY, make_history, make_noisy, on
from wfm.errors import ParameterError, TableError
from wfm.tables import OVERRIDES


def override(start, end, kind, value, **columns):
    return {
        "queue": "sales",
        "start": start,
        "end": end,
        "kind": kind,
        "value": value,
        "author": "Ana",
        "reason": "promo",
        **columns,
    }


def table_of(*rows):
    return pd.DataFrame(rows, columns=OVERRIDES.names[:7])


def overridden(history, *rows, **asked):
    """The forecast with some decisions over the one without."""
    with_, without = (
        forecast(history, days=7, overrides=given, **asked)
        for given in (table_of(*rows), None)
    )
    assert with_[["queue", "start"]].equals(without[["queue", "start"]])
    return with_, without


def test_a_factor_multiplies_the_intervals_of_its_span_and_no_other():
    table, before = overridden(
        make_history(),
        override("2026-12-01T09:00", "2026-12-01T10:30", "factor", 1.2),
    )

    ratio = (table["volume"] / before["volume"]).round(9)
    assert (
        ratio[
            table["start"].between("2026-12-01 09:00-05:00", "2026-12-01 10:00-05:00")
        ].tolist()
        == [1.2] * 3
    )
    assert (ratio == 1).sum() == len(table) - 3


def test_a_value_replaces_and_an_addition_adds():
    table, before = overridden(
        make_history(),
        override("2026-12-01T09:00", "2026-12-01T09:30", "value", 40),
        override("2026-12-01T09:30", "2026-12-01T10:00", "add", -5),
        override("2026-12-01T10:00", "2026-12-01T10:30", "add", -1e6),
    )

    day, usual = on(table, "2026-12-01")["volume"], on(before, "2026-12-01")["volume"]
    assert day[2] == 40
    assert day[3] == pytest.approx(usual[3] - 5)
    assert day[4] == 0
    assert day[5] == usual[5]


def test_whole_days_are_both_included_and_closed_hours_stay_closed():
    table, before = overridden(
        make_history(), override("2026-12-01", "2026-12-02", "value", 7)
    )

    changed = table[table["volume"] != before["volume"]]
    assert sorted(set(changed["start"].dt.day)) == [1, 2]
    assert len(changed) == 2 * 20


def test_the_bands_keep_their_width_relative_to_the_mean():
    table, before = overridden(
        make_noisy(5, base=6e4), override("2026-12-01", "2026-12-01", "factor", 3)
    )

    names = ["volume", *QUANTILES]
    day, usual = on(table, "2026-12-01")[names], on(before, "2026-12-01")[names]
    np.testing.assert_allclose(day, 3 * usual, rtol=1e-3)


def test_decisions_for_all_queues_come_before_a_queue_s_own():
    history = pd.concat([make_history(), make_history("care")])

    table, before = overridden(
        history,
        override("2026-12-01", "2026-12-01", "value", 10),
        override("2026-11-30", "2026-12-06", "factor", 1.1, queue="*"),
    )

    ratio = table["volume"] / before["volume"]
    own = (table["queue"] == "sales") & (table["start"].dt.day == 1)
    assert (table.loc[own, "volume"] == 10).all()
    np.testing.assert_allclose(ratio[~own], 1.1)


def test_the_next_run_takes_the_same_table_again():
    rows = table_of(override("2026-12-01", "2026-12-20", "factor", 1.5))

    later = forecast(make_history(weeks=13), start="2026-12-07", days=1, overrides=rows)

    plain = forecast(make_history(weeks=13), start="2026-12-07", days=1)
    np.testing.assert_allclose(later["volume"], 1.5 * plain["volume"])


def test_the_rest_of_a_day_keeps_them_too():
    history, rows = (
        make_noisy(6, weeks=13),
        table_of(override("2026-12-01T15:00", "2026-12-01T16:00", "factor", 2)),
    )

    rest, plain = (
        reforecast(history, at="2026-12-01T12:00", overrides=given)
        for given in (rows, None)
    )

    hour = rest["start"].dt.hour == 15
    np.testing.assert_allclose(rest["volume"], plain["volume"] * np.where(hour, 2, 1))


def test_it_is_said_which_intervals_were_changed_and_by_whom():
    rows = table_of(
        override("2026-12-01T09:00", "2026-12-01T10:00", "add", 5, queue="*"),
        override("2026-12-01T02:00", "2026-12-01T03:00", "factor", 2, author="Eva"),
    )
    table = forecast(make_history(), days=7, overrides=rows)

    said = overridden_intervals(table, rows)

    assert said["intervals"].tolist() == [2, 0]
    assert said["what"].tolist() == [
        "+5 contacts an interval: promo (Ana)",
        "times 2: promo (Eva)",
    ]


def test_an_empty_table_changes_nothing():
    table = forecast(make_history(), days=7, overrides=table_of())

    pd.testing.assert_frame_equal(table, forecast(make_history(), days=7))


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        pytest.param({"author": ""}, "row 2, column author: is empty", id="no author"),
        pytest.param({"reason": " "}, "row 2, column reason: is empty", id="no reason"),
        pytest.param(
            {"end": "2026-11-30T08:00"},
            "is not after start",
            id="ends before it starts",
        ),
        pytest.param({"kind": "times"}, "must be one of value, factor, add", id="kind"),
        pytest.param(
            {"value": -1}, "'-1' must be at least 0 for factor", id="negative"
        ),
        pytest.param({"value": "x"}, "is not a number", id="no number"),
    ],
)
def test_a_bad_row_is_refused_with_one_sentence(row, sentence):
    good = override("2026-12-01T08:00", "2026-12-01T09:00", "factor", 2)

    with pytest.raises(TableError, match=sentence) as error:
        forecast(make_history(), overrides=table_of(good | row))

    assert len(error.value.problems) == 1


def test_rows_of_one_queue_that_overlap_are_refused():
    rows = table_of(
        override("2026-12-01", "2026-12-04", "factor", 2),
        override("2026-12-02T08:00", "2026-12-02T09:00", "add", 2),
        override("2026-12-04", "2026-12-05", "factor", 2, queue="care"),
        override("2026-12-05", "2026-12-05", "factor", 2),
        override("2026-12-04T23:30", "2026-12-05T00:00", "factor", 2),
    )
    history = pd.concat([make_history(), make_history("care")])

    with pytest.raises(TableError) as error:
        forecast(history, overrides=rows)

    assert [str(problem) for problem in error.value.problems] == [
        "overrides, row 3, column start: '2026-12-02 08:00' begins before another "
        "override of queue sales ends (2026-12-05 00:00)",
        "overrides, row 6, column start: '2026-12-04 23:30' begins before another "
        "override of queue sales ends (2026-12-05 00:00)",
    ]


def test_an_unknown_queue_is_refused():
    with pytest.raises(TableError, match=r"'sale' must be one of .*, sales"):
        forecast(
            make_history(),
            overrides=table_of(override(MONDAY, MONDAY, "factor", 2, queue="sale")),
        )


def test_growth_is_a_factor_a_month():
    rows = growth_overrides(
        "sales", 0.1, first_month="2026-12", months=2, author="Ana", reason="plan"
    )

    table = forecast(make_history(), days=63, overrides=rows)

    ratio = table["volume"] / forecast(make_history(), days=63)["volume"]
    month = table["start"].dt.strftime("%Y-%m")
    np.testing.assert_allclose(ratio[month == "2026-11"], 1.0)
    np.testing.assert_allclose(ratio[month == "2026-12"], 1.1)
    np.testing.assert_allclose(ratio[month == "2027-01"], 1.21)


def test_growth_of_nothing_sensible_is_refused():
    asked = {"first_month": "2026-12", "months": 2, "author": "Ana", "reason": "plan"}

    for change, name in (
        ({"first_month": "12/2026"}, "first_month"),
        ({"months": 0}, "months"),
    ):
        with pytest.raises(ParameterError, match=name):
            growth_overrides("sales", 0.1, **(asked | change))
    with pytest.raises(ParameterError, match="above -1"):
        growth_overrides("sales", -1.0, **asked)
