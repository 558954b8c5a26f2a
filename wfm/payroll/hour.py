"""The money that an ordinary hour of each piece of work is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from wfm.labour.rules import WorkRules

WAGE, COST = "wage", "cost"


def ordinary_hour(
    laws: tuple[WorkRules, ...],
    day: NDArray[np.int64],
    terms: pd.DataFrame,
    basis: str,
) -> NDArray[np.float64]:
    """
    Money for an ordinary hour.

    Parameters
    ----------
    laws : tuple of WorkRules
        Rules of the dates.
    day : ndarray of int64, shape (n,)
        Place of each piece's date in `laws`.
    terms : DataFrame
        Of every piece: ``monthly_wage``, ``hourly_cost``, ``weekly_minutes``,
        ``successive``; `n` rows.
    basis : str
        ``wage``: the month's wage over the hours of a month, by default of the minimum
        wage. ``cost``: the loaded cost of an hour. Where a country's wages are not
        coded both are that cost.

    Returns
    -------
    ndarray of float64, shape (n,)
        Successive shifts pay the full week's wage for their shorter week, so an hour
        of theirs is worth more.

    Raises
    ------
    ParameterError
        If the basis is neither.
    """
    if basis not in {WAGE, COST}:
        raise ParameterError("basis", basis, f"{WAGE} or {COST}")
    full = np.array([law["week_minutes"] for law in laws])[day]
    turns = np.array([law["successive_week_minutes"] for law in laws])[day]
    dearer = np.where(terms["successive"].to_numpy(bool), full / turns, 1.0)
    if basis == COST:
        loaded = np.array([law["hourly_cost"] for law in laws])[day] * dearer
        return _known(terms["hourly_cost"], loaded)
    least = np.array([_least_hour(law) for law in laws])[day] * dearer
    hours = np.array([law.month_hours for law in laws])[day]
    of_contract = np.array([law["hour_divisor_basis"] for law in laws])[day] == 1
    agreed = full / _known(terms["weekly_minutes"], full)
    own = terms["monthly_wage"].to_numpy(float) / hours
    # A wage for the contract's own week needs no second step for successive shifts.
    own = own * np.where(of_contract, agreed, dearer)
    return np.where(np.isnan(own), least, own)


def _least_hour(law: WorkRules) -> float:
    wage = law["minimum_wage"]
    return wage / law.month_hours if wage else law["hourly_cost"]


def _known(values: pd.Series, otherwise: NDArray[np.float64]) -> NDArray[np.float64]:
    given = values.to_numpy(float)
    return np.where(np.isnan(given), otherwise, given)
