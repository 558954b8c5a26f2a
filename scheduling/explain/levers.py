"""What one more person of each contract, or one more with a skill, would save."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.assignment.members import open_week
from scheduling.assignment.staff import StaffTables
from scheduling.assignment.tours import WEEK
from scheduling.assignment.worth import Worth
from scheduling.explain.case import relaxed
from wfm.tables.shortages import CONTRACT, SKILL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from scheduling.assignment.week import Member
    from scheduling.explain.case import Case, Relaxed

_NEW = "one more"
# Agent-hours of shortage; a lesson worth less is not worth a line.
_LITTLE = 0.01


@dataclass(frozen=True, slots=True)
class Lever:
    """
    One more person, or one who learns a skill, in one week.

    Attributes
    ----------
    lever, contract, skills : str
        As in the levers table.
    queues : tuple of str
        Queues that the person can serve then.
    short_hours, saving : float
        Agent-hours and money of the relaxation, solved again with the person.
    dual_saving : float
        What the person's best week is worth at the prices of the week as it is.
    pay : float
        Contracted pay of the week; 0 where nobody is hired.
    """

    lever: str
    contract: str
    skills: str
    queues: tuple[str, ...]
    short_hours: float
    saving: float
    dual_saving: float
    pay: float


def levers(
    case: Case, short: NDArray[np.float64], tell: Callable[[float], None]
) -> list[Lever]:
    """
    Measure what one more person would save in a week.

    Every contract is priced with every set of skills at the dual values of the week,
    and its best set solved exactly; of those who could learn the skill of a short
    queue likewise.

    Parameters
    ----------
    case : Case
        The week.
    short : ndarray of float64, shape (queues, slots)
        Agents missing in the schedule.
    tell : callable
        Told the share that is done.

    Returns
    -------
    list of Lever
        Contracts in their order, then skills by shortage.
    """
    base = relaxed(case)
    chosen = [*_hires(case, base), *_lessons(case, base, short)]
    tell(1 / (len(chosen) + 1))
    found = []
    for number, lever in enumerate(chosen):
        found.append(_measured(lever, base, case.demand.hours))
        tell((number + 2) / (len(chosen) + 1))
    return found


@dataclass(frozen=True, slots=True)
class _Candidate:
    lever: str
    contract: str
    skills: str
    case: Case
    dual: float
    pay: float


def _measured(chosen: _Candidate, base: Relaxed, hours: float) -> Lever:
    after = relaxed(chosen.case)
    demand = chosen.case.demand
    own = {skill.strip() for skill in chosen.skills.split(";")}
    return Lever(
        chosen.lever,
        chosen.contract,
        chosen.skills,
        tuple(queue for queue in demand.queues if chosen.case.skill(queue) in own),
        # Who would only be in the way can be left out.
        max(0.0, float((base.short - after.short).sum()) * hours),
        max(0.0, base.price - after.price),
        max(0.0, chosen.dual),
        chosen.pay,
    )


def _hires(case: Case, base: Relaxed) -> Iterator[_Candidate]:
    """One more person of each contract, with the skills that are worth most."""
    agents = case.staff.agents
    skills = sorted({*agents["skills"], *map(case.skill, case.demand.queues)})
    contracts = case.contracts["contract"].tolist()
    priced = _priced(
        case, base, [(name, each) for name in contracts for each in skills]
    )
    for name in contracts:
        best = max(skills, key=lambda each: priced[name, each][0])
        dual, pay = priced[name, best]
        row = pd.DataFrame({"agent": [_NEW], "contract": [name], "skills": [best]})
        more = pd.concat([agents, row], ignore_index=True)
        # Texts of the new row are empty, not unknown.
        texts = [each for each in agents if pd.api.types.is_string_dtype(agents[each])]
        hired = case.with_agents(more.fillna(dict.fromkeys(texts, "")))
        yield _Candidate(CONTRACT, name, best, hired, dual, pay)


def _lessons(
    case: Case, base: Relaxed, short: NDArray[np.float64]
) -> Iterator[_Candidate]:
    """One person learns the skill of a short queue: the one of most use with it."""
    agents, law = case.staff.agents, case.law()
    little = _LITTLE * law["hourly_cost"] * law["short_price"]
    missing: dict[str, float] = {}
    for queue, hours in zip(case.demand.queues, short.sum(axis=1), strict=True):
        missing[case.skill(queue)] = missing.get(case.skill(queue), 0.0) + float(hours)
    for skill in sorted(missing, key=lambda name: (-missing[name], name)):
        lacking = [skill not in _split(each) for each in agents["skills"]]
        kinds = agents[lacking].drop_duplicates(["contract", "skills"])
        if missing[skill] <= 0 or kinds.empty:
            continue
        now = list(zip(kinds["contract"], kinds["skills"], strict=True))
        then = [(contract, f"{skills};{skill}") for contract, skills in now]
        priced = _priced(case, base, [*now, *then])
        gains = [
            priced[after][0] - priced[before][0]
            for before, after in zip(now, then, strict=True)
        ]
        which = int(np.argmax(gains))
        if gains[which] < little:
            continue
        contract, skills = then[which]
        learned = agents.assign(
            skills=agents["skills"].where(agents.index != kinds.index[which], skills)
        )
        taught = case.with_agents(learned)
        yield _Candidate(SKILL, contract, skills, taught, gains[which], 0.0)


def _split(skills: str) -> set[str]:
    return {skill.strip() for skill in skills.split(";")}


def _priced(
    case: Case, base: Relaxed, kinds: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], tuple[float, float]]:
    """Worth of the best week of people at the dual prices, and their contracted pay."""
    names = [str(number) for number in range(len(kinds))]
    contracts, skills = zip(*kinds, strict=True)
    people = pd.DataFrame({"agent": names, "contract": contracts, "skills": skills})
    alone = replace(case, staff=StaffTables(people))
    work = alone.work()
    found = dict.fromkeys(kinds, (0.0, 0.0))
    for member in open_week(work, case.week, {}, base.aim).members:
        person = member.person
        week = person.hourly_cost * work.terms[person.contract].week_minutes / 60
        pay = week * len(case.week.days) / WEEK
        found[kinds[int(person.agent)]] = _worth(member), pay
    return found


def _worth(member: Member) -> float:
    # Infinite reach: the dual prices alone, whatever the coverage is.
    prices = Worth(member.crew, np.inf, member.rate).prices()
    tour = member.crew.pricer.best(np.where(member.open, prices, np.inf), member.limits)
    if tour is None:
        return 0.0
    worked = [(day, shape) for day, shape in enumerate(tour) if shape >= 0]
    paid = sum(int(member.crew.shifts.paid[shape]) for _, shape in worked)
    idle = max(0, member.limits.due_minutes - paid) * member.limits.idle_price
    return -sum(float(prices[at]) for at in worked) - idle
