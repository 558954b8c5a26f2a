"""What is expected of a new queue day by day, in the form that every queue has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK
from forecasting.handle_time import fit_handle_times, learn_handle_spread
from forecasting.history.opening import given_opening, learnt_opening
from forecasting.launch.level import Level, update_level
from forecasting.launch.plan import Plan, plan_days
from forecasting.launch.week import week_like, week_of_sector
from forecasting.outlook import Outlook
from wfm.errors import Problem, TableError

if TYPE_CHECKING:
    from forecasting.base import Flags, Floats, QueueHistory
    from forecasting.inputs import Request
    from forecasting.knowledge import Knowledge
    from forecasting.launch.terms import Launch
    from forecasting.launch.week import Week
    from forecasting.past import Index
    from forecasting.uncertainty.spread import Spread

# How far contracts are from what comes, and a queue from another it should resemble.
_CONTRACT_SD, _ANALOG_SD = 0.30, 0.60
# The agreed handle time counts beside so many contacts of the queue's own.
_PRIOR_CONTACTS = 200.0
_MOST_TOGETHER = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Launched:
    """
    A new queue, looked at.

    Attributes
    ----------
    plan : Plan
        Of the days to come.
    level : Level
        What its own days made of it.
    outlook : Outlook
        What is expected.
    borrowed_hours : bool
        Whether its hours are those of the analog or the template.
    """

    plan: Plan
    level: Level
    outlook: Outlook
    borrowed_hours: bool


def look_at_launch(
    launch: Launch,
    history: QueueHistory | None,
    analog: Knowledge | None,
    request: Request,
    interval: int,
) -> Launched:
    """
    Plan a new queue and let its own days correct the plan.

    Parameters
    ----------
    launch : Launch
        What was agreed.
    history : QueueHistory or None
        Its own days, if there are any.
    analog : Knowledge or None
        History of the queue it is like.
    request : Request
        Days asked for, hours and special days.
    interval : int
        Length of a slot, in minutes.

    Returns
    -------
    Launched

    Raises
    ------
    HistoryTooShortError
        If nothing says how many contacts there will be.
    TableError
        If the contract says nothing of a month asked for.
    """
    own = _own_days(history)
    opening = _opening(launch.queue, own, request, interval)
    if analog is None:
        week = week_of_sector(launch.sector, opening, request, interval)
    else:
        week = week_like(analog)
        week = week if opening is None else week.within(opening)
    first = _first_day(launch, own, request)
    plan = plan_days(launch, week, own, request, first)
    if own is not None:
        past = plan.on(own.dates)
        blended = week.blended(own.offered, past.like, np.nan_to_num(past.contacts))
        plan = plan_days(launch, blended, own, request, first)
    level = _level(launch, plan, own)
    ahead = plan.on(request.dates)
    _check_months(launch, ahead)
    volume = np.where(ahead.is_open, ahead.contacts * level.mean, np.nan)
    week = ahead.week
    shared = level.variance + week.weekday_doubt[ahead.like]
    shared = shared + week.day_variance * week.stretch**2
    spread = _spread(week, level, float(shared.mean()))
    outlook = Outlook(
        queue=launch.queue,
        interval=interval,
        volume=volume,
        day_variance=shared + [day.variance for day in ahead.types],
        spread=spread,
        leads=_leads(own, request),
        aht_s=_handle_times(launch, ahead, own, first),
        handle=learn_handle_spread(ahead.week.times),
    )
    return Launched(
        plan=ahead, level=level, outlook=outlook, borrowed_hours=opening is None
    )


def _own_days(history: QueueHistory | None) -> QueueHistory | None:
    if history is None or not np.isfinite(history.offered).any():
        return None
    return history


def _opening(
    queue: str, own: QueueHistory | None, request: Request, interval: int
) -> Flags | None:
    """Hours as given, else as a whole week of own days shows them."""
    given = given_opening(request.opening, queue, interval)
    if given is not None or own is None:
        return given
    seen = np.flatnonzero(own.seen.any(axis=1))
    return learnt_opening(own) if seen[-1] - seen[0] >= WEEK - 1 else None


def _first_day(
    launch: Launch, own: QueueHistory | None, request: Request
) -> np.datetime64:
    if launch.start is not None:
        return launch.start
    if own is None:
        return np.datetime64(request.dates[0], "D")
    days = np.flatnonzero(np.isfinite(own.offered).any(axis=1))
    return np.datetime64(own.dates[days[0]], "D")


def _leads(own: QueueHistory | None, request: Request) -> Index:
    if own is None:
        return np.arange(1, len(request.dates) + 1)
    return own.days_until(request.dates)


def _level(launch: Launch, plan: Plan, own: QueueHistory | None) -> Level:
    agreed = bool(launch.months) or launch.share is not None
    sd = launch.level_sd or (_CONTRACT_SD if agreed else _ANALOG_SD)
    if own is None:
        return Level(mean=1.0, variance=sd**2)
    return update_level(sd, *plan.compared(own), plan.week.day_variance)


def _check_months(launch: Launch, ahead: Plan) -> None:
    unknown = np.unique(ahead.dates[np.isnan(ahead.scale)].astype("datetime64[M]"))
    if len(unknown):
        raise TableError(
            [
                Problem(
                    "contracted",
                    f"queue {launch.queue} has no volume for {month}, which the "
                    "forecast needs",
                )
                for month in unknown
            ]
        )


def _spread(week: Week, level: Level, shared: float) -> Spread:
    """Variances of a new queue: its level is an error that all its days share."""
    old = week.spread
    share = level.variance / shared
    common, next_day = (
        min(share + (1 - share) * together, _MOST_TOGETHER)
        for together in (old.common, old.next_day)
    )
    return replace(
        old,
        within=old.within * week.stretch**2 + week.doubt,
        stretches=np.maximum(old.stretches / week.stretch, 1.0),
        common=common,
        next_day=max(common, next_day),
        # These are the analog's.
        day_errors=None,
    )


def _handle_times(
    launch: Launch, ahead: Plan, own: QueueHistory | None, first: np.datetime64
) -> Floats:
    """Agreed or borrowed seconds on the learning curve, corrected by own contacts."""
    times, learning = ahead.week.times, launch.learning(first)
    agreed = times.pattern * times.level
    if launch.aht_s is not None:
        agreed = np.full(agreed.shape, launch.aht_s)
    if not np.isfinite(agreed).any() and own is not None:
        return fit_handle_times(own, learning).ahead(ahead.dates, ahead.like)
    ratio = 1.0
    if own is not None:
        expected = agreed[own.weekdays] * learning.factor(own.dates)[:, None]
        contacts = np.where(np.isfinite(own.aht_s), np.nan_to_num(own.handled), 0.0)
        prior = _PRIOR_CONTACTS * float(np.nanmean(agreed))
        seconds = float(np.nansum(contacts * own.aht_s))
        ratio = (seconds + prior) / (float(np.nansum(contacts * expected)) + prior)
    return ratio * agreed[ahead.like] * learning.factor(ahead.dates)[:, None]
