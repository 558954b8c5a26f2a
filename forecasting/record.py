"""The record of one queue: when it was open, what was special, and what was cleaned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.almanac.calendars import is_special
from forecasting.almanac.events import campaign_days, event_days
from forecasting.base import WEEK
from forecasting.history.absent import unwritten_zeros, with_zeros
from forecasting.history.change_list import change_id
from forecasting.history.cleaning import CleanHistory, clean
from forecasting.history.opening import given_opening, learnt_opening

if TYPE_CHECKING:
    from forecasting.almanac.special_days import SpecialDay
    from forecasting.base import Flags, Floats, QueueHistory
    from forecasting.inputs import Request

# Days of a campaign are left out if so many of their weekday in as many weeks had none;
# else their weekday would not be learnt at all, and the campaign is taken out of them.
_FEWEST_CALM, _RECENT_WEEKS = 3, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    The history of one queue, cleaned.

    Attributes
    ----------
    history : QueueHistory
        As recorded, with the zeros that were not written.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.
    special : dict of datetime64[D] to SpecialDay
        Days, past and to come, that do not follow their weekday.
    events : tuple of SpecialDay
        Paydays, billing runs and campaigns, past and to come.
    cleaned : CleanHistory
        What was left out, and why.
    """

    history: QueueHistory
    opening: Flags
    special: dict[np.datetime64, SpecialDay]
    events: tuple[SpecialDay, ...]
    cleaned: CleanHistory

    @property
    def recorded(self) -> Floats:
        """Contacts in open slots, normal or not, shape (7 W, S); NaN elsewhere."""
        opened = self.opening[self.history.weekdays]
        return np.where(opened, self.history.offered, np.nan)


def read_record(history: QueueHistory, request: Request) -> Record:
    """
    Find hours, special days and what is not normal in a queue's history.

    Parameters
    ----------
    history : QueueHistory
        As recorded.
    request : Request
        Hours, special days, and the changes that a planner refused.
    """
    opening = given_opening(request.opening, history.queue, history.interval)
    if opening is None:
        opening = learnt_opening(history)
    opening = opening | _reopened(history, opening, request.refused)
    special = request.calendar.of(history.queue)
    events = request.calendar.events(history.queue)
    zeros = unwritten_zeros(history, opening)
    first = int(np.argmax(np.any(history.seen, axis=1)))
    unwritten = change_id(history.queue, history.dates[first], 0, "absent")
    whole = history
    if zeros.any() and unwritten not in request.refused:
        whole = with_zeros(history, zeros)
    moved = campaign_days(history.dates, events)
    cleaned = clean(
        whole,
        opening,
        is_special(history.dates, special) | (moved & _spared(history, moved)),
        request.refused,
        event_days(history.dates, events),
        int(zeros.sum()),
    )
    return Record(
        history=whole,
        opening=opening,
        special=special,
        events=events,
        cleaned=cleaned,
    )


def _spared(history: QueueHistory, moved: Flags) -> Flags:
    """Days whose weekday was also seen without a campaign of late, shape (7 W,)."""
    calm = np.any(history.seen, axis=1) & ~moved
    calm[: -_RECENT_WEEKS * WEEK] = False
    count = np.bincount(history.weekdays[calm], minlength=WEEK)
    return np.asarray((count >= _FEWEST_CALM)[history.weekdays])


def _reopened(history: QueueHistory, opening: Flags, refused: frozenset[str]) -> Flags:
    """Slots outside the hours whose contacts a planner does not want to lose."""
    found = np.zeros_like(opening)
    stray = ~opening[history.weekdays] & (np.nan_to_num(history.offered) > 0)
    for day in np.flatnonzero(stray.any(axis=1)):
        if change_id(history.queue, history.dates[day], 0, "closed") in refused:
            found[history.weekdays[day]] |= stray[day]
    return found
