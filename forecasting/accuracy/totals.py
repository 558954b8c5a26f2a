"""Bands of days and weeks: quantiles of what their intervals add up to when drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.accuracy.quantile_error import SHARES
from forecasting.base import WEEK
from forecasting.uncertainty.bands import QUANTILES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.base import Floats

KEY = ["level", "queue", "model", "origin", "special", "week", "lead"]


def totals_of(cells: pd.DataFrame, drawn: Mapping[str, Floats]) -> pd.DataFrame:
    """
    Quantiles of the totals of the intervals that count.

    Parameters
    ----------
    cells : DataFrame
        As `cells_of` gives them, of one queue and one origin.
    drawn : mapping of str to ndarray of float64, shape (P, H, S)
        Contacts by path, day and slot, by method; NaN where closed. A method without
        draws holds the queue for closed.

    Returns
    -------
    DataFrame
        ``KEY`` and the quantiles, by day and by week (there ``lead`` is 0).
    """
    rows = []
    for name, own in cells.groupby("model", sort=False):
        lead, slot = own["lead"].to_numpy(), own["slot"].to_numpy()
        days = np.zeros((1, int(lead.max())))
        if str(name) in drawn:
            paths = drawn[str(name)]
            days = np.zeros((len(paths), int(lead.max())))
            np.add.at(days.T, lead - 1, np.nan_to_num(paths[:, lead - 1, slot]).T)
        first = own[["queue", "model", "origin"]].iloc[0].to_dict()
        rows += [first | row for row in _of_days(own, days)]
    return pd.DataFrame(rows, columns=[*KEY, *QUANTILES])


def _of_days(cells: pd.DataFrame, days: Floats) -> Iterator[dict[str, object]]:
    """Rows of one method, from its day totals by path, shape (P, H)."""
    kinds = cells[["lead", "special"]].drop_duplicates()
    kinds = kinds.assign(week=(kinds["lead"] - 1) // WEEK + 1)
    for lead, special, week in kinds.itertuples(index=False):
        kind = {"week": week, "special": special, "lead": lead}
        yield {"level": "day", **kind, **_quantiles(days[:, lead - 1])}
    for (week, special), own in kinds.groupby(["week", "special"]):
        total = days[:, own["lead"].to_numpy() - 1].sum(axis=1)
        kind = {"week": week, "special": special, "lead": 0}
        yield {"level": "week", **kind, **_quantiles(total)}


def _quantiles(totals: Floats) -> dict[str, float]:
    found = np.quantile(totals, SHARES)
    return dict(zip(QUANTILES, found.tolist(), strict=True))
