"""One queue simulated: checked arguments in, a `SimulatedQueue` out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError
from wfm.queueing.simulation import kernel
from wfm.queueing.simulation.law import Handling, Retrials, number
from wfm.queueing.simulation.result import SimulatedQueue

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

REPLICATIONS = 200
# Some twenty minutes of work: more is a mistake in the units.
_MOST_CONTACTS = 1e10
_MOST_AGENTS = 1e7


def simulate(  # noqa: PLR0913 - the terms of a queue, by keyword
    volume: ArrayLike,
    aht: ArrayLike,
    agents: ArrayLike,
    *,
    interval: float = 1800.0,
    threshold: float = 20.0,
    patience: float | None = None,
    handling: Handling = Handling.EXPONENTIAL,
    retrials: Retrials | None = None,
    replications: int = REPLICATIONS,
    rng: np.random.Generator,
) -> SimulatedQueue:
    """
    Simulate a queue over consecutive intervals with Poisson arrivals.

    The queue opens empty and serves in order of arrival. Arrivals have a constant rate
    within each interval. Where the agents fall, busy ones finish their contact and the
    first to finish leave. After the last interval nobody arrives or comes back; its
    agents, or one if it has none, stay until nobody waits. Someone who would come
    back later than that is lost.

    Parameters
    ----------
    volume : array_like of float, shape (T,) or ()
        Mean contacts offered in each interval, at least 0, without those who come back.
    aht : array_like of float, shape (T,) or ()
        Mean handle time of contacts by interval of arrival, in seconds, at least 0.
    agents : array_like of int, shape (T,), (R, T) or ()
        Whole agents on contacts in each interval, at least 0; those of each
        replication where they differ, as when some are absent by chance.
    interval : float
        Length of an interval in seconds, above 0.
    threshold : float
        The wait promised, in seconds, at least 0.
    patience : float, optional
        Mean of the exponential time a customer would wait, in seconds, above 0;
        endless by default.
    handling : Handling
        Distribution of handle times; exponential by default.
    retrials : Retrials, optional
        Who gives up and comes back, and when; nobody by default.
    replications : int
        Independent runs, R, at least 1.
    rng : numpy.random.Generator
        Source of chance. Generators in the same state give the same result, and, but
        for those who come back, the same contacts whatever the agents are.

    Returns
    -------
    SimulatedQueue
        Arrays of shape (R, T).

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    See Also
    --------
    simulate_paths : Numbers of contacts that were drawn elsewhere.

    Notes
    -----
    Some three to ten million contacts a second on one core, after a compilation that
    is kept; memory is proportional to R times T and to the longest queue.

    References
    ----------
    Law, A. M. (2015). *Simulation Modeling and Analysis*, 5th ed., section 1.4.

    Examples
    --------
    Ten erlangs and fourteen agents for eleven days; Erlang C says 0.888:

    >>> rng = np.random.default_rng(7)
    >>> result = simulate(5e4, 180, [14], interval=9e5, replications=20, rng=rng)
    >>> round(float(result.service_level().value[0]), 2)
    0.89
    """
    runs, intervals = _runs(replications), max(_length(volume), _length(agents), 1)
    mean = _series("volume", volume, (intervals,))[np.newaxis]
    draws = kernel.Draws(
        mean=mean,
        given=np.zeros((1, 1), dtype=np.int64),
        aht=_series("aht", aht, (intervals,))[np.newaxis],
        poisson=True,
    )
    if mean.sum() * runs > _MOST_CONTACTS:
        raise ParameterError(
            "volume", float(mean.sum()), "at most 1e10 contacts in all"
        )
    terms = _terms(interval, threshold, patience, handling, retrials or Retrials())
    return _run(draws, _agents(agents, (runs, intervals)), terms, rng)


def simulate_paths(  # noqa: PLR0913 - the terms of a queue, by keyword
    contacts: ArrayLike,
    aht: ArrayLike,
    agents: ArrayLike,
    *,
    interval: float = 1800.0,
    threshold: float = 20.0,
    patience: float | None = None,
    handling: Handling = Handling.EXPONENTIAL,
    retrials: Retrials | None = None,
    rng: np.random.Generator,
) -> SimulatedQueue:
    """
    Simulate a queue with numbers of contacts and handle times that were drawn.

    As `simulate`, with a replication for each path: its contacts fall uniformly within
    their interval.

    Parameters
    ----------
    contacts : array_like of float, shape (R, T)
        Contacts in each interval of each path, at least 0. A number that is not whole
        is rounded up or down by chance, so that its mean stays.
    aht : array_like of float, shape (R, T), (T,) or ()
        Mean handle time by path and interval of arrival, in seconds, at least 0.
    agents : array_like of int, shape (T,), (R, T) or ()
        Whole agents on contacts in each interval, at least 0.
    interval, threshold, patience, handling, retrials, rng
        As in `simulate`.

    Returns
    -------
    SimulatedQueue
        Arrays of shape (R, T).

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> rng = np.random.default_rng(7)
    >>> result = simulate_paths([[30, 50], [40, 20]], 180, [5, 6], rng=rng)
    >>> result.offered.tolist()
    [[30, 50], [40, 20]]
    """
    shape = np.shape(contacts)
    if len(shape) != 2 or 0 in shape:  # noqa: PLR2004 - paths and intervals
        raise ParameterError(
            "contacts", contacts, "paths in rows, intervals in columns"
        )
    given = _series("contacts", contacts, shape)
    if given.sum() > _MOST_CONTACTS:
        raise ParameterError("contacts", contacts, "at most 1e10 in all")
    whole = np.floor(given + rng.random(given.shape)).astype(np.int64)
    whole = np.where(given == np.floor(given), given, whole).astype(np.int64)
    draws = kernel.Draws(
        mean=np.zeros((1, 1)),
        given=whole,
        aht=np.ascontiguousarray(_series("aht", aht, shape)),
        poisson=False,
    )
    terms = _terms(interval, threshold, patience, handling, retrials or Retrials())
    return _run(draws, _agents(agents, shape), terms, rng)


def _run(
    draws: kernel.Draws,
    agents: NDArray[np.int64],
    terms: kernel.Terms,
    rng: np.random.Generator,
) -> SimulatedQueue:
    counts = np.zeros((*agents.shape, kernel.COUNTS), dtype=np.int64)
    sums = np.zeros((*agents.shape, kernel.SUMS))
    # Those who come back draw from a stream of their own: how many they are depends
    # on the agents, and the others shall be the same contacts whatever the agents.
    again = np.random.default_rng(int(rng.integers(2**63)))
    after = kernel.replicate(draws, agents, terms, (rng, again), counts, sums)
    kept = [np.ascontiguousarray(counts[:, :, place]) for place in range(kernel.COUNTS)]
    seconds = [np.ascontiguousarray(sums[:, :, place]) for place in range(kernel.SUMS)]
    return SimulatedQueue(
        offered=kept[kernel.OFFERED],
        answered=kept[kernel.ANSWERED],
        abandoned=kept[kernel.ABANDONED],
        answered_in_threshold=kept[kernel.ANSWERED_IN],
        abandoned_in_threshold=kept[kernel.ABANDONED_IN],
        virtual_in_threshold=kept[kernel.VIRTUAL_IN],
        delayed=kept[kernel.DELAYED],
        returned=kept[kernel.BACK],
        wait_answered_s=seconds[kernel.WAIT_ANSWERED],
        wait_s=seconds[kernel.WAIT_ALL],
        busy_s=seconds[kernel.BUSY],
        on_duty_s=seconds[kernel.EXTRA] + agents * terms.interval,
        after_close_s=after,
    )


def _terms(
    interval: float,
    threshold: float,
    patience: float | None,
    handling: Handling,
    retrials: Retrials,
) -> kernel.Terms:
    if not number("interval", interval) > 0:
        raise ParameterError("interval", interval, "above 0 seconds")
    if patience is not None and not number("patience", patience) > 0:
        raise ParameterError("patience", patience, "above 0 seconds")
    return kernel.Terms(
        interval=float(interval),
        threshold=number("threshold", threshold),
        patience=np.inf if patience is None else float(patience),
        sigma=float(handling.sigma),
        retrial=0.0 if patience is None else float(retrials.probability),
        delay=float(retrials.delay),
    )


def _agents(value: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.int64]:
    agents = _series("agents", value, shape)
    if not np.all((agents == np.floor(agents)) & (agents <= _MOST_AGENTS)):
        raise ParameterError("agents", value, "whole numbers, at most ten million")
    return agents.astype(np.int64)


def _length(value: ArrayLike) -> int:
    return (1, *np.shape(value))[-1]


def _series(name: str, value: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.float64]:
    rule = "finite numbers, at least 0"
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ParameterError(name, value, rule) from error
    if not np.all(np.isfinite(array) & (array >= 0)):
        raise ParameterError(name, value, rule)
    try:
        return np.ascontiguousarray(np.broadcast_to(array, shape))
    except ValueError as error:
        raise ParameterError(name, value, f"an array of shape {shape}") from error


def _runs(value: int) -> int:
    runs = number("replications", value)
    if runs < 1 or runs != int(runs):
        raise ParameterError("replications", value, "a whole number, at least 1")
    return int(runs)
