"""Command that hands a roster to those who work it: publish."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options as o
from app.cli.console import answer
from app.cli.rules import rules_from

if TYPE_CHECKING:
    from app.reports.roster.roster import Roster
    from app.services.rosters.publish import Places


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(publish)


def publish(
    schedule: Annotated[Path, typer.Argument(metavar="SCHEDULE", help="Schedule.")],
    agents: Annotated[
        Path | None,
        typer.Option(help="Agents table: teams, sites, and names if it has a `name`."),
    ] = None,
    requirement: Annotated[
        Path | None, typer.Option(help="Requirement; adds coverage to the workbook.")
    ] = None,
    ics: Annotated[
        Path | None, typer.Option(help="Folder to write: a calendar for each agent.")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option(help="Workbook to write: a sheet for each week.")
    ] = None,
    wall: Annotated[
        Path | None, typer.Option(help="HTML page to write, to print and pin up.")
    ] = None,
    title: Annotated[
        str, typer.Option(help="Title, such as the campaign's name.")
    ] = "",
    language: Annotated[
        str, typer.Option(help="Language of all texts: es or en.")
    ] = "es",
    rules: o.Rules = "co",
    timezone: o.Timezone = o.ZONE,
    as_json: o.AsJson = False,
) -> None:
    """Publish a schedule: calendars, a workbook by week, a roster for the wall."""
    from app.files.read import read_table
    from app.reports.reader import Reader
    from app.reports.roster.roster import roster_of
    from app.reports.texts import LANGUAGES
    from app.services.rosters.publish import Places
    from app.services.rosters.publish import publish as write
    from wfm.errors import ParameterError
    from wfm.performance.coverage import coverage
    from wfm.tables import AGENTS, REQUIREMENT, SCHEDULE

    if language not in LANGUAGES:
        raise ParameterError("language", language, " or ".join(LANGUAGES))
    places = Places(ics, xlsx, wall)
    segments = read_table(schedule, SCHEDULE, timezone=timezone)
    people = None if agents is None else read_table(agents, AGENTS, timezone=timezone)
    roster = roster_of(segments, people, rules_from(rules), title=title)
    covered = None
    if requirement is not None:
        needed = read_table(requirement, REQUIREMENT, timezone=timezone)
        covered = coverage(needed, segments, timezone=timezone)
    write(roster, places, Reader(language), coverage=covered, made=datetime.now(UTC))
    _say(roster, places, as_json=as_json)


def _say(roster: Roster, places: Places, *, as_json: bool) -> None:
    days = [day for week in roster.weeks() for day in week]
    tally = roster.tally(roster.people, days)
    written = {
        "calendars": places.calendars,
        "workbook": places.workbook,
        "wall": places.wall,
    }
    paths = {name: str(path) for name, path in written.items() if path is not None}
    summary = {
        "people": len(roster.people),
        "shifts": sum(map(len, roster.shifts.values())),
        "weeks": len(roster.weeks()),
        "paid_hours": round(tally.hours, 2),
        "nights": tally.nights,
        "rest_day_shifts": tally.rest_days,
        **paths,
    }
    rows = [
        ("people", f"{summary['people']:,}"),
        ("shifts", f"{summary['shifts']:,} in {summary['weeks']} weeks"),
        ("paid hours", f"{tally.hours:,.1f}"),
        ("night shifts", f"{tally.nights:,}"),
        ("shifts on Sundays and holidays", f"{tally.rest_days:,}"),
        *paths.items(),
    ]
    answer("Roster published", summary, rows, as_json=as_json)
