"""The pattern of handle times over the week, shrunk to the queue's mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from forecasting.base import Floats

# A slot, or a weekday, counts half once it rests on so many contacts: what slots differ
# by (7 %) is then as much as what chance moves the mean of 200 contacts by.
PRIOR_CONTACTS = 200.0
# What the slots of one weekday differ by beyond their slot and their weekday.
_PRIOR_OWN, _PRIOR_CELLS = 0.03**2, 100
_SMALLEST = 1e-9


def weekly_pattern(contacts: Floats, seconds: Floats, contact: float) -> Floats:
    """
    Mean handle time by weekday and slot.

    A slot, and a weekday, leans on the queue's mean as if it had 200 contacts more, of
    that mean. The slots of one weekday lean on these two, the more, the less they are
    seen to differ from them by more than chance.

    Parameters
    ----------
    contacts, seconds : ndarray of float64, shape (7, S)
        Contacts handled and the time they took, Monday first, 0 where there were none.
        At least one contact.
    contact : float
        Squared coefficient of variation of the handle time of one contact.

    Returns
    -------
    ndarray of float64, shape (7, S)
        Seconds. Over the contacts given they sum up to the seconds given.
    """
    mean = float(seconds.sum() / contacts.sum())
    base = np.full(contacts.shape, mean)
    for axis in (0, 1):
        base = base * _leaning(
            seconds.sum(axis=axis, keepdims=True),
            (contacts * base).sum(axis=axis, keepdims=True),
            PRIOR_CONTACTS * mean,
        )
    own = contact / _own_variance(contacts, seconds / base, contact)
    pattern = base * _leaning(seconds, contacts * base, own * base)
    pattern *= seconds.sum() / (contacts * pattern).sum()
    return np.asarray(pattern)


def _leaning(seconds: Floats, expected: Floats, more: Floats | float) -> Floats:
    """Seconds over expected seconds, with more seconds that are as expected."""
    return np.asarray((seconds + more) / (expected + more))


def _own_variance(contacts: Floats, units: Floats, contact: float) -> float:
    """Variance of what slots of a weekday differ by, beyond chance, by moments."""
    known = contacts > 0
    squares = (units[known] - contacts[known]) ** 2 / contacts[known]
    beyond = squares.sum() - contact * known.sum()
    # Contacts that as many cells would have as the prior is worth.
    prior = _PRIOR_CELLS * contacts[known].mean()
    found = (beyond + prior * _PRIOR_OWN) / (contacts.sum() + prior)
    return max(float(found), _SMALLEST)
