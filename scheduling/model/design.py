r"""Shift design of one queue as a model: how many start, leave and pause in each slot.

The doubly implicit form (Thompson 1995): shifts of one kind, whose lengths follow each
other in steps, are not listed. With S that start, E that leave and A that are there,

.. math:: A_t = A_{t-1} + S_t - E_t, \qquad
          \sum_{t - \text{shortest} < s \le t} S_s \le A_t
          \le \sum_{t - \text{longest} < s \le t} S_s

Whoever came first leaves first: then every stay is at least the shortest and at most
the longest, and the form loses nothing. Pauses are an inventory in the same way
(`cover`). A week has some thousand variables, where a list of all shifts with their
pauses has a million.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduling.model.cover import Coverage, coverage_grain, grained_row
from scheduling.model.kinds import on_one_grid
from scheduling.model.rows import Model
from wfm.schedule import LUNCH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from scheduling.board import Prices
    from scheduling.model.kinds import Kind, Openings
    from scheduling.shifts import Pause


@dataclass(frozen=True, slots=True)
class DesignCosts:
    """
    What a shift costs: its share of a person's week, and surcharges.

    A week of a person holds a number of hours and a number of days, and a shift uses
    up both. It is charged in part by its hours and in part by its day, so that a day
    of average length costs what it pays, and many short days cost more people.

    Attributes
    ----------
    hourly : float
        A paid hour.
    surcharge : ndarray of float64, shape (slots,)
        Extra share of the hourly cost in each slot of the horizon and a day.
    hour_share : float
        Part of the hourly cost charged for a paid hour.
    day : float
        Paid hours charged for a shift of any length.
    hours : float
        Length of a slot.
    """

    hourly: float
    surcharge: NDArray[np.float64]
    hour_share: float
    day: float
    hours: float

    def slot(self, slot: int) -> float:
        """Cost of one agent's presence in a slot."""
        extra = self.surcharge[slot] if slot < len(self.surcharge) else 0.0
        return float(self.hourly * self.hours * (self.hour_share + extra))

    def shift(self, pauses: Sequence[Pause]) -> float:
        """Cost of a shift apart from its slots: its day, less the unpaid lunch."""
        unpaid = sum(each.minutes for each in pauses if each.activity == LUNCH) / 60
        return self.hourly * (self.day - self.hour_share * unpaid)

    def pause(self, pause: Pause, slot: int) -> float:
        """Cost of a pause that begins in a slot: the surcharge that lunch saves."""
        if pause.activity != LUNCH:
            return 0.0
        last = min(slot + len(pause.shares), len(self.surcharge))
        saved = self.surcharge[slot:last] @ np.array(pause.shares[: last - slot])
        return -float(self.hourly * self.hours * saved)


@dataclass(frozen=True, slots=True)
class DesignGround:
    """
    What the shifts of one queue are made of.

    Attributes
    ----------
    sides : tuple of (Kind, Openings)
        Every kind of shift and where it may stand.
    costs : DesignCosts
        Of shifts.
    prices : Prices
        Of shortage and surplus.
    """

    sides: tuple[tuple[Kind, Openings], ...]
    costs: DesignCosts
    prices: Prices

    @property
    def kinds(self) -> list[Kind]:
        """Kinds in order of their numbers."""
        return [kind for kind, _ in self.sides]

    @property
    def grain(self) -> Fraction:
        """Smallest step of coverage: an agent, or what a pause leaves of one."""
        return coverage_grain(pause for kind in self.kinds for pause in kind.pauses)

    @property
    def slot_prices(self) -> tuple[float, float, Fraction]:
        """Price of an agent short and one too many in a slot, and the grain."""
        hours = self.costs.hours
        return self.prices.short * hours, self.prices.over * hours, self.grain


@dataclass(frozen=True, slots=True)
class Flow:
    """
    Variables of one kind of shifts that stand on one grid of lengths.

    Attributes
    ----------
    number, kind : int, Kind
        Which kind it is, and its lengths and pauses.
    starts, ends : dict of int to int
        Variable of those who start, and of those who leave, by slot.
    """

    number: int
    kind: Kind
    starts: dict[int, int]
    ends: dict[int, int]


