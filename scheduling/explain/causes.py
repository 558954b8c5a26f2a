"""Why each stretch is short: the one thing without which it would not be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scheduling.explain.case import relaxed
from scheduling.explain.trials import stages
from wfm.tables.shortages import ROSTER, TOGETHER
from wfm.tables.shortages import WHOLE_PEOPLE as WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from scheduling.explain.case import Case
    from scheduling.explain.stretches import Stretch
    from scheduling.explain.trials import Trial

# A cause is what takes away at least this share of a shortage.
_SHARE = 0.5
_LEAST_AGENT = 1.0
_SAME = 1e-6
# Lists of trials, for progress.
_STAGES = 5


@dataclass(frozen=True, slots=True)
class Cause:
    """
    Why a stretch is short.

    Attributes
    ----------
    stretch : Stretch
        Where.
    reason, rule, parameter : str
        As of `Trial`; reasons also ``whole_people`` and ``together``.
    times : int
        Of everybody, where people are the reason.
    hours : float
        Agent-hours that are covered once the reason is gone.
    """

    stretch: Stretch
    reason: str
    rule: str
    parameter: str
    times: int
    hours: float


def causes(
    case: Case,
    places: Sequence[Stretch],
    short: NDArray[np.float64],
    tell: Callable[[float], None],
) -> list[Cause]:
    """
    Find the cause of each stretch by solving the week without each thing in turn.

    No interval may become worse than it is, so that what covers one stretch is not
    taken from another. A cause takes away at least half of a shortage.

    Parameters
    ----------
    case : Case
        The week.
    places : sequence of Stretch
        Where people are missing.
    short : ndarray of float64, shape (queues, slots)
        Agents missing in the schedule.
    tell : callable
        Told the share that is done.

    Returns
    -------
    list of Cause
        One for each stretch.
    """
    hours = case.demand.hours
    as_is = np.zeros(len(places))
    best = [Cause(each, TOGETHER, "", "", 1, 0.0) for each in places]
    for number, stage in enumerate(stages(case)):
        if all(each.reason != TOGETHER for each in best):
            break
        gains = np.array([_gains(trial, places, short, hours) for trial in stage])
        if number == 0:
            as_is = gains[0]
        else:
            gains = gains - as_is
        best = [
            _better(cause, stage, gains[:, at]) if cause.reason == TOGETHER else cause
            for at, cause in enumerate(best)
        ]
        tell((number + 1) / _STAGES)
    return best


def _gains(
    trial: Trial, places: Sequence[Stretch], short: NDArray[np.float64], hours: float
) -> list[float]:
    left = relaxed(trial.case, short).short
    return [max(0.0, each.hours - each.of(left, hours)) for each in places]


def _better(cause: Cause, stage: Sequence[Trial], gains: NDArray[np.float64]) -> Cause:
    """Take the trial that covers most of the stretch, if it is enough."""
    stretch, most = cause.stretch, float(gains.max())
    if most < _SHARE * stretch.hours:
        return replace(cause, hours=max(cause.hours, most))
    # Of those that cover the same, the first.
    trial = stage[int(np.argmax(gains >= most - _SAME))]
    reason = trial.reason
    if reason == ROSTER and stretch.most < _LEAST_AGENT:
        reason = WHOLE
    return Cause(stretch, reason, trial.rule, trial.parameter, trial.times, most)
