"""Many queues at once: the same answers in the same order, whoever works them out."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from threadpoolctl import ThreadpoolController

from wfm.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")
Answer = TypeVar("Answer")

# Below this a process costs more seconds than it saves.
_FEWEST_EACH = 12


class Executor(Protocol):
    """Whoever works out many independent answers: this process, a pool, a cluster."""

    def each(
        self, function: Callable[[Item], Answer], items: Sequence[Item]
    ) -> list[Answer]:
        """Give the answers in the order of the items."""
        ...


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@dataclass(frozen=True, slots=True)
class _OneThread(Generic[Item, Answer]):
    """
    Work with one thread of linear algebra.

    The matrices of a queue are small: threads that share them wait for each other, and
    on a busy machine for much longer than they work.
    """

    function: Callable[[Item], Answer]

    def __call__(self, item: Item) -> Answer:
        with _threads().limit(limits=1, user_api="blas"):
            return self.function(item)


class InTurn:
    """One after the other, in this process."""

    def each(
        self, function: Callable[[Item], Answer], items: Sequence[Item]
    ) -> list[Answer]:
        """Give the answers in the order of the items."""
        alone = _OneThread(function)
        return [alone(item) for item in items]


class Processes:
    """
    A pool of processes on this machine.

    Parameters
    ----------
    workers : int
        How many, at least 1.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def each(
        self, function: Callable[[Item], Answer], items: Sequence[Item]
    ) -> list[Answer]:
        """Give the answers in the order of the items."""
        workers = min(self._workers, len(items) // _FEWEST_EACH)
        if workers <= 1:
            return InTurn().each(function, items)
        # Forked children would inherit the threads of numeric libraries half alive.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            chunk = max(1, len(items) // (4 * workers))
            return list(pool.map(_OneThread(function), items, chunksize=chunk))


def executor(workers: int) -> Executor:
    """
    Choose who works.

    Parameters
    ----------
    workers : int
        Processes at most, at least 1.

    Raises
    ------
    ParameterError
        If it is less than 1.
    """
    if workers < 1:
        raise ParameterError("workers", workers, "at least 1")
    return InTurn() if workers == 1 else Processes(workers)
