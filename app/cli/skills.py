"""Agents with several skills: how many of each group, and what they achieve."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli.console import answer, progress
from app.cli.terms import (
    campaign_terms,
    read_forecast,
    refuse_beside_goals,
    same_terms,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from app.services.staffing.skills import SkillCase
    from scheduling.skills import SkillStaffing
    from wfm.staffing.skill_groups import SkillGroup

_OF_CAMPAIGN = (
    "service_level",
    "threshold",
    "occupancy",
    "occupancy_rule",
    "asa",
    "patience",
    "max_abandonment",
    "min_agents",
    "basis",
    "aht",
    "timezone",
)


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(skills)


def skills(
    context: typer.Context,
    forecast_file: Annotated[Path, typer.Argument(metavar="FORECAST")],
    out: o.Out,
    groups: Annotated[
        Path,
        typer.Option(
            help="Groups: a table group, skills (;-separated, first served first), "
            "cost; or a TOML file."
        ),
    ],
    service_level: o.ServiceLevel = 0.85,
    threshold: o.Threshold = 20.0,
    occupancy: Annotated[
        float, typer.Option(help="Largest occupancy of the agents together.")
    ] = 0.65,
    occupancy_rule: Annotated[
        str, typer.Option(help="cap adds agents; floor, band and report add none.")
    ] = "cap",
    asa: o.MeanWait = None,
    patience: o.Patience = None,
    max_abandonment: o.MaxAbandonment = None,
    min_agents: Annotated[
        int, typer.Option(help="Least agents able to serve an open queue.")
    ] = 0,
    basis: o.Basis = "offered",
    aht: o.HandleTime = None,
    goals: o.Goals = None,
    at: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
            help="Interval to staff; else the one with the largest load.",
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--every", help="Staff every interval, each on its own.")
    ] = False,
    agents: Annotated[
        Path | None,
        typer.Option(help="A table group, agents: judge these instead of searching."),
    ] = None,
    services: Annotated[
        Path | None, typer.Option(help="File for what every queue gets.")
    ] = None,
    contacts: Annotated[
        int, typer.Option(help="Contacts simulated for each staffing tried.")
    ] = 100_000,
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Agents by group of skills that reach every queue's goals at least cost."""
    from app.files.groups import read_group_agents, read_groups
    from app.services.staffing.skills import skill_case, staff_case, staffing_tables
    from scheduling.skills import Method
    from wfm.demand import ServiceGoal
    from wfm.errors import ParameterError

    if every and at is not None:
        raise ParameterError("at", at.isoformat(), "left out with --every")
    refuse_beside_goals(context, goals, _OF_CAMPAIGN)
    if goals is not None:
        terms = campaign_terms(goals)
    else:
        goal = ServiceGoal(
            service_level,
            threshold,
            basis,
            max_asa=asa,
            max_abandonment=max_abandonment,
            max_occupancy=occupancy,
            occupancy_rule=occupancy_rule,
            min_agents=min_agents,
        )
        terms = same_terms(goal, timezone, aht=aht, patience=patience)
    frame, length = read_forecast(forecast_file, terms, interval)
    given = read_groups(groups)
    case = skill_case(
        frame,
        terms.queue,
        given,
        interval=length,
        source=groups.name,
    )
    staffed = None if agents is None else read_group_agents(agents, given)
    with progress({"staff": "Staffing"}) as tell:
        answers = staff_case(
            case,
            _starts(case, at, every=every),
            method=Method(contacts=contacts),
            seed=seed,
            agents=staffed,
            tell=lambda share: tell("staff", share),
        )
    staffing, service = staffing_tables(case, answers)
    _write(out, staffing, services, service)
    _say(case, answers, service, out, as_json=as_json)


def _starts(case: SkillCase, at: datetime | None, *, every: bool) -> list[pd.Timestamp]:
    import pandas as pd

    if every:
        return list(case.demands)
    return [case.busiest() if at is None else case.starting(pd.Timestamp(at))]


def _write(
    out: Path, staffing: pd.DataFrame, services: Path | None, service: pd.DataFrame
) -> None:
    from app.files.write import encode_table, write_files
    from wfm.tables.skills import SKILL_SERVICE, SKILL_STAFFING

    contents = {out: encode_table(out, staffing, SKILL_STAFFING)}
    if services is not None:
        contents[services] = encode_table(services, service, SKILL_SERVICE)
    write_files(contents)


