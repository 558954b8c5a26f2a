"""Boosted trees on the ratio of a day to its base: the last eight same weekdays.

The trees see what a planner would look at: weekday, slot, calendar, how the last days
and weeks stood to their base, and how far ahead the day is. Alone they say little that
other methods do not say better, but their errors are others (`combination`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from forecasting.models.bases import Bases
from forecasting.models.ratio import leaning_ratio
from wfm.errors import HistoryTooShortError, InputError

if TYPE_CHECKING:
    from types import ModuleType

    from forecasting.base import Floats
    from forecasting.past import Days, Past

FEWEST_WEEKS = 5
# Days ahead at which past days are shown to the trees: tomorrow and next week.
_LEADS = (1, 7)
_WARM_UP_DAYS, _FEWEST_BASE = 21, 3
_RECENT_WEEKS = 52
_ROUNDS = 150
# More is a day that cleaning missed, and must not be learnt.
_LARGEST_RATIO = 4.0
# One thread and fixed order, so that the same history gives the same trees.
_SETTINGS = {
    "objective": "regression",
    "num_leaves": 12,
    "learning_rate": 0.05,
    "min_data_in_leaf": 60,
    "lambda_l2": 5.0,
    "feature_fraction": 0.8,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "max_bin": 63,
    "seed": 1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


@cache
def boosting() -> ModuleType | None:
    """Find the library; None on a machine that lacks it or its OpenMP runtime."""
    try:
        import lightgbm  # noqa: PLC0415 - heavy, and not on every machine
    except (ImportError, OSError):
        return None
    return lightgbm


@dataclass(frozen=True, slots=True, kw_only=True)
class TreesFit:
    """
    Trees fitted to one queue.

    Attributes
    ----------
    trees : lightgbm.Booster
        Predict the ratio of an interval to its base.
    bases : Bases
        Of the past that was fitted.
    """

    trees: Any
    bases: Bases

    def predict(self, days: Days) -> Floats:
        """Mean contacts, shape (H, S)."""
        before = np.full(len(days.dates), len(self.bases.past.dates))
        features, base = self.bases.features(days, before)
        ratio = self.trees.predict(features.reshape(-1, features.shape[2]))
        return np.maximum(ratio.reshape(base.shape) * base, 0.0)

    def rest_of_day(self, days: Days, seen: Floats) -> Floats:
        """Mean contacts of one day given its beginning, shape (S,)."""
        return leaning_ratio(self.predict(days)[0], seen)


def fit_lightgbm(past: Past) -> TreesFit:
    """
    Grow the trees.

    Parameters
    ----------
    past : Past
        From about twenty weeks on they are worth their time.

    Raises
    ------
    HistoryTooShortError
        If no day has three same weekdays before it.
    InputError
        If the library, or OpenMP that it needs, is not on this machine.
    """
    library = boosting()
    if library is None:
        raise InputError(
            "model lightgbm needs the package lightgbm and the system's OpenMP library "
            "(libgomp1): install them, or choose another model"
        )
    bases = Bases(past.recent(_RECENT_WEEKS))
    features, ratio, weight = _examples(bases)
    data = library.Dataset(features, ratio, weight=weight)
    return TreesFit(trees=library.train(_SETTINGS, data, _ROUNDS), bases=bases)


def _examples(bases: Bases) -> tuple[Floats, Floats, Floats]:
    """Features, ratio to the base and weight of each past interval at each lead."""
    past = bases.past
    days = past.days[past.days >= past.days[0] + _WARM_UP_DAYS]
    found = []
    for lead in _LEADS:
        before = days - lead + 1
        enough = bases.count(past.weekdays[days], before) >= _FEWEST_BASE
        told, until = days[enough], before[enough]
        features, base = bases.features(past.seen_from(told, lead), until)
        used = past.known[told] & (base > 0)
        ratio = np.minimum(past.offered[told][used] / base[used], _LARGEST_RATIO)
        # A ratio is the surer the more contacts are behind it.
        found.append((features[used], ratio, np.sqrt(base[used])))
    features, ratio, weight = map(np.concatenate, zip(*found, strict=True))
    if not len(ratio):
        raise HistoryTooShortError(
            f"model lightgbm needs {FEWEST_WEEKS} weeks of history or more"
        )
    return features, ratio, weight
