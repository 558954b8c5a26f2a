"""The part of the roster that is chosen, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dash import html

from app.web.components.legend import AREA, LINE, legend
from app.web.figures.roster import Roster, roster_of
from app.web.spreadsheet import TEXT, TIME, WHOLE, Field
from app.web.texts import word
from app.web.theme import ACTIVITIES, REQUIRED, SCHEDULED, SHORT

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from dash.development.base_component import Component

    from app.services.plans.plan import Plans
    from app.web.pages.schedule.desk import Member
    from app.web.visitor import Visitor

ALL = "*"
_COLUMNS = {
    "agent": TEXT,
    "team": TEXT,
    "start": TIME,
    "end": TIME,
    "activity": TEXT,
    "queue": TEXT,
    "minutes": WHOLE,
}


@dataclass(frozen=True)
class Choice:
    """
    What the visitor chose; ``*`` stands for all.

    Attributes
    ----------
    day, queue, team, site, skill, contract : str
        Of the agents shown.
    sort : str
        ``start``, ``agent`` or ``team``: the order of the rows.
    """

    day: str
    queue: str
    team: str
    site: str | None = ALL
    skill: str | None = ALL
    contract: str | None = ALL
    sort: str | None = "start"


def chosen_rows(
    rows: pd.DataFrame, choice: Choice, members: Mapping[str, Member]
) -> pd.DataFrame:
    """Segments of the agents of the chosen team and site, with their ``team``."""
    if members:
        teams = {agent: member.team for agent, member in members.items()}
        rows = rows.assign(team=rows["agent"].map(teams).fillna(""))
    if choice.team != ALL and "team" in rows:
        rows = rows[rows["team"] == choice.team]
    chosen = [
        agent
        for agent, member in members.items()
        if choice.site in (None, ALL, member.site)
        and choice.contract in (None, ALL, member.contract)
        and (choice.skill in (None, ALL) or choice.skill in member.skills)
    ]
    if len(chosen) == len(members):
        # Nobody is left out, nor is who works here without being in the list.
        return rows
    return rows[rows["agent"].isin(chosen)]


def chosen_roster(
    plans: Plans, choice: Choice, members: Mapping[str, Member] | None = None
) -> Roster:
    """Agents who serve the queue on that day, with all they do."""
    day = date.fromisoformat(choice.day)
    rows = chosen_rows(plans.schedule(day), choice, members or {})
    queue = None if choice.queue == ALL else choice.queue
    if queue is not None:
        serving = rows.loc[rows["queue"] == queue, "agent"].unique()
        rows = rows[rows["agent"].isin(serving)]
    coverage = plans.coverage(day, queue=queue)
    interval = plans.summary["interval"]
    return roster_of(rows, coverage, day, interval, by=choice.sort or "start")


def facts(roster: Roster, visitor: Visitor) -> list[Component]:
    """Who works, for how long, and where agents are missing."""
    formats = visitor.formats
    hours = roster.interval / 60
    on_contacts = roster.segments["activity"].isin(("contacts", "overtime"))
    contact_hours = roster.segments.loc[on_contacts, "minutes"].sum() / 60
    rows = roster.coverage
    said = [
        visitor.say("roster.people", count=len(roster.agents)),
        visitor.say("roster.contact_hours", hours=formats.hours(contact_hours)),
        visitor.say("roster.over", hours=formats.hours(rows["over"].sum() * hours, 1)),
    ]
    parts = [html.Span(text) for text in said]
    short = rows["short"].sum() * hours
    if not len(rows) or short <= 0:
        return [*parts, html.Span(visitor.say("roster.covered"), className="good")]
    worst = rows.iloc[int(rows["short"].to_numpy().argmax())]
    return [
        *parts,
        html.Span(
            visitor.say(
                "roster.short",
                hours=formats.hours(short, 1),
                agents=formats.number(worst["short"], 1),
                time=f"{worst['start']:%H:%M}",
            ),
            className="bad",
        ),
    ]


def key(roster: Roster, visitor: Visitor) -> html.Div:
    """Legend of what the day has: its activities, then the lines of the total."""
    seen = set(roster.segments["activity"])
    activities = [
        (colour, AREA, word(visitor.language, "activity", name))
        for name, colour in ACTIVITIES.items()
        if name in seen
    ]
    totals = [
        (REQUIRED, LINE, visitor.say("plan.required")),
        (SCHEDULED, LINE, visitor.say("plan.scheduled")),
        (SHORT, AREA, visitor.say("plan.short")),
    ]
    return legend([*activities, *totals])


def roster_fields(roster: Roster, visitor: Visitor) -> list[Field]:
    """Columns of the shown segments, a row each, for a file."""
    rows = roster.segments.copy()
    rows["activity"] = [
        word(visitor.language, "activity", str(name)) for name in rows["activity"]
    ]
    return [
        Field(visitor.say(f"column.{name}"), kind, rows[name])
        for name, kind in _COLUMNS.items()
        if name in rows
    ]
