"""Whether a requirement is of the same queues and intervals as its forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wfm.errors import Problem, TableError

if TYPE_CHECKING:
    from collections.abc import Collection

_SOURCE = "requirement"


def check_fit(
    requirement: pd.DataFrame, forecast: pd.DataFrame, left_out: Collection[str]
) -> None:
    """
    Refuse a requirement that is not of the forecast's queues and intervals.

    Parameters
    ----------
    requirement, forecast : DataFrame
        Typed rows, with ``queue`` and ``start``.
    left_out : collection of str
        Queues that need not fit.

    Raises
    ------
    TableError
        With a sentence for each queue that has another interval length, or intervals
        that the other table has not: how many, and the first.
    """
    asked, known = (_starts(table, left_out) for table in (requirement, forecast))
    problems = [
        Problem(_SOURCE, message)
        for name in sorted(asked.keys() | known.keys())
        if (message := _misfit(name, asked.get(name), known.get(name)))
    ]
    if problems:
        raise TableError(problems)


def _starts(
    table: pd.DataFrame, left_out: Collection[str]
) -> dict[str, pd.DatetimeIndex]:
    rows = table[~table["queue"].isin(left_out)]
    return {
        str(name): pd.DatetimeIndex(starts).sort_values()
        for name, starts in rows.groupby("queue")["start"]
    }


def _misfit(
    name: str, asked: pd.DatetimeIndex | None, known: pd.DatetimeIndex | None
) -> str:
    if known is None:
        assert asked is not None  # the name is of one of the two
        return f"queue {name!r} is not in the forecast: {_told(asked)}"
    if asked is None:
        return f"queue {name!r} of the forecast is missing: {_told(known)}"
    mine, theirs = _minutes(asked), _minutes(known)
    if mine and theirs and mine != theirs:
        return (
            f"queue {name!r} has intervals of {mine:g} minutes, the forecast of "
            f"{theirs:g}: {_told(asked)}"
        )
    lacking, more = known.difference(asked), asked.difference(known)
    parts = [
        *([f"lacks {_told(lacking, ' of the forecast')}"] if len(lacking) else []),
        *([f"has {_told(more, ' that the forecast lacks')}"] if len(more) else []),
    ]
    return f"queue {name!r} {', and '.join(parts)}" if parts else ""


def _told(starts: pd.DatetimeIndex, which: str = "") -> str:
    first = f"{starts[0]:%Y-%m-%d %H:%M}"
    if len(starts) == 1:
        return f"1 interval{which}, at {first}"
    return f"{len(starts):,} intervals{which}, the first at {first}"


def _minutes(starts: pd.DatetimeIndex) -> float:
    """Shortest step between starts; 0 where there is none."""
    steps = pd.Series(starts).diff().dropna().dt.total_seconds()
    return 0.0 if steps.empty else float(steps.min()) / 60.0
