"""What happened to the contacts of a simulated queue, replication by replication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing.erlang_a import BASES
from wfm.queueing.simulation.estimate import CONFIDENCE, Estimate, ratio

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedQueue:
    """
    Counts and seconds of each replication and interval; arrays of shape (R, T).

    A contact belongs to the interval in which it arrives, whatever happens later;
    agents' seconds belong to the interval in which they pass.

    Attributes
    ----------
    offered, answered, abandoned : ndarray of int64
        Contacts, those reaching an agent, those giving up.
    answered_in_threshold, abandoned_in_threshold : ndarray of int64
        Of them those that waited at most the threshold.
    virtual_in_threshold : ndarray of int64
        Contacts whose virtual wait, the wait of someone who never gives up, was at
        most the threshold.
    delayed : ndarray of int64
        Contacts that found no agent free.
    returned : ndarray of int64
        Of those offered, the ones that had given up before and came back.
    wait_answered_s, wait_s : ndarray of float64
        Sum of the waits of answered and of all contacts, in seconds.
    busy_s, on_duty_s : ndarray of float64
        Agent-seconds of work, and agent-seconds present: agents of the interval and
        those of the one before who still finish a contact.
    after_close_s : ndarray of float64, shape (R,)
        Agent-seconds of work after the last interval.
    """

    offered: NDArray[np.int64]
    answered: NDArray[np.int64]
    abandoned: NDArray[np.int64]
    answered_in_threshold: NDArray[np.int64]
    abandoned_in_threshold: NDArray[np.int64]
    virtual_in_threshold: NDArray[np.int64]
    delayed: NDArray[np.int64]
    returned: NDArray[np.int64]
    wait_answered_s: NDArray[np.float64]
    wait_s: NDArray[np.float64]
    busy_s: NDArray[np.float64]
    on_duty_s: NDArray[np.float64]
    after_close_s: NDArray[np.float64]

    @property
    def replications(self) -> int:
        """Number of replications, R."""
        return int(self.offered.shape[0])

    def good(self, basis: str = "offered") -> NDArray[np.int64]:
        """
        Contacts served in time on a basis, the numerator of the service level.

        Parameters
        ----------
        basis : str
            One of ``BASES``.

        Returns
        -------
        ndarray of int64, shape (R, T)

        Raises
        ------
        ParameterError
            If there is no such basis.
        """
        _check(basis)
        if basis == "virtual":
            return self.virtual_in_threshold
        if basis == "short_ok":
            return self.answered_in_threshold + self.abandoned_in_threshold
        return self.answered_in_threshold

    def counted(self, basis: str = "offered") -> NDArray[np.int64]:
        """
        Contacts that count on a basis, the denominator of the service level.

        Parameters
        ----------
        basis : str
            One of ``BASES``.

        Returns
        -------
        ndarray of int64, shape (R, T)

        Raises
        ------
        ParameterError
            If there is no such basis.
        """
        _check(basis)
        if basis == "answered":
            return self.answered
        if basis == "excl_short":
            return self.offered - self.abandoned_in_threshold
        return self.offered

    def service_level(
        self,
        basis: str = "offered",
        *,
        pool: ArrayLike | None = None,
        confidence: float = CONFIDENCE,
    ) -> Estimate:
        """
        Share of contacts served within the threshold.

        Parameters
        ----------
        basis : str
            What counts as good and which contacts count, one of ``BASES``.
        pool : array_like, shape (T,), optional
            Labels of intervals to sum, such as days; as in `ratio`.
        confidence : float
            In (0, 1).

        Returns
        -------
        Estimate
            By interval, or by label in ascending order.

        Raises
        ------
        ParameterError
            If an argument is outside its domain.
        """
        return ratio(
            self.good(basis).astype(np.float64),
            self.counted(basis).astype(np.float64),
            pool=pool,
            confidence=confidence,
            most=1.0,
        )

    def share(
        self,
        name: str,
        *,
        pool: ArrayLike | None = None,
        confidence: float = CONFIDENCE,
    ) -> Estimate:
        """
        Any other ratio, as `service_level`.

        Parameters
        ----------
        name : str
            ``delay_probability`` and ``abandonment``: delayed and abandoned over
            offered. ``occupancy``: seconds busy over seconds on duty. ``asa`` and
            ``mean_wait``: mean wait of answered and of all contacts, in seconds.
        pool : array_like, shape (T,), optional
            Labels of intervals to sum.
        confidence : float
            In (0, 1).

        Returns
        -------
        Estimate
            By interval, or by label in ascending order.

        Raises
        ------
        ParameterError
            If there is no such ratio, or an argument is outside its domain.
        """
        if name not in _RATIOS:
            raise ParameterError("name", name, f"one of {', '.join(_RATIOS)}")
        part, whole, most = _RATIOS[name]
        return ratio(
            getattr(self, part).astype(np.float64),
            getattr(self, whole).astype(np.float64),
            pool=pool,
            confidence=confidence,
            most=most,
        )


# Numerator, denominator, largest value.
_RATIOS = {
    "delay_probability": ("delayed", "offered", 1.0),
    "abandonment": ("abandoned", "offered", 1.0),
    "occupancy": ("busy_s", "on_duty_s", 1.0),
    "asa": ("wait_answered_s", "answered", np.inf),
    "mean_wait": ("wait_s", "offered", np.inf),
}


def _check(basis: str) -> None:
    if basis not in BASES:
        raise ParameterError("basis", basis, f"one of {', '.join(BASES)}")
