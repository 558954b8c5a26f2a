"""What a roster cannot make sense of in the time off that it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wfm.errors import Problem
from wfm.tables.people import TIME_OFF

if TYPE_CHECKING:
    import pandas as pd

_MOMENT = "%Y-%m-%d %H:%M"


def overlapping_time_off(time_off: pd.DataFrame) -> list[Problem]:
    """
    List the absences of one agent that overlap.

    A roster refuses them, as only one can be meant. Whoever judges a schedule need
    not: work on such a day breaks the rule whichever it was.

    Parameters
    ----------
    time_off : DataFrame
        Typed time off table; absences that touch do not overlap, and rows that repeat
        another to the letter are gone already.

    Returns
    -------
    list of Problem
        One for each absence that begins before an earlier one has ended.
    """
    rows = time_off.sort_values(["agent", "start", "end"], kind="stable")
    # Of those before it the one that ends last, which need not be the last to begin.
    ends = rows.groupby("agent")["end"]
    before = ends.cummax().groupby(rows["agent"]).shift()
    clashes = rows.assign(before=before)[rows["start"] < before]
    source = TIME_OFF.source(time_off)
    return [
        Problem(
            source,
            f"is off from {row.start:{_MOMENT}} to {row.end:{_MOMENT}}, but an absence "
            f"before it ends at {row.before:{_MOMENT}}: join the two rows or let the "
            "first end where the second starts",
            column="agent",
            value=str(row.agent),
        )
        for row in clashes.itertuples()
    ]
