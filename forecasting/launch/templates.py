"""Weeks of typical sectors, for queues that have nothing else to go by.

Assumptions, not data: round figures of how such contact centres are commonly described
(a Monday peak, a late morning peak and a lower one in the afternoon, evenings in retail
and telecom, an early morning in health). The first days of the queue itself correct
them, and the bands are wider than those of an analog queue.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.base import DAY_MINUTES, WEEK, Flags, Floats
from wfm.errors import ParameterError

GENERAL = "general"
_SATURDAY, _SUNDAY = 5, 6
_HOUR = 60
_Hours = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Template:
    """
    The week of a sector.

    Attributes
    ----------
    weekdays : tuple of float, length 7
        Contacts of each weekday over those of a Wednesday, Monday first.
    hours : tuple of float, length 24
        Relative contacts of each hour of a working day.
    workdays, saturday, sunday : tuple of int or None
        First hour open and first hour closed again where no hours are given; None for
        closed.
    """

    weekdays: tuple[float, ...]
    hours: tuple[float, ...]
    workdays: _Hours
    saturday: _Hours
    sunday: _Hours

    def opening(self, interval: int) -> Flags:
        """Open slots of the week, shape (7, S)."""
        begin = np.arange(0, DAY_MINUTES, interval) / _HOUR
        found = np.zeros((WEEK, len(begin)), dtype=np.bool_)
        for weekday in range(WEEK):
            hours = {_SATURDAY: self.saturday, _SUNDAY: self.sunday}.get(
                weekday, self.workdays
            )
            if hours is not None:
                found[weekday] = (begin >= hours[0]) & (begin < hours[1])
        return found

    def week(self, opening: Flags) -> Floats:
        """
        Contacts of a week in which an average weekday brings what Wednesday does here.

        Parameters
        ----------
        opening : ndarray of bool, shape (7, S)
            Open slots, Monday first.

        Returns
        -------
        ndarray of float64, shape (7, S)
            Each open day adds up to its weekday's figure; 0 where closed.
        """
        slots = opening.shape[1]
        middle = (np.arange(slots) + 1 / 2) * 24 / slots
        shape = np.interp(middle, np.arange(24) + 1 / 2, self.hours, period=24)
        found = np.where(opening, shape, 0.0)
        total = found.sum(axis=1, keepdims=True)
        week = np.array(self.weekdays)[:, None] * found
        return np.divide(week, total, out=np.zeros_like(week), where=total > 0)


# Hours from midnight: night, morning, afternoon, evening, six to a line.
TEMPLATES = {
    GENERAL: Template(
        (1.15, 1.05, 1.00, 0.97, 0.98, 0.50, 0.30),
        (
            *(0.05, 0.04, 0.04, 0.04, 0.06, 0.12),
            *(0.30, 0.60, 0.90, 1.10, 1.15, 1.10),
            *(0.90, 0.85, 0.95, 0.95, 0.90, 0.80),
            *(0.60, 0.45, 0.35, 0.25, 0.15, 0.08),
        ),
        workdays=(8, 18),
        saturday=(8, 13),
        sunday=None,
    ),
    "banking": Template(
        (1.18, 1.06, 1.00, 0.98, 1.05, 0.45, 0.25),
        (
            *(0.06, 0.04, 0.03, 0.03, 0.05, 0.12),
            *(0.30, 0.65, 1.00, 1.20, 1.25, 1.20),
            *(1.00, 0.95, 1.05, 1.05, 0.95, 0.80),
            *(0.60, 0.45, 0.35, 0.25, 0.18, 0.10),
        ),
        workdays=(7, 20),
        saturday=(8, 14),
        sunday=None,
    ),
    "retail": Template(
        (1.15, 1.03, 1.00, 1.00, 1.02, 0.80, 0.60),
        (
            *(0.08, 0.05, 0.03, 0.03, 0.04, 0.08),
            *(0.20, 0.40, 0.70, 0.95, 1.10, 1.15),
            *(1.05, 1.00, 1.00, 1.00, 1.00, 0.95),
            *(0.90, 0.90, 0.85, 0.70, 0.45, 0.20),
        ),
        workdays=(8, 22),
        saturday=(8, 22),
        sunday=(9, 20),
    ),
    "telecom": Template(
        (1.15, 1.05, 1.00, 0.98, 0.97, 0.80, 0.65),
        (
            *(0.15, 0.08, 0.06, 0.05, 0.07, 0.15),
            *(0.35, 0.60, 0.90, 1.10, 1.15, 1.10),
            *(1.00, 0.95, 0.95, 0.95, 0.95, 0.95),
            *(1.00, 1.00, 0.95, 0.80, 0.55, 0.30),
        ),
        workdays=(6, 22),
        saturday=(6, 22),
        sunday=(7, 21),
    ),
    "utilities": Template(
        (1.20, 1.07, 1.00, 0.96, 0.95, 0.40, 0.25),
        (
            *(0.08, 0.06, 0.05, 0.05, 0.08, 0.18),
            *(0.45, 0.80, 1.10, 1.20, 1.15, 1.05),
            *(0.85, 0.85, 0.95, 0.95, 0.85, 0.70),
            *(0.60, 0.50, 0.40, 0.30, 0.20, 0.12),
        ),
        workdays=(7, 19),
        saturday=(8, 13),
        sunday=None,
    ),
    "health": Template(
        (1.25, 1.08, 1.00, 0.95, 0.90, 0.40, 0.15),
        (
            *(0.05, 0.04, 0.03, 0.04, 0.10, 0.35),
            *(0.85, 1.25, 1.30, 1.20, 1.05, 0.90),
            *(0.70, 0.75, 0.85, 0.80, 0.70, 0.55),
            *(0.40, 0.30, 0.22, 0.16, 0.10, 0.07),
        ),
        workdays=(6, 19),
        saturday=(7, 13),
        sunday=None,
    ),
}


def template(sector: str) -> Template:
    """
    Find the week of a sector; ``general`` where none is named.

    Raises
    ------
    ParameterError
        If there is no such template.
    """
    name = sector or GENERAL
    if name not in TEMPLATES:
        raise ParameterError("sector", name, f"one of {', '.join(sorted(TEMPLATES))}")
    return TEMPLATES[name]
