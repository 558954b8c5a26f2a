"""The command from contacts to agents, for the mean or for a promise with its odds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli.console import answer, progress, show_frame
from app.cli.terms import (
    campaign_terms,
    read_forecast,
    refuse_beside_goals,
    same_terms,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from app.cli.terms import Terms

# What a campaign file says in the place of options.
_OF_CAMPAIGN = (
    *("service_level", "threshold", "occupancy", "occupancy_rule"),
    *("window", "interval_floor"),
    *("asa", "patience", "max_abandonment", "min_agents", "basis", "aht"),
    *("concurrency", "shrinkage", "unscheduled_shrinkage", "timezone"),
)
_STEPS = {"staff": "Agents by interval", "risk": "Drawing days"}


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(staff)


def staff(
    context: typer.Context,
    forecast_file: Annotated[Path, typer.Argument(metavar="FORECAST")],
    out: o.Out,
    service_level: o.ServiceLevel = 0.85,
    threshold: o.Threshold = 20.0,
    occupancy: Annotated[float, typer.Option(help="Largest occupancy.")] = 0.65,
    occupancy_rule: Annotated[
        str,
        typer.Option(
            help="cap adds agents; floor and band add none and say where they are "
            "missed; report only reports."
        ),
    ] = "cap",
    window: Annotated[
        str, typer.Option(help="Over which goals hold: interval, day, week, month.")
    ] = "interval",
    interval_floor: Annotated[
        float,
        typer.Option(help="Least service level of any interval of a longer window."),
    ] = 0.5,
    asa: o.MeanWait = None,
    patience: o.Patience = None,
    max_abandonment: o.MaxAbandonment = None,
    min_agents: Annotated[int, typer.Option(help="Least agents while open.")] = 0,
    basis: o.Basis = "offered",
    aht: o.HandleTime = None,
    concurrency: Annotated[
        int, typer.Option(help="Contacts at once; above 1 for chats.")
    ] = 1,
    shrinkage: Annotated[
        float, typer.Option(help="Scheduled share of paid time off contacts.")
    ] = 0.0,
    unscheduled_shrinkage: Annotated[
        float, typer.Option(help="Unscheduled share: absence, lateness.")
    ] = 0.0,
    method: Annotated[
        str | None,
        typer.Option(
            help="For demand that changes: sipp, mix, lag, mol, mol_max, simulated; "
            "else simulated for goals by interval and mol for longer ones."
        ),
    ] = None,
    goals: o.Goals = None,
    risk: Annotated[
        float | None,
        typer.Option(help="Probability with which the goal shall hold; needs --paths."),
    ] = None,
    paths: Annotated[
        Path | None, typer.Option(help="Drawn contacts and handle times.")
    ] = None,
    prices: Annotated[
        Path | None,
        typer.Option(help="File for the price list; needs --agent-cost."),
    ] = None,
    agent_cost: Annotated[
        float | None, typer.Option(help="Money for an agent's hour on contacts.")
    ] = None,
    penalty: Annotated[
        float, typer.Option(help="Money for each window that misses the goal.")
    ] = 0.0,
    penalty_point: Annotated[
        float, typer.Option(help="Money for each point that it misses it by.")
    ] = 0.0,
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Agents that each interval needs, and which target asks for them."""
    from app.files.write import write_table
    from app.services.staffing.figures import staffing_figures
    from wfm.demand import ServiceGoal
    from wfm.staffing import requirement_table
    from wfm.tables import REQUIREMENT
    from wfm.tables.prices import PRICES

    refuse_beside_goals(context, goals, _OF_CAMPAIGN)
    _check_together(risk=risk, paths=paths, prices=prices, agent_cost=agent_cost)
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
            window=window,
            interval_floor=interval_floor,
        )
        terms = same_terms(
            goal,
            timezone,
            aht=aht,
            patience=patience,
            concurrency=concurrency,
            shrinkage=(shrinkage, unscheduled_shrinkage),
        )
    frame, length = read_forecast(forecast_file, terms, interval)
    priced = None
    with progress(_STEPS) as tell:
        table = requirement_table(
            frame,
            terms.queue,
            interval=length,
            shrinkage=terms.shrinkage,
            method=method,
            country=terms.country,
            tell=lambda share: tell("staff", share),
        )
        mean = round(float(table["agents"].sum()) * length / 60, 4)
        if risk is not None:
            table, priced = _with_risk(
                (table, length, terms),
                {"probability": risk, "agent_cost": agent_cost},
                (penalty, penalty_point),
                (paths, seed),
                lambda share: tell("risk", share),
            )
    if prices is not None and priced is not None:
        write_table(prices, priced, PRICES)
    write_table(out, table, REQUIREMENT)
    summary = {
        **staffing_figures(table, terms.queue, length),
        **({} if risk is None else {"risk": risk, "seed": seed, "mean_hours": mean}),
        "out": str(out),
    }
    answer("Requirement", summary, _rows(summary, priced), as_json=as_json)
    if not as_json:
        _say_queues(summary)


