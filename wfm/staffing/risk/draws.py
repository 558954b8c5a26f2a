"""What may happen to one queue: draws of its contacts and handle times."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing._checks import non_negative
from wfm.queueing.simulation import Handling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """
    Paths of one queue over T intervals, R of them, and how its customers behave.

    Attributes
    ----------
    contacts : ndarray of float64, shape (R, T)
        Contacts offered, drawn, at least 0. Where a number is not whole the simulator
        rounds it up or down by chance, so that its mean holds.
    aht : ndarray of float64, shape (R, T)
        Mean handle time drawn with them, in seconds, at least 0.
    mean_contacts, mean_aht : ndarray of float64, shape (T,)
        What is expected; the means over the paths (weighted by contacts for the
        handle time) where left out.
    interval : float
        Length of an interval in seconds, above 0.
    patience : float or None
        Mean time a customer would wait before giving up, in seconds; None for ever.
    handling : Handling
        Distribution of handle times around their mean.
    windows : tuple of slice
        Intervals over which the goal must hold, one window after another; together
        all T. A single window by default.
    spells : tuple of slice
        Runs of intervals without a gap between them, together all T; one by default.
        A spell opens with an empty queue; so does the part of it in a new window.
    """

    contacts: NDArray[np.float64]
    aht: NDArray[np.float64]
    mean_contacts: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    mean_aht: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    interval: float = 1800.0
    patience: float | None = None
    handling: Handling = Handling.EXPONENTIAL
    windows: tuple[slice, ...] = ()
    spells: tuple[slice, ...] = ()

    def __post_init__(self) -> None:
        shape = np.shape(self.contacts)
        if len(shape) != 2 or 0 in shape:  # noqa: PLR2004 - paths and intervals
            raise ParameterError(
                "contacts", shape, "of shape (paths, intervals), not empty"
            )
        _check_shape("aht", self.aht, shape)
        contacts, aht = non_negative(contacts=self.contacts, aht=self.aht)
        if not self.interval > 0:
            raise ParameterError("interval", self.interval, "above 0 seconds")
        means = _means(contacts, aht, self.mean_contacts, self.mean_aht)
        whole = (slice(0, contacts.shape[1]),)
        made = {
            "contacts": contacts,
            "aht": aht,
            "mean_contacts": means[0],
            "mean_aht": means[1],
            "windows": tuple(self.windows) or whole,
            "spells": tuple(self.spells) or whole,
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)
        _check_runs("windows", self.windows, contacts.shape[1])
        _check_runs("spells", self.spells, contacts.shape[1])

    @property
    def paths(self) -> int:
        """Number of paths R."""
        return self.contacts.shape[0]

    def load_ratios(self, window: slice) -> NDArray[np.float64]:
        """
        Work that each path brings in a window, over the work expected.

        Parameters
        ----------
        window : slice
            Its intervals.

        Returns
        -------
        ndarray of float64, shape (R,)
            1 everywhere where no work is expected.
        """
        drawn = (self.contacts[:, window] * self.aht[:, window]).sum(axis=1)
        expected = float(self.mean_contacts[window] @ self.mean_aht[window])
        return drawn / expected if expected > 0 else np.ones(self.paths)

    def spells_of(self, window: slice) -> list[slice]:
        """
        Parts of a window in which the queue is open without a gap.

        Parameters
        ----------
        window : slice
            Its intervals.

        Returns
        -------
        list of slice
            Positions counted from the first interval of the window.
        """
        first, last = window.start, window.stop
        return [
            slice(max(each.start, first) - first, min(each.stop, last) - first)
            for each in self.spells
            if each.start < last and each.stop > first
        ]


def _means(
    contacts: NDArray[np.float64],
    aht: NDArray[np.float64],
    mean_contacts: NDArray[np.float64],
    mean_aht: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    count = contacts.sum(axis=0)
    handled = np.divide(
        (contacts * aht).sum(axis=0), count, out=aht.mean(axis=0), where=count > 0
    )
    volume = mean_contacts if np.size(mean_contacts) else count / len(contacts)
    handle = mean_aht if np.size(mean_aht) else handled
    _check_shape("mean_contacts", volume, count.shape)
    _check_shape("mean_aht", handle, count.shape)
    volume, handle = non_negative(mean_contacts=volume, mean_aht=handle)
    return volume, handle


def _check_shape(name: str, value: ArrayLike, shape: tuple[int, ...]) -> None:
    if np.shape(value) != shape:
        raise ParameterError(name, np.shape(value), f"of shape {shape}")


def _check_runs(name: str, runs: Iterable[slice], intervals: int) -> None:
    edge = 0
    for run in runs:
        if run.start != edge or run.stop <= run.start or run.step is not None:
            raise ParameterError(name, run, f"a slice that begins at {edge}")
        edge = run.stop
    if edge != intervals:
        raise ParameterError(name, edge, f"slices that end at {intervals}")
