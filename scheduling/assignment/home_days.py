"""Which days of a week are worked from home: a small exact model, then exchanges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduling.model.rows import Model
from scheduling.solver import solve
from wfm.errors import SolverError

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A seat that is missing weighs more than any number of days at home.
_SEAT = 1e4
# The model counts days and seats: any gap below one day is none.
_GAP = 1e-6
# In an exchange a seat too many weighs more than any unevenness.
_CROWDED = 1e6


@dataclass(frozen=True, slots=True)
class HomeChoice:
    """
    Days of one site and week that may be worked from home.

    Attributes
    ----------
    agent : ndarray of int64, shape (days,)
        Number of the agent, in ascending order.
    allowed : ndarray of int64, shape (days,)
        Days that the agent of each row may still choose, at least 1.
    presence : ndarray of bool, shape (days, stretches)
        When each works.
    others : ndarray of int64, shape (stretches,)
        People there whatever is chosen.
    minutes : ndarray of int64, shape (stretches,)
        Length of each stretch.
    seats : float
        Places at once.
    every : bool
        Whether all days allowed are taken, or as few as the seats demand.
    """

    agent: NDArray[np.int64]
    allowed: NDArray[np.int64]
    presence: NDArray[np.bool_]
    others: NDArray[np.int64]
    minutes: NDArray[np.int64]
    seats: float
    every: bool


def home_days(choice: HomeChoice) -> NDArray[np.bool_]:
    """
    Days to work from home.

    First as few people without a seat as can be, then as few days at home (or all
    that are allowed), proved; then presence as even as exchanges of two days make it.

    Parameters
    ----------
    choice : HomeChoice
        Days, people and seats.

    Returns
    -------
    ndarray of bool, shape (days,)

    Raises
    ------
    SolverError
        If the solver finds no answer to a model that always has one.
    """
    wanted = choice.others + choice.presence.sum(axis=0) - choice.seats
    if not choice.every and not (wanted > 0).any():
        return np.zeros(len(choice.agent), dtype=np.bool_)
    home = _fewest(choice, wanted)
    _even(choice, home)
    return home


def _fewest(choice: HomeChoice, wanted: NDArray[np.float64]) -> NDArray[np.bool_]:
    model = Model()
    days = len(choice.agent)
    model.variables([0.0 if choice.every else 1.0] * days, upper=1.0, integer=True)
    for rows in np.split(np.arange(days), np.flatnonzero(np.diff(choice.agent)) + 1):
        most = min(int(choice.allowed[rows[0]]), len(rows))
        least = most if choice.every else 0
        model.row([(int(row), 1.0) for row in rows], low=least, high=most)
    for stretch in _fullest(choice, wanted):
        (without,) = model.variables([_SEAT])
        there = np.flatnonzero(choice.presence[:, stretch]).tolist()
        terms = [(row, 1.0) for row in (*there, without)]
        model.row(terms, low=float(wanted[stretch]))
    answer = solve(model, gap=_GAP)
    if not len(answer.decisions):
        raise SolverError(f"no days at home were found: {answer.status}")
    return answer.decisions[:days] > 0.5  # noqa: PLR2004 - whole numbers as floats


def _fullest(choice: HomeChoice, wanted: NDArray[np.float64]) -> NDArray[np.int64]:
    """Stretches short of seats which no neighbour, with the same people, implies."""
    there, others = choice.presence.astype(np.int8), choice.others
    more = np.diff(there, axis=1)
    falls = (more <= 0).all(axis=0) & (np.diff(others) <= 0)
    rises = (more >= 0).all(axis=0) & (np.diff(others) >= 0)
    implied = np.zeros(len(others), dtype=np.bool_)
    implied[1:] |= falls
    implied[:-1] |= rises & ~falls
    return np.flatnonzero((wanted > 0) & ~implied)


def _even(choice: HomeChoice, home: NDArray[np.bool_]) -> None:
    """
    Exchange days at home while that makes presence more even.

    An agent moves a day at home to another day, or hands it to somebody who has days
    left. Judged by the sum of squares of people there, which an exchange on different
    days changes by the sum of its halves; on the same day the sum is above the truth.
    """
    presence = choice.presence.astype(np.float64)
    begins = np.flatnonzero(np.diff(choice.agent, prepend=-1))
    of_agent = np.cumsum(np.diff(choice.agent, prepend=-1) != 0) - 1
    people = choice.others + presence[~home].sum(axis=0)
    while True:
        comes = presence @ _change(choice, people, 1)
        goes = presence @ _change(choice, people, -1)
        comes[~home] = goes[home] = np.inf
        taken = np.add.reduceat(home.astype(np.int64), begins)[of_agent]
        own = np.minimum.reduceat(comes, begins) + np.minimum.reduceat(goes, begins)
        handed = np.where(taken < choice.allowed, goes, np.inf)
        back, away = int(np.argmin(comes)), int(np.argmin(handed))
        if own.min() <= comes[back] + handed[away]:
            mine = of_agent == int(np.argmin(own))
            back = int(np.argmin(np.where(mine, comes, np.inf)))
            away = int(np.argmin(np.where(mine, goes, np.inf)))
            handed = goes
        if not comes[back] + handed[away] < 0:
            return
        home[back], home[away] = False, True
        people += presence[back] - presence[away]


def _change(
    choice: HomeChoice, people: NDArray[np.float64], by: int
) -> NDArray[np.float64]:
    """Change of what is uneven or crowded in each stretch with one person more."""

    def uneven(number: NDArray[np.float64]) -> NDArray[np.float64]:
        crowded = np.maximum(number - choice.seats, 0.0)
        return np.asarray(number**2 + _CROWDED * crowded)

    return choice.minutes * (uneven(people + by) - uneven(people))
