"""Agents with their contracts as members of a team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from scheduling.team import Member, Period
from wfm.errors import ConflictError, InputError, Problem, TableError
from wfm.intervals import DAY_MINUTES

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from scheduling.solve.catalogue import NamedShift
    from wfm.labour.rules import WorkRules

_SUCCESSIVE, _WEEK = "successive_shifts", 7


@dataclass(frozen=True, slots=True)
class TeamTables:
    """
    Typed tables and what dates mean.

    Attributes
    ----------
    agents, contracts, time_off : DataFrame
        Tables of these names; the last may be None.
    dates : DatetimeIndex
        Days of the horizon, naive midnights.
    timezone : str
        Their zone.
    queue_skills : mapping of str to str
        Skill of each queue; its name by default.
    """

    agents: pd.DataFrame
    contracts: pd.DataFrame
    time_off: pd.DataFrame | None
    dates: pd.DatetimeIndex
    timezone: str
    queue_skills: Mapping[str, str]


def members(
    tables: TeamTables, shifts: Sequence[NamedShift], law: WorkRules
) -> tuple[Member, ...]:
    """
    Translate agents; the tighter of the contract and the law holds.

    Parameters
    ----------
    tables : TeamTables
        Who works on which terms, and when not.
    shifts : sequence of NamedShift
        Catalogue.
    law : WorkRules
        In force on the first day.

    Returns
    -------
    tuple of Member
        In the order of the agents.

    Raises
    ------
    TableError
        If an agent's contract does not exist.
    InputError
        If an agent has restrictions, or the catalogue leaves no weekly rest.
    ConflictError
        If a contract's week contradicts itself.
    """
    _check(tables, shifts, law)
    terms = {row["contract"]: row for row in tables.contracts.to_dict("records")}
    unfit = [
        f"contract {name} needs shifts of {_days(row, law)[0]:g} to "
        f"{_days(row, law)[1]:g} paid minutes, and the catalogue has none; add one"
        for name, row in terms.items()
        if name in set(tables.agents["contract"])
        and not any(_suits(row, shift, law) for shift in shifts)
    ]
    if unfit:
        raise ConflictError(unfit)
    return tuple(
        _member(row, terms[row["contract"]], tables, shifts, law)
        for row in tables.agents.to_dict("records")
    )


def _check(tables: TeamTables, shifts: Sequence[NamedShift], law: WorkRules) -> None:
    known = set(tables.contracts["contract"])
    problems = [
        Problem(
            "agents",
            f"is the contract of {agent!r} and is not among the contracts",
            row=row + 2,
            column="contract",
            value=contract,
        )
        for row, (agent, contract) in enumerate(
            zip(tables.agents["agent"], tables.agents["contract"], strict=True)
        )
        if contract not in known
    ]
    if problems:
        raise TableError(problems)
    for row in tables.agents.to_dict("records"):
        if row.get("restrictions") or not pd.isna(row.get("born")):
            raise InputError(
                f"{row['agent']!r} has restrictions or a day of birth, which a team's "
                "roster does not know; roster the agent with build_roster"
            )
    latest = max(shifts, key=lambda shift: shift.end)
    first = min(shifts, key=lambda shift: shift.start)
    free = DAY_MINUTES + first.start - max(latest.end - DAY_MINUTES, 0)
    if free < law.minutes("weekly_rest_minutes"):
        raise InputError(
            f"one day off between shifts {latest.name!r} and {first.name!r} is a rest "
            f"of {free} minutes, below weekly_rest_minutes = "
            f"{law.minutes('weekly_rest_minutes')}; start {first.name!r} later"
        )


def _prefix(terms: Mapping[Hashable, Any]) -> str:
    return "successive_" if terms["regime"] == _SUCCESSIVE else ""


def _days(terms: Mapping[Hashable, Any], law: WorkRules) -> tuple[int, int]:
    """Shortest and longest working day."""
    legal = law.minutes(f"{_prefix(terms)}day_minutes")
    return int(terms["min_day_minutes"]), min(int(terms["max_day_minutes"]), legal)


def _suits(terms: Mapping[Hashable, Any], shift: NamedShift, law: WorkRules) -> bool:
    shortest, longest = _days(terms, law)
    return shortest <= shift.paid <= longest


def _member(
    row: Mapping[Hashable, Any],
    terms: Mapping[Hashable, Any],
    tables: TeamTables,
    shifts: Sequence[NamedShift],
    law: WorkRules,
) -> Member:
    skills = {skill.strip() for skill in str(row["skills"]).split(";")}
    off, barred = _away(row, tables, shifts)
    return Member(
        name=row["agent"],
        periods=_weeks(terms, tables.dates, off, law),
        max_days_in_row=law.minutes("consecutive_days"),
        # A Sunday that is habitual would owe a day in return in the week after it.
        max_weekends=min(
            law.minutes("sundays_a_month"), law.minutes("habitual_rest_days") - 1
        ),
        max_shifts={
            shift.name: 0
            for shift in shifts
            if not _suits(terms, shift, law)
            or tables.queue_skills.get(shift.queue, shift.queue) not in skills
        },
        days_off=off,
        barred=barred,
    )


def _weeks(
    terms: Mapping[Hashable, Any],
    dates: pd.DatetimeIndex,
    off: frozenset[int],
    law: WorkRules,
) -> tuple[Period, ...]:
    """Limits from Monday to Sunday; days outside the horizon count as days off."""
    most = min(terms["weekly_minutes"], law.minutes(f"{_prefix(terms)}week_minutes"))
    days = min(terms["max_days"], _WEEK - 1)
    if terms["min_days"] > days:
        raise ConflictError(
            [
                f"contract {terms['contract']}: min_days = {terms['min_days']} leaves "
                f"no day of rest or contradicts max_days = {terms['max_days']}"
            ]
        )
    periods, first = [], 0
    while first < len(dates):
        last = min(first + _WEEK - dates[first].day_of_week, len(dates))
        there = last - first - len(off & set(range(first, last)))
        least = max(0, terms["min_days"] - (_WEEK - there))
        periods.append(Period(last, 0, most, least, days))
        first = last
    return tuple(periods)


def _away(
    row: Mapping[Hashable, Any], tables: TeamTables, shifts: Sequence[NamedShift]
) -> tuple[frozenset[int], frozenset[tuple[int, str]]]:
    """Days on which an agent is away, and shifts that reach into time off."""
    begins, ends = row.get("available_from"), row.get("available_until")
    off = {
        day
        for day, date in enumerate(tables.dates)
        if (not pd.isna(begins) and date < begins)
        or (not pd.isna(ends) and date > ends)
    }
    barred = set()
    if tables.time_off is not None:
        own = tables.time_off[tables.time_off["agent"] == row["agent"]]
        for start, end in zip(own["start"], own["end"], strict=True):
            begin, finish = start.tz_localize(None), end.tz_localize(None)
            for day, date in enumerate(tables.dates):
                if begin < date + pd.Timedelta(days=1) and finish > date:
                    off.add(day)
                barred |= {
                    (day, shift.name)
                    for shift in shifts
                    if begin < date + pd.Timedelta(minutes=shift.end)
                    and finish > date + pd.Timedelta(minutes=shift.start)
                }
    return frozenset(off), frozenset(barred)
