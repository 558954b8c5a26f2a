"""A day of the roster: who does what when, and the total against the requirement."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from app.web.figures.staffing import agent_traces
from app.web.theme import (
    Figure,
    axis,
    base_layout,
    ground,
)

if TYPE_CHECKING:
    from datetime import date

    from app.web.visitor import Visitor

TOTAL_HEIGHT = 132
_HOUR = 3_600_000
_FEW = 4
_MARGIN = {"l": 20, "r": 20, "t": 0, "b": 0}


@dataclass(frozen=True)
class Roster:
    """
    One day of the roster.

    Attributes
    ----------
    segments : DataFrame
        Segments of the agents shown, as ``Plans.schedule`` gives them.
    agents : tuple of str
        In the order of their rows, the first on top.
    coverage : DataFrame
        Required and scheduled agents of the same day and queue.
    day : date
        Calendar day.
    interval : int
        Minutes.
    """

    segments: pd.DataFrame
    agents: tuple[str, ...]
    coverage: pd.DataFrame
    day: date
    interval: int

    @property
    def window(self) -> tuple[str, str]:
        """First and last minute worth showing, as local ISO text."""
        low = pd.Timestamp(self.day)
        high = low + pd.Timedelta(days=1)
        starts, ends = self.segments["start"], self.segments["end"]
        lows = [*starts.dt.tz_localize(None), *self._covered()]
        highs = [
            *ends.dt.tz_localize(None),
            *(t + pd.Timedelta(minutes=self.interval) for t in self._covered()),
        ]
        first = max(low, min(lows, default=low)).floor("h")
        last = min(high, max(highs, default=high)).ceil("h")
        return first.isoformat(), last.isoformat()

    def _covered(self) -> list[pd.Timestamp]:
        return [*self.coverage["start"].dt.tz_localize(None)]


def roster_of(
    segments: pd.DataFrame,
    coverage: pd.DataFrame,
    day: date,
    interval: int,
    *,
    by: str = "start",
) -> Roster:
    """Roster of a day, agents by the start of their shift, by code, or by team."""
    begins = segments.groupby("agent", sort=True)["start"].min()
    ordered = begins.index if by == "agent" else begins.sort_values(kind="stable").index
    if by == "team" and "team" in segments:
        teams = segments.groupby("agent")["team"].first()
        ordered = teams.loc[ordered].sort_values(kind="stable").index
    return Roster(segments, tuple(ordered), coverage, day, interval)


def total_figure(roster: Roster, visitor: Visitor) -> Figure:
    """Scheduled agents against required ones, over the same hours as the bars."""
    rows = roster.coverage
    needed = rows.rename(columns={"required": "to_schedule"})[["start", "to_schedule"]]
    return {
        "data": agent_traces(needed, rows, roster.interval, visitor),
        "layout": base_layout(
            visitor,
            margin={**_MARGIN, "t": 6, "b": 22},
            hovermode="x unified",
            xaxis=axis(
                visitor,
                type="date",
                range=roster.window,
                dtick=_HOUR,
                tickformat="%H:%M",
                tickangle=0,
                unifiedhovertitle={"text": "%{x|%H:%M}"},
            ),
            yaxis=axis(
                visitor,
                rangemode="tozero",
                tickvals=_levels(rows),
                ticklabelposition="inside top",
                tickfont={"size": 10, "color": ground(visitor).muted},
            ),
        ),
    }


def _levels(rows: pd.DataFrame) -> list[int]:
    """Two round heights to read the curve by, none at zero."""
    highest = float(rows[["required", "scheduled"]].to_numpy().max(initial=0.0))
    if highest < _FEW:
        return [1, 2]
    half = highest / 2
    step = 10 ** math.floor(math.log10(half))
    level = max(n for n in (1, 2, 2.5, 5) if n * step <= half) * step
    return [round(level), round(2 * level)]
