"""Which page answers which path, and who may open it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.access import Action
from app.services.plans.in_sight import NoPlanError
from app.web.components.notices import failure, no_plan, unknown_page
from app.web.here import Here, campaign_key, here_at
from app.web.pages import (
    accounts,
    adherence,
    audit,
    backups,
    campaigns,
    forecast,
    history,
    home,
    jobs,
    my,
    people,
    requests,
    rules,
    schedule,
    settings,
    staffing,
)
from wfm.errors import UnknownNameError, WfmError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

    from app.web.registry import Registry
    from app.web.site import Site
    from app.web.visitor import Visitor

KEY = "<key>"


@dataclass(frozen=True)
class Page:
    """
    One page of the app.

    Attributes
    ----------
    name : str
        Prefix of its texts and name of its icon.
    path : str
        Where it answers; ``<key>`` stands for a campaign's.
    action : Action or None
        Right that it takes; None is open to every account.
    layout : callable
        `Here` to component.
    register : callable
        Adds its callbacks to a registry.
    """

    name: str
    path: str
    action: Action | None
    layout: Callable[[Here], Component]
    register: Callable[[Registry], None]

    @property
    def of_campaign(self) -> bool:
        """Whether it shows one campaign."""
        return KEY in self.path

    def at(self, key: str) -> str:
        """Path of the page for a campaign."""
        return self.path.replace(KEY, key)


# In the order of the navigation.
PAGES = (
    Page("home", "/", None, home.layout, home.register),
    Page(
        "campaigns",
        "/campaigns",
        Action.CAMPAIGN_READ,
        campaigns.layout,
        campaigns.register,
    ),
    Page("my", "/my", Action.OWN_READ, my.layout, my.register),
    Page(
        "history",
        "/c/<key>/history",
        Action.HISTORY_READ,
        history.layout,
        history.register,
    ),
    Page(
        "forecast",
        "/c/<key>/forecast",
        Action.FORECAST_READ,
        forecast.layout,
        forecast.register,
    ),
    Page(
        "staffing",
        "/c/<key>/staffing",
        Action.STAFFING_READ,
        staffing.layout,
        staffing.register,
    ),
    Page(
        "roster",
        "/c/<key>/schedule",
        Action.SCHEDULE_READ,
        schedule.layout,
        schedule.register,
    ),
    Page(
        "people",
        "/c/<key>/people",
        Action.PEOPLE_READ,
        people.layout,
        people.register,
    ),
    Page(
        "adherence",
        "/c/<key>/adherence",
        Action.ADHERENCE_READ,
        adherence.layout,
        adherence.register,
    ),
    Page(
        "requests",
        "/c/<key>/requests",
        Action.REQUEST_READ,
        requests.layout,
        requests.register,
    ),
    Page(
        "settings",
        "/c/<key>/settings",
        Action.CAMPAIGN_EDIT,
        settings.layout,
        settings.register,
    ),
    Page(
        "jobs",
        "/admin/jobs",
        Action.JOB_READ,
        jobs.layout,
        jobs.register,
    ),
    Page(
        "rules",
        "/admin/rules",
        Action.RULES_READ,
        rules.layout,
        rules.register,
    ),
    Page(
        "accounts",
        "/admin/accounts",
        Action.ACCOUNT_EDIT,
        accounts.layout,
        accounts.register,
    ),
    Page(
        "audit",
        "/admin/audit",
        Action.AUDIT_READ,
        audit.layout,
        audit.register,
    ),
    Page(
        "backups",
        "/admin/backups",
        Action.BACKUP_RUN,
        backups.layout,
        backups.register,
    ),
)
_BY_PATH = {page.path: page for page in PAGES}


def page_at(path: str | None) -> Page | None:
    """Page of a path; a trailing slash does not matter."""
    wanted = "/" + (path or "/").strip("/")
    key = campaign_key(wanted)
    if key is not None:
        wanted = f"/c/{KEY}{wanted.removeprefix(f'/c/{key}')}"
    return _BY_PATH.get(wanted)


def is_open(site: Site, visitor: Visitor, path: str) -> bool:
    """Whether there is a page at a path that this account may open."""
    page = page_at(path)
    if page is None:
        return False
    try:
        return here_at(site, visitor, path).may(page.action)
    except UnknownNameError:
        return False


def page_content(
    site: Site, visitor: Visitor, path: str, search: str = ""
) -> Component:
    """
    Lay out what the path shows; an unreadable plan is told, not raised.

    A page that the account may not open, or of a campaign out of its reach, is one
    that does not exist.
    """
    page = page_at(path)
    try:
        here = here_at(site, visitor, path, search)
        if page is None or not here.may(page.action):
            return unknown_page(visitor)
        return page.layout(here)
    except UnknownNameError:
        return unknown_page(visitor)
    except NoPlanError as error:
        return no_plan(here, drafts=error.drafts)
    except WfmError as error:
        return failure(visitor, visitor.told(error))


def page_title(path: str | None, visitor: Visitor) -> str:
    """Title of the browser's tab."""
    page = page_at(path)
    name = visitor.say(f"{page.name}.title" if page else "unknown.title")
    return f"{name} · Aforo"


def open_pages(here: Here) -> list[tuple[Page, str]]:
    """Pages that the account may open here, with their paths, in order."""
    key = None if here.campaign is None else here.campaign.key
    return [
        (page, page.at(key or ""))
        for page in PAGES
        if here.may(page.action) and (key is not None or not page.of_campaign)
    ]
