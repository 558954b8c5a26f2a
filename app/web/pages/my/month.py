"""A month of own shifts as a calendar, and the hours of the week."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dash import html

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.people.own_schedule import OwnSchedule
    from app.web.visitor import Visitor

_WEEK = 7


def month_table(
    own: OwnSchedule, first: date, today: date, visitor: Visitor
) -> Component:
    """
    Weeks of a month, a cell a day.

    Parameters
    ----------
    own : OwnSchedule
        Published shifts.
    first : date
        First day of the month.
    today : date
        Marked.
    visitor : Visitor
        The agent.
    """
    formats = visitor.formats
    monday = date(2024, 1, 1)
    heads = [
        formats.short_day(monday + timedelta(days=n)).split(" ")[0].split("\xa0")[0]
        for n in range(_WEEK)
    ]
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    years = {day.year for week in weeks for day in week}
    holidays = own.rules.holidays(years, language=visitor.language)
    return html.Table(
        [
            html.Caption(month_name(first, visitor)),
            html.Thead(html.Tr([html.Th(head) for head in heads])),
            html.Tbody(
                [
                    html.Tr([_day(day, own, first, today, holidays) for day in week])
                    for week in weeks
                ]
            ),
        ],
        className="my-month",
    )


def _day(
    day: date,
    own: OwnSchedule,
    first: date,
    today: date,
    holidays: dict[date, str],
) -> Component:
    mine = [shift for shift in own.shifts if shift.date == day]
    spans = [
        html.Div([html.Div(f"{s.start:%H:%M}"), html.Div(f"{s.end:%H:%M}")])
        for s in mine
    ]
    rostered = (
        own.first is not None and own.last is not None and own.first <= day <= own.last
    )
    names = [
        "today" if day == today else "",
        "works" if mine else "",
        "holiday" if day in holidays else "",
        "other" if day.month != first.month else "",
    ]
    free = [html.Div("\N{EN DASH}")] if rostered and not mine else []
    return html.Td(
        [html.Span(str(day.day), className="date"), *spans, *free],
        className=" ".join(filter(None, names)),
        title=holidays.get(day),
    )


def month_name(first: date, visitor: Visitor) -> str:
    """Month and year: ``diciembre de 2026``."""
    from babel.dates import format_date  # noqa: PLC0415 - of babel, not of the page

    pattern = "MMMM 'de' y" if visitor.language == "es" else "MMMM y"
    return str(format_date(first, pattern, locale=visitor.formats.locale))


def paid_hours(own: OwnSchedule, monday: date) -> float:
    """Paid hours of the shifts that start in a week."""
    last = monday + timedelta(days=_WEEK - 1)
    minutes = sum(s.paid_minutes for s in own.shifts if monday <= s.date <= last)
    return minutes / 60
