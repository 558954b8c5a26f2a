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
    demand = board.demand
    schedule = schedule_table(demand, shifts)
    violations = validate(schedule, **referee, rules=rules, timezone=demand.timezone)  # type: ignore[arg-type]
    if len(violations):
        shown = violations.head(_SHOWN)[["agent", "date", "rule", "found"]]
        raise SolverError(
            f"{len(violations)} rules are broken in the schedule made, among them\n"
            f"{shown.to_string(index=False)}"
        )
    shortage = coverage_table(board)
    hours = demand.hours
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
        people=sum(1 for each in shifts.values() if each),
        violations=violations,
        seconds=time.perf_counter() - quality.begun,
        solver=f"PuLP {version('pulp')}, HiGHS {version('highspy')}",
        seed=quality.seed,
        stopped_by="gap" if quality.reached else quality.stopped_by,
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
