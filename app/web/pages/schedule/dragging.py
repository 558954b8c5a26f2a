"""What a drop on the Gantt, or an arrow key, asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.web.pages.schedule.forms import shift_rows_or_refuse
from wfm.errors import InputError

if TYPE_CHECKING:
    from app.services.rosters.drafts import Draft

MOVE, BEGIN, END, PAUSE = "move", "begin", "end", "pause"
_KINDS = (MOVE, BEGIN, END, PAUSE)
_PARTS = {"n", "agent", "start", "what", "pause", "by"}
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """
    A shift, an edge of it or a pause in it, dropped some minutes away.

    Attributes
    ----------
    number : int
        By which the browser knows the answer.
    agent, start : str
        Whose shift, and its start as ISO text.
    what : str
        ``move``, ``begin``, ``end`` or ``pause``.
    pause : int
        Minutes from the start of the shift to the pause; 0 for others.
    by : int
        Minutes by the clock, later above 0.
    """

    number: int
    agent: str
    start: str
    what: str
    pause: int
    by: int

    @classmethod
    def of(cls, given: object) -> Drop:
        """
        Read what the browser says.

        Raises
        ------
        InputError
            If it is anything else.
        """
        if not isinstance(given, dict) or set(given) != _PARTS:
            raise InputError("a drop must say what was dropped where")
        numbers = [given[name] for name in ("n", "pause", "by")]
        if not all(type(each) is int for each in numbers):
            raise InputError("a drop must be told in whole minutes")
        texts = [given[name] for name in ("agent", "start", "what")]
        if not all(isinstance(each, str) for each in texts):
            raise InputError("a drop must name an agent and a start")
        number, pause, by = numbers
        if given["what"] not in _KINDS or max(abs(pause), abs(by)) > 2 * _DAY_MINUTES:
            raise InputError("a drop moves a shift, an edge or a pause within two days")
        agent, start, what = texts
        return cls(
            number=number, agent=agent, start=start, what=what, pause=pause, by=by
        )

    def operation(self, draft: Draft, schedule: pd.DataFrame) -> dict[str, Any]:
        """
        Give the plain operation that it stands for.

        Parameters
        ----------
        draft : Draft
            What is edited.
        schedule : DataFrame
            Its roster with the edits before this one.

        Returns
        -------
        dict of str to Any
            See `app.services.rosters.editing.as_json`.

        Raises
        ------
        EditRefusedError
            If there is no such shift any more.
        InputError
            If the start is no time.
        """
        try:
            start = pd.Timestamp(self.start).tz_convert(schedule["start"].dt.tz)
        except (ValueError, TypeError):
            raise InputError(
                f"start of a drop must be a time: {self.start!r}"
            ) from None
        rows = shift_rows_or_refuse(schedule, self.agent, start)
        base = {"agent": self.agent, "start": start.isoformat()}
        if self.what == MOVE:
            return {"kind": "move", **base, "to": _later(start, self.by)}
        if self.what == PAUSE:
            pause = pd.Timestamp(_later(start, self.pause))
            to = _later(pause, self.by)
            return {"kind": "move_pause", **base, "pause": pause.isoformat(), "to": to}
        edges = {
            BEGIN: _later(start, self.by if self.what == BEGIN else 0),
            END: _later(rows["end"].max(), self.by if self.what == END else 0),
        }
        return {"kind": "resize", **base, **edges}


def _later(at: pd.Timestamp, minutes: int) -> str:
    """
    Moment some minutes on by the clock on the wall, as ISO text.

    An hour that the clocks skip is the one after it; one that they repeat, the first.
    """
    wall = at.tz_localize(None) + pd.Timedelta(minutes=minutes)
    moved = wall.tz_localize(at.tz, ambiguous=True, nonexistent="shift_forward")
    return str(moved.isoformat())
