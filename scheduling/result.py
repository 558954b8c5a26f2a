"""What an optimiser answers: how it ended, the schedule, and how good it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


class SolveStatus(StrEnum):
    """How a solve ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    NO_SOLUTION = "no_solution"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleResult:
    """
    A schedule and its quality.

    Attributes
    ----------
    status : SolveStatus
        ``optimal`` when the gap asked for was reached, else ``feasible``.
    schedule : DataFrame
        Schedule table.
    cost : float
        Pay with surcharges, plus the price of uncovered, surplus and unscheduled
        time: what was minimised.
    pay : float
        The part of `cost` that is paid.
    bound : float
        What no schedule under the same rules can undercut.
    shortage : DataFrame
        Coverage table: required, scheduled, short and over by queue and interval.
    required_hours, short_hours, over_hours : float
        Agent-hours.
    people : int
        Persons in the schedule.
    violations : DataFrame
        What the referee found; empty unless the program is wrong.
    seconds : float
        Wall time.
    solver : str
        Name and version.
    seed : int
        Seed of every choice.
    stopped_by : str
        ``gap``, ``passes`` or ``time_limit``.
    wishes : tuple of (int, int)
        Wishes of agents that the roster meets, and those asked, day by day.
    spread : mapping of str to mapping of str to float
        ``fewest, mean, most, deviation`` of nights, Sundays and late ends an agent;
        empty for anonymous shifts.
    missed : DataFrame or None
        Who takes part in an activity and found no place for it: activity, name, agent,
        reason; None where no activities were asked for.
    hires : dict of str to int
        People by contract of a shift design; empty for a roster of named agents.
    notes : tuple of str
        What the caller should know, such as contracts whose hours cannot be reached.
    """

    status: SolveStatus
    schedule: pd.DataFrame
    cost: float
    pay: float
    bound: float
    shortage: pd.DataFrame
    required_hours: float
    short_hours: float
    over_hours: float
    people: int
    violations: pd.DataFrame
    seconds: float
    solver: str
    seed: int
    stopped_by: str
    wishes: tuple[int, int] = (0, 0)
    spread: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    missed: pd.DataFrame | None = None
    hires: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def gap(self) -> float:
        """Relative distance of the cost from the bound, in [0, 1]."""
        if self.cost <= 0:
            return 0.0
        return max(0.0, (self.cost - self.bound) / self.cost)

    def figures(self) -> dict[str, object]:
        """Figures for the summary, ready for JSON."""
        return {
            "status": str(self.status),
            "cost": round(self.cost, 2),
            "pay": round(self.pay, 2),
            "bound": round(self.bound, 2),
            "gap": round(self.gap, 6),
            "required_hours": round(self.required_hours, 4),
            "short_hours": round(self.short_hours, 4),
            "over_hours": round(self.over_hours, 4),
            "people": self.people,
            "violations": len(self.violations),
            "seconds": round(self.seconds, 3),
            "solver": self.solver,
            "seed": self.seed,
            "stopped_by": self.stopped_by,
            "notes": list(self.notes),
            **self._people(),
        }

    def _people(self) -> dict[str, object]:
        """Figures about who works; only those that there are."""
        figures: dict[str, object] = {}
        if self.wishes[1]:
            figures["wishes"] = dict(zip(("met", "asked"), self.wishes, strict=True))
        if self.spread:
            figures["spread"] = {
                kind: {name: round(float(value), 4) for name, value in counts.items()}
                for kind, counts in self.spread.items()
            }
        if self.missed is not None:
            figures["missed"] = self.missed.to_dict("records")
        if self.hires:
            figures["hires"] = dict(self.hires)
        return figures
