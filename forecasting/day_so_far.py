"""A day against its forecast, interval by interval: noise, or news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import numpy as np
import pandas as pd

from forecasting.intraday import Question, Rest, look_at_rest, tabulate_rest
from forecasting.look import LookAhead
from forecasting.outlook import Outlook, grid_of, rows_of
from forecasting.paths import draw_volumes
from wfm.tables import DAY_SO_FAR

if TYPE_CHECKING:
    from datetime import datetime

    from forecasting.base import Floats
    from forecasting.today import Today

_PATHS = 1000
_BAND = (0.10, 0.90)
NOISE, ABOVE, BELOW = "within noise", "above", "below"


def day_so_far(
    history: pd.DataFrame,
    *,
    at: str | datetime,
    rng: np.random.Generator | None = None,
    **question: Unpack[Question],
) -> pd.DataFrame:
    """
    Say how a day stands to the forecast made before it, and where it will end.

    A deviation is news only where the contacts so far lie outside the 80 % band that
    the forecast of the day before gave them; within it, to do nothing is right.

    Parameters
    ----------
    history : DataFrame
        Of `wfm.tables.HISTORY`, raw or typed, with the day so far.
    at : str, datetime or Timestamp
        Now; local without an offset. Nothing at or after it is used.
    rng : numpy.random.Generator, optional
        For the bands of sums, which are drawn; seeded with 0 by default.
    **question
        As in `forecasting.reforecast`.

    Returns
    -------
    DataFrame
        Of `wfm.tables.DAY_SO_FAR`: each open interval of the day, with what came, what
        was forecast the day before and what is forecast now, and the same from the
        morning to the end of the interval. The verdict of an interval is that of the
        day up to it.

    Raises
    ------
    InputError
        If a table or an argument is wrong.
    HistoryTooShortError
        If less than three hours of history lie before that day.
    """
    return _beside(look_at_rest(history, at=at, **question), rng)


def reforecast_and_day(
    history: pd.DataFrame,
    *,
    at: str | datetime,
    rng: np.random.Generator | None = None,
    **question: Unpack[Question],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Forecast the rest of a day, and say how the day stands, in one go.

    Parameters
    ----------
    history, at, rng, **question
        As in `day_so_far`.

    Returns
    -------
    rest, day : DataFrame
        As `forecasting.reforecast` and `day_so_far` give them.

    Raises
    ------
    InputError, HistoryTooShortError
        As `day_so_far`.
    """
    rest = look_at_rest(history, at=at, **question)
    return tabulate_rest(rest), _beside(rest, rng)


def _beside(rest: Rest, rng: np.random.Generator | None) -> pd.DataFrame:
    """Lay the day of each queue beside its forecasts."""
    today, decided = rest.today, rest.guidance.decided
    request = today.request.without_history()
    look = LookAhead(request, rest.model)
    before = rest.work.each(look, [each for each, _ in today.queues])
    streams = (rng or np.random.default_rng(0)).spawn(len(before))
    tables = [
        _compare(
            decided(early, request.dates),
            decided(late, request.dates),
            came,
            today,
            stream,
        )
        for early, late, (_, came), stream in zip(
            before, rest.found, today.queues, streams, strict=True
        )
        if early is not None and late is not None
    ]
    if not tables:
        return pd.DataFrame(columns=DAY_SO_FAR.names)
    return pd.concat(tables, ignore_index=True)


def _compare(
    early: Outlook, late: Outlook, came: Floats, today: Today, rng: np.random.Generator
) -> pd.DataFrame:
    """Lay one queue's day beside its forecasts."""
    times, day, slot = rows_of(early, grid_of([early], today.request))
    over, seen = today.over(times).to_numpy(), np.isfinite(came[slot])
    # What was not recorded cannot be compared: it is left out on both sides.
    compared = seen | ~over
    actual = np.where(seen, came[slot], 0.0)
    expected = np.where(compared, early.volume[day, slot], 0.0)
    now = np.where(seen, actual, late.volume[day, slot])
    morning, evening = (
        draw_volumes(outlook, _PATHS, rng)[:, day, slot] for outlook in (early, late)
    )
    low, high = _band(np.where(compared, morning, 0.0))
    end_low, end_high = _band(np.where(seen, actual, evening))
    told = over & (np.cumsum(seen) > 0)
    total = np.cumsum(actual)
    verdict = np.where(total < low, BELOW, np.where(total > high, ABOVE, NOISE))
    return pd.DataFrame(
        {
            "queue": pd.Series(early.queue, index=times.index, dtype="str"),
            "start": times,
            "actual": np.where(seen, came[slot], np.nan),
            "volume_before": early.volume[day, slot],
            "volume": now,
            "so_far": np.where(told, total, np.nan),
            "so_far_before": np.cumsum(expected),
            "so_far_before_p10": low,
            "so_far_before_p90": high,
            "day": np.cumsum(now),
            "day_p10": end_low,
            "day_p90": end_high,
            "verdict": np.where(told, verdict, "").astype(object),
        },
        columns=DAY_SO_FAR.names,
    ).reset_index(drop=True)


def _band(paths: Floats) -> tuple[Floats, Floats]:
    """80 % band of the contacts up to each interval."""
    low, high = np.quantile(np.cumsum(paths, axis=1), _BAND, axis=0)
    return low, high
