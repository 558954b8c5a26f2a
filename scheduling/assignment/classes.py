"""Agents counted by crew, for the bound of a week and for its contracted pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.members import open_week
from scheduling.assignment.tours import WEEK
from scheduling.board import Aim
from scheduling.model.bound import AgentClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduling.assignment.members import RosterWork
    from scheduling.assignment.week import Member
    from scheduling.problem import Week


def agent_classes(work: RosterWork, week: Week) -> list[AgentClass]:
    """
    Count agents by contract and queues, for the bound of a week.

    Parameters
    ----------
    work : RosterWork
        Staff, terms and rules.
    week : Week
        Which week. What an agent brings from the week before counts in the first one
        only: later it depends on the roster, which the bound must not.
    """
    groups: dict[tuple[str, tuple[int, ...]], list[Member]] = {}
    free = {} if week.first else work.memories
    nowhere = Aim.nothing(work.board.demand)
    for member in open_week(work, week, free, nowhere).members:
        person = member.person
        groups.setdefault((person.contract, person.queues), []).append(member)
    return [_counted(work, groups[key]) for key in sorted(groups)]


def _counted(work: RosterWork, members: Sequence[Member]) -> AgentClass:
    crew = members[0].crew
    terms = work.terms[members[0].person.contract]
    may = np.stack([member.open for member in members]).sum(axis=0, dtype=np.int64)
    there = np.stack([member.open.any(axis=1) for member in members])
    longest = int(terms.shifts.paid.max())
    # An absent agent's hours are not there for colleagues to work.
    days = [
        min(member.limits.max_days, int(count))
        for member, count in zip(members, there.sum(axis=1), strict=True)
    ]
    return AgentClass(
        terms.shifts,
        crew.queues,
        may,
        tuple(there.sum(axis=0).tolist()),
        len(members),
        work.rules.minutes("rest_minutes"),
        sum(
            min(member.limits.week_minutes, count * longest)
            for member, count in zip(members, days, strict=True)
        ),
        sum(member.limits.due_minutes for member in members),
        sum(
            min(member.limits.min_days, count)
            for member, count in zip(members, days, strict=True)
        ),
        sum(days),
        min(member.person.hourly_cost for member in members)
        if terms.earns_surcharge
        else 0.0,
    )


def contracted_pay(work: RosterWork, week: Week) -> float:
    """Pay that the contracts promise for a week, whatever is worked."""
    days = list(week.days)
    return sum(
        person.hourly_cost
        * work.terms[person.contract].week_minutes
        / 60
        * float(person.employed[days].sum())
        / WEEK
        for person in work.staff
    )
