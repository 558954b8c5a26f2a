"""What no forecast can undercut: contacts are counts, and counts scatter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaln, xlogy

if TYPE_CHECKING:
    from forecasting.base import Floats


def poisson_deviation(rate: Floats) -> Floats:
    r"""
    Mean absolute deviation of a Poisson count from its mean.

    Even who knows the rate :math:`v` of every interval is off by
    :math:`2 e^{-v} v^{\lfloor v \rfloor + 1} / \lfloor v \rfloor!` contacts on
    average, near :math:`\sqrt{2 v / \pi}` where :math:`v` is large: as a share of the
    volume :math:`\sqrt{2 / (\pi v)}`.

    Parameters
    ----------
    rate : ndarray of float64, shape (...)
        Mean contacts, at least 0.

    Returns
    -------
    ndarray of float64, shape (...)
        Contacts.

    References
    ----------
    Crow, E. L. (1958). The mean deviation of the Poisson distribution. Biometrika 45.

    Examples
    --------
    >>> poisson_deviation(np.array([0.0, 1.0, 100.0])).round(4).tolist()
    [0.0, 0.7358, 7.9722]
    """
    whole = np.floor(rate)
    likeliest = np.exp(xlogy(whole, rate) - rate - gammaln(whole + 1))
    return np.asarray(2 * rate * likeliest)


def likely_rate(actual: Floats, usual: Floats) -> Floats:
    """
    Rate behind the contacts of some days, for the floor.

    A count alone is a poor guide to its rate: one of 0 would have no floor at all. So
    each day's contacts are spread over its intervals as usual.

    Parameters
    ----------
    actual : ndarray of float64, shape (H, S)
        Contacts that came; NaN where they do not count.
    usual : ndarray of float64, shape (H, S)
        What such days usually bring, at least 0.

    Returns
    -------
    ndarray of float64, shape (H, S)
        Adds up to the day's contacts; `actual` on days that usually bring nothing.
    """
    known = np.isfinite(actual)
    came = np.where(known, actual, 0.0).sum(axis=1, keepdims=True)
    total = np.where(known, usual, 0.0).sum(axis=1, keepdims=True)
    spread = usual * came / np.where(total > 0, total, 1.0)
    return np.where(total > 0, spread, actual)
