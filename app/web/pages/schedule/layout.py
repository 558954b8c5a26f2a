"""What stands on the page of the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
import pandas as pd
from dash import dcc, html

from app.services.access import Action
from app.web import ids
from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.icon import icon
from app.web.components.notices import missing
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.desk import draft_of, may_edit, members
from app.web.pages.schedule.dialogs import publish_dialog, versions_dialog
from app.web.pages.schedule.drawer import dock, drawer
from app.web.pages.schedule.gantt import gantt
from app.web.pages.schedule.requests import requests_card
from app.web.pages.schedule.view import ALL
from app.web.pages.schedule.week import DAYS, WEEK_HEIGHT
from wfm.intervals import zone

if TYPE_CHECKING:
    from datetime import date

    from dash.development.base_component import Component

    from app.services.plans.plan import Plans
    from app.web.here import Here
    from app.web.pages.schedule.desk import Member
    from app.web.visitor import Visitor


def layout(here: Here) -> Component:
    """Day, queue, team and site to choose; facts, total and bars below."""
    plans, visitor = here.plans, here.visitor
    reason = plans.absent("schedule")
    title = visitor.say("roster.title")
    if reason is not None and plans.absent("shifts") is not None:
        return html.Div(
            [
                controls.heading(title, ""),
                requests_card(here),
                missing(visitor, "schedule", reason),
            ],
            className="stack",
        )
    known = members(here)
    edits = may_edit(here) and not plans.anonymous
    lead = "roster.lead" if edits else "roster.lead.read"
    if plans.anonymous:
        lead = "roster.lead.anonymous"
    return html.Div(
        [
            controls.heading(title, visitor.say(lead), *_actions(here, plans)),
            html.Div(id=own.EXPORT_JOB),
            html.Div(id=own.STATUS, className="schedule-status"),
            *([html.Div(id=own.KPIS, className="roster-kpis")] if edits else []),
            requests_card(here),
            _controls(plans, visitor, known, marked=edits),
            html.Div(
                [
                    controls.card(
                        html.Div(
                            [
                                html.Div(id=ids.ROSTER_FACTS, className="fact-line"),
                                html.Div(id=ids.ROSTER_LEGEND),
                            ],
                            className="facts-and-key",
                        ),
                        gantt(visitor),
                        class_name="gantt-card",
                    ),
                    *([html.Div(id=own.BROKEN)] if edits else []),
                ],
                id=own.DAY_PART,
                className="stack",
            ),
            html.Div(
                controls.card(
                    chart(own.WEEK_TOTAL, visitor, WEEK_HEIGHT, buttons=False),
                    dcc.Loading(html.Div(id=own.WEEK_BOX), delay_show=400, type="dot"),
                    class_name="gantt-card",
                ),
                id=own.WEEK_PART,
                hidden=True,
            ),
            *_editing(here, plans, known),
        ],
        className="stack schedule",
    )


def _editing(here: Here, plans: Plans, known: dict[str, Member]) -> list[Component]:
    """Forms and dialogs of those who may use them."""
    edits = may_edit(here) and not plans.anonymous
    drawn = (own.BOARD, own.BOARD_DRAWN, own.MARKS, own.MARKS_DRAWN)
    parts: list[Component] = [
        *(dcc.Store(id=name) for name in (*drawn, own.EXPORT_PNG_DONE)),
        dcc.Store(id=own.PENDING, data=_nothing_pending(here) if edits else None),
        dcc.Store(id=own.CHOSEN),
        dcc.Download(id=own.EXPORT_FILE),
    ]
    if edits:
        heard = (own.DROP, own.DROP_ANSWER, own.DROP_HEARD)
        parts += [dcc.Store(id=name) for name in heard]
        parts += [drawer(here, plans, known), dock(here.visitor)]
    if here.may(Action.SCHEDULE_PUBLISH):
        parts += [versions_dialog(here.visitor), publish_dialog(here.visitor)]
    return parts


def _nothing_pending(here: Here) -> dict[str, object]:
    draft = draft_of(here, None)
    return {"version": draft.version.id, "number": draft.number, "operations": []}


def _actions(here: Here, plans: Plans) -> list[Component]:
    visitor = here.visitor
    parts: list[Component] = []
    if may_edit(here) and not plans.anonymous:
        parts.append(controls.action(own.NEW_SHIFT, "add", visitor.say("schedule.new")))
        parts.append(controls.action(own.UNDO, "undo", visitor.say("schedule.undo")))
    if here.may(Action.SCHEDULE_PUBLISH):
        said = visitor.say("schedule.versions")
        parts.append(controls.action(own.VERSIONS, "versions", said))
    parts.append(_files(visitor))
    if here.may(Action.SCHEDULE_PUBLISH):
        parts.append(
            dmc.Button(visitor.say("schedule.publish"), id=own.PUBLISH, size="sm")
        )
    return parts


def _files(visitor: Visitor) -> dmc.Menu:
    """Menu of the forms in which the roster leaves the app."""
    entries = {
        ids.ROSTER_EXCEL: "schedule.file.table",
        own.EXPORT_CSV: "schedule.file.csv",
        own.EXPORT_PNG: "schedule.file.png",
        own.EXPORT_WEEKS: "schedule.file.weeks",
        own.EXPORT_WALL: "schedule.file.wall",
        own.EXPORT_ICS: "schedule.file.ics",
    }
    return html.Div(
        [
            dmc.Menu(
                [
                    dmc.MenuTarget(
                        dmc.Button(
                            visitor.say("schedule.files"),
                            leftSection=icon("download", 16),
                            variant="default",
                            size="sm",
                            className="action",
                        )
                    ),
                    dmc.MenuDropdown(
                        [
                            dmc.MenuItem(visitor.say(said), id=name)
                            for name, said in entries.items()
                        ]
                    ),
                ],
                position="bottom-end",
                # Tab goes from the button into its entries: a trap of what is kept
                # mounted never takes hold.
                trapFocus=False,
                withinPortal=False,
                menuItemTabIndex=0,
                # The entries are there for their callbacks while the menu is shut.
                keepMounted=True,
            ),
            dcc.Download(id=ids.ROSTER_FILE),
        ]
    )


def _controls(
    plans: Plans, visitor: Visitor, known: dict[str, Member], *, marked: bool
) -> html.Div:
    everything = {"value": ALL, "label": visitor.say("queue.all")}
    queues = [everything, *({"value": q, "label": q} for q in plans.queues)]
    named = {member.team for member in known.values()} | set(plans.teams)
    sites = sorted({member.site for member in known.values()} - {""})
    contracts = sorted({member.contract for member in known.values()} - {""})
    skills = sorted({skill for member in known.values() for skill in member.skills})
    orders = [
        {"value": name, "label": visitor.say(f"schedule.sort.{name}")}
        for name in ("start", "agent", "team")
    ]
    # By the days that a step goes on.
    views = [
        {"value": str(step), "label": visitor.say(f"schedule.view.{name}")}
        for name, step in (("day", 1), ("week", DAYS))
    ]
    return html.Div(
        [
            controls.segments(own.VIEW, views, "1"),
            controls.day_stepper(
                (ids.ROSTER_BACK, ids.ROSTER_DAY, ids.ROSTER_NEXT),
                visitor,
                plans.days,
                _first_shown(plans),
            ),
            controls.choice(ids.ROSTER_QUEUE, visitor.say("queue"), queues, ALL),
            _filter(ids.ROSTER_TEAM, visitor, "team", sorted(named - {""})),
            html.Details(
                [
                    html.Summary(visitor.say("schedule.more")),
                    html.Div(
                        [
                            _filter(own.SITE, visitor, "site", sites),
                            _filter(own.SKILL, visitor, "skill", skills),
                            _filter(own.CONTRACT, visitor, "contract", contracts),
                            controls.choice(
                                own.SORT,
                                visitor.say("schedule.sort"),
                                orders,
                                orders[0]["value"],
                            ),
                        ],
                        className="more-filters-list",
                    ),
                ],
                className="more-filters",
            ),
            html.Div(
                dmc.Checkbox(
                    id=own.ONLY, label=visitor.say("schedule.only"), size="sm"
                ),
                hidden=not marked,
                className="schedule-only",
            ),
        ],
        className="controls",
    )


def _first_shown(plans: Plans) -> date:
    """Today where the plan covers it, else its first day."""
    today = pd.Timestamp.now(tz=zone(plans.timezone)).date()
    return today if today in plans.days else plans.days[0]


def _filter(name: str, visitor: Visitor, what: str, values: list[str]) -> html.Div:
    data = [{"value": ALL, "label": visitor.say(f"{what}.all")}]
    data += [{"value": each, "label": each} for each in values]
    return html.Div(
        controls.choice(name, visitor.say(what), data, ALL),
        hidden=not values,
        className="filter",
    )
