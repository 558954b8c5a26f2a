"""From the pieces of a method to those of a queue: calendar, contract, first days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.almanac.events import event_days
from forecasting.base import weekdays
from forecasting.explanation.pieces import Step, normal_steps, step, week_steps
from forecasting.knowledge import know
from forecasting.models import fit_by_rule
from forecasting.outlook import day_types

if TYPE_CHECKING:
    from forecasting.almanac.special_days import SpecialDay
    from forecasting.base import Dates, Floats, QueueHistory
    from forecasting.inputs import Request
    from forecasting.launch.outlook import Launched
    from forecasting.outlook import Outlook

SEASON, EVENT, SPECIAL_DAY = "time of the year", "event", "special day"
RAMP_UP, OWN_DAYS = "ramp-up", "own days so far"


def model_steps(
    history: QueueHistory, outlook: Outlook, request: Request, model: str
) -> list[Step]:
    """
    Pieces of a queue that has a past.

    Parameters
    ----------
    history : QueueHistory
        As recorded.
    outlook : Outlook
        What is expected of it, without overrides.
    request : Request
        Days asked for, hours and special days.
    model : str
        Name of the method.
    """
    knowledge, dates = know(history, request), request.dates
    if knowledge is None:
        return []
    types = day_types(knowledge, dates)
    own = weekdays(dates)
    for place, day in enumerate(types):
        # A special day may open when its own weekday never does.
        opens = day.open_slots(knowledge.opening)
        if (opens & ~knowledge.opening[own[place]]).any():
            own[place] = day.weekday
    fit = fit_by_rule(model, knowledge.past).fit
    days = knowledge.days(dates, own)
    steps = normal_steps(fit, knowledge.past, days, own)
    season = knowledge.season.index(dates)
    steps += _times(SEASON, season, steps[-1].contacts)
    events = knowledge.events.index(dates)
    notes = _names(dates, knowledge.events.events)
    steps += _times(EVENT, events, steps[-1].contacts, notes)
    return steps + _special_days(
        steps[-1].contacts, outlook.volume, dates, knowledge.special
    )


def launch_steps(launched: Launched, request: Request) -> list[Step]:
    """
    Pieces of a new queue.

    Parameters
    ----------
    launched : Launched
        As it was looked at.
    request : Request
        Its calendar.
    """
    plan = launched.plan
    week = plan.week
    own = weekdays(plan.dates)
    for place, open_slots in enumerate(plan.is_open):
        if (open_slots & ~week.opening[own[place]]).any():
            own[place] = plan.like[place]
    steps = week_steps(week.contacts, week.opening, own, plan.scale)
    queue = launched.outlook.queue
    notes = _names(plan.dates, request.calendar.events(queue))
    steps += _times(EVENT, plan.index, steps[-1].contacts, notes)
    full = plan.full * plan.scale[:, None]
    special = request.calendar.of(queue)
    steps += _special_days(steps[-1].contacts, full, plan.dates, special)
    steps += _times(RAMP_UP, plan.ramp, steps[-1].contacts)
    level = np.full(len(plan.dates), launched.level.mean)
    return steps + _times(OWN_DAYS, level, steps[-1].contacts)


def _times(
    piece: str, factor: Floats, running: Floats, notes: tuple[str, ...] | None = None
) -> list[Step]:
    """Multiply each day, if any is changed by it."""
    changed = factor != 1
    if not changed.any():
        return []
    only = np.broadcast_to(changed[:, None], running.shape)
    return [step(piece, running * factor[:, None], notes=notes, only=only)]


def _special_days(
    running: Floats,
    volume: Floats,
    dates: Dates,
    special: dict[np.datetime64, SpecialDay],
) -> list[Step]:
    """Give special days what is expected of them, in the place of their weekday."""
    found = [special.get(date) for date in dates]
    only = np.broadcast_to(
        np.array([day is not None for day in found])[:, None], running.shape
    )
    if not only.any():
        return []
    notes = tuple("" if day is None else day.name for day in found)
    return [step(SPECIAL_DAY, np.where(only, volume, running), notes=notes, only=only)]


def _names(dates: Dates, events: tuple[SpecialDay, ...]) -> tuple[str, ...]:
    """Names of the events that move each date."""
    found: list[dict[str, None]] = [{} for _ in dates]
    for event in events:
        for place in np.flatnonzero(event_days(dates, (event,))):
            found[place][event.name] = None
    return tuple(", ".join(names) for names in found)
