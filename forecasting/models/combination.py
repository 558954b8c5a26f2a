"""Several methods at once: their mean is better than the best of them, and steadier.

On real queues the mean of unlike methods beats the one that was best so far, and it
never has a bad month. Which methods take part depends on how much history there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK, Floats
from forecasting.models.core import fit_core
from forecasting.models.ewma import fit_ewma
from forecasting.models.lightgbm import fit_lightgbm
from forecasting.models.mixed import fit_mixed
from forecasting.models.svd import fit_svd

if TYPE_CHECKING:
    from forecasting.models.protocol import Fit
    from forecasting.past import Days, Past

# Below this the calendar cannot be told from chance.
CORE_WEEKS = 6
SVD_WEEKS = 2
TREES_WEEKS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class CombinedFit:
    """
    Methods fitted to one queue.

    Attributes
    ----------
    ahead : dict of str to Fit
        Whose mean is the forecast of days to come.
    today : dict of str to Fit
        Whose mean is the forecast of the rest of a day.
    """

    ahead: dict[str, Fit]
    today: dict[str, Fit]

    def predict(self, days: Days) -> Floats:
        """Mean contacts, shape (H, S)."""
        found = [fit.predict(days) for fit in self.ahead.values()]
        return np.asarray(np.mean(found, axis=0))

    def rest_of_day(self, days: Days, seen: Floats) -> Floats:
        """Mean contacts of one day given its beginning, shape (S,)."""
        found = [fit.rest_of_day(days, seen) for fit in self.today.values()]
        return np.asarray(np.mean(found, axis=0))


def fit_combination(past: Past) -> CombinedFit:
    """
    Fit what the length of the history allows.

    Parameters
    ----------
    past : Past
        From two weeks on the decomposition takes part, from six on the regression.
    """
    weeks = (past.last - int(past.days[0]) + 1) / WEEK
    if weeks < SVD_WEEKS:
        ewma = fit_ewma(past)
        return CombinedFit(ahead={"ewma": ewma}, today={"ewma": ewma})
    svd, mixed = fit_svd(past), fit_mixed(past)
    if weeks < CORE_WEEKS:
        ewma = fit_ewma(past)
        return CombinedFit(
            ahead={"svd": svd, "ewma": ewma}, today={"mixed": mixed, "svd": svd}
        )
    core = fit_core(past)
    ahead = {"core": core, "svd": svd}
    if weeks >= TREES_WEEKS:
        ahead["lightgbm"] = fit_lightgbm(past)
    return CombinedFit(
        ahead=ahead,
        today={"core": core, "mixed": mixed, "svd": svd},
    )
