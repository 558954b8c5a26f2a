"""What is given up, one thing at a time, to see which of them leaves people missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.assignment.memory import memories
from wfm.intervals import epoch_minutes
from wfm.tables.shortages import PEOPLE, PRICE, ROSTER, RULE, SKILL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scheduling.explain.case import Case

_SUNDAY = 6
_NO_LIMIT = 99
_WEEK = 7
# As many people as there are.
_TIMES = 2, 10


@dataclass(frozen=True, slots=True)
class Trial:
    """
    One thing given up.

    Attributes
    ----------
    reason, rule : str
        As in the shortages table.
    parameter : str
        Parameter of the rules behind it; empty where there is none.
    case : Case
        The week without it.
    times : int
        As many of everybody.
    """

    reason: str
    rule: str
    parameter: str
    case: Case
    times: int = 1


def stages(case: Case) -> Iterator[list[Trial]]:
    """
    List what can be given up in a week, and the week without it.

    Parameters
    ----------
    case : Case
        The week as it is.

    Yields
    ------
    list of Trial
        The week as it is; then skills and rules, without those that play no part in
        the week; then more people; then prices. What an earlier list explains is no
        matter for a later one.
    """
    yield [Trial(ROSTER, "", "", case)]
    found = [Trial(SKILL, SKILL, "", _all_skills(case))] if _lack_skills(case) else []
    found += [
        Trial(RULE, rule, parameter, without(case))
        for rule, parameter, plays, without in _RULES
        if plays(case)
    ]
    yield found
    for times in _TIMES:
        yield [Trial(PEOPLE, "", "", _many(case, times), times)]
    free = case.with_rules(over_price=0.0, idle_price=0.0)
    yield [Trial(PRICE, "", "short_price", replace(free, surcharges=False))]


def _many(case: Case, times: int) -> Case:
    """Everybody several times, with the same hours and time off."""
    staff = case.staff
    hours, off = staff.availability, staff.time_off
    many = replace(
        staff,
        agents=_copied(staff.agents, times),
        time_off=None if off is None else _copied(off, times),
        availability=None if hours is None else _copied(hours, times),
    )
    return replace(case, staff=many)


def _copied(rows: pd.DataFrame, times: int) -> pd.DataFrame:
    copies = [
        rows.assign(agent=rows["agent"].astype(str) + f" ({number})")
        for number in range(1, times)
    ]
    return pd.concat([rows, *copies], ignore_index=True)


def _lack_skills(case: Case) -> bool:
    wanted = set(map(case.skill, case.demand.queues))
    return any(wanted - own for own in _skills(case))


def _skills(case: Case) -> Iterator[set[str]]:
    for skills in case.staff.agents["skills"]:
        yield {skill.strip() for skill in skills.split(";")}


def _all_skills(case: Case) -> Case:
    every = ";".join(sorted(set(map(case.skill, case.demand.queues))))
    return case.with_agents(case.staff.agents.assign(skills=every))


def off_in(case: Case) -> pd.DataFrame:
    """Time off that touches the week."""
    rows = case.staff.time_off
    if rows is None or rows.empty:
        return pd.DataFrame({"agent": [], "start": [], "end": []})
    demand = case.demand
    end = demand.epoch + demand.slots * demand.interval
    inside = (epoch_minutes(rows["start"]) < end) & (
        epoch_minutes(rows["end"]) > demand.epoch
    )
    return rows[np.asarray(inside)]


def _has_restrictions(case: Case) -> bool:
    agents = case.staff.agents
    return "restrictions" in agents and bool((agents["restrictions"] != "").any())


def _has_availability(case: Case) -> bool:
    hours = case.staff.availability
    return hours is not None and not hours.empty


def _sundays_used_up(case: Case) -> bool:
    """Whether somebody may not work a Sunday of the week on which queues are open."""
    demand, law = case.demand, case.law()
    most = law["sundays_a_month"]
    past = memories(case.before, demand, law).values()
    return any(
        date.day_of_week == _SUNDAY
        and demand.open[:, first:last].any()
        and (
            most == 0
            or any(
                each.sundays.get((date.year, date.month), 0) >= most for each in past
            )
        )
        for date, first, last in zip(
            demand.dates, demand.day_slots[:-2], demand.day_slots[1:-1], strict=True
        )
    )


def _always(case: Case) -> bool:
    return len(case.staff.agents) > 0


def _opens_briefly(case: Case) -> bool:
    """Whether some opening hours are shorter than the shortest shift of a contract."""
    is_open = np.concatenate([[False], case.demand.open.any(axis=0), [False]])
    runs = np.diff(np.flatnonzero(is_open[1:] != is_open[:-1]).reshape(-1, 2), axis=1)
    longest = case.contracts["min_day_minutes"].max()
    return bool((runs * case.demand.interval < longest).any())


def _ever_open(case: Case) -> Case:
    demand = case.demand
    return replace(case, demand=replace(demand, open=np.ones_like(demand.open)))


def _short_shifts(case: Case) -> Case:
    least = case.law().minutes("length_step_minutes")
    return replace(case, contracts=case.contracts.assign(min_day_minutes=least))


def _any_days(case: Case) -> Case:
    return replace(case, contracts=case.contracts.assign(min_days=0, max_days=_WEEK))


_RULES: tuple[tuple[str, str, Callable[[Case], bool], Callable[[Case], Case]], ...] = (
    (
        "time_off",
        "",
        lambda case: len(off_in(case)) > 0,
        lambda case: replace(case, staff=replace(case.staff, time_off=None)),
    ),
    (
        "availability",
        "",
        _has_availability,
        lambda case: replace(case, staff=replace(case.staff, availability=None)),
    ),
    (
        "restriction",
        "",
        _has_restrictions,
        lambda case: case.with_agents(case.staff.agents.assign(restrictions="")),
    ),
    (
        "worked_sundays",
        "sundays_a_month",
        _sundays_used_up,
        lambda case: case.with_rules(sundays_a_month=_NO_LIMIT),
    ),
    (
        "rest_between_shifts",
        "rest_minutes",
        _always,
        lambda case: case.with_rules(rest_minutes=0),
    ),
    ("closed", "", _opens_briefly, _ever_open),
    ("day_minimum", "", _always, _short_shifts),
    (
        "contract_days",
        "consecutive_days",
        _always,
        lambda case: _any_days(case.with_rules(consecutive_days=_WEEK)),
    ),
)
