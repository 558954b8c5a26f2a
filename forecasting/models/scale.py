"""The square-root scale, on which Poisson chance is about 1/4 at any volume."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from forecasting.base import Floats

_SHIFT = 0.25


def root(contacts: Floats) -> Floats:
    """
    Variance-stabilising root of contacts (Anscombe 1948 with Brown's shift of 1/4).

    Parameters
    ----------
    contacts : ndarray of float64
        At least 0; NaN stays.
    """
    return np.sqrt(np.maximum(contacts, 0.0) + _SHIFT)


def unroot(roots: Floats, variance: Floats | float = 0.0) -> Floats:
    """
    Mean contacts behind a mean root.

    Parameters
    ----------
    roots : ndarray of float64
        Mean on the root scale.
    variance : ndarray or float
        Of the root around that mean: a square has its variance more in the mean.
    """
    return np.maximum(np.maximum(roots, 0.0) ** 2 + variance - _SHIFT, 0.0)
