"""What a roster comes to, beside the plan from which it was edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.services.campaigns.settings import campaign_settings
from app.services.campaigns.stored_inputs import CAMPAIGN_KIND
from app.services.planning.judge import trial_of
from app.services.plans.stored import SCHEDULE, open_plan
from app.services.rosters.levels import DayLevel, Judge
from app.services.rosters.pay import pay_after
from app.storage import versions
from wfm.performance.coverage import coverage_totals
from wfm.schedule import CONTACTS, OVERTIME, UNPAID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from app.services.plans.plan import Plans
    from app.services.rosters.drafts import Draft
    from app.services.rosters.editing import Edited, Operation
    from app.storage.engine import Store
    from app.storage.versions import Version

_HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterKpis:
    """
    What a roster comes to over all days of its plan.

    Attributes
    ----------
    coverage : float
        Share of the required agent-hours that is covered, 0-1.
    short_hours, over_hours : float
        Agent-hours missing, and too many.
    paid_hours, contact_hours : float
        Of all shifts without lunch; on contacts alone.
    people : int
        Who has a shift.
    level : float or None
        Service level of all queues, 0-1, simulated; None where the plan has none.
    occupancy : float or None
        Busy share of the time on contacts, 0-1; None where the plan has none.
    pay : float or None
        What the hours cost; None where the plan does not say.
    queues : mapping of str to float
        Service level by queue.
    """

    coverage: float
    short_hours: float
    over_hours: float
    paid_hours: float
    contact_hours: float
    people: int
    level: float | None = None
    occupancy: float | None = None
    pay: float | None = None
    queues: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KpiComparison:
    """
    A roster beside its plan.

    Attributes
    ----------
    plan : RosterKpis
        As planned.
    edited : RosterKpis
        As it is now.
    plan_version : Version
        The plan.
    simulation : DataFrame
        Simulation table with the rows that changed; empty where the plan has none.
    """

    plan: RosterKpis
    edited: RosterKpis
    plan_version: Version
    simulation: pd.DataFrame


def kpis_of(
    store: Store, draft: Draft, operations: Sequence[Operation]
) -> KpiComparison:
    """
    Work out what a draft with some operations comes to.

    Parameters
    ----------
    store : Store
        Where its plan is.
    draft : Draft
        What is edited; whoever opened it was allowed to.
    operations : sequence of Operation
        Not saved yet; may be none.

    Returns
    -------
    KpiComparison

    Raises
    ------
    EditRefusedError
        If an operation cannot be done.
    """
    made = draft.after(operations)
    return draft.unedited.once(
        ("kpis", id(made)), lambda: _compared(store, draft, made), made
    )


def plan_behind(connection: Connection, version: Version) -> Version:
    """
    Plan from which a roster was edited, step by step.

    Parameters
    ----------
    connection : Connection
        Of the store.
    version : Version
        Of kind ``plan`` or ``schedule``.

    Returns
    -------
    Version
        Kind ``plan``; the version itself if it is one.
    """
    at = version
    while at.kind == SCHEDULE and at.based_on is not None:
        before = versions.by_id(connection, at.based_on)
        if before is None:
            break
        at = before
    return at


def summary_after(plans: Plans, told: KpiComparison) -> dict[str, Any]:
    """
    Summary of a plan with the figures of a roster edited from it.

    Parameters
    ----------
    plans : Plans
        The edited version, or its plan.
    told : KpiComparison
        Of the roster.

    Returns
    -------
    dict of str to Any
        Ready for JSON. What the solver proved of the plan (cost, bound, gap) stays.
    """
    kpis = told.edited
    summary: dict[str, Any] = {
        **plans.summary,
        "coverage": round(kpis.coverage, 6),
        "short_hours": round(kpis.short_hours, 4),
        "over_hours": round(kpis.over_hours, 4),
        "people": kpis.people,
    }
    if kpis.pay is not None:
        summary["pay"] = round(kpis.pay, 2)
    if kpis.level is None or told.plan.level is None:
        return summary
    judged = dict(summary["simulation"])
    judged["scheduled"] = _moved(judged["scheduled"], kpis.level)
    judged["queues"] = [
        {**row, "scheduled": _moved(row["scheduled"], kpis.queues[row["queue"]])}
        if row["queue"] in kpis.queues
        else row
        for row in judged.get("queues", [])
    ]
    return {**summary, "simulation": judged}


def _moved(side: Mapping[str, Any], level: float) -> dict[str, Any]:
    """Level of one side, its interval of confidence moved along."""
    was = side.get("service_level")
    by = 0.0 if was is None else level - was
    bounds = {
        name: None if side.get(name) is None else min(max(side[name] + by, 0.0), 1.0)
        for name in ("service_level_low", "service_level_high")
    }
    return {**side, **bounds, "service_level": round(level, 6)}


def _compared(store: Store, draft: Draft, made: Edited) -> KpiComparison:
    with store.reading() as connection:
        root = plan_behind(connection, draft.version)
    planned = open_plan(store, root.id)
    schedule, interval = planned.table("schedule"), planned.summary["interval"]
    covered = draft.unedited.coverage
    if root.id != draft.version.id:
        covered = draft.tables.coverage(schedule)
    base = _plan_kpis(planned, coverage_totals(covered, interval))
    totals = coverage_totals(draft.unedited.coverage_of(made), interval)
    changed = _changed_agents(schedule, made.schedule)
    pay = pay_after(draft.tables, (schedule, made.schedule), changed, base.pay)
    shown = {
        "coverage": totals["coverage"],
        "short_hours": totals["short_hours"],
        "over_hours": totals["over_hours"],
        "pay": pay,
        **_hours(made.schedule),
    }
    pairs: list[tuple[str, DayLevel, DayLevel]] = []
    judge = _judge(store, draft.campaign_id, root, planned) if changed else None
    if judge is not None and base.level is not None:
        pairs = list(judge.compared(schedule, made.schedule))
    simulation = _simulation(planned.table("simulation"), pairs)
    edited = RosterKpis(
        **shown,
        **_levels(planned, base, pairs),
        occupancy=_share_of(_busy(planned.table("simulation"), pairs)),
    )
    return KpiComparison(
        plan=base, edited=edited, plan_version=root, simulation=simulation
    )


def _plan_kpis(plans: Plans, totals: Mapping[str, float]) -> RosterKpis:
    """Figures of a plan as it was made."""
    summary = plans.summary
    told = summary.get("simulation") or {}
    rows = told.get("queues") or []
    levels = {str(row["queue"]): _level_in(row) for row in rows}
    return RosterKpis(
        coverage=totals["coverage"],
        short_hours=totals["short_hours"],
        over_hours=totals["over_hours"],
        level=_level_in(told),
        occupancy=_share_of(_busy(plans.table("simulation"), [])),
        pay=summary.get("pay"),
        queues={name: level for name, level in levels.items() if level is not None},
        **_hours(plans.table("schedule")),
    )


def _level_in(told: Mapping[str, Any]) -> float | None:
    found: float | None = (told.get("scheduled") or {}).get("service_level")
    return found


def _hours(schedule: pd.DataFrame) -> dict[str, Any]:
    hours = (schedule["end"] - schedule["start"]).dt.total_seconds() / _HOUR
    activity = schedule["activity"]
    return {
        "paid_hours": float(hours[~activity.isin(UNPAID)].sum()),
        "contact_hours": float(hours[activity.isin((CONTACTS, OVERTIME))].sum()),
        "people": int(schedule["agent"].nunique()),
    }


def _busy(
    table: pd.DataFrame, pairs: list[tuple[str, DayLevel, DayLevel]]
) -> tuple[float, float]:
    """Agents busy and agents there: the plan's, and what the days make of them."""
    busy, there = _summed(table)
    for _, before, after in pairs:
        (busy_then, then), (busy_now, now) = (
            _summed(each.table) for each in (before, after)
        )
        busy, there = busy + busy_now - busy_then, there + now - then
    return busy, there


