"""The level of a new queue: a prior that gives way to its own days (Gamma-Poisson).

The level `theta` multiplies what was planned. Before any day it is gamma with mean 1
and relative deviation `sd`; contacts are Poisson around `theta` times the plan, and a
day as a whole is busier or quieter with some variance. Its contacts then tell as much
as ``1 / (1 / planned + variance)`` contacts would without that variance, and the gamma
law stays gamma (conjugate update) [1]_.

References
----------
.. [1] Gelman, A., et al. (2013). *Bayesian Data Analysis*, 3rd ed., section 2.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from forecasting.base import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """
    What is believed of the level.

    Attributes
    ----------
    mean : float
        Contacts that come over those planned.
    variance : float
        Relative variance of that knowledge.
    """

    mean: float
    variance: float


def update_level(sd: float, arrived: Floats, planned: Floats, variance: float) -> Level:
    """
    Move the level by some days.

    Parameters
    ----------
    sd : float
        Relative standard deviation before any day, above 0.
    arrived : ndarray of float64, shape (n,)
        Contacts of each day.
    planned : ndarray of float64, shape (n,)
        Contacts that were planned for the same intervals, above 0.
    variance : float
        Relative variance of a day's total beyond Poisson, at least 0.

    Returns
    -------
    Level

    Examples
    --------
    A prior worth 4 contacts, and a day with 12 where 6 were planned:

    >>> level = update_level(0.5, np.array([12.0]), np.array([6.0]), 0.0)
    >>> level.mean, level.variance
    (1.6, 0.0625)
    """
    worth = told(planned, variance)
    shape = 1 / sd**2 + float((worth * arrived / planned).sum())
    rate = 1 / sd**2 + float(worth.sum())
    return Level(mean=shape / rate, variance=1 / shape)


def told(planned: Floats, variance: float) -> Floats:
    """
    Contacts' worth of knowledge in each day, shape (n,).

    Parameters
    ----------
    planned : ndarray of float64, shape (n,)
        Contacts expected, above 0.
    variance : float
        Relative variance of a day's total beyond Poisson, at least 0.
    """
    return np.asarray(1 / (1 / planned + variance))
