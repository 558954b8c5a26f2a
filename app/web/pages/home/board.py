"""The campaigns as a table of figures with lights; each leads to where one acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dash import dcc, html

from app.services.access import Action
from app.services.standing.campaign import level_light
from app.services.standing.kpis import Figure
from app.web.components.kpi import explained
from app.web.components.lights import lit_figure
from app.web.components.table import cell
from app.web.moments import moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

    from app.services.standing.kpis import CampaignKpis
    from app.web.here import Here

    Content = list[Component | str]

# Pages of a campaign that can be its first, by the right that they take.
_ENTRANCES = (
    (Action.FORECAST_READ, "forecast"),
    (Action.SCHEDULE_READ, "schedule"),
    (Action.REQUEST_READ, "requests"),
    (Action.ADHERENCE_READ, "adherence"),
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table: what is in it, and whether a line has it at all."""

    name: str
    has: Callable[[CampaignKpis], bool]
    content: Callable[[Here, CampaignKpis], Content]
    number: bool = False


def campaign_board(here: Here, lines: list[CampaignKpis]) -> Component:
    """Table of the campaigns; columns that no line has are left out."""
    say = here.visitor.say
    columns = [each for each in _COLUMNS if any(map(each.has, lines))]
    head = html.Tr(
        [
            html.Th(say("board.campaign")),
            *(
                html.Th(
                    explained(
                        say(f"board.{each.name}"), say(f"board.{each.name}.meaning")
                    ),
                    className="number" if each.number else "",
                )
                for each in columns
            ),
        ]
    )
    rows = [_row(here, line, columns) for line in lines]
    return html.Div(
        html.Table([html.Thead(head), html.Tbody(rows)], className="table board"),
        className="scroll-x",
    )


def queue_board(here: Here, line: CampaignKpis) -> Component:
    """Table of the service level by queue, for those who see nothing else."""
    visitor = here.visitor
    if not line.queues:
        return html.P(visitor.say("plan.unpublished"), className="quiet")
    rows = [
        html.Tr(
            [
                html.Th(each.queue, scope="row"),
                cell(
                    visitor.say("board.level"),
                    lit_figure(
                        visitor,
                        Figure(
                            share=each.level,
                            goal=each.goal,
                            light=level_light(each.level, each.goal),
                        ),
                        None,
                    ),
                ),
                cell(
                    visitor.say("board.contacts"),
                    visitor.formats.number(each.contacts),
                    "number",
                ),
            ]
        )
        for each in line.queues
    ]
    heads = ("queue", "board.level", "board.contacts")
    head = html.Tr(
        [
            html.Th(
                visitor.say(key), className="number" if at == len(heads) - 1 else ""
            )
            for at, key in enumerate(heads)
        ]
    )
    return html.Div(
        [
            html.Table([html.Thead(head), html.Tbody(rows)], className="table board"),
            html.P(visitor.say("board.small"), className="quiet"),
        ]
    )


def entrance(here: Here, line: CampaignKpis) -> str | None:
    """Path of the first page of a campaign that the account may open."""
    for action, page in _ENTRANCES:
        if here.actor.may(action, line.campaign.id):
            return f"/c/{line.campaign.key}/{page}"
    return None


def _row(here: Here, line: CampaignKpis, columns: list[_Column]) -> Component:
    way = entrance(here, line)
    name = line.campaign.name
    title = html.Span(name) if way is None else dcc.Link(name, href=way)
    client = html.Div(line.campaign.client, className="lit-note")
    return html.Tr(
        [
            html.Th([title, client], scope="row", className="board-name"),
            *(
                cell(
                    here.visitor.say(f"board.{each.name}"),
                    each.content(here, line),
                    "number" if each.number else "",
                )
                for each in columns
            ),
        ]
    )


def _link(here: Here, line: CampaignKpis, action: Action, page: str) -> str | None:
    open_ = here.actor.may(action, line.campaign.id)
    return f"/c/{line.campaign.key}/{page}" if open_ else None


def _level(here: Here, line: CampaignKpis) -> Content:
    history = line.level is not None and line.level.basis == "actual"
    page = "history" if history else "forecast"
    href = _link(here, line, Action.FORECAST_READ, page)
    return lit_figure(here.visitor, line.level, href)


def _occupancy(here: Here, line: CampaignKpis) -> Content:
    href = _link(here, line, Action.STAFFING_READ, "staffing")
    return lit_figure(here.visitor, line.occupancy, href)


def _adherence(here: Here, line: CampaignKpis) -> Content:
    href = _link(here, line, Action.ADHERENCE_READ, "adherence")
    return lit_figure(here.visitor, line.adherence, href)


def _coverage(here: Here, line: CampaignKpis) -> Content:
    """Agent-hours short of the whole plan, and their share."""
    if line.coverage is None or not line.coverage.whole:
        return ["\N{EN DASH}"]
    formats = here.visitor.formats
    hours = formats.hours(line.coverage.part)
    href = _link(here, line, Action.SCHEDULE_READ, "schedule")
    share = here.visitor.say("board.of", share=formats.share(line.coverage.share))
    return [_linked(hours, href), html.Div(share, className="lit-note")]


def _missing(here: Here, line: CampaignKpis) -> Content:
    if line.missing is None:
        return ["\N{EN DASH}"]
    href = _link(here, line, Action.REQUEST_READ, "requests")
    return [_linked(here.visitor.formats.number(line.missing), href)]


def _plan(here: Here, line: CampaignKpis) -> Content:
    """When the plan was made, and when one was published last."""
    draft, say = line.draft, here.visitor.say
    if draft is None:
        return []
    if draft.made_at is None and draft.published_at is None:
        return [say("board.plan.none")]
    zone = line.campaign.timezone
    made = say("board.plan.made", when=moment(here.visitor, draft.made_at, zone))
    published = say("board.plan.unseen")
    if draft.published_at is not None:
        when = moment(here.visitor, draft.published_at, zone)
        published = say("board.plan.seen", when=when)
    href = _link(here, line, Action.FORECAST_READ, "forecast")
    return [_linked(made, href), html.Div(published, className="lit-note")]


def _jobs(here: Here, line: CampaignKpis) -> Content:
    counts = line.jobs or {}
    told = [
        here.visitor.say(f"board.jobs.{state}", count=counts[state])
        for state in ("running", "queued", "failed")
        if counts.get(state)
    ]
    if not told:
        return ["\N{EN DASH}"]
    return [_linked(", ".join(told), "/admin/jobs")]


def _linked(said: str, href: str | None) -> Component:
    return html.Span(said) if href is None else dcc.Link(said, href=href)


_COLUMNS = (
    _Column("level", lambda line: line.level is not None, _level),
    _Column("occupancy", lambda line: line.occupancy is not None, _occupancy),
    _Column("adherence", lambda line: line.adherence is not None, _adherence),
    _Column("coverage", lambda line: line.coverage is not None, _coverage, number=True),
    _Column("missing", lambda line: line.missing is not None, _missing, number=True),
    _Column("plan", lambda line: line.draft is not None, _plan),
    _Column("jobs", lambda line: bool(line.jobs), _jobs),
)
