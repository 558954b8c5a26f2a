"""How long hiring takes: working days from the decision to the seat."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from wfm.errors import ParameterError
from wfm.holidays import public_holidays

# Fewer working days than this fit into no year of any country.
_WORKING_DAYS_A_YEAR = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTimes:
    """
    Steps from the request to a person who takes contacts alone, in working days.

    Attributes
    ----------
    approval, recruiting, contracting : int
        Decision, sourcing and selection, contract with medical exam; at least 0. The
        defaults are the middle of the usual 1-3, 8-15 and 2-3 days, or their end.
    training, nesting : int
        Classroom (two weeks, a simple voice queue) and the first contacts with help.
    """

    approval: int = 3
    recruiting: int = 12
    contracting: int = 3
    training: int = 10
    nesting: int = 5

    def __post_init__(self) -> None:
        for each in fields(self):
            days = getattr(self, each.name)
            if isinstance(days, bool) or not isinstance(days, int) or days < 0:
                raise ParameterError(
                    f"lead time {each.name}", days, "whole working days, at least 0"
                )

    @property
    def total(self) -> int:
        """Working days of all steps, one after another."""
        return sum(getattr(self, each.name) for each in fields(self))


def last_day_to_decide(start_by: date, working_days: int, country: str | None) -> date:
    """
    Last day on which to begin so that all steps are done when `start_by` begins.

    Parameters
    ----------
    start_by : date
        First day in operation; need not be a working day.
    working_days : int
        Length of all steps, at least 0.
    country : str or None
        Whose holidays nobody works on; Saturdays and Sundays are free everywhere.

    Returns
    -------
    date
        The working day from which on `working_days` of them, itself included, lie
        before `start_by`; `start_by` itself when there is nothing to do.

    Raises
    ------
    UnknownNameError
        If the country is not known.

    Examples
    --------
    The eighth of December 2026, a Tuesday, is a holiday in Colombia:

    >>> from datetime import date
    >>> last_day_to_decide(date(2026, 12, 14), 5, "CO").isoformat()
    '2026-12-04'
    """
    if working_days == 0:
        return start_by
    return _shifted(start_by, -working_days, country)


def first_day_possible(today: date, working_days: int, country: str | None) -> date:
    """
    First working day on which a person can start if the decision is taken today.

    Parameters
    ----------
    today : date
        Counts as the first day of the steps when it is a working day.
    working_days : int
        Length of all steps, at least 0.
    country : str or None
        Whose holidays nobody works on.

    Returns
    -------
    date
        A working day.

    Raises
    ------
    UnknownNameError
        If the country is not known.
    """
    return _shifted(today, working_days, country)


def _shifted(day: date, working_days: int, country: str | None) -> date:
    years = abs(working_days) // _WORKING_DAYS_A_YEAR + 1
    near = range(day.year - years, day.year + years + 1)
    free = np.array(list(public_holidays(country, near)), dtype="datetime64[D]")
    moved = np.busday_offset(
        np.datetime64(day), working_days, roll="forward", holidays=free
    )
    return date.fromisoformat(str(moved))
