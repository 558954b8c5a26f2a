"""What happened to the contacts of several queues, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing.simulation.estimate import Estimate, ratio

if TYPE_CHECKING:
    from numpy.typing import NDArray

# What the wait of who gave up would have been is not known here, so not "virtual".
SKILL_BASES = ("offered", "answered", "excl_short", "short_ok")


@dataclass(frozen=True, slots=True)
class SimulatedSkills:
    """
    What happened to the contacts, by the interval in which they arrived.

    Attributes
    ----------
    offered, answered, abandoned : ndarray of int64, shape (replications, queues, T)
        Contacts. Who can never be served and waits without end is neither answered
        nor abandoned.
    answered_in_threshold, abandoned_in_threshold : ndarray of int64, same shape
        Of them, after a wait of at most the queue's threshold.
    wait_s : ndarray of float64, same shape
        Sum of the waits of answered and abandoned contacts.
    busy_s : ndarray of float64, shape (replications, groups, T)
        Seconds that agents of a group worked within the interval itself.
    agents : ndarray of int64, shape (groups, T)
        Agents of each group.
    interval : float
        Seconds of an interval.
    """

    offered: NDArray[np.int64]
    answered: NDArray[np.int64]
    abandoned: NDArray[np.int64]
    answered_in_threshold: NDArray[np.int64]
    abandoned_in_threshold: NDArray[np.int64]
    wait_s: NDArray[np.float64]
    busy_s: NDArray[np.float64]
    agents: NDArray[np.int64]
    interval: float

    def service_level(self, basis: str = "offered", *, since: int = 0) -> Estimate:
        """
        Share of contacts that count as answered in time, by queue.

        Parameters
        ----------
        basis : str
            One of ``offered``, ``answered``, ``excl_short`` and ``short_ok``.
        since : int
            First interval that counts.

        Returns
        -------
        Estimate
            Of shape (queues,).

        Raises
        ------
        ParameterError
            If the basis is none of them.
        """
        if basis not in SKILL_BASES:
            raise ParameterError("basis", basis, f"one of {', '.join(SKILL_BASES)}")
        good, whole = self.answered_in_threshold, self.offered
        if basis == "answered":
            whole = self.answered
        elif basis == "excl_short":
            whole = self.offered - self.abandoned_in_threshold
        elif basis == "short_ok":
            good = good + self.abandoned_in_threshold
        return _over_time(good, whole, since, most=1.0)

    def abandonment(self, *, since: int = 0) -> Estimate:
        """
        Share of contacts that give up, by queue.

        Parameters
        ----------
        since : int
            First interval that counts.

        Returns
        -------
        Estimate
            Of shape (queues,).
        """
        return _over_time(self.abandoned, self.offered, since, most=1.0)

    def mean_wait(self, *, since: int = 0) -> Estimate:
        """
        Mean wait of answered and abandoned contacts in seconds, by queue.

        Parameters
        ----------
        since : int
            First interval that counts.

        Returns
        -------
        Estimate
            Of shape (queues,).
        """
        return _over_time(self.wait_s, self.answered + self.abandoned, since)

    def occupancy(self, *, since: int = 0) -> Estimate:
        """
        Share of their time that agents are busy, by group.

        Parameters
        ----------
        since : int
            First interval that counts.

        Returns
        -------
        Estimate
            Of shape (groups,); not a number for a group without agents.
        """
        staffed = np.broadcast_to(self.agents * self.interval, self.busy_s.shape)
        return _over_time(self.busy_s, staffed, since)


def _over_time(
    part: NDArray[np.number],
    whole: NDArray[np.number],
    since: int,
    *,
    most: float = math.inf,
) -> Estimate:
    """Ratio of sums over the intervals from one on."""
    return ratio(
        part[:, :, since:].sum(axis=2).astype(np.float64),
        whole[:, :, since:].sum(axis=2).astype(np.float64),
        most=most,
    )
