"""Contacts that the simulators handle in a second on one core, once compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.measure import Line, seconds
from wfm.queueing.simulation import simulate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wfm.queueing.simulation import SimulatedQueue

# A day of half-hours with a peak, five minutes a contact.
_VOLUME = 150 + 100 * np.sin(np.linspace(0, 3 * np.pi, 24))
_AHT, _AGENTS, _RUNS = 300.0, 45, 500


def _day(patience: float | None) -> SimulatedQueue:
    return simulate(
        _VOLUME,
        _AHT,
        _AGENTS,
        patience=patience,
        replications=_RUNS,
        rng=np.random.default_rng(1),
    )


def lines() -> Iterator[Line]:
    """Measure."""
    for patience, name in ((None, "endless patience"), (120.0, "patience of 2 min")):
        contacts = float(_day(patience).offered.sum())
        took = seconds(lambda patience=patience: _day(patience), runs=3)
        yield Line(f"one queue, {name}", contacts / took / 1e6, "M/s", 1)
