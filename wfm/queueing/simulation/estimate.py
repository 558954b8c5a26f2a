"""Ratios over replications, with the interval of confidence of their mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from wfm.errors import ParameterError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """
    What a simulation says of a ratio, and how sure it is; arrays of shape (P,).

    Attributes
    ----------
    value : ndarray of float64
        Sum of the numerators over the sum of the denominators; not a number where
        nothing was counted.
    low, high : ndarray of float64
        Interval of confidence; not a number with a single replication. Where every
        replication says the same, such as a service level of 1, it has no width.
    error : ndarray of float64
        Standard error of `value`.
    """

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    error: NDArray[np.float64]


def ratio(
    parts: NDArray[np.float64],
    wholes: NDArray[np.float64],
    *,
    pool: ArrayLike | None = None,
    confidence: float = CONFIDENCE,
    most: float = np.inf,
) -> Estimate:
    r"""
    Ratio of sums over replications.

    With numerators :math:`y_r` and denominators :math:`x_r` of :math:`R` independent
    replications, :math:`\hat p = \sum y_r / \sum x_r`, with the standard error

    .. math:: \frac{1}{\bar x} \sqrt{\frac{\sum (y_r - \hat p x_r)^2}{R (R - 1)}}

    and Student's t with :math:`R - 1` degrees of freedom. A mean of ratios would count
    a contact of a quiet replication for more than one of a busy one.

    Parameters
    ----------
    parts, wholes : ndarray of float64, shape (R, T)
        Numerator and denominator of each replication and interval.
    pool : array_like, shape (T,), optional
        Label of each interval, such as its day: intervals of a label are summed. By
        default each interval stands alone.
    confidence : float
        Share of such intervals that hold the true value, in (0, 1).
    most : float
        Largest possible value: 1 for shares. The interval is cut there and at 0.

    Returns
    -------
    Estimate
        Of shape (T,), or one entry for each distinct label in ascending order.

    Raises
    ------
    ParameterError
        If `pool` does not have a label for each interval, or `confidence` is not in
        (0, 1).

    References
    ----------
    Law, A. M. (2015). *Simulation Modeling and Analysis*, 5th ed., section 9.5;
    Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed., section 6.4.
    """
    if not 0 < confidence < 1:
        raise ParameterError("confidence", confidence, "in (0, 1)")
    y, x = _pooled(parts, pool), _pooled(wholes, pool)
    runs = y.shape[0]
    with np.errstate(invalid="ignore", divide="ignore"):
        value = y.sum(axis=0) / x.sum(axis=0)
        spread = ((y - value * x) ** 2).sum(axis=0) / (runs * (runs - 1.0))
        error = np.sqrt(spread) / x.mean(axis=0)
    if runs == 1:
        error = np.full_like(value, np.nan)
    reach = stdtrit(max(runs - 1, 1), 0.5 + confidence / 2) * error
    return Estimate(
        value=value,
        low=np.clip(value - reach, 0.0, most),
        high=np.clip(value + reach, 0.0, most),
        error=error,
    )


def _pooled(values: NDArray[np.float64], pool: ArrayLike | None) -> NDArray[np.float64]:
    if pool is None:
        return values.astype(np.float64)
    labels = np.asarray(pool)
    if labels.shape != values.shape[1:]:
        raise ParameterError("pool", pool, f"{values.shape[1]} labels")
    kinds, place = np.unique(labels, return_inverse=True)
    summed = np.zeros((len(kinds), values.shape[0]))
    np.add.at(summed, place, values.T)
    return summed.T
