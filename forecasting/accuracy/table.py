"""All methods side by side: by queue, horizon, level and kind of days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.accuracy.cases import EVERY, LEVELS, cases_of, horizons
from forecasting.accuracy.measures import errors_of, measures
from wfm.tables import BACKTEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALL_QUEUES = "*"


def accuracy_table(
    cells: pd.DataFrame, totals: pd.DataFrame, models: Sequence[str]
) -> pd.DataFrame:
    """
    Measure every method on the intervals that were forecast.

    Parameters
    ----------
    cells : DataFrame
        As `cells_of` and `staff_cells` give them, of all queues, origins and methods.
    totals : DataFrame
        As `totals_of` gives them, of the same.
    models : sequence of str
        Names, in the order in which they are to stand.

    Returns
    -------
    DataFrame
        Of `wfm.tables.BACKTEST`. Where there are several queues, ``*`` is all of them.
    """
    return _in_order(pd.concat(_scores(cells, totals), ignore_index=True), models)


def standings(table: pd.DataFrame, *, level: str, days: str) -> pd.DataFrame:
    """
    Rows of one level and kind of days, the method with the smallest error first.

    Parameters
    ----------
    table : DataFrame
        Of `wfm.tables.BACKTEST`.
    level : str
        ``interval``, ``day`` or ``week``.
    days : str
        ``normal`` or ``special``.

    Returns
    -------
    DataFrame
        Of all queues together, or of the only one; by method and horizon. Methods are
        ranked by WAPE over all horizons, those without one last.
    """
    rows = table[(table["level"] == level) & (table["days"] == days)]
    overall = rows["queue"] == ALL_QUEUES
    rows = rows[overall] if overall.any() else rows
    whole = rows[rows["horizon"] == EVERY].set_index("model")["wape"]
    rank = {name: place for place, name in enumerate(whole.sort_values().index)}
    order = rows["model"].map(rank).sort_values(kind="stable").index
    return rows.loc[order].reset_index(drop=True)


def _scores(cells: pd.DataFrame, totals: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Measures by queue, and of all queues together, at every level and horizon."""
    several = len(cells["queue"].unique()) > 1
    for level in LEVELS:
        errors = errors_of(cases_of(cells, totals, level))
        for horizon, rows in horizons(errors):
            for queues in (rows, *([rows.assign(queue=ALL_QUEUES)] if several else [])):
                by = ["queue", "model", "special"]
                origins = queues.groupby(by)["origin"].nunique().rename("origins")
                found = measures(queues, by).merge(origins.reset_index(), on=by)
                yield found.assign(horizon=horizon, level=level)


def _in_order(found: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    ranks = {
        "model": {name: rank for rank, name in enumerate(names)},
        "horizon": {name: rank for rank, name in enumerate(found["horizon"].unique())},
        "level": {name: rank for rank, name in enumerate(LEVELS)},
    }
    found = found.assign(days=np.where(found["special"], "special", "normal"))
    ordered = found.sort_values(
        ["queue", "model", "level", "horizon", "days"],
        key=lambda column: column.map(ranks.get(str(column.name), lambda cell: cell)),
    )
    return ordered[BACKTEST.names].reset_index(drop=True)
