"""The command that judges a plan: requirement or schedule against simulated days."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli.console import print_json, progress, show_frame
from app.cli.terms import campaign_terms, same_terms

if TYPE_CHECKING:
    import pandas as pd


_STEP = {"simulate": "Simulating contacts"}


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(simulate)


def simulate(
    plan: Annotated[
        Path,
        typer.Argument(metavar="REQUIREMENT|SCHEDULE", help="Whose agents to try."),
    ],
    forecast: Annotated[Path, typer.Option(help="Forecast of the same intervals.")],
    out: o.Out,
    paths: Annotated[
        Path | None,
        typer.Option(help="Drawn contacts and handle times: a replication a path."),
    ] = None,
    threshold: o.Threshold = 20.0,
    patience: o.Patience = None,
    basis: o.Basis = "offered",
    goals: o.Goals = None,
    aht: o.HandleTime = None,
    handle_cv: Annotated[
        float,
        typer.Option(
            help="Variation of handle times: 1 is exponential, else lognormal."
        ),
    ] = 1.0,
    retrials: Annotated[
        float, typer.Option(help="Share of those giving up who call again.")
    ] = 0.0,
    retrial_delay: Annotated[
        float, typer.Option(help="Mean time until they do, seconds.")
    ] = 300.0,
    absence: Annotated[
        float | None,
        typer.Option(
            help="Share of scheduled agents absent by chance; else 0, or as the goals."
        ),
    ] = None,
    replications: Annotated[int, typer.Option(help="Runs of every day.")] = 200,
    confidence: Annotated[float, typer.Option(help="Of the intervals given.")] = 0.95,
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Try a requirement or a schedule on simulated contacts, with confidence."""
    import numpy as np

    from app.files.read import read_table
    from app.files.write import write_table
    from app.services.simulation import simulation_figures
    from wfm.demand import ServiceGoal
    from wfm.intervals import infer_interval
    from wfm.performance.simulated import (
        Trial,
        simulate_requirement,
        simulate_schedule,
    )
    from wfm.queueing.simulation import Handling, Retrials
    from wfm.tables import FORECAST, PATHS, SIMULATION

    if goals is not None:
        terms = campaign_terms(goals)
    else:
        goal = ServiceGoal(None, threshold, basis)
        terms = same_terms(goal, timezone, aht=aht, patience=patience)
    zone = terms.timezone
    contacts = read_table(forecast, FORECAST, timezone=zone)
    trial = Trial(
        interval=interval or infer_interval(contacts["start"]),
        handling=Handling.EXPONENTIAL
        if handle_cv == 1
        else Handling.lognormal(handle_cv),
        retrials=Retrials(probability=retrials, delay=retrial_delay),
        replications=replications,
        absence=terms.shrinkage.unscheduled if absence is None else absence,
        confidence=confidence,
        timezone=zone,
        paths=None if paths is None else read_table(paths, PATHS, timezone=zone),
    )
    rows, is_schedule = _agents(plan, zone)
    run = simulate_schedule if is_schedule else simulate_requirement
    with progress(_STEP) as tell:
        made = run(
            rows,
            contacts,
            terms.queue,
            trial=trial,
            rng=np.random.default_rng(seed),
            tell=lambda share: tell("simulate", share),
        )
    write_table(out, made.table, SIMULATION)
    summary = simulation_figures(made, confidence=confidence)
    _say(summary | {"seed": seed, "out": str(out)}, as_json=as_json)


def _agents(path: Path, timezone: str) -> tuple[pd.DataFrame, bool]:
    """Rows of a schedule, which names agents and activities, or of a requirement."""
    from app.files.read import columns_of, read_table
    from wfm.tables import REQUIREMENT, SCHEDULE

    is_schedule = {"agent", "activity"} <= set(columns_of(path))
    table = SCHEDULE if is_schedule else REQUIREMENT
    return read_table(path, table, timezone=timezone), is_schedule


def _say(summary: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(summary)
        return
    rows = [*summary["queues"], {"queue": "all", "goal": None, **summary}]
    header = ["queue", "contacts", "goal", "predicted", "simulated", "between", "below"]
    show_frame(
        f"Simulated, written to {summary['out']}",
        header,
        (
            [
                row["queue"],
                f"{row['contacts']:,}",
                _share(row["goal"]),
                _share(row["predicted"]),
                _share(row["service_level"]),
                f"{_share(row['service_level_low'])} and "
                f"{_share(row['service_level_high'])}",
                "" if row["below"] is None else f"{row['below']} of {row['intervals']}",
            ]
            for row in rows
            if "contacts" in row
        ),
    )
    for name, reason in summary["left_out"].items():
        typer.echo(f"{name} was not simulated: {reason}")


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"
