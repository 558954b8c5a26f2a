"""The compiled loop: one queue, first come first served, event by event.

A contact draws its handle time and its patience when it arrives, so with one seed the
same contacts meet any number of agents: what differs between two runs is the agents.
A contact that gives up keeps its place, and when the queue reaches it that moment less
its arrival is its virtual wait, the wait it would have had; no event is needed for it
unless it may come back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wfm.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Columns of the counts, and of the sums of seconds, of an interval.
OFFERED, ANSWERED, ABANDONED, ANSWERED_IN, ABANDONED_IN, VIRTUAL_IN, DELAYED, BACK = (
    range(8)
)
WAIT_ANSWERED, WAIT_ALL, BUSY, EXTRA = range(4)
COUNTS, SUMS = 8, 4

# Columns of the line: a row for each contact that found no agent free.
_ARRIVED, _DEADLINE, _HANDLE, _HOME = range(4)
_FIRST_LINE = 1024
_COMES_BACK = -1


class Terms(NamedTuple):
    """What holds all day; `patience` is infinite for endless, `sigma` as in the law."""

    interval: float
    threshold: float
    patience: float
    sigma: float
    retrial: float
    delay: float


class Draws(NamedTuple):
    """Contacts by replication and interval: given, or a Poisson number with a mean."""

    mean: NDArray[np.float64]
    given: NDArray[np.int64]
    aht: NDArray[np.float64]
    poisson: bool


@compiled
def _sink(heap: NDArray[np.float64], size: int, value: float) -> None:
    """Put a value at the top of a binary heap whose top is free."""
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = value


@compiled
def _rise(heap: NDArray[np.float64], size: int, value: float) -> None:
    """Add a value to a binary heap of `size` values."""
    place = size
    while place > 0:
        parent = (place - 1) // 2
        if heap[parent] <= value:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = value


@compiled
def _remember(
    diary: NDArray[np.float64], size: int, when: float, which: float
) -> NDArray[np.float64]:
    """Add a moment to the diary of returns, a heap of rows that grows."""
    if size == diary.shape[0]:
        larger = np.empty((2 * size, 2))
        larger[:size] = diary
        diary = larger
    place = size
    while place > 0:
        parent = (place - 1) // 2
        if diary[parent, 0] <= when:
            break
        diary[place] = diary[parent]
        place = parent
    diary[place, 0], diary[place, 1] = when, which
    return diary


@compiled
def _forget(diary: NDArray[np.float64], size: int) -> None:
    """Take the first of `size` moments out of the diary."""
    last, place = size - 1, 0
    while True:
        child = 2 * place + 1
        if child >= last:
            break
        if child + 1 < last and diary[child + 1, 0] < diary[child, 0]:
            child += 1
        if diary[child, 0] >= diary[last, 0]:
            break
        diary[place] = diary[child]
        place = child
    diary[place] = diary[last]


@compiled
def _longer(line: NDArray[np.float64], head: int, tail: int) -> NDArray[np.float64]:
    """Twice as long a ring with the same contacts in it."""
    larger = np.empty((2 * line.shape[0], 4))
    for number in range(head, tail):
        larger[number & (larger.shape[0] - 1)] = line[number & (line.shape[0] - 1)]
    return larger


@compiled
def _handling(mean: float, sigma: float, rng: np.random.Generator) -> float:
    if sigma < 0:
        return mean * rng.standard_exponential()
    return mean * np.exp(sigma * rng.standard_normal() - 0.5 * sigma * sigma)


@compiled
def _take(
    now: float,
    line: NDArray[np.float64],
    ends: tuple[int, int],
    threshold: float,
    counts: NDArray[np.int64],
    sums: NDArray[np.float64],
) -> tuple[int, float]:
    """
    Next contact still in line, counted, and those before it that gave up.

    Returns the new head of the line and the handle time, -1 if nobody is there.
    """
    head, tail = ends
    while head < tail:
        row = head & (line.shape[0] - 1)
        head += 1
        k = int(line[row, _HOME])
        wait = now - line[row, _ARRIVED]
        if wait <= threshold:
            counts[k, VIRTUAL_IN] += 1
        if line[row, _DEADLINE] > now:
            counts[k, ANSWERED] += 1
            if wait <= threshold:
                counts[k, ANSWERED_IN] += 1
            sums[k, WAIT_ANSWERED] += wait
            sums[k, WAIT_ALL] += wait
            return head, line[row, _HANDLE]
        stayed = line[row, _DEADLINE] - line[row, _ARRIVED]
        counts[k, ABANDONED] += 1
        if stayed <= threshold:
            counts[k, ABANDONED_IN] += 1
        sums[k, WAIT_ALL] += stayed
    return head, -1.0


# One loop over events is the product: parts of it as functions would pass the whole
# state of the queue to and fro.
@compiled
def replicate(  # noqa: PLR0912, PLR0915, C901
    draws: Draws,
    agents: NDArray[np.int64],
    terms: Terms,
    streams: tuple[np.random.Generator, np.random.Generator],
    counts: NDArray[np.int64],
    sums: NDArray[np.float64],
) -> NDArray[np.float64]:
    """
    Run every replication of a queue that opens empty, and count what happens.

    Parameters
    ----------
    draws : Draws
        Arrays of shape (R, T), or (1, T) where all replications share them.
    agents : ndarray of int64, shape (R, T) or (1, T)
        Agents of each interval.
    terms : Terms
        What holds all day.
    streams : tuple of two numpy.random.Generator
        The first draws contacts, the second what becomes of those who come back.
    counts : ndarray of int64, shape (R, T, COUNTS)
        Zeros; filled in.
    sums : ndarray of float64, shape (R, T, SUMS)
        Zeros; filled in.

    Returns
    -------
    ndarray of float64, shape (R,)
        Seconds of work after the last interval.
    """
    rng, again = streams
    interval, threshold, patience, sigma = (
        terms.interval,
        terms.threshold,
        terms.patience,
        terms.sigma,
    )
    heap = np.empty(max(1, agents.max()))
    line = np.empty((_FIRST_LINE, 4))
    diary = np.empty((_FIRST_LINE, 2))
    after = np.zeros(counts.shape[0])
    for r in range(counts.shape[0]):
        busy = head = tail = noted = 0
        staff = agents[r % agents.shape[0]]
        mine, my_sums = counts[r], sums[r]
        now = 0.0
        for k in range(staff.shape[0]):
            level, end, last = staff[k], (k + 1) * interval, k * interval
            aht = draws.aht[r % draws.aht.shape[0], k]
            gap, left = 0.0, 0
            if draws.poisson:
                mean = draws.mean[r % draws.mean.shape[0], k]
                gap = interval / mean if mean > 0 else np.inf
                coming = last + gap * rng.standard_exponential()
                if coming >= end:
                    coming = np.inf
            else:
                left = draws.given[r, k]
                coming = np.inf
                if left > 0:
                    # Of `left` uniform moments in (last, end) the first.
                    share = np.exp(-rng.standard_exponential() / left)
                    coming = min(end, end - (end - last) * share)
            while busy < level and head < tail:
                head, handle = _take(last, line, (head, tail), threshold, mine, my_sums)
                if handle >= 0:
                    _rise(heap, busy, last + handle)
                    busy += 1
            while True:
                finish = heap[0] if busy > 0 else np.inf
                back = diary[0, 0] if noted > 0 else np.inf
                now = min(finish, coming, back)
                if now >= end and coming > end:
                    break
                my_sums[k, BUSY] += busy * (now - last)
                if busy > level:
                    my_sums[k, EXTRA] += (busy - level) * (now - last)
                last = now
                if finish <= now:
                    handle = -1.0
                    if busy <= level:
                        head, handle = _take(
                            now, line, (head, tail), threshold, mine, my_sums
                        )
                    if handle >= 0:
                        _sink(heap, busy, now + handle)
                    else:
                        busy -= 1
                        _sink(heap, busy, heap[busy])
                    continue
                if coming <= now:
                    handle = _handling(aht, sigma, rng)
                    stay = np.inf
                    if patience < np.inf:
                        stay = patience * rng.standard_exponential()
                    if draws.poisson:
                        coming = now + gap * rng.standard_exponential()
                        if coming >= end:
                            coming = np.inf
                    else:
                        left -= 1
                        coming = np.inf
                        if left > 0:
                            share = np.exp(-rng.standard_exponential() / left)
                            coming = min(end, end - (end - now) * share)
                else:
                    number = diary[0, 1]
                    _forget(diary, noted)
                    noted -= 1
                    if number >= 0:
                        if number < head:
                            continue  # was answered in time
                        if terms.delay > 0:
                            due = now + terms.delay * again.standard_exponential()
                            diary = _remember(diary, noted, due, _COMES_BACK)
                            noted += 1
                            continue
                    mine[k, BACK] += 1
                    handle = _handling(aht, sigma, again)
                    stay = patience * again.standard_exponential()
                mine[k, OFFERED] += 1
                if busy < level:
                    _rise(heap, busy, now + handle)
                    busy += 1
                    mine[k, ANSWERED] += 1
                    mine[k, ANSWERED_IN] += 1
                    mine[k, VIRTUAL_IN] += 1
                    continue
                mine[k, DELAYED] += 1
                if tail - head == line.shape[0]:
                    line = _longer(line, head, tail)
                row = tail & (line.shape[0] - 1)
                line[row, _ARRIVED], line[row, _DEADLINE] = now, now + stay
                line[row, _HANDLE], line[row, _HOME] = handle, k
                if terms.retrial > 0 and again.random() < terms.retrial:
                    diary = _remember(diary, noted, now + stay, tail)
                    noted += 1
                tail += 1
            my_sums[k, BUSY] += busy * (end - last)
            if busy > level:
                my_sums[k, EXTRA] += (busy - level) * (end - last)
        # Closed: the last agents, at least one, stay until nobody waits.
        closing = staff.shape[0] * interval
        level = max(1, staff[-1])
        for place in range(busy):
            after[r] += heap[place] - closing
        while busy < level and head < tail:
            head, handle = _take(closing, line, (head, tail), threshold, mine, my_sums)
            if handle >= 0:
                after[r] += handle
                _rise(heap, busy, closing + handle)
                busy += 1
        while head < tail:
            now, handle = heap[0], -1.0
            if busy <= level:
                head, handle = _take(now, line, (head, tail), threshold, mine, my_sums)
            if handle >= 0:
                after[r] += handle
                _sink(heap, busy, now + handle)
            else:
                busy -= 1
                _sink(heap, busy, heap[busy])
    return after