def _say(
    case: SkillCase,
    answers: Mapping[pd.Timestamp, SkillStaffing],
    service: pd.DataFrame,
    out: Path,
    *,
    as_json: bool,
) -> None:
    summary = _summary(case, answers, service, out)
    low = "pooled (lower bound)" if summary["pooled_is_bound"] else "pooled (yardstick)"
    rows = [
        *_when(answers),
        *(
            (_skilled(each), f"{summary['agents'][each.name]:,}")
            for each in case.groups
        ),
        ("agents" if len(answers) == 1 else "agent-intervals", f"{summary['all']:,}"),
        (f"  {low}", f"{summary['pooled']:,.0f}"),
        ("  dedicated", f"{summary['dedicated']:,.0f}"),
        ("cost", f"{summary['cost']:,.2f}"),
        (f"  {low}", f"{summary['pooled_cost']:,.2f}"),
        ("  dedicated", f"{summary['dedicated_cost']:,.2f}"),
        *(_queue_row(name, found) for name, found in summary["queues"].items()),
        ("occupancy", f"{summary['occupancy']:.1%}"),
        *(
            (
                "overloaded",
                f"{', '.join(each['queues'])}: {each['load']:.1f} erlangs "
                f"for {each['capacity']:g} agents, customers give up",
            )
            for each in list(summary["overloads"].values())[:1]
        ),
        ("found by", ", ".join(summary["stopped_by"])),
        ("written", str(out)),
    ]
    answer("Agents by skill", summary, rows, as_json=as_json)


def _summary(
    case: SkillCase,
    answers: Mapping[pd.Timestamp, SkillStaffing],
    service: pd.DataFrame,
    out: Path,
) -> dict[str, Any]:
    made = list(answers.values())

    def total(figure: Callable[[SkillStaffing], float]) -> float:
        return round(float(sum(map(figure, made))), 6)

    heads = [sum(each.agents.values()) for each in made]
    overloads = {
        start.isoformat(): {
            "queues": list(each.overload.queues),
            "load": round(each.overload.load, 6),
            "capacity": each.overload.capacity,
        }
        for start, each in answers.items()
        if each.overload is not None
    }
    goals = {each.queue: each.goal.service_level for each in made[0].services}
    return {
        "start": min(answers).isoformat(),
        "intervals": len(answers),
        # Over several intervals the most agents that a group ever needs.
        "agents": {
            group.name: max(each.agents[group.name] for each in made)
            for group in case.groups
        },
        "all": sum(heads),
        "pooled": total(lambda each: each.bounds.pooled),
        "dedicated": total(lambda each: each.bounds.dedicated),
        "cost": total(lambda each: each.cost),
        "pooled_cost": total(lambda each: each.bounds.pooled_cost),
        "dedicated_cost": total(lambda each: each.bounds.dedicated_cost),
        "pooled_is_bound": all(each.bounds.comparable for each in made),
        "queues": {
            str(name): _worst(rows, goals[str(name)])
            for name, rows in service.groupby("queue")
        },
        "occupancy": round(
            sum(each.pool_occupancy * n for each, n in zip(made, heads, strict=True))
            / max(sum(heads), 1),
            6,
        ),
        "meets_goals": all(each.meets_goals for each in made),
        "overloads": overloads,
        "cuts": sum(each.cuts for each in made),
        "simulations": sum(each.simulations for each in made),
        "contacts": sum(each.contacts for each in made),
        "seed": made[0].seed,
        "stopped_by": sorted({each.stopped_by for each in made}),
        "out": str(out),
    }


def _worst(rows: pd.DataFrame, goal: float | None) -> dict[str, Any]:
    """Find the interval in which a queue is served worst."""
    row = rows.sort_values(["service_level", "start"]).iloc[0]
    names = ("service_level", "service_level_low", "service_level_high", "asa_s")
    return {
        "goal": goal,
        # Below the goal, but no further than simulated contacts are uncertain.
        "within_chance": goal is not None
        and bool(row["service_level"] < goal <= row["service_level_high"]),
        **{name: round(float(row[name]), 6) for name in (*names, "abandonment")},
        "start": row["start"].isoformat(),
        "missed": sorted(
            {word for text in rows["missed"] for word in text.split(";") if word}
        ),
    }


def _queue_row(name: str, found: dict[str, Any]) -> tuple[str, str]:
    words = (
        f"{found['service_level']:.1%} "
        f"({found['service_level_low']:.1%} to {found['service_level_high']:.1%})"
    )
    if found["within_chance"]:
        words += f", below {found['goal']:.1%} within chance"
    missed = f", missed: {', '.join(found['missed'])}" if found["missed"] else ""
    return f"service level: {name}", words + missed


def _skilled(group: SkillGroup) -> str:
    """Name of a group and whom it can serve, first served first."""
    return f"  {group.name} ({'; '.join(group.skills)})"


def _when(answers: Mapping[pd.Timestamp, SkillStaffing]) -> list[tuple[str, str]]:
    first, last = min(answers), max(answers)
    if len(answers) == 1:
        return [("interval", f"{first:%Y-%m-%d %H:%M}")]
    return [
        (
            "intervals",
            f"{len(answers):,}, from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}",
        ),
        ("of each queue", "the interval in which it is served worst"),
        ("of each group", "the most agents in any interval"),
    ]
