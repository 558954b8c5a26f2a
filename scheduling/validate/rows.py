"""Rows of the case's tables: those that break a rule, those that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray


def minutes(length: pd.Series) -> pd.Series:
    """Lengths of time as minutes."""
    return length.dt.total_seconds() / 60


def flagged(
    rows: pd.DataFrame, where: ArrayLike, **columns: pd.Series | NDArray[Any]
) -> Iterator[Any]:
    """
    Rows where a condition holds, as named tuples.

    Parameters
    ----------
    rows : DataFrame, n rows
    where : array_like of bool, shape (n,)
    **columns : Series or ndarray, shape (n,)
        What the tuples hold beside the columns of `rows`.
    """
    chosen = np.flatnonzero(np.asarray(where))
    if not chosen.size:
        return iter(())
    more = {
        name: values.iloc[chosen] if isinstance(values, pd.Series) else values[chosen]
        for name, values in columns.items()
    }
    return iter(rows.iloc[chosen].assign(**more).itertuples(index=False))


def of_each(owners: pd.Series, values: pd.Series) -> pd.Series:
    """Value of each owner, missing where unknown; unlike `map` of no rows, typed."""
    return values.reindex(owners).set_axis(owners.index)


def totals(
    rows: pd.DataFrame, by: str | list[str], **columns: tuple[str, str]
) -> pd.DataFrame:
    """Aggregate as `groupby.agg` does, without its fixed cost of 5 ms a call."""
    groups = rows.groupby(by)
    parts = {name: getattr(groups[of], how)() for name, (of, how) in columns.items()}
    return pd.DataFrame(parts).reset_index()


def runs(begins: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    Place of each row in its run, from 1, and the length of the run.

    Parameters
    ----------
    begins : ndarray of bool, shape (n,)
        Where a run begins; the first row begins one whatever it says.
    """
    rows = np.arange(len(begins))
    first = np.flatnonzero(begins | (rows == 0))
    lengths = np.diff(first, append=len(begins))
    return rows - np.repeat(first, lengths) + 1, np.repeat(lengths, lengths)


def first_over(
    place: NDArray[np.int64], limit: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Rows whose place in their run is the first above the limit."""
    return (place > limit) & (place - 1 <= limit)


def changes(*keys: pd.Series) -> NDArray[np.bool_]:
    """Where any of the keys differs from the row before; the first row does."""
    differs = np.zeros(len(keys[0]), dtype=np.bool_)
    for key in keys:
        differs |= (key != key.shift()).to_numpy(dtype=np.bool_)
    return differs


def reached(rows: pd.DataFrame, by: str) -> pd.Series:
    """Latest end among the rows before each row with the same owner; NaT if none."""
    return rows.groupby(by)["end"].cummax().groupby(rows[by]).shift()


def stretches(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """
    Time covered by pieces of one owner; pieces that touch or overlap are joined.

    Parameters
    ----------
    rows : DataFrame
        With `by`, ``start`` and ``end``, the rows of an owner together and by start.
    by : str
        Column that names the owner: the shift, the agent.

    Returns
    -------
    DataFrame
        Columns `by`, ``start``, ``end``: disjoint half-open stretches.
    """
    # The first piece of an owner has nothing before it: comparing with NaT is False.
    piece = (~(rows["start"] <= reached(rows, by))).cumsum()
    pieces = totals(
        rows.assign(piece=piece),
        "piece",
        owner=(by, "first"),
        start=("start", "min"),
        end=("end", "max"),
    )
    return pieces.drop(columns="piece").rename(columns={"owner": by})
