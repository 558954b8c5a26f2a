"""How far handle times stray by chance, and values that chance does not explain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from forecasting.base import Floats

# Squared coefficient of variation of one contact: 1 is exponential, and usual.
_PRIOR_CONTACT, _PRIOR_CELLS = 1.0, 100
_PRIOR_DAY, _PRIOR_DAYS = 0.03**2, 10
_SMALLEST_CONTACT, _SMALLEST_DAY = 0.01, 0.01**2
_WILD_DAY, _ROUNDS = 0.1**2, 5
# Further out than this many standard deviations nothing counts more.
_OUTER = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleNoise:
    """
    Relative variances of handle times around what is expected of them.

    Attributes
    ----------
    day : float
        What all intervals of a day share.
    contact : float
        Of one contact (its squared coefficient of variation): the mean of `n` contacts
        has ``contact / n``.
    """

    day: float = _PRIOR_DAY
    contact: float = _PRIOR_CONTACT

    def of_day(self, contacts: Floats) -> Floats:
        """Variance of a day's handle time by its contacts; infinite without any."""
        few = np.maximum(contacts, 1e-12)
        return np.where(contacts > 0, self.day + self.contact / few, np.inf)

    def winsorised(self, aht_s: Floats, expected: Floats, contacts: Floats) -> Floats:
        """
        Pull values that chance does not explain to the edge of what it does.

        The edges are three standard deviations of a lognormal mean of so many contacts:
        thousands of seconds may come from one long contact, but not from a hundred.

        Parameters
        ----------
        aht_s, expected : ndarray of float64, shape (D, S)
            Handle times found and expected, seconds; NaN where unknown.
        contacts : ndarray of float64, shape (D, S)
            Handled contacts behind them, at least 0.

        Returns
        -------
        ndarray of float64, shape (D, S)
        """
        variance = np.log1p(self.day + self.contact / np.maximum(contacts, 1.0))
        reach = _OUTER * np.sqrt(variance)
        middle = expected * np.exp(-variance / 2)
        return np.clip(aht_s, middle * np.exp(-reach), middle * np.exp(reach))


def learn_noise(ratio: Floats, contacts: Floats) -> HandleNoise:
    """
    Learn the variances by moments, leaning on what is usual.

    Parameters
    ----------
    ratio : ndarray of float64, shape (D, S)
        Handle times over what was expected of them at the level of those days; NaN
        where there were no contacts.
    contacts : ndarray of float64, shape (D, S)
        Handled contacts behind them, 0 where there were none.

    Returns
    -------
    HandleNoise
    """
    known = contacts > 0
    found = np.where(known, ratio, 0.0)
    of_day = contacts.sum(axis=1)
    days = of_day > 0
    of_day = of_day[days]
    mean = (contacts * found).sum(axis=1)[days] / of_day
    rest = contacts[days] * (found[days] - mean[:, None]) ** 2
    freedom = int(known.sum() - days.sum())
    contact = (rest.sum() + _PRIOR_CELLS * _PRIOR_CONTACT) / (freedom + _PRIOR_CELLS)
    chance = contact / of_day
    return HandleNoise(
        day=_day_variance((mean - 1) ** 2 - chance, chance),
        contact=max(float(contact), _SMALLEST_CONTACT),
    )


def _day_variance(beyond: Floats, chance: Floats) -> float:
    """Variance of whole days from their squares beyond chance, shape (n,)."""
    day = _WILD_DAY
    for _ in range(_ROUNDS):
        # A day that chance alone moves says little about what days share.
        weight = (day / (day + chance)) ** 2
        total = float((weight * beyond).sum()) + _PRIOR_DAYS * _PRIOR_DAY
        day = max(total / (float(weight.sum()) + _PRIOR_DAYS), _SMALLEST_DAY)
    return day
