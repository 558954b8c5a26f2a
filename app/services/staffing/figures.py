"""What a requirement comes to, and why: figures ready for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wfm.intervals import midnight

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from wfm.demand import Queue

_DIGITS = 4
# A day within so many points of the occupancy aimed at is within its band.
BAND = 0.05


def staffing_figures(
    table: pd.DataFrame, queue: Callable[[str], Queue], interval: int
) -> dict[str, Any]:
    """
    Figures of a requirement.

    Parameters
    ----------
    table : DataFrame
        Requirement table.
    queue : callable
        Gives the `Queue` for a queue's name.
    interval : int
        Interval length in minutes.

    Returns
    -------
    dict of str to Any
        Peak; agent-hours on contacts, to schedule, added by rounding, and by what binds
        (intervals, and hours not needed without it); where goals hold over a longer
        window the hours by interval and the hours saved (None else); methods;
        where occupancy misses a floor or band; contacts moved into contact hours;
        totals by queue; the least probability under risk.
    """
    hours = interval / 60

    def in_hours(values: pd.Series) -> float:
        return round(float(values.sum()) * hours, _DIGITS)

    by_interval = table["agents_by_interval"].fillna(table["agents"])
    # Agents raised for a probability are no longer those of the mean's books.
    at_the_mean = not table["probability"].notna().any()
    longer = at_the_mean and table["agents_by_interval"].notna().any()
    exact = table["agents_exact"]
    figures = {
        "peak_agents": int(table.groupby("start")["agents"].sum().max()),
        "agent_hours": in_hours(table["agents"]),
        "rounding_hours": in_hours((table["agents"] - exact).fillna(0.0))
        if at_the_mean and exact.notna().any()
        else None,
        "by_interval_hours": in_hours(by_interval) if longer else None,
        "window_saves_hours": in_hours(by_interval - table["agents"])
        if longer
        else None,
        "to_schedule_hours": in_hours(table["to_schedule"]),
        "binding": _counts(table["binding"]),
        "binding_cost_hours": {
            str(name): in_hours(cost)
            for name, cost in table.groupby("binding")["binding_cost"]
        },
        "method": _counts(table["method"]),
        "occupancy_missed": occupancy_missed(table, queue),
        "moved": moved_contacts(table),
        "queues": [
            _of_queue(str(name), rows, hours) for name, rows in table.groupby("queue")
        ],
        "intervals": len(table),
    }
    if not at_the_mean:
        figures["least_probability"] = round(float(table["probability"].min()), 6)
    return figures


def _of_queue(name: str, rows: pd.DataFrame, hours: float) -> dict[str, Any]:
    """Totals of a queue; shares are of its contacts, occupancy of its agents."""

    def share(column: str, weight: str) -> float | None:
        known = rows[rows[column].notna() & (rows[weight] > 0)]
        if known.empty:
            return None
        return round(float(np.average(known[column], weights=known[weight])), 6)

    return {
        "queue": name,
        "contacts": round(float(rows["volume"].sum()), _DIGITS),
        "agent_hours": round(float(rows["agents"].sum()) * hours, _DIGITS),
        "peak_agents": int(rows["agents"].max()),
        "service_level": share("service_level", "volume"),
        "abandonment": share("abandonment", "volume"),
        "occupancy": share("occupancy", "agents"),
    }


def moved_contacts(table: pd.DataFrame) -> list[str]:
    """
    Outbound contacts wanted at hours in which customers may not be called.

    Parameters
    ----------
    table : DataFrame
        Requirement table.

    Returns
    -------
    list of str
        A sentence for each queue whose contacts are planned at other hours.
    """
    idle = (table["method"] == "outbound") & (table["agents"] == 0)
    moved = table[idle & (table["volume"] > 0)].groupby("queue")["volume"].sum()
    return [
        f"{name}: {volume:,.0f} contacts wanted outside the contact hours are planned "
        "within them"
        for name, volume in moved.items()
    ]


def occupancy_missed(table: pd.DataFrame, queue: Callable[[str], Queue]) -> list[str]:
    """
    Where agents are less busy than a floor asks, or days lie outside a band.

    Neither changes the agents: fewer would break the promise to the client. It is
    where other work, training or time off fits.

    Parameters
    ----------
    table : DataFrame
        Requirement table.
    queue : callable
        Gives the `Queue` for a queue's name.

    Returns
    -------
    list of str
        A sentence for each queue with something to say.
    """
    said = []
    for name, rows in table.groupby("queue"):
        goal = queue(str(name)).goal
        aim, staffed = goal.max_occupancy, rows["agents"] > 0
        if aim is None or not staffed.any():
            continue
        if goal.occupancy_rule == "floor":
            idle = rows["occupancy"] < aim - 1e-9
            said.append(
                f"{name}: below {aim:.0%} occupancy in {int((idle & staffed).sum()):,} "
                f"of {int(staffed.sum()):,} intervals"
            )
        elif goal.occupancy_rule == "band":
            days = (
                rows.assign(busy=rows["occupancy"] * rows["agents"])
                .groupby(midnight(rows["start"]))[["busy", "agents"]]
                .sum()
            )
            share = days["busy"] / days["agents"]
            outside = int((np.abs(share - aim) > BAND + 1e-9).sum())
            said.append(
                f"{name}: outside {aim - BAND:.0%} to {aim + BAND:.0%} occupancy on "
                f"{outside:,} of {len(days):,} {'day' if len(days) == 1 else 'days'}"
            )
    return said


def _counts(values: pd.Series) -> dict[str, int]:
    return {str(name): int(count) for name, count in values.value_counts().items()}
