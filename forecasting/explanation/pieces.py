"""The pieces that make a number, one after the other until the forecast is reached."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import WEEK
from forecasting.models.combination import CombinedFit
from forecasting.models.core import CoreFit

if TYPE_CHECKING:
    from forecasting.base import Flags, Floats
    from forecasting.models.protocol import Fit
    from forecasting.past import Days, Index, Past

LEVEL, WEEKDAY, TIME_OF_DAY = "level", "weekday", "time of day"
DAY_EFFECT = "day effect"
CALENDAR = "calendar"
OTHERS = "average with other methods"
_CORE = "core"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    Contacts after one more piece.

    Attributes
    ----------
    piece : str
        What is added.
    contacts : ndarray of float64, shape (H, S)
        Running value by day and slot, all pieces so far included.
    notes : tuple of str, length H
        More about it by day; empty where there is none to say.
    only : ndarray of bool, shape (H, S)
        Intervals that it concerns; a piece is not mentioned elsewhere.
    """

    piece: str
    contacts: Floats
    notes: tuple[str, ...]
    only: Flags


def step(
    piece: str,
    contacts: Floats,
    *,
    notes: tuple[str, ...] | None = None,
    only: Flags | None = None,
) -> Step:
    """
    Make a step that by default concerns every interval and has no notes.

    Parameters
    ----------
    piece : str
        What is added.
    contacts : ndarray of float64, shape (H, S)
        Running value.
    notes : tuple of str, length H, optional
        More about it by day.
    only : ndarray of bool, shape (H, S), optional
        Intervals that it concerns.
    """
    return Step(
        piece=piece,
        contacts=contacts,
        notes=notes or ("",) * len(contacts),
        only=np.ones(contacts.shape, dtype=np.bool_) if only is None else only,
    )


def week_steps(week: Floats, opening: Flags, like: Index, scale: Floats) -> list[Step]:
    """
    Level, weekday and time of day of some days.

    Parameters
    ----------
    week : ndarray of float64, shape (7, S)
        Contacts of a week, Monday first.
    opening : ndarray of bool, shape (7, S)
        Open slots.
    like : ndarray of int64, shape (H,)
        Weekday of each day.
    scale : ndarray of float64, shape (H,)
        Factor on the week.

    Returns
    -------
    list of Step
        Mean of an open interval of the week; of one of that weekday; the slot itself.
    """
    inside = np.where(opening, week, 0.0)
    count = opening.sum(axis=1)
    level = inside.sum() / max(count.sum(), 1)
    weekday = inside.sum(axis=1) / np.maximum(count, 1)
    shape = (len(like), week.shape[1])
    return [
        step(LEVEL, np.broadcast_to((scale * level)[:, None], shape)),
        step(WEEKDAY, np.broadcast_to((scale * weekday[like])[:, None], shape)),
        step(TIME_OF_DAY, scale[:, None] * week[like]),
    ]


def normal_steps(fit: Fit, past: Past, days: Days, own: Index) -> list[Step]:
    """
    Pieces of a method's forecast, as if no day were special.

    The regression shows its parts. Of any other method the week is what it forecasts
    for each weekday at that distance without covariates.

    Parameters
    ----------
    fit : Fit
        The method fitted to `past`.
    past : Past
        What it learnt from.
    days : Days
        Days to come; the weekday each is like.
    own : ndarray of int64, shape (H,)
        Weekday that is shown for each; its forecast is the result.

    Returns
    -------
    list of Step
        The last one is what `fit` forecasts of `days` if `own` is what they are like.
    """
    days = replace(days, like=own)
    base, others = _base(fit)
    if isinstance(base, CoreFit):
        steps = _regression_steps(base, past, days)
    else:
        steps = _plain_steps(base, past, days)
    if others:
        names = tuple(sorted(others))
        note = ("with " + ", ".join(names),) * len(own)
        steps.append(step(OTHERS, fit.predict(days), notes=note))
    return steps


def _base(fit: Fit) -> tuple[Fit, list[str]]:
    """Find the method whose parts are shown, and the names of those averaged with."""
    if not isinstance(fit, CombinedFit):
        return fit, []
    name = _CORE if _CORE in fit.ahead else next(iter(fit.ahead))
    return fit.ahead[name], [other for other in fit.ahead if other != name]


def _regression_steps(fit: CoreFit, past: Past, days: Days) -> list[Step]:
    steps = week_steps(fit.profile, past.opening, days.like, np.ones(len(days.like)))
    running = steps[-1].contacts
    logs = days.covariates * fit.effects
    for name, log in zip(past.names, logs.T, strict=True):
        if not log.any():
            continue
        running = running * np.exp(log)[:, None]
        only = np.broadcast_to((log != 0)[:, None], running.shape)
        steps.append(step(name, running, only=only))
    steps.append(step(DAY_EFFECT, fit.predict(days)))
    return steps


def _plain_steps(fit: Fit, past: Past, days: Days) -> list[Step]:
    plain = replace(days, covariates=np.zeros_like(days.covariates))
    week = np.stack(
        [
            fit.predict(replace(plain, like=np.full_like(days.like, weekday)))
            for weekday in range(WEEK)
        ]
    )
    scale = np.ones(1)
    found = [
        week_steps(week[:, place], past.opening, days.like[[place]], scale)
        for place in range(len(days.like))
    ]
    steps = [
        step(parts[0].piece, np.concatenate([part.contacts for part in parts]))
        for parts in zip(*found, strict=True)
    ]
    predicted = fit.predict(days)
    if not np.array_equal(predicted, steps[-1].contacts):
        steps.append(step(CALENDAR, predicted))
    return steps
