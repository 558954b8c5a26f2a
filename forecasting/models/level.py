"""How far the last days were off the profile, and how much of that will last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.base import Floats

    Leads = NDArray[np.int64] | int

# Leads, in days, at which persistence is learnt; between them it is interpolated.
LEADS = (1, 2, 4, 7, 14, 21, 28)
HALF_LIFE_DAYS = 4.0
# Persistence is believed once so many days speak for it.
_PRIOR_DAYS = 15.0
_LARGEST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """
    Recent deviation from the profile.

    Attributes
    ----------
    state : ndarray of float64, shape (D,)
        Mean relative deviation as it stood after each day, recent days counting more.
    persistence : ndarray of float64, shape (len(LEADS),)
        Share of it that is still there after each of ``LEADS``, 0-1.
    """

    state: Floats
    persistence: Floats

    def factor(self, lead: Leads, state: Floats | float) -> Floats:
        """Multiply the profile with this, `lead` days after `state`."""
        lasting = np.interp(lead, LEADS, self.persistence)
        return np.asarray(1 + lasting * state)


def fit_level(deviations: Floats) -> Level:
    """
    Learn the level's persistence from the past.

    Parameters
    ----------
    deviations : ndarray of float64, shape (len(LEADS), D)
        Actual day total over what the profile known at that lead made of it, less 1;
        NaN where there is none.

    Returns
    -------
    Level
    """
    limited = np.clip(deviations, -_LARGEST, _LARGEST)
    state = _recent_mean(limited[0])
    persistence = np.zeros(len(LEADS))
    for index, lead in enumerate(LEADS):
        then, later = state[:-lead], limited[index, lead:]
        known = np.isfinite(later) & (then != 0)
        then, later = then[known], later[known]
        if len(then):
            doubt = _PRIOR_DAYS * np.mean(then**2)
            persistence[index] = (then @ later) / (then @ then + doubt)
    return Level(state=state, persistence=np.clip(persistence, 0.0, 1.0))


def _recent_mean(deviations: Floats) -> Floats:
    """Weighted mean after each day; days without a value change nothing."""
    decay = 0.5 ** (1 / HALF_LIFE_DAYS)
    state = np.zeros(len(deviations))
    total = weight = 0.0
    for day, deviation in enumerate(deviations):
        if np.isfinite(deviation):
            total, weight = decay * total + deviation, decay * weight + 1
        state[day] = total / weight if weight else 0.0
    return state
