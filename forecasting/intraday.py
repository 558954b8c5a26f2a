"""The rest of a day, from the forecast the day before and what has arrived so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, Unpack

from forecasting.decisions.guidance import read_guidance
from forecasting.executor import executor
from forecasting.inputs import Setting
from forecasting.look import LookAtToday
from forecasting.models import AUTO, method
from forecasting.outlook import tabulate
from forecasting.today import read_today

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    import numpy as np
    import pandas as pd

    from forecasting.decisions.guidance import Guidance
    from forecasting.executor import Executor
    from forecasting.outlook import Outlook
    from forecasting.today import Today


_ZONE = "America/Bogota"


class Question(TypedDict, total=False):
    """What `reforecast` can be asked; see there."""

    special_days: pd.DataFrame | None
    country: str | None
    opening: pd.DataFrame | None
    timezone: str
    model: str
    interval: int | None
    refused: Collection[str]
    overrides: pd.DataFrame | None
    workers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """
    The rest of a day, looked at.

    Attributes
    ----------
    today : Today
        The day so far.
    model : str
        Name of the method.
    guidance : Guidance
        Overrides that apply to it.
    work : Executor
        Who looked.
    found : list of Outlook or None
        What is expected of each queue, without the overrides; None where nothing is
        recorded in open slots.
    """

    today: Today
    model: str
    guidance: Guidance
    work: Executor
    found: list[Outlook | None]


def reforecast(  # noqa: PLR0913 - the signature that users script against
    history: pd.DataFrame,
    *,
    at: str | datetime,
    special_days: pd.DataFrame | None = None,
    country: str | None = None,
    opening: pd.DataFrame | None = None,
    timezone: str = _ZONE,
    model: str = AUTO,
    interval: int | None = None,
    refused: Collection[str] = (),
    overrides: pd.DataFrame | None = None,
    workers: int = 1,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """
    Contacts and handle times of the rest of a day, for every queue.

    Each method moves its forecast by what the finished intervals tell, as far as such
    mornings told something about the rest of past days; the bands are as wide as the
    errors that the methods made at the same hour of the last weeks.

    Parameters
    ----------
    history : DataFrame
        Of `wfm.tables.HISTORY`, raw or typed, with the day so far. Rows at and after
        `at`, and the interval that contains it, are not used.
    at : str, datetime or Timestamp
        Now; local without an offset.
    special_days, country, opening, timezone, model, interval, refused, overrides, \
    workers, rng
        As in `forecasting.forecast`.

    Returns
    -------
    DataFrame
        Of `wfm.tables.FORECAST`: the open intervals of that day which are not over at
        `at`. It is the forecast of the day before where nothing has been seen.

    Raises
    ------
    InputError
        If a table or an argument is wrong.
    HistoryTooShortError
        If less than three hours of history lie before that day.
    """
    rest = look_at_rest(
        history,
        at=at,
        special_days=special_days,
        country=country,
        opening=opening,
        timezone=timezone,
        model=model,
        interval=interval,
        refused=refused,
        overrides=overrides,
        workers=workers,
    )
    return tabulate_rest(rest)


def look_at_rest(
    history: pd.DataFrame, *, at: str | datetime, **question: Unpack[Question]
) -> Rest:
    """
    Check what is asked, and look at the rest of the day of each queue.

    Parameters
    ----------
    history, at, **question
        As in `reforecast`.

    Returns
    -------
    Rest
    """
    model, timezone = question.get("model", AUTO), question.get("timezone", _ZONE)
    method(model)
    setting = Setting(
        special_days=question.get("special_days"),
        opening=question.get("opening"),
        country=question.get("country"),
        timezone=timezone,
        interval=question.get("interval"),
        refused=frozenset(question.get("refused", ())),
    )
    today = read_today(history, at, setting)
    names = [each.queue for each, _ in today.queues]
    guidance = read_guidance(names, timezone, overrides=question.get("overrides"))
    work = executor(question.get("workers", 1))
    look = LookAtToday(today.request.without_history(), model, today.finished)
    return Rest(
        today=today,
        model=model,
        guidance=guidance,
        work=work,
        found=work.each(look, today.queues),
    )


def tabulate_rest(rest: Rest) -> pd.DataFrame:
    """Write the intervals that are not over as a forecast table."""
    today = rest.today
    found = [
        rest.guidance.decided(outlook, today.request.dates)
        for outlook in rest.found
        if outlook is not None
    ]
    table = tabulate(found, today.request)
    return table[~today.over(table["start"])].reset_index(drop=True)
