"""Rows of a file, into the input tables that are kept as versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from app.services.campaigns.edits import input_table, save_table

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.imports.kinds import Kind
    from app.storage.engine import Store

# What makes two rows be about the same, where a contract has no key.
_ABOUT = {"contracts": ["contract"], "special_days": ["date", "queue"]}
_STATES = "states"


def import_rows(
    store: Store,
    actor: Actor,
    campaign_id: int,
    kind: Kind,
    rows: pd.DataFrame,
    *,
    reason: str,
) -> tuple[int, int, int]:
    """
    Put rows into a table, over those that are about the same.

    A contract takes the place of the one of its name, special days those of the same
    date and queue, states those of the same agent within the time of the file. All
    other rows stay.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who.
    campaign_id : int
        Of which campaign.
    kind : Kind
        Which table.
    rows : DataFrame
        Typed.
    reason : str
        In the author's words.

    Returns
    -------
    tuple of int
        Rows that were new, took the place of another, and were known.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    TableError
        If they contradict another table.
    StaleError
        If another saved the table meanwhile.
    """
    seen = input_table(store, actor, campaign_id, kind.name)
    rows = rows[[name for name in kind.table.names if name in rows]]
    before = rows.iloc[:0] if seen.frame is None else seen.frame
    both = [name for name in kind.table.names if name in rows and name in before]
    known = _known(rows, before, both)
    if known.all():
        return 0, 0, len(rows)
    replaced = before[_about(before, rows, kind)]
    kept = before.drop(index=replaced.index)
    joined = pd.concat([kept, rows], ignore_index=True)
    for name in joined.columns.difference(both):
        if joined[name].dtype.kind in "OT" or str(joined[name].dtype) == "str":
            joined[name] = joined[name].fillna("")
    save_table(
        store,
        actor,
        campaign_id,
        kind.name,
        joined,
        base_number=seen.number,
        reason=reason,
    )
    fresh = int((~known).sum())
    changed = min(fresh, len(replaced) - int(known.sum()))
    return fresh - changed, changed, int(known.sum())


def _known(rows: pd.DataFrame, before: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Which rows are there already, cell by cell."""
    if before.empty or set(rows) - set(before):
        return pd.Series(False, index=rows.index)
    there = set(_texts(before[columns]))
    return pd.Series([each in there for each in _texts(rows[columns])], rows.index)


def _texts(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    cells = [frame[name].astype("str").fillna("") for name in frame]
    return list(zip(*cells, strict=True))


def _about(before: pd.DataFrame, rows: pd.DataFrame, kind: Kind) -> pd.Series:
    """Rows of a table whose place those of a file take."""
    if kind.name == _STATES:
        first, last = rows["start"].min(), rows["start"].max()
        within = before["start"].between(first, last)
        return within & before["agent"].isin(rows["agent"].unique())
    columns = [name for name in _ABOUT[kind.name] if name in rows and name in before]
    given = set(_texts(rows[columns]))
    return pd.Series(
        [each in given for each in _texts(before[columns])], before.index, dtype="bool"
    )
