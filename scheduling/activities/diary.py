"""The working time of one agent: contacts by queue, and what has been put into it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduling.activities.sessions import Session

Piece = tuple[int, int, int]
# Of a queue that nothing is required of.
NO_QUEUE = -1


class Diary:
    """
    Contacts of one agent, and sessions in them.

    Parameters
    ----------
    contacts : sequence of (start, end, queue)
        Minutes after the epoch and row of the demand (`NO_QUEUE` for none), in order
        and apart.
    working : sequence of (start, end)
        All segments.
    interval : int
        Length of a slot in minutes.
    queues : int
        Rows of the demand.
    """

    def __init__(
        self,
        contacts: Sequence[Piece],
        working: Sequence[tuple[int, int]],
        interval: int,
        queues: int,
    ) -> None:
        self._working = working
        self._interval, self._queues = interval, queues
        pieces = _joined(contacts)
        self._start, self._end, self._queue = (
            np.array([piece[of] for piece in pieces], dtype=np.int64) for of in range(3)
        )
        self._stretches = _stretches(pieces)
        self.blocks: list[tuple[int, int]] = []

    def works(self, session: Session) -> bool:
        """Whether the agent works at all between earliest and latest."""
        return any(
            start < session.latest and end > session.earliest
            for start, end in self._working
        )

    def starts(self, session: Session, *, empty: bool = False) -> NDArray[np.int64]:
        """
        Minutes at which a session may start.

        Parameters
        ----------
        session : Session
            What is to be placed.
        empty : bool
            Whether to look at the time as if nothing had been put into it.

        Returns
        -------
        ndarray of int64, shape (starts,)
            On the grid of the session, and next to whatever comes before or after.
        """
        found = [np.array([], dtype=np.int64)]
        for free, until in self._within(session) if empty else self._free(session):
            first, last = free, until - session.minutes
            if first <= last:
                on_grid = -(-first // session.step) * session.step
                found += [
                    np.arange(on_grid, last + 1, session.step),
                    np.array([first, last]),
                ]
        return np.unique(np.concatenate(found))

    def fits(self, session: Session, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the agent is free for a session that starts at each minute."""
        can = np.zeros(len(starts), dtype=np.bool_)
        for free, until in self._free(session):
            can |= (starts >= free) & (starts + session.minutes <= until)
        return can

    def shares(self, starts: NDArray[np.int64], minutes: int) -> NDArray[np.float64]:
        """
        Share of each slot that a block takes away from each queue.

        Parameters
        ----------
        starts : ndarray of int64, shape (starts,)
            Minutes at which the block may start; what of it lies outside contacts
            takes nothing away.
        minutes : int
            Its length.

        Returns
        -------
        ndarray of float64, shape (queues, starts, slots)
            Slots from that of the start on.
        """
        width = slots_of(minutes, self._interval)
        found = np.zeros((self._queues, len(starts), width))
        every = np.arange(len(starts))
        edge = (starts // self._interval)[:, None] * self._interval
        edge = edge + np.arange(width) * self._interval
        piece = np.searchsorted(self._end, starts, side="right")
        while True:
            inside = piece < len(self._start)
            inside[inside] = self._start[piece[inside]] < starts[inside] + minutes
            if not inside.any():
                return found
            of, which = piece[inside], every[inside]
            low = np.maximum(starts[which], self._start[of])[:, None]
            high = np.minimum(starts[which] + minutes, self._end[of])[:, None]
            shared = np.minimum(high, edge[which] + self._interval)
            shared = np.maximum(shared - np.maximum(low, edge[which]), 0)
            known = self._queue[of] != NO_QUEUE
            found[self._queue[of][known], which[known]] += (
                shared[known] / self._interval
            )
            piece = piece + 1

    def _within(self, session: Session) -> list[tuple[int, int]]:
        """Stretches on contacts between earliest and latest."""
        first = bisect_right(self._stretches, session.earliest, key=itemgetter(1))
        last = bisect_left(self._stretches, session.latest, key=itemgetter(0))
        return [
            (max(start, session.earliest), min(end, session.latest))
            for start, end in self._stretches[first:last]
        ]

    def _free(self, session: Session) -> list[tuple[int, int]]:
        """Give these stretches without the blocks put into them."""
        found = self._within(session)
        for begin, until in self.blocks:
            if until <= session.earliest or begin >= session.latest:
                continue
            found = [
                part
                for start, end in found
                for part in ((start, min(end, begin)), (max(start, until), end))
                if part[0] < part[1]
            ]
        return found


def slots_of(minutes: int, interval: int) -> int:
    """Most slots that a block touches, wherever it starts."""
    return (minutes + interval - 2) // interval + 1


def _joined(contacts: Sequence[Piece]) -> list[Piece]:
    """Pieces that follow each other on one queue as one."""
    found: list[Piece] = []
    for start, end, queue in contacts:
        if found and found[-1][1:] == (start, queue):
            found[-1] = (found[-1][0], end, queue)
        else:
            found.append((start, end, queue))
    return found


def _stretches(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Contacts without an interruption, whatever the queue."""
    return [
        (start, end) for start, end, _ in _joined([(*piece[:2], 0) for piece in pieces])
    ]
