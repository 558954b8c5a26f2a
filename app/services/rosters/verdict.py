"""What the referee says of an edited roster, and what the edit does to the coverage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from app.services.rosters.editing import Edited
    from app.services.rosters.referee import RefereeTables
    from app.services.rosters.unedited import Unedited

# A difference this small is rounding, not an hour.
_NOISE = 1e-6


@dataclass(frozen=True, slots=True)
class Objection:
    """
    A rule that is broken.

    Attributes
    ----------
    agent : str
        ``*`` for all.
    date : date
        Day judged; of a week its Monday.
    rule, limit, found, source, note : str
        As in the violations table.
    caveat : str
        What is unconfirmed about the limit; empty where nothing is.
    """

    agent: str
    date: date
    rule: str
    limit: str
    found: str
    source: str
    note: str
    caveat: str


@dataclass(frozen=True, slots=True)
class QueueChange:
    """
    Coverage of a queue before and after, in agent-hours over all days.

    Attributes
    ----------
    queue : str
        Which.
    short_before, short_after, over_before, over_after : float
        Hours missing and too many.
    """

    queue: str
    short_before: float
    short_after: float
    over_before: float
    over_after: float

    @property
    def changed(self) -> bool:
        """Whether either differs."""
        short = self.short_after - self.short_before
        return max(abs(short), abs(self.over_after - self.over_before)) > _NOISE


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What an edit does.

    Attributes
    ----------
    new, mended, remaining : tuple of Objection
        Rules broken by it, kept by it, and broken before as after.
    queues : tuple of QueueChange
        Every queue, in the order of the requirement.
    """

    new: tuple[Objection, ...]
    mended: tuple[Objection, ...]
    remaining: tuple[Objection, ...]
    queues: tuple[QueueChange, ...]


def verdict(unedited: Unedited, made: Edited) -> Verdict:
    """
    Judge an edit by the agents it touches, and by every seat and interval.

    Parameters
    ----------
    unedited : Unedited
        The roster before.
    made : Edited
        The roster after, and whose shifts were changed.

    Returns
    -------
    Verdict

    Raises
    ------
    TableError
        If the tables do not fit each other, such as a contract that is not there.
    """
    tables, agents = unedited.tables, made.agents
    before, after = unedited.schedule, made.schedule
    days = _whole(_days(before, agents) ^ _days(after, agents))
    old = _together(unedited.told(agents), tables.crowded(before, days))
    told = tables.violations(after, agents)
    new = _together(told, tables.crowded(after, days))
    fresh, mended, remaining = _sorted(old, new)
    return Verdict(
        new=tuple(_objections(fresh, tables)),
        mended=tuple(_objections(mended, tables)),
        remaining=tuple(_objections(remaining, tables)),
        queues=tuple(
            _queues(unedited.coverage, unedited.coverage_of(made), tables.interval)
        ),
    )


def all_objections(
    unedited: Unedited, judged: tuple[Edited, Verdict] | None = None
) -> tuple[Objection, ...]:
    """
    Every rule that a roster breaks.

    Parameters
    ----------
    unedited : Unedited
        The roster before any edit.
    judged : tuple of (Edited, Verdict), optional
        The roster after some, as `verdict` judged it.

    Returns
    -------
    tuple of Objection
        By day and agent.
    """
    found = unedited.once(
        ("objections",),
        lambda: tuple(_objections(unedited.violations(), unedited.tables)),
    )
    new: tuple[Objection, ...] = ()
    if judged is not None:
        made, said = judged
        new = (*said.new, *said.remaining)
        told = {(each.agent, each.date, each.rule) for each in (*new, *said.mended)}
        found = tuple(
            each
            for each in found
            if each.agent not in made.agents
            and (each.agent, each.date, each.rule) not in told
        )
    return tuple(sorted((*found, *new), key=lambda each: (each.date, each.agent)))


_Cells = tuple[str, pd.Timestamp, pd.Timestamp]


def _days(schedule: pd.DataFrame, agents: Collection[str]) -> set[_Cells]:
    rows = schedule[schedule["agent"].isin(list(agents))]
    return set(zip(rows["agent"], rows["start"], rows["end"], strict=True))


def _whole(segments: set[_Cells]) -> set[date]:
    """Days on which segments that differ start or end."""
    return {moment.date() for _, start, end in segments for moment in (start, end)}


def _together(*found: pd.DataFrame) -> pd.DataFrame:
    there = [rows for rows in found if len(rows)]
    return pd.concat(there, ignore_index=True) if there else found[0]


def _sorted(
    before: pd.DataFrame, after: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Violations that are new, mended, and there before as after."""
    left = Counter(_keys(before))
    kept = []
    for key in _keys(after):
        kept.append(left[key] > 0)
        left[key] -= kept[-1]
    left = Counter(_keys(after))
    still = []
    for key in _keys(before):
        still.append(left[key] > 0)
        left[key] -= still[-1]
    remaining = pd.Series(kept, dtype=bool)
    return after[~remaining], before[~pd.Series(still, dtype=bool)], after[remaining]


def _keys(found: pd.DataFrame) -> Iterator[tuple[str, pd.Timestamp, str]]:
    return zip(found["agent"], found["date"], found["rule"], strict=True)


def _objections(rows: pd.DataFrame, tables: RefereeTables) -> Iterator[Objection]:
    row: Any
    for row in rows.itertuples(index=False):
        day = row.date.date()
        yield Objection(
            row.agent,
            day,
            row.rule,
            row.limit,
            row.found,
            row.source,
            row.note,
            tables.caveat(day, row.note),
        )


def _queues(
    before: pd.DataFrame, after: pd.DataFrame, interval: int
) -> Iterator[QueueChange]:
    hours = interval / 60
    sums = [
        rows.groupby("queue", sort=False)[["short", "over"]].sum() * hours
        for rows in (before, after)
    ]
    for queue in sums[0].index:
        (short, over), (short_after, over_after) = (
            each.loc[queue].astype(float) for each in sums
        )
        yield QueueChange(str(queue), short, short_after, over, over_after)
