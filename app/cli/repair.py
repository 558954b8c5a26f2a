"""The command that changes a running day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options as o
from app.cli.console import answer, progress, show_frame
from app.cli.queue_skills import skills_from
from app.cli.rules import rules_from

if TYPE_CHECKING:
    import pandas as pd

    from scheduling.repair import RepairResult
    from wfm.tables import Table

_SHOWN = 30
_ALLOW = "breaks,overtime,vto,off_queue,skills"


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(repair)


def repair(
    schedule: Annotated[
        Path, typer.Argument(metavar="SCHEDULE", help="Schedule in force.")
    ],
    requirement: Annotated[
        Path,
        typer.Argument(
            metavar="REQUIREMENT", help="Requirement of the rest of the day."
        ),
    ],
    at: Annotated[
        datetime,
        typer.Option("--at", formats=o.MOMENTS, help="From when on the day changes."),
    ],
    out: o.Out,
    changes: Annotated[
        Path | None,
        typer.Option(
            "--changes", help="Table to write: each change, its effect and cost."
        ),
    ] = None,
    limits: Annotated[
        Path | None,
        typer.Option(
            "--limits", help="Table to write: how much longer each may lawfully work."
        ),
    ] = None,
    agents: Annotated[Path | None, typer.Option(help="Agents table.")] = None,
    contracts: Annotated[Path | None, typer.Option(help="Contracts table.")] = None,
    time_off: Annotated[
        Path | None, typer.Option("--time-off", help="Time off: when people are away.")
    ] = None,
    allow: Annotated[
        str,
        typer.Option(
            help="Changes allowed: breaks moves lunches too, vto sends volunteers home."
        ),
    ] = _ALLOW,
    vto: Annotated[
        str,
        typer.Option(
            help="Agents who agree to go home early, separated by commas; or all."
        ),
    ] = "",
    seats: Annotated[
        int | None, typer.Option(help="Most people in the room at a time.")
    ] = None,
    goals: Annotated[
        Path | None,
        typer.Option(help="Campaign file with the skill of each queue; else its name."),
    ] = None,
    rules: o.Rules = "co",
    gap: o.Gap = 0.001,
    time_limit: o.TimeLimit = 60.0,
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Change the rest of a day: pauses, overtime, time off, off-queue work, queues."""
    from app.files.read import read_table
    from scheduling import repair as change
    from wfm.tables import AGENTS, CONTRACTS, REQUIREMENT, SCHEDULE, TIME_OFF

    def read(path: Path | None, table: Table) -> pd.DataFrame | None:
        return None if path is None else read_table(path, table, timezone=timezone)

    needed = read_table(requirement, REQUIREMENT, timezone=timezone)
    with progress({"repair": "Changing the day"}):
        result = change(
            read_table(schedule, SCHEDULE, timezone=timezone),
            needed,
            at=at,
            agents=read(agents, AGENTS),
            contracts=read(contracts, CONTRACTS),
            time_off=read(time_off, TIME_OFF),
            rules=rules_from(rules),
            allow=_words(allow),
            vto_agents="all" if vto.strip() == "all" else _words(vto),
            gap=gap,
            time_limit=time_limit,
            seed=seed,
            timezone=timezone,
            interval=interval,
            queue_skills=skills_from(goals, needed),
            seats=seats,
        )
    _write(result, out, changes, limits)
    _say(result, out, as_json=as_json)


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _write(
    result: RepairResult, out: Path, changes: Path | None, limits: Path | None
) -> None:
    from app.files.write import encode_table, write_files
    from wfm.tables import DAY_CHANGES, DAY_LIMITS, SCHEDULE

    contents = {out: encode_table(out, result.schedule, SCHEDULE)}
    if changes is not None:
        contents[changes] = encode_table(changes, result.changes, DAY_CHANGES)
    if limits is not None:
        contents[limits] = encode_table(limits, result.limits, DAY_LIMITS)
    write_files(contents)


def _say(result: RepairResult, out: Path, *, as_json: bool) -> None:
    before, after = result.short_hours_before, result.short_hours
    rows = [
        ("uncovered agent-hours", f"{before:,.2f} -> {after:,.2f}"),
        (
            "surplus agent-hours",
            f"{result.over_hours_before:,.2f} -> {result.over_hours:,.2f}",
        ),
        ("cost", f"{result.cost_before:,.0f} -> {result.cost:,.0f}"),
        ("bound", f"{result.bound:,.0f}"),
        ("gap", f"{result.gap:.2%}, {result.difference:,.0f} in money"),
        ("changes", f"{len(result.changes):,}"),
        ("people changed", f"{result.changes['agent'].nunique():,}"),
        ("violations that are new", f"{result.new_violations}"),
        ("violations there were before", f"{len(result.violations)}"),
        ("seconds", f"{result.seconds:,.1f}, stopped by {result.stopped_by}"),
        ("written", str(out)),
    ]
    answer("Day", {**result.figures(), "out": str(out)}, rows, as_json=as_json)
    if not as_json and len(result.changes):
        _show_changes(result.changes)


def _show_changes(table: pd.DataFrame) -> None:
    shown = table.head(_SHOWN)
    title = f"{len(table):,} changes"
    if len(table) > _SHOWN:
        title += f", the first {_SHOWN}"
    header = ["agent", "change", "from", "to", "queue", "short hours saved", "cost"]
    rows = (
        [
            row["agent"],
            row["change"],
            _span(row["start_before"], row["end_before"]),
            _span(row["start"], row["end"]),
            row["queue"],
            f"{row['short_hours_saved']:,.2f}",
            f"{row['cost']:,.0f}",
        ]
        for row in shown.to_dict("records")
    )
    show_frame(title, header, rows)


def _span(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Clock times of what was or is there; a dash where there is nothing."""
    import pandas as pd

    return "-" if pd.isna(start) else f"{start:%H:%M}-{end:%H:%M}"
