"""Operations applied to a schedule table, one after the other, or none."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import pandas as pd

from app.services.rosters.editing.operations import (
    Add,
    Do,
    Give,
    Move,
    MovePause,
    Operation,
    Remove,
    Resize,
    Swap,
    touched,
)
from app.services.rosters.editing.pieces import (
    Piece,
    Pieces,
    moved,
    replaced,
    resized,
    shaped,
    with_pause_at,
)
from app.services.rosters.editing.refusals import EditRefusedError, moment
from wfm.schedule import (
    CONTACTS,
    MEETING,
    OFF_QUEUE,
    OVERTIME,
    TRAINING,
    with_shifts,
)
from wfm.tables import SCHEDULE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

WORK = (CONTACTS, OVERTIME, TRAINING, MEETING, OFF_QUEUE)
_SERVING = (CONTACTS, OVERTIME)
_ORDER = ["agent", "start"]
_Shifts = list[tuple[str, Pieces]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """
    Within what a roster may be changed.

    Attributes
    ----------
    first, last : date
        Days on which a shift may start: those of the plan.
    open_from : date
        Shifts that start before it are over or locked.
    agents : collection of str
        Who may be given a shift.
    queues : collection of str
        Queues of the plan.
    """

    first: date
    last: date
    open_from: date
    agents: Collection[str]
    queues: Collection[str]

    def check_start(self, start: pd.Timestamp) -> None:
        """
        Refuse a day on which no shift may be changed or started.

        Raises
        ------
        EditRefusedError
            If it is over, locked, or none of the plan.
        """
        day = start.date()
        if not self.first <= day <= self.last:
            raise EditRefusedError(
                "outside", day=self.first.isoformat(), until=self.last.isoformat()
            )
        if day < self.open_from:
            raise EditRefusedError("locked", day=self.open_from.isoformat())

    def check_agent(self, agent: str) -> None:
        """Refuse an agent whom the campaign does not have."""
        if agent not in self.agents:
            raise EditRefusedError("unknown_agent", agent=agent)

    def check_queue(self, queue: str) -> None:
        """Refuse a queue that the plan does not have."""
        if queue not in self.queues:
            raise EditRefusedError("unknown_queue", queue=queue)


@dataclass(frozen=True, slots=True)
class Edited:
    """
    A schedule after some operations.

    Attributes
    ----------
    schedule : DataFrame
        Typed schedule table, in the columns of its contract.
    agents : frozenset of str
        Whose shifts the operations concern.
    """

    schedule: pd.DataFrame
    agents: frozenset[str]


def edited(
    schedule: pd.DataFrame, operations: Sequence[Operation], ground: Ground
) -> Edited:
    """
    Apply operations in their order.

    Whether rules hold afterwards is not asked: the referee tells that.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule table.
    operations : sequence of Operation
        Each on what the one before has left.
    ground : Ground
        Within what the roster may be changed.

    Returns
    -------
    Edited
        The given table stays as it is.

    Raises
    ------
    EditRefusedError
        If one of them cannot be done; the first that cannot is told.
    """
    agents = touched(operations)
    table = schedule[[name for name in SCHEDULE.names if name in schedule]]
    own = table["agent"].isin(agents)
    shifts = _shifts(table[own])
    for operation in operations:
        shifts = _Step(shifts, ground).after(operation)
    rows = pd.concat([table[~own], _rows(shifts, table)], ignore_index=True)
    ordered = rows.sort_values(_ORDER, kind="stable", ignore_index=True)
    return Edited(ordered, agents)


class _Step:
    """One operation on the shifts of the agents concerned."""

    def __init__(self, shifts: _Shifts, ground: Ground) -> None:
        self.shifts, self.ground = list(shifts), ground

    def after(self, operation: Operation) -> _Shifts:
        if isinstance(operation, Add):
            self._add(operation)
        elif isinstance(operation, Swap):
            self._swap(operation)
        else:
            place = self._place(operation.agent, operation.start)
            self._change(place, operation)
        return self.shifts

    def _change(
        self, place: int, operation: Move | Resize | MovePause | Do | Give | Remove
    ) -> None:
        agent, pieces = self.shifts.pop(place)
        if isinstance(operation, Remove):
            return
        if isinstance(operation, Give):
            if operation.to_agent == agent:
                raise EditRefusedError("same_agent", agent=agent)
            self._put(operation.to_agent, pieces)
            return
        self._put(agent, self._changed(agent, pieces, operation))

    def _changed(
        self, agent: str, pieces: Pieces, operation: Move | Resize | MovePause | Do
    ) -> Pieces:
        if isinstance(operation, Move):
            return moved(pieces, operation.to)
        if isinstance(operation, Resize):
            return resized(pieces, operation.begin, operation.end)
        if isinstance(operation, MovePause):
            return with_pause_at(pieces, agent, operation.pause, operation.to)
        return replaced(pieces, self._work(operation, pieces))

    def _work(self, operation: Do, pieces: Pieces) -> Piece:
        """Make the piece done instead; who serves contacts serves a queue."""
        activity, queue = operation.activity, ""
        if activity not in WORK:
            raise EditRefusedError("unknown_activity", activity=activity)
        if activity in _SERVING:
            queue = operation.queue or _one_queue(pieces, self.ground)
            self.ground.check_queue(queue)
        return Piece(operation.begin, operation.end, activity, queue)

    def _add(self, operation: Add) -> None:
        self.ground.check_agent(operation.agent)
        queue = operation.queue or _one_queue((), self.ground)
        self.ground.check_queue(queue)
        self._put(operation.agent, shaped(operation.shape, operation.start, queue))

    def _swap(self, operation: Swap) -> None:
        if operation.agent == operation.other:
            raise EditRefusedError("same_agent", agent=operation.agent)
        pairs = (
            (operation.agent, operation.start),
            (operation.other, operation.other_start),
        )
        places = [self._place(*pair) for pair in pairs]
        mine, theirs = (self.shifts[place][1] for place in places)
        for place in sorted(places, reverse=True):
            del self.shifts[place]
        self._put(operation.other, mine)
        self._put(operation.agent, theirs)

    def _place(self, agent: str, start: pd.Timestamp) -> int:
        """Where the shift is, which may be changed."""
        for place, (who, pieces) in enumerate(self.shifts):
            if who == agent and pieces[0].start == start:
                self.ground.check_start(start)
                return place
        raise EditRefusedError("no_shift", agent=agent, **moment(start))

    def _put(self, agent: str, pieces: Pieces) -> None:
        self.ground.check_agent(agent)
        start, end = pieces[0].start, pieces[-1].end
        self.ground.check_start(start)
        for who, others in self.shifts:
            for other in others if who == agent else ():
                if other.start < end and other.end > start:
                    at = max(other.start, start)
                    raise EditRefusedError("overlap", agent=agent, **moment(at))
        self.shifts.append((agent, pieces))


def _one_queue(pieces: Pieces, ground: Ground) -> str:
    """Queue that goes without saying: the only one of the shift, or of the plan."""
    served = {p.queue for p in pieces if p.queue} or set(ground.queues)
    if len(served) != 1:
        raise EditRefusedError("which_queue")
    return next(iter(served))


def _shifts(rows: pd.DataFrame) -> _Shifts:
    """Shifts of some rows, each with its agent; empty segments are no pieces."""
    table = with_shifts(rows[rows["end"] > rows["start"]])
    known = table.reindex(
        columns=["start", "end", "activity", "queue", "place"], fill_value=""
    )
    pieces = [Piece(*cells) for cells in known.itertuples(index=False)]
    found: _Shifts = []
    for places in table.groupby("shift").indices.values():
        agent = str(table["agent"].iloc[places[0]])
        found.append((agent, tuple(pieces[place] for place in places)))
    return found


def _rows(shifts: _Shifts, like: pd.DataFrame) -> pd.DataFrame:
    """Rows of a schedule table, in the columns and types of another."""
    cells = [(agent, *astuple(p)) for agent, pieces in shifts for p in pieces]
    names = ["agent", "start", "end", "activity", "queue", "place"]
    table = pd.DataFrame(cells, columns=names)
    wanted = [*like.columns, *_said(table, like)]
    return table[wanted].astype({n: like[n].dtype for n in like.columns})


def _said(table: pd.DataFrame, like: pd.DataFrame) -> list[str]:
    """Columns that the other table lacks, and that now say something."""
    missing: Callable[[str], bool] = lambda name: name not in like  # noqa: E731
    return [n for n in ("queue",) if missing(n) and (table[n] != "").any()]
