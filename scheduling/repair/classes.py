"""Shifts that may go on in the same ways are counted together, and told apart after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduling.repair.choice import NONE, Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scheduling.repair.moves import Moves


@dataclass(frozen=True, slots=True)
class ShiftClass:
    """
    Shifts with the same moves.

    Attributes
    ----------
    moves : Moves
        What each of them may do.
    members : tuple of int
        Their numbers.
    """

    moves: Moves
    members: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many shifts of a class take each option, in the order of the options."""

    ends: Sequence[int]
    pauses: Sequence[Sequence[int]]
    blocks: Sequence[int]
    releases: Sequence[int]


def classes(moves: Sequence[Moves], *, merge: bool = True) -> list[ShiftClass]:
    """
    Merge shifts with equal moves.

    Parameters
    ----------
    moves : sequence of Moves
        Of each shift.
    merge : bool
        Whether to merge at all.

    Returns
    -------
    list of ShiftClass
        In the order of their first members, without shifts that may not change.

    Notes
    -----
    Counting is exact where the counts can be told apart again (`hand_back`). Where a
    block could collide with a pause they cannot, and each shift stays for itself.
    """
    groups: dict[object, list[int]] = {}
    for number, each in enumerate(moves):
        if each.any:
            alone = not merge or _may_collide(each)
            groups.setdefault((number, each) if alone else each, []).append(number)
    return [
        ShiftClass(moves[members[0]], tuple(members)) for members in groups.values()
    ]


def _may_collide(moves: Moves) -> bool:
    return any(
        pause.start < block.end and block.start < pause.end
        for block in moves.blocks
        for choices in moves.pauses
        for pause in choices.options
    )


def hand_back(group: ShiftClass, counts: Counts) -> list[Choice]:
    """
    Say for each member what it does.

    The first members take the earliest end, the earliest lunch, the earliest break,
    and so on. The rows of the model say that, at every time, the shifts whose pause is
    over are at least as many as those that must have had it; so the first of them fits
    the first, the second the second. Blocks go to those who leave last.

    Parameters
    ----------
    group : ShiftClass
        Whose members.
    counts : Counts
        What the model decided; ends, and each pause, add up to the members.

    Returns
    -------
    list of Choice
        In the order of the members.
    """
    ends = _each(counts.ends)
    pauses = [_each(each) for each in counts.pauses]
    by_end = sorted(
        _each(counts.blocks), key=lambda place: group.moves.blocks[place].end
    )
    blocks = [NONE] * (group.count - len(by_end)) + by_end
    return [
        Choice(
            ends[number],
            tuple(each[number] for each in pauses),
            blocks[number],
            frozenset(
                place for place, some in enumerate(counts.releases) if number < some
            ),
        )
        for number in range(group.count)
    ]


def _each(counts: Iterable[int]) -> list[int]:
    """Place of the option of each member, in order of the options."""
    return [place for place, some in enumerate(counts) for _ in range(some)]
