"""The tables of an answer: what changes with which effect, and what is still lawful."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.intervals import from_epoch_minutes
from wfm.tables import DAY_CHANGES, DAY_LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from scheduling.repair.apply import Change
    from scheduling.repair.grid import Grid
    from scheduling.repair.limits import Ledger, Limits
    from scheduling.repair.prices import Tariff
    from scheduling.repair.shift import Piece, Shift

_DECIMALS = 9
_NOBODY = ("", "")


def changes_table(
    changes: Sequence[Change],
    missing: NDArray[np.float64],
    grid: Grid,
    tariff: Tariff,
    timezone: str,
) -> pd.DataFrame:
    """
    List changes with what each saves.

    Parameters
    ----------
    changes : sequence of Change
    missing : ndarray of float64, shape (cells,)
        Required less scheduled agents of the new plan.
    grid : Grid
    tariff : Tariff
    timezone : str
        IANA name.

    Returns
    -------
    DataFrame
        Columns of ``DAY_CHANGES``, by agent and time. The effect of a change is that
        of undoing it alone, so effects of changes that help each other overlap.
    """
    effects = [_effect(each, missing, grid, tariff) for each in changes]
    frame = pd.DataFrame(
        {
            "agent": [each.agent for each in changes],
            "change": [each.kind for each in changes],
            "start_before": _times([each.before for each in changes], 0, timezone),
            "end_before": _times([each.before for each in changes], 1, timezone),
            "start": _times([each.after for each in changes], 0, timezone),
            "end": _times([each.after for each in changes], 1, timezone),
            "activity_before": [_doing(each.before)[0] for each in changes],
            "queue_before": [_doing(each.before)[1] for each in changes],
            "activity": [_doing(each.after)[0] for each in changes],
            "queue": [_doing(each.after)[1] for each in changes],
            "short_hours_saved": np.round([e[0] for e in effects], _DECIMALS),
            "cost": np.round([each.price for each in changes], 2),
            "saving": np.round([e[1] for e in effects], 2),
        }
    )
    when = frame["start"].fillna(frame["start_before"])
    frame = frame.assign(when=when).sort_values(["agent", "when"], kind="stable")
    return DAY_CHANGES.parse(frame[DAY_CHANGES.names], timezone=timezone)


def undo(
    effect: dict[int, float],
    missing: NDArray[np.float64],
    grid: Grid,
    tariff: Tariff,
) -> tuple[float, float]:
    """
    Say what comes back if something is undone.

    Parameters
    ----------
    effect : dict of int to float
        Agents it added, by cell.
    missing : ndarray of float64, shape (cells,)
        Required less scheduled agents with it.
    grid : Grid
    tariff : Tariff

    Returns
    -------
    tuple of float
        Hours of shortage, and the price of shortage and surplus.
    """
    cells = list(effect)
    now = missing[cells]
    then = now + np.array([effect[cell] for cell in cells])
    hours = grid.short_hours(then) - grid.short_hours(now)
    return hours, grid.price(then, tariff) - grid.price(now, tariff)


def _effect(
    change: Change, missing: NDArray[np.float64], grid: Grid, tariff: Tariff
) -> tuple[float, float]:
    hours, price = undo(change.effect, missing, grid, tariff)
    return hours, price - change.price


def limits_table(
    shifts: Iterable[Shift], ledger: Ledger, timezone: str
) -> pd.DataFrame:
    """
    List what the new plan leaves lawful for each person still to work today.

    Parameters
    ----------
    shifts : iterable of Shift
        Of the new plan, by agent and start.
    ledger : Ledger
        Of the new plan.
    timezone : str
        IANA name.

    Returns
    -------
    DataFrame
        Columns of ``DAY_LIMITS``, a row an agent, of the last shift.
    """
    last = {shift.agent: shift for shift in shifts}
    found: list[Limits] = [ledger.limits(shift) for shift in last.values()]
    ends = np.array([shift.end for shift in last.values()], dtype=np.int64)
    latest = np.array([each.latest_end for each in found], dtype=np.int64)
    frame = pd.DataFrame(
        {
            "agent": list(last),
            "end": from_epoch_minutes(ends, timezone),
            "overtime": [each.overtime for each in found],
            "overtime_left": [each.overtime_left for each in found],
            "overtime_week_left": [each.week_left for each in found],
            "latest_end": from_epoch_minutes(latest, timezone),
            "limited_by": [each.limited_by for each in found],
            "source": [each.source for each in found],
        }
    )
    return DAY_LIMITS.parse(frame, timezone=timezone)


def _times(pieces: Sequence[Piece | None], edge: int, timezone: str) -> pd.Series:
    known = [(piece.start, piece.end)[edge] if piece else 0 for piece in pieces]
    times = from_epoch_minutes(np.array(known, dtype=np.int64), timezone)
    return times.where(np.array([piece is not None for piece in pieces]))


def _doing(piece: Piece | None) -> tuple[str, str]:
    return (piece.activity, piece.queue) if piece else _NOBODY
