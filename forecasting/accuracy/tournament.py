"""How all methods did lately on one queue, at the price of a few fits each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import numpy as np
import pandas as pd

from forecasting.accuracy import four_week_mean, poisson_deviation
from forecasting.accuracy.floor import likely_rate
from forecasting.ahead import Question, read_question
from forecasting.base import WEEK
from forecasting.knowledge import know
from forecasting.models import METHODS
from wfm.errors import HistoryTooShortError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.base import Floats
    from forecasting.models.protocol import Method
    from forecasting.past import Days, Past

_HORIZON = 4 * WEEK
_FEWEST_DAYS = 2 * WEEK
# Origins a week and a day apart, so that the weekdays take turns at every lead.
_EVERY, _ORIGINS = 8, 4


def tournament(history: pd.DataFrame, **question: Unpack[Question]) -> pd.DataFrame:
    """
    Rank all methods on the last normal weeks of each queue.

    Parameters
    ----------
    history : DataFrame
        Of `wfm.tables.HISTORY`, raw or typed.
    **question
        As in `forecasting.forecast`.

    Returns
    -------
    DataFrame
        ``queue`` and what `rank_methods` gives, queue by queue.

    Raises
    ------
    InputError, HistoryTooShortError
        As `forecasting.forecast`.
    """
    request, _ = read_question(history, question)
    histories = request.queues()
    tables = [
        rank_methods(knowledge.past).assign(queue=knowledge.history.queue)
        for knowledge in (know(each, request) for each in histories)
        if knowledge is not None
    ]
    table = pd.concat(tables, ignore_index=True)
    return table[["queue", *(name for name in table if name != "queue")]]


def rank_methods(past: Past, methods: Mapping[str, Method] = METHODS) -> pd.DataFrame:
    """
    Rank methods by their error on the last normal weeks of a queue.

    It is for looking at, and chooses nothing: on real queues the method that was best
    so far is not the best of the next weeks, and the combination is better than it.

    Parameters
    ----------
    past : Past
        The normal days of one queue.
    methods : mapping of str to Method
        By name.

    Returns
    -------
    DataFrame
        ``model, wape, bias, naive_wape, floor`` by interval over up to four weeks from
        each of four origins, best first. Methods that need a longer history are left
        out; there is no row where it is shorter than two weeks and a day.
    """
    end = past.last + 1
    first = int(past.days[0]) + _FEWEST_DAYS
    latest = max(end - _HORIZON, first)
    origins = [day for day in range(latest, first - 1, -_EVERY) if day < end]
    trials = [_trial(past, day, end, methods) for day in origins[:_ORIGINS]]
    if not trials:
        return pd.DataFrame(columns=["model", "wape", "bias", "naive_wape", "floor"])
    actual, naive, rate, *forecasts = (
        np.concatenate(parts) for parts in zip(*trials, strict=True)
    )
    contacts = max(float(actual.sum()), np.finfo(np.float64).tiny)
    return (
        pd.DataFrame(
            {
                "model": list(methods),
                "wape": [np.abs(made - actual).sum() / contacts for made in forecasts],
                "bias": [(made - actual).sum() / contacts for made in forecasts],
                "naive_wape": np.abs(naive - actual).sum() / contacts,
                "floor": poisson_deviation(rate).sum() / contacts,
            }
        )
        .dropna(subset="wape")
        .sort_values("wape", kind="stable", ignore_index=True)
    )


def _trial(
    past: Past, day: int, end: int, methods: Mapping[str, Method]
) -> list[Floats]:
    """Contacts that came from a day on, naive, likely rate, and every forecast."""
    known, days = past.until(day), past.following(day, min(_HORIZON, end - day))
    ahead = slice(day, day + len(days.dates))
    actual = past.offered[ahead]
    usual = np.ones(len(known.dates), dtype=np.bool_)
    naive = four_week_mean(known.offered, known.dates, usual, days.dates)
    counts = np.isfinite(actual)
    found = [actual, naive, likely_rate(actual, naive)]
    found += [_predicted(fit, known, days) for fit in methods.values()]
    return [values[counts] for values in found]


def _predicted(method: Method, known: Past, days: Days) -> Floats:
    try:
        return method(known).predict(days)
    except HistoryTooShortError:
        return np.full((len(days.dates), known.offered.shape[1]), np.nan)
