"""How likely a promise is to hold over the bands of a forecast, and what to staff for.

A plan keeps the bands of its forecast, not the paths they were drawn from. Here the
intervals of a window are taken to move together: what is said of a day is on the safe
side of `app.services.staffing.risk`, which draws whole days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from wfm.intervals import goal_windows
from wfm.staffing.requirement import CONSTRAINTS, achieved, offered

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from wfm.demand import Queue, ServiceGoal
    from wfm.staffing.requirement import Requirement

    Floats = NDArray[np.float64]

QUANTILES = {
    "volume_p025": 0.025,
    "volume_p10": 0.1,
    "volume_p50": 0.5,
    "volume_p90": 0.9,
    "volume_p975": 0.975,
}
_KNOTS = ndtri(np.array([*QUANTILES.values()]))
# As far out as five quantiles say anything: 0.5 to 99.5 %.
_SCORES = np.linspace(-2.6, 2.6, 14)


def has_bands(forecast: pd.DataFrame) -> bool:
    """
    Whether every interval of a forecast has all five quantiles.

    Parameters
    ----------
    forecast : DataFrame
        Forecast rows, with the columns of `QUANTILES` or without.

    Returns
    -------
    bool
        False as soon as a column or one value of it is missing.
    """
    return all(name in forecast for name in QUANTILES) and not bool(
        forecast[[*QUANTILES]].isna().to_numpy().any()
    )


def volume_at(forecast: pd.DataFrame, scores: Floats) -> Floats:
    """
    Contacts of every interval at some places of its band.

    Parameters
    ----------
    forecast : DataFrame
        Forecast rows with bands, `t` of them.
    scores : ndarray of float64, shape (k,)
        Normal scores: 0 is the median, 1.28 the 90 % quantile.

    Returns
    -------
    ndarray of float64, shape (k, t)
        Straight between the quantiles over the score, and beyond the outer ones; at
        least 0.
    """
    bands = forecast[[*QUANTILES]].to_numpy(dtype=np.float64)
    left = np.clip(np.searchsorted(_KNOTS, scores) - 1, 0, len(_KNOTS) - 2)
    share = (scores - _KNOTS[left]) / (_KNOTS[left + 1] - _KNOTS[left])
    low, high = bands[:, left].T, bands[:, left + 1].T
    return np.maximum(low + share[:, None] * (high - low), 0.0)


def volume_for(forecast: pd.DataFrame, probability: float) -> Floats:
    """
    Contacts of every interval that are not exceeded with a probability.

    Parameters
    ----------
    forecast : DataFrame
        Forecast rows with bands, `t` of them.
    probability : float
        Above 0 and below 1.

    Returns
    -------
    ndarray of float64, shape (t,)
        As `volume_at` reads the bands; at least 0.
    """
    return volume_at(forecast, ndtri(np.array([probability])))[0]


def probability_met(
    forecast: pd.DataFrame,
    agents: Floats,
    queue: Queue,
    *,
    interval: int,
    offered_to: Floats,
) -> tuple[float, float] | None:
    """
    Probability that the promise of a queue of calls holds.

    Parameters
    ----------
    forecast, agents, queue, interval, offered_to
        As for `window_odds`.

    Returns
    -------
    tuple of (float, float) or None
        Sum over the goal's windows of contacts times the window's probability, and of
        the contacts; None where the goal promises nothing.
    """
    odds = window_odds(
        forecast, agents, queue, interval=interval, offered_to=offered_to
    )
    if odds is None:
        return None
    starts = _window_starts(forecast, queue.goal)
    mean = np.add.reduceat(forecast["volume"].to_numpy(dtype=np.float64), starts)
    return float(odds @ mean), float(mean.sum())


def window_odds(
    forecast: pd.DataFrame,
    agents: Floats,
    queue: Queue,
    *,
    interval: int,
    offered_to: Floats,
) -> Floats | None:
    """
    Probability that the promise of a queue of calls holds, by window of its goal.

    Parameters
    ----------
    forecast : DataFrame
        Rows of the queue with bands, by start; ``aht_s`` without gaps.
    agents : ndarray of float64, shape (t,)
        Staffed.
    queue : Queue
        Its goal and patience; the cap on occupancy is no promise to the client.
    interval : int
        Minutes.
    offered_to : ndarray of float64, shape (t,)
        Contacts in balance over contacts offered: what an interval leaves to the next.

    Returns
    -------
    ndarray of float64, shape (w,), or None
        As `wfm.intervals.goal_windows` orders the windows; None where the goal
        promises nothing.
    """
    goal = queue.goal
    if goal.service_level is goal.max_asa is goal.max_abandonment is None:
        return None
    contacts = volume_at(forecast, _SCORES)
    load, aht, patience = offered(
        contacts * offered_to,
        forecast["aht_s"].to_numpy(dtype=np.float64),
        interval * 60.0,
        queue.patience_s,
    )
    reached = achieved(
        np.broadcast_to(agents, load.shape),
        load,
        aht,
        patience,
        goal,
        # What binds is not asked here.
        ledger=dict.fromkeys(CONSTRAINTS, np.zeros_like(load)),
    )
    starts = _window_starts(forecast, goal)
    weight = np.add.reduceat(contacts, starts, axis=1)
    chances = [
        _chance(_by_window(spare, contacts, weight, starts))
        for spare in _spares(reached, goal)
    ]
    odds: Floats = np.min(chances, axis=0)
    return odds


def _window_starts(forecast: pd.DataFrame, goal: ServiceGoal) -> list[int]:
    return [part.start for part in goal_windows(forecast["start"], goal.window)]


def _spares(reached: Requirement, goal: ServiceGoal) -> list[Floats]:
    """By how much each promise is kept: 0 and above where it is, shape (k, t)."""
    found = []
    if goal.service_level is not None:
        found.append(reached.service_level - goal.service_level)
    if goal.max_asa is not None:
        found.append(goal.max_asa - reached.mean_wait)
    if goal.max_abandonment is not None:
        found.append(goal.max_abandonment - reached.abandonment)
    return found


def _by_window(
    spare: Floats, contacts: Floats, weight: Floats, starts: list[int]
) -> Floats:
    """Weigh what is spare over each window by its contacts, shape (k, w)."""
    if len(starts) == spare.shape[1]:
        return spare
    # Without contacts nothing is missed; a wait without end stays one.
    counted = np.where(contacts > 0, spare * contacts, 0.0)
    total = np.add.reduceat(counted, starts, axis=1)
    return np.where(weight > 0, total / np.where(weight > 0, weight, 1.0), 0.0)


def _chance(spare: Floats) -> Floats:
    """Probability that demand stays where something is spare, shape (w,)."""
    missed = spare < 0
    first = np.where(missed.any(axis=0), missed.argmax(axis=0), len(_SCORES))
    at = np.clip(first, 1, len(_SCORES) - 1)
    windows = np.arange(spare.shape[1])
    kept, lost = spare[at - 1, windows], spare[at, windows]
    # An overloaded queue waits without end: the promise breaks where that begins.
    falls = np.isfinite(lost) & (kept > lost)
    step = np.where(falls, kept, 0.0) / np.where(falls, kept - lost, 1.0)
    score = _SCORES[at - 1] + step * (_SCORES[at] - _SCORES[at - 1])
    inside = ndtr(score)
    return np.where(first == 0, 0.0, np.where(first == len(_SCORES), 1.0, inside))
