"""Commands from history to contacts ahead: forecast, reforecast."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli import steering
from app.cli.console import answer
from wfm.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

HistoryFile = Annotated[Path, typer.Argument(help="History table.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(forecast)
    app.command()(reforecast)


def forecast(
    out: o.Out,
    history: Annotated[
        Path | None,
        typer.Argument(help="History table; not needed where all queues are new."),
    ] = None,
    start: o.FirstDay = None,
    days: o.Days = 28,
    country: o.Country = "CO",
    special_days: o.SpecialDays = None,
    opening: o.Opening = None,
    model: o.Model = "auto",
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    launches: steering.Launches = None,
    contracted: steering.Contracted = None,
    analog: steering.Analog = None,
    sector: steering.Sector = None,
    overrides: steering.Overrides = None,
    versions: steering.Versions = None,
    author: steering.Author = "",
    reason: steering.Reason = "",
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Forecast contacts and handle times, with bands, for the days to come."""
    if history is contracted is launches is None:
        raise InputError(
            "give a history, or for new queues their contracted volumes (--contracted)"
        )
    import numpy as np

    from app.files.write import write_table
    from forecasting import forecast as make
    from wfm.tables import FORECAST

    question = {
        "start": start.date() if start else None,
        "days": days,
        "model": model,
        "interval": interval,
        **calendar_tables(history, special_days, opening, country, timezone),
        **steering.new_queues(launches, contracted, analog, sector),
        **steering.decisions(overrides, timezone),
    }
    frame = make(**question, rng=np.random.default_rng(seed))
    write_table(out, frame, FORECAST)
    kept = steering.keep(versions, frame, question, author=author, reason=reason)
    told = steering.told(frame, question) | kept
    _say_forecast("Forecast", frame, out, told, as_json=as_json)


def reforecast(
    history: HistoryFile,
    at: Annotated[
        datetime,
        typer.Option(
            formats=o.MOMENTS,
            help="Moment of the day; nothing at or after it is used.",
        ),
    ],
    out: o.Out,
    country: o.Country = "CO",
    special_days: o.SpecialDays = None,
    opening: o.Opening = None,
    model: o.Model = "auto",
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    overrides: steering.Overrides = None,
    versions: steering.Versions = None,
    author: steering.Author = "",
    reason: steering.Reason = "",
    as_json: o.AsJson = False,
) -> None:
    """Forecast the rest of a day from its contacts so far."""
    from app.files.write import write_table
    from forecasting import reforecast as make
    from wfm.tables import FORECAST

    question = {
        "at": at.isoformat(),
        "model": model,
        "interval": interval,
        **calendar_tables(history, special_days, opening, country, timezone),
        **steering.decisions(overrides, timezone),
    }
    frame = make(**question)
    write_table(out, frame, FORECAST)
    kept = steering.keep(versions, frame, question, author=author, reason=reason)
    title = f"Rest of the day from {at:%H:%M}"
    told = steering.told(frame, question) | kept
    _say_forecast(title, frame, out, told, as_json=as_json)


def calendar_tables(
    history: Path | None,
    special_days: Path | None,
    opening: Path | None,
    country: str,
    timezone: str,
) -> dict[str, Any]:
    """Tables and zone that forecast, reforecast and backtest take."""
    from app.files.read import read_table
    from wfm.tables import HISTORY, OPENING, SPECIAL_DAYS

    def maybe(path: Path | None, table: Any) -> pd.DataFrame | None:  # noqa: ANN401
        if path is None:
            return None
        return read_table(path, table, timezone=timezone)

    return {
        "history": maybe(history, HISTORY),
        "special_days": maybe(special_days, SPECIAL_DAYS),
        "opening": maybe(opening, OPENING),
        "country": country,
        "timezone": timezone,
    }


def _say_forecast(
    title: str, frame: pd.DataFrame, out: Path, told: dict[str, Any], *, as_json: bool
) -> None:
    by_queue = frame.groupby("queue")["volume"].sum()
    summary = {
        "contacts": round(float(frame["volume"].sum()), 3),
        "intervals": len(frame),
        "queues": {str(k): round(float(v), 3) for k, v in by_queue.items()},
        "start": None if frame.empty else frame["start"].min().isoformat(),
        **told,
        "out": str(out),
    }
    rows = [
        ("contacts", f"{summary['contacts']:,.0f}"),
        *((f"  {name}", f"{value:,.0f}") for name, value in by_queue.items()),
        ("open intervals", f"{len(frame):,}"),
        *steering.rows(told),
        ("written", str(out)),
    ]
    answer(title, summary, rows, as_json=as_json)
