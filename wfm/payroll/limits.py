"""Which minutes lie beyond a limit of the day or of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.labour.clock import on_each

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wfm.labour.rules import RuleBook

_BY_DAY, _BY_WEEK = ["agent", "date"], ["agent", "week"]


def beyond_ordinary(
    rows: pd.DataFrame, terms: pd.DataFrame, book: RuleBook
) -> pd.DataFrame:
    """
    Split ordinary work where it passes what the law and the contract allow.

    A day is limited by the rules of its date, a week by those of its Monday. Minutes
    beyond the day do not count for the week.

    Parameters
    ----------
    rows : DataFrame
        Pieces of ordinary work by agent and time, with ``date`` and ``week``.
    terms : DataFrame
        Of every row: ``successive``, ``weekly_minutes``, ``max_day_minutes``.
    book : RuleBook
        Whose limits hold.

    Returns
    -------
    DataFrame
        Rows of the same minutes with ``beyond``.
    """
    turns = terms["successive"].to_numpy(bool)
    daily = np.where(
        turns,
        on_each(rows["date"], "successive_day_minutes", book.on),
        on_each(rows["date"], "day_minutes", book.on),
    )
    weekly = np.where(
        turns,
        on_each(rows["date"], "successive_week_minutes", book.of_week),
        on_each(rows["date"], "week_minutes", book.of_week),
    )
    rows = rows.assign(
        daily=np.fmin(daily, terms["max_day_minutes"].to_numpy(float)),
        weekly=np.fmin(weekly, terms["weekly_minutes"].to_numpy(float)),
    )
    within, over_day = _split(rows, _BY_DAY, "daily")
    within, over_week = _split(within, _BY_WEEK, "weekly")
    return pd.concat(
        [
            within.assign(beyond=False),
            over_day.assign(beyond=True),
            over_week.assign(beyond=True),
        ]
    ).drop(columns=["daily", "weekly"])


def beyond_tier(rows: pd.DataFrame, book: RuleBook) -> pd.DataFrame:
    """
    Split overtime where a week's passes into the second price.

    Parameters
    ----------
    rows : DataFrame
        Pieces of overtime by agent and time, with ``date`` and ``week``.
    book : RuleBook
        Whose limits hold.

    Returns
    -------
    DataFrame
        Rows of the same minutes with ``tier``.
    """
    limit = on_each(rows["date"], "overtime_tier_minutes", book.of_week)
    rows = rows.assign(limit=limit)
    within, over = _split(rows, _BY_WEEK, "limit")
    return pd.concat([within.assign(tier=False), over.assign(tier=True)]).drop(
        columns="limit"
    )


def _split(
    rows: pd.DataFrame, groups: list[str], limit: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows within and beyond the limit of their group, in whole minutes each."""
    reached = rows.groupby(groups)["minutes"].cumsum().to_numpy()
    over = _whole(np.clip(reached - rows[limit], 0, rows["minutes"]))
    within = rows.assign(minutes=rows["minutes"] - over)
    beyond = rows.assign(minutes=over)
    return within[within["minutes"] > 0], beyond[beyond["minutes"] > 0]


def _whole(minutes: pd.Series) -> NDArray[np.int64]:
    return minutes.to_numpy(float).round().astype(np.int64)
