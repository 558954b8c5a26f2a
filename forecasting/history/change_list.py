"""The list of what cleaning changed in one queue, and what a planner refused of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.base import DAY_MINUTES

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from forecasting.base import Flags, Floats, QueueHistory

CHANGES = [
    "id",
    "queue",
    "date",
    "begin",
    "end",
    "kind",
    "found",
    "usual",
    "reason",
    "refused",
]


def change_id(queue: str, date: np.datetime64, begin: int, kind: str) -> str:
    """
    Name a change so that it is found again in the next run.

    Parameters
    ----------
    queue : str
        Name.
    date : datetime64[D]
        Day.
    begin : int
        Minute of the day at which the change begins.
    kind : str
        What it is.
    """
    return f"{queue}|{date}|{begin // 60:02d}:{begin % 60:02d}|{kind}"


def no_changes() -> pd.DataFrame:
    """Give the list of a history that is clean."""
    kinds = {
        "date": "datetime64[us]",
        "begin": "int64",
        "end": "int64",
        "found": "float64",
        "usual": "float64",
        "refused": "bool",
    }
    texts = dict.fromkeys(CHANGES, "str")
    return pd.DataFrame(columns=CHANGES).astype(texts | kinds)


class ChangeList:
    """
    Changes of one queue.

    Each method lists what was found and tells which of it is not refused.

    Parameters
    ----------
    history : QueueHistory
        As recorded.
    refused : set of str
        Ids.
    """

    def __init__(self, history: QueueHistory, refused: AbstractSet[str]) -> None:
        self._history = history
        self._refused = refused
        self._rows: list[dict[str, object]] = []

    def add(
        self,
        day: int,
        kind: str,
        reason: str,
        contacts: tuple[float, float],
        span: tuple[int, int] = (0, DAY_MINUTES),
    ) -> bool:
        """
        List one change; tell whether it is to be made.

        Parameters
        ----------
        day : int
            Index into the history's dates.
        kind, reason : str
            What it is, and why.
        contacts : tuple of float
            Those found, and those usual.
        span : tuple of int
            Minutes of the day at which it begins and ends.
        """
        history, (begin, end) = self._history, span
        name = change_id(history.queue, history.dates[day], begin, kind)
        row = [
            name,
            history.queue,
            history.dates[day],
            begin,
            end,
            kind,
            *contacts,
            reason,
            name in self._refused,
        ]
        self._rows.append(dict(zip(CHANGES, row, strict=True)))
        return name not in self._refused

    def days(
        self,
        days: Flags,
        kind: str,
        total: Floats,
        reason: str,
        usual: Floats | None = None,
    ) -> Flags:
        """List whole days; `days`, `total`, `usual` and the result have shape (D,)."""
        made = np.zeros(len(days), dtype=np.bool_)
        for day in np.flatnonzero(days):
            expected = np.nan if usual is None else float(usual[day])
            contacts = float(total[day]), expected
            made[day] = self.add(int(day), kind, reason, contacts)
        return made

    def gaps(self, missing: Flags) -> Flags:
        """
        List open intervals that were not recorded, from the first day to the last.

        Returns
        -------
        ndarray of bool, shape (D, S)
            Intervals of refused gaps: these count as no contacts.
        """
        days = np.flatnonzero(np.any(self._history.seen, axis=1))
        inside = np.zeros(len(missing), dtype=np.bool_)
        inside[days[0] : days[-1] + 1] = True
        missing = missing & inside[:, None]
        total = np.nansum(self._history.offered, axis=1)
        zero = np.zeros_like(missing)
        for day in np.flatnonzero(missing.any(axis=1)):
            reason = f"{missing[day].sum()} open intervals were not recorded"
            if not self.add(int(day), "gap", reason, (float(total[day]), np.nan)):
                zero[day] = missing[day]
        return zero

    def lone(self, spikes: Flags, usual: Floats) -> Flags:
        """List single intervals that are far too high, shapes (D, S)."""
        made = np.zeros_like(spikes)
        length = self._history.interval
        for day, slot in np.argwhere(spikes):
            made[day, slot] = self.add(
                int(day),
                "spike",
                "a lone interval far above those around it",
                (float(self._history.offered[day, slot]), float(usual[day, slot])),
                (int(slot) * length, (int(slot) + 1) * length),
            )
        return made

    def stretches(self, silent: Flags, usual: Floats) -> Flags:
        """List outages that are shorter than a day, shapes (D, S)."""
        made = np.zeros_like(silent)
        length = self._history.interval
        edges = np.diff(silent.astype(np.int8), prepend=0, append=0, axis=1)
        ends = np.nonzero(edges == -1)[1]
        for (day, begin), end in zip(np.argwhere(edges == 1), ends, strict=True):
            inside = slice(begin, end)
            made[day, inside] = self.add(
                int(day),
                "outage",
                "practically nothing arrived in a busy part of the day",
                (
                    float(np.nansum(self._history.offered[day, inside])),
                    float(np.nansum(usual[day, inside])),
                ),
                (int(begin) * length, int(end) * length),
            )
        return made

    def strays(self, closed: Flags) -> None:
        """List contacts that arrived outside opening hours, shape (D, S)."""
        stray = np.nansum(np.where(closed, self._history.offered, 0.0), axis=1)
        reason = "contacts outside opening hours"
        self.days(stray > 0, "closed", stray, reason, np.zeros(len(stray)))

    def unwritten(self, count: int) -> None:
        """List that intervals without a row count as no contacts, if any do."""
        if count:
            first = int(np.argmax(np.any(self._history.seen, axis=1)))
            reason = (
                f"{count} open intervals have no row: as this history never writes a "
                "zero, they count as no contacts"
            )
            self.add(first, "absent", reason, (0.0, np.nan))

    def table(self) -> pd.DataFrame:
        """All changes in order of time; columns ``CHANGES``."""
        if not self._rows:
            return no_changes()
        table = pd.DataFrame(self._rows, columns=CHANGES)
        table["date"] = table["date"].astype("datetime64[us]")
        return table.sort_values(["date", "begin"], kind="stable", ignore_index=True)
