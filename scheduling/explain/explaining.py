"""Explain what a schedule leaves uncovered, week by week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from scheduling.assignment.staff import StaffTables
from scheduling.explain.case import Case, of_week
from scheduling.explain.causes import causes
from scheduling.explain.levers import levers
from scheduling.explain.stretches import shortage, stretches
from scheduling.explain.words import sentence, span
from scheduling.problem import demand as read_demand
from scheduling.solve.given import check_interval
from wfm.errors import ParameterError
from wfm.labour.rules import rule_book
from wfm.performance.coverage import coverage
from wfm.schedule import with_shifts
from wfm.tables import (
    AGENTS,
    AVAILABILITY,
    CONTRACTS,
    REQUIREMENT,
    SCHEDULE,
    TIME_OFF,
)
from wfm.tables.shortages import LEVERS, SHORTAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from scheduling.explain.causes import Cause
    from scheduling.explain.levers import Lever
    from scheduling.problem import Demand, Week
    from wfm.labour.rules import RuleBook
    from wfm.tables import Table

_DECIMALS = 6
# Share of a week's work that finds causes; the rest measures levers.
_CAUSES = 0.7


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    Why a schedule leaves intervals uncovered, and what would help.

    Attributes
    ----------
    reasons : DataFrame
        Shortages table: a row for each stretch of time in which a queue is short.
    levers : DataFrame
        Levers table: one more person by contract, one more with a skill, by week.
    short_hours : float
        Agent-hours uncovered in all.
    explained_hours : float
        Of these, those of the weeks explained.
    """

    reasons: pd.DataFrame
    levers: pd.DataFrame
    short_hours: float
    explained_hours: float


