"""The answer: the changed day, what it costs, and how near the best it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairResult:
    """
    A changed day and its quality.

    Attributes
    ----------
    schedule : DataFrame
        Schedule table; the old one where no change gains.
    changes : DataFrame
        What is different: agent, what, from, to, effect, cost (``DAY_CHANGES``).
    limits : DataFrame
        What is still lawful for each person who is at work or to come
        (``DAY_LIMITS``).
    cost_before, cost : float
        Price of shortage and surplus from the interval of `at` on, in the old and the
        new plan; the new one with pay of overtime, prices of changes, and savings of
        time given back taken off. It may be below 0.
    bound : float
        What no set of these changes can undercut.
    turnover : float
        Shortage, surplus, and the amounts of all changes, none of them taken off.
    short_hours_before, short_hours, over_hours_before, over_hours : float
        Agent-hours missed and too many, old and new.
    violations : DataFrame
        What the referee finds in the new schedule; all of it was there before.
    new_violations : int
        Violations that the old schedule did not have; 0.
    seconds : float
        Wall time of the whole call.
    solver : str
        Name and version.
    seed : int
        Seed of the solver.
    stopped_by : str
        ``gap`` or ``time_limit``.
    """

    schedule: pd.DataFrame
    changes: pd.DataFrame
    limits: pd.DataFrame
    cost_before: float
    cost: float
    bound: float
    turnover: float
    short_hours_before: float
    short_hours: float
    over_hours_before: float
    over_hours: float
    violations: pd.DataFrame
    new_violations: int
    seconds: float
    solver: str
    seed: int
    stopped_by: str

    @property
    def difference(self) -> float:
        """Cost less bound, money, at least 0."""
        return max(0.0, self.cost - self.bound)

    @property
    def gap(self) -> float:
        """
        Difference over `turnover`, in [0, 1].

        Not over `cost`, which may be anywhere near 0 as savings are taken off it.
        """
        if self.turnover <= 0:
            return 0.0
        return min(1.0, self.difference / self.turnover)

    def figures(self) -> dict[str, object]:
        """Figures for the summary, ready for JSON."""
        kinds = self.changes["change"].value_counts().sort_index()
        return {
            "changes": len(self.changes),
            "kinds": {str(kind): int(count) for kind, count in kinds.items()},
            "people_changed": int(self.changes["agent"].nunique()),
            "cost_before": round(self.cost_before, 2),
            "cost": round(self.cost, 2),
            "bound": round(self.bound, 2),
            "difference": round(self.difference, 2),
            "gap": round(self.gap, 6),
            "short_hours_before": round(self.short_hours_before, 4),
            "short_hours": round(self.short_hours, 4),
            "over_hours_before": round(self.over_hours_before, 4),
            "over_hours": round(self.over_hours, 4),
            "violations": len(self.violations),
            "new_violations": self.new_violations,
            "seconds": round(self.seconds, 3),
            "solver": self.solver,
            "seed": self.seed,
            "stopped_by": self.stopped_by,
        }
