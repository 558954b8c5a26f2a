"""Growth that is scheduled: one factor a month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.errors import ParameterError

_MONTHS = 1200


def growth_overrides(
    queue: str, rate: float, *, first_month: str, months: int, author: str, reason: str
) -> pd.DataFrame:
    """
    Scheduled growth by month, as overrides.

    The first month has the factor ``1 + rate``, the next ``(1 + rate)**2``, and so on.

    Parameters
    ----------
    queue : str
        Name, or ``*`` for all.
    rate : float
        Growth a month, above -1: 0.02 for two per cent.
    first_month : str
        Like ``2026-12``.
    months : int
        How many, 1 to 1200.
    author, reason : str
        Who, and why.

    Returns
    -------
    DataFrame
        Of `wfm.tables.OVERRIDES`, a row a month.

    Raises
    ------
    ParameterError
        If the rate, the month or the number is out of range.

    Examples
    --------
    >>> rows = growth_overrides(
    ...     "ventas", 0.1, first_month="2026-12", months=2, author="Ana", reason="plan"
    ... )
    >>> rows["value"].round(6).tolist()
    [1.1, 1.21]
    """
    if not rate > -1:
        raise ParameterError("rate", rate, "above -1, like 0.02 for two per cent")
    if not 1 <= months <= _MONTHS:
        raise ParameterError("months", months, f"from 1 to {_MONTHS}")
    begin = pd.to_datetime(first_month, format="%Y-%m", errors="coerce")
    if pd.isna(begin):
        raise ParameterError("first_month", first_month, "a month like 2026-12")
    starts = pd.date_range(begin, periods=months, freq="MS")
    ends = starts + pd.offsets.MonthEnd()
    return pd.DataFrame(
        {
            "queue": queue,
            "start": starts.strftime("%Y-%m-%d"),
            "end": ends.strftime("%Y-%m-%d"),
            "kind": "factor",
            "value": (1 + rate) ** np.arange(1, months + 1),
            "author": author,
            "reason": reason,
        }
    )
