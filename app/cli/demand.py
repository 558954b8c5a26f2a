"""Commands from history to contacts ahead: forecast, reforecast."""

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
