"""Commands from history to contacts ahead: forecast, reforecast."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli import steering
from app.cli.console import answer, show_frame

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
    refused: steering.Refused = None,
    new_agents: steering.NewAgents = None,
    paths: Annotated[
        Path | None,
        typer.Option("--paths", help="Also draw this file of joint paths."),
    ] = None,
    draws: Annotated[int, typer.Option(help="Paths to draw.")] = 500,
    show_tournament: Annotated[
        bool,
        typer.Option(
            "--tournament", help="Also show how every model did on the last weeks."
        ),
    ] = False,
    workers: steering.Workers = None,
    versions: steering.Versions = None,
    author: steering.Author = "",
    reason: steering.Reason = "",
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Forecast contacts and handle times, with bands, for the days to come."""
    steering.check_asked(history, contracted, launches, start)
    import numpy as np

    from app.files.write import encode_table, write_files
    from forecasting import forecast as make
    from forecasting import forecast_and_paths
    from wfm.tables import FORECAST, PATHS

    tables = calendar_tables(history, special_days, opening, country, timezone)
    new = steering.new_queues(launches, contracted, analog, sector)
    queues = steering.queues_of(tables["history"], *new.values())
    question = {
        "start": start.date() if start else None,
        "days": days,
        "model": model,
        "interval": interval,
        **tables,
        "new_agents": steering.new_agents(new_agents, timezone),
        **new,
        **steering.decisions(overrides, refused, timezone, queues),
    }
    asked = question | {"workers": steering.processes(workers)}
    rng = np.random.default_rng(seed)
    if paths is None:
        frame = make(**asked, rng=rng)
        write_files({out: encode_table(out, frame, FORECAST)})
    else:
        frame, drawn = forecast_and_paths(**asked, paths=draws, rng=rng)
        write_files(
            {
                out: encode_table(out, frame, FORECAST),
                paths: encode_table(paths, drawn, PATHS),
            }
        )
    kept = steering.keep(versions, frame, question, author=author, reason=reason)
    told = steering.told(frame, question) | steering.unseen(frame, question) | kept
    if show_tournament and history is not None:
        told |= {"tournament": _tournament(question, as_json=as_json)}
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
    refused: steering.Refused = None,
    day: Annotated[
        Path | None,
        typer.Option(
            "--day", help="Also write the whole day beside its forecasts, cumulative."
        ),
    ] = None,
    workers: steering.Workers = None,
    versions: steering.Versions = None,
    author: steering.Author = "",
    reason: steering.Reason = "",
    as_json: o.AsJson = False,
) -> None:
    """Forecast the rest of a day, and say whether its deviation is only noise."""
    from app.files.write import encode_table, write_files
    from forecasting import reforecast_and_day
    from wfm.tables import DAY_SO_FAR, FORECAST

    tables = calendar_tables(history, special_days, opening, country, timezone)
    queues = steering.queues_of(tables["history"])
    question = {
        "at": at.isoformat(),
        "model": model,
        "interval": interval,
        **tables,
        **steering.decisions(overrides, refused, timezone, queues),
    }
    asked = question | {"workers": steering.processes(workers)}
    frame, beside = reforecast_and_day(**asked)
    files = {out: encode_table(out, frame, FORECAST)}
    if day is not None:
        files[day] = encode_table(day, beside, DAY_SO_FAR)
    write_files(files)
    kept = steering.keep(versions, frame, question, author=author, reason=reason)
    title = f"Rest of the day from {at:%H:%M}"
    told = {"so_far": _so_far(beside)} | steering.told(frame, question) | kept
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


def _tournament(question: dict[str, Any], *, as_json: bool) -> list[dict[str, Any]]:
    """Rank the models on the last weeks, and show it; it chooses nothing."""
    from forecasting import tournament

    table = tournament(**question)
    if not as_json:
        show_frame(
            "Error by interval on the last four weeks, % of contacts (auto is a mean)",
            ["queue", "model", "error", "bias", "4-week mean", "chance"],
            [
                (
                    row["queue"],
                    row["model"],
                    *(
                        f"{100 * row[name]:.1f}"
                        for name in ("wape", "bias", "naive_wape", "floor")
                    ),
                )
                for row in table.to_dict("records")
            ],
        )
    numbers = table.select_dtypes("number").columns
    rounded = table.assign(**{name: table[name].round(6) for name in numbers})
    return [{str(k): v for k, v in row.items()} for row in rounded.to_dict("records")]


def _so_far(beside: pd.DataFrame) -> dict[str, dict[str, float | str]]:
    """Say how each queue's day stands; nothing before its first interval is over."""
    found: dict[str, dict[str, float | str]] = {}
    for queue, rows in beside.groupby("queue"):
        over = rows[rows["verdict"] != ""]
        if over.empty:
            continue
        last, end = over.iloc[-1], rows.iloc[-1]
        numbers = {
            "came": last["so_far"],
            "expected": last["so_far_before"],
            "day": end["day"],
            "day_p10": end["day_p10"],
            "day_p90": end["day_p90"],
        }
        rounded = {name: round(float(value), 3) for name, value in numbers.items()}
        found[str(queue)] = {"verdict": str(last["verdict"]), **rounded}
    return found


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
