"""Commands about people: shifts, roster, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli.console import answer, print_json, progress
from app.cli.queue_skills import skills_from
from app.cli.rules import rules_from

if TYPE_CHECKING:
    import pandas as pd

    from scheduling.result import ScheduleResult
    from wfm.tables import Table

RequirementFile = Annotated[
    Path,
    typer.Argument(
        metavar="REQUIREMENT", help="Requirement: agents needed by interval."
    ),
]
ScheduleFile = Annotated[
    Path, typer.Argument(metavar="SCHEDULE", help="Schedule table.")
]
Coverage = Annotated[
    Path | None,
    typer.Option(
        "--coverage",
        help="Table to write: required, scheduled, short and over by interval.",
    ),
]
TimeOff = Annotated[
    Path | None, typer.Option("--time-off", help="Time off: when people are away.")
]

Availability = Annotated[
    Path | None, typer.Option(help="Availability: hours at which agents can work.")
]
Sites = Annotated[Path | None, typer.Option(help="Sites: seats of each.")]
Goals = Annotated[
    Path | None,
    typer.Option(help="Campaign file with the skill of each queue; else its name."),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (shifts, roster, check):
        app.command()(command)


def shifts(
    requirement: RequirementFile,
    out: o.Out,
    rules: o.Rules = "co",
    contracts: Annotated[
        Path | None,
        typer.Option(help="Contracts table; says how many people of each to hire."),
    ] = None,
    starts: Annotated[
        str | None,
        typer.Option(
            help="The only times at which shifts may start, such as 06:00,08:00."
        ),
    ] = None,
    max_shifts: Annotated[
        int | None,
        typer.Option(help="Most different shifts (start and length) of a queue."),
    ] = None,
    importance: Annotated[
        str | None,
        typer.Option(
            help="Weight of a queue's shortage, such as sales=2,chat=0.5; else 1."
        ),
    ] = None,
    gap: o.Gap = 0.01,
    passes: o.Passes = None,
    time_limit: o.TimeLimit = 60.0,
    coverage: Coverage = None,
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Design anonymous shifts: how many people, on which shifts."""
    from scheduling import design_shifts
    from wfm.tables import CONTRACTS, REQUIREMENT

    _check_names(out, coverage)
    table = _read(requirement, REQUIREMENT, timezone)
    with progress({"shifts": "Designing shifts"}) as tell:
        result = design_shifts(
            table,
            rules=rules_from(rules),
            contracts=_maybe(contracts, CONTRACTS, timezone),
            importance=_weights(importance),
            starts=None if starts is None else starts.split(","),
            max_shifts=max_shifts,
            gap=gap,
            passes=passes,
            time_limit=time_limit,
            timezone=timezone,
            interval=interval,
            seed=seed,
            progress=lambda share: tell("shifts", share),
        )
    _write(result, out, coverage)
    _say("Shifts", result, out, as_json=as_json)


