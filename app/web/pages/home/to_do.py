"""What needs the account today, the most pressing first, each with where to go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dash import dcc, html

from app.jobs.board import job_board
from app.services.access import Action
from app.services.standing.kpis import FAILED_DAYS, SOON_DAYS, today_of
from app.services.standing.lights import Light
from app.web.components.lights import light_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dash.development.base_component import Component

    from app.services.standing.kpis import CampaignKpis
    from app.web.here import Here

_ORDER = (Light.RED, Light.AMBER, Light.NONE, Light.GREEN)
_MOST = 30
# More than so many hours in each hundred are paid for nobody.
_OVER = 0.05
_FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Item:
    """
    One thing to do.

    Attributes
    ----------
    light : Light
        How pressing.
    campaign : str
        Name; empty for what is of none.
    said : str
        What it is.
    href : str
        Where it is done.
    """

    light: Light
    campaign: str
    said: str
    href: str


def to_do(here: Here, lines: list[CampaignKpis]) -> list[Item]:
    """Give what needs the account, the most pressing first."""
    items = [item for line in lines for item in _items(here, line)]
    items += _jobs_of_none(here)
    return sorted(items, key=lambda item: _ORDER.index(item.light))


def to_do_list(here: Here, items: list[Item]) -> Component:
    """List what needs the account; say so where nothing does."""
    visitor = here.visitor
    if not items:
        mark = light_mark(visitor, Light.GREEN)
        return html.P([mark, visitor.say("todo.nothing")], className="todo-none")
    shown = html.Ul([_entry(here, item) for item in items[:_MOST]], className="todo")
    if len(items) <= _MOST:
        return shown
    more = visitor.say("todo.more", count=len(items) - _MOST)
    return html.Div([shown, html.P(more, className="quiet")])


def _entry(here: Here, item: Item) -> Component:
    who = [html.Span(item.campaign, className="todo-campaign")] if item.campaign else []
    words = html.Span([html.Span(item.said), *who], className="todo-words")
    return html.Li(
        dcc.Link([light_mark(here.visitor, item.light), words], href=item.href)
    )


def _items(here: Here, line: CampaignKpis) -> Iterator[Item]:
    for find in (_plan, _misses, _shortages, _people, _requests, _jobs):
        yield from find(here, line)


def _item(
    line: CampaignKpis, light: Light, said: str, page: str, *, whole: bool = False
) -> Item:
    href = page if whole else f"/c/{line.campaign.key}/{page}"
    return Item(light, line.campaign.name, said, href)


def _plan(here: Here, line: CampaignKpis) -> Iterator[Item]:
    """Plans that cannot be read, are stale, or wait to be published."""
    say, may = here.visitor.say, _may(here, line)
    if line.problem:
        yield _item(line, Light.RED, say("todo.unreadable"), "forecast")
    if line.draft is None or not may(Action.PLAN_RUN):
        return
    if line.draft.stale:
        light = Light.NONE if line.draft.stale == "none" else Light.AMBER
        yield _item(line, light, say(f"todo.stale.{line.draft.stale}"), "forecast")
    if line.draft.unpublished and may(Action.SCHEDULE_PUBLISH):
        yield _item(line, Light.AMBER, say("todo.unpublished"), "schedule")


def _misses(here: Here, line: CampaignKpis) -> Iterator[Item]:
    """Figures beyond the margin of their goals."""
    formats = here.visitor.formats
    for name, page, figure in (
        ("level", "forecast", line.level),
        ("adherence", "adherence", line.adherence),
        ("occupancy", "staffing", line.occupancy),
    ):
        if figure is None or figure.light is not Light.RED:
            continue
        if name == "occupancy" and not _may(here, line)(Action.STAFFING_READ):
            continue
        said = here.visitor.say(
            f"todo.{name}",
            share=formats.share(figure.share),
            goal=formats.share(figure.goal, 0),
        )
        yield _item(line, Light.RED, said, page)


def _shortages(here: Here, line: CampaignKpis) -> Iterator[Item]:
    """Hours short in the next days, and hours paid beyond what is needed."""
    may, formats = _may(here, line), here.visitor.formats
    if not may(Action.STAFFING_READ) or not may(Action.SCHEDULE_READ):
        return
    if line.soon is not None and (line.soon.share or 0) > 0:
        said = here.visitor.say(
            "todo.short",
            hours=formats.hours(line.soon.part),
            share=formats.share(line.soon.share),
            days=formats.number(SOON_DAYS),
        )
        light = Light.RED if (line.soon.share or 0) > _OVER else Light.AMBER
        yield _item(line, light, said, "schedule")
    whole = line.coverage.whole if line.coverage is not None else 0
    if line.over_hours and whole and line.over_hours > _OVER * whole:
        said = here.visitor.say(
            "todo.over",
            hours=formats.hours(line.over_hours),
            share=formats.share(line.over_hours / whole),
        )
        yield _item(line, Light.AMBER, said, "staffing")


def _people(here: Here, line: CampaignKpis) -> Iterator[Item]:
    """Tell of requests of agents that wait."""
    if line.asked:
        said = here.visitor.say("todo.asked", count=line.asked)
        yield _item(line, Light.AMBER, said, "schedule")


def _requests(here: Here, line: CampaignKpis) -> Iterator[Item]:
    """Lines of the staffing request that wait for a decision, late ones first."""
    if not line.undecided or not _may(here, line)(Action.REQUEST_DECIDE):
        return
    today = today_of(line.campaign)
    late = [each for each in line.undecided if each.decide_by < today]
    coming = [each for each in line.undecided if each.decide_by >= today]
    for light, some, key in (
        (Light.RED, late, "todo.requests.late"),
        (Light.AMBER, coming, "todo.requests"),
    ):
        if some:
            said = here.visitor.say(
                key,
                count=sum(each.heads for each in some),
                day=here.visitor.formats.date(min(each.decide_by for each in some)),
            )
            yield _item(line, light, said, "requests")


def _jobs(here: Here, line: CampaignKpis) -> Iterator[Item]:
    failed = (line.jobs or {}).get(_FAILED, 0)
    if failed:
        said = here.visitor.say("todo.failed", count=failed, days=str(FAILED_DAYS))
        yield _item(line, Light.RED, said, "/admin/jobs", whole=True)


def _jobs_of_none(here: Here) -> Iterator[Item]:
    """Jobs of several campaigns that failed are of none of them."""
    if not here.actor.may(Action.JOB_READ):
        return
    rows = [row.job.row for row in job_board(here.site.store, here.actor)]
    failed = sum(row.state == _FAILED and row.campaign_id is None for row in rows)
    if failed:
        said = here.visitor.say("todo.failed", count=failed, days=str(FAILED_DAYS))
        yield Item(Light.RED, "", said, "/admin/jobs")


def _may(here: Here, line: CampaignKpis) -> Callable[[Action], bool]:
    return lambda action: here.actor.may(action, line.campaign.id)
