"""A shift as its pieces, in order of time: moved, cut and filled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from app.services.rosters.editing.refusals import EditRefusedError, moment
from app.services.rosters.editing.shapes import PAUSES, Shape
from wfm.schedule import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A segment of one shift.

    Attributes
    ----------
    start, end : Timestamp
        Aware, the end after the start.
    activity, queue, place : str
        As in the schedule table; empty where it does not say.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    activity: str
    queue: str = ""
    place: str = ""

    @property
    def is_pause(self) -> bool:
        """Whether it is a break or a lunch."""
        return self.activity in PAUSES

    def alike(self, other: Piece) -> bool:
        """Whether the same is done at the same place."""
        mine = self.activity, self.queue, self.place
        return mine == (other.activity, other.queue, other.place)


Pieces = tuple[Piece, ...]


def moved(pieces: Pieces, to: pd.Timestamp) -> Pieces:
    """
    Start at another moment; everything moves along.

    Parameters
    ----------
    pieces : tuple of Piece
        A shift, in order of time; at least one.
    to : Timestamp
        New start, aware.

    Returns
    -------
    tuple of Piece
        Each as long as before.
    """
    by = to - pieces[0].start
    return tuple(replace(p, start=p.start + by, end=p.end + by) for p in pieces)


def resized(pieces: Pieces, begin: pd.Timestamp, end: pd.Timestamp) -> Pieces:
    """
    Begin and end at other moments.

    What lies outside is cut off; what is missing continues the first or last work.

    Parameters
    ----------
    pieces : tuple of Piece
        A shift, in order of time.
    begin, end : Timestamp
        New start and end, aware.

    Returns
    -------
    tuple of Piece
        Pauses where they were, as far as they are left.

    Raises
    ------
    EditRefusedError
        If nothing, only pauses, or a day or more would be left.
    """
    if end <= begin:
        raise EditRefusedError("empty")
    if end - begin >= _DAY:
        raise EditRefusedError("too_long")
    kept = [
        replace(p, start=max(p.start, begin), end=min(p.end, end))
        for p in pieces
        if p.start < end and p.end > begin
    ]
    work = [p for p in kept if not p.is_pause]
    if not work:
        raise EditRefusedError("no_work")
    if begin < kept[0].start:
        kept.insert(0, replace(work[0], start=begin, end=kept[0].start))
    if end > kept[-1].end:
        kept.append(replace(work[-1], start=kept[-1].end, end=end))
    return joined(kept)


def with_pause_at(
    pieces: Pieces, agent: str, pause: pd.Timestamp, to: pd.Timestamp
) -> Pieces:
    """
    Let a break or lunch start at another moment of the shift.

    Where it was, the work before it goes on (after it, where it was the first).

    Parameters
    ----------
    pieces : tuple of Piece
        A shift, in order of time.
    agent : str
        Whose shift it is, for the message.
    pause, to : Timestamp
        When the pause starts, and when it shall; aware.

    Returns
    -------
    tuple of Piece
        The pause as long as before, and so the shift.

    Raises
    ------
    EditRefusedError
        If there is no pause then, or it would leave the shift or meet another.
    """
    found = next((p for p in pieces if p.is_pause and p.start == pause), None)
    if found is None:
        raise EditRefusedError("no_pause", agent=agent, clock=moment(pause)["clock"])
    work = [p for p in pieces if not p.is_pause]
    if not work:
        raise EditRefusedError("no_work")
    before = [p for p in work if p.start < found.start]
    filling = before[-1] if before else work[0]
    whole = joined(
        [
            replace(filling, start=p.start, end=p.end) if p is found else p
            for p in pieces
        ]
    )
    return replaced(whole, replace(found, start=to, end=to + (found.end - found.start)))


def replaced(pieces: Pieces, new: Piece) -> Pieces:
    """
    Let something else be done for a while; its place stays that of the shift then.

    Parameters
    ----------
    pieces : tuple of Piece
        A shift, in order of time; at least one.
    new : Piece
        What is done, and when; a place of its own counts before that of the shift.

    Returns
    -------
    tuple of Piece
        In order of time.

    Raises
    ------
    EditRefusedError
        If it is empty, lies outside the shift, or over a pause.
    """
    if new.end <= new.start:
        raise EditRefusedError("empty")
    if new.start < pieces[0].start or new.end > pieces[-1].end:
        raise EditRefusedError("outside_shift")
    under = [p for p in pieces if p.start < new.end and p.end > new.start]
    if not under:
        raise EditRefusedError("outside_shift")
    if any(p.is_pause for p in under):
        raise EditRefusedError("meets_pause")
    place = "" if new.is_pause else under[0].place
    left = [cut for p in pieces for cut in _without(p, new.start, new.end)]
    return joined([*left, replace(new, place=new.place or place)])


def shaped(shape: Shape, start: pd.Timestamp, queue: str, place: str = "") -> Pieces:
    """
    Pieces of a new shift of some shape, on contacts between its pauses.

    Parameters
    ----------
    shape : Shape
        How long it is, and where its pauses lie.
    start : Timestamp
        When it starts, aware.
    queue, place : str
        Of its work, not of its pauses; may be empty.

    Returns
    -------
    tuple of Piece
        In order of time.
    """
    pieces, clock = [], 0

    def at(minutes: int) -> pd.Timestamp:
        return start + pd.Timedelta(minutes=minutes)

    for offset, length, activity in shape.pauses:
        if offset > clock:
            pieces.append(Piece(at(clock), at(offset), CONTACTS, queue, place))
        pieces.append(Piece(at(offset), at(offset + length), activity))
        clock = offset + length
    if clock < shape.minutes:
        pieces.append(Piece(at(clock), at(shape.minutes), CONTACTS, queue, place))
    return tuple(pieces)


def joined(pieces: Sequence[Piece]) -> Pieces:
    """
    Pieces in order; those that touch and are alike are one.

    Parameters
    ----------
    pieces : sequence of Piece
        In any order, none over another.

    Returns
    -------
    tuple of Piece
        In order of time; gaps stay gaps.
    """
    whole: list[Piece] = []
    for piece in sorted(pieces, key=lambda each: each.start):
        if whole and whole[-1].end == piece.start and whole[-1].alike(piece):
            whole[-1] = replace(whole[-1], end=piece.end)
        else:
            whole.append(piece)
    return tuple(whole)


def _without(piece: Piece, start: pd.Timestamp, end: pd.Timestamp) -> Iterator[Piece]:
    """Leave of a piece what lies outside a stretch of time."""
    if piece.end <= start or piece.start >= end:
        yield piece
        return
    if piece.start < start:
        yield replace(piece, end=start)
    if piece.end > end:
        yield replace(piece, start=end)
