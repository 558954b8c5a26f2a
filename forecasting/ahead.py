"""The days and weeks ahead: from a history to the forecast table, and to its paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

import numpy as np

from forecasting.decisions.guidance import Guidance, read_guidance
from forecasting.executor import executor
from forecasting.inputs import Setting, first_day, read_history, read_request
from forecasting.launch.queues import look_at_launches
from forecasting.look import LookAhead
from forecasting.models import AUTO, method
from forecasting.outlook import Outlook, tabulate
from forecasting.paths import tabulate_paths
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    import pandas as pd

    from forecasting.inputs import Request


class Question(TypedDict, total=False):
    """What `forecast` can be asked; see there."""

    start: str | date | None
    days: int
    special_days: pd.DataFrame | None
    country: str | None
    opening: pd.DataFrame | None
    timezone: str
    model: str
    interval: int | None
    refused: Collection[str]
    new_agents: pd.DataFrame | None
    launches: pd.DataFrame | None
    contracted: pd.DataFrame | None
    overrides: pd.DataFrame | None
    workers: int


def forecast(  # noqa: PLR0913 - the signature that users script against
    history: pd.DataFrame | None,
    *,
    start: str | date | None = None,
    days: int = 28,
    special_days: pd.DataFrame | None = None,
    country: str | None = None,
    opening: pd.DataFrame | None = None,
    timezone: str = "America/Bogota",
    model: str = AUTO,
    interval: int | None = None,
    refused: Collection[str] = (),
    new_agents: pd.DataFrame | None = None,
    launches: pd.DataFrame | None = None,
    contracted: pd.DataFrame | None = None,
    overrides: pd.DataFrame | None = None,
    workers: int = 1,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """
    Contacts and handle times of the days to come, for every queue.

    The past is cleaned (special days, outages, spikes); the methods that the length of
    the history allows are fitted and averaged; special days follow their kind; and the
    bands are as wide as the same methods' errors on the last weeks say.

    Parameters
    ----------
    history : DataFrame or None
        Of `wfm.tables.HISTORY`, raw or typed. Rows at and after `start` are not used.
        None where all queues are new.
    start : str, date or Timestamp, optional
        First day, an ISO date; the Monday after the history ends by default.
    days : int
        Calendar days, 1 to 731.
    special_days : DataFrame, optional
        Of `wfm.tables.SPECIAL_DAYS`. A day without a kind is treated as a holiday: like
        a Sunday, else like a Saturday, until past ones show what blend of those and its
        own weekday it is. Names with "eve" or "bridge" (víspera, puente) are learnt
        apart. ``payday``, ``billing`` and ``campaign`` multiply the day and those
        after it, by what they did before.
    country : str, optional
        ISO code of the country whose public holidays apply; ``none`` or None for none.
    opening : DataFrame, optional
        Of `wfm.tables.OPENING`; learnt from the history where it says nothing.
    timezone : str
        IANA name; zone of times without an offset, and of all times returned.
    model : str
        ``auto``, the combination, or the name of a method
        (`forecasting.models.METHODS`).
    interval : int, optional
        Length of an interval in minutes; the history's own by default. A finer history
        is added up.
    refused : collection of str
        Ids of changes by cleaning (`forecasting.cleaning_changes`) not to be made.
    new_agents : DataFrame, optional
        Of `wfm.tables.NEW_AGENTS`, raw or typed: classes whose contacts take longer at
        first, which is taken out of the history and put into the days ahead.
    launches, contracted : DataFrame, optional
        Of `wfm.tables.LAUNCHES` and `CONTRACTED`, raw or typed: how queues start whose
        history is shorter than two weeks (`forecasting.forecast_new`).
    overrides : DataFrame, optional
        Of `wfm.tables.OVERRIDES`, raw or typed: planners' decisions, applied after the
        model; the bands keep their width relative to the mean.
    workers : int
        Processes that share the queues, at least 1. The result is the same.
    rng : numpy.random.Generator, optional
        For methods that draw at random; none of the present ones does.

    Returns
    -------
    DataFrame
        Of `wfm.tables.FORECAST`, by queue and start, open intervals only: mean
        contacts, their quantiles, and seconds of handle time. Queues of which nothing
        is recorded before `start` are absent. ``attrs["methods"]`` says by queue whose
        mean it is, ``attrs["fell_back"]`` why it is not that of `model`: its history is
        too short.

    Raises
    ------
    InputError
        If a table or an argument is wrong.
    HistoryTooShortError
        If less than three hours of history lie before `start`.

    Examples
    --------
    Twenty half-hours a day with 40 contacts each:

    >>> import pandas as pd
    >>> starts = pd.date_range("2026-11-02", "2026-11-29 23:30", freq="30min")
    >>> starts = starts[(starts.hour >= 8) & (starts.hour < 18)]
    >>> history = pd.DataFrame({"queue": "sales", "start": starts, "offered": 40})
    >>> monday = forecast(history, days=1)
    >>> str(monday["start"].iloc[0]), round(float(monday["volume"].sum()), 6)
    ('2026-11-30 08:00:00-05:00', 800.0)
    """
    found, request = _answer(
        history,
        start=start,
        days=days,
        special_days=special_days,
        country=country,
        opening=opening,
        timezone=timezone,
        model=model,
        interval=interval,
        refused=refused,
        new_agents=new_agents,
        launches=launches,
        contracted=contracted,
        overrides=overrides,
        workers=workers,
    )
    return tabulate(found, request)


def forecast_paths(
    history: pd.DataFrame | None,
    *,
    paths: int = 500,
    rng: np.random.Generator | None = None,
    **question: Unpack[Question],
) -> pd.DataFrame:
    """
    Draw contacts and handle times of the days to come together, for every queue.

    Each path is one way the days may go: all its intervals share what a day, and what
    the whole forecast, may be off, and its queues what their days were off by together
    in the past. Sums over a path are draws of days, weeks and the whole centre; each
    interval has the band that `forecast` gives it. Handle times are drawn queue by
    queue.

    Parameters
    ----------
    history : DataFrame or None
        Of `wfm.tables.HISTORY`, raw or typed.
    paths : int
        Draws of each queue, at least 1.
    rng : numpy.random.Generator, optional
        Source of chance; seeded with 0 by default.
    **question
        As in `forecast`.

    Returns
    -------
    DataFrame
        Of `wfm.tables.PATHS`, by queue, start and path.

    Raises
    ------
    InputError
        If a table or an argument is wrong.
    HistoryTooShortError
        As `forecast`.

    Examples
    --------
    >>> import pandas as pd
    >>> starts = pd.date_range("2026-11-02", "2026-11-29 23:30", freq="30min")
    >>> starts = starts[(starts.hour >= 8) & (starts.hour < 18)]
    >>> history = pd.DataFrame({"queue": "sales", "start": starts, "offered": 40})
    >>> drawn = forecast_paths(history, days=1, paths=200)
    >>> totals = drawn.groupby("path")["volume"].sum()
    >>> bool(totals.quantile(0.1) < 800 < totals.quantile(0.9))
    True
    """
    return forecast_and_paths(history, paths=paths, rng=rng, **question)[1]


def forecast_and_paths(
    history: pd.DataFrame | None,
    *,
    paths: int = 500,
    rng: np.random.Generator | None = None,
    **question: Unpack[Question],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Forecast, and draw from the same forecast, in one go.

    Parameters
    ----------
    history, paths, rng, **question
        As in `forecast_paths`.

    Returns
    -------
    forecast, paths : DataFrame
        As `forecast` and `forecast_paths` give them.

    Raises
    ------
    InputError, HistoryTooShortError
        As `forecast`.
    """
    if paths < 1:
        raise ParameterError("paths", paths, "at least 1")
    found, request = _answer(history, **question)
    drawn = tabulate_paths(found, request, paths, rng or np.random.default_rng(0))
    return tabulate(found, request), drawn


