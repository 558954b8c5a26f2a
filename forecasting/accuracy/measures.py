"""Measures of accuracy, always beside the naive and the irreducible floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.accuracy.floor import poisson_deviation
from forecasting.accuracy.quantile_error import inside, pinball
from forecasting.uncertainty.bands import QUANTILES

if TYPE_CHECKING:
    from collections.abc import Sequence

# An agent missing makes customers wait; one too many only costs a wage.
_SHORTAGE = 2.0


def errors_of(cases: pd.DataFrame) -> pd.DataFrame:
    """
    Error of every case, for `measures` to sum up.

    Parameters
    ----------
    cases : DataFrame
        ``actual, volume, naive, seasonal_naive, rate`` in contacts, the quantiles,
        ``absolute`` and ``squared`` (the scale), and agents ``needed, planned,
        naive_planned``.

    Returns
    -------
    DataFrame
        The other columns of `cases`, and one for each part of a measure.
    """
    actual = cases["actual"].to_numpy(np.float64)
    error = cases["volume"].to_numpy(np.float64) - actual
    quantiles = cases[list(QUANTILES)].to_numpy(np.float64)
    loss = pinball(actual, quantiles)
    held = inside(actual, quantiles)
    gap = (cases["planned"] - cases["needed"]).to_numpy(np.float64)
    naive_gap = (cases["naive_planned"] - cases["needed"]).to_numpy(np.float64)
    kept = [name for name in _KEPT if name in cases]
    return cases[kept].assign(
        contacts=actual,
        error=error,
        distance=np.abs(error),
        chance=poisson_deviation(cases["rate"].to_numpy(np.float64)),
        naive=np.abs(cases["naive"] - actual),
        seasonal=np.abs(cases["seasonal_naive"] - actual),
        scaled=np.abs(error) / _positive(cases["absolute"]),
        squared=error**2 / _positive(cases["squared"]),
        loss=loss,
        banded=np.where(np.isfinite(loss), actual, np.nan),
        held_80=held[:, 0],
        held_95=held[:, 1],
        needed=cases["needed"],
        over=np.maximum(gap, 0.0),
        under=np.maximum(-gap, 0.0),
        naive_cost=_cost(naive_gap),
    )


_KEPT = ("queue", "model", "origin", "special", "week", "lead")


def measures(errors: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """
    Sum errors up; shares are of the contacts that came, or of the agents needed.

    Parameters
    ----------
    errors : DataFrame
        As `errors_of` gives them.
    by : sequence of str
        Columns that say which cases belong together.

    Returns
    -------
    DataFrame
        `by`, and the measures of `wfm.tables.BACKTEST`; NaN where one is not defined.
    """
    groups = errors.groupby(list(by), sort=False)
    numbers = errors.select_dtypes("number").columns.difference(list(by))
    total, mean = groups[list(numbers)].sum(), groups[list(numbers)].mean()
    contacts, needed = _positive(total["contacts"]), _positive(total["needed"])
    wape, naive = total["distance"] / contacts, total["naive"] / contacts
    over, under = total["over"] / needed, total["under"] / needed
    found = pd.DataFrame(
        {
            "cases": groups.size(),
            "contacts": total["contacts"],
            "wape": wape,
            "floor": total["chance"] / contacts,
            "naive_wape": naive,
            "seasonal_naive_wape": total["seasonal"] / contacts,
            "ratio_to_naive": wape / _positive(naive),
            "bias": total["error"] / contacts,
            "mase": mean["scaled"],
            "rmsse": np.sqrt(mean["squared"]),
            "pinball": mean["loss"],
            "scrps": 2 * mean["loss"] / _positive(mean["banded"]),
            "coverage_80": mean["held_80"],
            "coverage_95": mean["held_95"],
            "agents_over": over,
            "agents_under": under,
            "staffing_cost": over + _SHORTAGE * under,
            "naive_staffing_cost": total["naive_cost"] / needed,
        }
    )
    return found.reset_index()


def _cost(gap: np.ndarray) -> np.ndarray:
    return np.where(gap < 0, -_SHORTAGE * gap, gap)


def _positive(values: pd.Series) -> pd.Series:
    """Divisors; NaN in the place of 0."""
    return values.where(values > 0)
