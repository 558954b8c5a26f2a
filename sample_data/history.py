"""The history: ordinary demand, what disturbs it, and how the contacts fared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from demand import open_starts, ordinary, special_factor
from setting import HISTORY_DAYS, HISTORY_START, INTERVAL_S, QUEUES, SLOTS

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray
    from setting import SampleQueue

DAY_SD, DAY_MEMORY, DAY_SHARED = 0.06, 0.6, 0.5
WITHIN_SD, WITHIN_MEMORY = 0.04, 0.5
# Variance of a count over its mean, given the rate; 1 would be Poisson.
OVERDISPERSION = 2.0

OUTAGE = pd.Timestamp("2026-09-23 10:30"), pd.Timestamp("2026-09-23 13:00")
OUTAGE_LEFT = 0.04  # share of contacts that still get through
REBOUND = (1.45, 1.35, 1.25, 1.15, 1.08, 1.04)  # half hours after it

# Half hours that the export lost: queue, first start, first start present again.
GAPS = (
    ("soporte", "2026-08-19 14:00", "2026-08-19 15:30"),
    ("chat", "2026-07-25 09:00", "2026-07-25 11:00"),
)

AHT_DAY_SD = 0.02
HANDLE_TIME_CV = 0.9  # of single contacts: what makes the mean of few contacts noisy
THRESHOLD_S = 20
USUAL_WAIT_S, USUAL_DELAYED = 5.0, 0.25


@dataclass(frozen=True, slots=True)
class Fate:
    """How the contacts of each half hour fared."""

    answered: NDArray[np.int64]
    in_threshold: NDArray[np.int64]
    wait_s: NDArray[np.float64]


def history(rng: Generator) -> pd.DataFrame:
    """Make the history table of every queue."""
    shared = _autoregressive(rng, (HISTORY_DAYS,), DAY_MEMORY)
    return pd.concat(
        [_queue_history(queue, shared, rng) for queue in QUEUES], ignore_index=True
    )


def _queue_history(
    queue: SampleQueue, shared: NDArray[np.float64], rng: Generator
) -> pd.DataFrame:
    starts = open_starts(queue, HISTORY_START, HISTORY_DAYS)
    planned = ordinary(queue, starts)
    surprise = special_factor(starts) * _outage(starts) * _noise(starts, shared, rng)
    offered = _counts(planned * surprise, rng)
    aht = _handle_time(queue, starts, rng)
    fate = _fate(queue, offered, _pressure(offered, planned), rng)
    served = fate.answered > 0
    spread = np.sqrt(np.log1p(HANDLE_TIME_CV**2 / np.maximum(fate.answered, 1)))
    observed = aht * np.exp(spread * rng.standard_normal(len(aht)) - spread**2 / 2)
    table = pd.DataFrame(
        {
            "queue": queue.name,
            "start": starts.strftime("%Y-%m-%dT%H:%M"),
            "offered": offered,
            "answered": fate.answered,
            "abandoned": offered - fate.answered,
            "answered_in_threshold": fate.in_threshold,
            "aht_s": np.where(served, observed.round(1), np.nan),
            "wait_s": np.where(served, fate.wait_s.round(1), np.nan),
        }
    )
    return table[~_lost(queue, starts)]


def _autoregressive(
    rng: Generator, shape: tuple[int, ...], memory: float
) -> NDArray[np.float64]:
    """AR(1) of variance 1 along the last axis."""
    shocks = rng.standard_normal(shape)
    series = shocks.copy()
    for t in range(1, shape[-1]):
        series[..., t] = (
            memory * series[..., t - 1] + np.sqrt(1 - memory**2) * shocks[..., t]
        )
    return series


def _noise(
    starts: pd.DatetimeIndex, shared: NDArray[np.float64], rng: Generator
) -> NDArray[np.float64]:
    """Level of the day, partly common to all queues, times drift within the day."""
    own = _autoregressive(rng, (HISTORY_DAYS,), DAY_MEMORY)
    level = np.sqrt(DAY_SHARED) * shared + np.sqrt(1 - DAY_SHARED) * own
    within = _autoregressive(rng, (HISTORY_DAYS, SLOTS), WITHIN_MEMORY)
    day, slot = _place(starts)
    spread = DAY_SD * level[day] + WITHIN_SD * within[day, slot]
    return np.exp(spread - (DAY_SD**2 + WITHIN_SD**2) / 2)


def _place(starts: pd.DatetimeIndex) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Day of the history and half hour of the day of each start."""
    half_hours = ((starts - HISTORY_START) // pd.Timedelta(minutes=30)).to_numpy()
    return np.divmod(half_hours, SLOTS)


def _outage(starts: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Factor of the outage and of the customers who try again after it."""
    begin, end = OUTAGE
    factor = np.where((starts >= begin) & (starts < end), OUTAGE_LEFT, 1.0)
    for step, rebound in enumerate(REBOUND):
        factor[starts == end + step * pd.Timedelta(minutes=30)] = rebound
    return factor


def _counts(mean: NDArray[np.float64], rng: Generator) -> NDArray[np.int64]:
    """Gamma-mixed Poisson counts: variance `OVERDISPERSION` times the mean."""
    extra = OVERDISPERSION - 1
    return rng.poisson(rng.gamma(mean / extra, extra))


def _handle_time(
    queue: SampleQueue, starts: pd.DatetimeIndex, rng: Generator
) -> NDArray[np.float64]:
    """Mean handle time: longer in the evening and on weekends, other each day."""
    day, slot = _place(starts)
    levels = np.exp(AHT_DAY_SD * rng.standard_normal(HISTORY_DAYS))
    evening = 1 + 0.06 * np.sin((slot / 2 - 13.0) / 8.0)
    weekend = np.where(starts.day_of_week >= len("MTWTF"), 1.03, 1.0)
    return queue.aht_s * levels[day] * evening * weekend


def _pressure(
    offered: NDArray[np.int64], planned: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Contacts against those the crew was planned for; small crews feel less."""
    return (offered + 5) / (planned + 5)


def _fate(
    queue: SampleQueue,
    offered: NDArray[np.int64],
    pressure: NDArray[np.float64],
    rng: Generator,
) -> Fate:
    """Let waits grow fast with pressure, and customers give up in them."""
    luck = np.exp(0.3 * rng.standard_normal(len(offered)))
    wait = np.minimum(USUAL_WAIT_S * luck * pressure**4, INTERVAL_S / 4)
    delayed = np.clip(USUAL_DELAYED * pressure**3, 0.05, 0.98)
    gives_up = 1 - np.exp(-wait / queue.patience_s)
    answered = offered - rng.binomial(offered, gives_up)
    in_time = 1 - delayed * np.exp(-THRESHOLD_S * delayed / wait)
    return Fate(answered, rng.binomial(answered, in_time), wait)


def _lost(queue: SampleQueue, starts: pd.DatetimeIndex) -> NDArray[np.bool_]:
    lost = np.zeros(len(starts), dtype=bool)
    for name, first, again in GAPS:
        if name == queue.name:
            lost |= (starts >= pd.Timestamp(first)) & (starts < pd.Timestamp(again))
    return lost
