"""Agents as the optimiser sees them: limits of their contract, skills, time away."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.shifts import paid_lengths, shift_set
from wfm.errors import ConflictError, Problem, TableError
from wfm.intervals import epoch_minutes

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from numpy.typing import NDArray

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
    away : ndarray of bool, shape (slots,)
        Slots in which the agent cannot work.
    away_days : ndarray of bool, shape (days,)
        Days on which the agent is away, in part or whole.
    employed : ndarray of bool, shape (days,)
        Days between first and last day in the company.
    hourly_cost : float
        A paid hour, surcharges apart.
    """

    agent: str
    contract: str
    queues: tuple[int, ...]
    away: NDArray[np.bool_]
    away_days: NDArray[np.bool_]
    employed: NDArray[np.bool_]
    hourly_cost: float


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
                "lunch_latest_minute, break_edge_minutes)"
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


def people(
    agents: pd.DataFrame,
    terms: Mapping[str, ContractTerms],
    demand: Demand,
    *,
    time_off: pd.DataFrame | None,
    queue_skills: Mapping[str, str],
    hourly_cost: float,
) -> list[Person]:
    """
    Agents who can serve at least one queue.

    Raises
    ------
    TableError
        If an agent has a contract that does not exist, or time off names an agent who
        does not.
    """
    _check_names(agents, terms, time_off)
    employed = _employed(agents, demand)
    away = _away(agents, demand, time_off, employed)
    by_skill: dict[str, list[int]] = {}
    for number, queue in enumerate(demand.queues):
        by_skill.setdefault(queue_skills.get(queue, queue), []).append(number)
    own_cost = (
        agents["hourly_cost"].fillna(hourly_cost).tolist()
        if "hourly_cost" in agents
        else [hourly_cost] * len(agents)
    )
    staff = []
    for agent, contract, skills, cost in zip(
        agents["agent"], agents["contract"], agents["skills"], own_cost, strict=True
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
                    away[agent],
                    days[: len(demand.dates)],
                    employed[agent],
                    cost * terms[contract].pay_factor,
                )
            )
    return staff


def _check_names(
    agents: pd.DataFrame,
    terms: Mapping[str, ContractTerms],
    time_off: pd.DataFrame | None,
) -> None:
    problems = [
        Problem(
            "agents",
            f"is the contract of {agent!r} and is not among the contracts",
            row=row + 2,
            column="contract",
            value=contract,
        )
        for row, (agent, contract) in enumerate(
            zip(agents["agent"], agents["contract"], strict=True)
        )
        if contract not in terms
    ]
    if time_off is not None:
        known = set(agents["agent"])
        problems += [
            Problem(
                "time off",
                "is not among the agents",
                row=row + 2,
                column="agent",
                value=agent,
            )
            for row, agent in enumerate(time_off["agent"])
            if agent not in known
        ]
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


def _away(
    agents: pd.DataFrame,
    demand: Demand,
    time_off: pd.DataFrame | None,
    employed: Mapping[str, NDArray[np.bool_]],
) -> dict[str, NDArray[np.bool_]]:
    slots = np.diff(demand.day_slots)
    # The day after the horizon is only there for night shifts to end in.
    away = {
        agent: np.repeat(np.append(~employed[agent], False), slots)
        for agent in agents["agent"]
    }
    if time_off is not None and len(time_off):
        first = (epoch_minutes(time_off["start"]) - demand.epoch) / demand.interval
        last = (epoch_minutes(time_off["end"]) - demand.epoch) / demand.interval
        for agent, low, high in zip(time_off["agent"], first, last, strict=True):
            away[agent][max(floor(low), 0) : max(ceil(high), 0)] = True
    return away
