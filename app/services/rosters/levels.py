"""Service level and occupancy of an edited roster, by the plan's own simulation.

Only the days and queues that differ from the plan are simulated, once as planned and
once as edited with the same chance; the rest of the plan's judgement still holds.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.intervals import midnight
from wfm.performance.on_contacts import contact_segments
from wfm.performance.simulated import simulate_schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wfm.demand import Queue
    from wfm.performance.simulated import Trial

_DAY = pd.Timedelta(days=1)
_INSTANT = pd.Timedelta(microseconds=1)
_CELLS = ["agent", "start", "end", "queue"]
_KEPT = 512
_lock = Lock()
_known: OrderedDict[tuple[object, ...], DayLevel] = OrderedDict()


@dataclass(frozen=True, slots=True, eq=False)
class DayLevel:
    """
    A queue on a day, simulated.

    Attributes
    ----------
    good : float
        Contacts served within the threshold, of `contacts` expected.
    contacts : float
        Expected.
    table : DataFrame
        Rows of the simulation table.
    """

    good: float
    contacts: float
    table: pd.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judge:
    """
    What simulates the days of one plan.

    Attributes
    ----------
    plan_id, settings_id : int
        Versions of the plan and of the campaign's settings: what is known of a day is
        known for these.
    forecast : DataFrame
        Of the plan, typed.
    queue : callable
        Gives the queue of a name.
    trial : Trial
        As the plan was judged.
    seed : int
        Of the plan.
    """

    plan_id: int
    settings_id: int
    forecast: pd.DataFrame
    queue: Callable[[str], Queue]
    trial: Trial
    seed: int

    def compared(
        self, planned: pd.DataFrame, edited: pd.DataFrame
    ) -> Iterator[tuple[str, DayLevel, DayLevel]]:
        """
        Simulate what differs between two rosters.

        Parameters
        ----------
        planned, edited : DataFrame
            Typed schedule tables.

        Yields
        ------
        tuple of (str, DayLevel, DayLevel)
            Queue, and the day as planned and as edited. Queues whose contacts wait for
            nobody are left out.
        """
        queues = sorted(self.forecast["queue"].unique().tolist())
        sides = [contact_segments(rows, queues) for rows in (planned, edited)]
        day_of = midnight(self.forecast["start"])
        for queue, day in _places(*sides):
            mine = (self.forecast["queue"] == queue) & (day_of == day)
            rows = self.forecast[mine].reset_index(drop=True)
            if len(rows):
                before, after = (self._level(queue, day, rows, s) for s in sides)
                if len(before.table) or len(after.table):
                    yield queue, before, after

    def _level(
        self, queue: str, day: pd.Timestamp, forecast: pd.DataFrame, side: pd.DataFrame
    ) -> DayLevel:
        low = day.tz_localize(side["start"].dt.tz)
        near = (side["start"] < low + _DAY) & (side["end"] > low)
        segments = side[near & (side["queue"] == queue)].reset_index(drop=True)
        shape = int(pd.util.hash_pandas_object(segments[_CELLS], index=False).sum())
        key = (self.plan_id, self.settings_id, queue, day, shape)
        with _lock:
            if key in _known:
                _known.move_to_end(key)
                return _known[key]
        made = self._simulated(queue, day, forecast, segments)
        with _lock:
            _known[key] = made
            while len(_known) > _KEPT:
                _known.popitem(last=False)
        return made

    def _simulated(
        self,
        queue: str,
        day: pd.Timestamp,
        forecast: pd.DataFrame,
        segments: pd.DataFrame,
    ) -> DayLevel:
        run = simulate_schedule(
            segments,
            forecast,
            self.queue,
            trial=self.trial,
            rng=np.random.default_rng([self.seed, day.toordinal()]),
        )
        contacts = float(forecast["volume"].sum())
        if queue not in run.runs:
            return DayLevel(0.0, contacts, run.table)
        basis = run.queues[queue].goal.basis
        good = float(run.runs[queue].good(basis).sum())
        counted = float(run.runs[queue].counted(basis).sum())
        share = good / counted if counted > 0 else 0.0
        return DayLevel(share * float(run.table["volume"].sum()), contacts, run.table)


def _places(
    planned: pd.DataFrame, edited: pd.DataFrame
) -> list[tuple[str, pd.Timestamp]]:
    """Queues and days on which somebody else, or at other times, is on contacts."""
    both = pd.concat([planned[_CELLS], edited[_CELLS]])
    differ = both.drop_duplicates(keep=False)
    found = {
        (str(queue), moment)
        for name, back in (("start", pd.Timedelta(0)), ("end", _INSTANT))
        for queue, moment in zip(
            differ["queue"], midnight(differ[name] - back), strict=True
        )
    }
    return sorted(found)
