"""Operations of what a planner typed into the forms of the drawer."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.services.rosters.editing import EditRefusedError
from app.web.pages.schedule import ids as own
from wfm.intervals import zone
from wfm.schedule import with_shifts

if TYPE_CHECKING:
    from collections.abc import Mapping

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(:\d\d)?")
_DAY = timedelta(days=1)


class FormError(ValueError):
    """
    A field that is not filled as it must be.

    Attributes
    ----------
    key : str
        Of a sentence of the page.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def operations(
    button: str,
    values: Mapping[str, Any],
    shift: tuple[str, pd.Timestamp] | None,
    schedule: pd.DataFrame,
) -> list[dict[str, Any]]:
    """
    Read what a button of the drawer asks for.

    Parameters
    ----------
    button : str
        Its id.
    values : mapping of str to object
        Values of the fields by their ids.
    shift : tuple of (str, Timestamp) or None
        Agent and start of the shift edited; None where a new one is made.
    schedule : DataFrame
        Roster with the edits before this one.

    Returns
    -------
    list of dict
        Plain operations, see `app.services.rosters.editing.as_json`.

    Raises
    ------
    FormError
        If a field is empty or no time.
    """
    if button == own.APPLY_ADD:
        return [_added(values)]
    if shift is None:
        raise FormError("schedule.none")
    agent, start = shift
    rows = shift_rows_or_refuse(schedule, agent, start)
    base = {"agent": agent, "start": start.isoformat()}
    made = _FORMS[button](values, base, rows)
    return made if button == own.APPLY_TIMES else [{**base, **each} for each in made]


def shift_rows(
    schedule: pd.DataFrame, agent: str, start: pd.Timestamp
) -> pd.DataFrame | None:
    """Segments of a shift in order; None where there is no such shift."""
    mine = with_shifts(schedule[schedule["agent"] == agent])
    begins = mine.groupby("shift")["start"].transform("min")
    rows = mine[begins == start]
    return rows if len(rows) else None


def moment_within(rows: pd.DataFrame, clock: object) -> str:
    """Moment of a clock time within a shift, which may reach into the next day."""
    start, end = rows["start"].min(), rows["end"].max()
    at = _at(start.date(), clock, start.tz)
    if at < start and at + pd.Timedelta(days=1) <= end:
        at += pd.Timedelta(days=1)
    return str(at.isoformat())


def _times(
    values: Mapping[str, Any], base: dict[str, Any], rows: pd.DataFrame
) -> list[dict[str, Any]]:
    """Move where the length stays, else move and then cut or lengthen."""
    start, end = rows["start"].min(), rows["end"].max()
    day = _day(values[own.TO_DAY])
    begin = _at(day, values[own.TO_START], start.tz)
    until = _at(day, values[own.TO_END], start.tz)
    if until <= begin:
        until = _at(day + _DAY, values[own.TO_END], start.tz)
    if (begin, until) == (start, end):
        raise FormError("schedule.same")
    agent = base["agent"]
    if until - begin == end - start:
        return [{"kind": "move", **base, "to": begin.isoformat()}]
    made, now = [], start
    if begin.date() != start.date():
        # On another day first, then cut or lengthened there.
        now = _at(day, f"{start:%H:%M}", start.tz)
        made.append({"kind": "move", **base, "to": now.isoformat()})
    span = {"begin": begin.isoformat(), "end": until.isoformat()}
    made.append({"kind": "resize", "agent": agent, "start": now.isoformat(), **span})
    return made


def _pause(
    values: Mapping[str, Any], _: dict[str, Any], rows: pd.DataFrame
) -> list[dict[str, Any]]:
    if not values[own.PAUSE]:
        raise FormError("schedule.which_pause")
    to = moment_within(rows, values[own.PAUSE_TO])
    return [{"kind": "move_pause", "pause": values[own.PAUSE], "to": to}]


def _do(
    values: Mapping[str, Any], _: dict[str, Any], rows: pd.DataFrame
) -> list[dict[str, Any]]:
    return [
        {
            "kind": "do",
            "begin": moment_within(rows, values[own.DO_FROM]),
            "end": moment_within(rows, values[own.DO_UNTIL]),
            "activity": values[own.DO_ACTIVITY],
            "queue": values[own.DO_QUEUE] or "",
        }
    ]


def _give(
    values: Mapping[str, Any], _: dict[str, Any], rows: pd.DataFrame
) -> list[dict[str, Any]]:
    if not values[own.OTHER]:
        raise FormError("schedule.which_agent")
    return [{"kind": "give", "to_agent": values[own.OTHER]}]


def _remove(
    values: Mapping[str, Any], _: dict[str, Any], rows: pd.DataFrame
) -> list[dict[str, Any]]:
    return [{"kind": "remove"}]


def swap(
    other: object, shift: tuple[str, pd.Timestamp], schedule: pd.DataFrame
) -> list[dict[str, Any]]:
    """
    Swap a shift with the one that another agent starts on the same day.

    Raises
    ------
    FormError
        If no other agent is chosen, or that one has no shift then.
    """
    if not isinstance(other, str) or not other:
        raise FormError("schedule.which_agent")
    agent, start = shift
    theirs = with_shifts(schedule[schedule["agent"] == other])
    day = pd.Timestamp(start.date())
    found = theirs.loc[theirs["date"] == day, "start"]
    if found.empty:
        raise FormError("schedule.no_swap")
    return [
        {
            "kind": "swap",
            "agent": agent,
            "start": start.isoformat(),
            "other": other,
            "other_start": found.min().isoformat(),
        }
    ]


_FORMS: dict[str, Any] = {
    own.APPLY_TIMES: _times,
    own.APPLY_PAUSE: _pause,
    own.APPLY_DO: _do,
    own.APPLY_GIVE: _give,
    own.APPLY_REMOVE: _remove,
}


def _added(values: Mapping[str, Any]) -> dict[str, Any]:
    if not values[own.ADD_AGENT]:
        raise FormError("schedule.which_agent")
    if not values[own.ADD_SHAPE]:
        raise FormError("schedule.which_shape")
    day, clock = _day(values[own.ADD_DAY]), _clock(values[own.ADD_START])
    return {
        "kind": "add",
        "agent": values[own.ADD_AGENT],
        # The zone of the roster is added where it is read.
        "start": f"{day.isoformat()}T{clock}",
        "shape": json.loads(values[own.ADD_SHAPE]),
        "queue": values[own.ADD_QUEUE] or "",
    }


def shift_rows_or_refuse(
    schedule: pd.DataFrame, agent: str, start: pd.Timestamp
) -> pd.DataFrame:
    """
    Segments of a shift in order.

    Raises
    ------
    EditRefusedError
        If there is no such shift.
    """
    rows = shift_rows(schedule, agent, start)
    if rows is None:
        raise EditRefusedError(
            "no_shift", agent=agent, day=f"{start:%Y-%m-%d}", clock=f"{start:%H:%M}"
        )
    return rows


def _day(text: object) -> date:
    if not isinstance(text, str) or not text:
        raise FormError("schedule.which_day")
    return date.fromisoformat(text)


def _clock(text: object) -> str:
    found = _CLOCK.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise FormError("schedule.which_time")
    return f"{int(found[1]):02d}:{found[2]}"


def _at(day: date, clock: object, timezone: object) -> pd.Timestamp:
    text = f"{day.isoformat()}T{_clock(clock)}"
    return pd.Timestamp(text).tz_localize(zone(str(timezone))).as_unit("us")
