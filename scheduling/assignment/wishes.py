"""What agents would rather work, and a fair share of what nobody likes.

Both are small prices that steer the choice among tours of about the same cost; they are
no part of the cost that is reported. Who has been longer in the company weighs more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from wfm.intervals import DAY_MINUTES
from wfm.tables.rosters import EVERY_DAY, WANT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from scheduling.assignment.memory import Memory
    from scheduling.assignment.worth import Crew
    from scheduling.shifts import PlacedShift
    from wfm.labour.rules import WorkRules

NIGHTS, SUNDAYS, LATE_ENDS = "nights", "sundays", "late_ends"
UNLIKED = (NIGHTS, SUNDAYS, LATE_ENDS)
_SUNDAY = 6
# The wish of the most senior agent weighs this much more than that of the newest.
_SENIOR = 1.0


@dataclass(frozen=True, slots=True)
class Wish:
    """
    One wish of an agent.

    Attributes
    ----------
    weekday : int or None
        Monday 0; None for every day.
    open, close : int
        Minutes of the day between which it counts.
    kind : str
        ``want`` to work then, rather ``avoid`` it, or be ``off``.
    weight : float
        How much it matters.
    """

    weekday: int | None
    open: int
    close: int
    kind: str
    weight: float

    def met(self, weekday: int, start: int, end: int) -> bool:
        """Whether a shift (minutes after its midnight) or its absence meets it."""
        if self.weekday is not None and self.weekday != weekday:
            return True
        if self.kind == WANT:
            return start >= self.open and end <= self.close
        return end <= self.open or start >= self.close


def wishes_of(
    preferences: pd.DataFrame | None, agents: pd.DataFrame
) -> dict[str, list[Wish]]:
    """
    Wishes by agent, weighed by seniority.

    Parameters
    ----------
    preferences : DataFrame or None
        Typed preferences table.
    agents : DataFrame
        Typed agents table; ``seniority_date`` ranks the agents where it is given.
    """
    found: dict[str, list[Wish]] = {}
    if preferences is None:
        return found
    senior = _seniority(agents)
    weights = preferences.get("weight")
    rows: list[Any] = list(preferences.itertuples())
    for number, row in enumerate(rows):
        weight = 1.0
        if weights is not None and not np.isnan(weights.iloc[number]):
            weight = float(weights.iloc[number])
        weekday = None if row.weekday == EVERY_DAY else int(row.weekday)
        weight *= 1.0 + _SENIOR * senior.get(row.agent, 0.0)
        wish = Wish(weekday, row.open, row.close, row.wish, weight)
        found.setdefault(row.agent, []).append(wish)
    return found


def _seniority(agents: pd.DataFrame) -> dict[str, float]:
    """Rank of each agent from 0, the newest, to 1."""
    if "seniority_date" not in agents:
        return {}
    ranks = agents["seniority_date"].rank(ascending=False, na_option="top", pct=True)
    return dict(zip(agents["agent"], ranks.to_numpy(dtype=float), strict=True))


def unliked(
    start: NDArray[np.int64], end: NDArray[np.int64], weekday: int, rules: WorkRules
) -> NDArray[np.bool_]:
    """
    Which shifts are nights, Sundays and late ends.

    Parameters
    ----------
    start, end : ndarray of int64, shape (n,)
        Minutes after the midnight of the day on which the shift starts.
    weekday : int
        Of that day.
    rules : WorkRules
        Say when night and late begin.

    Returns
    -------
    ndarray of bool, shape (3, n)
        In the order of `UNLIKED`; a night shift lies more than half in the night.
    """
    opens, closes = rules["night_start_minute"], rules["night_end_minute"]
    dark = (
        _common(start, end, 0, closes)
        + _common(start, end, opens, DAY_MINUTES + closes)
        + _common(start, end, DAY_MINUTES + opens, 2 * DAY_MINUTES + closes)
    )
    nights = 2 * dark > end - start
    sundays = np.full(len(start), weekday == _SUNDAY)
    late = (end >= rules["late_end_minute"]) & ~nights
    return np.stack([nights, sundays, late])


def _common(
    start: NDArray[np.int64], end: NDArray[np.int64], low: float, high: float
) -> NDArray[np.float64]:
    return np.maximum(np.minimum(end, high) - np.maximum(start, low), 0.0)


def wish_prices(
    crew: Crew,
    wishes: Sequence[Wish],
    excess: Mapping[str, float],
    rules: WorkRules,
) -> NDArray[np.float64] | None:
    """
    Price of each shape for one agent.

    Parameters
    ----------
    crew : Crew
        Shapes and days.
    wishes : sequence of Wish
        Of the agent.
    excess : mapping of str to float
        How many more nights, Sundays and late ends than the mean the agent has had.
    rules : WorkRules
        Prices, in paid hours.

    Returns
    -------
    ndarray of float64, shape (days, shapes), or None
        None where nothing is wished and nothing is unfair.
    """
    burdened = {name: more for name, more in excess.items() if more > 0}
    if not wishes and not burdened:
        return None
    demand, shifts = crew.board.demand, crew.shifts
    start = shifts.start * demand.interval
    end = shifts.end * demand.interval
    hourly = rules["hourly_cost"]
    prices = np.zeros((len(crew.week.days), len(shifts)))
    for number, day in enumerate(crew.week.days):
        weekday = demand.dates[day].day_of_week
        for wish in wishes:
            if wish.weekday in (None, weekday):
                price = hourly * rules["wish_price"] * wish.weight
                inside = (start >= wish.open) & (end <= wish.close)
                touching = (start < wish.close) & (end > wish.open)
                prices[number] += (
                    -price * inside if wish.kind == WANT else (price * touching)
                )
        if burdened:
            marks = unliked(start, end, weekday, rules)
            for name, mark in zip(UNLIKED, marks, strict=True):
                more = burdened.get(name, 0.0)
                prices[number] += hourly * rules["fairness_price"] * more * mark
    return prices


def excesses(memories: Mapping[str, Memory]) -> dict[str, dict[str, float]]:
    """How far each agent's count of each unliked kind lies from everybody's mean."""
    if not memories:
        return {}
    means = {
        name: float(np.mean([each.counts.get(name, 0) for each in memories.values()]))
        for name in UNLIKED
    }
    return {
        agent: {name: each.counts.get(name, 0) - means[name] for name in UNLIKED}
        for agent, each in memories.items()
    }


def granted(
    wishes: Mapping[str, Sequence[Wish]],
    shifts: Mapping[str, Sequence[PlacedShift]],
    days: Sequence[tuple[int, int]],
    interval: int,
) -> tuple[int, int]:
    """
    Count wishes that the roster meets, day by day, and all that could be met.

    Parameters
    ----------
    wishes : mapping of str to sequence of Wish
        By agent.
    shifts : mapping of str to sequence of PlacedShift
        By agent.
    days : sequence of (int, int)
        Weekday and first slot of each day of the horizon.
    interval : int
        Slot length in minutes.
    """
    met = asked = 0
    for agent, own in wishes.items():
        worked = {shift.day: shift for shift in shifts.get(agent, ())}
        for day, (weekday, midnight) in enumerate(days):
            for wish in own:
                if wish.weekday not in (None, weekday):
                    continue
                asked += 1
                shift = worked.get(day)
                if shift is None:
                    met += wish.kind != WANT
                    continue
                start = (shift.first - midnight) * interval
                end = (shift.last - midnight) * interval
                met += wish.met(weekday, start, end)
    return met, asked
