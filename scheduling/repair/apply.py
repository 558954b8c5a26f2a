"""From choices to the new schedule, and to a list of what is different."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.repair.choice import NONE, unchanged
from scheduling.repair.grid import negative, total
from wfm.intervals import from_epoch_minutes
from wfm.schedule import CONTACTS, OFF_QUEUE, OVERTIME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scheduling.repair.choice import Choice
    from scheduling.repair.moves import Moves, Option
    from scheduling.repair.shift import Piece, Shift

Rewritten = tuple["Piece", bool]


@dataclass(frozen=True, slots=True)
class Change:
    """
    One thing that is different in the new plan.

    Attributes
    ----------
    agent, kind : str
        Whose, and what, in the words of the table of changes.
    before, after : Piece or None
        What was there, and what is there now.
    price : float
        Money.
    effect : dict of int to float
        What it adds to coverage, by cell.
    """

    agent: str
    kind: str
    before: Piece | None
    after: Piece | None
    price: float
    effect: dict[int, float]


def changes_of(shift: Shift, moves: Moves, choice: Choice) -> Iterator[Change]:
    """
    List what is different in one shift, by time.

    Parameters
    ----------
    shift : Shift
    moves : Moves
        What it may do.
    choice : Choice
        What it does.

    Yields
    ------
    Change
    """
    for pause, choices, place in zip(
        shift.pauses, moves.pauses, choice.pauses, strict=True
    ):
        if place != choices.kept:
            option, kept = choices.options[place], choices.options[choices.kept]
            after = replace(pause, start=option.start, end=option.end)
            effect = total([option.effect, negative(kept.effect)])
            yield Change(
                shift.agent, pause.activity, pause, after, option.price, effect
            )
    if choice.block != NONE:
        option = moves.blocks[choice.block]
        before = _stretch(shift, option)
        kind = "skill" if option.queue else OFF_QUEUE
        yield _change(shift, kind, option, before, _block(before, option))
    for place in sorted(choice.releases):
        option = moves.releases[place]
        before = _stretch(shift, option)
        after = replace(before, activity=CONTACTS, queue=option.queue)
        yield _change(shift, "to_contacts", option, before, after)
    if choice.end != moves.ends.kept:
        option = moves.ends.options[choice.end]
        if option.start < moves.end:
            yield _change(shift, "vto", option, _stretch(shift, option), None)
        else:
            yield _change(shift, OVERTIME, option, None, _overtime(shift, option))


def new_schedule(
    schedule: pd.DataFrame,
    plan: Iterable[tuple[Shift, Moves, Choice]],
    timezone: str,
) -> pd.DataFrame:
    """
    Write the schedule in which the choices are taken.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule in force, numbered from 0.
    plan : iterable of (Shift, Moves, Choice)
        Every shift that may change.
    timezone : str
        IANA name.

    Returns
    -------
    DataFrame
        Typed schedule by agent and start, with all columns of the old one.
    """
    gone: set[int] = set()
    rewritten: list[Rewritten] = []
    for shift, moves, choice in plan:
        if choice != unchanged(moves):
            gone.update(shift.rows)
            rewritten += _rewrite(shift, moves, choice)
    kept = schedule.drop(index=sorted(gone))
    if rewritten:
        kept = pd.concat([kept, _rows(schedule, rewritten, timezone)])
    order = ["agent", "start"]
    return kept.sort_values(order, kind="stable", ignore_index=True)


def _rows(
    schedule: pd.DataFrame, rewritten: Sequence[Rewritten], timezone: str
) -> pd.DataFrame:
    pieces = [piece for piece, _ in rewritten]
    rows = schedule.loc[[piece.row for piece in pieces]].reset_index(drop=True)
    for name, minutes in (
        ("start", [piece.start for piece in pieces]),
        ("end", [piece.end for piece in pieces]),
    ):
        rows[name] = from_epoch_minutes(np.array(minutes), timezone)
    rows["activity"] = pd.Series([piece.activity for piece in pieces], dtype="str")
    if "queue" in rows:
        said = pd.Series([piece.queue for piece in pieces], dtype="str")
        rows["queue"] = said.where(
            np.array([new for _, new in rewritten]), rows["queue"]
        )
    return rows


def _rewrite(shift: Shift, moves: Moves, choice: Choice) -> Iterator[Rewritten]:
    """Pieces of a changed shift; a piece says whether its queue is a new one."""
    over = _over(shift, moves, choice)
    for piece, new in _work(shift, moves, choice):
        clock = piece.start
        for above, _ in over:
            if above.start < piece.end and above.end > clock:
                if above.start > clock:
                    yield replace(piece, start=clock, end=above.start), new
                clock = above.end
        if clock < piece.end:
            yield replace(piece, start=clock), new
    yield from over


def _over(shift: Shift, moves: Moves, choice: Choice) -> list[Rewritten]:
    """Pauses and the block, which lie over the work, in order of time."""
    over = []
    for pause, choices, place in zip(
        shift.pauses, moves.pauses, choice.pauses, strict=True
    ):
        option = choices.options[place]
        over.append((replace(pause, start=option.start, end=option.end), False))
    if choice.block != NONE:
        option = moves.blocks[choice.block]
        over.append((_block(_stretch(shift, option), option), True))
    return sorted(over, key=lambda each: each[0].start)


def _work(shift: Shift, moves: Moves, choice: Choice) -> Iterator[Rewritten]:
    """Work with what is released, given back and added."""
    end = moves.ends_at(choice.end)
    released = {
        option.start: option
        for option in (moves.releases[place] for place in choice.releases)
    }
    for piece in shift.work:
        option = released.get(piece.start)
        if option is not None:
            yield replace(piece, activity=CONTACTS, queue=option.queue), True
        elif piece.start < end:
            yield replace(piece, end=min(piece.end, end)), False
    if end > shift.end:
        yield _overtime(shift, moves.ends.options[choice.end]), True


def _stretch(shift: Shift, option: Option) -> Piece:
    """Work of the old plan at the start of an option, cut to its times."""
    for piece in shift.work:
        if piece.start <= option.start < piece.end:
            return replace(piece, start=option.start, end=option.end)
    raise AssertionError("an option stands on work")


def _block(before: Piece, option: Option) -> Piece:
    activity = CONTACTS if option.queue else OFF_QUEUE
    return replace(before, activity=activity, queue=option.queue)


def _overtime(shift: Shift, option: Option) -> Piece:
    last = next(piece for piece in reversed(shift.work) if piece.on_contacts)
    return replace(
        last,
        start=option.start,
        end=option.end,
        activity=OVERTIME,
        queue=option.queue,
    )


def _change(
    shift: Shift, kind: str, option: Option, before: Piece | None, after: Piece | None
) -> Change:
    return Change(
        shift.agent, kind, before, after, option.price, total([option.effect])
    )
