"""Commands that answer questions about forecasts: explain, compare."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli import steering
from app.cli.console import print_json, show_frame
from app.cli.demand import calendar_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

_MOST_ROWS = 40
# Contacts; a smaller change would be shown as 0.0.
_SHOWN = 0.05


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(explain)
    app.command()(compare)


def explain(
    out: o.Out,
    history: Annotated[
        Path | None,
        typer.Argument(help="History table; not needed where all queues are new."),
    ] = None,
    at: Annotated[
        datetime | None,
        typer.Option(
            formats=o.MOMENTS, help="Moment of the interval; else every interval."
        ),
    ] = None,
    queue: Annotated[str | None, typer.Option(help="Only this queue.")] = None,
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
    as_json: o.AsJson = False,
) -> None:
    """Show the pieces that make a number of the forecast with the same options."""
    from app.files.write import write_table
    from forecasting import explain as make
    from wfm.tables import EXPLANATION

    steering.check_asked(history, contracted, launches, start)
    tables = calendar_tables(history, special_days, opening, country, timezone)
    new = steering.new_queues(launches, contracted, analog, sector)
    queues = steering.queues_of(tables["history"], *new.values())
    pieces = make(
        queue=queue,
        at=at.isoformat() if at else None,
        start=start.date() if start else None,
        days=days,
        model=model,
        interval=interval,
        **tables,
        **new,
        **steering.decisions(overrides, refused, timezone, queues),
    )
    write_table(out, pieces, EXPLANATION)
    total = float(pieces["contacts"].sum())
    if as_json:
        print_json(
            {
                "contacts": round(total, 3),
                "pieces": [_as_json(row) for row in pieces.to_dict("records")]
                if at
                else len(pieces),
                "out": str(out),
            }
        )
        return
    if at is None:
        typer.echo(f"{len(pieces):,} pieces, {total:,.0f} contacts.")
    else:
        for name, rows in pieces.groupby("queue"):
            show_frame(
                f"{name}, {rows['start'].iloc[0]:%A %Y-%m-%d %H:%M}",
                ["piece", "contacts", "factor", ""],
                [*_piece_rows(rows), ["forecast", f"{rows['contacts'].sum():,.1f}"]],
            )
    typer.echo(f"written: {out}")


def compare(
    first: Annotated[str, typer.Argument(help="A forecast, or a version's name.")],
    second: Annotated[str, typer.Argument(help="Another.")],
    out: o.Out,
    versions: Annotated[
        Path | None, typer.Option(help="Folder in which versions are kept.")
    ] = None,
    history: Annotated[
        Path | None, typer.Option(help="What came: says which was nearer.")
    ] = None,
    timezone: o.Timezone = o.ZONE,
    as_json: o.AsJson = False,
) -> None:
    """Compare two forecasts by queue and day, and with what came."""
    from app.files.read import read_table
    from app.files.write import write_table
    from app.services.forecasts.kept import read_version
    from forecasting import compare_forecasts
    from wfm.tables import COMPARISON, HISTORY

    made = [read_version(name, versions, timezone=timezone) for name in (first, second)]
    actual = None
    if history is not None:
        actual = read_table(history, HISTORY, timezone=timezone)
    table = compare_forecasts(*made, actual=actual, timezone=timezone)
    write_table(out, table, COMPARISON)
    summary = {"days": len(table), **_totals(table), "out": str(out)}
    if as_json:
        print_json(summary)
        return
    shown = table.head(_MOST_ROWS)
    judged = summary.get("judged_days", 0) > 0
    show_frame(
        "First and second forecast, contacts",
        ["queue", "date", "first", "second", "change", "%"]
        + (["actual", "nearer"] if judged else ["moved"]),
        _day_rows(shown, judged=judged),
    )
    if len(table) > len(shown):
        typer.echo(f"... and {len(table) - len(shown):,} days more, in the file")
    typer.echo(
        f"first {summary['first']:,.0f}, second {summary['second']:,.0f}, difference "
        f"{summary['difference']:+,.0f} contacts"
    )
    if judged:
        typer.echo(
            f"nearer to what came: the first on {summary['first_nearer']} days, the "
            f"second on {summary['second_nearer']}, of {summary['judged_days']} in the "
            "history"
        )
    elif history is not None:
        typer.echo("nearer to what came: not known, the history has none of these days")
    typer.echo(f"written: {out}")


def _piece_rows(rows: pd.DataFrame) -> Iterator[list[str]]:
    """Give the level, and the pieces that change something by what can be seen."""
    for place, row in enumerate(rows.to_dict("records")):
        if place > 0 and abs(row["contacts"]) < _SHOWN:
            continue
        factor = "" if math.isnan(row["factor"]) else f"x {row['factor']:.3f}"
        yield [row["piece"], f"{row['contacts']:+,.1f}", factor, row["note"]]


def _as_json(row: dict[Any, Any]) -> dict[str, Any]:
    factor = row["factor"]
    return {
        "queue": row["queue"],
        "start": row["start"].isoformat(),
        "piece": row["piece"],
        "contacts": row["contacts"],
        "factor": None if math.isnan(factor) else factor,
        "note": row["note"],
    }


def _totals(table: pd.DataFrame) -> dict[str, Any]:
    totals: dict[str, Any] = {
        name: round(float(table[name].sum()), 3)
        for name in ("first", "second", "difference", "moved")
    }
    if "nearer" in table:
        totals["judged_days"] = int((table["nearer"] != "").sum())
    if totals.get("judged_days"):
        for name in ("first", "second"):
            totals[f"{name}_error"] = round(float(table[f"{name}_error"].sum()), 3)
            totals[f"{name}_nearer"] = int((table["nearer"] == name).sum())
    return totals


def _day_rows(table: pd.DataFrame, *, judged: bool) -> Iterator[list[str]]:
    for row in table.to_dict("records"):
        share = row["share"]
        yield [
            row["queue"],
            f"{row['date']:%Y-%m-%d}",
            f"{row['first']:,.0f}",
            f"{row['second']:,.0f}",
            f"{row['difference']:+,.0f}",
            "" if math.isnan(share) else f"{100 * share:+.1f}",
            *(
                [_whole(row["actual"]), row["nearer"]]
                if judged
                else [_whole(row["moved"])]
            ),
        ]


def _whole(value: float) -> str:
    return "" if math.isnan(value) else f"{value:,.0f}"
