"""What is planned for the days of a new queue: contract, week, special days, ramp."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from forecasting.almanac.day_types import day_type
from forecasting.almanac.events import EventEffects, event_columns
from forecasting.base import weekdays
from wfm.errors import HistoryTooShortError

if TYPE_CHECKING:
    from forecasting.almanac.day_types import DayType
    from forecasting.almanac.special_days import SpecialDay
    from forecasting.base import Dates, Flags, Floats, QueueHistory
    from forecasting.inputs import Request
    from forecasting.launch.terms import Launch
    from forecasting.launch.week import Week
    from forecasting.past import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    What was planned for some days of a new queue, before its own days speak.

    Attributes
    ----------
    dates : ndarray of datetime64[D], shape (n,)
        Calendar days.
    types : list of DayType, length n
        How each is treated.
    scale : ndarray of float64, shape (n,)
        Factor on the week; NaN where the contract says nothing.
    index : ndarray of float64, shape (n,)
        What events multiply it with.
    ramp : ndarray of float64, shape (n,)
        Share of the full volume.
    week : Week
        By weekday and slot.
    """

    dates: Dates
    types: list[DayType]
    scale: Floats
    index: Floats
    ramp: Floats
    week: Week

    @property
    def like(self) -> Index:
        """Weekday that each day follows most, shape (n,)."""
        return np.array([day.weekday for day in self.types])

    @property
    def full(self) -> Floats:
        """Contacts without ramp and scale, 0 where closed, shape (n, S)."""
        days = [
            day.factor
            * sum(share * self.week.contacts[weekday] for weekday, share in day.blend)
            for day in self.types
        ]
        return np.where(self._open, np.array(days) * self.index[:, None], 0.0)

    @property
    def contacts(self) -> Floats:
        """Contacts of each slot, shape (n, S)."""
        return self.full * (self.scale * self.ramp)[:, None]

    @property
    def is_open(self) -> Flags:
        """Slots in which the queue is at work, shape (n, S)."""
        return self._open & (self.ramp > 0)[:, None]

    @property
    def _open(self) -> Flags:
        return np.array([day.open_slots(self.week.opening) for day in self.types])

    def on(self, dates: Dates) -> Plan:
        """Keep some of its days."""
        kept = np.flatnonzero(np.isin(self.dates, dates))
        return replace(
            self,
            dates=self.dates[kept],
            types=[self.types[place] for place in kept],
            scale=self.scale[kept],
            index=self.index[kept],
            ramp=self.ramp[kept],
        )

    def compared(self, own: QueueHistory) -> tuple[Floats, Floats]:
        """
        Contacts of own days, and what was planned for the same intervals.

        Parameters
        ----------
        own : QueueHistory
            Days of work so far.

        Returns
        -------
        arrived, planned : ndarray of float64, shape (n,)
            Of the days for which something was planned.
        """
        planned = self.on(own.dates).contacts
        known = np.isfinite(own.offered) & (planned > 0)
        arrived = np.where(known, own.offered, 0.0).sum(axis=1)
        expected = np.where(known, planned, 0.0).sum(axis=1)
        days = expected > 0
        return arrived[days], expected[days]


def plan_days(
    launch: Launch,
    week: Week,
    own: QueueHistory | None,
    request: Request,
    first: np.datetime64,
) -> Plan:
    """
    Plan whole months, from the first own day to the last day asked for.

    Parameters
    ----------
    launch : Launch
        What was agreed.
    week : Week
        By weekday and slot.
    own : QueueHistory or None
        Own days, if there are any.
    request : Request
        Days asked for, and special days.
    first : datetime64[D]
        First day of work.

    Returns
    -------
    Plan

    Raises
    ------
    HistoryTooShortError
        If nothing says how many contacts there will be.
    """
    begin = request.dates[0] if own is None else own.dates[0]
    end = (request.dates[-1].astype("datetime64[M]") + 1).astype("datetime64[D]")
    dates = np.arange(
        begin.astype("datetime64[M]").astype("datetime64[D]"),
        end,
        dtype="datetime64[D]",
    )
    special = request.calendar.of(launch.queue)
    types = [
        day_type(int(weekday), special.get(date), week.effect, week.opening)
        for date, weekday in zip(dates, weekdays(dates), strict=True)
    ]
    plan = Plan(
        dates=dates,
        types=types,
        scale=np.ones(len(dates)),
        index=_events(request.calendar.events(launch.queue)).index(dates),
        ramp=launch.ramp(dates, first),
        week=week,
    )
    return replace(plan, scale=_scale(launch, plan, own))


def _events(events: tuple[SpecialDay, ...]) -> EventEffects:
    """Effects of events as they are said to be, as none was seen yet."""
    nothing = np.empty(0, dtype="datetime64[D]")
    _, sizes, _ = event_columns(nothing, events)
    return EventEffects(events=events, sizes=sizes)


def _scale(launch: Launch, plan: Plan, own: QueueHistory | None) -> Floats:
    """Factor on the week that makes the contract, the analog's share or own days."""
    if launch.months:
        month = plan.dates.astype("datetime64[M]")
        volume = np.array([launch.months.get(each, np.nan) for each in month])
        _, place = np.unique(month, return_inverse=True)
        total = np.bincount(place, weights=plan.full.sum(axis=1))[place]
        return np.divide(
            volume, total, out=np.where(np.isnan(volume), np.nan, 0.0), where=total > 0
        )
    if launch.analog:
        return np.full(len(plan.dates), 1.0 if launch.share is None else launch.share)
    if own is None:
        raise HistoryTooShortError(
            f"queue {launch.queue!r} has no history: give its contracted volumes by "
            "month, an analog queue, or some days of its own contacts"
        )
    arrived, planned = plan.compared(own)
    level = arrived.sum() / planned.sum() if planned.sum() > 0 else 0.0
    return np.full(len(plan.dates), level)
