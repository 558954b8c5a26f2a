"""The command that shows what a forecast leaves out of a history, and why: clean."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options as o
from app.cli import steering
from app.cli.console import answer, show_frame
from app.cli.demand import calendar_tables

if TYPE_CHECKING:
    import pandas as pd

_MOST_ROWS, _DAY = 30, 1440


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(clean)


def clean(
    history: Annotated[Path, typer.Argument(help="History table.")],
    out: o.Out,
    start: o.FirstDay = None,
    country: o.Country = "CO",
    special_days: o.SpecialDays = None,
    opening: o.Opening = None,
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    refused: steering.Refused = None,
    as_json: o.AsJson = False,
) -> None:
    """List what is left out of the normal profile, and why; refuse any of it."""
    from app.files.write import write_table
    from app.services.planning.origin import REFUSED
    from forecasting import cleaning_changes
    from wfm.tables import CHANGES

    found = cleaning_changes(
        start=start.date() if start else None,
        interval=interval,
        refused=steering.refused_changes(refused, timezone),
        **calendar_tables(history, special_days, opening, country, timezone),
    )
    kept = found["refused"].to_numpy(dtype=bool)
    table = found.assign(refused=[REFUSED if no else "" for no in kept])
    write_table(out, table, CHANGES)
    kinds = {str(k): int(v) for k, v in table["kind"].value_counts().items()}
    summary = {
        "changes": len(table),
        "refused": int(kept.sum()),
        "kinds": kinds,
        "out": str(out),
    }
    rows = [
        ("changes", f"{len(table):,}"),
        *((f"  {kind}", f"{count:,}") for kind, count in kinds.items()),
        ("refused", f"{summary['refused']:,}"),
        ("written", str(out)),
    ]
    if not as_json and len(table):
        _show(table)
    answer("Cleaning", summary, rows, as_json=as_json)


def _show(table: pd.DataFrame) -> None:
    """Print the changes, the newest where they are too many."""
    newest = table.sort_values(["date", "begin"]).tail(_MOST_ROWS)
    title = "Left out" if len(table) <= _MOST_ROWS else f"Left out, last {_MOST_ROWS}"
    show_frame(
        title,
        ["queue", "when", "what", "found", "usual"],
        [
            (
                row["queue"],
                f"{row['date']:%Y-%m-%d} {_hours(row['begin'], row['end'])}",
                row["kind"] + (" (refused)" if row["refused"] else ""),
                _contacts(row["found"]),
                _contacts(row["usual"]),
            )
            for row in newest.to_dict("records")
        ],
    )


def _hours(begin: int, end: int) -> str:
    if end - begin == _DAY:
        return ""
    return f"{begin // 60:02d}:{begin % 60:02d}-{end // 60:02d}:{end % 60:02d}"


def _contacts(count: float) -> str:
    return "" if math.isnan(count) else f"{count:,.0f}"
