"""The judge of a plan: what was promised, and what simulated days make of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from app.services.staffing.simulation import daily_levels, simulation_figures
from wfm.performance.simulated import (
    Trial,
    simulate_requirement,
    simulate_schedule,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from wfm.campaign import Campaign
    from wfm.performance.simulated import SimulatedPlan

# About as many contacts as a second or two of work allows; more runs of a small plan.
_CONTACTS = 3e6
_FEWEST, _MOST = 20, 200
_CONFIDENCE = 0.95
_SIDE = ("service_level", "service_level_low", "service_level_high", "below")


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    A plan judged.

    Attributes
    ----------
    table : DataFrame
        Simulation table of the schedule, with the requirement's predictions and, as
        ``service_level_required``, what its agents achieve; empty if nothing could
        be simulated.
    figures : dict
        Ready for JSON: by queue, by day and in all.
    """

    table: pd.DataFrame
    figures: dict[str, Any]


def judge(
    campaign: Campaign,
    tables: Mapping[str, pd.DataFrame],
    schedule: pd.DataFrame,
    *,
    interval: int,
    seed: int,
    tell: Callable[[float], None],
) -> Judgement:
    """
    Simulate the agents a plan requires, and those it schedules.

    Of the scheduled some are absent by chance, as many as the unscheduled shrinkage
    says; contacts are Poisson around the forecast.

    Parameters
    ----------
    campaign : Campaign
        Its queues, goals and shrinkage.
    tables : mapping of str to DataFrame
        ``forecast`` and ``requirement``.
    schedule : DataFrame
        The roster, or the anonymous shifts.
    interval : int
        Interval length in minutes.
    seed : int
        Of both simulations.
    tell : callable
        Told the share that is done.

    Returns
    -------
    Judgement
        Its figures have ``required`` and ``scheduled`` for each queue and in all.
    """
    trial = trial_of(campaign, tables["forecast"], interval)
    required = simulate_requirement(
        tables["requirement"],
        tables["forecast"],
        campaign.queue,
        trial=trial,
        rng=np.random.default_rng(seed),
        tell=lambda share: tell(share / 2),
    )
    scheduled = simulate_schedule(
        schedule,
        tables["forecast"],
        campaign.queue,
        trial=trial,
        rng=np.random.default_rng(seed),
        tell=lambda share: tell((1 + share) / 2),
    )
    return Judgement(_table(required, scheduled), _figures(required, scheduled, trial))


def trial_of(campaign: Campaign, forecast: pd.DataFrame, interval: int) -> Trial:
    """
    Give what the judgement of a plan takes for granted.

    Parameters
    ----------
    campaign : Campaign
        Its shrinkage and zone.
    forecast : DataFrame
        Of the plan: the fewer contacts, the more runs.
    interval : int
        Interval length in minutes.

    Returns
    -------
    Trial
    """
    contacts = float(forecast["volume"].sum())
    return Trial(
        interval=interval,
        replications=int(np.clip(_CONTACTS / max(contacts, 1.0), _FEWEST, _MOST)),
        absence=campaign.shrinkage.unscheduled,
        confidence=_CONFIDENCE,
        timezone=campaign.timezone,
    )


def _table(required: SimulatedPlan, scheduled: SimulatedPlan) -> pd.DataFrame:
    promised = required.table[["queue", "start", "predicted", "service_level"]]
    promised = promised.rename(columns={"service_level": "service_level_required"})
    table = scheduled.table
    if table.empty or promised.empty:
        return table
    merged = table.drop(columns="predicted").merge(
        promised, on=["queue", "start"], how="left"
    )
    return merged[[*table.columns, "service_level_required"]]


def _figures(
    required: SimulatedPlan, scheduled: SimulatedPlan, trial: Trial
) -> dict[str, Any]:
    one, other = (
        simulation_figures(each, confidence=trial.confidence)
        for each in (required, scheduled)
    )
    beside = {row["queue"]: row for row in other["queues"]}
    queues = [
        {
            **{name: row[name] for name in ("queue", "goal", "basis", "predicted")},
            "intervals": row["intervals"],
            "required": _side(row),
            "scheduled": _side(beside.get(row["queue"], {})),
        }
        for row in one["queues"]
    ]
    return {
        "replications": trial.replications,
        "confidence": trial.confidence,
        "absence": trial.absence,
        "predicted": one.get("predicted"),
        "required": _side(one),
        "scheduled": _side(other),
        "queues": queues,
        "days": _days(required, scheduled),
        "left_out": one["left_out"],
    }


def _side(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row.get(name) for name in _SIDE}


def _days(required: SimulatedPlan, scheduled: SimulatedPlan) -> list[dict[str, Any]]:
    """Service level of all queues by day, with both kinds of agents."""
    if required.table.empty or scheduled.table.empty:
        return []
    sides = [
        daily_levels(each, _CONFIDENCE).set_index("day")["value"]
        for each in (required, scheduled)
    ]
    both = sides[0].to_frame("required").join(sides[1].rename("scheduled"))
    return [
        {
            "day": f"{day:%Y-%m-%d}",
            **{
                str(name): None if np.isnan(value) else round(float(value), 6)
                for name, value in row.items()
            },
        }
        for day, row in both.iterrows()
    ]