def _summed(rows: pd.DataFrame) -> tuple[float, float]:
    if rows.empty:
        return 0.0, 0.0
    known = rows[rows["occupancy"].notna() & (rows["agents"] > 0)]
    return float((known["occupancy"] * known["agents"]).sum()), float(
        known["agents"].sum()
    )


def _share_of(parts: tuple[float, float]) -> float | None:
    busy, there = parts
    return busy / there if there > 0 else None


def _judge(
    store: Store, campaign_id: int, root: Version, planned: Plans
) -> Judge | None:
    """Judge with the settings that held when the plan was made."""
    with store.reading() as connection:
        newest = versions.latest_of_all(connection, campaign_id)
        kept = versions.listing(connection, campaign_id, CAMPAIGN_KIND)
        then = next((each for each in kept if each.id < root.id), None)
        if then is None:
            return None
        known = {**newest, CAMPAIGN_KIND: then}
        campaign = campaign_settings(connection, campaign_id, known)
    forecast = planned.table("forecast")
    told = planned.summary.get("simulation") or {}
    trial = trial_of(campaign, forecast, planned.summary["interval"])
    left_out = told.get("left_out") or {}
    return Judge(
        plan_id=root.id,
        settings_id=then.id,
        forecast=forecast[~forecast["queue"].isin(left_out)].reset_index(drop=True),
        queue=campaign.queue,
        trial=trial,
        seed=int(planned.summary.get("seed") or 0),
    )


