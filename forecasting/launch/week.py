"""The week of a new queue: borrowed first, more and more its own as days arrive."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from forecasting.almanac.calendars import Calendar
from forecasting.base import WEEK, QueueHistory, weekdays
from forecasting.handle_time import fit_handle_times
from forecasting.knowledge import know
from forecasting.launch.level import told
from forecasting.launch.templates import template
from forecasting.models.ewma import fit_ewma
from forecasting.models.profiles import filled_profile
from forecasting.uncertainty.origins import hindcasts
from forecasting.uncertainty.spread import learn_spread
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from forecasting.almanac.holiday_effect import HolidayEffect
    from forecasting.base import Flags, Floats
    from forecasting.handle_time import HandleTimes
    from forecasting.inputs import Request
    from forecasting.knowledge import Knowledge
    from forecasting.past import Index
    from forecasting.uncertainty.spread import Spread

# Own contacts count beside so many of the borrowed shape.
PSEUDO_CONTACTS = 100.0
# How far a new queue's slots, and its weekdays, may be from those of an analog and from
# those of a template (relative standard deviations).
_ANALOG_SDS, _TEMPLATE_SDS = (0.25, 0.15), (0.35, 0.25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """
    A week by weekday and slot, and what goes with it.

    Attributes
    ----------
    contacts : ndarray of float64, shape (7, S)
        Monday first; 0 where closed.
    opening : ndarray of bool, shape (7, S)
        Open slots.
    doubt : ndarray of float64, shape (S,)
        Relative variance of a slot's share of its day.
    weekday_doubt : ndarray of float64, shape (7,)
        Relative variance of a weekday's share of its week.
    effect : HolidayEffect
        What holidays are like.
    spread : Spread
        How days and intervals vary.
    times : HandleTimes
        Handle times, where they are known.
    """

    contacts: Floats
    opening: Flags
    doubt: Floats
    weekday_doubt: Floats
    effect: HolidayEffect
    spread: Spread
    times: HandleTimes

    @property
    def stretch(self) -> float:
        """Factor on the deviations of `spread` with which its bands held the past."""
        return float(self.spread.stretch(np.array([1]))[0, 0])

    @property
    def day_variance(self) -> float:
        """Relative variance of the error that a day's intervals share."""
        return float(self.spread.day_variance(np.array([1]))[0])

    def within(self, opening: Flags) -> Week:
        """Keep to other hours; new ones are as busy as the nearest open one."""
        known = np.where(self.opening, self.contacts, np.nan)
        pooled = filled_profile(known)
        slots = np.arange(pooled.shape[1])
        seen = np.flatnonzero(self.opening.any(axis=0))
        nearest = seen[np.abs(slots[:, None] - seen).argmin(axis=1)]
        return replace(
            self,
            contacts=np.where(opening, pooled[:, nearest], 0.0),
            opening=opening,
        )

    def blended(self, arrived: Floats, like: Index, planned: Floats) -> Week:
        """
        Let own days speak for the shape of the day and for the weekdays.

        Slots: own contacts beside a hundred pseudo-contacts that came as borrowed.
        Weekdays: a gamma law around the borrowed week, as for the level.

        Parameters
        ----------
        arrived : ndarray of float64, shape (n, S)
            Contacts of own days; NaN where unknown.
        like : ndarray of int64, shape (n,)
            Weekday of each.
        planned : ndarray of float64, shape (n, S)
            Contacts expected of the same intervals.
        """
        known = np.isfinite(arrived) & (planned > 0)
        own = np.where(known, arrived, 0.0)
        usual = np.where(known, planned, 0.0)
        days = usual.sum(axis=1) > 0
        if not own[days].sum() > 0:
            return self
        own, usual, like = own[days], usual[days], like[days]
        slots = self._slots(own, usual)
        shaped = self.contacts * slots
        total = shaped.sum(axis=1, keepdims=True)
        weekday, weekday_doubt = self._weekdays(own, usual, like)
        level = self.contacts.sum(axis=1, keepdims=True) * weekday[:, None]
        contacts = np.divide(
            shaped * level, total, out=np.zeros_like(shaped), where=total > 0
        )
        return replace(
            self,
            contacts=contacts,
            doubt=self._doubt(own),
            weekday_doubt=weekday_doubt,
        )

    def _slots(self, own: Floats, usual: Floats) -> Floats:
        """Factor on each slot, shape (S,)."""
        # Scaled to its own total, a day tells about shape and nothing else.
        expected = (usual * (own.sum(axis=1) / usual.sum(axis=1))[:, None]).sum(axis=0)
        pseudo = PSEUDO_CONTACTS * expected / expected.sum()
        top, bottom = own.sum(axis=0) + pseudo, expected + pseudo
        return np.divide(top, bottom, out=np.ones_like(top), where=bottom > 0)

    def _weekdays(
        self, own: Floats, usual: Floats, like: Index
    ) -> tuple[Floats, Floats]:
        """Factor on each weekday and its relative variance, each (7,)."""
        arrived, planned = own.sum(axis=1), usual.sum(axis=1)
        worth = told(planned, self.day_variance)
        ratio = arrived / planned
        ratio /= (worth * ratio).sum() / worth.sum()
        shape, rate = (
            1 / self.weekday_doubt + np.bincount(like, weights, minlength=WEEK)
            for weights in (worth * ratio, worth)
        )
        return shape / rate, 1 / shape

    def _doubt(self, own: Floats) -> Floats:
        """Relative variance of the blended shares, shape (S,)."""
        borrowed = PSEUDO_CONTACTS / (PSEUDO_CONTACTS + own.sum())
        chance = (1 - borrowed) ** 2 / np.maximum(own.sum(axis=0), 1.0)
        return np.asarray(borrowed**2 * self.doubt + chance)


