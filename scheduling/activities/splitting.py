"""Blocks cut into the contacts of a schedule table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.intervals import epoch_minutes, from_epoch_minutes
from wfm.schedule import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pandas.api.extensions import ExtensionArray


@dataclass(frozen=True, slots=True)
class Block:
    """
    Time off contacts of one agent.

    Attributes
    ----------
    agent : str
        Who.
    start, end : int
        Epoch minutes, within contacts without a pause.
    activity, name : str
        What it is in the schedule, and what people call it.
    """

    agent: str
    start: int
    end: int
    activity: str
    name: str


def split(schedule: pd.DataFrame, blocks: Sequence[Block]) -> pd.DataFrame:
    """
    Put blocks in the place of contacts.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule table.
    blocks : sequence of Block
        Apart from each other.

    Returns
    -------
    DataFrame
        Schedule table by agent and start with the column ``name``, empty where no
        block stands; a block takes other columns from the contacts that it begins in.
    """
    table = schedule.reset_index(drop=True)
    if "name" not in table:
        table["name"] = ""
    of_agent: dict[str, list[Block]] = {}
    for block in sorted(blocks, key=lambda each: each.start):
        of_agent.setdefault(block.agent, []).append(block)
    chosen = table["agent"].isin(of_agent) & (table["activity"] == CONTACTS)
    rows = np.flatnonzero(chosen)
    starts = epoch_minutes(table["start"].iloc[rows]).tolist()
    ends = epoch_minutes(table["end"].iloc[rows]).tolist()
    owners = table["agent"].iloc[rows].tolist()
    kept: list[tuple[int, int, int]] = []
    put: list[tuple[int, Block]] = []
    for row, owner, start, end in zip(rows.tolist(), owners, starts, ends, strict=True):
        cutting = [
            each for each in of_agent[owner] if each.start < end and start < each.end
        ]
        kept += _left((row, start, end), cutting)
        put += [(row, each) for each in cutting if start <= each.start]
    zone = str(table["start"].dt.tz)
    remains = table.iloc[[row for row, _, _ in kept]].assign(
        start=_times([start for _, start, _ in kept], zone),
        end=_times([end for _, _, end in kept], zone),
    )
    placed = table.iloc[[row for row, _ in put]].assign(
        start=_times([each.start for _, each in put], zone),
        end=_times([each.end for _, each in put], zone),
        activity=[each.activity for _, each in put],
        queue="",
        name=[each.name for _, each in put],
    )
    whole = pd.concat([table[~chosen], remains, placed])
    return whole.sort_values(["agent", "start"], kind="stable", ignore_index=True)


def _left(
    contacts: tuple[int, int, int], blocks: Sequence[Block]
) -> Iterator[tuple[int, int, int]]:
    """Cut blocks, in order, out of contacts."""
    row, start, end = contacts
    for block in blocks:
        if start < block.start:
            yield row, start, block.start
        start = max(start, block.end)
    if start < end:
        yield row, start, end


def _times(minutes: Sequence[int], zone: str) -> ExtensionArray:
    return from_epoch_minutes(np.array(minutes, dtype=np.int64), zone).array
