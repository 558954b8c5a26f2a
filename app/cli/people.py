"""Commands about people: shifts, roster, check, adherence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options as o
from app.cli.console import answer, print_json, progress, show_frame

if TYPE_CHECKING:
    import pandas as pd

    from scheduling.result import ScheduleResult
    from wfm.labour.rules import RuleBook
    from wfm.tables import Table

RequirementFile = Annotated[
    Path, typer.Argument(metavar="REQUIREMENT", help="Requirement table.")
]
ScheduleFile = Annotated[
    Path, typer.Argument(metavar="SCHEDULE", help="Schedule table.")
]
Coverage = Annotated[
    Path | None, typer.Option("--coverage", help="Coverage table to write as well.")
]
TimeOff = Annotated[Path | None, typer.Option("--time-off", help="Time off table.")]
_SHOWN = 30


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (shifts, roster, check, adherence):
        app.command()(command)


def shifts(
    requirement: RequirementFile,
    out: o.Out,
    rules: o.Rules = "co",
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
    from wfm.tables import REQUIREMENT

    table = _read(requirement, REQUIREMENT, timezone)
    with progress({"shifts": "Designing shifts"}) as tell:
        result = design_shifts(
            table,
            rules=_rules(rules),
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
        Path | None, typer.Option(help="Schedule worked before the first day.")
    ] = None,
    goals: Annotated[
        Path | None, typer.Option(help="Campaign file that says the skill of a queue.")
    ] = None,
    coverage: Coverage = None,
    timezone: o.Timezone = o.ZONE,
    interval: o.Interval = None,
    seed: o.Seed = 0,
    as_json: o.AsJson = False,
) -> None:
    """Build a lawful roster for named agents; what is uncovered shows as shortage."""
    from scheduling import build_roster
    from wfm.tables import AGENTS, CONTRACTS, REQUIREMENT, SCHEDULE, TIME_OFF

    table = _read(requirement, REQUIREMENT, timezone)
    skills = _skills(goals, table)
    with progress({"roster": "Building the roster"}) as tell:
        result = build_roster(
            table,
            _read(agents, AGENTS, timezone),
            _read(contracts, CONTRACTS, timezone),
            time_off=_maybe(time_off, TIME_OFF, timezone),
            previous=_maybe(previous, SCHEDULE, timezone),
            rules=_rules(rules),
            gap=gap,
            passes=passes,
            time_limit=time_limit,
            timezone=timezone,
            interval=interval,
            queue_skills=skills,
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
        Path | None, typer.Option(help="Requirement: when queues are open.")
    ] = None,
    rules: o.Rules = "co",
    out: Annotated[
        Path | None, typer.Option("--out", help="Violations table to write.")
    ] = None,
    timezone: o.Timezone = o.ZONE,
    as_json: o.AsJson = False,
) -> None:
    """Let the referee judge a schedule; exit code 3 if it breaks a rule."""
    from app.files.write import write_table
    from scheduling import validate
    from wfm.tables import (
        AGENTS,
        CONTRACTS,
        REQUIREMENT,
        SCHEDULE,
        TIME_OFF,
        VIOLATIONS,
    )

    found = validate(
        _read(schedule, SCHEDULE, timezone),
        _maybe(agents, AGENTS, timezone),
        _maybe(contracts, CONTRACTS, timezone),
        time_off=_maybe(time_off, TIME_OFF, timezone),
        requirement=_maybe(requirement, REQUIREMENT, timezone),
        rules=_rules(rules),
        timezone=timezone,
    )
    if out is not None:
        write_table(out, found, VIOLATIONS)
    if as_json:
        counts = found["rule"].value_counts()
        print_json(
            {
                "violations": len(found),
                "rules": {str(rule): int(count) for rule, count in counts.items()},
            }
        )
    elif found.empty:
        typer.echo("no violation")
    else:
        _show_violations(found)
    if len(found):
        raise typer.Exit(3)


def adherence(
    schedule: ScheduleFile,
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
    from app.files.toml import read_toml
    from app.files.write import write_table
    from wfm.performance.adherence import adherence as measure
    from wfm.tables import ADHERENCE, SCHEDULE, STATES

    given = read_toml(mapping) if mapping else None
    table = measure(
        _read(schedule, SCHEDULE, timezone),
        _read(states, STATES, timezone),
        grace=grace,
        mapping=given.get("states", given) if given else None,
        timezone=timezone,
    )
    write_table(out, table, ADHERENCE)
    _say_adherence(table, out, as_json=as_json)


def _read(path: Path, table: Table, timezone: str) -> pd.DataFrame:
    from app.files.read import read_table

    return read_table(path, table, timezone=timezone)


def _maybe(path: Path | None, table: Table, timezone: str) -> pd.DataFrame | None:
    return None if path is None else _read(path, table, timezone)


def _rules(given: str) -> RuleBook:
    """Rule book of a country, or of a TOML file that may name one."""
    from app.files.toml import read_toml
    from wfm.labour.rules import rule_book

    if given.lower().endswith(".toml"):
        document = read_toml(Path(given))
        return rule_book(document.get("rules", document))
    return rule_book(given)


def _skills(goals: Path | None, requirement: pd.DataFrame) -> dict[str, str] | None:
    from app.files.campaign import read_campaign
    from app.services.need import queue_skills

    if goals is None:
        return None
    return queue_skills(read_campaign(goals).campaign, requirement)


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
        ("required agent-hours", f"{result.required_hours:,.1f}"),
        ("uncovered agent-hours", f"{result.short_hours:,.1f}"),
        ("surplus agent-hours", f"{result.over_hours:,.1f}"),
        ("cost", f"{result.cost:,.0f}"),
        ("bound", f"{result.bound:,.0f}"),
        ("gap", f"{result.gap:.2%}"),
        ("violations found by the referee", f"{len(result.violations)}"),
        ("seconds", f"{result.seconds:,.1f}, stopped by {result.stopped_by}"),
        ("written", str(out)),
    ]
    answer(title, {**result.figures(), "out": str(out)}, rows, as_json=as_json)


def _show_violations(found: pd.DataFrame) -> None:
    header = ["agent", "date", "rule", "limit", "found", "source", "note"]
    shown = found.head(_SHOWN)
    title = f"{len(found)} violations"
    if len(found) > _SHOWN:
        title += f", the first {_SHOWN}"
    show_frame(
        title,
        header,
        (
            [row[name] for name in header]
            for row in shown.assign(date=shown["date"].dt.date).to_dict("records")
        ),
    )


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
