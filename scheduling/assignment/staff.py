"""Agents as the optimiser sees them: limits of their contract, skills, time away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.assignment.personal import away_slots, personal_limits
from scheduling.assignment.wishes import wishes_of
from scheduling.shifts import paid_lengths, shift_set
from wfm.errors import ConflictError, Problem, TableError
from wfm.tables import AGENTS, AVAILABILITY, PREFERENCES, TIME_OFF
from wfm.tables.absences import overlapping_time_off

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from numpy.typing import NDArray

    from scheduling.assignment.personal import Personal, SlotClock
    from scheduling.assignment.wishes import Wish
    from scheduling.problem import Demand
    from scheduling.shifts import ShiftSet
    from wfm.labour.rules import WorkRules

ORDINARY, SUCCESSIVE = "ordinary", "successive_shifts"


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """
    What one contract allows under the rules in force.

    Attributes
    ----------
    name : str
        Of the contract.
    week_minutes : int
        Most paid minutes in a week.
    min_days, max_days : int
        Working days in a week.
    earns_surcharge : bool
        Whether night and Sunday work is paid extra.
    pay_factor : float
        Pay of an hour relative to an ordinary one: successive shifts earn the ordinary
        week's salary in fewer hours.
    shifts : ShiftSet
        Shapes allowed.
    """

    name: str
    week_minutes: int
    min_days: int
    max_days: int
    earns_surcharge: bool
    pay_factor: float
    shifts: ShiftSet


@dataclass(frozen=True, slots=True)
class Person:
    """
    One agent.

    Attributes
    ----------
    agent : str
        Identifier.
    contract : str
        Name of the contract.
    queues : tuple of int
        Queues that the agent can serve.
    own : Personal
        Limits that hold for this agent only.
    away_days : ndarray of bool, shape (days,)
        Days on which the agent is away, in part or whole.
    employed : ndarray of bool, shape (days,)
        Days between first and last day in the company.
    hourly_cost : float
        A paid hour, surcharges apart.
    wishes : tuple of Wish
        What the agent would rather work.
    """

    agent: str
    contract: str
    queues: tuple[int, ...]
    own: Personal
    away_days: NDArray[np.bool_]
    employed: NDArray[np.bool_]
    hourly_cost: float
    wishes: tuple[Wish, ...] = ()


def contract_terms(
    contracts: pd.DataFrame, rules: WorkRules, interval: int
) -> dict[str, ContractTerms]:
    """
    Terms of every contract: the tighter of the contract and the law.

    Raises
    ------
    ConflictError
        If a contract contradicts itself or the rules; names what does.
    """
    conflicts: list[str] = []
    terms = {}
    for row in contracts.to_dict("records"):
        successive = row["regime"] == SUCCESSIVE
        prefix = "successive_" if successive else ""
        day_limit = min(row["max_day_minutes"], rules.minutes(f"{prefix}day_minutes"))
        week = min(row["weekly_minutes"], rules.minutes(f"{prefix}week_minutes"))
        shortest = int(row["min_day_minutes"])
        found = _contradictions(row, rules, day_limit, week)
        lengths = [] if found else paid_lengths(rules, shortest, day_limit)
        if not found and not lengths:
            found = [
                f"contract {row['contract']}: no shift of {shortest} to {day_limit} "
                "minutes has room for lunch and pauses (lunch_over_minutes, "
                "lunch_latest_minute, break_edge_minutes): let min_day_minutes and "
                "max_day_minutes lie further apart"
            ]
        conflicts += found
        if not found:
            terms[row["contract"]] = ContractTerms(
                row["contract"],
                week,
                int(row["min_days"]),
                min(int(row["max_days"]), rules.minutes("consecutive_days")),
                not successive,
                rules["week_minutes"] / week if successive else 1.0,
                shift_set(rules, lengths, interval),
            )
    if conflicts:
        raise ConflictError(conflicts)
    return terms


def _contradictions(
    row: Mapping[Hashable, object], rules: WorkRules, day_limit: int, week: int
) -> list[str]:
    name = row["contract"]
    shortest, fewest, most = (
        int(str(row[key])) for key in ("min_day_minutes", "min_days", "max_days")
    )
    found = []
    if shortest > day_limit:
        found.append(
            f"contract {name}: min_day_minutes = {shortest} contradicts day_maximum = "
            f"{day_limit} ({rules.source('day_minutes')})"
        )
    if fewest > most:
        found.append(f"contract {name}: min_days = {fewest} > max_days = {most}")
    if fewest * shortest > week:
        found.append(
            f"contract {name}: min_days = {fewest} of min_day_minutes = {shortest} "
            f"contradict week_maximum = {week} minutes"
        )
    if fewest > rules.minutes("consecutive_days"):
        found.append(
            f"contract {name}: min_days = {fewest} contradicts consecutive_days = "
            f"{rules.minutes('consecutive_days')} ({rules.source('consecutive_days')})"
        )
    return found


@dataclass(frozen=True, slots=True)
class StaffTables:
    """
    Typed tables about people.

    Attributes
    ----------
    agents, time_off, availability, preferences : DataFrame
        Tables of these names; all but the first may be None.
    """

    agents: pd.DataFrame
    time_off: pd.DataFrame | None = None
    availability: pd.DataFrame | None = None
    preferences: pd.DataFrame | None = None


def people(
    tables: StaffTables,
    terms: Mapping[str, ContractTerms],
    clock: SlotClock,
    rules: WorkRules,
    queue_skills: Mapping[str, str],
) -> list[Person]:
    """
    Agents who can serve at least one queue.

    Parameters
    ----------
    tables : StaffTables
        Who they are.
    terms : mapping of str to ContractTerms
        Of the week in hand.
    clock : SlotClock
        Of the horizon.
    rules : WorkRules
        Of the week in hand.
    queue_skills : mapping of str to str
        Skill of each queue; its name by default.

    Raises
    ------
    TableError
        If an agent has a contract that does not exist, or another table names an
        agent who does not.
    """
    agents, demand = tables.agents, clock.demand
    _check_names(tables, terms)
    employed = _employed(agents, demand)
    away = away_slots(agents, demand, tables.time_off, employed)
    own = personal_limits(
        agents, clock, rules, away=away, availability=tables.availability
    )
    wishes = wishes_of(tables.preferences, agents)
    by_skill: dict[str, list[int]] = {}
    for number, queue in enumerate(demand.queues):
        by_skill.setdefault(queue_skills.get(queue, queue), []).append(number)
    cost = pd.Series(rules["hourly_cost"], agents.index)
    if "hourly_cost" in agents:
        cost = agents["hourly_cost"].fillna(cost)
    staff = []
    for agent, contract, skills, hourly in zip(
        agents["agent"], agents["contract"], agents["skills"], cost, strict=True
    ):
        queues = {
            queue
            for skill in skills.split(";")
            for queue in by_skill.get(skill.strip(), [])
        }
        if queues:
            days = np.add.reduceat(away[agent], demand.day_slots[:-1]) > 0
            staff.append(
                Person(
                    agent,
                    contract,
                    tuple(sorted(queues)),
                    own[agent],
                    days[: len(demand.dates)],
                    employed[agent],
                    float(hourly) * terms[contract].pay_factor,
                    tuple(wishes.get(agent, ())),
                )
            )
    return staff


def _check_names(tables: StaffTables, terms: Mapping[str, ContractTerms]) -> None:
    agents = tables.agents
    problems = [
        Problem(
            AGENTS.source(agents),
            f"is the contract of {agent!r} and is not among the contracts: add it, or "
            "correct its name",
            row=row + 2,
            column="contract",
            value=contract,
        )
        for row, (agent, contract) in enumerate(
            zip(agents["agent"], agents["contract"], strict=True)
        )
        if contract not in terms
    ]
    known = set(agents["agent"])
    others = (
        (TIME_OFF, tables.time_off),
        (AVAILABILITY, tables.availability),
        (PREFERENCES, tables.preferences),
    )
    problems += [
        Problem(
            kind.source(table),
            "is not among the agents: correct the name, or leave the row out",
            row=row + 2,
            column="agent",
            value=agent,
        )
        for kind, table in others
        if table is not None
        for row, agent in enumerate(table["agent"])
        if agent not in known
    ]
    if tables.time_off is not None:
        problems += overlapping_time_off(tables.time_off)
    if problems:
        raise TableError(problems)


def _employed(agents: pd.DataFrame, demand: Demand) -> dict[str, NDArray[np.bool_]]:
    dates = pd.Series(demand.dates)
    first = agents.get("available_from", pd.Series(pd.NaT, index=agents.index))
    last = agents.get("available_until", pd.Series(pd.NaT, index=agents.index))
    return {
        agent: (
            (pd.isna(begin) | (dates >= begin)) & (pd.isna(end) | (dates <= end))
        ).to_numpy()
        for agent, begin, end in zip(agents["agent"], first, last, strict=True)
    }
