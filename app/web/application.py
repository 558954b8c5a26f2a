"""Build the Dash app over a store."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dash
from dash import Input, Output, State
from flask import g, jsonify, request
from werkzeug.middleware.proxy_fix import ProxyFix

from app.web import ids
from app.web.components.shell import about, navigation, shell
from app.web.cookies import CSRF_COOKIE, CSRF_HEADER, csrf_token
from app.web.faults import answer_faults
from app.web.gate import Gate
from app.web.here import here_at
from app.web.login import Login
from app.web.plan_feed import PlanFeed
from app.web.registry import Registry
from app.web.routes import PAGES, open_pages, page_content, page_title
from app.web.security import Reports, protect
from app.web.static_files import serve_files
from app.web.visitor import campaign_seen, current_visitor
from wfm.errors import UnknownNameError, WfmError

if TYPE_CHECKING:
    from dash.development.base_component import Component
    from flask import Response

    from app.storage.campaigns import CampaignRow
    from app.web.here import Here
    from app.web.site import Site

ASSETS = Path(__file__).parent / "assets"
FONT_FILE = "fonts/inter-latin-wght-normal.woff2"
_INDEX = """<!DOCTYPE html>
<html lang="{language}"
  data-mantine-color-scheme="{theme}" data-ag-theme-mode="{theme}">
<head>
{metas}
<title>{title}</title>
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>
{css}
</head>
<body>
<div id="react-entry-point"><div class="_dash-loading" aria-busy="true"></div></div>
<footer>{config}{scripts}{renderer}</footer>
</body>
</html>"""


class AforoDash(dash.Dash):
    """Dash whose first page already knows the visitor's language and theme."""

    def interpolate_index(  # noqa: PLR0913, PLR0917 - the parts of the page, as Dash names them
        self,
        metas: str = "",
        title: str = "",
        css: str = "",
        config: str = "",
        scripts: str = "",
        app_entry: str = "",
        favicon: str = "",
        renderer: str = "",
    ) -> str:
        """
        Page that loads the app, see ``Dash.interpolate_index``.

        Title, entry and icon are ours: the first depends on the page and the language,
        Dash's entry shows an English word, and its icon is Dash's.
        """
        visitor = current_visitor()
        return _INDEX.format(
            language=visitor.language,
            theme=visitor.theme,
            title=escape(page_title(request.path, visitor)),
            icon=self.get_asset_url("icons/aforo.svg"),
            font=self.get_asset_url(FONT_FILE),
            metas=metas,
            css=css,
            config=config,
            scripts=scripts,
            renderer=renderer,
        )


def create_app(site: Site) -> dash.Dash:
    """
    App over a store, ready to serve.

    Parameters
    ----------
    site : Site
        The store, its tables made, and the settings.

    Returns
    -------
    Dash
        Its ``server`` is the WSGI application.

    Raises
    ------
    RuntimeError
        If a callback or an address has no right that it takes.
    """
    app = _dash()
    serve_files(app.server)
    registry = Registry(app, site)
    app.layout = lambda: _shell(site)
    _register_shell(registry, site)
    for page in PAGES:
        registry.add_page(page.register, of_campaign=page.of_campaign)

    server = app.server
    server.add_url_rule("/health", "health", _health)
    server.add_url_rule("/csp", "csp", Reports().hear, methods=["POST"])
    Login(server, site)
    PlanFeed(server, site)
    answer_faults(server)
    # After those above, so that its marks are on the answers before these headers.
    gate = Gate(app, site, registry)
    protect(app)
    _trust(app, site)
    _warm(app)
    registry.check()
    gate.check()
    return app


def _dash() -> AforoDash:
    return AforoDash(
        "app",
        assets_folder=str(ASSETS),
        assets_ignore=r"^login\.css$",
        serve_locally=True,
        suppress_callback_exceptions=True,
        update_title="",
        title="Aforo",
        csrf_token_name=CSRF_COOKIE,
        csrf_header_name=CSRF_HEADER,
        enable_mcp=False,
        meta_tags=[
            {"name": "viewport", "content": "width=device-width, initial-scale=1"},
            {"name": "color-scheme", "content": "light dark"},
            {"name": "robots", "content": "noindex"},
        ],
    )


