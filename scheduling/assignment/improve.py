"""Improve a week: free a few agents at a bad interval, and let them choose anew.

Iterated local search (Lourenço, Martin and Stützle 2003) whose moves are exact best
responses: a handful of agents who work near an interval that is short or in surplus are
taken off; each takes the best tour, first under a smooth price, then under the true
one; what is dearer than before is undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scheduling.assignment.week import RosterWeek

# Agents freed at once, and slots from the bad interval within which some of them begin
# or end; how often the interval is drawn from the bad ones; prices that spread people.
_FEWEST, _MOST = 2, 6
_NEAR = 3
_BAD = 0.7
_REACHES = (0.0, 2.0, 5.0, 10.0)
_BETTER = 1e-9


def improve(week: RosterWeek, rng: np.random.Generator, trials: int) -> int:
    """
    Try some changes of a few agents each, keeping those that cost less.

    Parameters
    ----------
    week : RosterWeek
        Changed in place; never dearer afterwards.
    rng : Generator
        Draws intervals, agents and prices.
    trials : int
        Changes to try.

    Returns
    -------
    int
        Changes that made the week cheaper.
    """
    better = 0
    cost = week.cost()
    for _ in range(trials):
        freed = _draw(week, rng)
        before = [(number, week.tours[number], week.wished[number]) for number in freed]
        for number in freed:
            week.clear(number)
        reach = float(rng.choice(_REACHES))
        lawful = all(week.respond(number, reach) for number in freed) and all(
            week.respond(int(number)) for number in rng.permutation(freed)
        )
        now = week.cost()
        if lawful and now <= cost + _BETTER:
            better += now < cost - _BETTER
            cost = now
            continue
        for number, tour, wished in before:
            week.clear(number)
            week.give(number, tour)
            week.wished[number] = wished
    return better


def _draw(week: RosterWeek, rng: np.random.Generator) -> list[int]:
    """Members to free: half of them near a bad interval, the others anywhere."""
    count = min(int(rng.integers(_FEWEST, _MOST + 1)), len(week.members))
    gap = week.board.gap[:, week.slots]
    slot = int(rng.integers(gap.shape[1]))
    if rng.random() < _BAD:
        price = np.array([each.short for each in week.board.queue_prices])[:, None]
        regret = np.where(gap > 0, gap * price, -gap * week.board.prices.over)
        slot = int((regret.max(axis=0) * rng.random(gap.shape[1])).argmax())
    away = np.abs(week.edges - (slot + week.slots.start)).min(axis=(1, 2))
    order = rng.permutation(len(week.members))
    near = [int(number) for number in order if away[number] <= _NEAR][: count // 2]
    others = [int(number) for number in order if int(number) not in near]
    return near + others[: count - len(near)]
