"""The Gantt of a day as plain data: the browser draws it, and what is dragged in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from app.web.texts import word
from app.web.theme import ACTIVITIES
from wfm.schedule import BREAK, LUNCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.web.figures.roster import Roster
    from app.web.pages.schedule.desk import Member
    from app.web.visitor import Visitor

_MINUTE = pd.Timedelta(minutes=1)
# Breaks are shorter than an interval and may lie within one.
_FINEST = 15
# Templates: the browser fills their blanks.
_WORDS = ("shift", "alone", "none", "minutes_more", "minutes_less")


def board_of(
    roster: Roster,
    members: Mapping[str, Member],
    visitor: Visitor,
    *,
    edits: bool,
) -> dict[str, Any]:
    """
    Describe a day of the roster to ``assets/61-board.js``.

    Parameters
    ----------
    roster : Roster
        The agents shown, in the order of their rows.
    members : mapping of str to Member
        Who is known.
    visitor : Visitor
        Who looks.
    edits : bool
        Whether shifts can be dragged.

    Returns
    -------
    dict of str to Any
        Times as minutes from midnight of the day by the clock; of each row its agent,
        name, team and shifts, of each shift its start as ISO text and its pieces.
    """
    low, high = (
        _minutes(pd.Series([pd.Timestamp(each)]), roster)[0] for each in roster.window
    )
    step = int(roster.interval)
    return {
        "day": roster.day.isoformat(),
        "interval": step,
        "pause": min(step, _FINEST),
        "edits": edits,
        "window": [int(low), int(high)],
        "activities": {
            name: [colour, word(visitor.language, "activity", name)]
            for name, colour in ACTIVITIES.items()
        },
        "pauses": [BREAK, LUNCH],
        "rows": _rows(roster, members),
        "words": {name: visitor.say(f"board.{name}") for name in _WORDS},
    }


def _rows(roster: Roster, members: Mapping[str, Member]) -> list[dict[str, Any]]:
    shifts: dict[str, dict[int, dict[str, Any]]] = {}
    rows = roster.segments
    queues = rows["queue"] if "queue" in rows else pd.Series("", index=rows.index)
    cells = zip(
        rows["agent"],
        rows["shift"],
        rows["start"],
        _minutes(rows["start"], roster).tolist(),
        _minutes(rows["end"], roster).tolist(),
        rows["activity"],
        queues.fillna(""),
        strict=True,
    )
    for agent, number, start, begin, end, activity, queue in cells:
        mine = shifts.setdefault(agent, {})
        if number not in mine:
            # Segments come in order: the first one starts the shift.
            mine[number] = {"k": start.isoformat(), "b": begin, "p": []}
        mine[number]["p"].append([begin, end, activity, queue])
        mine[number]["e"] = max(end, mine[number].get("e", end))
    return [_row(agent, shifts[agent], members.get(agent)) for agent in roster.agents]


def _row(
    agent: str, shifts: Mapping[int, dict[str, Any]], member: Member | None
) -> dict[str, Any]:
    name, team = (member.name, member.team) if member else ("", "")
    return {"a": agent, "n": name, "t": team, "s": list(shifts.values())}


def _minutes(times: pd.Series, roster: Roster) -> np.ndarray[Any, np.dtype[np.int64]]:
    local = times if times.dt.tz is None else times.dt.tz_localize(None)
    passed = (local - pd.Timestamp(roster.day)) / _MINUTE
    return np.rint(passed.to_numpy()).astype(np.int64)
