"""Agents for outbound work: dials, persons reached, and when they may be called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import NoAnswerError, ParameterError
from wfm.queueing._checks import non_negative, numbers, positive
from wfm.staffing.shrinkage import exact_ceil

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def dials(
    target: ArrayLike,
    *,
    contact_rate: ArrayLike = 1.0,
    right_party_rate: ArrayLike = 1.0,
) -> Floats:
    """
    Dials that reach a number of right parties.

    Parameters
    ----------
    target : array_like of float, shape (...)
        Persons wanted to be reached, at least 0.
    contact_rate : array_like of float, shape (...)
        Share of dials that somebody answers, in (0, 1].
    right_party_rate : array_like of float, shape (...)
        Share of those answered by the person wanted, in (0, 1].

    Returns
    -------
    ndarray of float64, shape (...)
        A real number, a mean.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> round(float(dials(350, contact_rate=0.5, right_party_rate=0.7)), 6)
    1000.0
    """
    (wanted,) = non_negative(target=target)
    answered = _rates(contact_rate=contact_rate)
    right = _rates(right_party_rate=right_party_rate)
    return wanted / (answered * right)


def dial_time(
    *,
    dialling: ArrayLike,
    talking: ArrayLike = 0.0,
    right_party: ArrayLike = 0.0,
    contact_rate: ArrayLike = 1.0,
    right_party_rate: ArrayLike = 1.0,
) -> Floats:
    """
    Agent's time a dial takes on average, whatever comes of it.

    Parameters
    ----------
    dialling : array_like of float, shape (...)
        Seconds each dial takes until it is answered or given up, at least 0.
    talking : array_like of float, shape (...)
        Seconds more if somebody answers, whoever it is, at least 0.
    right_party : array_like of float, shape (...)
        Seconds more if it is the person wanted, at least 0.
    contact_rate : array_like of float, shape (...)
        Share of dials that somebody answers, in (0, 1].
    right_party_rate : array_like of float, shape (...)
        Share of those answered by the person wanted, in (0, 1].

    Returns
    -------
    ndarray of float64, shape (...)
        Seconds: the handle time of an outbound queue. Over both rates it is the time
        of a right party, over the contact rate that of a contact.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    Thirty seconds a dial; half are answered, for 20 s, and of these 70 % go on for 240:

    >>> rates = {"contact_rate": 0.5, "right_party_rate": 0.7}
    >>> float(dial_time(dialling=30, talking=20, right_party=240, **rates))
    124.0
    """
    first, second, third = non_negative(
        dialling=dialling, talking=talking, right_party=right_party
    )
    answered = _rates(contact_rate=contact_rate)
    right = _rates(right_party_rate=right_party_rate)
    return first + answered * (second + right * third)


def outbound_agents(
    target: ArrayLike,
    aht: ArrayLike,
    *,
    time: ArrayLike = 1800.0,
    contact_rate: ArrayLike = 1.0,
    right_party_rate: ArrayLike = 1.0,
) -> Floats:
    """
    Agents that reach a number of right parties in a given time, without a pause.

    Parameters
    ----------
    target : array_like of float, shape (...)
        Persons wanted to be reached, at least 0.
    aht : array_like of float, shape (...)
        Agent's time a dial takes in seconds, at least 0.
    time : array_like of float, shape (...)
        Productive time of an agent in seconds, above 0: an interval, or the hours of a
        day that are left after shrinkage.
    contact_rate : array_like of float, shape (...)
        Share of dials that somebody answers, in (0, 1].
    right_party_rate : array_like of float, shape (...)
        Share of those answered by the person wanted, in (0, 1].

    Returns
    -------
    ndarray of float64, shape (...)
        Real numbers.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    A thousand right parties a day, 35 of a hundred dials, 25 dials an hour, 6.4 hours:

    >>> need = outbound_agents(1000, 3600 / 25, time=6.4 * 3600, right_party_rate=0.35)
    >>> round(float(need), 2), float(exact_ceil(need))
    (17.86, 18.0)
    """
    made = dials(target, contact_rate=contact_rate, right_party_rate=right_party_rate)
    (each,), (length,) = non_negative(aht=aht), positive(time=time)
    return made * each / length


def move_into_windows(
    volume: ArrayLike,
    allowed: NDArray[np.bool_],
    days: NDArray[np.int64],
    shape: ArrayLike | None = None,
) -> Floats:
    """
    Move what falls outside the contact windows into them.

    A day's volume stays on the day where it has an allowed interval; else it goes to
    the next day that has one, and after the last such day to that one.

    Parameters
    ----------
    volume : array_like of float, shape (t,)
        Wanted in each interval, at least 0.
    allowed : ndarray of bool, shape (t,)
        Whether customers may be called in it.
    days : ndarray of int64, shape (t,)
        Number of the local day of each interval, in ascending order.
    shape : array_like of float, shape (t,), optional
        How what is moved spreads over a day's allowed intervals, in any unit, at least
        0; evenly by default, and on days on which it is 0 throughout.

    Returns
    -------
    ndarray of float64, shape (t,)
        With the same total; 0 outside the windows.

    Raises
    ------
    NoAnswerError
        If there is something to move and no interval is allowed.
    ParameterError
        If an argument is outside its domain.
    """
    (wanted,) = non_negative(volume=volume)
    (form,) = non_negative(shape=np.ones_like(wanted) if shape is None else shape)
    outside = np.where(allowed, 0.0, wanted)
    kept = np.where(allowed, wanted, 0.0)
    if not outside.any():
        return kept
    open_days = np.unique(days[allowed])
    if open_days.size == 0:
        raise NoAnswerError(
            "customers may be called in no interval of the plan: the contact windows "
            "leave none of the open ones"
        )
    after = np.searchsorted(open_days, days[~allowed])
    goes_to = open_days[np.minimum(after, open_days.size - 1)]
    for day in np.unique(goes_to):
        moved = outside[~allowed][goes_to == day].sum()
        there = allowed & (days == day)
        weights = form[there] if form[there].any() else np.ones(there.sum())
        kept[there] += moved * weights / weights.sum()
    return kept


def carried_whole(agents: ArrayLike, days: NDArray[np.int64]) -> Floats:
    """
    Whole agents that do each day's work, the rest of a round number carried on.

    Outbound work can be done ahead within its day: what one interval does too much the
    next ones do less.

    Parameters
    ----------
    agents : array_like of float, shape (t,)
        Real numbers of agents, at least 0.
    days : ndarray of int64, shape (t,)
        Number of the local day of each interval.

    Returns
    -------
    ndarray of float64, shape (t,)
        Whole numbers; up to the end of any interval of a day together less than 1 more
        than the real ones, never less. 0 where the real number is.

    Raises
    ------
    ParameterError
        If agents are negative or not finite.

    Examples
    --------
    >>> carried_whole([0.4, 0.4, 0.4, 0.0], np.array([7, 7, 7, 7])).tolist()
    [1.0, 0.0, 1.0, 0.0]
    """
    (real,) = non_negative(agents=agents)
    result = np.zeros_like(real)
    for day in np.unique(days):
        there = days == day
        result[there] = np.diff(exact_ceil(np.cumsum(real[there])), prepend=0.0)
    return result


def _rates(**arguments: ArrayLike) -> Floats:
    """One share in (0, 1]."""
    ((name, value),) = arguments.items()
    share = numbers(name, value)
    if not np.all((share > 0) & (share <= 1)):
        raise ParameterError(name, value, "in (0, 1]")
    return share
