"""What holds of the pay of any schedule."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scheduling.rosters import month
from tests.wfm.payroll.shifts import COLUMNS, worked
from wfm.labour.pay import surcharge
from wfm.labour.rules import RuleBook
from wfm.payroll import schedule_pay

BOGOTA = "America/Bogota"
FIRST = pd.Timestamp("2026-06-22")
# From the week before the step of July to the week after the week's change: start in
# minutes, length, where it is cut, and what is done.
segments = st.lists(
    st.tuples(
        st.integers(0, 35 * 24 * 60),
        st.integers(2, 14 * 60),
        st.floats(0, 1),
        st.sampled_from(["contacts", "overtime", "training"]),
    ),
    min_size=1,
    max_size=30,
)
few = settings(max_examples=10, deadline=None)


def drawn(segments, *, cut=False):
    """Schedule in which each segment is an agent's only one, whole or in two."""
    rows = []
    for place, (minute, length, share, activity) in enumerate(segments):
        start = FIRST + pd.Timedelta(minute, "min")
        end = start + pd.Timedelta(length, "min")
        middle = start + pd.Timedelta(round(1 + share * (length - 2)), "min")
        pieces = [(start, middle), (middle, end)] if cut else [(start, end)]
        rows += [(f"{place:02d}", *piece, activity) for piece in pieces]
    return pd.DataFrame(rows, columns=COLUMNS)


@few
@given(segments)
def test_cutting_a_segment_in_two_changes_nothing(segments):
    whole = schedule_pay(drawn(segments), beyond_limits=True)
    parts = schedule_pay(drawn(segments, cut=True), beyond_limits=True)

    pd.testing.assert_frame_equal(whole.lines, parts.lines)
    pd.testing.assert_frame_equal(whole.overtime, parts.overtime)


@few
@given(segments)
def test_no_minute_costs_less_than_its_base_and_none_is_lost(segments):
    pay = schedule_pay(drawn(segments)).lines

    base = pay["minutes"] / 60 * pay["hour"]
    assert pay["minutes"].sum() == sum(length for _, length, _, _ in segments)
    assert (pay["amount"] >= base - 1e-9).all()
    assert (pay["increment"] >= 0).all()
    assert (pay["increment"] <= pay["amount"] + 1e-9).all()


@few
@given(segments)
def test_ordinary_pay_is_the_optimisers_surcharge_minute_by_minute(segments):
    ordinary = drawn(segments).assign(activity="contacts")
    minutes = pd.concat(
        pd.Series(pd.date_range(row.start, row.end, freq="min", inclusive="left"))
        for row in ordinary.itertuples()
    )
    at = minutes.dt.as_unit("us").dt.tz_localize(BOGOTA)

    pay = schedule_pay(ordinary).lines

    extra = surcharge(at, RuleBook("CO")).sum()
    assert (pay["minutes"] * (pay["factor"] - 1)).sum() == pytest.approx(extra)


def test_a_roster_of_many_is_the_sum_of_its_people():
    roster = month(agents=6, weeks=3)

    together = schedule_pay(roster).totals.set_index("agent")

    assert together["minutes"].sum() == 6 * 3 * 5 * 480
    for agent, rows in roster.groupby("agent"):
        alone = schedule_pay(rows).totals.iloc[0]
        assert alone["amount"] == together.loc[agent, "amount"]


def test_the_order_of_the_rows_does_not_matter():
    roster = month(agents=4, weeks=2)

    shuffled = schedule_pay(roster.sample(frac=1, random_state=1))

    pd.testing.assert_frame_equal(shuffled.lines, schedule_pay(roster).lines)


@pytest.mark.parametrize(
    "segments",
    [
        (),
        (("2026-11-25T08:00", "2026-11-25T08:00"),),
        (("2026-11-25T08:00:10", "2026-11-25T08:00:50"),),
        (("2026-11-25T12:00", "2026-11-25T13:00", "lunch"),),
    ],
)
def test_without_a_paid_minute_there_is_no_pay(segments):
    pay = schedule_pay(worked(*segments) if segments else pd.DataFrame(columns=COLUMNS))

    assert pay.lines.empty
    assert pay.totals.empty
    assert pay.overtime.empty
    assert pay.rest_days.empty


def test_a_minute_claimed_twice_is_paid_once():
    pay = schedule_pay(
        worked(
            ("2026-11-25T08:00", "2026-11-25T10:00"),
            ("2026-11-25T09:00", "2026-11-25T11:00", "training"),
            ("2026-11-25T09:15", "2026-11-25T09:30", "meeting"),
        )
    )

    assert pay.totals["minutes"].tolist() == [180]
