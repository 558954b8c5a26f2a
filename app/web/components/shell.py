"""What surrounds every page: header, navigation, account, colours."""

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

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dash.development.base_component import Component

    from app.services.accounts.sessions import Session
    from app.services.plans.summary_file import Summary
    from app.storage.campaigns import CampaignRow
    from app.web.visitor import Visitor

_NAVBAR = {
    "width": 232,
    "breakpoint": "sm",
    "collapsed": {"mobile": True, "desktop": False},
}


def shell(visitor: Visitor, session: Session | None, csrf: str) -> Component:
    """
    Whole page without its content and its navigation, which follow the address.

    Parameters
    ----------
    visitor : Visitor
        Who looks.
    session : Session or None
        Theirs; None while the app is being built, when nobody looks.
    csrf : str
        Token that the form for logging out carries.
    """
    return dmc.MantineProvider(
        [
            html.A(visitor.say("skip"), href=f"#{ids.CONTENT}", className="skip"),
            dcc.Location(id=ids.URL, refresh="callback-nav"),
            dcc.Store(id=ids.THEME, data=visitor.theme),
            dcc.Store(id=ids.PAGE_TITLE),
            # Saturdays are days of work here: none of them is red in a calendar.
            dmc.DatesProvider(
                _frame(visitor, session, csrf),
                settings={
                    "locale": visitor.language,
                    "firstDayOfWeek": 1,
                    "weekendDays": [0],
                },
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


def _frame(visitor: Visitor, session: Session | None, csrf: str) -> dmc.AppShell:
    return dmc.AppShell(
        [
            dmc.AppShellHeader(_header(visitor, session, csrf)),
            dmc.AppShellNavbar(
                html.Div(id=ids.NAVIGATION, className="navigation"), p="sm"
            ),
            dmc.AppShellMain(
                [
                    *_demo_banner(visitor, session),
                    _plan_news(visitor),
                    html.Main(id=ids.CONTENT, className="page", tabIndex=-1),
                ],
                miw=0,
            ),
        ],
        id=ids.SHELL,
        header={"height": 56},
        navbar=_NAVBAR,
        padding="md",
        transitionDuration=120,
    )


def navigation(
    visitor: Visitor,
    links: Iterable[tuple[str, str]],
    campaigns: Sequence[CampaignRow],
    shown: tuple[str | None, str],
) -> list[Component]:
    """
    Links of the pages that the account may open, and the campaign that they show.

    Parameters
    ----------
    visitor : Visitor
        Who looks.
    links : iterable of (str, str)
        Name and path of each page, in order.
    campaigns : sequence of CampaignRow
        Within reach; with more than one there is a choice.
    shown : (str or None, str)
        Key of the campaign that is shown, and the page with which another one opens.
    """
    entries = [
        dmc.NavLink(
            label=visitor.say(f"{name}.nav"),
            href=path,
            active="exact",
            leftSection=icon(name),
        )
        for name, path in links
    ]
    return [*_campaign_choice(visitor, campaigns, *shown), html.Div(entries)]


def about(summary: Summary, visitor: Visitor) -> list[Component]:
    """Lines under the navigation: days, grid and zone of a plan."""
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
    return [html.Div([html.Div(line) for line in lines], className="about")]


def _campaign_choice(
    visitor: Visitor, campaigns: Sequence[CampaignRow], key: str | None, first: str
) -> list[Component]:
    if len(campaigns) == 1:
        return [html.Div(campaigns[0].name, className="campaign")]
    if not campaigns:
        return []
    return [
        dcc.Store(id=ids.CAMPAIGN_FIRST_PAGE, data=first),
        dmc.Select(
            id=ids.CAMPAIGN_CHOICE,
            data=[{"value": each.key, "label": each.name} for each in campaigns],
            value=key,
            placeholder=visitor.say("campaign.choose"),
            searchable=True,
            allowDeselect=False,
            size="sm",
            **attributes(aria_label=visitor.say("campaign.choose")),
            className="campaign-choice",
        ),
    ]


def _header(visitor: Visitor, session: Session | None, csrf: str) -> Component:
    return html.Div(
        [
            dmc.Burger(
                id=ids.BURGER,
                size="sm",
                hiddenFrom="sm",
                opened=False,
                **attributes(aria_label=visitor.say("menu")),
            ),
            dcc.Link(
                [html.Span(className="logo"), html.Span("Aforo", className="brand")],
                href="/",
                className="home",
            ),
            html.Div(className="header-gap"),
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
            *([] if session is None else [_account(visitor, session, csrf)]),
        ],
        className="header",
    )


def _account(visitor: Visitor, session: Session, csrf: str) -> Component:
    """Menu of the account: who it is, its password, the way out."""
    label = visitor.say("account.menu", name=session.actor.name)
    return dmc.Menu(
        [
            dmc.MenuTarget(
                dmc.ActionIcon(
                    icon("account"),
                    id=ids.ACCOUNT_BUTTON,
                    variant="default",
                    size=32,
                    radius="xl",
                    buttonProps={"aria-label": label, "title": label},
                )
            ),
            dmc.MenuDropdown(
                [
                    html.Div(
                        [
                            html.Strong(session.actor.name),
                            html.Span(visitor.say(f"role.{session.actor.role}")),
                        ],
                        className="account-who",
                    ),
                    dmc.MenuDivider(),
                    html.A(
                        visitor.say("account.password"),
                        href="/password",
                        className="account-entry",
                    ),
                    html.Form(
                        [
                            dcc.Input(type="hidden", name="csrf", value=csrf),
                            html.Button(
                                visitor.say("account.logout"),
                                type="submit",
                                className="account-entry",
                            ),
                        ],
                        action="/logout",
                        method="POST",
                        className="account-leave",
                    ),
                ]
            ),
        ],
        position="bottom-end",
        width=230,
        trapFocus=True,
        returnFocus=True,
    )


def _plan_news(visitor: Visitor) -> Component:
    """Say that there is a newer plan; ``assets/70-plan-news.js`` brings it to light."""
    return html.Div(
        [
            html.Span(visitor.say("plan.news")),
            html.Button(visitor.say("plan.news.show"), id=ids.PLAN_NEWS_SHOW),
        ],
        id=ids.PLAN_NEWS,
        className="plan-news",
        role="status",
        hidden=True,
    )


def _demo_banner(visitor: Visitor, session: Session | None) -> list[Component]:
    if session is None or not session.demo:
        return []
    said = visitor.say("account.demo", name=session.account_name)
    return [html.Div(said, className="demo-banner", role="note")]
