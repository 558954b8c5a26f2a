"""What a forecast would stumble over in a history, told before it is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from app.services.imports.findings import Finding, Level, cut
from forecasting import cleaning_changes
from forecasting.history.level_shift import level_shift
from forecasting.history.reading import read_histories
from wfm.errors import InputError, NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.services.imports.mapping import Mapping
    from forecasting.base import QueueHistory

# The newest: older days teach a forecast little, and a preview must be quick.
_DAYS, _MOST_QUEUES = 400, 30
_FEWEST_DAYS = 14


def quality_of(table: pd.DataFrame | None, mapping: Mapping) -> tuple[Finding, ...]:
    """
    Judge the quality of a history.

    Parameters
    ----------
    table : DataFrame or None
        Typed rows; anything but a history has no quality.
    mapping : Mapping
        Says the table and the zone.

    Returns
    -------
    tuple of Finding
        Missing intervals, days written as zero, jumps of level and what cleaning would
        leave out, by queue; of the newest 400 days of the 30 largest queues.
    """
    if table is None or mapping.table != "history":
        return ()
    recent = _recent(table)
    days = recent["start"].dt.normalize().nunique()
    if days < _FEWEST_DAYS:
        rule = f"{days} days, {_FEWEST_DAYS} are needed"
        return (_note("W_QUALITY_UNKNOWN", rule=rule),)
    last = recent["start"].max().tz_localize(None).normalize() + pd.Timedelta(days=1)
    try:
        histories = read_histories(recent, before=last)
        changes = cleaning_changes(recent, timezone=mapping.timezone)
    except (InputError, NoAnswerError) as error:
        return (_note("W_QUALITY_UNKNOWN", rule=str(error).splitlines()[0]),)
    found = [each for history in histories for each in _of_queue(history)]
    return (*found, *_of_cleaning(changes))


def _recent(table: pd.DataFrame) -> pd.DataFrame:
    since = table["start"].max() - pd.Timedelta(days=_DAYS)
    recent = table[table["start"] > since]
    largest = recent.groupby("queue")["offered"].sum().nlargest(_MOST_QUEUES).index
    return recent[recent["queue"].isin(largest)].reset_index(drop=True)


def _of_queue(history: QueueHistory) -> Iterator[Finding]:
    """Intervals without a row, days of zeros, and a jump of the level."""
    seen = history.seen
    weekday = history.weekdays
    usual = np.stack(
        [_mostly(seen[weekday == day]) for day in range(7)],
    )
    begun = np.arange(len(seen)) >= int(np.argmax(seen.any(axis=1)))
    gaps = int((usual[weekday] & ~seen & begun[:, None]).sum())
    if gaps:
        yield _note("W_GAP", history.queue, count=gaps)
    total = np.nansum(history.offered, axis=1)
    empty = int((seen.any(axis=1) & (total == 0)).sum())
    if empty:
        yield _note("W_CLOSED_ZERO", history.queue, count=empty)
    open_days = np.where((total > 0)[:, None], history.offered, np.nan)
    factor = level_shift(history.dates, open_days)
    moved = np.flatnonzero(factor != 1)
    if len(moved):
        date = history.dates[moved[-1]] + np.timedelta64(1, "D")
        change = f"{factor[moved[-1]] - 1:+.0%}"
        yield _note("W_LEVEL", history.queue, change=change, date=str(date))


def _mostly(seen: np.ndarray) -> np.ndarray:
    """Slots that more than half of the days of a weekday have."""
    if not len(seen):
        return np.zeros(seen.shape[1], dtype=np.bool_)
    return np.asarray(seen.mean(axis=0) > 0.5)  # noqa: PLR2004


def _of_cleaning(changes: pd.DataFrame) -> Iterator[Finding]:
    told = changes[~changes["kind"].isin({"gap", "special day"})]
    for (queue, kind), rows in told.groupby(["queue", "kind"]):
        yield _note("W_CLEANING", queue, count=len(rows), kind=kind)


def _note(code: str, queue: object = "", **said: object) -> Finding:
    words = {name: cut(value) for name, value in said.items()}
    return Finding(code=code, level=Level.NOTE, value=cut(queue), said=words)
