"""One week as the relaxation sees it, with inputs that can be exchanged one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.aims import aim
from scheduling.assignment.classes import agent_classes
from scheduling.assignment.locked import cover
from scheduling.assignment.members import RosterWork
from scheduling.assignment.memory import memories
from scheduling.assignment.personal import SlotClock
from scheduling.assignment.staff import StaffTables, contract_terms, people
from scheduling.board import Aim, Board, Prices
from scheduling.model.bound import bound_model
from scheduling.problem import Week
from scheduling.result import SolveStatus
from scheduling.solver import solve
from wfm.errors import ConflictError
from wfm.labour.pay import surcharge

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from scheduling.model.bound import BoundModel
    from scheduling.problem import Demand
    from wfm.labour.rules import RuleBook
    from wfm.labour.work_rules import WorkRules

# An interval worse than it is costs this many times a shortage that is there already.
_WORSE = 10.0


@dataclass(frozen=True, slots=True)
class Case:
    """
    What the roster of one week depends on.

    Attributes
    ----------
    demand : Demand
        Of that week alone.
    staff : StaffTables
        Typed tables about people.
    contracts : DataFrame
        Typed.
    before : DataFrame
        Typed schedule worked before the week.
    book : RuleBook
        Whose rules hold.
    skills : mapping of str to str
        Skill of each queue; its name by default.
    importance : mapping of str to float
        Factor of the price of shortage by queue.
    seed : int
        Of the solver.
    surcharges : bool
        Whether night and Sunday work costs more.
    """

    demand: Demand
    staff: StaffTables
    contracts: pd.DataFrame
    before: pd.DataFrame
    book: RuleBook
    skills: Mapping[str, str]
    importance: Mapping[str, float]
    seed: int
    surcharges: bool = True

    @property
    def week(self) -> Week:
        """All days of the case."""
        return Week(0, len(self.demand.dates), self.demand.dates[0].day_of_week)

    def law(self) -> WorkRules:
        """Rules of the week."""
        return self.book.on(self.demand.monday(self.week))

    def skill(self, queue: str) -> str:
        """Skill that a queue asks for."""
        return self.skills.get(queue, queue)

    def with_rules(self, **overrides: float) -> Case:
        """Give the same week under other values of rules."""
        book = replace(self.book, overrides={**self.book.overrides, **overrides})
        return replace(self, book=book)

    def with_agents(self, agents: pd.DataFrame) -> Case:
        """Give the same week with other agents."""
        return replace(self, staff=replace(self.staff, agents=agents))

    def work(self) -> RosterWork:
        """Staff, terms and rules, with what is covered by shifts begun before."""
        demand, law = self.demand, self.law()
        board = Board(demand, Prices.of(law), self.importance)
        cover(board, self.before)
        terms = contract_terms(self.contracts, law, demand.interval)
        staff = people(self.staff, terms, SlotClock(demand), law, self.skills)
        slots = np.arange(int(demand.day_slots[-1]))
        extra = surcharge(demand.clock(slots * demand.interval), self.book)
        return RosterWork(
            board,
            staff,
            terms,
            law,
            extra if self.surcharges else np.zeros(len(slots)),
            memories(self.before, demand, law),
        )


@dataclass(frozen=True, slots=True)
class Relaxed:
    """
    Best coverage of a week by fractions of people: what no roster can undercut.

    Attributes
    ----------
    price : float
        Beyond contracted pay, in money.
    short : ndarray of float64, shape (queues, slots)
        Agents missing.
    aim : Aim
        Coverage, and what one more agent is worth in each slot.
    """

    price: float
    short: NDArray[np.float64]
    aim: Aim


def relaxed(case: Case, most: NDArray[np.float64] | None = None) -> Relaxed:
    """
    Solve the relaxation of a week.

    Parameters
    ----------
    case : Case
        The week.
    most : ndarray of float64, shape (queues, slots), optional
        Agents that may be missing in each slot; more only where nothing else is
        possible. So what one stretch gains is not taken from another.

    Returns
    -------
    Relaxed

    Raises
    ------
    ConflictError
        If not even fractions of people have a lawful week.
    """
    work, demand, week = case.work(), case.demand, case.week
    required = work.board.gap
    classes = agent_classes(work, week)
    if not classes:
        short = np.maximum(required, 0.0)
        return Relaxed(work.board.cost(), short, Aim.nothing(demand))
    built = bound_model(work.board, week, classes, (required, work.surcharge))
    if most is not None:
        _hold(built, work.board, most)
    answer = solve(built.model, seed=case.seed)
    if answer.status is not SolveStatus.OPTIMAL:
        raise ConflictError(
            [
                f"agents cannot all have a lawful week from {demand.dates[0].date()}, "
                "so nothing explains its shortage; `aforo roster` names the rules"
            ]
        )
    short = np.zeros_like(demand.required)
    for queue, rows in enumerate(built.cover):
        short[queue, rows.slots] = np.maximum(rows.gap(answer.decisions), 0.0)
    return Relaxed(answer.objective, short, aim(demand, week, built, answer))


def _hold(built: BoundModel, board: Board, most: NDArray[np.float64]) -> None:
    """Let no slot be worse than it is, but at a high price."""
    model = built.model
    for queue, rows in enumerate(built.cover):
        price = _WORSE * board.queue_prices[queue].short * board.demand.hours
        worse = model.variables([price] * len(rows.slots))
        for slot, missing, above, more in zip(
            rows.slots, rows.missing, rows.above, worse, strict=True
        ):
            terms = [*((variable, 1.0) for variable in missing), (more, -1.0)]
            model.row(terms, high=float(most[queue, slot] + above))


def of_week(demand: Demand, week: Week) -> Demand:
    """
    Cut one week out of a horizon; nothing is required on the day after it.

    Parameters
    ----------
    demand : Demand
        The horizon.
    week : Week
        Days of it.

    Returns
    -------
    Demand
    """
    edges = demand.day_slots[week.first : week.last + 2]
    first, last = int(edges[0]), int(edges[-1])
    required = demand.required[:, first:last].copy()
    required[:, int(edges[-2]) - first :] = 0.0
    return replace(
        demand,
        epoch=demand.epoch + first * demand.interval,
        dates=demand.dates[week.first : week.last],
        day_slots=edges - first,
        required=required,
        open=demand.open[:, first:last],
    )
