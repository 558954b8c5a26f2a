"""The command that judges a plan: requirement or schedule against simulated days."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli.console import print_json, progress, show_frame
from app.cli.terms import (
    campaign_terms,
    read_forecast,
    refuse_beside_goals,
    same_terms,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from app.cli.terms import Terms
    from wfm.demand import Queue

_STEP = {"simulate": "Simulating contacts"}
_OF_CAMPAIGN = ("service_level", "threshold", "patience", "basis", "aht", "timezone")
_ABANDONED = "abandoned"


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(simulate)


def simulate(
    context: typer.Context,
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
    service_level: Annotated[
        float | None,
        typer.Option(help="Goal: intervals below it are counted; else none are."),
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
    from app.services.staffing.simulation import simulation_figures
    from wfm.demand import ServiceGoal
    from wfm.performance.simulated import (
        Trial,
        simulate_requirement,
        simulate_schedule,
    )
    from wfm.queueing.simulation import Handling, Retrials
    from wfm.tables import PATHS, SIMULATION

    refuse_beside_goals(context, goals, _OF_CAMPAIGN)
    if goals is not None:
        terms = campaign_terms(goals)
    else:
        goal = ServiceGoal(service_level, threshold, basis)
        terms = same_terms(goal, timezone, aht=aht, patience=patience)
    zone = terms.timezone
    contacts, length = read_forecast(forecast, terms, interval)
    _check_retrials(retrials, terms, contacts)
    trial = Trial(
        interval=length,
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
    _say(
        simulation_figures(made, confidence=confidence)
        | {"seed": seed, "out": str(out)},
        give_up=_any_gives_up(made.queues),
        paths=paths is not None,
        as_json=as_json,
    )


def _agents(path: Path, timezone: str) -> tuple[pd.DataFrame, bool]:
    """Rows of a schedule, which names agents and activities, or of a requirement."""
    from app.files.read import columns_of, read_table
    from wfm.tables import REQUIREMENT, SCHEDULE

    is_schedule = {"agent", "activity"} <= set(columns_of(path))
    table = SCHEDULE if is_schedule else REQUIREMENT
    return read_table(path, table, timezone=timezone), is_schedule


def _check_retrials(retrials: float, terms: Terms, forecast: pd.DataFrame) -> None:
    from wfm.errors import InputError

    names = (str(name) for name in forecast["queue"].unique())
    if retrials > 0 and not _any_gives_up({name: terms.queue(name) for name in names}):
        raise InputError(
            "--retrials has no effect: no queue has a patience, so that nobody gives "
            "up; give --patience, or patience_s in the campaign file"
        )


def _any_gives_up(queues: Mapping[str, Queue]) -> bool:
    return any(queue.patience_s is not None for queue in queues.values())


def _say(summary: dict[str, Any], *, give_up: bool, paths: bool, as_json: bool) -> None:
    if as_json:
        print_json(summary)
        return
    rows = [*summary["queues"], {"queue": "all", "goal": None, **summary}]
    rows = [row for row in rows if "contacts" in row]
    columns = _columns(f"{100 * summary['confidence']:g} %", paths=paths)
    if not give_up:
        del columns[_ABANDONED]
    # A column without any figure, such as the promise of a schedule, says nothing.
    shown = {
        name: cells
        for name, cell in columns.items()
        if any(cells := [cell(row) for row in rows])
    }
    show_frame(
        f"Simulated, means of {summary['replications']:,} runs, written to "
        f"{summary['out']}",
        list(shown),
        zip(*shown.values(), strict=True),
    )
    if any(row["below"] is not None for row in rows):
        typer.echo(
            "An interval is below its goal where the confidence ends below it: chance "
            "does not explain it."
        )
    for name, reason in summary["left_out"].items():
        typer.echo(f"{name} was not simulated: {reason}")


def _columns(
    confidence: str, *, paths: bool
) -> dict[str, Callable[[dict[str, Any]], str]]:
    """Heading of each column, and its cell from the figures of a queue."""
    return {
        "queue": lambda row: row["queue"],
        "contacts": lambda row: f"{row['contacts']:,.1f}",
        "goal": lambda row: _share(row["goal"]),
        # A requirement promises for the mean; paths stray from it.
        "predicted for the mean forecast" if paths else "predicted": lambda row: _share(
            row["predicted"]
        ),
        f"service level, {confidence} confidence": lambda row: (
            f"{_share(row['service_level'])} ({_share(row['service_level_low'])} to "
            f"{_share(row['service_level_high'])})"
        ),
        _ABANDONED: lambda row: _share(row["abandonment"]),
        "intervals below goal": lambda row: (
            "" if row["below"] is None else f"{row['below']:,} of {row['intervals']:,}"
        ),
    }


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"
