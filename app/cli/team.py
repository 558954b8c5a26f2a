"""The command that rosters a team on shifts with names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options as o
from app.cli.console import answer, progress, show_frame
from app.cli.queue_skills import skills_from
from app.cli.rules import rules_from

if TYPE_CHECKING:
    import pandas as pd

    from scheduling.solve.team import TeamRoster
    from wfm.tables import Table

_SHOWN = 30


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(team)


def team(
    cover: Annotated[
        Path,
        typer.Argument(
            metavar="COVER", help="Cover: people needed by day and named shift."
        ),
    ],
    shifts: Annotated[
        Path, typer.Option(help="Shifts: name, start, end and queue of each.")
    ],
    agents: Annotated[Path, typer.Option(help="Agents table.")],
    contracts: Annotated[Path, typer.Option(help="Contracts table.")],
    out: o.Out,
    time_off: Annotated[
        Path | None, typer.Option("--time-off", help="Time off: when people are away.")
    ] = None,
    goals: Annotated[
        Path | None,
        typer.Option(help="Campaign file with the skill of each queue; else its name."),
    ] = None,
    rules: o.Rules = "co",
    gap: o.Gap = 0.01,
    passes: o.Passes = None,
    time_limit: o.TimeLimit = 60.0,
    timezone: o.Timezone = o.ZONE,
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Roster a team on shifts with names; what is uncovered shows as shortage."""
    from app.files.read import read_table
    from app.files.write import write_table
    from scheduling import roster_team
    from scheduling.team import PASSES
    from wfm.tables import (
        AGENTS,
        CONTRACTS,
        SCHEDULE,
        SHIFT_COVER,
        SHIFT_TYPES,
        TIME_OFF,
    )

    def read(path: Path, table: Table) -> pd.DataFrame:
        return read_table(path, table, timezone=timezone)

    catalogue = read(shifts, SHIFT_TYPES)
    with progress({"team": "Rostering the team"}) as tell:
        tell("team", 0.0)
        result = roster_team(
            read(cover, SHIFT_COVER),
            catalogue,
            read(agents, AGENTS),
            read(contracts, CONTRACTS),
            time_off=None if time_off is None else read(time_off, TIME_OFF),
            rules=rules_from(rules),
            timezone=timezone,
            queue_skills=skills_from(goals, catalogue),
            gap=gap,
            passes=PASSES if passes is None else passes,
            time_limit=time_limit,
            seed=seed,
        )
    write_table(out, result.schedule, SCHEDULE)
    _say(result, out, as_json=as_json)


def _say(result: TeamRoster, out: Path, *, as_json: bool) -> None:
    made, table = result.result, result.shortage
    rows = [
        ("people", f"{result.people:,}"),
        ("required agent-hours", f"{result.required_hours:,.1f}"),
        ("uncovered agent-hours", f"{result.short_hours:,.1f}"),
        ("surplus agent-hours", f"{result.over_hours:,.1f}"),
        (
            "shifts required, short, over",
            ", ".join(
                f"{table[name].sum():,}" for name in ("required", "short", "over")
            ),
        ),
        ("cost", f"{made.cost:,.0f}"),
        ("bound", f"{made.bound:,.0f}"),
        ("gap", f"{made.gap:.2%}"),
        ("violations found by the referee", f"{len(result.violations)}"),
        ("seconds", f"{made.seconds:,.1f}, stopped by {made.stopped_by}"),
        ("solver", f"{result.solver}, seed {made.seed}"),
        ("written", str(out)),
    ]
    answer("Team", {**result.figures(), "out": str(out)}, rows, as_json=as_json)
    if not as_json and result.short_hours:
        _show_shortage(table[table["short"] > 0])


def _show_shortage(table: pd.DataFrame) -> None:
    title = f"{len(table):,} shifts are short"
    if len(table) > _SHOWN:
        title += f", the first {_SHOWN}"
    header = ["date", "shift", "required", "scheduled", "short"]
    rows = (
        [f"{row['date']:%Y-%m-%d}", *(row[name] for name in header[1:])]
        for row in table.head(_SHOWN).to_dict("records")
    )
    show_frame(title, header, rows)
