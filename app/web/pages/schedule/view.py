"""The part of the roster that is chosen, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dash import html

from app.web.components.legend import AREA, LINE, legend
from app.web.figures.roster import Roster, roster_of
from app.web.pages.schedule import ids as own
from app.web.spreadsheet import TEXT, TIME, WHOLE, Field, workbook
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
    """What the visitor chose: a day, a queue, a team and a site, ``*`` for all."""

    day: str
    queue: str
    team: str
    site: str | None = ALL


def chosen_rows(
    rows: pd.DataFrame, choice: Choice, members: Mapping[str, Member]
) -> pd.DataFrame:
    """Segments of the agents of the chosen team and site, with their ``team``."""
    if members:
        teams = {agent: member.team for agent, member in members.items()}
        rows = rows.assign(team=rows["agent"].map(teams).fillna(""))
    if choice.team != ALL and "team" in rows:
        rows = rows[rows["team"] == choice.team]
    if choice.site not in (None, ALL):
        there = [a for a, member in members.items() if member.site == choice.site]
        rows = rows[rows["agent"].isin(there)]
    return rows


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
    return roster_of(rows, coverage, day, plans.summary["interval"])


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


def names(
    roster: Roster,
    members: Mapping[str, Member] | None = None,
    *,
    visitor: Visitor | None = None,
) -> list[Component]:
    """
    Row labels, in the order and at the height of the bars.

    With a visitor each is a button that opens the agent's first shift of the day, so
    that a roster can be edited without a mouse.
    """
    known = members or {}
    labels: list[Component] = []
    begins = roster.segments.groupby("agent")["start"].min()
    for agent in roster.agents:
        member = known.get(agent)
        said = f"{agent} {member.name}".strip() if member else agent
        if visitor is None:
            labels.append(html.Div(agent, title=said))
            continue
        labels.append(
            html.Div(
                html.Button(
                    agent,
                    id={
                        "type": own.SHIFT,
                        "agent": agent,
                        "start": begins[agent].isoformat(),
                    },
                    className="gantt-name",
                    type="button",
                    title=visitor.say("schedule.open", who=said),
                )
            )
        )
    return labels


def roster_workbook(roster: Roster, visitor: Visitor) -> bytes:
    """Excel sheet of the shown segments, a row each."""
    rows = roster.segments.copy()
    rows["activity"] = [
        word(visitor.language, "activity", str(name)) for name in rows["activity"]
    ]
    fields = [
        Field(visitor.say(f"column.{name}"), kind, rows[name])
        for name, kind in _COLUMNS.items()
        if name in rows
    ]
    return workbook(visitor.say("roster.nav"), fields)
