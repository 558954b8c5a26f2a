"""What must be kept beside the pay: overtime, and worked rest days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.labour.clock import on_each
from wfm.tables.payroll import OVERTIME_REGISTER, REST_DAYS

if TYPE_CHECKING:
    from wfm.labour.rules import RuleBook

_HOUR = 60


def overtime_register(rows: pd.DataFrame) -> pd.DataFrame:
    """
    Overtime by agent, date and activity, apart by day and by night.

    Parameters
    ----------
    rows : DataFrame
        Pieces of overtime: agent, calendar ``date``, activity, queue, ``night``,
        ``minutes``.

    Returns
    -------
    DataFrame
        Overtime register; the activity is the queue served where there is one.
    """
    queue = rows["queue"].fillna("")
    named = rows.assign(
        activity=queue.where(queue != "", rows["activity"]),
        period=np.where(rows["night"], "night", "day"),
    )
    keys = ["agent", "date", "activity", "period"]
    found = named.groupby(keys, as_index=False)["minutes"].sum()
    return found.assign(hours=found["minutes"] / _HOUR)[OVERTIME_REGISTER.names]


def worked_rest_days(
    rows: pd.DataFrame, people: pd.DataFrame, book: RuleBook
) -> pd.DataFrame:
    """
    Weekly rest days on which an agent worked, by calendar month.

    Parameters
    ----------
    rows : DataFrame
        Pieces of paid work: agent, calendar ``date``, ``weekday``.
    people : DataFrame
        Terms by agent: ``rest_day``.
    book : RuleBook
        The rest day where none is agreed, and from how many on they are habitual.

    Returns
    -------
    DataFrame
        Rest days table; a month counts only the days that the schedule has.
    """
    days = rows[["agent", "date", "weekday"]].drop_duplicates()
    agreed = days["agent"].map(people["rest_day"]).astype(float)
    ruled = on_each(days["date"], "rest_weekday", book.on)
    worked = days[days["weekday"] == agreed.fillna(pd.Series(ruled, days.index))]
    worked = worked.assign(
        month=worked["date"].dt.strftime("%Y-%m"),
        limit=on_each(worked["date"], "habitual_rest_days", book.on),
    )
    found = worked.groupby(["agent", "month"], as_index=False).agg(
        worked=("date", "count"), limit=("limit", "min")
    )
    habitual = found["worked"] >= found["limit"]
    return found.assign(in_return=found["worked"].where(habitual, 0))[REST_DAYS.names]
