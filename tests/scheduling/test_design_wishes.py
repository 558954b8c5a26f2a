"""What a planner may ask of shift design: starts, few shifts, contracts, weights."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from scheduling import design_shifts, validate
from tests.scheduling.demands import MONDAY, contracts, requirement
from wfm.errors import (
    ConflictError,
    InputError,
    ParameterError,
    TableError,
    UnknownNameError,
)
from wfm.schedule import with_shifts


def shifts_of(result):
    rows = with_shifts(result.schedule)
    rows["paid"] = rows["minutes"].where(rows["activity"] != "lunch", 0.0)
    return rows.groupby("shift").agg(
        start=("start", "min"), end=("end", "max"), paid=("paid", "sum")
    )


def test_shifts_start_at_the_allowed_times_only():
    result = design_shifts(requirement(days=2), starts=["06:00", "13:30"])

    assert set(shifts_of(result)["start"].dt.strftime("%H:%M")) <= {"06:00", "13:30"}
    assert result.violations.empty


def test_no_more_different_shifts_are_used_than_asked_for():
    result = design_shifts(requirement(days=3), max_shifts=4)
    shifts = shifts_of(result)
    length = shifts["end"] - shifts["start"]

    different = set(zip(shifts["start"].dt.time, length, strict=True))

    assert len(different) <= 4
    assert result.short_hours < 0.2 * result.required_hours


def test_shifts_keep_to_the_lengths_of_the_contracts_and_say_whom_to_hire():
    terms = contracts()

    result = design_shifts(requirement(days=7), contracts=terms)

    paid = shifts_of(result)["paid"]
    assert paid.between(
        terms["min_day_minutes"].min(), terms["max_day_minutes"].max()
    ).all()
    assert sum(result.hires.values()) == result.people
    assert set(result.hires) <= set(terms["contract"])
    assert result.figures()["hires"] == result.hires


def test_without_contracts_everybody_is_hired_full_time():
    result = design_shifts(requirement(days=1))

    assert result.hires == {"full_time": result.people}


def test_a_queue_that_matters_more_is_covered_better():
    needed = requirement(days=1, peak=5, opens=8, closes=11)

    plain = design_shifts(needed, importance={"ventas": 0.1})
    heavy = design_shifts(needed, importance={"ventas": 10.0})

    assert heavy.short_hours < plain.short_hours


def test_shifts_may_start_every_quarter_of_an_hour():
    needed = requirement(days=1, interval=15, opens=8, closes=20)
    needed = needed[needed["start"] >= MONDAY + pd.Timedelta("8h15min")]

    result = design_shifts(needed, rules={"start_step_minutes": 15})

    assert (shifts_of(result)["start"].dt.minute % 30 == 15).any()


def test_a_shift_over_midnight_ends_on_the_next_day():
    needed = requirement(days=2, opens=0, closes=24, peak=3)

    shifts = shifts_of(design_shifts(needed))

    assert (shifts["end"].dt.normalize() > shifts["start"].dt.normalize()).any()


def test_nobody_works_through_a_long_closure():
    morning = requirement(days=1, opens=6, closes=10)
    evening = requirement(days=1, opens=16, closes=22)
    needed = pd.concat([morning, evening], ignore_index=True)

    shifts = shifts_of(design_shifts(needed))

    closed = (shifts["start"].dt.hour < 10) & (shifts["end"].dt.hour > 16)
    assert not closed.any()


def test_a_short_closure_is_bridged():
    morning = requirement(days=1, opens=8, closes=12)
    evening = requirement(days=1, opens=14, closes=18)
    needed = pd.concat([morning, evening], ignore_index=True)

    result = design_shifts(needed)

    assert "off_queue" in set(result.schedule["activity"])
    assert result.violations.empty


def test_pauses_on_their_own_grid_cover_a_whole_requirement_near_the_bound():
    needed = requirement(days=1, interval=15, peak=12)
    needed["agents"] = np.ceil(needed["agents"])

    result = design_shifts(needed)

    assert result.gap < 0.03


def test_four_weeks_are_chained_into_lawful_people():
    needed = requirement(days=28, peak=4)

    result = design_shifts(needed, passes=1)

    assert validate(result.schedule, requirement=needed).empty


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"starts": ["25:00"]}, ParameterError, "times of day such as 06:00"),
        ({"starts": ["06:10"]}, ParameterError, "intervals of 30 minutes"),
        ({"max_shifts": 0}, ParameterError, "at least 1"),
        ({"importance": {"venta": 2}}, UnknownNameError, "did you mean 'ventas'"),
        ({"importance": {"ventas": 0}}, ParameterError, "a number above 0"),
        ({"contracts": contracts().head(0)}, TableError, "contracts: has no rows"),
        ({"interval": 15}, InputError, "intervals of 30 minutes, not of 15"),
        ({"rules": {"start_step_minutes": 15}}, ConflictError, "no multiple"),
        ({"rules": {"start_step_minutes": 45}}, ConflictError, "no multiple"),
    ],
)
def test_what_cannot_be_asked_is_said_with_the_way_out(change, error, message):
    with pytest.raises(error, match=message):
        design_shifts(requirement(days=1), **change)


def test_an_empty_requirement_is_refused():
    with pytest.raises((InputError, TableError), match="no rows"):
        design_shifts(requirement(days=1).head(0))


def test_a_quarter_hour_requirement_is_not_read_as_half_hours():
    with pytest.raises(InputError, match="intervals of 15 minutes, not of 30"):
        design_shifts(requirement(days=1, interval=15), interval=30)


def test_rules_without_a_lawful_length_are_named():
    rules = {
        "shortest_day_minutes": 370,
        "day_minutes": 380,
        "length_step_minutes": 30,
    }
    with pytest.raises(ConflictError, match="no shift length"):
        design_shifts(requirement(days=1), rules=rules)
