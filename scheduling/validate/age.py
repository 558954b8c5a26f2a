"""Minors: whose hours are shorter, by age on a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from scheduling.validate.dated import DatedRules


@dataclass(frozen=True, slots=True)
class Minors:
    """
    An age group below that of adults.

    Attributes
    ----------
    from_age, below_age : float
        Years; the age of adults ends the last group before that.
    prefix : str
        Of the parameters that limit its hours.
    """

    from_age: float
    below_age: float
    prefix: str

    @property
    def latest_minute(self) -> str:
        """Parameter with the minute of the day at which work ends."""
        return f"{self.prefix}_latest_minute"

    def holds(
        self, rules: DatedRules, ages: pd.Series, dates: pd.Series
    ) -> NDArray[np.bool_]:
        """Whether somebody of an age on a date is in the group; not if unknown."""
        years = ages.to_numpy(np.float64)
        known = np.flatnonzero((years >= self.from_age) & (years < self.below_age))
        inside = np.zeros(len(years), dtype=np.bool_)
        adult = rules.each(dates.iloc[known], "adult_years")
        inside[known] = years[known] < adult
        return inside


# Who is too young to work is judged with the youngest who may.
MINORS = (Minors(0, 17, "minor_15"), Minors(17, np.inf, "minor_17"))


def ages_on(born: pd.Series, dates: pd.Series) -> NDArray[np.float64]:
    """
    Completed years on each date.

    Parameters
    ----------
    born, dates : Series of naive datetime64, shape (n,)
        Days of birth, NaT where unknown, and the days asked about.

    Returns
    -------
    ndarray of float64, shape (n,)
        Not a number where unknown. Who was born on 29 February is a year older on
        1 March.
    """
    birth, day = born.dt, dates.dt
    later = (birth.month.to_numpy(), birth.day.to_numpy())
    now = (day.month.to_numpy(), day.day.to_numpy())
    before = (now[0] < later[0]) | ((now[0] == later[0]) & (now[1] < later[1]))
    years = day.year.to_numpy(np.float64) - birth.year.to_numpy(np.float64)
    return np.asarray(years - before, dtype=np.float64)


def too_young(
    rules: DatedRules, ages: pd.Series, dates: pd.Series
) -> NDArray[np.bool_]:
    """Whether somebody of an age may not work at all on a date; not if unknown."""
    years = ages.to_numpy(np.float64)
    known = np.flatnonzero(~np.isnan(years))
    young = np.zeros(len(years), dtype=np.bool_)
    young[known] = years[known] < rules.each(dates.iloc[known], "least_years")
    return young
