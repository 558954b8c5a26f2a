"""Shifts without names that would cover the requirement, by when they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import Input, Output, html

from app.services.access import Action
from app.web import ids as shell
from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.downloads import Saved, downloads, register_downloads
from app.web.figures.shifts import shifts_figure, shifts_height
from app.web.pages.staffing import ids
from app.web.spreadsheet import DAY, DECIMAL, TEXT, TIME, Field
from wfm.schedule import with_shifts

if TYPE_CHECKING:
    import pandas as pd
    from dash.development.base_component import Component

    from app.services.plans.plan import Plans
    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.theme import Figure
    from app.web.visitor import Visitor

# Patterns; most others are there once or twice.
MOST_ROWS = 20
_REST = ("break", "lunch")


def shifts_card(plans: Plans, visitor: Visitor) -> list[Component]:
    """Card of the shifts that a plan would hire for; none where it designed none."""
    if plans.absent("shifts") is not None:
        return []
    shifts = anonymous_shifts(plans)
    if shifts.empty:
        return []
    found = patterns(shifts)
    shown = usual(found)
    lead = visitor.say(
        "shifts.lead",
        shifts=visitor.formats.number(len(shifts)),
        patterns=visitor.formats.number(len(found)),
    )
    return [
        controls.card(
            html.P(lead, className="quiet"),
            chart(
                ids.SHIFTS_CHART,
                visitor,
                shifts_height(len(shown)),
                shifts_figure(shown, visitor),
            ),
            *_more(len(found) - len(shown), visitor),
            html.Div(
                downloads(ids.SHIFTS_EXCEL, ids.SHIFTS_FILE, visitor),
                className="controls",
            ),
            title=visitor.say("shifts.title"),
            class_name="shift-patterns",
        )
    ]


def register_shifts(registry: Registry) -> None:
    """Add the card's callbacks to a registry."""
    register_downloads(
        registry,
        Action.STAFFING_READ,
        (ids.SHIFTS_EXCEL, ids.SHIFTS_FILE),
        {},
        _saved,
    )

    @registry.callback(
        Action.STAFFING_READ,
        output=Output(ids.SHIFTS_CHART, "figure"),
        inputs=[Input(shell.THEME, "data")],
        prevent_initial_call=True,
    )
    def repaint(here: Here, theme: str) -> Figure:
        shown = usual(patterns(anonymous_shifts(here.plans)))
        return shifts_figure(shown, here.themed(theme).visitor)


def anonymous_shifts(plans: Plans) -> pd.DataFrame:
    """
    One row for each shift that was designed.

    Parameters
    ----------
    plans : Plans
        With such shifts.

    Returns
    -------
    DataFrame
        ``name``, ``date`` (naive), ``start`` and ``end`` (aware), ``hours`` present and
        ``rest`` (hours of it in breaks), by start.
    """
    rows = with_shifts(plans.table("shifts"))
    rest = rows["minutes"].where(rows["activity"].isin(_REST), 0.0)
    by_shift = rows.assign(rest=rest / 60).groupby("shift")
    found = by_shift.agg(
        name=("agent", "first"),
        date=("date", "first"),
        start=("start", "min"),
        end=("end", "max"),
        rest=("rest", "sum"),
    )
    found["hours"] = (found["end"] - found["start"]).dt.total_seconds() / 3600
    return found.sort_values(["start", "end", "name"], ignore_index=True)


def patterns(shifts: pd.DataFrame) -> pd.DataFrame:
    """
    Count shifts by the clocks at which they begin and end.

    Parameters
    ----------
    shifts : DataFrame
        As `anonymous_shifts` gives them.

    Returns
    -------
    DataFrame
        ``begin`` and ``end`` (clocks), ``from_hour`` (hours after midnight), ``hours``
        and ``shifts``, by clock.
    """
    start = shifts["start"]
    named = shifts.assign(
        begin=start.dt.strftime("%H:%M"),
        end=shifts["end"].dt.strftime("%H:%M"),
        from_hour=start.dt.hour + start.dt.minute / 60,
    )
    return (
        named.groupby(["begin", "end"])
        .agg(
            from_hour=("from_hour", "first"),
            hours=("hours", "mean"),
            shifts=("name", "size"),
        )
        .reset_index()
    )


def usual(found: pd.DataFrame) -> pd.DataFrame:
    """Patterns that are there most often, by clock."""
    return found.nlargest(MOST_ROWS, "shifts").sort_values(["begin", "end"])


def _saved(here: Here) -> Saved:
    visitor, rows = here.visitor, anonymous_shifts(here.plans)
    fields = [
        Field(visitor.say("shifts.name"), TEXT, rows["name"].astype("str")),
        Field(visitor.say("column.date"), DAY, rows["date"]),
        Field(visitor.say("column.start"), TIME, rows["start"]),
        Field(visitor.say("column.end"), TIME, rows["end"]),
        Field(visitor.say("shifts.hours"), DECIMAL, rows["hours"]),
        Field(visitor.say("shifts.rest"), DECIMAL, rows["rest"]),
    ]
    return Saved("aforo-shifts", {visitor.say("shifts.title"): fields})


def _more(count: int, visitor: Visitor) -> list[Component]:
    if count <= 0:
        return []
    return [html.P(visitor.say("shifts.more", count=count), className="quiet")]