def explain(  # noqa: PLR0913
    schedule: pd.DataFrame,
    requirement: pd.DataFrame,
    agents: pd.DataFrame,
    contracts: pd.DataFrame,
    *,
    time_off: pd.DataFrame | None = None,
    availability: pd.DataFrame | None = None,
    previous: pd.DataFrame | None = None,
    rules: str | Mapping[str, Any] | RuleBook = "co",
    timezone: str = "America/Bogota",
    interval: int | None = None,
    queue_skills: Mapping[str, str] | None = None,
    importance: Mapping[str, float] | None = None,
    weeks: int = 2,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> Explanation:
    """
    Say why each uncovered interval is uncovered, and what one more person would save.

    The week is solved again as a linear programme over fractions of people, each time
    without one thing: the skills asked for, one rule, the number of people, prices. No
    interval may become worse than it is. A reason is what takes away at least half of
    a shortage; hours and money are those solutions' and not estimates. Seats, meetings
    and settled shifts are not looked at.

    Parameters
    ----------
    schedule : DataFrame
        Schedule table, made here or anywhere.
    requirement, agents, contracts, time_off, availability : DataFrame
        Tables of these names, raw or typed.
    previous : DataFrame, optional
        Schedule worked before the first day.
    rules : str, mapping or RuleBook
        Country, or overrides of its parameters.
    timezone : str
        Zone of times without an offset and of the days.
    interval : int, optional
        Interval length in minutes; inferred by default.
    queue_skills : mapping of str to str, optional
        Skill of each queue; its name by default.
    importance : mapping of str to float, optional
        Factor of the price of shortage by queue, 1 by default.
    weeks : int
        Most weeks to explain, those with most uncovered hours first.
    seed : int
        Of the solver.
    progress : callable, optional
        Told the share that is done.

    Returns
    -------
    Explanation

    Raises
    ------
    ParameterError
        If no week is asked for.
    TableError
        If a table breaks its contract or names what does not exist.
    ConflictError
        If rules and contracts contradict each other.
    """
    if weeks < 1:
        raise ParameterError("weeks", weeks, "at least 1")
    needed = REQUIREMENT.parse(requirement, timezone=timezone)
    worked = SCHEDULE.parse(schedule, timezone=timezone)
    check_interval(needed, interval)
    demand = read_demand(needed, timezone=timezone, interval=interval)
    staff = StaffTables(
        AGENTS.parse(agents, timezone=timezone),
        None if time_off is None else TIME_OFF.parse(time_off, timezone=timezone),
        None
        if availability is None
        else AVAILABILITY.parse(availability, timezone=timezone),
    )
    before = [] if previous is None else [SCHEDULE.parse(previous, timezone=timezone)]
    seen = coverage(needed, worked, interval=demand.interval, timezone=timezone)
    whole = Case(
        demand,
        staff,
        CONTRACTS.parse(contracts, timezone=timezone),
        with_shifts(pd.concat([*before, worked], ignore_index=True)),
        rule_book(rules),
        dict(queue_skills or {}),
        importance or {},
        seed,
    )
    return _explained(
        whole, shortage(demand, seen), weeks, progress or (lambda _: None)
    )


def _explained(
    whole: Case,
    short: NDArray[np.float64],
    most: int,
    tell: Callable[[float], None],
) -> Explanation:
    demand = whole.demand
    missing = {week: _hours(demand, week, short) for week in demand.weeks()}
    worst = sorted(missing, key=lambda week: (-missing[week], week.first))
    chosen = sorted(
        (week for week in worst[:most] if missing[week] > 0),
        key=lambda week: week.first,
    )
    reasons: list[dict[str, object]] = []
    found: list[dict[str, object]] = []
    for number, week in enumerate(chosen):

        def told(share: float, done: int = number) -> None:
            tell((done + share) / len(chosen))

        rows, helps = _week(whole, week, short, told)
        reasons += rows
        found += helps
    return Explanation(
        _table(reasons, SHORTAGES, demand.timezone),
        _table(found, LEVERS, demand.timezone),
        sum(missing.values()),
        sum(missing[week] for week in chosen),
    )


def _hours(demand: Demand, week: Week, short: NDArray[np.float64]) -> float:
    first, last = demand.day_slots[[week.first, week.last]].tolist()
    return float(short[:, first:last].sum()) * demand.hours


def _week(
    whole: Case,
    week: Week,
    short: NDArray[np.float64],
    tell: Callable[[float], None],
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    demand = of_week(whole.demand, week)
    earlier = whole.before["date"] < demand.dates[0]
    case = replace(whole, demand=demand, before=whole.before[earlier])
    first = int(whole.demand.day_slots[week.first])
    own = short[:, first : first + demand.required.shape[1]].copy()
    own[:, demand.slots :] = 0.0
    places = list(stretches(demand, own))
    why = causes(case, places, own, lambda share: tell(_CAUSES * share))
    helps = levers(case, own, lambda share: tell(_CAUSES + (1 - _CAUSES) * share))
    return [_reason(case, each, helps) for each in why], [
        _lever(case, each) for each in helps
    ]


def _reason(case: Case, cause: Cause, helps: list[Lever]) -> dict[str, object]:
    start, end = span(case, cause)
    stretch = cause.stretch
    queue = case.demand.queues[stretch.queue]
    return {
        "queue": queue,
        "start": start,
        "end": end,
        "short_agents": round(stretch.agents, _DECIMALS),
        "short_hours": round(stretch.hours, _DECIMALS),
        "reason": cause.reason,
        "rule": cause.rule,
        "source": case.law().source(cause.parameter) if cause.parameter else "",
        "skill": case.skill(queue),
        "relieved_hours": round(cause.hours, _DECIMALS),
        "why": sentence(case, cause, helps),
    }


def _lever(case: Case, lever: Lever) -> dict[str, object]:
    return {
        "week": case.demand.dates[0],
        "lever": lever.lever,
        "contract": lever.contract,
        "skills": lever.skills,
        "short_hours": round(lever.short_hours, _DECIMALS),
        "saving": round(lever.saving, _DECIMALS),
        "dual_saving": round(lever.dual_saving, _DECIMALS),
        "pay": round(lever.pay, _DECIMALS),
        "net": round(lever.saving - lever.pay, _DECIMALS),
    }


def _table(rows: list[dict[str, object]], table: Table, timezone: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=table.names)
    return table.parse(frame, timezone=timezone)
