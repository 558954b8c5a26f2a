"""How good quantiles were: pinball loss, and whether bands held what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.uncertainty.bands import QUANTILES

if TYPE_CHECKING:
    from forecasting.base import Floats

SHARES = np.array(list(QUANTILES.values()))


def pinball(actual: Floats, quantiles: Floats) -> Floats:
    """
    Mean pinball loss over the five quantiles.

    Parameters
    ----------
    actual : ndarray of float64, shape (n,)
        Contacts that came.
    quantiles : ndarray of float64, shape (n, 5)
        Of ``QUANTILES``; NaN where there are none.

    Returns
    -------
    ndarray of float64, shape (n,)
        Contacts; NaN where there are no quantiles.

    Examples
    --------
    Every quantile at 10 and 12 contacts: two contacts times a mean share of a half.

    >>> pinball(np.array([12.0]), np.full((1, 5), 10.0)).tolist()
    [1.0]
    """
    beyond = actual[:, None] - quantiles
    return np.maximum(SHARES * beyond, (SHARES - 1) * beyond).mean(axis=1)


def inside(actual: Floats, quantiles: Floats) -> Floats:
    """
    Whether the 80 % and the 95 % band held what came, both ends included.

    Parameters are those of `pinball`.

    Returns
    -------
    ndarray of float64, shape (n, 2)
        1 or 0; NaN where there are no quantiles.
    """
    outer, inner = quantiles[:, [0, -1]], quantiles[:, [1, -2]]
    ends = np.stack([inner, outer], axis=1)
    held = (actual[:, None] >= ends[:, :, 0]) & (actual[:, None] <= ends[:, :, 1])
    return np.where(np.isfinite(ends).all(axis=2), held, np.nan)
