"""Hours that the people under contract bring, week by week and by what they can do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.errors import UnknownNameError
from wfm.tables.people import AGENTS, CONTRACTS, TIME_OFF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class PlannedDays:
    """
    Days that the plan covers and on which the campaign usually works.

    Attributes
    ----------
    dates : DatetimeIndex
        Naive midnights, in order. A holiday on a weekday that is usually open counts.
    week_length : int
        Weekdays on which the campaign is open, 1 to 7.
    """

    dates: pd.DatetimeIndex
    week_length: int

    @property
    def weeks(self) -> pd.DatetimeIndex:
        """Monday of each date."""
        return self.dates - pd.to_timedelta(self.dates.day_of_week, unit="D")

    @property
    def shares(self) -> pd.Series:
        """Part of each week that is planned, in (0, 1], by Monday."""
        return self.weeks.value_counts().sort_index() / self.week_length

    @property
    def first_days(self) -> pd.Series:
        """First planned date of each week, by Monday."""
        return pd.Series(self.dates, index=self.weeks).groupby(level=0).min()


@dataclass(frozen=True, slots=True)
class Available:
    """
    What the agents bring.

    Attributes
    ----------
    hours : dict
        Paid hours by week (Monday) and set of skills.
    heads : dict
        Agents that are there on some day, by week and skill they hold.
    """

    hours: dict[pd.Timestamp, dict[frozenset[str], float]]
    heads: dict[pd.Timestamp, dict[str, int]]


def available(
    agents: pd.DataFrame,
    contracts: pd.DataFrame,
    time_off: pd.DataFrame | None,
    *,
    days: PlannedDays,
    allowance: float,
    timezone: str,
) -> Available:
    """
    Contracted hours of every week, without absences beyond the allowance.

    An agent brings the weekly hours of the contract, in proportion to the planned
    days on which he or she is employed. The scheduled shrinkage has taken a share of
    all hours for time off, breaks and training already, so whole days off are
    deducted only as far as those with the same skills are off for more than that.

    Parameters
    ----------
    agents, contracts, time_off : DataFrame
        Columns of these tables.
    days : PlannedDays
        What is planned.
    allowance : float
        Share of paid hours that the scheduled shrinkage takes, in [0, 1).
    timezone : str
        Zone of naive times.

    Returns
    -------
    Available
        For every planned week.

    Raises
    ------
    UnknownNameError
        If an agent has a contract, or someone is off, that no table names.
    TableError
        If a table breaks its contract.
    """
    people = AGENTS.parse(agents)
    terms = CONTRACTS.parse(contracts).set_index("contract")["weekly_minutes"]
    _check_known("contract", people["contract"], terms.index)
    employed = _employed(people, days.dates)
    off = employed & _off(people["agent"], time_off, days.dates, timezone)
    daily = people["contract"].map(terms).to_numpy(float) / 60 / days.week_length
    own = [_skills(cell) for cell in people["skills"]]
    answer = Available({}, {})
    for week in days.weeks.unique():
        there = (days.weeks == week).nonzero()[0]
        at_work, absent = employed[:, there], off[:, there]
        answer.hours[week] = _hours(
            own, at_work.sum(axis=1) * daily, absent.sum(axis=1) * daily, allowance
        )
        present = np.logical_or.reduce(at_work & ~absent, axis=1)
        answer.heads[week] = Counter(
            skill
            for skills, here in zip(own, present, strict=True)
            if here
            for skill in skills
        )
    return answer


def _hours(
    skills: list[frozenset[str]],
    contracted: NDArray[np.float64],
    off: NDArray[np.float64],
    allowance: float,
) -> dict[frozenset[str], float]:
    """Hours by set of skills, less what is off beyond the allowance."""
    hours: dict[frozenset[str], float] = {}
    away: dict[frozenset[str], float] = {}
    for own, amount, absent in zip(skills, contracted, off, strict=True):
        hours[own] = hours.get(own, 0.0) + float(amount)
        away[own] = away.get(own, 0.0) + float(absent)
    return {
        own: total - max(0.0, away[own] - allowance * total)
        for own, total in hours.items()
    }


def _employed(people: pd.DataFrame, dates: pd.DatetimeIndex) -> NDArray[np.bool_]:
    """Whether each agent is employed on each date, shape (agents, days)."""
    days = dates.to_numpy()
    employed = np.ones((len(people), len(days)), dtype=bool)
    for name, holds in (
        ("available_from", np.less_equal),
        ("available_until", np.greater_equal),
    ):
        if name in people:
            limit = people[name].to_numpy()[:, None]
            employed &= holds(limit, days) | np.isnat(limit)
    return employed


def _off(
    names: pd.Series,
    time_off: pd.DataFrame | None,
    dates: pd.DatetimeIndex,
    timezone: str,
) -> NDArray[np.bool_]:
    """Whether each agent is off all day, shape (agents, days)."""
    off = np.zeros((len(names), len(dates)), dtype=bool)
    if time_off is None:
        return off
    table = TIME_OFF.parse(time_off, timezone=timezone)
    _check_known("agent", table["agent"], names)
    place = {name: row for row, name in enumerate(names)}
    begins, ends = dates.to_numpy(), dates.to_numpy() + _DAY
    for name, start, end in zip(
        table["agent"],
        table["start"].dt.tz_localize(None).to_numpy(),
        table["end"].dt.tz_localize(None).to_numpy(),
        strict=True,
    ):
        off[place[name]] |= (begins >= start) & (ends <= end)
    return off


def _skills(cell: str) -> frozenset[str]:
    return frozenset(name.strip() for name in cell.split(";") if name.strip())


def _check_known(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    have = set(known)
    for name in names:
        if name not in have:
            raise UnknownNameError(kind, name, have)
