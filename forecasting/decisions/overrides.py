"""What planners decide over the model: always with an author and a reason.

Overrides are a table of their own that is given to each run, so that they survive every
new forecast. A row holds for the open intervals that begin inside its span; it changes
their mean contacts, and the bands keep their width relative to it. A factor over a long
span is how growth (`forecasting.decisions.growth`) and events are entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.errors import Problem, TableError
from wfm.intervals import zone
from wfm.tables import OVERRIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forecasting.base import Dates, Flags, Floats

ALL_QUEUES = "*"
_FACTOR, _VALUE = "factor", "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """
    One decision of a planner.

    Attributes
    ----------
    queue : str
        Name, or ``*`` for all.
    start, end : Timestamp
        Span, half-open, naive local time.
    kind : str
        ``value``, ``factor`` or ``add``.
    value : float
        Contacts of each interval, factor on them, or contacts added to each.
    author, reason : str
        Who, and why.
    """

    queue: str
    start: pd.Timestamp
    end: pd.Timestamp
    kind: str
    value: float
    author: str
    reason: str

    @property
    def sentence(self) -> str:
        """What it does and who said so, for people."""
        does = {
            _VALUE: f"set to {self.value:g} contacts an interval",
            _FACTOR: f"times {self.value:g}",
        }.get(self.kind, f"{self.value:+g} contacts an interval")
        return f"{does}: {self.reason} ({self.author})"

    def covers(self, dates: Dates, interval: int) -> Flags:
        """
        Intervals that begin inside the span, shape (H, S).

        Parameters
        ----------
        dates : ndarray of datetime64[D], shape (H,)
            Calendar days.
        interval : int
            Length of a slot, in minutes.
        """
        minutes = np.arange(0, 1440, interval).astype("timedelta64[m]")
        times = dates.astype("datetime64[m]")[:, None] + minutes
        return (times >= self.start.to_datetime64()) & (
            times < self.end.to_datetime64()
        )

    def change(self, volume: Floats, where: Flags) -> Floats:
        """
        Contacts after the decision, shape (H, S).

        Parameters
        ----------
        volume : ndarray of float64, shape (H, S)
            Contacts before it; NaN where closed, which stays.
        where : ndarray of bool, shape (H, S)
            Intervals that it concerns.
        """
        if self.kind == _FACTOR:
            changed = volume * self.value
        elif self.kind == _VALUE:
            changed = np.where(np.isfinite(volume), self.value, np.nan)
        else:
            changed = np.maximum(volume + self.value, 0.0)
        return np.where(where, changed, volume)


def read_overrides(
    overrides: pd.DataFrame | None, queues: Iterable[str] | None, timezone: str
) -> tuple[Override, ...]:
    """
    Check the decisions, those for all queues first.

    Parameters
    ----------
    overrides : DataFrame or None
        Of `wfm.tables.OVERRIDES`, raw or typed.
    queues : iterable of str or None
        Names that exist; None where any may.
    timezone : str
        Zone of times without an offset.

    Returns
    -------
    tuple of Override

    Raises
    ------
    TableError
        If a row breaks the contract (author and reason are part of it), is about a
        queue that does not exist, has a value or factor below 0, or overlaps another of
        the same queue.
    """
    if overrides is None:
        return ()
    contract = OVERRIDES
    if queues is not None:
        contract = OVERRIDES.among("queue", {*queues, ALL_QUEUES})
    table = contract.parse(overrides, timezone=timezone)
    local = table.assign(
        **{
            name: table[name].dt.tz_convert(zone(timezone)).dt.tz_localize(None)
            for name in ("start", "end")
        }
    )
    problems = [*_negative(local), *_overlaps(local)]
    if problems:
        raise TableError(sorted(problems, key=lambda problem: problem.row or 0))
    rows = local.sort_values("queue", key=lambda names: names != ALL_QUEUES)
    names = ["queue", "start", "end", "kind", "value", "author", "reason"]
    return tuple(
        Override(**{str(name): cell for name, cell in row.items()})
        for row in rows[names].to_dict("records")
    )


def overridden(
    volume: Floats,
    queue: str,
    dates: Dates,
    interval: int,
    overrides: Iterable[Override],
) -> Floats:
    """
    Contacts of one queue after all decisions, shape (H, S).

    Rows for all queues come first, the queue's own on top of them.

    Parameters
    ----------
    volume : ndarray of float64, shape (H, S)
        Mean contacts by day and slot; NaN where closed.
    queue : str
        Name.
    dates : ndarray of datetime64[D], shape (H,)
        Calendar days.
    interval : int
        Length of a slot, in minutes.
    overrides : iterable of Override
        As `read_overrides` gives them.
    """
    for override in of_queue(overrides, queue):
        volume = override.change(volume, override.covers(dates, interval))
    return volume


def of_queue(overrides: Iterable[Override], queue: str) -> Iterator[Override]:
    """Decisions that concern a queue, in the order in which they apply."""
    return (each for each in overrides if each.queue in (ALL_QUEUES, queue))


def overridden_intervals(
    forecast: pd.DataFrame, overrides: pd.DataFrame, *, timezone: str = "America/Bogota"
) -> pd.DataFrame:
    """
    Say which intervals of a forecast each override changed.

    Parameters
    ----------
    forecast : DataFrame
        Of `wfm.tables.FORECAST`, typed.
    overrides : DataFrame
        Of `wfm.tables.OVERRIDES`, raw or typed, with which it was made.
    timezone : str
        IANA name; zone of times without an offset.

    Returns
    -------
    DataFrame
        A row an override, in the order in which they apply: ``queue, start, end``
        (naive local), ``intervals`` (how many of the forecast begin inside its span),
        ``what`` (what it does, why and who says so), and its parts ``kind, value,
        author, reason``.
    """
    rows = read_overrides(overrides, None, timezone)
    local = forecast["start"].dt.tz_localize(None)
    return pd.DataFrame(
        [
            (
                row.queue,
                row.start,
                row.end,
                int(
                    (
                        ((forecast["queue"] == row.queue) | (row.queue == ALL_QUEUES))
                        & (local >= row.start)
                        & (local < row.end)
                    ).sum()
                ),
                row.sentence,
                row.kind,
                row.value,
                row.author,
                row.reason,
            )
            for row in rows
        ],
        columns=[
            *("queue", "start", "end", "intervals", "what"),
            *("kind", "value", "author", "reason"),
        ],
    )


def _negative(table: pd.DataFrame) -> Iterator[Problem]:
    wrong = (table["value"] < 0) & (table["kind"] != "add")
    for row in table.index[wrong]:
        yield Problem(
            OVERRIDES.source(table),
            f"must be at least 0 for {table.loc[row, 'kind']}",
            row=int(row) + 2,
            column="value",
            value=f"{table.loc[row, 'value']:g}",
        )


def _overlaps(table: pd.DataFrame) -> Iterator[Problem]:
    """Rows whose span begins before another of the same queue has ended."""
    ordered = table.sort_values(["queue", "start"], kind="stable")
    for queue, rows in ordered.groupby("queue"):
        latest = rows["end"].cummax().shift()
        for row in rows.index[rows["start"] < latest]:
            yield Problem(
                OVERRIDES.source(table),
                f"begins before another override of queue {queue} ends "
                f"({latest[row]:%Y-%m-%d %H:%M})",
                row=int(row) + 2,
                column="start",
                value=f"{table.loc[row, 'start']:%Y-%m-%d %H:%M}",
            )
