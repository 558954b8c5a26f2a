"""A queue followed through time: how many contacts are in it, moment by moment.

Formulas in balance forget what an interval inherits: the empty room of an opening, the
queue that a peak leaves behind. Here the distribution of contacts in the system is
carried from interval to interval by the equations of the Markov chain, without drawing
a single random number: what a simulation of endless length would show.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from wfm.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# What is measured over an interval, in this order; shares are of contacts offered.
BUSY, IN_TIME, VIRTUAL, ANSWERED, STILL_WAITING, WAIT, MEASURES = range(7)

# Probability below which a state is left out.
_NOTHING = 1e-13
# Standard deviations of a Poisson number of steps that hold it for any purpose here.
_WIDE = 7.0
# States beyond those that matter.
_SPARE = 4.0


@compiled
def follow(
    start: Floats, agents: float, rates: tuple[float, float, float], length: float
) -> tuple[Floats, Floats]:
    r"""
    Distribution of contacts in the system over an interval, and at its end.

    The chain is made uniform: with :math:`\Lambda` at least every rate of leaving a
    state and :math:`P = I + Q/\Lambda`,
    :math:`p(t) = \sum_j p P^j\,e^{-\Lambda t}(\Lambda t)^j / j!`, a sum of positive
    terms.

    Parameters
    ----------
    start : ndarray of float64, shape (k,)
        Probability of each number of contacts in the system, 0 first.
    agents : float
        Agents on contacts throughout; real, where some of them are about to leave.
    rates : tuple of float
        Contacts offered, contacts an agent finishes, and customers of each one waiting
        who give up; per second.
    length : float
        Seconds.

    Returns
    -------
    tuple of ndarray of float64, of shapes (m,) and (m,)
        Mean distribution over the interval, and the one at its end.

    References
    ----------
    Jensen, A. (1953). Markoff Chains as an Aid in the Study of Markoff Processes.
    *Skandinavisk Aktuarietidskrift*, 36: 87-91.
    """
    top = start.size
    while top > 1 and start[top - 1] < _NOTHING:
        top -= 1
    size, fastest = _frame(top, agents, rates, length)
    steps = fastest * length
    now, then = np.zeros(size), np.zeros(size)
    mean, end = np.zeros(size), np.zeros(size)
    now[:top] = start[:top]
    if steps <= _NOTHING:
        return now.copy(), now
    birth, deaths = rates[0] / fastest, _deaths(size, agents, rates) / fastest
    stay = 1.0 - deaths - birth
    low, high, beyond, j, weight = 0, top, 1.0, 0, 1.0
    while j <= steps or weight >= _NOTHING:
        weight = math.exp(j * math.log(steps) - steps - math.lgamma(j + 1.0))
        beyond -= weight
        share = max(beyond, 0.0) / steps
        _add(mean[low:high], now[low:high], share)
        if weight >= _NOTHING:
            _add(end[low:high], now[low:high], weight)
        low, high = _step(now, then, (low, high), birth, stay, deaths)
        now, then = then, now
        j += 1
    # What was left out by and by is given back in proportion.
    return mean / mean.sum(), end / end.sum()


@compiled
def _add(total: Floats, part: Floats, weight: float) -> None:
    """Add a weighted part to a total, in place."""
    for k in range(total.size):
        total[k] += weight * part[k]


@compiled
def _step(
    now: Floats,
    then: Floats,
    span: tuple[int, int],
    birth: float,
    stay: Floats,
    deaths: Floats,
) -> tuple[int, int]:
    """One step of the uniform chain; gives the states that still count."""
    low, high = max(span[0] - 1, 0), min(span[1] + 1, now.size - 1)
    then[0] = stay[0] * now[0] + deaths[1] * now[1]
    first = max(low, 1)
    # In slices counted from 0 the compiler knows that no index wraps around, and moves
    # several states at a time.
    below, here = now[first - 1 : high - 1], now[first:high]
    above, falling = now[first + 1 : high + 1], deaths[first + 1 : high + 1]
    staying, changed = stay[first:high], then[first:high]
    for k in range(changed.size):
        changed[k] = staying[k] * here[k] + falling[k] * above[k] + birth * below[k]
    while high > low + 1 and then[high - 1] < _NOTHING:
        high -= 1
    while low < high - 1 and then[low] < _NOTHING:
        low += 1
    # The next step reads two states beyond either end.
    then[max(low - 2, 0) : low] = 0.0
    then[high : high + 2] = 0.0
    return low, high


@compiled
def _deaths(size: int, agents: float, rates: tuple[float, float, float]) -> Floats:
    """Contacts that leave a second, by the number in the system."""
    deaths = np.zeros(size)
    for k in range(size):
        waiting = max(k - agents, 0.0)
        deaths[k] = min(float(k), agents) * rates[1] + waiting * rates[2]
    return deaths


@compiled
def _frame(
    top: int, agents: float, rates: tuple[float, float, float], length: float
) -> tuple[int, float]:
    """Count the states that can matter, and bound the rate of leaving one."""
    arriving, finishing, leaving = rates
    calm = arriving + agents * finishing
    if leaving <= 0.0:
        steps = calm * length
        return int(top + steps + _WIDE * math.sqrt(steps)) + 20, calm
    # So many wait with a probability above nothing, by the balance of the queue as seen
    # from the most that are there at the start.
    waiting, likely = max(top - agents, 0.0), 1.0
    while likely > _NOTHING:
        waiting += 1.0
        likely *= arriving / (agents * finishing + waiting * leaving)
        likely = min(likely, 1.0)  # beside the likeliest so far
    most = agents + waiting + _SPARE
    return int(most) + 2, calm + (most - agents) * leaving


@compiled
def measure(
    mean: Floats, agents: float, rates: tuple[float, float, float], threshold: float
) -> Floats:
    r"""
    Say what contacts meet that arrive over an interval, given whom they find there.

    Who finds every agent busy and `j` customers ahead waits for `j + 1` departures, at
    rates :math:`n\mu + i\theta`, `i` from 0 to `j`. With :math:`a = n\mu/\theta` and
    :math:`x = e^{-\theta T}` the wait exceeds :math:`T` with probability
    :math:`I_x(a, j+1) = x^a \sum_{i \le j} (a)_i (1-x)^i / i!`, and the contact is
    answered within it with probability
    :math:`\frac{a}{a+j+1}\,(1 - I_x(a+1, j+1))`.

    Parameters
    ----------
    mean : ndarray of float64, shape (m,)
        Mean distribution of contacts in the system.
    agents, rates
        As in `follow`.
    threshold : float
        Promised wait in seconds.

    Returns
    -------
    ndarray of float64, shape (6,)
        By position: busy agents; share answered within the threshold, share whose
        virtual wait is within it, share answered at all, share still waiting at the
        threshold; mean wait of all in seconds.
    """
    speed, leaving = agents * rates[1], rates[2]
    found, first = np.zeros(MEASURES), int(agents)
    for k in range(min(first, mean.size)):
        found[BUSY] += k * mean[k]
        found[IN_TIME] += mean[k]
    found[VIRTUAL] = found[ANSWERED] = found[IN_TIME]
    kept = math.exp(-leaving * threshold)  # x
    # (1 - x) / theta, whose limit for customers who never leave is the threshold.
    ratio = (1.0 - kept) / leaving if leaving > 0.0 else threshold
    # Terms of the two sums: (a)_i (1-x)^i / i!, and the same at a + 1.
    term = math.exp(-speed * threshold)
    late, term_served = term, term * kept
    late_served = term_served
    for k in range(first, mean.size):
        j = k - first
        if j > 0:
            term *= (speed + (j - 1) * leaving) * ratio / j
            term_served *= (speed + j * leaving) * ratio / j
            late, late_served = late + term, late_served + term_served
        if mean[k] > 0.0:
            departing = speed + (j + 1) * leaving
            served = speed / departing if speed > 0.0 else 0.0
            found[BUSY] += agents * mean[k]
            found[IN_TIME] += mean[k] * served * max(1.0 - late_served, 0.0)
            found[VIRTUAL] += mean[k] * max(1.0 - late, 0.0)
            found[ANSWERED] += mean[k] * served
            found[STILL_WAITING] += mean[k] * min(late, 1.0) * kept
            found[WAIT] += mean[k] * _mean_wait(j, speed, leaving)
    return found


@compiled
def _mean_wait(ahead: int, speed: float, leaving: float) -> float:
    """Mean wait, in seconds, of who finds customers ahead; cut short by patience."""
    if leaving > 0.0:
        return (ahead + 1) / (speed + (ahead + 1) * leaving)
    return (ahead + 1) / speed if speed > 0.0 else np.inf
