"""Several methods at once: their mean is better than the best of them, and steadier.

On real queues the mean of unlike methods beats the one that was best so far, and it
never has a bad month. Which methods take part depends on how much history there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.core import fit_core
from forecasting.models.ewma import fit_ewma
from forecasting.models.lightgbm import boosting, fit_lightgbm
from forecasting.models.mixed import fit_mixed
from forecasting.models.svd import fit_svd
from wfm.errors import HistoryTooShortError

if TYPE_CHECKING:
    from forecasting.base import Floats
    from forecasting.models.protocol import Fit
    from forecasting.past import Days, Past

# Below this the calendar cannot be told from chance.
CORE_WEEKS = 6
SVD_WEEKS = 2
TREES_WEEKS = 14
# The rest of a day stays within a third and three times what was forecast before it.
_REACH = 3.0


@dataclass(frozen=True, kw_only=True)
class CombinedFit:
    """
    Methods fitted to one queue, each when it is first needed.

    Attributes
    ----------
    past : Past
        The normal days of the queue.
    quick : bool
        Whether to leave out the methods that take most of the time.
    """

    past: Past
    quick: bool = False

    @cached_property
    def _steady(self) -> dict[str, Fit]:
        """Methods that serve for days to come and for the rest of a day."""
        if self.past.weeks < SVD_WEEKS:
            return {"ewma": fit_ewma(self.past)}
        svd = fit_svd(self.past)
        if self.past.weeks < CORE_WEEKS:
            return {"svd": svd}
        return {"core": fit_core(self.past), "svd": svd}

    @cached_property
    def ahead(self) -> dict[str, Fit]:
        """Methods whose mean is the forecast of days to come."""
        if SVD_WEEKS <= self.past.weeks < CORE_WEEKS:
            return self._steady | {"ewma": fit_ewma(self.past)}
        if self.quick or self.past.weeks < TREES_WEEKS or boosting() is None:
            return self._steady
        try:
            return self._steady | {"lightgbm": fit_lightgbm(self.past)}
        except HistoryTooShortError:
            # Nothing but zeros, or days too far apart, teach the trees nothing.
            return self._steady

    @cached_property
    def today(self) -> dict[str, Fit]:
        """Methods whose mean is the forecast of the rest of a day."""
        if self.past.weeks < SVD_WEEKS:
            return self._steady
        more: dict[str, Fit] = {
            "mixed": fit_mixed(self.past),
            "ewma": fit_ewma(self.past),
        }
        if self.past.weeks >= CORE_WEEKS and not self.quick:
            from forecasting.models.fourier import (  # noqa: PLC0415 - the compiler
                fit_fourier,
            )

            more["fourier"] = fit_fourier(self.past)
        return self._steady | more

    def predict(self, days: Days) -> Floats:
        """Mean contacts, shape (H, S)."""
        found = [fit.predict(days) for fit in self.ahead.values()]
        return np.asarray(np.mean(found, axis=0))

    def rest_of_day(self, days: Days, seen: Floats) -> Floats:
        """Mean contacts of one day given its beginning, shape (S,)."""
        found = [fit.rest_of_day(days, seen) for fit in self.today.values()]
        before = np.mean([fit.predict(days)[0] for fit in self.today.values()], axis=0)
        # A morning beyond belief is an error of the log, or needs a person to decide.
        rest = np.clip(np.mean(found, axis=0), before / _REACH, before * _REACH)
        return np.asarray(rest)


def fit_combination(past: Past, *, quick: bool = False) -> CombinedFit:
    """
    Fit what the length of the history allows.

    Parameters
    ----------
    past : Past
        From two weeks on the decomposition takes part, from six on the regression, from
        fourteen on the trees.
    quick : bool
        Whether to leave out the methods that take most of the time: trees and waves.
    """
    return CombinedFit(past=past, quick=quick)