def roster(
    requirement: RequirementFile,
    agents: Annotated[Path, typer.Option(help="Agents table.")],
    contracts: Annotated[Path, typer.Option(help="Contracts table.")],
    out: o.Out,
    time_off: TimeOff = None,
    rules: o.Rules = "co",
    gap: o.Gap = 0.01,
    passes: o.Passes = None,
    time_limit: o.TimeLimit = 60.0,
    previous: Annotated[
        Path | None,
        typer.Option(
            help="Schedule worked before the first day; rest and Sundays go on from it."
        ),
    ] = None,
    availability: Availability = None,
    preferences: Annotated[
        Path | None, typer.Option(help="Preferences: hours wanted, avoided or off.")
    ] = None,
    activities: Annotated[
        Path | None, typer.Option(help="Activities: meetings and training to place.")
    ] = None,
    sites: Sites = None,
    locked: Annotated[
        Path | None,
        typer.Option(help="Schedule whose shifts stay, such as a published one."),
    ] = None,
    locked_until: Annotated[
        str | None,
        typer.Option(
            help="First day that may change, as YYYY-MM-DD; before it days off stay."
        ),
    ] = None,
    importance: Annotated[
        str | None,
        typer.Option(
            help="Weight of a queue's shortage, such as sales=2,chat=0.5; else 1."
        ),
    ] = None,
    goals: Goals = None,
    coverage: Coverage = None,
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Build a lawful roster for named agents; what is uncovered shows as shortage."""
    from scheduling import build_roster
    from wfm import tables

    _check_names(out, coverage)
    table = _read(requirement, tables.REQUIREMENT, timezone)
    files = {
        "time_off": (time_off, tables.TIME_OFF),
        "previous": (previous, tables.SCHEDULE),
        "availability": (availability, tables.AVAILABILITY),
        "preferences": (preferences, tables.PREFERENCES),
        "activities": (activities, tables.ACTIVITIES),
        "sites": (sites, tables.SITES),
        "locked": (locked, tables.SCHEDULE),
    }
    given: dict[str, Any] = {
        name: _maybe(*each, timezone) for name, each in files.items()
    }
    with progress({"roster": "Building the roster"}) as tell:
        result = build_roster(
            table,
            _read(agents, tables.AGENTS, timezone),
            _read(contracts, tables.CONTRACTS, timezone),
            **given,
            rules=rules_from(rules),
            locked_until=locked_until,
            importance=_weights(importance),
            gap=gap,
            passes=passes,
            time_limit=time_limit,
            timezone=timezone,
            interval=interval,
            queue_skills=skills_from(goals, table),
            seed=seed,
            progress=lambda share: tell("roster", share),
        )
    _write(result, out, coverage)
    _say("Roster", result, out, as_json=as_json)


def check(
    schedule: ScheduleFile,
    agents: Annotated[Path | None, typer.Option(help="Agents table.")] = None,
    contracts: Annotated[Path | None, typer.Option(help="Contracts table.")] = None,
    time_off: TimeOff = None,
    requirement: Annotated[
        Path | None, typer.Option(help="Requirement: tells when queues are open.")
    ] = None,
    availability: Availability = None,
    sites: Sites = None,
    goals: Goals = None,
    rules: o.Rules = "co",
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Table to write: violations, each with its source."),
    ] = None,
    timezone: o.Timezone = o.ZONE,
    as_json: o.AsJson = False,
) -> None:
    """List every rule that a schedule breaks; exit code 3 if there is one."""
    from app.cli.violations import counts_by_rule, show_violations
    from app.files.write import write_table
    from scheduling import validate
    from wfm.tables import (
        AGENTS,
        AVAILABILITY,
        CONTRACTS,
        REQUIREMENT,
        SCHEDULE,
        SITES,
        TIME_OFF,
        VIOLATIONS,
    )

    table = _read(schedule, SCHEDULE, timezone)
    found = validate(
        table,
        _maybe(agents, AGENTS, timezone),
        _maybe(contracts, CONTRACTS, timezone),
        time_off=_maybe(time_off, TIME_OFF, timezone),
        requirement=_maybe(requirement, REQUIREMENT, timezone),
        availability=_maybe(availability, AVAILABILITY, timezone),
        sites=_maybe(sites, SITES, timezone),
        queue_skills=skills_from(goals, _served(table)),
        rules=rules_from(rules),
        timezone=timezone,
    )
    if out is not None:
        write_table(out, found, VIOLATIONS)
    if as_json:
        print_json({"violations": len(found), "rules": counts_by_rule(found)})
    elif found.empty:
        typer.echo("no violation")
    else:
        show_violations(found)
    if len(found):
        raise typer.Exit(3)


def _check_names(*paths: Path | None) -> None:
    """Refuse names that cannot be written before the long work, not after it."""
    from app.files.write import check_name

    for path in paths:
        if path is not None:
            check_name(path)


def _read(path: Path, table: Table, timezone: str) -> pd.DataFrame:
    from app.files.read import read_table

    return read_table(path, table, timezone=timezone)


def _maybe(path: Path | None, table: Table, timezone: str) -> pd.DataFrame | None:
    return None if path is None else _read(path, table, timezone)


def _weights(given: str | None) -> dict[str, float] | None:
    """Weight by queue from a text such as ``sales=2,chat=0.5``."""
    from wfm.errors import ParameterError

    if given is None:
        return None
    weights = {}
    for part in given.split(","):
        queue, _, weight = part.partition("=")
        try:
            weights[queue.strip()] = float(weight)
        except ValueError as error:
            raise ParameterError(
                "importance", part, "a queue and its weight, such as sales=2"
            ) from error
    return weights


def _served(schedule: pd.DataFrame) -> pd.DataFrame:
    """Queues of a schedule that names some."""
    if "queue" not in schedule:
        return schedule.head(0).assign(queue="")
    return schedule[schedule["queue"] != ""]


def _write(result: ScheduleResult, out: Path, coverage: Path | None) -> None:
    from app.files.write import encode_table, write_files
    from wfm.tables import COVERAGE, SCHEDULE

    contents = {out: encode_table(out, result.schedule, SCHEDULE)}
    if coverage is not None:
        contents[coverage] = encode_table(coverage, result.shortage, COVERAGE)
    write_files(contents)


def _say(title: str, result: ScheduleResult, out: Path, *, as_json: bool) -> None:
    rows = [
        ("people", f"{result.people:,}"),
        *((f"  hired {name}", f"{heads:,}") for name, heads in result.hires.items()),
        ("required agent-hours", f"{result.required_hours:,.1f}"),
        ("uncovered agent-hours", f"{result.short_hours:,.1f}"),
        ("surplus agent-hours", f"{result.over_hours:,.1f}"),
        ("cost", f"{result.cost:,.0f}"),
        ("bound", f"{result.bound:,.0f}"),
        ("gap", f"{result.gap:.2%}"),
        ("violations found by the referee", f"{len(result.violations)}"),
        *_shares(result),
        ("seconds", f"{result.seconds:,.1f}, stopped by {result.stopped_by}"),
        ("solver", f"{result.solver}, seed {result.seed}"),
        *(("note", note) for note in result.notes),
        ("written", str(out)),
    ]
    answer(title, {**result.figures(), "out": str(out)}, rows, as_json=as_json)


def _shares(result: ScheduleResult) -> list[tuple[str, str]]:
    """Wishes, activities without a place, and how unliked shifts are shared."""
    met, asked = result.wishes
    rows = [("wishes met", f"{met:,} of {asked:,}")] if asked else []
    if result.missed is not None:
        rows.append(("places not found for activities", f"{len(result.missed):,}"))
    rows += [
        (
            f"{kind.replace('_', ' ')} an agent",
            f"{of['fewest']:,.0f} to {of['most']:,.0f}",
        )
        for kind, of in result.spread.items()
    ]
    return rows