def _say_queues(summary: dict[str, Any]) -> None:
    """Print totals by queue, and what is worth a sentence."""
    names = ("contacts", "agent_hours", "peak_agents")
    shares = ("service_level", "abandonment", "occupancy")
    show_frame(
        "By queue",
        ["queue", "contacts", "hours", "peak", "in time", "give up", "occupancy"],
        [
            [
                each["queue"],
                *(f"{each[name]:,.0f}" for name in names),
                *("" if each[s] is None else f"{each[s]:.1%}" for s in shares),
            ]
            for each in summary["queues"]
        ],
    )
    for sentence in (*summary["occupancy_missed"], *summary["moved"]):
        typer.echo(sentence)


def _check_together(**given: Any) -> None:  # noqa: ANN401 - options of any kind
    """Options that make sense with another one only."""
    from wfm.errors import InputError

    needs = {
        "risk": ("paths",),
        "paths": ("risk",),
        "prices": ("risk", "agent_cost"),
        "agent_cost": ("prices",),
    }
    for name, others in needs.items():
        for other in others:
            if given[name] is not None and given[other] is None:
                option, missing = name.replace("_", "-"), other.replace("_", "-")
                raise InputError(f"--{option} needs --{missing}")


def _with_risk(
    staffed: tuple[pd.DataFrame, int, Terms],
    question: dict[str, Any],
    penalties: tuple[float, float],
    source: tuple[Path | None, int],
    tell: Callable[[float], None],
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Raise a requirement until its goal holds with a probability; price it."""
    from app.files.read import read_table
    from app.services.staffing.risk import staff_under_risk
    from wfm.staffing.risk.prices import Penalty
    from wfm.staffing.risk_table import RiskQuestion
    from wfm.tables import PATHS

    (table, interval, terms), (paths, seed) = staffed, source
    assert paths is not None  # _check_together has asked for it
    per_miss, per_point = penalties
    found = staff_under_risk(
        table,
        read_table(paths, PATHS, timezone=terms.timezone),
        terms.queue,
        interval=interval,
        question=RiskQuestion(
            **question, penalty=Penalty(per_miss=per_miss, per_point=per_point)
        ),
        shrinkage=terms.shrinkage,
        seed=seed,
        progress=tell,
    )
    return found.requirement, found.prices


def _rows(
    summary: dict[str, Any], prices: pd.DataFrame | None
) -> list[tuple[str, str]]:
    """Lines of the summary for people."""
    rows = [
        ("peak agents", f"{summary['peak_agents']:,}"),
        ("agent-hours on contacts", f"{summary['agent_hours']:,.1f}"),
    ]
    if summary["rounding_hours"] is not None:
        rows.append(("  of it rounding up", f"{summary['rounding_hours']:,.1f}"))
    if summary["by_interval_hours"] is not None:
        rows += [
            ("  if goals held by interval", f"{summary['by_interval_hours']:,.1f}"),
            ("  saved by the longer window", f"{summary['window_saves_hours']:,.1f}"),
        ]
    rows.append(("agent-hours to schedule", f"{summary['to_schedule_hours']:,.1f}"))
    for name, count in summary["binding"].items():
        cost = summary["binding_cost_hours"].get(name, 0.0)
        said = f"{count:,} of {summary['intervals']:,} intervals"
        rows.append((f"binding: {name}", f"{said}; without it {cost:,.1f} h less"))
    rows += [
        (f"method: {name}", f"{n:,} intervals") for name, n in summary["method"].items()
    ]
    if "risk" in summary:
        rows.append(("agent-hours for the mean", f"{summary['mean_hours']:,.1f}"))
        rows.append(("probability asked", f"{summary['risk']:.0%}"))
        rows.append(
            ("least probability reached", f"{summary['least_probability']:.1%}")
        )
    if prices is not None and len(prices):
        best = prices[(prices["best"] == 1) & prices["window_start"].isna()]
        columns = ("queue", "agents_hours", "probability", "total")
        for name, hours, share, total in best[list(columns)].to_numpy():
            who = "all queues" if name == "*" else name
            rows.append(
                (f"cheapest: {who}", f"{hours:,.1f} h, {share:.0%}, {total:,.0f}")
            )
    return [*rows, ("written", summary["out"])]
