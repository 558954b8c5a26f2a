"""What every forecasting method offers, so that they can be compared and combined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from forecasting.base import Floats
    from forecasting.past import Days, Past


class Fit(Protocol):
    """A method fitted to one queue."""

    def predict(self, days: Days) -> Floats:
        """
        Mean contacts of some days.

        Parameters
        ----------
        days : Days
            Of the past that was fitted.

        Returns
        -------
        ndarray of float64, shape (H, S)
            At least 0; whatever in closed slots.
        """
        ...

    def rest_of_day(self, days: Days, seen: Floats) -> Floats:
        """
        Mean contacts of one day, given how it began.

        Parameters
        ----------
        days : Days
            That one day.
        seen : ndarray of float64, shape (S,)
            Contacts of its finished intervals; NaN elsewhere.

        Returns
        -------
        ndarray of float64, shape (S,)
            Of use in the intervals that are not finished.
        """
        ...


class Method(Protocol):
    """A forecasting method."""

    def __call__(self, past: Past) -> Fit:
        """Fit it to the normal days of one queue."""
        ...
