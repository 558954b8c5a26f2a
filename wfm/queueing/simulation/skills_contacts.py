"""Contacts of several queues, drawn before any agent is known.

So they cannot depend on the agents: staffings that are given the same contacts differ
in nothing else (common random numbers).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wfm.compiled import compiled
from wfm.errors import ParameterError
from wfm.queueing._checks import non_negative, numbers, positive
from wfm.queueing.simulation.law import Handling

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


class Contacts(NamedTuple):
    """
    Contacts of all replications, each replication in order of arrival.

    Attributes
    ----------
    begins : ndarray of int64, shape (replications + 1,)
        Where each replication begins.
    arrival : ndarray of float64
        Seconds since the opening.
    queue : ndarray of int64
        Number of the queue.
    handle, patience : ndarray of float64
        Seconds of work it brings, and of waiting it bears.
    """

    begins: NDArray[np.int64]
    arrival: NDArray[np.float64]
    queue: NDArray[np.int64]
    handle: NDArray[np.float64]
    patience: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SkillContacts:
    """
    Contacts drawn for several replications of one opening.

    Attributes
    ----------
    contacts : Contacts
        All of them, in order of arrival in each replication.
    queues, intervals, replications : int
        How many.
    interval : float
        Seconds of an interval.
    """

    contacts: Contacts
    queues: int
    intervals: int
    replications: int
    interval: float


def draw_contacts(  # noqa: PLR0913  as the simulator of one queue
    volume: ArrayLike,
    aht: ArrayLike,
    *,
    interval: float = 1800.0,
    patience: ArrayLike = math.inf,
    handling: Handling = Handling.EXPONENTIAL,
    replications: int = 20,
    rng: np.random.Generator,
) -> SkillContacts:
    """
    Draw arrivals, handle times and patience of every contact, before any agent.

    Parameters
    ----------
    volume : array_like of float, shape (queues, T)
        Mean contacts offered in each interval, at least 0; arrivals are Poisson at a
        constant rate within it.
    aht : array_like of float
        Mean handle time in seconds, above 0; broadcasts against `volume`.
    interval : float
        Seconds of an interval, above 0.
    patience : array_like of float, shape (queues,)
        Mean of the exponential patience in seconds, above 0; infinite for contacts
        that wait without end.
    handling : Handling
        Law of the handle times around their mean, exponential by default.
    replications : int
        Independent openings, at least 1.
    rng : Generator
        Source of chance; the same state gives the same contacts.

    Returns
    -------
    SkillContacts
        To serve with `simulate_skills`.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.
    """
    mean = _matrix("volume", volume)
    (times,) = positive(aht=aht)
    try:
        handle = np.broadcast_to(times, mean.shape)
    except ValueError as error:
        rule = f"of a shape that fits {mean.shape}"
        raise ParameterError("aht", times.shape, rule) from error
    positive(interval=interval)
    given = numbers("patience", patience)
    if given.shape not in ((), mean.shape[:1]) or not np.all(given > 0):
        raise ParameterError("patience", patience, "above 0 seconds, for each queue")
    limit = np.broadcast_to(given, mean.shape[:1])
    if not (replications >= 1 and replications == int(replications)):
        raise ParameterError("replications", replications, "a whole number above 0")
    total = mean.sum(axis=0)
    counts = rng.poisson(total, size=(int(replications), total.size))
    number = int(counts.sum())
    made = Contacts(
        np.zeros(int(replications) + 1, np.int64),
        np.empty(number),
        np.empty(number, np.int64),
        np.empty(number),
        np.empty(number),
    )
    shares = np.cumsum(mean, axis=0) / np.where(total > 0, total, 1.0)
    _draw(
        counts,
        np.ascontiguousarray(shares.T),
        handle.copy(),
        limit.copy(),
        handling.sigma,
        float(interval),
        rng,
        made,
    )
    return SkillContacts(
        made, mean.shape[0], total.size, int(replications), float(interval)
    )


def _matrix(name: str, value: ArrayLike) -> NDArray[np.float64]:
    (array,) = non_negative(**{name: value})
    if array.ndim != 2 or 0 in array.shape:  # noqa: PLR2004
        raise ParameterError(name, array.shape, "an array of queues by intervals")
    return array


@compiled
def _draw(  # noqa: PLR0913, PLR0917  a compiled loop takes plain arrays
    counts: NDArray[np.int64],
    mix: NDArray[np.float64],
    aht: NDArray[np.float64],
    patience: NDArray[np.float64],
    spread: float,
    length: float,
    rng: np.random.Generator,
    contacts: Contacts,
) -> None:
    """
    Fill in the contacts of every replication and interval.

    Given their number, Poisson arrivals at a constant rate are uniform in their
    interval; they come in order as partial sums of exponential gaps.

    `counts` has replications by intervals, `mix` the cumulative shares of the queues
    by interval, `aht` queues by intervals; `spread` is the law's sigma.
    """
    place = 0
    last_queue = mix.shape[1] - 1
    for replication in range(counts.shape[0]):
        contacts.begins[replication] = place
        for t in range(counts.shape[1]):
            number = counts[replication, t]
            total = 0.0
            for i in range(place, place + number):
                total += rng.standard_exponential()
                contacts.arrival[i] = total
                which, k = rng.random(), 0
                while k < last_queue and which >= mix[t, k]:
                    k += 1
                contacts.queue[i] = k
                if spread < 0:
                    unit = rng.standard_exponential()
                else:
                    unit = math.exp(spread * (rng.standard_normal() - spread / 2))
                contacts.handle[i] = unit * aht[k, t]
                contacts.patience[i] = rng.standard_exponential() * patience[k]
            total += rng.standard_exponential()
            for i in range(place, place + number):
                contacts.arrival[i] = length * (t + contacts.arrival[i] / total)
            place += number
    contacts.begins[counts.shape[0]] = place
