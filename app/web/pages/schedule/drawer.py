"""The drawer in which a shift is edited: one form for each thing that can be done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from app.services.rosters.editing import shapes_of
from app.services.rosters.editing.editing import WORK
from app.web.components.attributes import attributes
from app.web.components.icon import icon
from app.web.pages.schedule import ids as own
from app.web.texts import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from app.services.plans.plan import Plans
    from app.services.rosters.editing import Shape
    from app.web.components.controls import Choice
    from app.web.here import Here
    from app.web.pages.schedule.desk import Member
    from app.web.visitor import Visitor


def drawer(here: Here, plans: Plans, members: Mapping[str, Member]) -> Component:
    """Forms, the verdict under them, and saving; closed until a shift is chosen."""
    visitor = here.visitor
    days = [
        {"value": day.isoformat(), "label": visitor.formats.day(day)}
        for day in plans.days
    ]
    agents = [
        {"value": agent, "label": f"{agent} {member.name}".strip()}
        for agent, member in sorted(members.items())
    ]
    queues = [{"value": queue, "label": queue} for queue in plans.queues]
    return dmc.Drawer(
        [
            html.Div(id=own.DRAWER_BODY),
            html.Div(
                id=own.REFUSAL, className="edit-refusal", **attributes(role="alert")
            ),
            html.Div(
                id=own.VERDICT,
                className="edit-verdict",
                **attributes(aria_live="polite"),
            ),
            html.Div(
                _shift_forms(visitor, days, agents, queues),
                id=own.SHIFT_FORM,
                className="edit-forms",
            ),
            html.Div(
                _new_form(visitor, days, agents, queues, shapes(plans, visitor)),
                id=own.NEW_FORM,
                className="edit-forms",
                hidden=True,
            ),
            _saving(visitor),
        ],
        id=own.DRAWER,
        title=visitor.say("schedule.edit"),
        position="right",
        size="md",
        padding="md",
        keepMounted=True,
        closeButtonProps={"aria-label": visitor.say("schedule.close")},
        # The roster behind it changes with each step: it must be seen.
        overlayProps={"backgroundOpacity": 0.15},
        trapFocus=True,
        returnFocus=True,
    )


def dock(visitor: Visitor) -> Component:
    """Bar below the roster: what the referee says at once, undo, redo, and saving."""
    say = visitor.say
    steps = {own.STEP_BACK: ("undo", "step_back"), own.STEP_ON: ("redo", "step_on")}
    return html.Div(
        [
            html.Div(
                [
                    html.Div(
                        id=own.DOCK_REFUSAL,
                        className="edit-refusal",
                        **attributes(role="alert"),
                    ),
                    html.Div(
                        id=own.DOCK_SAID,
                        className="dock-said",
                        **attributes(aria_live="polite"),
                    ),
                ],
                className="dock-words",
            ),
            html.Div(
                [
                    *(
                        dmc.Button(
                            say(f"schedule.{word}"),
                            id=name,
                            leftSection=icon(symbol, 16),
                            variant="default",
                            size="xs",
                        )
                        for name, (symbol, word) in steps.items()
                    ),
                    dmc.Button(say("schedule.review"), id=own.REVIEW, size="xs"),
                ],
                className="edit-buttons",
            ),
        ],
        id=own.DOCK,
        className="dock",
        hidden=True,
    )


def shapes(plans: Plans, visitor: Visitor) -> list[Choice]:
    """Shapes of shifts that the roster has, as choices."""
    return [
        {"value": json.dumps(shape.as_json()), "label": _shape_text(shape, visitor)}
        for shape in shapes_of(plans.table("schedule"))
    ]


def _shape_text(shape: Shape, visitor: Visitor) -> str:
    formats = visitor.formats
    pauses = [
        f"{word(visitor.language, 'activity', name).lower()} +"
        f"{offset // 60}:{offset % 60:02d}"
        for offset, _, name in shape.pauses
    ]
    paid = visitor.say(
        "schedule.shape", hours=formats.hours(shape.paid_minutes / 60, 1)
    )
    return ", ".join([paid, *pauses])


def _shift_forms(
    visitor: Visitor, days: list[Choice], agents: list[Choice], queues: list[Choice]
) -> Component:
    say = visitor.say
    sections = {
        "times": [
            _select(own.TO_DAY, say("day.label"), days),
            _pair(
                _time(own.TO_START, say("column.start"), visitor),
                _time(own.TO_END, say("column.end"), visitor),
            ),
            _apply(own.APPLY_TIMES, say("schedule.apply")),
        ],
        "pause": [
            _pair(
                _select(own.PAUSE, say("schedule.pause"), []),
                _time(own.PAUSE_TO, say("schedule.pause.to"), visitor),
            ),
            _apply(own.APPLY_PAUSE, say("schedule.apply")),
        ],
        "do": [
            _pair(
                _time(own.DO_FROM, say("schedule.from"), visitor),
                _time(own.DO_UNTIL, say("schedule.until"), visitor),
            ),
            _pair(
                _select(
                    own.DO_ACTIVITY,
                    say("column.activity"),
                    [
                        {
                            "value": name,
                            "label": word(visitor.language, "activity", name),
                        }
                        for name in WORK
                    ],
                    "training",
                ),
                _select(own.DO_QUEUE, say("queue"), queues, clearable=True),
            ),
            _apply(own.APPLY_DO, say("schedule.apply")),
        ],
        "agent": [
            _select(own.OTHER, say("schedule.other"), agents, searchable=True),
            _pair(
                _apply(own.APPLY_GIVE, say("schedule.give")),
                _apply(own.APPLY_SWAP, say("schedule.swap")),
            ),
        ],
        "remove": [
            _apply(own.APPLY_REMOVE, say("schedule.remove"), color="red"),
        ],
    }
    return dmc.Accordion(
        [
            dmc.AccordionItem(
                [
                    dmc.AccordionControl(say(f"schedule.form.{name}")),
                    dmc.AccordionPanel(dmc.Stack(parts, gap="sm")),
                ],
                value=name,
            )
            for name, parts in sections.items()
        ],
        value="times",
        variant="separated",
        chevronPosition="left",
    )


def _new_form(
    visitor: Visitor,
    days: list[Choice],
    agents: list[Choice],
    queues: list[Choice],
    forms: list[Choice],
) -> Component:
    say = visitor.say
    return dmc.Stack(
        [
            _select(own.ADD_AGENT, say("column.agent"), agents, searchable=True),
            _pair(
                _select(own.ADD_DAY, say("day.label"), days),
                _time(own.ADD_START, say("column.start"), visitor, "08:00"),
            ),
            _select(
                own.ADD_SHAPE,
                say("schedule.shape.label"),
                forms,
                forms[0]["value"] if forms else None,
            ),
            _select(
                own.ADD_QUEUE,
                say("queue"),
                queues,
                queues[0]["value"] if queues else None,
            ),
            _apply(own.APPLY_ADD, say("schedule.new")),
        ],
        gap="sm",
    )


def _saving(visitor: Visitor) -> Component:
    say = visitor.say
    return html.Div(
        [
            html.Div(className="edit-count", id=own.BAR),
            dmc.TextInput(
                id=own.REASON,
                label=say("schedule.reason"),
                placeholder=say("schedule.reason.example"),
                size="sm",
                inputProps={"maxLength": 500},
            ),
            html.Div(
                [
                    dmc.Button(say("schedule.save"), id=own.SAVE, size="xs"),
                    dmc.Button(
                        say("schedule.back"),
                        id=own.BACK_ONE,
                        size="xs",
                        variant="default",
                    ),
                    dmc.Button(
                        say("schedule.discard"),
                        id=own.DISCARD,
                        size="xs",
                        variant="subtle",
                        color="red",
                    ),
                ],
                className="edit-buttons",
            ),
        ],
        className="edit-saving",
    )


def _pair(*parts: Component) -> html.Div:
    return html.Div([*parts], className="edit-pair")


def _time(
    component_id: str, label: str, visitor: Visitor, value: str = ""
) -> dmc.TimePicker:
    """Clock of 24 hours whatever the system's, as operations use it."""
    return dmc.TimePicker(
        id=component_id,
        label=label,
        value=value,
        format="24h",
        size="sm",
        hoursInputLabel=f"{label}: {visitor.say('schedule.clock.hours')}",
        minutesInputLabel=f"{label}: {visitor.say('schedule.clock.minutes')}",
    )


def _select(
    component_id: str,
    label: str,
    data: list[Choice],
    value: str | None = None,
    **more: bool,
) -> dmc.Select:
    return dmc.Select(
        id=component_id,
        label=label,
        data=[*data],
        value=value,
        size="sm",
        allowDeselect=more.get("clearable", False),
        comboboxProps={"withinPortal": True, "zIndex": 400},
        **more,
    )


def _apply(component_id: str, label: str, color: str = "") -> dmc.Button:
    colour = {"color": color} if color else {}
    return dmc.Button(label, id=component_id, size="sm", variant="light", **colour)
