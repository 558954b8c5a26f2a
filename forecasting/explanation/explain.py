"""Why a number is what it is: the pieces that make it, and what each adds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

import numpy as np
import pandas as pd

from forecasting.ahead import Question, outlooks, read_question
from forecasting.decisions.overrides import of_queue
from forecasting.explanation.pieces import Step, step
from forecasting.explanation.queue_pieces import launch_steps, model_steps
from forecasting.inputs import moment
from forecasting.launch.queues import look_at_launches
from forecasting.models import AUTO
from forecasting.outlook import grid_of, rows_of
from wfm.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from forecasting.base import Flags, Floats
    from forecasting.decisions.guidance import Guidance
    from forecasting.inputs import Request
    from forecasting.outlook import Outlook

COLUMNS = ["queue", "start", "piece", "contacts", "factor", "note"]
OVERRIDE, REST = "override", "rest of the model"


def explain(
    history: pd.DataFrame | None,
    *,
    queue: str | None = None,
    at: str | datetime | None = None,
    **question: Unpack[Question],
) -> pd.DataFrame:
    """
    Pieces of a forecast; those of an interval add up to its mean contacts.

    The first piece is the level: the mean of an open interval of the week. Each
    further piece multiplies what is there so far (some overrides replace it or add to
    it), and `contacts` is the difference that it makes. Pieces that do nothing to an
    interval are not listed with it.

    Parameters
    ----------
    history : DataFrame or None
        Of `wfm.tables.HISTORY`, raw or typed.
    queue : str, optional
        Only this one.
    at : str, datetime or Timestamp, optional
        Only the interval that contains it; local without an offset.
    **question
        As in `forecasting.forecast`; the answer is about the forecast that it gives.

    Returns
    -------
    DataFrame
        By queue and start, in the order of the pieces: ``queue``, ``start``, ``piece``,
        ``contacts``, ``factor`` (not a number for the first, and where nothing was
        there before) and ``note`` (the name of a special day or event; what an
        override does, its reason and author).

    Raises
    ------
    InputError
        If a table or an argument is wrong, or no open interval contains `at`.
    HistoryTooShortError
        As `forecasting.forecast`.

    Examples
    --------
    >>> import pandas as pd
    >>> starts = pd.date_range("2026-11-02", "2026-11-29 23:30", freq="30min")
    >>> starts = starts[(starts.hour >= 8) & (starts.hour < 18)]
    >>> history = pd.DataFrame({"queue": "sales", "start": starts, "offered": 40})
    >>> pieces = explain(history, at="2026-11-30T10:00")
    >>> pieces["piece"].tolist()[:3], round(float(pieces["contacts"].sum()), 6)
    (['level', 'weekday', 'time of day'], 40.0)
    """
    request, guidance = read_question(history, question)
    known = {*request.history["queue"], *guidance.new}
    if queue is not None and queue not in known:
        raise UnknownNameError("queue", queue, known)
    now = None if at is None else moment(at, request.timezone)
    if queue is not None:
        request, guidance = _only(queue, request, guidance)
    model = question.get("model", AUTO)
    found = list(_explained(request, model, guidance, queue, now))
    if not found:
        raise InputError(_nothing(queue, now, request))
    return pd.concat(found, ignore_index=True)


def _only(queue: str, request: Request, guidance: Guidance) -> tuple[Request, Guidance]:
    """Leave out the queues that have nothing to do with one."""
    launch = guidance.launches.get(queue)
    kept = {queue} if launch is None else {queue, launch.analog}
    rows = request.history["queue"].isin(kept)
    histories = request.queues()
    interval = histories[0].interval if histories else request.interval
    request = replace(request, history=request.history[rows], interval=interval)
    return request, replace(
        guidance, launches={} if launch is None else {queue: launch}
    )


def _explained(
    request: Request,
    model: str,
    guidance: Guidance,
    wanted: str | None,
    now: pd.Timestamp | None,
) -> Iterator[pd.DataFrame]:
    """Give the pieces of one queue after the other."""
    histories = request.queues()
    new = look_at_launches(guidance.launches, histories, request)
    by_name = {history.queue: history for history in histories}
    for outlook in outlooks(request, model, replace(guidance, overrides=())):
        if wanted not in (None, outlook.queue):
            continue
        if outlook.queue in new:
            steps = launch_steps(new[outlook.queue], request)
        else:
            steps = model_steps(by_name[outlook.queue], outlook, request, model)
        steps += _rest(steps[-1].contacts, outlook)
        rows = _rows(
            outlook, [*steps, *_decisions(outlook, request, guidance)], request
        )
        if now is not None:
            end = rows["start"] + pd.Timedelta(minutes=outlook.interval)
            rows = rows[(rows["start"] <= now) & (now < end)]
        if len(rows):
            yield rows


def _rest(running: Floats, outlook: Outlook) -> list[Step]:
    """Whatever else the model does to a number."""
    away = ~np.isclose(running, outlook.volume, rtol=1e-12, atol=1e-11)
    only: Flags = away & np.isfinite(outlook.volume)
    if not only.any():
        return []
    return [step(REST, np.where(only, outlook.volume, running), only=only)]


def _decisions(
    outlook: Outlook, request: Request, guidance: Guidance
) -> Iterator[Step]:
    running = outlook.volume
    for each in of_queue(guidance.overrides, outlook.queue):
        where = each.covers(request.dates, outlook.interval)
        running = each.change(running, where)
        notes = (each.sentence,) * len(running)
        yield step(OVERRIDE, running, notes=notes, only=where)


def _rows(outlook: Outlook, steps: list[Step], request: Request) -> pd.DataFrame:
    """Write the pieces of every open interval, one after the other."""
    times, day, slot = rows_of(outlook, grid_of([outlook], request))
    value = np.stack([each.contacts[day, slot] for each in steps], axis=1)
    before = np.column_stack([np.zeros(len(times)), value[:, :-1]])
    mentioned = np.stack([each.only[day, slot] for each in steps], axis=1)
    row, piece = np.nonzero(mentioned)
    made, there = value[row, piece], before[row, piece]
    return pd.DataFrame(
        {
            "queue": pd.Series(outlook.queue, index=range(len(row)), dtype="str"),
            "start": times.iloc[row].reset_index(drop=True),
            "piece": [steps[each].piece for each in piece],
            "contacts": made - there,
            "factor": np.divide(
                made, there, out=np.full(len(row), np.nan), where=there > 0
            ),
            "note": [
                steps[each].notes[where]
                for each, where in zip(piece, day[row], strict=True)
            ],
        },
        columns=COLUMNS,
    )


def _nothing(queue: str | None, now: pd.Timestamp | None, request: Request) -> str:
    """Say that there is nothing to explain."""
    what = "no open interval" if queue is None else f"no open interval of {queue!r}"
    span = f"{request.dates[0]} to {request.dates[-1]}"
    if now is None:
        return f"{what} lies in the forecast of {span}"
    return (
        f"{what} contains {now:%Y-%m-%d %H:%M} in the forecast of {span}: give the "
        "first day and the number of days of the forecast that is meant"
    )