def _trust(app: dash.Dash, site: Site) -> None:
    """Believe as many proxies as are ours about where a request came from."""
    count = site.settings.trusted_proxies
    if count:
        app.server.wsgi_app = ProxyFix(
            app.server.wsgi_app, x_for=count, x_proto=count, x_host=count
        )


def _shell(site: Site) -> Component:
    session = g.get("session")
    token = csrf_token(site, session) if session else ""
    return shell(current_visitor(), session, token)


def _register_shell(registry: Registry, site: Site) -> None:
    @registry.surroundings(
        {
            "content": Output(ids.CONTENT, "children"),
            "title": Output(ids.PAGE_TITLE, "data"),
            "menu": Output(ids.NAVIGATION, "children"),
        }
    )
    def show_page(path: str, search: str) -> dict[str, Any]:
        visitor = current_visitor()
        return {
            "content": page_content(site, visitor, path, search),
            "title": page_title(path, visitor),
            "menu": _menu(site, path, search),
        }

    registry.in_browser(
        "setTheme",
        Output(ids.THEME, "data"),
        Output(ids.PROVIDER, "forceColorScheme"),
        Input(ids.THEME_BUTTON, "n_clicks"),
        State(ids.THEME, "data"),
    )
    registry.in_browser(
        "toggleDrawer",
        Output(ids.SHELL, "navbar"),
        Input(ids.BURGER, "opened"),
        State(ids.SHELL, "navbar"),
    )
    drawer = Output(ids.BURGER, "opened")
    registry.in_browser("closeDrawer", drawer, Input(ids.URL, "pathname"))
    registry.in_browser("setLanguage", Input(ids.LANGUAGE, "value"))
    registry.in_browser("setTitle", Input(ids.PAGE_TITLE, "data"))
    registry.in_browser(
        "openCampaign",
        Output(ids.URL, "pathname"),
        Input(ids.CAMPAIGN_CHOICE, "value"),
        State(ids.URL, "pathname"),
        State(ids.CAMPAIGN_FIRST_PAGE, "data"),
    )


def _menu(site: Site, path: str, search: str) -> list[Component]:
    """Navigation at an address; on a page of no campaign, of the one seen before."""
    visitor = current_visitor()
    try:
        here = here_at(site, visitor, path, search)
    except UnknownNameError:
        here = here_at(site, visitor, "/")
    campaigns = here.campaigns()
    if here.campaign is None:
        here = replace(here, campaign=_seen_before(campaigns))
    key = None if here.campaign is None else here.campaign.key
    links = [(page.name, place) for page, place in open_pages(here)]
    first = _first_page(here, campaigns)
    return [*navigation(visitor, links, campaigns, (key, first)), *_about(here)]


def _seen_before(campaigns: list[CampaignRow]) -> CampaignRow | None:
    """Campaign that the browser showed last, or the only one."""
    last = campaign_seen()
    for campaign in campaigns:
        if campaign.key == last and campaign.archived_at is None:
            return campaign
    return campaigns[0] if len(campaigns) == 1 else None


def _first_page(here: Here, campaigns: list[CampaignRow]) -> str:
    """Last part of the first address of a campaign that the account may open."""
    for campaign in campaigns[:1]:
        for page, place in open_pages(replace(here, campaign=campaign)):
            if page.of_campaign:
                return place.rsplit("/", 1)[-1]
    return ""


def _about(here: Here) -> list[Component]:
    """Say what the plan in sight covers; nothing where there is none."""
    if here.campaign is None:
        return []
    try:
        return about(here.plans.summary, here.visitor)
    except WfmError:
        # The page itself tells what is wrong with the plan.
        return []


def _health() -> Response:
    return jsonify(status="ok")


def _warm(app: dash.Dash) -> None:
    """Finish Dash's set-up: threads that do it on their first requests race."""
    app.server.test_client().get("/health")
