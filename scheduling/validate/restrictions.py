"""What a person must not be asked to do; the reason is not known and never said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scheduling.validate.case import SUNDAY
from scheduling.validate.clock import at_night, pieces_of
from scheduling.validate.finding import Finding, say, span
from scheduling.validate.rows import flagged, of_each, totals
from wfm.tables.people import (
    NO_NIGHTS,
    NO_OVERTIME,
    NO_SUNDAYS,
    SHORT_DAY_MINUTES,
    SHORT_DAYS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scheduling.validate.case import Case

SOURCE = "agents: restriction"


def restrictions(case: Case) -> Iterator[Finding]:
    """Nobody is asked for what their restrictions exclude, as long as they last."""
    agents = case.tables.agents
    if agents is None or "restrictions" not in agents:
        return
    bound = agents[agents["restrictions"] != ""].set_index("agent")
    if bound.empty:
        return
    words = bound["restrictions"].str.split(";")
    until = pd.Series(pd.NaT, index=bound.index, dtype="datetime64[us]")
    until = bound.get("restricted_until", until)
    pieces = pieces_of(case, bound.index)
    sunday = (pieces["day"].dt.day_of_week == SUNDAY).to_numpy()
    length = (pieces["high"] - pieces["low"]).to_numpy()
    days = case.days
    judged = (
        (NO_NIGHTS, _sums(pieces, at_night(pieces, case.rules)), "at night"),
        (NO_SUNDAYS, _sums(pieces, np.where(sunday, length, 0.0)), "on Sunday"),
        (NO_OVERTIME, _sums(days, days["overtime"].to_numpy()), "of overtime"),
        (
            SHORT_DAYS,
            _sums(days, days["paid"].to_numpy()),
            f"of work, above {say(SHORT_DAY_MINUTES)}",
        ),
    )
    for word, sums, what in judged:
        held = set(words.index[[word in each for each in words]])
        least = SHORT_DAY_MINUTES if word == SHORT_DAYS else 0
        last = of_each(sums["agent"], until)
        active = sums["agent"].isin(held) & ~(sums["date"] > last)
        for row in flagged(sums, active & (sums["minutes"] > least)):
            found, note = f"{say(row.minutes)} {what}", span(row.start, row.end)
            yield Finding(row.agent, row.date, word, found, SOURCE, note)


def _sums(rows: pd.DataFrame, length: NDArray[np.float64]) -> pd.DataFrame:
    """Minutes by agent and date of the shift."""
    return totals(
        rows.assign(minutes=length),
        ["agent", "date"],
        minutes=("minutes", "sum"),
        start=("start", "min"),
        end=("end", "max"),
    )
