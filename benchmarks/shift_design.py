"""Shift design on the seeded requirement: gap, seconds, and pyworkforce beside it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
from pyworkforce.scheduling import MinAbsDifference

from benchmarks.measure import Line, seconds
from benchmarks.requirement import requirement, requirement_table
from scheduling import design_shifts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scheduling.result import ScheduleResult

SEED, HALF, QUARTER = 1, 30, 15
# Peak, weeks, interval, gap in per cent and seconds asked for.
CASES = (
    (20, 1, HALF, 0.1, 2.0),
    (100, 1, HALF, 0.1, 2.0),
    (500, 1, HALF, 0.1, 2.0),
    (100, 4, HALF, 0.1, 6.0),
    (20, 1, QUARTER, 1.0, 30.0),
    (100, 1, QUARTER, 0.2, 30.0),
    (500, 1, QUARTER, 0.2, 30.0),
)
NEVER = 2000


def own_rules(step: int) -> dict[str, Any]:
    """
    Rules of the benchmark: paid hours, a quarter more at night, half an hour a shift.

    Shifts of 4 to 6 hours have no lunch, longer ones of up to 10 hours of presence an
    unpaid one of 30 minutes; pauses of 15 minutes only on their own grid.
    """
    pauses = {"breaks_with_lunch": 0, "break_over_minutes": NEVER}
    return {
        "country": "none",
        "shortest_day_minutes": 240,
        "day_minutes": 570,
        "lunch_minutes": 30,
        "lunch_over_minutes": 360,
        "lunch_earliest_minute": 180,
        "lunch_latest_minute": 300,
        "start_step_minutes": step,
        "length_step_minutes": 30,
        "short_price": 3,
        "over_price": 0,
        "shift_hour_share": 1,
        # Of a week of 48 hours in 6 days: half an hour a shift.
        "shift_day_share": 0.0625,
        "night_surcharge": 0.25,
        "night_start_minute": 22 * 60,
        "night_end_minute": 6 * 60,
        "rest_day_surcharge": 0,
        "hourly_cost": 1,
        **(pauses if step == HALF else {}),
    }


def lines() -> Iterator[Line]:
    """Measure."""
    design(20, 1, HALF)  # compiled before the clock
    for peak, weeks, step, gap, asked in CASES:
        name = f"shifts, {step}' grid, peak {peak}" + (", 4 weeks" * (weeks > 1))
        begun = time.perf_counter()
        result = design(peak, weeks, step)
        took = time.perf_counter() - begun
        yield Line(f"{name}: gap", 100 * result.gap, "%", gap, at_least=False)
        yield Line(f"{name}: whole call", took, "s", asked, at_least=False)
        yield Line(f"{name}: violations", len(result.violations), "", 0, at_least=False)
    yield from law()
    yield from peer()


def design(peak: int, weeks: int, step: int) -> ScheduleResult:
    """Design one case under the benchmark's own rules."""
    table = requirement_table(requirement(peak, weeks, step, SEED), step)
    gap = 0.001 if step == HALF else 0.002
    return design_shifts(table, rules=own_rules(step), gap=gap)


def law() -> Iterator[Line]:
    """Measure under Colombian law, whose pauses take half a slot of 30 minutes."""
    for peak, asked in ((20, 3.0), (100, 1.0), (500, 0.5)):
        table = requirement_table(requirement(peak, 1, HALF, SEED), HALF)
        begun = time.perf_counter()
        result = design_shifts(table, rules="co")
        took = time.perf_counter() - begun
        name = f"shifts by Colombian law, peak {peak}"
        yield Line(f"{name}: gap", 100 * result.gap, "%", asked, at_least=False)
        yield Line(f"{name}: whole call", took, "s", 15, at_least=False)


def peer() -> Iterator[Line]:
    """Measure pyworkforce, which knows no pauses and no night beyond midnight."""
    curve = requirement(100, 1, HALF, SEED).reshape(7, -1)
    ours = design(100, 1, HALF)
    answer: dict[str, Any] = {}
    took = seconds(lambda: answer.update(pyworkforce(curve)))
    missed, surplus = (
        np.maximum(sign * answer["gap"], 0).sum() / 2 for sign in (1, -1)
    )
    yield Line("shifts, pyworkforce at peak 100: hours short", missed, "h", 0)
    yield Line("shifts, pyworkforce at peak 100: hours over", surplus, "h", 0)
    yield Line("shifts, pyworkforce at peak 100: seconds", took, "s", 0)
    yield Line(
        "shifts, ours there: hours short", ours.short_hours, "h", missed, at_least=False
    )


def pyworkforce(curve: NDArray[np.int64]) -> dict[str, Any]:
    """Solve day by day with shifts of 4 to 9 hours; gives what is left uncovered."""
    slots = curve.shape[1]
    shapes = {
        f"{start}-{length}": [
            int(start <= slot < start + length) for slot in range(slots)
        ]
        for length in range(8, 19)
        for start in range(slots - length + 1)
    }
    most = int(curve.max())
    solver = MinAbsDifference(
        num_days=len(curve),
        periods=slots,
        shifts_coverage=shapes,
        required_resources=curve.tolist(),
        max_period_concurrency=2 * most,
        max_shift_concurrency=most,
    )
    gap = curve.astype(float)
    for row in solver.solve()["resources_shifts"]:
        gap[row["day"]] -= np.array(shapes[row["shift"]]) * row["resources"]
    return {"gap": gap}
