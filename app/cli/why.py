"""The command that says why a schedule leaves intervals uncovered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options as o
from app.cli.console import print_json, progress, show, show_frame
from app.cli.rules import rules_from

if TYPE_CHECKING:
    import pandas as pd

    from scheduling.explain import Explanation
    from wfm.tables import Table

_SHOWN = 10


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(why)


def why(
    schedule: Annotated[
        Path, typer.Argument(metavar="SCHEDULE", help="Schedule, made anywhere.")
    ],
    requirement: Annotated[
        Path,
        typer.Argument(
            metavar="REQUIREMENT", help="Requirement: agents needed by interval."
        ),
    ],
    agents: Annotated[Path, typer.Option(help="Agents table.")],
    contracts: Annotated[Path, typer.Option(help="Contracts table.")],
    out: o.Out,
    levers: Annotated[
        Path | None,
        typer.Option(help="Table to write: what one more person or skill would save."),
    ] = None,
    time_off: Annotated[
        Path | None, typer.Option("--time-off", help="Time off: when people are away.")
    ] = None,
    availability: Annotated[
        Path | None,
        typer.Option(
            "--availability", help="Availability: hours at which agents can work."
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            help="Schedule worked before the first day; rest and Sundays go on from it."
        ),
    ] = None,
    goals: Annotated[
        Path | None,
        typer.Option(help="Campaign file with the skill of each queue; else its name."),
    ] = None,
    weeks: Annotated[
        int,
        typer.Option(
            help="Most weeks to explain, those with most uncovered hours first."
        ),
    ] = 2,
    rules: o.Rules = "co",
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Say why a schedule is short of people, and what one more would save."""
    from app.files.campaign import read_campaign
    from app.services.planning.need import queue_skills
    from scheduling.explain import explain
    from wfm.tables import AGENTS, AVAILABILITY, CONTRACTS, REQUIREMENT, SCHEDULE
    from wfm.tables import TIME_OFF as OFF

    needed = _read(requirement, REQUIREMENT, timezone)
    skills = goals and queue_skills(read_campaign(goals).campaign, needed)
    with progress({"why": "Solving without each rule"}) as tell:
        found = explain(
            _read(schedule, SCHEDULE, timezone),
            needed,
            _read(agents, AGENTS, timezone),
            _read(contracts, CONTRACTS, timezone),
            time_off=_maybe(time_off, OFF, timezone),
            availability=_maybe(availability, AVAILABILITY, timezone),
            previous=_maybe(previous, SCHEDULE, timezone),
            rules=rules_from(rules),
            timezone=timezone,
            interval=interval,
            queue_skills=skills or None,
            weeks=weeks,
            seed=seed,
            progress=lambda share: tell("why", share),
        )
    _write(found, out, levers)
    if as_json:
        print_json(_summary(found, out))
    else:
        _show(found, out)


def _read(path: Path, table: Table, timezone: str) -> pd.DataFrame:
    from app.files.read import read_table

    return read_table(path, table, timezone=timezone)


def _maybe(path: Path | None, table: Table, timezone: str) -> pd.DataFrame | None:
    return None if path is None else _read(path, table, timezone)


def _write(found: Explanation, out: Path, levers: Path | None) -> None:
    from app.files.write import encode_table, write_files
    from wfm.tables import LEVERS, SHORTAGES

    contents = {out: encode_table(out, found.reasons, SHORTAGES)}
    if levers is not None:
        contents[levers] = encode_table(levers, found.levers, LEVERS)
    write_files(contents)


def _by_reason(found: Explanation) -> dict[str, float]:
    """Uncovered hours by rule, or by the reason where that is no rule."""
    reasons = found.reasons
    name = reasons["rule"].where(reasons["rule"] != "", reasons["reason"])
    hours = reasons.groupby(name)["short_hours"].sum()
    return {
        str(reason): round(float(total), 4)
        for reason, total in hours.sort_values(ascending=False).items()
    }


def _worst(found: Explanation) -> pd.DataFrame:
    order = ["short_hours", "start", "queue"]
    rows = found.reasons.sort_values(order, ascending=[False, True, True])
    return rows.head(_SHOWN)


def _summary(found: Explanation, out: Path) -> dict[str, object]:
    return {
        "short_hours": round(found.short_hours, 4),
        "explained_hours": round(found.explained_hours, 4),
        "reasons": _by_reason(found),
        "worst": _worst(found)["why"].tolist(),
        "levers": [
            {**row, "week": row["week"].date()}
            for row in found.levers.to_dict("records")
        ],
        "out": str(out),
    }


def _show(found: Explanation, out: Path) -> None:
    rows = [("uncovered agent-hours", f"{found.short_hours:,.1f}")]
    if found.explained_hours < found.short_hours:
        rows.append(("  of the weeks explained", f"{found.explained_hours:,.1f}"))
    rows += [
        (f"  {name}", f"{hours:,.1f}") for name, hours in _by_reason(found).items()
    ]
    show("Why", [*rows, ("written", str(out))])
    for sentence in _worst(found)["why"]:
        typer.echo(f"- {sentence}")
    if len(found.levers):
        header = ["week", "lever", "contract", "skills", "agent-hours", "saves", "pay"]
        show_frame(
            "One more person: what a week saves",
            [*header, "net"],
            (
                [
                    row["week"].date(),
                    row["lever"],
                    row["contract"],
                    row["skills"],
                    f"{row['short_hours']:,.1f}",
                    *(f"{row[name]:,.0f}" for name in ("saving", "pay", "net")),
                ]
                for row in found.levers.to_dict("records")
            ),
        )
