"""Where simulated agents come from: a requirement, or the segments of a schedule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.errors import Problem, TableError
from wfm.intervals import midnight
from wfm.performance.on_contacts import contact_segments, epoch_seconds
from wfm.schedule import with_shifts

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

# Steps into which an interval is cut so that pauses begin and end with a step; where
# none does, the last one is taken and the agents in it are rounded.
_STEPS = (60, 30, 20, 15, 10, 5)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FromRequirement:
    """
    Agents that a requirement asks for; whole intervals, everybody present.

    Attributes
    ----------
    rows : DataFrame
        Typed rows of the requirement table.
    """

    rows: pd.DataFrame

    def within(self, forecast: pd.DataFrame, left_out: Collection[str]) -> pd.DataFrame:
        """
        Forecast rows that the requirement speaks of, but for queues left out.

        Parameters
        ----------
        forecast : DataFrame
            Typed rows of the forecast table.
        left_out : collection of str
            Queues that are not simulated.

        Returns
        -------
        DataFrame
            Some of the rows of `forecast`.
        """
        forecast = forecast[~forecast["queue"].isin(left_out)]
        rows = self.rows[~self.rows["queue"].isin(left_out)]
        asked = pd.MultiIndex.from_frame(rows[["queue", "start"]])
        known = pd.MultiIndex.from_frame(forecast[["queue", "start"]])
        return forecast[known.isin(asked)]

    @property
    def steps(self) -> int:
        """Steps into which an interval is cut: one."""
        return 1

    def agents(
        self,
        queue: str,
        starts: pd.Series,
        _shape: tuple[int, int, int],
        _rng: np.random.Generator,
    ) -> NDArray[np.float64]:
        """
        Agents of a queue in consecutive intervals.

        Parameters
        ----------
        queue : str
            Whose contacts they take.
        starts : Series of aware datetime64, shape (T,)
            Interval starts.
        _shape, _rng
            Not needed: all replications have the same agents.

        Returns
        -------
        ndarray of float64, shape (T,)
        """
        mine = self.rows[self.rows["queue"] == queue].set_index("start")["agents"]
        return mine.loc[pd.Index(starts)].to_numpy(np.float64)


class FromSchedule:
    """
    Agents whom a schedule puts on contacts, of whom some are absent by chance.

    Parameters
    ----------
    schedule : DataFrame
        Typed rows of the schedule table.
    queues : list of str
        Queues of the forecast.
    absence : float
        Share of agents who do not come, each on each day by chance, in [0, 1).
    interval : int
        Interval length in minutes.

    Attributes
    ----------
    steps : int
        Steps into which an interval is cut, so that segments begin and end with one.

    Raises
    ------
    TableError
        If segments on contacts name no queue, or one that the forecast has not.
    """

    def __init__(
        self,
        schedule: pd.DataFrame,
        queues: list[str],
        *,
        absence: float,
        interval: int,
    ) -> None:
        self._absence = absence
        self._segments = contact_segments(schedule, queues)
        self._last_day = with_shifts(schedule)["date"].max()
        self.steps = _steps(self._segments, interval)
        named = self._segments["queue"]
        unknown = sorted(set(named.fillna("")) - set(queues))
        if unknown:
            raise TableError(
                [
                    Problem(
                        "schedule",
                        f"queue {name!r} is not in the forecast"
                        if name
                        else "segments on contacts must name their queue",
                    )
                    for name in unknown[:_SHOWN]
                ]
            )

    def within(self, forecast: pd.DataFrame, left_out: Collection[str]) -> pd.DataFrame:
        """
        Forecast rows on the days of the schedule, but for queues left out.

        Parameters
        ----------
        forecast : DataFrame
            Typed rows of the forecast table.
        left_out : collection of str
            Queues that are not simulated.

        Returns
        -------
        DataFrame
            Some of the rows of `forecast`.
        """
        forecast = forecast[~forecast["queue"].isin(left_out)]
        if self._segments.empty:
            return forecast.iloc[:0]
        first = midnight(self._segments["start"]).min()
        day, last = midnight(forecast["start"]), self._segments["end"].max()
        # A night shift of the last day may end on the next, of which no more is meant.
        meant = (day <= self._last_day) | (forecast["start"] < last)
        return forecast[(day >= first) & meant]

    def agents(
        self,
        queue: str,
        starts: pd.Series,
        shape: tuple[int, int, int],
        rng: np.random.Generator,
    ) -> NDArray[np.float64]:
        """
        Agents present in each step of consecutive intervals.

        Parameters
        ----------
        queue : str
            Whose contacts they take.
        starts : Series of aware datetime64, shape (T,)
            Interval starts.
        shape : tuple of int
            Replications, steps of an interval, seconds of a step.
        rng : numpy.random.Generator
            Says who is absent.

        Returns
        -------
        ndarray of float64, shape (R, T * steps), or (1, T * steps) without absence
        """
        runs, steps, length = shape
        begins = epoch_seconds(starts)[:, np.newaxis] + np.arange(steps) * length
        begins = begins.ravel()
        mine = self._segments[self._segments["queue"] == queue]
        low, high = epoch_seconds(mine["start"]), epoch_seconds(mine["end"])
        touching = (high > begins[0]) & (low < begins[-1] + length)
        low, high = low[touching, np.newaxis], high[touching, np.newaxis]
        shared = np.minimum(high, begins + length) - np.maximum(low, begins)
        cover = np.maximum(shared, 0) / length
        if self._absence == 0:
            return np.rint(cover.sum(axis=0))[np.newaxis]
        people, place = np.unique(mine["agent"][touching], return_inverse=True)
        present = rng.random((runs, len(people))) >= self._absence
        return np.rint(present[:, place].astype(np.float64) @ cover)


def _steps(segments: pd.DataFrame, interval: int) -> int:
    edges = np.concatenate([epoch_seconds(segments[name]) for name in ("start", "end")])
    fitting = [
        step
        for step in _STEPS
        if interval % step == 0 and not (edges % (60 * step)).any()
    ]
    return interval // (fitting[0] if fitting else min(5, interval))
