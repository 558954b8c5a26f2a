"""Days to staff, and the judge of a plan: a simulation that knows nothing of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wfm.demand import ServiceGoal
from wfm.queueing.arrivals import within_intervals
from wfm.queueing.simulation import simulate

INTERVAL = 1800.0
# The day of ../shared/reference/queueing/timevarying_intervals.csv, 4,054 contacts.
VOLUME = [
    42.25,
    92.5,
    158.75,
    217.5,
    257.5,
    276.25,
    267.5,
    240.0,
    212.5,
    202.5,
    210.625,
    223.75,
    228.75,
    223.75,
    209.375,
    190.0,
    170.0,
    150.0,
    130.0,
    110.0,
    90.0,
    70.0,
    50.0,
    30.25,
]


@dataclass(frozen=True)
class Case:
    """A day with its handle time, goal and patience."""

    volume: np.ndarray
    aht: float
    goal: ServiceGoal
    patience: float | None = None


def example(aht, patience=None, **goal):
    """The day of the reference."""
    asked = ServiceGoal(**{"service_level": 0.8} | goal)
    return Case(np.array(VOLUME), aht, asked, patience)


# By their names in the reference.
EXAMPLES = {
    "call AHT240 ErlC 80/20": example(240),
    "call AHT240 ErlC 85/20 occ65": example(
        240, service_level=0.85, max_occupancy=0.65
    ),
    "call AHT240 ErlA pat120 80/20": example(240, 120),
    "AHT600 ErlC 80/20": example(600),
    "AHT900 ErlC 80/20": example(900),
}


def drawn(rng):
    """
    A day of two or three bumps over 24 half-hours, with a handle time.

    Their standard deviations are 90 minutes to three hours. Days that shoot up faster
    need more above MOL, which leaves intervals far below the goal there: of bumps of
    45 to 150 minutes one day in nine needs more than 2 %, the worst of 300 5 %.
    """
    time = np.arange(24) + 0.5
    day = np.zeros(24)
    for _ in range(rng.integers(2, 4)):
        middle, width = rng.uniform(4, 20), rng.uniform(3, 6)
        day += rng.uniform(0.4, 1) * np.exp(-(((time - middle) / width) ** 2) / 2)
    volume = day / day.max() * rng.uniform(60, 300)
    return Case(volume, rng.uniform(240, 900), ServiceGoal(service_level=0.8))


@dataclass(frozen=True)
class Judged:
    """Service level of each interval, and its standard error."""

    level: np.ndarray
    error: np.ndarray


def judge(case, agents, *, pieces, replications, seed):
    """
    Simulate a plan on contacts of its own.

    Contacts come at one rate in each interval with one piece; with more the rate
    changes smoothly. Shares are of the contacts expected.
    """
    volume = within_intervals(case.volume, pieces).ravel()
    result = simulate(
        volume,
        case.aht,
        np.repeat(agents, pieces),
        interval=INTERVAL / pieces,
        threshold=case.goal.threshold,
        patience=case.patience,
        replications=replications,
        rng=np.random.default_rng(seed),
    )
    good, offered = (
        each.reshape(replications, -1, pieces).sum(axis=2)
        for each in (result.answered_in_threshold, result.offered)
    )
    # Where hardly anybody ever calls nobody can be let down.
    counted = np.maximum(offered.sum(axis=0), 1)
    level = np.where(offered.any(axis=0), good.sum(axis=0) / counted, 1.0)
    off = good - level * offered
    return Judged(level, np.sqrt((off**2).sum(axis=0)) / counted)
