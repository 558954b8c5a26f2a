"""Controls that several pages share: choices, a day stepper, buttons, a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import dcc, html

from app.web.components.attributes import attributes
from app.web.components.icon import icon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dash.development.base_component import Component

    from app.web.visitor import Visitor

Choice = dict[str, str]


def heading(title: str, lead: str, *actions: Component) -> html.Div:
    """Title of a page, one line under it, and what can be done with it."""
    return html.Div(
        [
            html.Div(
                [
                    dmc.Title(title, order=1, className="page-title"),
                    dmc.Text(lead, c="dimmed", size="sm"),
                ],
                className="heading-words",
            ),
            html.Div([*actions], className="heading-actions"),
        ],
        className="heading",
    )


def choice(
    component_id: str, label: str, data: Sequence[Choice], value: str | None
) -> dmc.Select:
    """Choice of one of several values; its label is read aloud, not shown."""
    return dmc.Select(
        id=component_id,
        data=[*data],
        value=value,
        allowDeselect=False,
        size="sm",
        className="choice",
        **attributes(aria_label=label),
        comboboxProps={
            "shadow": "md",
            "width": "max-content",
            "position": "bottom-start",
        },
        withCheckIcon=False,
    )


def day_field(
    component_id: str,
    visitor: Visitor,
    value: str | None,
    **options: Any,  # noqa: ANN401 - of the component
) -> dmc.DateInput:
    """Field of any day, written and chosen as the visitor's language does."""
    return dmc.DateInput(
        id=component_id,
        value=value,
        valueFormat="DD/MM/YYYY" if visitor.language == "es" else "MM/DD/YYYY",
        **options,
    )


def day_choices(days: Iterable[date], visitor: Visitor) -> list[Choice]:
    """Days as choices: their ISO date, and how the language writes it."""
    return [
        {"value": day.isoformat(), "label": visitor.formats.day(day)} for day in days
    ]


def day_stepper(
    ids: tuple[str, str, str], visitor: Visitor, days: Sequence[date], day: date
) -> html.Div:
    """Choice of a day between a step back and a step on; `ids` in that order."""
    back, middle, onward = ids
    return html.Div(
        [
            step_button(back, "left", visitor.say("day.back")),
            choice(
                middle,
                visitor.say("day.label"),
                day_choices(days, visitor),
                day.isoformat(),
            ),
            step_button(onward, "right", visitor.say("day.next")),
        ],
        className="stepper",
    )


def step_button(component_id: str, symbol: str, label: str) -> dmc.ActionIcon:
    """Small button with a symbol, and a name for those who cannot see it."""
    return dmc.ActionIcon(
        icon(symbol),
        id=component_id,
        variant="default",
        size=36,
        buttonProps={"aria-label": label, "title": label},
    )


def action(component_id: str, symbol: str, label: str) -> dmc.Button:
    """Button with a symbol and a word."""
    return dmc.Button(
        label,
        id=component_id,
        leftSection=icon(symbol, 16),
        variant="default",
        size="sm",
        className="action",
    )


def download(button: str, file: str, visitor: Visitor) -> list[Component]:
    """Button that gives the page's table as an Excel file."""
    return [
        action(button, "download", visitor.say("excel")),
        dcc.Download(id=file),
    ]


def segments(
    component_id: str, data: Sequence[Choice], value: str
) -> dmc.SegmentedControl:
    """Few values side by side of which one holds."""
    return dmc.SegmentedControl(
        id=component_id, data=[*data], value=value, size="sm", withItemsBorders=False
    )


def card(*children: Component, title: str = "", class_name: str = "") -> dmc.Card:
    """Card with an optional title."""
    top = [html.H2(title, className="card-title")] if title else []
    return dmc.Card([*top, *children], withBorder=True, className=class_name)
