"""Forecasts of days that are over, made again as if they were not."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING

from forecasting.accuracy import USUAL_AHT, USUAL_GOAL, accuracy_table, staff_cells
from forecasting.accuracy.runs import Runs
from forecasting.accuracy.trial import read_trial
from forecasting.inputs import Setting, first_day
from forecasting.models import METHODS, method
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date

    import pandas as pd

    from wfm.demand import ServiceGoal

# Not a multiple of seven, so that the next day is every weekday in its turn.
_EVERY = 5


def backtest(  # noqa: PLR0913 - the signature that users script against
    history: pd.DataFrame,
    *,
    start: str | date | None = None,
    origins: int | None = None,
    every: int = _EVERY,
    days: int = 28,
    models: Sequence[str] | None = None,
    special_days: pd.DataFrame | None = None,
    country: str | None = None,
    opening: pd.DataFrame | None = None,
    timezone: str = "America/Bogota",
    interval: int | None = None,
    refused: Collection[str] = (),
    goal: ServiceGoal = USUAL_GOAL,
    aht_s: float = USUAL_AHT,
    workers: int = 1,
    tell: Callable[[float], None] | None = None,
) -> pd.DataFrame:
    """
    Accuracy of the methods on days that are over, from several origins.

    At each origin every method forecasts from the rows before it, as `forecast` would
    have then: hours, cleaning and bands are learnt anew, and an analog day that was
    still to come is a holiday without a kind. Only the calendar is known ahead.

    Parameters
    ----------
    history : DataFrame
        Of `wfm.tables.HISTORY`, raw or typed.
    start : str, date or Timestamp, optional
        First origin, an ISO date; else as late as the origins fit.
    origins : int, optional
        Forecasts of each method; as many as fit by default, at most 8.
    every : int
        Days from one origin to the next, at least 1. A multiple of seven would see the
        next day on one weekday only.
    days : int
        Calendar days of each forecast, 1 to 731. All of them must be over.
    models : sequence of str, optional
        Names; all methods by default, ``auto`` first.
    special_days, country, opening, timezone, interval, refused
        As for `forecast`.
    goal : ServiceGoal
        What the staffing cost of an error is measured with: 80 % in 20 seconds.
    aht_s : float
        Seconds a contact for that cost where the history has no handle time, above 0.
    workers : int
        Processes that share the queues, at least 1. The result is the same.
    tell : callable, optional
        Told the share of the work that is done.

    Returns
    -------
    DataFrame
        Of `wfm.tables.BACKTEST`: a row for each queue (``*`` is all of them, where
        there are several), model, horizon, level and kind of days. Intervals whose
        contacts are not recorded are left out. ``attrs["left_out"]`` says which models
        need a longer history; one that is asked for by name is an error instead.

    Raises
    ------
    InputError
        If a table or an argument is wrong.
    HistoryTooShortError
        If no origin, or not all that were asked for, have two weeks before them and
        `days` days after them.
    NoAnswerError
        If no contacts at all came on the days to compare with.

    Examples
    --------
    A queue that repeats itself is forecast without an error:

    >>> import pandas as pd
    >>> starts = pd.date_range("2026-09-07 08:00", "2026-11-29 08:00", freq="D")
    >>> history = pd.DataFrame({"queue": "sales", "start": starts, "offered": 40})
    >>> found = backtest(history, origins=2, days=7, models=["ewma"], interval=60)
    >>> found.loc[0, ["model", "horizon", "level", "days"]].tolist()
    ['ewma', 'next day', 'interval', 'normal']
    >>> found.loc[0, ["wape", "floor"]].astype(float).round(3).tolist()
    [0.0, 0.126]
    """
    setting = Setting(
        special_days=special_days,
        opening=opening,
        country=country,
        timezone=timezone,
        interval=interval,
        refused=frozenset(refused),
    )
    names = _names(models)
    for name, value in (("origins", origins), ("every", every), ("days", days)):
        if value is not None:
            _check_whole(name, value)
    if not aht_s > 0:
        raise ParameterError("aht_s", aht_s, "above 0")
    trial = read_trial(history, setting, days)
    first = None if start is None else first_day(start, trial.table)
    moments = trial.origins(first, origins, every)
    runs = Runs(trial, names, moments, workers, asked=models is not None)
    cells, totals = runs.compare(tell or _untold)
    staffed = staff_cells(cells, trial.interval, goal, aht_s)
    table = accuracy_table(staffed, totals, runs.names)
    table.attrs["left_out"] = runs.left_out
    return table


def _untold(_share: float) -> None:
    pass


def _names(models: Iterable[str] | None) -> list[str]:
    names = list(METHODS if models is None else models)
    if not names:
        raise ParameterError("models", names, f"one or more of {', '.join(METHODS)}")
    for name in names:
        method(name)
    return list(dict.fromkeys(names))


def _check_whole(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, Integral) or value < 1:
        raise ParameterError(name, value, "a whole number, at least 1")
