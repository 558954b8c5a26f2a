"""The figures of a plan in one dictionary, ready for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.services.planning.notes import plan_notes
from app.services.planning.seats import seat_figures
from wfm.performance.coverage import coverage_totals
from wfm.staffing.capacity import headcount_needed

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from app.services.planning.inputs import Inputs
    from app.services.planning.need import Need
    from scheduling.result import ScheduleResult
    from wfm.campaign import Campaign

_CURRENCY = {"CO": "COP"}


def plan_summary(  # noqa: PLR0913 - everything a plan is made of, by keyword
    campaign: Campaign,
    need: Need,
    *,
    tables: Mapping[str, pd.DataFrame],
    result: ScheduleResult,
    inputs: Inputs,
    absent: Mapping[str, str],
    seconds: tuple[Mapping[str, float], float],
    simulation: Mapping[str, Any],
) -> dict[str, Any]:
    """
    Figures of a plan.

    Parameters
    ----------
    campaign : Campaign
        What was planned.
    need : Need
        What it asks for, and where the forecast comes from.
    tables : mapping of str to DataFrame
        The plan's tables.
    result : ScheduleResult
        The roster, or the anonymous shifts where there is none.
    inputs : Inputs
        Tables of the campaign: who there is, and where they sit.
    absent : mapping of str to str
        File to the reason why it is not there.
    seconds : tuple of (mapping, float)
        Seconds of each step, and of all.
    simulation : mapping of str to Any
        Figures of the plan simulated, as `judge` gives them.

    Returns
    -------
    dict of str to Any
        Ready for JSON.
    """
    requirement, interval = tables["requirement"], need.interval
    agents = inputs.agents
    capacity, until = need.capacity, need.data_until
    totals = coverage_totals(tables["coverage"], interval)
    first, last = requirement["start"].min(), requirement["start"].max()
    return {
        "campaign": campaign.name,
        "client": campaign.client,
        "timezone": campaign.timezone,
        "country": campaign.country,
        "currency": _CURRENCY.get(campaign.country.upper(), ""),
        "start": first.date().isoformat(),
        "days": (last.date() - first.date()).days + 1,
        "interval": interval,
        "as_of": need.as_of.isoformat(),
        "data_until": None if until is None else until.isoformat(),
        "goal": asdict(campaign.goal),
        "contacts": round(float(tables["forecast"]["volume"].sum()), 3),
        "peak_agents": int(requirement.groupby("start")["agents"].sum().max()),
        "headcount_needed": headcount_needed(capacity),
        "headcount_available": None if agents is None else len(agents),
        "headcount_missing": _missing(capacity),
        **result.figures(),
        **_seats(inputs, tables),
        "coverage": round(totals["coverage"], 6),
        "required_hours": round(totals["required_hours"], 4),
        "short_hours": round(totals["short_hours"], 4),
        "over_hours": round(totals["over_hours"], 4),
        "queues": _by_queue(campaign, tables, interval),
        "simulation": dict(simulation),
        "weeks": weeks_of(capacity),
        "defaults": list(campaign.defaults),
        "absent": dict(absent),
        "model": campaign.model,
        "methods": need.origin["methods"],
        "new_queues": need.origin["new_queues"],
        "overridden": need.origin["overridden"],
        "notes": [
            *need.origin["notes"],
            *plan_notes(campaign, requirement, result),
        ],
        "steps": dict(seconds[0]),
        "seconds": round(seconds[1], 3),
    }


def _seats(inputs: Inputs, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Seats taken at each site, where there are sites and a roster."""
    agents, sites = inputs.agents, inputs.sites
    if agents is None or sites is None or "schedule" not in tables:
        return {}
    return {"seats": seat_figures(tables["schedule"], agents, sites)}


def _by_queue(
    campaign: Campaign, tables: Mapping[str, pd.DataFrame], interval: int
) -> list[dict[str, Any]]:
    rows = []
    for name, needed in tables["requirement"].groupby("queue"):
        covered = tables["coverage"][tables["coverage"]["queue"] == name]
        totals = coverage_totals(covered, interval)
        rows.append(
            {
                "queue": str(name),
                "channel": str(campaign.queue(str(name)).channel),
                "contacts": round(float(needed["volume"].sum()), 3),
                "peak_agents": int(needed["agents"].max()),
                "required_hours": round(totals["required_hours"], 4),
                "short_hours": round(totals["short_hours"], 4),
                "coverage": round(totals["coverage"], 6),
                "binding": {
                    str(constraint): int(count)
                    for constraint, count in needed["binding"].value_counts().items()
                },
                "method": [str(name) for name in needed["method"].dropna().unique()],
                "patience_s": campaign.queue(str(name)).patience_s,
            }
        )
    return rows


def weeks_of(capacity: pd.DataFrame) -> list[dict[str, Any]]:
    """
    Needed and contracted hours by week and skill, ready for JSON.

    Parameters
    ----------
    capacity : DataFrame
        As `wfm.staffing.capacity.capacity` returns it.

    Returns
    -------
    list of dict
        Keys ``week`` (ISO Monday), ``skill``, ``needed_hours``, ``contracted_hours``,
        ``gap_hours``, ``gap_heads``.
    """
    columns = ["needed_hours", "contracted_hours", "gap_hours", "gap_heads"]
    return [
        {
            "week": row["week"].date().isoformat(),
            "skill": row["skill"],
            **{name: round(float(row[name]), 4) for name in columns},
        }
        for row in capacity.to_dict("records")
    ]


def _missing(capacity: pd.DataFrame) -> int:
    """
    Persons that the worst week lacks, skill by skill.

    Not needed less available: those available have contracts and skills of their own.
    """
    by_week = capacity.groupby("week")["gap_heads"].sum()
    return int(by_week.max()) if len(by_week) else 0
