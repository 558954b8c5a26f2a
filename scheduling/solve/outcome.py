"""From placed shifts to the answer: schedule, coverage, figures and the referee."""

from __future__ import annotations

import time
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.result import ScheduleResult, SolveStatus
from scheduling.segments import schedule_table
from scheduling.validate import validate
from wfm.errors import SolverError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scheduling.board import Board
    from scheduling.shifts import PlacedShift
    from wfm.labour.rules import RuleBook

_SHOWN = 5
# Relative tolerance of the linear programmes behind the bound.
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Quality:
    """Cost, bound and how the search ended."""

    cost: float
    pay: float
    bound: float
    stopped_by: str
    gap: float
    begun: float
    seed: int

    @property
    def reached(self) -> bool:
        """Whether the cost is proved to be within the gap asked for."""
        return self.cost - self.bound <= self.gap * abs(self.cost)


def outcome(
    board: Board,
    shifts: Mapping[str, Sequence[PlacedShift]],
    quality: Quality,
    referee: Mapping[str, object],
    rules: RuleBook,
) -> ScheduleResult:
    """
    Turn placed shifts into a result that the referee has judged.

    Parameters
    ----------
    board : Board
        Final coverage.
    shifts : mapping of str to PlacedShift
        Shifts of each agent.
    quality : Quality
        Cost, bound and how the search ended.
    referee : mapping
        Further arguments of `validate`: agents, contracts, time off.
    rules : RuleBook
        Rules in force.

    Raises
    ------
    SolverError
        If the referee finds a violation: then the program is wrong, not the user.
    """
    schedule = schedule_table(board.demand, shifts)
    return judged(board, schedule, quality, referee, rules)


def judged(
    board: Board,
    schedule: pd.DataFrame,
    quality: Quality,
    referee: Mapping[str, object],
    rules: RuleBook,
    tolerated: pd.DataFrame | None = None,
) -> ScheduleResult:
    """
    Let the referee judge a schedule, and make the result of it.

    Parameters
    ----------
    board : Board
        Final coverage.
    schedule : DataFrame
        Typed schedule table.
    quality : Quality
        Cost, bound and how the search ended.
    referee : mapping
        Further arguments of `validate`.
    rules : RuleBook
        Rules in force.
    tolerated : DataFrame, optional
        Violations of what was settled before; they are reported and no error.

    Raises
    ------
    SolverError
        If the referee finds another violation, or the bound lies above the cost: then
        the program is wrong, not the user.
    """
    violations = validate(
        schedule,
        **referee,  # type: ignore[arg-type]
        rules=rules,
        timezone=board.demand.timezone,
    )
    refuse_violations(violations, tolerated)
    if quality.bound > quality.cost + _ROUNDING * abs(quality.cost):
        raise SolverError(
            f"the lower bound {quality.bound} exceeds the cost {quality.cost} of a "
            "lawful schedule"
        )
    shortage = coverage_table(board)
    hours = board.demand.hours
    return ScheduleResult(
        status=SolveStatus.OPTIMAL if quality.reached else SolveStatus.FEASIBLE,
        schedule=schedule,
        cost=quality.cost,
        pay=quality.pay,
        bound=min(quality.bound, quality.cost),
        shortage=shortage,
        required_hours=float(shortage["required"].sum()) * hours,
        short_hours=float(shortage["short"].sum()) * hours,
        over_hours=float(shortage["over"].sum()) * hours,
        people=schedule["agent"].nunique(),
        violations=violations,
        seconds=time.perf_counter() - quality.begun,
        solver=f"PuLP {version('pulp')}, HiGHS {version('highspy')}",
        seed=quality.seed,
        stopped_by="gap" if quality.reached else quality.stopped_by,
    )


def refuse_violations(
    violations: pd.DataFrame, tolerated: pd.DataFrame | None = None
) -> None:
    """
    Raise if the referee found what was not there before.

    Parameters
    ----------
    violations : DataFrame
        Of the schedule made.
    tolerated : DataFrame, optional
        Violations of what was settled before.

    Raises
    ------
    SolverError
        With the first few.
    """
    known = set()
    if tolerated is not None:
        known = set(zip(tolerated["agent"], tolerated["rule"], strict=True))
    new = [
        (agent, rule) not in known
        for agent, rule in zip(violations["agent"], violations["rule"], strict=True)
    ]
    if any(new):
        shown = violations[new].head(_SHOWN)[["agent", "date", "rule", "found"]]
        raise SolverError(
            f"{sum(new)} rules are broken in the schedule made, among them\n"
            f"{shown.to_string(index=False)}"
        )


def coverage_table(board: Board) -> pd.DataFrame:
    """Coverage of every open interval of every queue."""
    demand = board.demand
    queue, slot = np.nonzero(demand.open[:, : demand.slots])
    required = demand.required[queue, slot]
    gap = np.round(board.gap[queue, slot], 9)
    return pd.DataFrame(
        {
            "queue": np.array(demand.queues)[queue],
            "start": demand.clock(slot * demand.interval),
            "required": required,
            "scheduled": np.round(required - gap, 9),
            "short": np.maximum(gap, 0.0),
            "over": np.maximum(-gap, 0.0),
        }
    )