def _levels(
    planned: Plans, base: RosterKpis, pairs: list[tuple[str, DayLevel, DayLevel]]
) -> dict[str, Any]:
    """Service level in all and by queue: the plan's, and what the days make of it."""
    if base.level is None:
        return {}
    rows = planned.table("forecast")
    contacts = rows.groupby("queue")["volume"].sum()
    waiting = contacts[contacts.index.isin(list(base.queues))]
    more: dict[str, float] = {}
    for queue, before, after in pairs:
        more[queue] = more.get(queue, 0.0) + after.good - before.good
    queues = {
        name: _share(level + more.get(name, 0.0) / max(float(waiting[name]), 1e-9))
        for name, level in base.queues.items()
        if name in waiting
    }
    whole = max(float(waiting.sum()), 1e-9)
    return {"level": _share(base.level + sum(more.values()) / whole), "queues": queues}


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _simulation(
    table: pd.DataFrame, pairs: list[tuple[str, DayLevel, DayLevel]]
) -> pd.DataFrame:
    """Give the simulation table with the rows of the days that were simulated anew."""
    if table.empty or not pairs:
        return table
    fresh = pd.concat([after.table for _, _, after in pairs], ignore_index=True)
    gone = pd.concat([before.table for _, before, _ in pairs], ignore_index=True)
    keys = ["queue", "start"]
    replaced = pd.MultiIndex.from_frame(pd.concat([fresh[keys], gone[keys]]))
    kept = table[~pd.MultiIndex.from_frame(table[keys]).isin(replaced)]
    extra = [name for name in table if name not in fresh]
    fresh = fresh.merge(table[[*keys, *extra]], on=keys, how="left")
    rows = pd.concat([kept, fresh[kept.columns]], ignore_index=True)
    return rows.sort_values(keys, kind="stable", ignore_index=True)


def _changed_agents(planned: pd.DataFrame, edited: pd.DataFrame) -> frozenset[str]:
    names = [name for name in ("agent", "start", "end", "activity") if name in planned]
    both = pd.concat([planned[names], edited[names]])
    return frozenset(both.drop_duplicates(keep=False)["agent"])
