"""Which queues are busier than forecast on the same days.

Queues of one centre share causes that no calendar tells, so their errors go together
and do not cancel out in sums [1]_. The correlation of two queues is that of the errors
that forecasts made for the same date at about the same time. It is shrunk towards 0 by
as much as its uncertainty demands, given how large the correlations of all queues are
(empirical Bayes, as in [2]_).

References
----------
.. [1] Ibrahim, R., L'Ecuyer, P. (2013). Forecasting call center arrivals:
   fixed-effects, mixed-effects, and bivariate models. *Manufacturing & Service
   Operations Management* 15(1), 72-85.
.. [2] Schäfer, J., Strimmer, K. (2005). A shrinkage approach to large-scale covariance
   matrix estimation and implications for functional genomics. *Statistical
   Applications in Genetics and Molecular Biology* 4(1), 32.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.uncertainty.origins import EVERY, HORIZON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.base import Floats
    from forecasting.past import Index
    from forecasting.uncertainty.day_errors import DayErrors

# Mean square of the correlations between queues before any is seen, believed like what
# so many dates tell of one pair.
_PRIOR_SQUARE, _PRIOR_DATES = 0.3**2, 30.0
_MOST = 0.95
_SMALLEST = 1e-9


def correlations(errors: Sequence[DayErrors | None]) -> Floats:
    """
    Correlation of what whole days are off by, chance left out.

    Parameters
    ----------
    errors : sequence of DayErrors or None, length Q
        Of each queue; None where it has none.

    Returns
    -------
    ndarray of float64, shape (Q, Q)
        Symmetric, 1 on the diagonal, between -0.95 and 0.95 beside it; 0 for queues
        without errors on common dates. Not always positive semidefinite: `root` sees
        to that.
    """
    count = len(errors)
    known = [(place, each) for place, each in enumerate(errors) if each is not None]
    found = np.eye(count)
    if len(known) <= 1:
        return found
    places = np.array([place for place, _ in known])
    own = _shrunk(*_compared([each for _, each in known]))
    np.fill_diagonal(own, 1.0)
    found[np.ix_(places, places)] = own
    return found


def root(matrix: Floats) -> Floats:
    """
    Matrix that gives independent standard normal numbers some correlations.

    Parameters
    ----------
    matrix : ndarray of float64, shape (Q, Q)
        Symmetric with 1 on the diagonal. What makes it indefinite is taken out.

    Returns
    -------
    ndarray of float64, shape (Q, Q)
        Its product with its transpose is the nearest that can be; rows of length 1. A
        queue without correlation has exactly the row of the identity.
    """
    found = np.eye(len(matrix))
    bound = np.flatnonzero(np.count_nonzero(matrix, axis=1) > 1)
    if len(bound):
        values, vectors = np.linalg.eigh(matrix[np.ix_(bound, bound)])
        # The symmetric root, unlike others, favours no queue for its place.
        own = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
        own /= np.sqrt((own**2).sum(axis=1, keepdims=True))
        found[np.ix_(bound, bound)] = own
    return found


def _compared(errors: list[DayErrors]) -> tuple[Floats, Floats]:
    """Correlations as they are seen, and how many dates each is worth, (Q, Q)."""
    days = np.unique(np.concatenate([each.day for each in errors]))
    error, share = np.zeros((2, len(errors), len(days), HORIZON + EVERY))
    for place, each in enumerate(errors):
        # A queue has one origin in so many days: near ones of others count as the same.
        ahead = each.day - each.origin // EVERY * EVERY
        cells = (place, np.searchsorted(days, each.day), ahead)
        error[cells], share[cells] = each.error, each.share
    weight = share.reshape(len(errors), -1)
    signal = np.sqrt(weight) * error.reshape(weight.shape)
    # Errors that scattered more than was learnt of them are no stronger a tie.
    power = (signal**2).sum(axis=1) / weight.sum(axis=1)
    signal /= np.sqrt(np.maximum(power, 1.0))[:, None]
    seen = signal @ signal.T / np.maximum(weight @ weight.T, _SMALLEST)
    # Forecasts of one date have one truth: together they tell what one does.
    told = np.maximum(np.count_nonzero(share, axis=2), 1)
    by_day, share_by_day = error.sum(axis=2) / told, share.sum(axis=2) / told
    return seen, share_by_day @ share_by_day.T / _repetition(by_day)


def _repetition(error: Floats) -> Floats:
    """
    Dates that tell what one independent date would, for each pair, at least 1.

    Bartlett's formula: two series that linger look alike by chance.
    """
    power = np.maximum((error**2).sum(axis=1), _SMALLEST)
    lags = range(1, min(HORIZON, error.shape[1]))
    lingering = [(error[:, lag:] * error[:, :-lag]).sum(axis=1) / power for lag in lags]
    kept = np.array(lingering).reshape(len(lags), len(error))
    return np.asarray(np.maximum(1 + 2 * kept.T @ kept, 1.0))


def _shrunk(seen: Floats, dates: Floats) -> Floats:
    """Draw correlations towards 0, the less the more dates they rest on."""
    pairs: tuple[Index, Index] = np.triu_indices(len(seen), 1)
    squares, worth = seen[pairs] ** 2, dates[pairs]
    # What is seen scatters by one over the dates around what is true.
    beyond = float((worth * squares - (worth > 0)).sum()) + _PRIOR_DATES * _PRIOR_SQUARE
    square = max(beyond / (float(worth.sum()) + _PRIOR_DATES), 0.0)
    return np.clip(seen * dates * square / (dates * square + 1), -_MOST, _MOST)
