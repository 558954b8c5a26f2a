"""How far handle times will stray from their forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from forecasting.base import Floats
    from forecasting.handle_time.times import HandleTimes
    from forecasting.past import Index

MONTH_DAYS = 28
_PRIOR_LEVEL, _PRIOR_DRIFT, _PRIOR_DAYS = 0.02**2, 0.03**2, 10.0
# A level is no forecast before it has seen some days.
_FEWEST_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleSpread:
    """
    Relative variances of handle times around their forecast.

    Attributes
    ----------
    day : float
        What the intervals of one day share, and no other day does.
    level : float
        What all days of a forecast share: the level was not known better.
    drift : float
        What 28 days of lead add, since levels move on; neighbouring days share it.
    contact : float
        Of one contact (its squared coefficient of variation): the mean of `n` contacts
        has ``contact / n`` beside the others.
    """

    day: float
    level: float
    drift: float
    contact: float

    def day_variance(self, leads: Index) -> Floats:
        """Variance of the handle time of a day at any lead, without chance."""
        return np.asarray(self.day + self.level + self.drift * leads / MONTH_DAYS)


def learn_handle_spread(times: HandleTimes) -> HandleSpread:
    """
    Learn the variances by moments from what the levels of the past would have missed.

    Parameters
    ----------
    times : HandleTimes
        With little history all is as the priors say: 2 % for the level, 3 % for a day,
        3 % more after four weeks, and contacts that vary as much as their mean.

    Returns
    -------
    HandleSpread
    """
    noise = times.noise
    known = np.flatnonzero(times.contacts > 0)
    lead = known[None, :] - known[:, None]
    seen = np.arange(len(known))[:, None] >= _FEWEST_DAYS - 1
    origin, target = np.nonzero(seen & (lead > 0) & (lead <= MONTH_DAYS))
    variance = noise.of_day(times.contacts[known])[target]
    error = times.ratio[known][target] / times.levels[known][origin] - 1
    # One day is the target of many origins and counts as one; the less chance leaves
    # to be seen in it, the less it counts.
    usual = noise.day + _PRIOR_LEVEL + _PRIOR_DRIFT
    weight = np.minimum(usual / variance, 1.0) ** 2
    weight /= np.bincount(target, minlength=len(known))[target]
    reach = lead[origin, target] / MONTH_DAYS
    rows = np.column_stack([np.ones(len(reach)), reach])
    root = np.sqrt(np.append(weight, [_PRIOR_DAYS, _PRIOR_DAYS]))
    design = np.vstack([rows, np.eye(2)])
    wanted = np.append(error**2 - variance, [_PRIOR_LEVEL, _PRIOR_DRIFT])
    from scipy.optimize import nnls  # noqa: PLC0415 - slow to import

    (level, drift), _ = nnls(design * root[:, None], wanted * root)
    return HandleSpread(
        day=noise.day,
        level=float(level),
        drift=float(drift),
        contact=noise.contact,
    )
