"""Which day of the week is the day of rest, and which its eve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasting.base import median_known

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.base import Flags, Floats

_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6
# A Sunday this busy, beside a quieter Saturday, is a working day of that country.
_WORKING_SHARE = 0.8


def rest_days(
    normal: Floats, weekdays: NDArray[np.int64], opening: Flags
) -> tuple[int, ...]:
    """
    Weekdays that holidays, and then their eves, are like.

    A holiday is like a Sunday if Sundays are open, else like a Saturday. Where Sunday
    is as busy as the working days and Saturday is not, Saturday is the day of rest. The
    eve of a Sunday is Saturday, that of a Saturday of rest is Friday.

    Parameters
    ----------
    normal : ndarray of float64, shape (D, S)
        Contacts of normal days; NaN elsewhere.
    weekdays : ndarray of int64, shape (D,)
        Monday 0.
    opening : ndarray of bool, shape (7, S)
        Open slots.

    Returns
    -------
    tuple of int
        The day of rest and its eve, Monday 0, as far as they are open.
    """
    is_open = np.any(opening, axis=1)
    if not is_open[_SUNDAY]:
        return (_SATURDAY,) if is_open[_SATURDAY] else ()
    if not is_open[_SATURDAY]:
        return (_SUNDAY,)
    groups = (weekdays < _FRIDAY, weekdays == _SATURDAY, weekdays == _SUNDAY)
    working, saturday, sunday = (
        np.nansum(median_known(normal[group])) for group in groups
    )
    if saturday < _WORKING_SHARE * working <= sunday:
        return (_SATURDAY, _FRIDAY) if is_open[_FRIDAY] else (_SATURDAY,)
    return (_SUNDAY, _SATURDAY)
