"""What surrounds every page: header, navigation, colours."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.web import ids
from app.web.components.attributes import attributes
from app.web.components.icon import icon
from app.web.texts import LANGUAGES
from app.web.theme import FONT
from wfm.errors import WfmError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dash.development.base_component import Component

    from app.services.plans import Plans
    from app.services.summary_file import Summary
    from app.web.visitor import Visitor

_NAVBAR = {
    "width": 232,
    "breakpoint": "sm",
    "collapsed": {"mobile": True, "desktop": False},
}


def shell(
    plans: Plans, visitor: Visitor, links: Iterable[tuple[str, str]]
) -> Component:
    """Whole page without its content; a link is a page's name and its path."""
    try:
        summary = plans.summary
    except WfmError:
        # The page itself tells what is wrong with the plan.
        summary = {}
    return dmc.MantineProvider(
        [
            dcc.Location(id=ids.URL),
            dcc.Store(id=ids.THEME, data=visitor.theme),
            dcc.Store(id=ids.PAGE_TITLE),
            dmc.AppShell(
                [
                    dmc.AppShellHeader(_header(summary, visitor)),
                    dmc.AppShellNavbar(_navigation(summary, visitor, links), p="sm"),
                    dmc.AppShellMain(
                        html.Main(id=ids.CONTENT, className="page"), miw=0
                    ),
                ],
                id=ids.SHELL,
                header={"height": 56},
                navbar=_NAVBAR,
                padding="md",
                transitionDuration=120,
            ),
        ],
        id=ids.PROVIDER,
        forceColorScheme=visitor.theme,
        theme={
            "primaryColor": "indigo",
            "fontFamily": FONT,
            "defaultRadius": "md",
            "headings": {"fontFamily": FONT, "fontWeight": "650"},
            "cursorType": "pointer",
        },
    )


def _header(summary: Summary, visitor: Visitor) -> Component:
    names = [summary.get("campaign", ""), summary.get("client", "")]
    return html.Div(
        [
            dmc.Burger(
                id=ids.BURGER,
                size="sm",
                hiddenFrom="sm",
                opened=False,
                **attributes(aria_label=visitor.say("menu")),
            ),
            html.A(
                [html.Span(className="logo"), html.Span("Aforo", className="brand")],
                href="/",
                className="home",
            ),
            html.Div(" · ".join(name for name in names if name), className="campaign"),
            dmc.SegmentedControl(
                id=ids.LANGUAGE,
                data=[{"value": code, "label": code.upper()} for code in LANGUAGES],
                value=visitor.language,
                size="xs",
                **attributes(aria_label=visitor.say("language")),
            ),
            dmc.ActionIcon(
                [icon("moon"), icon("sun")],
                id=ids.THEME_BUTTON,
                variant="default",
                size=32,
                buttonProps={
                    "aria-label": visitor.say("theme"),
                    "title": visitor.say("theme"),
                },
            ),
        ],
        className="header",
    )


def _navigation(
    summary: Summary, visitor: Visitor, links: Iterable[tuple[str, str]]
) -> list[Component]:
    entries = [
        dmc.NavLink(
            label=visitor.say(f"{name}.nav"),
            href=path,
            active="exact",
            leftSection=icon(name),
        )
        for name, path in links
    ]
    return [
        html.Div(entries),
        html.Div(_about(summary, visitor), className="about"),
    ]


def _about(summary: Summary, visitor: Visitor) -> list[Component]:
    if "start" not in summary:
        return []
    first = date.fromisoformat(summary["start"])
    last = first + timedelta(days=summary["days"] - 1)
    formats = visitor.formats
    lines = [
        visitor.say("about.plan", first=formats.date(first), last=formats.date(last)),
        visitor.say(
            "about.grid",
            interval=formats.number(summary["interval"]),
            timezone=summary.get("timezone", "UTC"),
        ),
    ]
    if "seconds" in summary:
        lines.append(
            visitor.say("about.seconds", seconds=formats.seconds(summary["seconds"]))
        )
    return [html.Div(line) for line in lines]
