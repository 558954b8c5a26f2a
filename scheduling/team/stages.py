"""Where a person stands in her run of days, and what may come next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from scheduling.team.arrays import OFF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_NO = -1


@dataclass(frozen=True, slots=True)
class Stages:
    """
    Automaton of lawful days; stage 0 stands before the first day of the horizon.

    Attributes
    ----------
    after : ndarray of int64, shape (stages, groups + 1)
        Stage after a shift of each group, in the last column after a day off; -1 where
        that is not lawful.
    free : ndarray of bool, shape (stages,)
        Whether the stage follows a day without work, or the unknown before the horizon.
    """

    after: NDArray[np.int64]
    free: NDArray[np.bool_]

    def through(self, stage: int, groups: Iterable[int]) -> int:
        """Follow days from a stage; `OFF` for a day off. -1 when they break a rule."""
        for group in groups:
            if stage < 0:
                break
            stage = int(self.after[stage, group])
        return stage

    def ends_before(self, groups: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Stages from which the given later days are lawful."""
        stage = np.arange(len(self.after))
        for group in groups:
            stage = np.where(stage < 0, _NO, self.after[stage, group])
            left = stage[stage >= 0]
            if len(left) and left.min() == left.max():
                break
        return stage >= 0


@lru_cache(maxsize=4096)
def stages(  # noqa: C901 - one branch a kind of day
    run: int,
    least_run: int,
    least_off: int,
    kind_of: tuple[int, ...],
    barred: tuple[tuple[bool, ...], ...],
) -> Stages:
    """
    Build the automaton of one kind of person.

    Parameters
    ----------
    run, least_run : int
        Most and fewest working days in a row.
    least_off : int
        Fewest days off in a row.
    kind_of : tuple of int
        Kind of each group of shift types, by what may follow it.
    barred : tuple of tuple of bool
        For each kind, the groups that may not follow it on the next day.
    """
    # A run that began before the horizon has no minimum: its length is not known.
    names: list[tuple[str, int, int]] = [("start", 0, 0)]
    names += [("off", length, 0) for length in range(1, least_off + 1)]
    for kind in range(len(barred)):
        names += [("work", length, kind) for length in range(1, run + 1)]
        names += [
            ("begun", length, kind) for length in range(1, min(least_run, run + 1))
        ]
    number = {name: each for each, name in enumerate(names)}
    after = np.full((len(names), len(kind_of) + 1), _NO, dtype=np.int64)
    for (what, length, kind), stage in number.items():
        if what in ("start", "off"):
            longer = least_off if what == "start" else min(length + 1, least_off)
            after[stage, OFF] = number["off", longer, 0]
            if what == "off" and length < least_off:
                continue
            first = "begun" if what == "start" and least_run > 1 else "work"
            for group, its in enumerate(kind_of):
                after[stage, group] = number.get((first, 1, its), _NO)
            continue
        if what == "begun" or length >= least_run:
            after[stage, OFF] = number["off", 1, 0]
        same = "begun" if what == "begun" and length + 1 < least_run else "work"
        for group, its in enumerate(kind_of):
            if not barred[kind][group]:
                after[stage, group] = number.get((same, length + 1, its), _NO)
    free = np.array([what in ("start", "off") for what, _, _ in names])
    return Stages(after, free)
