"""The state log of scheduled agents: when each state ends and which shift it is of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.errors import Problem, TableError
from wfm.intervals import midnight
from wfm.performance.states import OFFLINE, classes_of
from wfm.performance.timeline import instants, one_at_a_time, overlaps

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_SHIFT = -1


@dataclass(frozen=True, slots=True)
class StateLog:
    """
    What agents did, and what had to be decided to know it.

    Attributes
    ----------
    spells : DataFrame
        ``agent`` (whole number), ``start``, ``end`` (microseconds since 1970) and
        ``kind`` (class of the state), by agent and start, without overlap.
    days : tuple of Timestamp
        First and last day that the log covers; NaT when it is empty.
    opened : list of dict of str to str
        States without an end: agent, start, state, the end taken and ``closed_by``
        (``next state`` or ``end of shift``).
    """

    spells: pd.DataFrame
    days: tuple[pd.Timestamp, pd.Timestamp]
    opened: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def read(
        cls,
        states: pd.DataFrame,
        shifts: pd.DataFrame,
        *,
        mapping: Mapping[str, str] | None,
        now: int,
    ) -> StateLog:
        """
        Read typed states against the shifts of their agents.

        Parameters
        ----------
        states : DataFrame
            Columns of the states table, aware times.
        shifts : DataFrame
            ``name``, ``agent``, ``date``, ``ends`` and the window ``start``, ``end``
            of each shift, by agent and start.
        mapping : mapping of str to str or None
            State to class, before the usual names.
        now : int
            What is recorded from this microsecond on is left out.

        Returns
        -------
        StateLog
            States without an end have one.

        Raises
        ------
        TableError
            If a state ends before it starts.
        """
        _check_order(states)
        rows = states.assign(kind=classes_of(states, mapping))
        numbers = shifts.drop_duplicates("name").set_index("name")["agent"]
        rows["name"] = rows["agent"]
        rows["agent"] = rows["name"].map(numbers).fillna(-1).astype("int64")
        rows["open"] = rows["end"].isna()
        rows["day"] = midnight(rows["start"])
        rows["began"], rows["end"] = rows["start"], rows["end"].fillna(rows["start"])
        rows["start"], rows["end"] = instants(rows["start"]), instants(rows["end"])
        rows = rows[rows["start"] < now].sort_values(["agent", "start"], kind="stable")
        rows = rows.reset_index(drop=True)
        rows["shift"] = _shift_of(rows, shifts)
        rows = _closed(rows, shifts, now)
        return cls(
            spells=one_at_a_time(rows[rows["agent"] >= 0]),
            days=_days_covered(rows, shifts),
            opened=_opened(rows),
        )


def _check_order(states: pd.DataFrame) -> None:
    backwards = states.index[states["end"] < states["start"]]
    problems = [
        Problem(
            "states",
            f"is before start {states.loc[row, 'start']}",
            row=int(row) + 2,
            column="end",
            value=str(states.loc[row, "end"]),
        )
        for row in backwards
    ]
    if problems:
        raise TableError(problems)


def _shift_of(rows: pd.DataFrame, shifts: pd.DataFrame) -> pd.Series:
    """Row number of the shift in whose window each state starts."""
    found = overlaps(shifts, rows.assign(end=rows["start"] + 1))
    place = np.full(len(rows), NO_SHIFT)
    place[found.spell] = found.span
    return pd.Series(place, index=rows.index)


def _closed(rows: pd.DataFrame, shifts: pd.DataFrame, now: int) -> pd.DataFrame:
    """States with an end; an open one outside every shift's window ends at once."""
    inside = rows["shift"] != NO_SHIFT
    ends = rows["start"].copy()
    ends[inside] = shifts["ends"].to_numpy()[rows.loc[inside, "shift"]]
    followed = inside & (rows["shift"] == rows["shift"].shift(-1))
    following = rows["start"].shift(-1, fill_value=0)
    until = ends.where(~followed, following).clip(lower=rows["start"])
    return rows.assign(
        end=rows["end"].where(~rows["open"], until).clip(upper=now),
        closed_by=np.where(followed, "next state", "end of shift"),
    )


def _days_covered(
    rows: pd.DataFrame, shifts: pd.DataFrame
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """
    First and last day with states of its own.

    The last hours of a night shift do not make the next day a day of the log, else
    all whose shifts start on it would be absent.
    """
    inside = (rows["shift"] != NO_SHIFT).to_numpy()
    belongs = rows["day"].copy()
    belongs[inside] = shifts["date"].to_numpy()[rows.loc[inside, "shift"]]
    days = rows.loc[belongs == rows["day"], "day"]
    return days.min(), days.max()


def _opened(rows: pd.DataFrame) -> list[dict[str, str]]:
    """States of scheduled agents that somebody forgot to end."""
    forgotten = rows[rows["open"] & (rows["kind"] != OFFLINE) & (rows["agent"] >= 0)]
    ends = pd.to_datetime(forgotten["end"], unit="us", utc=True)
    columns = {
        "agent": forgotten["name"],
        "start": _written(forgotten["began"]),
        "state": forgotten["state"],
        "end": _written(ends.dt.tz_convert(forgotten["began"].dt.tz)),
        "closed_by": forgotten["closed_by"],
    }
    return [
        dict(zip(columns, values, strict=True))
        for values in zip(*columns.values(), strict=True)
    ]


def _written(times: pd.Series) -> list[str]:
    return [time.isoformat() for time in times]
