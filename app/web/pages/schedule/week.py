"""A week of the roster: an agent a row, a day a column, hours at the end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import dash_ag_grid as dag
import pandas as pd

from app.web.figures.series import wall
from app.web.figures.staffing import agent_traces
from app.web.importing.words import column_name
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.view import ALL, Choice, chosen_rows
from app.web.spreadsheet import DECIMAL, TEXT, Field
from app.web.theme import Figure, axis, base_layout
from wfm.schedule import UNPAID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.plans.plan import Plans
    from app.web.pages.schedule.desk import Member
    from app.web.visitor import Visitor

DAYS = 7
WEEK_HEIGHT = 150
_ROW, _HEAD, _MOST = 32, 36, 18
_DAY_MS = 86_400_000


def week_of(day: date, days: tuple[date, ...]) -> tuple[date, ...]:
    """Days of a plan in the week, from Monday on, of one of them."""
    monday = day - timedelta(days=day.weekday())
    wanted = {monday + timedelta(days=number) for number in range(DAYS)}
    return tuple(each for each in days if each in wanted)


def week_rows(
    plans: Plans,
    days: tuple[date, ...],
    choice: Choice,
    members: Mapping[str, Member],
) -> list[dict[str, Any]]:
    """
    Rows of the grid, by agent.

    Parameters
    ----------
    plans : Plans
        Shown.
    days : tuple of date
        Columns.
    choice : Choice
        Team, site and queue.
    members : mapping of str to Member
        Who is known.

    Returns
    -------
    list of dict
        ``agent``, ``team``, a span such as ``08:00-17:00`` by ISO date, and paid
        ``hours``. A shift belongs to the day on which it starts.
    """
    found = pd.concat([_starting(plans.schedule(day), day) for day in days])
    rows = chosen_rows(found, choice, members)
    if choice.queue != ALL:
        serving = rows.loc[rows["queue"] == choice.queue, "agent"].unique()
        rows = rows[rows["agent"].isin(serving)]
    table: dict[str, dict[str, Any]] = {}
    for (agent, day, _), own_rows in rows.groupby(["agent", "date", "shift"]):
        entry = table.setdefault(str(agent), {"agent": str(agent), "hours": 0.0})
        span = (
            f"{own_rows['start'].min():%H:%M}\N{EN DASH}{own_rows['end'].max():%H:%M}"
        )
        name = f"{day:%Y-%m-%d}"
        entry[name] = f"{entry[name]} {span}" if name in entry else span
        paid = own_rows.loc[~own_rows["activity"].isin(UNPAID), "minutes"].sum()
        entry["hours"] += float(paid) / 60
    for agent, entry in table.items():
        member = members.get(agent)
        entry["team"] = member.team if member else ""
        entry["name"] = member.name if member else ""
    return [table[agent] for agent in sorted(table)]


def week_grid(
    rows: list[dict[str, Any]], days: tuple[date, ...], visitor: Visitor, *, edits: bool
) -> dag.AgGrid:
    """Grid of a week; its cells open a shift for those who edit."""
    return dag.AgGrid(
        # Another type for readers: no callback of theirs listens to its cells.
        id={
            "type": own.WEEK_GRID if edits else own.WEEK_READ,
            "week": days[0].isoformat(),
        },
        rowData=rows,
        columnDefs=_columns(rows, days, visitor),
        columnSize="responsiveSizeToFit",
        defaultColDef={"sortable": True, "resizable": True, "suppressMovable": True},
        dashGridOptions={
            "rowHeight": _ROW,
            "headerHeight": _HEAD,
            "animateRows": False,
            "localeText": {"noRowsToShow": visitor.say("roster.nobody")},
        },
        getRowId="params.data.agent",
        style={
            "height": _HEAD + _ROW * min(max(len(rows), 2), _MOST) + 4,
            "width": "100%",
        },
    )


def week_fields(
    rows: list[dict[str, Any]], days: tuple[date, ...], visitor: Visitor
) -> list[Field]:
    """Columns of a week's grid, for a file."""
    table = pd.DataFrame(rows)
    heads = {"agent": visitor.say("column.agent")}
    if _named(rows):
        heads["name"] = column_name(visitor, "name")
    heads |= {"team": visitor.say("column.team")}
    heads |= {day.isoformat(): visitor.formats.short_day(day) for day in days}
    fields = [
        Field(title, TEXT, table.reindex(columns=[name])[name].fillna("").astype("str"))
        for name, title in heads.items()
    ]
    hours = table.reindex(columns=["hours"])["hours"].astype("float64")
    return [*fields, Field(visitor.say("schedule.hours"), DECIMAL, hours)]


def _named(rows: list[dict[str, Any]]) -> bool:
    """Whether the name of anybody is known."""
    return any(row["name"] for row in rows)


def _columns(
    rows: list[dict[str, Any]], days: tuple[date, ...], visitor: Visitor
) -> list[dict[str, Any]]:
    """Columns of the grid: agent, team where there are any, days, hours."""
    hours = {"function": "aforoHours(params.value)"}
    who = {"function": "params.data.agent + ' ' + params.data.name"}
    wide = 170 if _named(rows) else 104
    team = {"field": "team", "headerName": visitor.say("column.team"), "minWidth": 100}
    return [
        {
            "field": "agent",
            "headerName": visitor.say("column.agent"),
            "pinned": "left",
            "filter": True,
            "filterValueGetter": who,
            "valueFormatter": who,
            "minWidth": wide,
            "width": wide,
            "tooltipField": "name",
        },
        *([team] if any(row["team"] for row in rows) else []),
        *(
            {
                "field": day.isoformat(),
                "headerName": visitor.formats.short_day(day),
                "minWidth": 112,
                "cellClass": "week-cell",
            }
            for day in days
        ),
        {
            "field": "hours",
            "headerName": visitor.say("schedule.hours"),
            "type": "numericColumn",
            "minWidth": 76,
            "width": 76,
            "valueFormatter": hours,
        },
    ]


def week_total(
    plans: Plans, days: tuple[date, ...], queue: str, visitor: Visitor
) -> Figure:
    """Scheduled agents against required ones over a week."""
    chosen = None if queue == ALL else queue
    rows = plans.coverage(days[0], len(days), queue=chosen)
    needed = rows.rename(columns={"required": "to_schedule"})[["start", "to_schedule"]]
    window = wall(pd.Series([pd.Timestamp(days[0]), _after(days[-1])]))
    return {
        "data": agent_traces(needed, rows, plans.summary["interval"], visitor),
        "layout": base_layout(
            visitor,
            margin={"l": 34, "r": 8, "t": 8, "b": 34},
            hovermode="x unified",
            xaxis=axis(
                visitor,
                type="date",
                range=window,
                dtick=_DAY_MS,
                tickformat="%a<br>%d",
                tickangle=0,
                ticklabelmode="period",
            ),
            yaxis=axis(visitor, rangemode="tozero", nticks=4),
        ),
    }


def _after(day: date) -> pd.Timestamp:
    return pd.Timestamp(day) + pd.Timedelta(days=1)


def _starting(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    return rows[rows["date"] == pd.Timestamp(day)]