@dataclass(frozen=True, slots=True)
class DesignModel:
    """
    The model and what its variables mean.

    Attributes
    ----------
    model : Model
        Costs and rows.
    flows : list of Flow
        Starts and ends.
    begins : dict of Pause to dict of int to int
        Variable of those who begin a pause, by slot.
    """

    model: Model
    flows: list[Flow]
    begins: dict[Pause, dict[int, int]]


def design_model(
    ground: DesignGround,
    required: NDArray[np.float64],
    span: tuple[int, int],
    until: int,
) -> DesignModel:
    """
    Build the model of the shifts of one queue that start within a span.

    Parameters
    ----------
    ground : DesignGround
        Kinds, openings, costs and prices of the queue.
    required : ndarray of float64, shape (slots of the horizon and a day,)
        Agents to cover.
    span : tuple of int
        First slot in which a shift may start, and the slot before which it must.
    until : int
        Slot from which on neither shortage nor surplus counts.
    """
    model = Model()
    first, last = span
    size = max(last + max(kind.longest for kind in ground.kinds), until) - first
    coverage = Coverage(first, size, ground.costs.pause, whole_pauses=True)
    flows = []
    for number, (kind, openings) in enumerate(ground.sides):
        inside = (openings.starts >= first) & (openings.starts < last)
        for starts in on_one_grid(openings.starts[inside], kind.step):
            what = number, kind, starts
            flow = _flow(model, what, openings, coverage, ground.costs)
            if flow is not None:
                flows.append(flow)
    terms, begins = coverage.working(model)
    for slot in range(first, until):
        level = max(float(required[slot]), 0.0)
        grained_row(model, terms[slot - first], level, ground.slot_prices)
    return DesignModel(model, flows, begins)


def _flow(
    model: Model,
    what: tuple[int, Kind, NDArray[np.int64]],
    openings: Openings,
    coverage: Coverage,
    costs: DesignCosts,
) -> Flow | None:
    """Add the variables and rows of one kind on one grid; None where none fits."""
    number, kind, at = what
    leave = openings.ends(kind, at)
    reach = (leave >= at[:, None] + kind.shortest) & (
        leave <= at[:, None] + kind.longest
    )
    at, leave = at[reach.any(axis=1)], leave[reach.any(axis=0)]
    if not len(at):
        return None
    price = costs.shift(kind.pauses)
    starts = dict(
        zip(at.tolist(), model.variables([price] * len(at), integer=True), strict=True)
    )
    ends = dict(
        zip(
            leave.tolist(),
            model.variables([0.0] * len(leave), integer=True),
            strict=True,
        )
    )
    for slot, variable in starts.items():
        coverage.owe(variable, kind.pauses, slot)
    flow = Flow(number, kind, starts, ends)
    _presence(model, flow, openings, coverage, costs)
    return flow


def _presence(
    model: Model,
    flow: Flow,
    openings: Openings,
    coverage: Coverage,
    costs: DesignCosts,
) -> None:
    """Add who is there between any two slots in which somebody starts or leaves."""
    starts, kind = flow.starts, flow.kind
    events = sorted({*starts, *flow.ends})
    before: list[tuple[int, float]] = []
    for slot, until in zip(events, [*events[1:], events[-1]], strict=True):
        stays = range(slot, until)
        gone = any(openings.gone_by(each) for each in stays) or not stays
        (there,) = model.variables(
            [sum(costs.slot(each) for each in stays)],
            upper=0.0 if gone else np.inf,
        )
        for each in stays:
            coverage.hold(there, each)
        balance = [(there, 1.0), *before]
        if slot in starts:
            balance.append((starts[slot], -1.0))
        if slot in flow.ends:
            balance.append((flow.ends[slot], 1.0))
        model.row(balance, low=0.0, high=0.0)
        recent = [
            (starts[each], -1.0)
            for each in range(slot - kind.longest + 1, slot + 1)
            if each in starts
        ]
        model.row([(there, 1.0), *recent], high=0.0)
        staying = [
            (starts[each], -1.0)
            for each in range(slot - kind.shortest + 1, slot + 1)
            if each in starts
        ]
        if staying:
            model.row([(there, 1.0), *staying], low=0.0)
        before = [(there, -1.0)]
