"""Which page answers which path; our own, so that two apps can live in one process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.web.components.notices import failure, unknown_page
from app.web.pages import adherence, plan, requests, roster
from wfm.errors import WfmError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash import Dash
    from dash.development.base_component import Component

    from app.services.plans import Plans
    from app.web.visitor import Visitor


@dataclass(frozen=True)
class Page:
    """
    One page of the app.

    Attributes
    ----------
    name : str
        Prefix of its texts and name of its icon.
    path : str
        Where it answers.
    layout : callable
        Plan and visitor to component.
    register : callable
        Adds its callbacks to an app.
    """

    name: str
    path: str
    layout: Callable[[Plans, Visitor], Component]
    register: Callable[[Dash, Plans], None]


PAGES = (
    Page("plan", "/", plan.layout, plan.register),
    Page("roster", "/roster", roster.layout, roster.register),
    Page("adherence", "/adherence", adherence.layout, adherence.register),
    Page("requests", "/requests", requests.layout, requests.register),
)


def page_at(path: str | None) -> Page | None:
    """Page of a path; a trailing slash does not matter."""
    wanted = "/" + (path or "/").strip("/")
    return next((page for page in PAGES if page.path == wanted), None)


def page_content(path: str | None, plans: Plans, visitor: Visitor) -> Component:
    """Lay out what the path shows; an unreadable plan is told, not raised."""
    page = page_at(path)
    if page is None:
        return unknown_page(visitor)
    try:
        return page.layout(plans, visitor)
    except WfmError as error:
        return failure(visitor, str(error))


def page_title(path: str | None, visitor: Visitor) -> str:
    """Title of the browser's tab."""
    page = page_at(path)
    name = visitor.say(f"{page.name}.title" if page else "unknown.title")
    return f"{name} · Aforo"
