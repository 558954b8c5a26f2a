"""Coverage: means over intervals, identities, and totals that hide no shortage."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.errors import InputError, ParameterError
from wfm.performance.coverage import coverage, coverage_totals
from wfm.tables import COVERAGE

EIGHT = pd.Timestamp("2026-11-30T08:00")


def make_requirement(*agents, queue="ventas", interval=30, **columns):
    starts = [EIGHT + pd.Timedelta(minutes=interval * i) for i in range(len(agents))]
    return pd.DataFrame({"queue": queue, "start": starts, "agents": agents, **columns})


def make_schedule(*segments):
    """Segments as (agent, first minute after eight, last, activity, queue)."""
    return pd.DataFrame(
        [
            (
                agent,
                EIGHT + pd.Timedelta(minutes=start),
                EIGHT + pd.Timedelta(minutes=end),
                activity,
                queue,
            )
            for agent, start, end, activity, queue in segments
        ],
        columns=["agent", "start", "end", "activity", "queue"],
    )


def test_a_quarter_of_an_hour_of_break_is_half_an_agent_less():
    schedule = make_schedule(
        ("ana", 0, 30, "contacts", "ventas"),
        ("ana", 30, 45, "break", ""),
        ("ana", 45, 60, "contacts", "ventas"),
    )

    table = coverage(make_requirement(1, 1), schedule)

    assert table["scheduled"].tolist() == [1, 0.5]
    assert table["short"].tolist() == [0, 0.5]


def test_the_result_fulfils_its_contract():
    table = coverage(
        make_requirement(1, 1), make_schedule(("ana", 0, 60, "contacts", "ventas"))
    )

    pd.testing.assert_frame_equal(
        COVERAGE.parse(table, timezone="America/Bogota"), table
    )


def test_overtime_counts_and_other_activities_do_not():
    schedule = make_schedule(
        ("ana", 0, 30, "overtime", "ventas"),
        ("eva", 0, 30, "training", "ventas"),
        ("leo", 0, 30, "lunch", ""),
    )

    table = coverage(make_requirement(2), schedule, interval=30)

    assert table["scheduled"].tolist() == [1]


def test_an_agent_counts_for_the_queue_served_only():
    requirement = pd.concat(
        [make_requirement(1, 1), make_requirement(1, 1, queue="soporte")]
    )
    schedule = make_schedule(
        ("ana", 0, 60, "contacts", "ventas"), ("eva", 0, 60, "contacts", "")
    )

    table = coverage(requirement, schedule)

    assert table["scheduled"].tolist() == [1, 1, 0, 0]


def test_with_a_single_queue_a_segment_needs_no_name():
    schedule = make_schedule(("ana", 0, 60, "contacts", ""))

    named = coverage(make_requirement(1, 1), schedule)
    without = coverage(make_requirement(1, 1), schedule.drop(columns="queue"))

    assert named["scheduled"].tolist() == without["scheduled"].tolist() == [1, 1]


def test_what_is_to_schedule_goes_before_the_agents():
    requirement = make_requirement(2, 2, to_schedule=[2.5, None])

    table = coverage(requirement, make_schedule(("ana", 0, 60, "contacts", "ventas")))

    assert table["required"].tolist() == [2.5, 2]


def test_an_agent_is_in_one_place_at_a_time():
    schedule = make_schedule(
        ("ana", 0, 60, "contacts", "ventas"), ("ana", 30, 60, "contacts", "ventas")
    )

    assert coverage(make_requirement(1, 1), schedule)["scheduled"].tolist() == [1, 1]


def test_without_a_schedule_everything_is_short():
    table = coverage(make_requirement(3, 4), make_schedule())

    assert table["short"].tolist() == [3, 4]
    assert coverage_totals(table, 30)["coverage"] == 0


def test_the_interval_must_be_given_where_it_cannot_be_told():
    with pytest.raises(InputError, match="--interval"):
        coverage(make_requirement(1), make_schedule())
    with pytest.raises(ParameterError, match="above 0 minutes"):
        coverage(make_requirement(1), make_schedule(), interval=0)


def test_agents_too_many_make_up_for_no_shortage():
    schedule = make_schedule(
        ("ana", 0, 30, "contacts", "ventas"), ("eva", 0, 30, "contacts", "ventas")
    )

    totals = coverage_totals(coverage(make_requirement(1, 1), schedule), 30)

    assert totals == {
        "required_hours": 1.0,
        "short_hours": 0.5,
        "over_hours": 0.5,
        "coverage": 0.5,
    }


def test_nothing_required_is_covered():
    totals = coverage_totals(coverage(make_requirement(0, 0), make_schedule()), 30)

    assert totals["coverage"] == 1


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 470), st.integers(1, 240), st.sampled_from(["a", "b"])
        ),
        min_size=1,
        max_size=30,
    )
)
def test_hours_are_conserved_and_a_schedule_covers_itself(shifts):
    """Every queue open all day: what is scheduled is what agents spend on contacts."""
    schedule = make_schedule(
        *(
            (f"agent {number}", start, start + length, "contacts", queue)
            for number, (start, length, queue) in enumerate(shifts)
        )
    )
    nobody = pd.concat([make_requirement(*[0] * 48, queue=queue) for queue in "ab"])

    table = coverage(nobody, schedule)
    itself = coverage(table.assign(agents=table["scheduled"]), schedule)

    worked = sum(length for _, length, _ in shifts)
    assert table["over"].sum() * 30 == pytest.approx(worked)
    assert itself["short"].eq(0).all()
    assert itself["over"].eq(0).all()