def week_like(analog: Knowledge) -> Week:
    """
    Week of a queue that has a past.

    Parameters
    ----------
    analog : Knowledge
        Its history, understood.

    Returns
    -------
    Week
        Its same-weekday means, its holidays, and the errors that these means made.
    """
    past = analog.past
    return Week(
        contacts=fit_ewma(past).profile,
        opening=analog.opening,
        doubt=np.full(analog.opening.shape[1], _ANALOG_SDS[0] ** 2),
        weekday_doubt=np.full(WEEK, _ANALOG_SDS[1] ** 2),
        effect=analog.effect,
        spread=learn_spread(hindcasts(past, fit_ewma)),
        times=fit_handle_times(analog.history),
    )


def week_of_sector(
    sector: str, opening: Flags | None, request: Request, interval: int
) -> Week:
    """
    Week of a sector's template.

    It is read like an analog queue that was at work for that one week, without special
    days: what holidays are like and how days vary is then as for any such queue.

    Parameters
    ----------
    sector : str
        Name; empty for the general one.
    opening : ndarray of bool, shape (7, S), or None
        Open slots; the template's own by default.
    request : Request
        Days asked for.
    interval : int
        Length of a slot, in minutes.

    Returns
    -------
    Week
        An open Wednesday brings 1.
    """
    found = template(sector)
    hours = found.opening(interval) if opening is None else opening
    dates = request.dates[0] - np.arange(WEEK, 0, -1)
    like = weekdays(dates)
    offered = np.where(hours, found.week(hours), np.nan)[like]
    unknown = np.full(offered.shape, np.nan)
    history = QueueHistory(
        queue=sector,
        interval=interval,
        dates=dates,
        seen=hours[like],
        offered=offered,
        answered=unknown,
        aht_s=unknown,
        skipped=np.zeros(offered.shape, dtype=np.bool_),
    )
    plain = replace(request, calendar=Calendar((), {}), opening=None)
    knowledge = know(history, plain)
    if knowledge is None:
        raise ParameterError("opening", "no hours", "open at some time of the week")
    return replace(
        week_like(knowledge),
        contacts=found.week(hours),
        opening=hours,
        doubt=np.full(hours.shape[1], _TEMPLATE_SDS[0] ** 2),
        weekday_doubt=np.full(WEEK, _TEMPLATE_SDS[1] ** 2),
    )
