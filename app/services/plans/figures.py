"""What the first page needs of a plan, worked out once: a version never changes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from app.services.plans.stored import open_plan
from app.services.standing.lights import Ratio

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from app.services.plans.plan import Plans
    from app.services.plans.summary_file import Summary
    from app.storage.engine import Store

# Days of adherence that are put together, the last one measured included.
MEASURED_DAYS = 7
SIMULATED, PREDICTED = "simulated", "predicted"
UNDECIDED = ("draft", "submitted")
# One of them takes some kilobytes.
_KEPT = 1_000
_figures: WeakKeyDictionary[Store, OrderedDict[int, PlanFigures]] = WeakKeyDictionary()
_lock = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLevel:
    """
    Service level that a plan gives a queue.

    Attributes
    ----------
    queue : str
        Its name.
    contacts : float
        Expected in the plan.
    level, goal : float or None
        Shares; None where not known or not promised.
    peak_agents : int
        Most agents in an interval.
    """

    queue: str
    contacts: float
    level: float | None
    goal: float | None
    peak_agents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """A line of the staffing request that waits: heads, and the last day to decide."""

    heads: int
    decide_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigures:
    """
    Figures of a plan.

    Attributes
    ----------
    first : date
        First day planned.
    days : int
        Calendar days.
    timezone, currency : str
        Of the plan.
    level : float or None
        Service level of all queues.
    level_basis : str
        ``simulated`` or ``predicted``; empty where it is not known.
    queues : tuple of QueueLevel
        The same by queue.
    goal : mapping
        Goal of the campaign when it was planned.
    occupancy : Ratio
        Agents busy and agents on contacts, summed over intervals.
    hours : mapping of date to Ratio
        By day, agent-hours short and required.
    over_hours : float or None
        Agent-hours scheduled beyond what is required.
    missing : int or None
        Persons lacking in the worst week.
    adherence : mapping of str to Ratio
        By agent, adherent and scheduled minutes of the last measured days.
    adherence_last : date or None
        The last of them.
    undecided : tuple of Undecided
        Lines of the staffing request that wait for a decision.
    """

    first: date
    days: int
    timezone: str
    currency: str
    level: float | None
    level_basis: str
    queues: tuple[QueueLevel, ...]
    goal: Mapping[str, object]
    occupancy: Ratio
    hours: Mapping[date, Ratio]
    over_hours: float | None
    missing: int | None
    adherence: Mapping[str, Ratio] = field(repr=False)
    adherence_last: date | None
    undecided: tuple[Undecided, ...]

    @property
    def last(self) -> date:
        """Last day planned."""
        return self.first + timedelta(days=self.days - 1)

    def short_from(self, first: date, days: int) -> Ratio:
        """Agent-hours short and required in some days from one on."""
        wanted = [first + timedelta(days=n) for n in range(days)]
        return sum((self.hours.get(day, Ratio()) for day in wanted), Ratio())

    @property
    def coverage(self) -> Ratio:
        """Agent-hours short and required in all days."""
        return sum(self.hours.values(), Ratio())

    def adherence_of(self, agents: frozenset[str] | None = None) -> Ratio:
        """Adherent and scheduled minutes of some agents; of everybody with None."""
        chosen = (
            each
            for agent, each in self.adherence.items()
            if agents is None or agent in agents
        )
        return sum(chosen, Ratio())


def plan_figures(store: Store, version_id: int) -> PlanFigures:
    """
    Figures of a saved plan.

    Parameters
    ----------
    store : Store
        Where it is; that the reader may see it has been checked.
    version_id : int
        Of kind ``plan`` or ``schedule``.

    Returns
    -------
    PlanFigures
        The same for good.

    Raises
    ------
    StoreError, TableError
        If the version is damaged.
    """
    with _lock:
        kept = _figures.setdefault(store, OrderedDict())
        if version_id in kept:
            kept.move_to_end(version_id)
            return kept[version_id]
    made = _made(open_plan(store, version_id))
    with _lock:
        kept[version_id] = made
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return made


def _made(plans: Plans) -> PlanFigures:
    summary = plans.summary
    requirement, simulated = plans.table("requirement"), plans.table("simulation")
    measured, last = _adherence(plans.adherence)
    queues = _queues(summary, requirement)
    level, basis = _level(summary, queues)
    return PlanFigures(
        first=plans.days[0],
        days=summary["days"],
        timezone=plans.timezone,
        currency=summary.get("currency", ""),
        level=level,
        level_basis=basis,
        queues=queues,
        goal=summary.get("goal", {}),
        occupancy=_occupancy(simulated) if len(simulated) else _occupancy(requirement),
        hours=_hours(plans.table("coverage"), summary["interval"]),
        over_hours=summary.get("over_hours"),
        missing=summary.get("headcount_missing"),
        adherence=measured,
        adherence_last=last,
        undecided=_undecided(plans.requests),
    )


def _level(
    summary: Summary, queues: tuple[QueueLevel, ...]
) -> tuple[float | None, str]:
    """Service level of all queues, and where it comes from."""
    told = summary.get("simulation") or {}
    simulated = (told.get("scheduled") or {}).get("service_level")
    if simulated is not None:
        return float(simulated), SIMULATED
    total = sum(
        (
            Ratio(q.level * q.contacts, q.contacts)
            for q in queues
            if q.level is not None
        ),
        Ratio(),
    )
    return total.share, PREDICTED if total.whole else ""


def _queues(summary: Summary, requirement: pd.DataFrame) -> tuple[QueueLevel, ...]:
    """Level by queue: of the simulation where there is one, else as worked out."""
    told = (summary.get("simulation") or {}).get("queues") or []
    simulated = {row["queue"]: row for row in told}
    rows = []
    for each in summary.get("queues", []):
        name = str(each["queue"])
        judged = simulated.get(name, {})
        level = (judged.get("scheduled") or {}).get("service_level")
        if level is None:
            level = _predicted(requirement[requirement["queue"] == name])
        goal = judged.get("goal", summary.get("goal", {}).get("service_level"))
        rows.append(
            QueueLevel(
                queue=name,
                contacts=float(each.get("contacts") or 0.0),
                level=level,
                goal=goal,
                peak_agents=int(each.get("peak_agents") or 0),
            )
        )
    return tuple(rows)


def _predicted(rows: pd.DataFrame) -> float | None:
    known = rows[rows["service_level"].notna() & (rows["volume"] > 0)]
    if known.empty:
        return None
    return float(np.average(known["service_level"], weights=known["volume"]))


def _occupancy(rows: pd.DataFrame) -> Ratio:
    known = rows[rows["occupancy"].notna() & (rows["agents"] > 0)]
    busy = float((known["occupancy"] * known["agents"]).sum())
    return Ratio(busy, float(known["agents"].sum()))


def _hours(coverage: pd.DataFrame, interval: int) -> dict[date, Ratio]:
    if coverage.empty:
        return {}
    days = coverage["start"].dt.date
    sums = coverage[["short", "required"]].groupby(days).sum() * (interval / 60)
    pairs = zip(sums["short"].tolist(), sums["required"].tolist(), strict=True)
    return {
        day: Ratio(*pair) for day, pair in zip(sums.index.tolist(), pairs, strict=True)
    }


def _adherence(rows: pd.DataFrame) -> tuple[dict[str, Ratio], date | None]:
    known = rows[rows["scheduled_minutes"] > 0]
    if known.empty:
        return {}, None
    last = known["date"].max()
    since = last - np.timedelta64(MEASURED_DAYS - 1, "D")
    recent = known[known["date"] >= since]
    columns = ["adherent_minutes", "scheduled_minutes"]
    sums = recent.groupby("agent")[columns].sum()
    return {
        str(agent): Ratio(float(row[columns[0]]), float(row[columns[1]]))
        for agent, row in sums.iterrows()
    }, last.date()


def _undecided(requests: pd.DataFrame) -> tuple[Undecided, ...]:
    waiting = requests[requests["state"].isin(UNDECIDED)].sort_values("decide_by")
    return tuple(
        Undecided(heads=int(row["heads"]), decide_by=row["decide_by"].date())
        for row in waiting.to_dict("records")
    )
