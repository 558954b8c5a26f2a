"""The server as its administrator wants to find it: workers, jobs, trail, backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from app.jobs.queueing import jobs_of
from app.jobs.watching import workers_alive
from app.services.administration.audit_trail import verified
from app.services.administration.backup_shelf import kept_backups
from app.services.standing.lights import Light
from app.web.components.lights import light_mark
from app.web.moments import ago
from wfm.errors import StoreError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here

_DAY_S = 86_400
_WEEK_S = 7 * _DAY_S


def health_list(here: Here) -> Component:
    """One line each for workers, jobs, the audit trail and the last backup."""
    told = (_workers(here), _jobs(here), _trail(here), _backup(here))
    rows = [
        html.Li(dcc.Link([light_mark(here.visitor, light), html.Span(said)], href=href))
        for light, said, href in told
    ]
    return html.Ul(rows, className="todo")


def _workers(here: Here) -> tuple[Light, str, str]:
    count = len(workers_alive(here.site.store, here.actor))
    key = "health.workers" if count else "health.workers.none"
    light = Light.GREEN if count else Light.RED
    return light, here.visitor.say(key, count=count), "/admin/jobs"


def _jobs(here: Here) -> tuple[Light, str, str]:
    count = len(jobs_of(here.site.store, here.actor, active_only=True))
    return Light.GREEN, here.visitor.say("health.jobs", count=count), "/admin/jobs"


def _trail(here: Here) -> tuple[Light, str, str]:
    found = verified(here.site.store, here.actor)
    number = here.visitor.formats.number
    if found.broken_at is None:
        said = here.visitor.say("health.trail", n=number(found.entries))
        return Light.GREEN, said, "/admin/audit"
    said = here.visitor.say("health.trail.broken", n=number(found.broken_at))
    return Light.RED, said, "/admin/audit"


def _backup(here: Here) -> tuple[Light, str, str]:
    visitor = here.visitor
    try:
        kept = kept_backups(here.actor, here.site.settings.backup_folder)
    except StoreError as error:
        return Light.RED, visitor.told(error), "/admin/backups"
    if not kept:
        return Light.RED, visitor.say("health.backup.none"), "/admin/backups"
    age = kept[0].age
    light = Light.GREEN if age < _DAY_S else Light.AMBER
    light = light if age < _WEEK_S else Light.RED
    said = visitor.say("health.backup", ago=ago(visitor, age))
    return light, said, "/admin/backups"
