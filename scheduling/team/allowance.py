"""What one person may still work within some days of a horizon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scheduling.team.arrays import Span


@dataclass(frozen=True, slots=True)
class Allowance:
    """
    What one person may still work within a window of days.

    Attributes
    ----------
    first, last : int
        Days of the window, `last` excluded.
    start : int
        Stage before it; -1 for none.
    ends : ndarray of bool, shape (stages,)
        Stages that what follows allows.
    periods : tuple of Span
        Limits of each period, its days counted from `first`.
    weekends : int
        Most weekends with work.
    of_type : ndarray of int64, shape (types,)
        Most shifts of each type.
    """

    first: int
    last: int
    start: int
    ends: NDArray[np.bool_]
    periods: tuple[Span, ...]
    weekends: int
    of_type: NDArray[np.int64]


def weekends_worked(tour: NDArray[np.int64], weekend: NDArray[np.int64]) -> int:
    """Count weekends with work on any of their days."""
    work = tour >= 0
    first = work & (weekend == 1)
    second = work & (weekend == 2)  # noqa: PLR2004 - the second day
    alone = second[1:] & ~first[:-1]
    return int(first.sum() + alone.sum() + second[0])
