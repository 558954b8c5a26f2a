"""A shift that is still running or to come: its work, and the pauses still to take."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from wfm.intervals import epoch_minutes
from wfm.schedule import BREAK, CONTACTS, LUNCH, OVERTIME, with_shifts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

PAUSES = (BREAK, LUNCH)
ON_CONTACTS = (CONTACTS, OVERTIME)


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A stretch of one activity.

    Attributes
    ----------
    start, end : int
        Epoch minutes.
    activity : str
        As in the schedule table.
    queue : str
        Queue served, empty off contacts.
    row : int
        Row of the schedule that it comes from.
    """

    start: int
    end: int
    activity: str
    queue: str
    row: int

    @property
    def minutes(self) -> int:
        """Its length."""
        return self.end - self.start

    @property
    def on_contacts(self) -> bool:
        """Whether contacts are taken."""
        return self.activity in ON_CONTACTS and bool(self.queue)


@dataclass(frozen=True, slots=True)
class Shift:
    """
    One shift, with the pauses to come lifted out of the work around them.

    Attributes
    ----------
    agent : str
        Whose shift it is.
    date : Timestamp
        Naive midnight of the day on which it starts.
    work : tuple of Piece
        Everything but `pauses`, in order, as if those were worked.
    pauses : tuple of Piece
        Lunches and breaks that have not started and may move, in order.
    rows : tuple of int
        Rows of the schedule that make the shift.
    """

    agent: str
    date: pd.Timestamp
    work: tuple[Piece, ...]
    pauses: tuple[Piece, ...]
    rows: tuple[int, ...]

    @property
    def start(self) -> int:
        """First minute."""
        return self.work[0].start

    @property
    def end(self) -> int:
        """First minute after it."""
        return max(piece.end for piece in (*self.work, *self.pauses))

    @property
    def taken(self) -> tuple[Piece, ...]:
        """Lunches and breaks that stay where they are."""
        return tuple(piece for piece in self.work if piece.activity in PAUSES)

    @property
    def all_pauses(self) -> tuple[Piece, ...]:
        """Lunches and breaks in order."""
        return tuple(sorted((*self.taken, *self.pauses), key=lambda each: each.start))


def shifts_from(
    schedule: pd.DataFrame, now: int, before: int, queues: Sequence[str]
) -> list[Shift]:
    """
    Shifts of which something is left.

    A pause is lifted out if it starts at `now` or later beside contacts. Shifts with
    overlapping segments, or with times that are not whole minutes, are left out:
    nothing can be said of what their agents do.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule numbered from 0.
    now : int
        Epoch minute from which the day may change.
    before : int
        Epoch minute; a shift that starts then or later is another day's.
    queues : sequence of str
        Queues required. Where there is one, contacts without a queue are for it.

    Returns
    -------
    list of Shift
        By agent and start.
    """
    rows = with_shifts(schedule.reset_index(names="row"))
    starts, ends = epoch_minutes(rows["start"]), epoch_minutes(rows["end"])
    whole = (rows["start"].dt.second == 0) & (rows["end"].dt.second == 0)
    queue = rows["queue"] if "queue" in rows else rows["activity"].str.slice(0, 0)
    if len(queues) == 1:
        queue = queue.where(queue != "", queues[0])
    queue = queue.where(rows["activity"].isin(ON_CONTACTS), "")
    columns = [
        each.tolist() for each in (starts, ends, rows["activity"], queue, rows["row"])
    ]
    edges = [*np.flatnonzero(np.diff(rows["shift"], prepend=-1)).tolist(), len(rows)]
    sound, agents, dates = whole.to_numpy(), rows["agent"].tolist(), list(rows["date"])
    found = []
    for low, high in pairwise(edges):
        first, last = starts[low], ends[low:high].max()
        if last <= now or first >= before or not sound[low:high].all():
            continue
        values = zip(*(column[low:high] for column in columns), strict=True)
        pieces = [Piece(*each) for each in values]
        if any(b.start < a.end for a, b in pairwise(pieces)):
            continue
        work, pauses = _lift(list(_joined(pieces)), now)
        numbers = tuple(piece.row for piece in pieces)
        found.append(Shift(agents[low], dates[low], work, pauses, numbers))
    return found


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pauses of one kind that touch are one."""
    last: Piece | None = None
    for piece in pieces:
        touches = last is not None and last.end == piece.start
        if last and touches and last.activity == piece.activity in PAUSES:
            last = replace(last, end=piece.end)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _lift(pieces: list[Piece], now: int) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Work as if the pauses to come were worked, and those pauses."""
    work: list[Piece] = []
    pauses: list[Piece] = []
    for place, piece in enumerate(pieces):
        beside = _contacts_beside(work[-1:] + pieces[place + 1 : place + 2], piece)
        if piece.activity in PAUSES and piece.start >= now and beside:
            pauses.append(piece)
            _extend(work, replace(beside, start=piece.start, end=piece.end))
        elif pauses and pauses[-1].end == piece.start:
            _extend(work, piece)
        else:
            work.append(piece)
    return tuple(work), tuple(pauses)


def _contacts_beside(neighbours: list[Piece], pause: Piece) -> Piece | None:
    """Contacts that end where a pause starts, or else start where it ends."""
    for piece in neighbours:
        touches = piece.end == pause.start or piece.start == pause.end
        if touches and piece.on_contacts:
            return piece
    return None


def _extend(work: list[Piece], piece: Piece) -> None:
    """Add a piece, in one with that before it if the same goes on."""
    last = work[-1] if work else None
    if last and last.end == piece.start and _doing(last) == _doing(piece):
        work[-1] = replace(last, end=piece.end)
    else:
        work.append(piece)


def _doing(piece: Piece) -> tuple[str, str]:
    return piece.activity, piece.queue
