"""Commands from history to agents: forecast, reforecast, staff."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli.console import answer

if TYPE_CHECKING:
    import pandas as pd

HistoryFile = Annotated[Path, typer.Argument(help="History table.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(forecast)
    app.command()(reforecast)
    app.command()(staff)


def forecast(
    history: HistoryFile,
    out: o.Out,
    start: Annotated[
        datetime | None,
        typer.Option(
            "--from",
            formats=["%Y-%m-%d"],
            help="First day; else the Monday after the history ends.",
        ),
    ] = None,
    days: Annotated[int, typer.Option(help="Calendar days.")] = 28,
    country: o.Country = "CO",
    special_days: o.SpecialDays = None,
    opening: o.Opening = None,
    model: Annotated[str, typer.Option(help="auto, or the name of a model.")] = "auto",
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Forecast contacts and handle times, with bands, for the days to come."""
    import numpy as np

    from app.files.write import write_table
    from forecasting import forecast as make
    from wfm.tables import FORECAST

    frame = make(
        start=start.date() if start else None,
        days=days,
        model=model,
        rng=np.random.default_rng(seed),
        interval=interval,
        **_calendar(history, special_days, opening, country, timezone),
    )
    write_table(out, frame, FORECAST)
    _say_forecast("Forecast", frame, out, as_json=as_json)


def reforecast(
    history: HistoryFile,
    at: Annotated[
        datetime,
        typer.Option(
            formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
            help="Moment of the day; nothing at or after it is used.",
        ),
    ],
    out: o.Out,
    country: o.Country = "CO",
    special_days: o.SpecialDays = None,
    opening: o.Opening = None,
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    as_json: o.AsJson = False,
) -> None:
    """Forecast the rest of a day from its contacts so far."""
    from app.files.write import write_table
    from forecasting import reforecast as make
    from wfm.tables import FORECAST

    frame = make(
        at=at.isoformat(),
        interval=interval,
        **_calendar(history, special_days, opening, country, timezone),
    )
    write_table(out, frame, FORECAST)
    _say_forecast(f"Rest of the day from {at:%H:%M}", frame, out, as_json=as_json)


def staff(
    forecast_file: Annotated[Path, typer.Argument(metavar="FORECAST")],
    out: o.Out,
    service_level: Annotated[
        float, typer.Option(help="Share answered in time.")
    ] = 0.85,
    threshold: Annotated[float, typer.Option(help="Promised wait, seconds.")] = 20.0,
    occupancy: Annotated[float, typer.Option(help="Largest occupancy.")] = 0.65,
    occupancy_rule: Annotated[
        str, typer.Option(help="cap adds agents; floor, band and report add none.")
    ] = "cap",
    window: Annotated[str, typer.Option(help="Over which goals hold.")] = "interval",
    asa: Annotated[float | None, typer.Option(help="Largest mean wait, s.")] = None,
    min_agents: Annotated[int, typer.Option(help="Least agents while open.")] = 0,
    basis: Annotated[str, typer.Option(help="Which contacts count.")] = "offered",
    aht: Annotated[
        float | None, typer.Option(help="Handle time where the forecast has none, s.")
    ] = None,
    concurrency: Annotated[int, typer.Option(help="Contacts at once.")] = 1,
    shrinkage: Annotated[
        float, typer.Option(help="Scheduled share of paid time off contacts.")
    ] = 0.0,
    unscheduled_shrinkage: Annotated[
        float, typer.Option(help="Unscheduled share: absence, lateness.")
    ] = 0.0,
    goals: Annotated[
        Path | None, typer.Option(help="Campaign file that says goals by queue.")
    ] = None,
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    as_json: o.AsJson = False,
) -> None:
    """Agents that each interval needs, and which target asks for them."""
    from functools import partial

    from app.files.campaign import read_campaign
    from app.files.read import read_table
    from app.files.write import write_table
    from wfm.demand import Queue, ServiceGoal, Shrinkage
    from wfm.intervals import infer_interval
    from wfm.staffing import requirement_table
    from wfm.tables import FORECAST, REQUIREMENT

    lost = Shrinkage(shrinkage, unscheduled_shrinkage)
    if goals is not None:
        campaign = read_campaign(goals).campaign
        queue, lost, timezone = campaign.queue, campaign.shrinkage, campaign.timezone
    else:
        goal = ServiceGoal(
            service_level,
            threshold,
            basis,
            max_asa=asa,
            max_occupancy=occupancy,
            occupancy_rule=occupancy_rule,
            min_agents=min_agents,
            window=window,
        )
        made = partial(Queue, aht_s=aht, concurrency=concurrency, goal=goal)
        queue = lambda name: made(name=name)  # noqa: E731
    frame = read_table(forecast_file, FORECAST, timezone=timezone)
    length = interval or infer_interval(frame["start"])
    table = requirement_table(frame, queue, interval=length, shrinkage=lost)
    write_table(out, table, REQUIREMENT)
    _say_requirement(table, length, out, as_json=as_json)


def _calendar(
    history: Path,
    special_days: Path | None,
    opening: Path | None,
    country: str,
    timezone: str,
) -> dict[str, Any]:
    """Tables and zone that forecast and reforecast both take."""
    from app.files.read import read_table
    from wfm.tables import HISTORY, OPENING, SPECIAL_DAYS

    def maybe(path: Path | None, table: Any) -> pd.DataFrame | None:  # noqa: ANN401
        if path is None:
            return None
        return read_table(path, table, timezone=timezone)

    return {
        "history": read_table(history, HISTORY, timezone=timezone),
        "special_days": maybe(special_days, SPECIAL_DAYS),
        "opening": maybe(opening, OPENING),
        "country": country,
        "timezone": timezone,
    }


def _say_forecast(title: str, frame: pd.DataFrame, out: Path, *, as_json: bool) -> None:
    by_queue = frame.groupby("queue")["volume"].sum()
    summary = {
        "contacts": round(float(frame["volume"].sum()), 3),
        "intervals": len(frame),
        "queues": {str(k): round(float(v), 3) for k, v in by_queue.items()},
        "start": None if frame.empty else frame["start"].min().isoformat(),
        "out": str(out),
    }
    rows = [
        ("contacts", f"{summary['contacts']:,.0f}"),
        *((f"  {name}", f"{value:,.0f}") for name, value in by_queue.items()),
        ("open intervals", f"{len(frame):,}"),
        ("written", str(out)),
    ]
    answer(title, summary, rows, as_json=as_json)


def _say_requirement(
    table: pd.DataFrame, interval: int, out: Path, *, as_json: bool
) -> None:
    hours = float(table["agents"].sum()) * interval / 60
    peak = float(table.groupby("start")["agents"].sum().max())
    binding = table["binding"].value_counts()
    summary = {
        "peak_agents": int(peak),
        "agent_hours": round(hours, 4),
        "to_schedule_hours": round(
            float(table["to_schedule"].sum()) * interval / 60, 4
        ),
        "binding": {str(name): int(count) for name, count in binding.items()},
        "intervals": len(table),
        "out": str(out),
    }
    rows = [
        ("peak agents", f"{peak:,.0f}"),
        ("agent-hours on contacts", f"{hours:,.1f}"),
        ("agent-hours to schedule", f"{summary['to_schedule_hours']:,.1f}"),
        *(
            (f"binding: {name}", f"{count:,} of {len(table):,} intervals")
            for name, count in binding.items()
        ),
        ("written", str(out)),
    ]
    answer("Requirement", summary, rows, as_json=as_json)
