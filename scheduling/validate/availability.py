"""The rule on availability: on which dates and at which hours somebody can work."""

from __future__ import annotations

from operator import gt, lt
from typing import TYPE_CHECKING

import numpy as np

from scheduling.validate.clock import clock, pieces_of, within
from scheduling.validate.finding import Finding, say, span
from scheduling.validate.places import days_at_home, one_place
from scheduling.validate.restrictions import restrictions
from scheduling.validate.rows import flagged, of_each, stretches, totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from scheduling.validate.case import Case

AGENTS, AVAILABILITY = "agents", "availability"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def availability(case: Case) -> Iterator[Finding]:
    """Everybody works on the days, at the hours, in the places where they can."""
    for rule in (_dates, _hours, restrictions, days_at_home, one_place):
        yield from rule(case)


def _dates(case: Case) -> Iterator[Finding]:
    """Shifts start within the dates between which the agent is at work."""
    agents = case.tables.agents
    if agents is None:
        return
    edges = (("available_from", "from", lt), ("available_until", "until", gt))
    for name, word, beyond in edges:
        if name not in agents:
            continue
        edge = of_each(case.shifts["agent"], agents.set_index("agent")[name])
        for row in flagged(case.shifts, beyond(case.shifts["date"], edge), edge=edge):
            limit = f"available {word} {row.edge:%Y-%m-%d}"
            found = f"shift on {row.date:%Y-%m-%d}"
            clock = span(row.start, row.end)
            yield Finding(row.agent, row.date, limit, found, AGENTS, clock)


def _hours(case: Case) -> Iterator[Finding]:
    """Who has hours of availability works within them; who has none always can."""
    table = case.tables.availability
    if table is None or table.empty:
        return
    pieces = pieces_of(case, set(table["agent"]))
    pieces = pieces.assign(weekday=pieces["day"].dt.day_of_week)
    windows = _windows(table)
    pairs = pieces.reset_index(names="piece").merge(
        windows, on=["agent", "weekday"], how="inner"
    )
    covered = within(
        pairs, pairs["open"].to_numpy(np.float64), pairs["close"].to_numpy(np.float64)
    )
    inside = pairs.assign(covered=covered).groupby("piece")["covered"].sum()
    inside = inside.reindex(pieces.index, fill_value=0.0)
    outside = (pieces["high"] - pieces["low"] - inside).round(6)
    shifts = totals(
        pieces.assign(outside=outside)[outside > 0],
        ["agent", "date", "shift"],
        start=("start", "first"),
        end=("end", "first"),
        weekday=("weekday", "first"),
        outside=("outside", "sum"),
    )
    said = windows.groupby(["agent", "weekday"])["said"].agg(", ".join).to_dict()
    for row in flagged(shifts, shifts["outside"] > 0):
        day = WEEKDAYS[row.weekday]
        hours = said.get((row.agent, row.weekday))
        limit = f"{day} {hours}" if hours else f"not available on {day}"
        found, clock = f"{say(row.outside)} outside", span(row.start, row.end)
        yield Finding(row.agent, row.date, limit, found, AVAILABILITY, clock)


def _windows(table: pd.DataFrame) -> pd.DataFrame:
    """Disjoint hours by agent and weekday, from rows that may overlap."""
    rows = table.sort_values(["agent", "weekday", "open"], kind="stable")
    owners = rows[["agent", "weekday"]].drop_duplicates().reset_index(drop=True)
    rows = rows.merge(owners.reset_index(names="owner"), on=["agent", "weekday"])
    hours = stretches(rows.rename(columns={"open": "start", "close": "end"}), "owner")
    named = owners.iloc[hours["owner"]].reset_index(drop=True)
    said = [
        f"{clock(low)} to {clock(high)}"
        for low, high in zip(hours["start"], hours["end"], strict=True)
    ]
    return named.assign(open=hours["start"], close=hours["end"], said=said)
