"""What coverage loses by people who leave the queue, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduling.board import Board


class Losses:
    """
    Cost of taking agents off contacts.

    Parameters
    ----------
    board : Board
        Coverage; kept in step by `leave`.
    """

    def __init__(self, board: Board) -> None:
        self._board = board
        self._short = np.array([prices.short for prices in board.queue_prices])
        self._over = np.array([prices.over for prices in board.queue_prices])

    def cost(
        self, starts: NDArray[np.int64], shares: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """
        Cost of each start.

        Parameters
        ----------
        starts : ndarray of int64, shape (starts,)
            Minutes after the first midnight.
        shares : ndarray of float64, shape (queues, starts, slots)
            Agents missed in the slots from that of the start on.

        Returns
        -------
        ndarray of float64, shape (starts,)
        """
        gap = self._board.gap
        slots = (starts // self._board.demand.interval)[:, None]
        slots = slots + np.arange(shares.shape[2])
        inside = (slots >= 0) & (slots < gap.shape[1])
        before = gap[:, np.clip(slots, 0, gap.shape[1] - 1)]
        change = self._price(before + shares * inside) - self._price(before)
        return np.asarray(change.sum(axis=(0, 2)) * self._board.demand.hours)

    def leave(self, start: int, shares: NDArray[np.float64], sign: float = 1.0) -> None:
        """
        Count agents as no longer there, or as back.

        Parameters
        ----------
        start : int
            Minute after the first midnight.
        shares : ndarray of float64, shape (queues, slots)
            Agents missed in the slots from that of the start on.
        sign : float
            1 takes them away, -1 brings them back.
        """
        slot = start // self._board.demand.interval
        low, high = max(slot, 0), min(slot + shares.shape[1], self._board.gap.shape[1])
        if low < high:
            self._board.gap[:, low:high] += sign * shares[:, low - slot : high - slot]

    def _price(self, gap: NDArray[np.float64]) -> NDArray[np.float64]:
        short, over = self._short[:, None, None], self._over[:, None, None]
        return np.asarray(short * np.maximum(gap, 0.0) + over * np.maximum(-gap, 0.0))
