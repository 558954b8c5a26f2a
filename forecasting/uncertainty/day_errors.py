"""What whole days were off by, in a form that can be laid beside other queues'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from forecasting.base import Floats
    from forecasting.past import Index

# A day further off than this tells of itself only.
_WILD = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayErrors:
    """
    Errors of the day totals that forecasts of one queue made.

    Attributes
    ----------
    origin : ndarray of int64, shape (n,)
        Day on which each was made, since 1970.
    day : ndarray of int64, shape (n,)
        Day that it is a forecast of, since 1970.
    error : ndarray of float64, shape (n,)
        In standard deviations, those of chance included; at most 3 either way.
    share : ndarray of float64, shape (n,)
        Of the variance that is not chance, 0 to 1.
    """

    origin: Index
    day: Index
    error: Floats
    share: Floats


def standardised(
    origin: Index, day: Index, actual: Floats, expected: Floats, variance: Floats
) -> DayErrors:
    """
    Divide errors of day totals by their standard deviation.

    Parameters
    ----------
    origin, day : ndarray of int64, shape (n,)
        As in `DayErrors`.
    actual, expected : ndarray of float64, shape (n,)
        Contacts of the day that came and that were forecast, the latter above 0.
    variance : ndarray of float64, shape (n,)
        Relative variance of the total beyond Poisson chance, above 0.

    Returns
    -------
    DayErrors
    """
    total = variance + 1 / expected
    error = (actual / expected - 1) / np.sqrt(total)
    return DayErrors(
        origin=origin,
        day=day,
        error=np.clip(error, -_WILD, _WILD),
        share=variance / total,
    )
