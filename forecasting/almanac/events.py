"""Paydays, billing runs and campaigns: days that bring more than their weekday does.

They do not replace the day but multiply it, on the days after as well. Their effects
are taken out of the history before any method sees it, and put on the days to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.almanac.special_days import CAMPAIGN, same_name
from forecasting.base import median_known

if TYPE_CHECKING:
    from forecasting.almanac.special_days import SpecialDay
    from forecasting.base import Dates, Flags, Floats

# The two days after a payday or a billing run, and what is left of it if nothing else
# is known.
_DAYS_AFTER, _LEFT = 2, 0.5
# Below this share a campaign is over.
_SMALLEST_EFFECT, _LONGEST_DAYS = 0.02, 60
# Days that the first guess of an effect is worth: none, the given size, or a decay.
_GUESS_NONE, _GUESS_GIVEN, _GUESS_DECAY = 1.0, 1.0, 3.0
# What days differ by beside chance.
_DAY_VARIANCE = 0.1**2
_SMALLEST_RATIO, _LARGEST_RATIO = 0.05, 20.0
_DAYS_AROUND = 42


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEffects:
    """
    What the events of a queue multiply its days with.

    Attributes
    ----------
    events : tuple of SpecialDay
        Past and to come.
    sizes : ndarray of float64, shape (E,)
        What each column of `event_columns` counts, on the logarithmic scale.
    """

    events: tuple[SpecialDay, ...]
    sizes: Floats

    def index(self, dates: Dates) -> Floats:
        """Give what each date is multiplied with, shape (n,); 1 without events."""
        columns, _, _ = event_columns(dates, self.events)
        return np.asarray(np.exp(columns @ self.sizes))


def event_days(dates: Dates, events: tuple[SpecialDay, ...]) -> Flags:
    """Days that an event moves, shape (n,)."""
    return np.any(event_columns(dates, events)[0] != 0, axis=1)


def campaign_days(dates: Dates, events: tuple[SpecialDay, ...]) -> Flags:
    """Days that a campaign moves, shape (n,)."""
    return event_days(dates, tuple(day for day in events if day.kind == CAMPAIGN))


def event_columns(
    dates: Dates, events: tuple[SpecialDay, ...]
) -> tuple[Floats, Floats, Floats]:
    """
    Describe dates by the events that move them.

    Events of one kind and name share their effect. A campaign has one column: the
    logarithm of what it was said to bring on each day. Paydays and billing runs have
    three: a decay over three days, and what the two days after differ from that by.

    Parameters
    ----------
    dates : ndarray of datetime64[D], shape (n,)
        Calendar days.
    events : tuple of SpecialDay
        Of kinds ``EVENTS``.

    Returns
    -------
    columns : ndarray of float64, shape (n, E)
    guess : ndarray of float64, shape (E,)
        Size of each effect before any was seen.
    hold : ndarray of float64, shape (E,)
        Days of evidence that the guess is worth.
    """
    groups: dict[tuple[str, str], list[SpecialDay]] = {}
    for event in events:
        groups.setdefault((event.kind, same_name(event.name)), []).append(event)
    columns, guess, hold = [np.empty((len(dates), 0))], [], []
    for (kind, _), group in groups.items():
        if kind == CAMPAIGN:
            column = _campaign(dates, group)
            squares = [_path(event) @ _path(event) for event in group]
            columns.append(column[:, None])
            guess.append(1.0)
            hold.append(_GUESS_GIVEN * max(float(np.mean(squares)), 1e-6))
        else:
            columns.append(_decay(dates, group))
            guess.extend([0.0] * (1 + _DAYS_AFTER))
            hold.extend([_GUESS_NONE] + [_GUESS_DECAY] * _DAYS_AFTER)
    return np.concatenate(columns, axis=1), np.array(guess), np.array(hold)


def _path(campaign: SpecialDay) -> Floats:
    """Logarithm of what a campaign brings on its first day and the days after."""
    size = (campaign.factor or 1.0) - 1.0
    left = size * 0.5 ** (np.arange(_LONGEST_DAYS) / campaign.half_life)
    return np.log1p(left[np.abs(left) >= _SMALLEST_EFFECT])


def _campaign(dates: Dates, group: list[SpecialDay]) -> Floats:
    """Effect of a campaign that may be given on several days, the strongest holding."""
    column = np.zeros(len(dates))
    for event in group:
        path = _path(event)
        day = (dates - event.date).astype(np.int64)
        inside = (day >= 0) & (day < len(path))
        effect = np.zeros(len(dates))
        effect[inside] = path[day[inside]]
        column = np.where(np.abs(effect) > np.abs(column), effect, column)
    return column


def _decay(dates: Dates, group: list[SpecialDay]) -> Floats:
    """Columns of a payday or billing run, shape (n, 3)."""
    days = np.array([event.date for event in group], dtype="datetime64[D]")
    later = [np.isin(dates, days + lag) for lag in range(1 + _DAYS_AFTER)]
    faded = sum(_LEFT**lag * there for lag, there in enumerate(later))
    return np.column_stack([faded, *later[1:]]).astype(np.float64)


def learn_events(
    dates: Dates, offered: Floats, normal: Floats, events: tuple[SpecialDay, ...]
) -> EventEffects:
    """
    Compare the days that past events moved with the same weekdays around them.

    Parameters
    ----------
    dates : ndarray of datetime64[D], shape (D,)
        Of the history.
    offered : ndarray of float64, shape (D, S)
        Contacts on all days that follow their weekday but for events; NaN elsewhere.
    normal : ndarray of float64, shape (D, S)
        The same on days without events.
    events : tuple of SpecialDay
        Of kinds ``EVENTS``.

    Returns
    -------
    EventEffects
        Penalised least squares on logarithms of the day totals. A campaign leans on the
        factor that was given; paydays and billing runs lean on no effect.
    """
    columns, guess, hold = event_columns(dates, events)
    rows, ratios, weights = [], [], []
    for day in np.flatnonzero(np.any(columns != 0, axis=1)):
        known = np.isfinite(offered[day])
        lowest = max(int(day) % 7, int(day) - _DAYS_AROUND)
        usual = median_known(normal[lowest : day + _DAYS_AROUND + 1 : 7])
        known &= np.isfinite(usual)
        expected = float(usual[known].sum())
        if expected > 0:
            rows.append(columns[day])
            ratios.append(float(offered[day, known].sum()) / expected)
            weights.append(1 / (1 + 1 / (_DAY_VARIANCE * expected)))
    if not rows:
        return EventEffects(events=events, sizes=guess)
    design, weight = np.array(rows), np.array(weights)
    target = np.log(np.clip(ratios, _SMALLEST_RATIO, _LARGEST_RATIO))
    evidence = (design.T * weight) @ design + np.diag(hold)
    moved = (design.T * weight) @ target + hold * guess
    return EventEffects(events=events, sizes=np.linalg.solve(evidence, moved))
