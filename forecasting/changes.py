"""What cleaning left out of a history, for a planner to look through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from forecasting.history.change_list import no_changes
from forecasting.inputs import Setting, first_day, read_history, read_request
from forecasting.record import read_record

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


def cleaning_changes(  # noqa: PLR0913 - the signature that users script against
    history: pd.DataFrame,
    *,
    start: str | date | None = None,
    special_days: pd.DataFrame | None = None,
    country: str | None = None,
    opening: pd.DataFrame | None = None,
    timezone: str = "America/Bogota",
    interval: int | None = None,
    refused: Collection[str] = (),
) -> pd.DataFrame:
    """
    List what `forecast` leaves out of the normal profile, and why.

    Parameters
    ----------
    history, start, special_days, country, opening, timezone, interval
        As in `forecasting.forecast`.
    refused : collection of str
        Ids of changes that are not made. They are listed all the same.

    Returns
    -------
    DataFrame
        A row a change, by queue and time: ``id``, ``queue``, ``date``, ``begin`` and
        ``end`` (minutes of the day), ``kind``, ``found`` and ``usual`` (contacts; NaN
        where unknown), ``reason``, ``refused``. The kinds are ``special day``,
        ``duplicate``, ``outage``, ``spike``, ``gap``, ``closed`` (contacts outside the
        hours; refused, those hours open) and ``absent`` (intervals without a row that
        count as no contacts; refused, they are missing). A refused gap counts as no
        contacts.

    Raises
    ------
    InputError
        If a table or an argument is wrong.
    HistoryTooShortError
        If less than three hours of history lie before `start`.

    Examples
    --------
    An hour with a hundred times the usual:

    >>> starts = pd.date_range("2026-09-07 08:00", "2026-11-29 19:00", freq="h")
    >>> starts = starts[(starts.hour >= 8) & (starts.hour < 20)]
    >>> history = pd.DataFrame({"queue": "sales", "start": starts, "offered": 10.0})
    >>> history.loc[100, "offered"] = 1000.0
    >>> cleaning_changes(history)[["id", "found", "usual"]].to_numpy().tolist()
    [['sales|2026-09-15|12:00|spike', 1000.0, 10.0]]
    """
    setting = Setting(
        special_days=special_days,
        opening=opening,
        country=country,
        timezone=timezone,
        interval=interval,
        refused=frozenset(refused),
    )
    table = read_history(history, setting)
    request = read_request(table, first_day(start, table), 1, setting)
    histories = request.queues()
    found = [read_record(queue, request).cleaned.changes for queue in histories]
    listed = [changes for changes in found if len(changes)]
    return pd.concat(listed, ignore_index=True) if listed else no_changes()
