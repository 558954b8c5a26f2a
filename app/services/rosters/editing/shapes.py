"""Forms of shifts that a roster already has, to make further ones alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wfm.errors import InputError
from wfm.schedule import BREAK, LUNCH, with_shifts

if TYPE_CHECKING:
    import pandas as pd

PAUSES = (BREAK, LUNCH)
_DAY = 24 * 60
_MOST_PAUSES = 8
_PARTS = 2


@dataclass(frozen=True, slots=True, order=True)
class Shape:
    """
    A shift without its day, agent and queue.

    Attributes
    ----------
    minutes : int
        From coming to leaving, below 24 hours.
    pauses : tuple of (int, int, str)
        Minutes after the start, minutes it lasts, and ``break`` or ``lunch``; in
        order, none over another.

    Raises
    ------
    InputError
        If a pause lies outside, or over another.
    """

    minutes: int
    pauses: tuple[tuple[int, int, str], ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.minutes < _DAY:
            raise InputError("a shift lasts less than 24 hours")
        clock = 0
        for offset, length, activity in self.pauses:
            if activity not in PAUSES or length <= 0 or offset < clock:
                raise InputError("pauses of a shift come one after the other")
            clock = offset + length
        if clock > self.minutes:
            raise InputError("pauses of a shift end before it does")

    @property
    def paid_minutes(self) -> int:
        """Minutes without lunch."""
        lunch = sum(length for _, length, name in self.pauses if name == LUNCH)
        return self.minutes - lunch

    def as_json(self) -> list[object]:
        """Shape as plain data."""
        return [self.minutes, [list(pause) for pause in self.pauses]]

    @classmethod
    def of_json(cls, given: object) -> Shape:
        """
        Shape of what `as_json` gives.

        Raises
        ------
        InputError
            If it is anything else.
        """
        if not isinstance(given, list) or len(given) != _PARTS:
            raise InputError("a shape must be its minutes and its pauses")
        minutes, pauses = given
        if not _whole(minutes) or not isinstance(pauses, list):
            raise InputError("a shape must be its minutes and its pauses")
        if len(pauses) > _MOST_PAUSES or not all(map(_is_pause, pauses)):
            raise InputError("a pause must be its start, its minutes and its kind")
        return cls(minutes, tuple((each[0], each[1], each[2]) for each in pauses))


def shapes_of(schedule: pd.DataFrame, most: int = 12) -> list[Shape]:
    """
    Shapes of the shifts of a schedule, the most frequent first.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule table.
    most : int
        How many at most.

    Returns
    -------
    list of Shape
        Alike ones by length, then by their pauses.
    """
    rows = with_shifts(schedule)
    if rows.empty:
        return []
    begins = rows.groupby("shift")["start"].transform("min")
    ends = rows.groupby("shift")["end"].transform("max")
    lengths = ((ends - begins).dt.total_seconds() // 60).astype("int64")
    offsets = ((rows["start"] - begins).dt.total_seconds() // 60).astype("int64")
    pauses: dict[int, list[tuple[int, int, str]]] = {}
    length_of: dict[int, int] = {}
    for shift, length, offset, minutes, activity in zip(
        rows["shift"], lengths, offsets, rows["minutes"], rows["activity"], strict=True
    ):
        length_of[shift] = length
        if activity in PAUSES and minutes >= 1:
            pauses.setdefault(shift, []).append((offset, int(minutes), str(activity)))
    counted: Counter[Shape] = Counter()
    for shift, length in length_of.items():
        try:
            counted[Shape(length, tuple(pauses.get(shift, ())))] += 1
        except InputError:
            # A shift with overlapping pauses is no example.
            continue
    ordered = sorted(counted, key=lambda shape: (-counted[shape], shape))
    return ordered[:most]


def _whole(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool)


def _is_pause(given: object) -> bool:
    return (
        isinstance(given, list)
        and len(given) == _PARTS + 1
        and all(map(_whole, given[:_PARTS]))
        and isinstance(given[_PARTS], str)
    )
