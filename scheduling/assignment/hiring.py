"""How many people of each contract designed shifts need, so that the pay is least."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduling.assignment.packing import Terms, fewest_people
from scheduling.assignment.staff import contract_terms
from scheduling.model.rows import Model
from scheduling.shifts import paid_lengths
from scheduling.solver import solve
from wfm.errors import SolverError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from scheduling.assignment.staff import ContractTerms
    from scheduling.problem import Demand, Week
    from scheduling.shifts import PlacedShift
    from wfm.labour.rules import WorkRules

FULL_TIME = "full_time"
_GAP, _NODES, _SECONDS = 0.001, 200, 5.0


@dataclass(frozen=True, slots=True)
class Crew:
    """People of one contract: the shifts of each."""

    contract: str
    shifts: list[list[PlacedShift]]


def day_lengths(
    rules: WorkRules, contracts: pd.DataFrame | None, interval: int
) -> list[int]:
    """Paid minutes that a shift may have by law and any of the contracts."""
    if contracts is None:
        low, high = (rules.minutes(f"{name}day_minutes") for name in ("shortest_", ""))
        lengths = paid_lengths(rules, low, high)
        # On an hourly grid a shift of seven and a half hours has no place.
        return [paid for paid in lengths if paid % interval == 0] or lengths
    terms = contract_terms(contracts, rules, interval)
    return sorted({int(paid) for each in terms.values() for paid in each.shifts.paid})


def crews(
    demand: Demand,
    laws: Sequence[tuple[Week, WorkRules]],
    placed: Sequence[PlacedShift],
    contracts: pd.DataFrame | None,
) -> list[Crew]:
    """
    Chain the shifts of a queue into the weeks of people, by contract.

    Parameters
    ----------
    demand : Demand
        The grid.
    laws : sequence of (Week, WorkRules)
        Weeks with the law of their Mondays.
    placed : sequence of PlacedShift
        Shifts of one queue.
    contracts : DataFrame, optional
        Contracts to hire by; without them everybody works full time by law.
    """
    work: dict[str, list[tuple[Week, WorkRules, Terms, Sequence[PlacedShift]]]] = {}
    for week, law in laws:
        mine = [shift for shift in placed if shift.day in week.days]
        if contracts is None:
            terms = Terms(law.minutes("week_minutes"), law.minutes("consecutive_days"))
            work.setdefault(FULL_TIME, []).append((week, law, terms, mine))
            continue
        known = contract_terms(contracts, law, demand.interval)
        for name, shifts in _shared_out(demand, mine, known).items():
            terms = Terms(known[name].week_minutes, known[name].max_days)
            work.setdefault(name, []).append((week, law, terms, shifts))
    return [Crew(name, fewest_people(demand, weeks)) for name, weeks in work.items()]


def _shared_out(
    demand: Demand,
    placed: Sequence[PlacedShift],
    known: Mapping[str, ContractTerms],
) -> dict[str, list[PlacedShift]]:
    """Shifts of a week by contract: a programme over days and lengths."""
    alike: dict[tuple[int, int], list[PlacedShift]] = {}
    for shift in placed:
        paid = shift.paid_minutes(demand.interval)
        alike.setdefault((shift.day, paid), []).append(shift)
    model = Model()
    people = dict(
        zip(
            known,
            model.variables(
                [each.week_minutes * each.pay_factor / 60 for each in known.values()],
                integer=True,
            ),
            strict=True,
        )
    )
    given: dict[tuple[str, int, int], int] = {}
    for (day, paid), same in alike.items():
        fitting = [name for name, each in known.items() if paid in each.shifts.paid]
        variables = model.variables([0.0] * len(fitting), integer=True)
        given |= {
            (name, day, paid): variable
            for name, variable in zip(fitting, variables, strict=True)
        }
        model.row([(v, 1.0) for v in variables], low=len(same), high=len(same))
    for name, terms in known.items():
        _limit(
            model,
            people[name],
            terms,
            {k[1:]: v for k, v in given.items() if k[0] == name},
        )
    answer = solve(model, gap=_GAP, nodes=_NODES, time_limit=_SECONDS)
    if not len(answer.decisions):
        raise SolverError("no way was found to share the shifts among the contracts")
    decisions = answer.decisions
    result: dict[str, list[PlacedShift]] = {name: [] for name in known}
    left = {key: list(same) for key, same in alike.items()}
    for (name, day, paid), variable in given.items():
        for _ in range(round(decisions[variable])):
            result[name].append(left[day, paid].pop())
    return result


def _limit(
    model: Model,
    people: int,
    terms: ContractTerms,
    given: Mapping[tuple[int, int], int],
) -> None:
    """Bound a contract's shifts by the minutes and days that its people work."""
    days = {day for day, _ in given}
    model.row(
        [(people, -float(terms.week_minutes))]
        + [(variable, float(paid)) for (_, paid), variable in given.items()],
        high=0.0,
    )
    worked = [(variable, 1.0) for variable in given.values()]
    model.row([(people, -float(terms.max_days)), *worked], high=0.0)
    for day in days:
        today = [(v, 1.0) for (on, _), v in given.items() if on == day]
        model.row([(people, -1.0), *today], high=0.0)
