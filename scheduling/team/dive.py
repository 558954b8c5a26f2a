"""From fractions to a roster: give one person her tour, price the others anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.team.clock import Clock
    from scheduling.team.columns import Master

_SURE = 1 - 1e-6
_SMOOTH = 0.5
# One more is fixed at once for each so many people, where its share is this large.
_AT_ONCE, _LIKELY = 12, 0.6
_TIE = 0.05
_EPS = 1e-6
# Shares of the price of what is missing, and how far each is followed.
_SHARES = (0.02, 0.1, 0.3)
_CLOSE = 0.01


def settle(master: Master, clock: Clock, rounds: int) -> bool:
    """
    Price with a low, then the true price of what is missing, until no tour improves.

    Parameters
    ----------
    master : Master
        With a tour of each person at least.
    clock : Clock
        Ends the rounds early.
    rounds : int
        Most rounds at each price.

    Returns
    -------
    bool
        Whether no tour improves at the true price.
    """
    for share in _SHARES:
        master.lower_prices(share)
        converge(master, clock, rounds, close=_CLOSE)
    master.lower_prices(1.0)
    return converge(master, clock, rounds)


def converge(master: Master, clock: Clock, rounds: int, *, close: float = 0.0) -> bool:
    """
    Price until no tour improves; whether that was reached.

    Parameters
    ----------
    master : Master
        With a tour of each person at least.
    clock : Clock
        Ends the rounds early.
    rounds : int
        Most rounds.
    close : float
        Relative distance from the bound that is near enough.
    """
    for _ in range(rounds):
        worth, pay = master.solve()
        new, bound = master.price_round(worth, pay, _SMOOTH)
        sharp, other = master.price_round(worth, pay, 0.0)
        new, bound = new + sharp, max(bound, other)
        size = abs(master.objective + master.team.constant)
        if not new or master.objective - bound < close * size:
            return True
        if clock.late():
            break
    return False


def dive(
    master: Master,
    rng: np.random.Generator,
    clock: Clock,
    *,
    rounds: int,
    cutoff: float,
) -> list[NDArray[np.int64]] | None:
    """
    Fix people one after the other.

    Parameters
    ----------
    master : Master
        Converged, or nearly so.
    rng : Generator
        Breaks ties.
    clock : Clock
        When it is late, everyone left gets the tour with the largest share.
    rounds : int
        Pricing rounds after each person.
    cutoff : float
        Give up as soon as the cost of the part cannot fall below it.

    Returns
    -------
    list of ndarray or None
        Tour of each person of the part.
    """
    people = len(master.part.people)
    tours: dict[int, NDArray[np.int64]] = {}
    master.solve()
    while len(tours) < people:
        owners = np.array(master.owner)
        chosen = _next(master, ~np.isin(owners, list(tours)), rng)
        for column in chosen:
            place = int(owners[column])
            tours[place] = master.tours[column]
            master.fix(place, column)
        if clock.late():
            return _largest(master, tours)
        done = False
        for turn in range(rounds + 1):
            worth, pay = master.solve()
            if turn == rounds or len(tours) == people or clock.late():
                break
            new, _ = master.price_round(worth, pay, 0.0)
            if not new:
                done = True
                break
        if (done or len(tours) == people) and master.objective > cutoff - _EPS:
            return None
    return [tours[place] for place in range(people)]


def _next(
    master: Master, free: NDArray[np.bool_], rng: np.random.Generator
) -> list[int]:
    """Choose the columns to fix: all that are sure, else those of the largest share."""
    sure = np.flatnonzero(free & (master.value > _SURE))
    if len(sure):
        return [int(each) for each in sure]
    score = np.where(free, master.value, -1.0)
    score[free] += _TIE * rng.random(int(free.sum()))
    most = 1 + len(master.part.people) // _AT_ONCE
    first, *others = np.argsort(-score, kind="stable")[:most]
    return [int(first), *(int(c) for c in others if master.value[c] > _LIKELY)]


def _largest(
    master: Master, tours: dict[int, NDArray[np.int64]]
) -> list[NDArray[np.int64]]:
    """Complete a dive without another solve."""
    share: dict[int, float] = {}
    for column, place in enumerate(master.owner):
        value = float(master.value[column]) if column < len(master.value) else 0.0
        if place not in master.fixed and value > share.get(place, -1.0):
            share[place], tours[place] = value, master.tours[column]
    return [tours[place] for place in range(len(master.part.people))]
