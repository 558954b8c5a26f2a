"""The what-if panel: what can be asked, and where the answers stand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.services.access import Action
from app.services.campaigns.edits import campaign_settings
from app.services.staffing.desk import open_desk
from app.web.components import controls
from app.web.components.downloads import downloads
from app.web.pages.staffing import ids
from app.web.pages.staffing.sliders import (
    EVERY,
    PROBABILITY,
    base_values,
    slider,
    starting,
)
from wfm.errors import WfmError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.plans.plan import Plans
    from app.services.staffing.what_if import Desk
    from app.web.here import Here
    from app.web.visitor import Visitor

_WEEK = 7
# A longer plan is asked about by the week.
_WHOLE = 35


def what_if_card(here: Here, plans: Plans) -> Component:
    """Card with the sliders on one side and the answers on the other."""
    visitor = here.visitor
    title = visitor.say("if.title")
    choices = span_choices(plans, visitor)
    try:
        desk = desk_of(here, choices[0]["value"])
        seen = _settings_number(here)
    except WfmError as error:
        said = visitor.told(error)
        return controls.card(html.P(said, className="quiet"), title=title)
    return controls.card(
        html.P(visitor.say("if.lead"), className="quiet"),
        html.Div(
            [
                controls.choice(
                    ids.WEEK, visitor.say("if.days"), choices, choices[0]["value"]
                ),
                controls.choice(
                    ids.SCOPE, visitor.say("queue"), _scopes(desk, visitor), EVERY
                ),
                controls.action(ids.RESET, "left", visitor.say("if.reset")),
                *downloads(ids.ASKED_EXCEL, ids.ASKED_FILE, visitor),
            ],
            className="controls",
        ),
        html.Div(
            [
                html.Div(_sliders(desk, visitor), className="if-sliders"),
                html.Div(
                    [
                        dcc.Loading(
                            html.Div(id=ids.ANSWER, role="status"),
                            delay_show=400,
                            overlay_style={"visibility": "visible", "opacity": 0.5},
                        ),
                        *_use(here),
                    ],
                    className="if-answers",
                ),
            ],
            className="if-panel",
        ),
        html.Div(id=ids.PRICES, className="if-prices"),
        html.Div(
            downloads(ids.PRICES_EXCEL, ids.PRICES_FILE, visitor), className="controls"
        ),
        dcc.Store(id=ids.SEEN, data=seen),
        dcc.Store(id=ids.ANSWERED),
        dcc.Store(id=ids.VALUES, data=[*starting(base_values(desk, EVERY)).values()]),
        title=title,
        class_name="what-if",
    )


def desk_of(here: Here, span: str) -> Desk:
    """
    Desk for the days that a choice names.

    Raises
    ------
    WfmError
        As `app.services.staffing.desk.open_desk`.
    """
    campaign, plans = here.campaign, here.plans
    assert campaign is not None  # a plan belongs to one
    first, days = _span(plans, span)
    return open_desk(
        here.site.store, here.actor, campaign.id, plans, first=first, days=days
    )


def plan_hours(plans: Plans, span: str) -> float:
    """Agent-hours on contacts that a plan itself asks for in the days of a choice."""
    first, days = _span(plans, span)
    parts = [plans.requirement(name, first, days)["agents"] for name in plans.queues]
    agents = sum(float(part.sum()) for part in parts)
    return agents * plans.summary["interval"] / 60


def _span(plans: Plans, span: str) -> tuple[date, int]:
    first, _, days = span.partition("/")
    return date.fromisoformat(first), min(int(days), len(plans.days))


def span_choices(plans: Plans, visitor: Visitor) -> list[dict[str, str]]:
    """Weeks of a plan from Monday and, where it is not too long, all of it."""
    days = plans.days
    found: list[dict[str, str]] = []
    first = days[0]
    while first <= days[-1]:
        last = min(first + timedelta(days=6 - first.weekday()), days[-1])
        label = visitor.say(
            "if.week",
            first=visitor.formats.day_and_month(first),
            last=visitor.formats.day_and_month(last),
        )
        count = (last - first).days + 1
        found.append({"value": f"{first}/{count}", "label": label})
        first = last + timedelta(days=1)
    if _WEEK < len(days) <= _WHOLE:
        whole = {"value": f"{days[0]}/{len(days)}", "label": visitor.say("if.whole")}
        found.append(whole)
    return found


def _scopes(desk: Desk, visitor: Visitor) -> list[dict[str, str]]:
    return [
        {"value": EVERY, "label": visitor.say("queue.all")},
        *({"value": name, "label": name} for name in desk.queues),
    ]


def _sliders(desk: Desk, visitor: Visitor) -> list[Component]:
    base = base_values(desk, EVERY)
    groups = {
        visitor.say("if.goals"): ("service_level", "threshold", "max_occupancy"),
        visitor.say("if.shrinkage"): ("scheduled", "unscheduled"),
        visitor.say("if.demand"): ("aht_factor", "volume_factor"),
    }
    made: list[Component] = []
    for title, names in groups.items():
        made.append(html.H3(title, className="if-group"))
        made += [
            slider(
                name,
                visitor.say(f"if.{name}"),
                visitor.say(f"if.{name}.meaning"),
                base[name],
            )
            for name in names
        ]
    return [*made, *_chance(desk, visitor, base[PROBABILITY])]


def _chance(desk: Desk, visitor: Visitor, value: float | None) -> list[Component]:
    lead = visitor.say("if.sure" if desk.bands else "if.no_bands")
    return [
        html.H3(visitor.say("if.risk"), className="if-group"),
        dmc.Switch(
            id=ids.CHANCE_ON,
            label=lead,
            checked=False,
            disabled=not desk.bands,
            size="sm",
        ),
        slider(
            PROBABILITY,
            visitor.say("if.probability"),
            visitor.say("if.probability.meaning"),
            value,
            off=not desk.bands,
        ),
    ]


def _use(here: Here) -> list[Component]:
    """Button that makes the goals those of the campaign, for those who may."""
    if not here.may(Action.CAMPAIGN_EDIT):
        return []
    visitor = here.visitor
    return [
        html.Div(
            [
                dmc.TextInput(
                    id=ids.REASON,
                    label=visitor.say("if.reason"),
                    value="",
                    size="sm",
                    autoComplete="off",
                    className="if-reason",
                ),
                dmc.Button(visitor.say("if.use"), id=ids.USE, size="sm"),
            ],
            className="if-use",
        ),
        html.Div(id=ids.USED, className="decide-said", role="status"),
    ]


def _settings_number(here: Here) -> int:
    assert here.campaign is not None  # a plan belongs to one
    return campaign_settings(here.site.store, here.actor, here.campaign.id)[1]
