"""One way in which a shift goes on: chosen among its moves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduling.repair.grid import negative, total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduling.repair.grid import Effect
    from scheduling.repair.moves import Moves, Option

NONE = -1


@dataclass(frozen=True, slots=True)
class Choice:
    """
    Places of the options taken.

    Attributes
    ----------
    end : int
        Among the ends.
    pauses : tuple of int
        For each pause, among its options.
    block : int
        Among the blocks, ``NONE`` for none.
    releases : frozenset of int
        Among the releases.
    """

    end: int
    pauses: tuple[int, ...] = ()
    block: int = NONE
    releases: frozenset[int] = frozenset()


def unchanged(moves: Moves) -> Choice:
    """Leave the shift as it is."""
    return Choice(moves.ends.kept, tuple(each.kept for each in moves.pauses))


def taken(moves: Moves, choice: Choice) -> Iterator[Option]:
    """Options that change the shift."""
    if choice.end != moves.ends.kept:
        yield moves.ends.options[choice.end]
    for choices, place in zip(moves.pauses, choice.pauses, strict=True):
        if place != choices.kept:
            yield choices.options[place]
    if choice.block != NONE:
        yield moves.blocks[choice.block]
    for place in sorted(choice.releases):
        yield moves.releases[place]


def price(moves: Moves, choice: Choice) -> float:
    """Price of what changes."""
    return sum(option.price for option in taken(moves, choice))


def effect(moves: Moves, choice: Choice) -> dict[int, float]:
    """Add up what a choice changes in the coverage of the old plan, by cell."""
    parts: list[Effect] = [option.effect for option in taken(moves, choice)]
    for choices, place in zip(moves.pauses, choice.pauses, strict=True):
        if place != choices.kept:
            parts.append(negative(choices.options[choices.kept].effect))
    return total(parts)


def undone(moves: Moves, choice: Choice) -> Iterator[Choice]:
    """Choices with one change less, those of them that fit together."""
    if choice.end != moves.ends.kept:
        yield replace(choice, end=moves.ends.kept)
    if choice.block != NONE:
        yield replace(choice, block=NONE)
    for place in sorted(choice.releases):
        yield replace(choice, releases=choice.releases - {place})
    for number, choices in enumerate(moves.pauses):
        if choice.pauses[number] != choices.kept:
            places = list(choice.pauses)
            places[number] = choices.kept
            less = replace(choice, pauses=tuple(places))
            if fits(moves, less):
                yield less


def fits(moves: Moves, choice: Choice) -> bool:
    """Whether pauses, block and end leave each other their place."""
    pauses = [
        choices.options[place]
        for choices, place in zip(moves.pauses, choice.pauses, strict=True)
    ]
    end = moves.ends_at(choice.end)
    # The old end stands as near to the last pause as it did.
    shortened = end < moves.end
    for before, after, apart in zip(pauses, pauses[1:], moves.apart, strict=False):
        if after.start < before.end + apart:
            return False
    if shortened and pauses and end < pauses[-1].end + moves.apart[-1]:
        return False
    if choice.block == NONE:
        return True
    block = moves.blocks[choice.block]
    clear = all(p.end <= block.start or block.end <= p.start for p in pauses)
    return clear and block.end <= end
