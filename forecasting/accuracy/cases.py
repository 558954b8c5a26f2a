"""From intervals to what is judged: the interval, the day or the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.base import WEEK
from forecasting.uncertainty.bands import QUANTILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

LEVELS = ("interval", "day", "week")
NEXT_DAY, EVERY = "next day", "all"
_ADDED = (
    "actual",
    "volume",
    "naive",
    "seasonal_naive",
    "rate",
    "needed",
    "planned",
    "naive_planned",
)
_FIRST = ("queue", "model", "origin", "special", "week")


def cases_of(cells: pd.DataFrame, totals: pd.DataFrame, level: str) -> pd.DataFrame:
    """
    Cases of one level: intervals, days or weeks of the horizon.

    A week is seven days from the origin on. Special days are cases of their own: the
    week's other case is the total of its normal days.

    Parameters
    ----------
    cells : DataFrame
        As `cells_of` and `staff_cells` give them.
    totals : DataFrame
        Quantiles of days and weeks, as `totals_of` gives them.
    level : str
        One of ``LEVELS``.

    Returns
    -------
    DataFrame
        With ``week`` of the horizon, from 1, and the scale of the level as
        ``absolute`` and ``squared``.
    """
    cells = cells.assign(
        week=(cells["lead"] - 1) // WEEK + 1,
        absolute=cells[f"absolute_{level}"],
        squared=cells[f"squared_{level}"],
    )
    if level == "interval":
        return cells
    by = [*_FIRST, "lead"] if level == "day" else list(_FIRST)
    added = dict.fromkeys(_ADDED, "sum") | dict.fromkeys(("absolute", "squared"), "max")
    found = cells.groupby(by, sort=False).agg(added).reset_index()
    own = totals[totals["level"] == level]
    return found.merge(own[[*by, *QUANTILES]], on=by, how="left")


def horizons(cases: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """
    Cases by how far ahead they were forecast: the next day, each week, and all.

    Parameters
    ----------
    cases : DataFrame
        As `cases_of` gives them; weeks have no next day.
    """
    if "lead" in cases:
        yield NEXT_DAY, cases[cases["lead"] == 1]
    for week, rows in cases.groupby("week"):
        yield f"week {week}", rows
    yield EVERY, cases
