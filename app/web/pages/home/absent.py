"""Who is absent today: by name for supervisors, by campaign for human resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from app.services.access import Role
from app.services.people.off_today import off_today
from app.web.components import controls

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.people.off_today import Off
    from app.services.standing.kpis import CampaignKpis
    from app.web.here import Here

_MOST = 20


def absent_cards(here: Here, lines: list[CampaignKpis]) -> list[Component]:
    """Card of the day's absences, for those who look after people."""
    if here.actor.role not in (Role.SUPERVISOR, Role.HR_DIRECTOR) or not lines:
        return []
    store, actor = here.site.store, here.actor
    by_campaign = [(line, off_today(store, actor, line.campaign.id)) for line in lines]
    named = actor.role is Role.SUPERVISOR
    rows = [
        _line(here, line, absent, named=named) for line, absent in by_campaign if absent
    ]
    said = [html.P(here.visitor.say("absent.nobody"), className="quiet")]
    return [
        controls.card(
            *(said if not rows else [html.Ul(rows, className="absent")]),
            title=here.visitor.say("absent.today"),
        )
    ]


def _line(
    here: Here, line: CampaignKpis, absent: list[Off], *, named: bool
) -> Component:
    visitor = here.visitor
    head = dcc.Link(
        visitor.say("absent.count", count=len(absent), campaign=line.campaign.name),
        href=f"/c/{line.campaign.key}/people",
    )
    if not named:
        return html.Li(head)
    people = [
        html.Li(
            visitor.say(
                "absent.until",
                name=each.name or each.agent,
                day=visitor.formats.date(each.last),
            )
        )
        for each in absent[:_MOST]
    ]
    if len(absent) > _MOST:
        people.append(html.Li(visitor.say("todo.more", count=len(absent) - _MOST)))
    return html.Li([head, html.Ul(people)])