def _answer(
    history: pd.DataFrame | None, **question: Unpack[Question]
) -> tuple[list[Outlook], Request]:
    """Check what is asked, and look at each queue."""
    request, guidance = read_question(history, question)
    model, workers = question.get("model", AUTO), question.get("workers", 1)
    return outlooks(request, model, guidance, workers=workers), request


def read_question(
    history: pd.DataFrame | None, question: Question
) -> tuple[Request, Guidance]:
    """
    Check what is asked.

    Parameters
    ----------
    history : DataFrame or None
        Of `wfm.tables.HISTORY`, raw or typed.
    question : Question
        As in `forecast`.

    Returns
    -------
    request : Request
        Past, days and calendar.
    guidance : Guidance
        New queues and overrides.
    """
    setting = Setting(
        special_days=question.get("special_days"),
        opening=question.get("opening"),
        country=question.get("country"),
        timezone=question.get("timezone", "America/Bogota"),
        interval=question.get("interval"),
        refused=frozenset(question.get("refused", ())),
        new_agents=question.get("new_agents"),
    )
    method(question.get("model", AUTO))
    table = read_history(history, setting)
    guidance = read_guidance(
        table["queue"],
        setting.timezone,
        launches=question.get("launches"),
        contracted=question.get("contracted"),
        overrides=question.get("overrides"),
    )
    request = read_request(
        table,
        first_day(question.get("start"), table),
        question.get("days", 28),
        setting,
        guidance.new,
    )
    return request, guidance


def outlooks(
    request: Request,
    model: str = AUTO,
    guidance: Guidance | None = None,
    *,
    workers: int = 1,
) -> list[Outlook]:
    """
    Look at each queue, in the order of their names.

    Queues of which nothing is recorded in open intervals are left out.

    Parameters
    ----------
    request : Request
        The past and the days asked for.
    model : str
        Name of the method that forecasts them.
    guidance : Guidance, optional
        New queues and overrides; none by default.
    workers : int
        Processes that share the queues, at least 1.
    """
    guidance = guidance or Guidance()
    histories = request.queues()
    new = look_at_launches(guidance.launches, histories, request)
    own = [history for history in histories if history.queue not in new]
    found = executor(workers).each(LookAhead(request.without_history(), model), own)
    known = [outlook for outlook in found if outlook is not None]
    known += [launched.outlook for launched in new.values()]
    return [
        guidance.decided(outlook, request.dates)
        for outlook in sorted(known, key=lambda outlook: outlook.queue)
    ]
