"""The command on adherence: who kept to the schedule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli.console import answer

if TYPE_CHECKING:
    import pandas as pd


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(adherence)


def adherence(
    schedule: Annotated[
        Path, typer.Argument(metavar="SCHEDULE", help="Schedule table.")
    ],
    states: Annotated[Path, typer.Argument(metavar="STATES", help="States table.")],
    out: o.Out,
    grace: Annotated[float, typer.Option(help="Seconds forgiven at a change.")] = 0.0,
    mapping: Annotated[
        Path | None, typer.Option(help="TOML file: platform state to class.")
    ] = None,
    timezone: o.Timezone = o.ZONE,
    as_json: o.AsJson = False,
) -> None:
    """Adherence and conformance by agent and day, from schedule and states."""
    from app.files.read import read_table
    from app.files.toml import read_toml
    from app.files.write import write_table
    from wfm.performance.adherence import adherence as measure
    from wfm.tables import ADHERENCE, SCHEDULE, STATES

    given = read_toml(mapping) if mapping else None
    table = measure(
        read_table(schedule, SCHEDULE, timezone=timezone),
        read_table(states, STATES, timezone=timezone),
        grace=grace,
        mapping=given.get("states", given) if given else None,
        timezone=timezone,
    )
    write_table(out, table, ADHERENCE)
    _say_adherence(table, out, as_json=as_json)


def _say_adherence(table: pd.DataFrame, out: Path, *, as_json: bool) -> None:
    scheduled = float(table["scheduled_minutes"].sum())
    share = float(table["adherent_minutes"].sum()) / scheduled if scheduled else None
    present = float(table["present_minutes"].sum()) / scheduled if scheduled else None
    summary: dict[str, Any] = {
        "agents": int(table["agent"].nunique()),
        "days": int(table["date"].nunique()),
        "adherence": share,
        "conformance": present,
        "open_states": len(table.attrs.get("open_states", [])),
        "unmapped": list(table.attrs.get("unmapped", [])),
        "out": str(out),
    }
    rows = [
        ("agents", f"{summary['agents']:,}"),
        ("adherence", "no data" if share is None else f"{share:.1%}"),
        ("conformance", "no data" if present is None else f"{present:.1%}"),
        ("states without an end", f"{summary['open_states']}"),
        ("states not known", ", ".join(summary["unmapped"]) or "none"),
        ("written", str(out)),
    ]
    answer("Adherence", summary, rows, as_json=as_json)
