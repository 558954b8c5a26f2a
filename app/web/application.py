"""Build the Dash app over a plan."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import dash
from dash import Input, Output, State
from flask import jsonify, request

from app.web import ids
from app.web.browser import in_browser
from app.web.components.shell import shell
from app.web.routes import PAGES, page_content, page_title
from app.web.security import protect
from app.web.visitor import current_visitor

if TYPE_CHECKING:
    from dash.development.base_component import Component
    from flask import Response

    from app.services.plans import Plans

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


def create_app(plans: Plans) -> dash.Dash:
    """
    App over one plan, ready to serve.

    Parameters
    ----------
    plans : Plans
        Read anew whenever it has changed; a reload of the page shows it.

    Returns
    -------
    Dash
        Its ``server`` is the WSGI application.
    """
    app = AforoDash(
        "app",
        assets_folder=str(ASSETS),
        serve_locally=True,
        suppress_callback_exceptions=True,
        update_title="",
        title="Aforo",
        enable_mcp=False,
        meta_tags=[
            {"name": "viewport", "content": "width=device-width, initial-scale=1"},
            {"name": "color-scheme", "content": "light dark"},
            {"name": "robots", "content": "noindex"},
        ],
    )
    links = [(page.name, page.path) for page in PAGES]
    app.layout = lambda: shell(plans, current_visitor(), links)
    _register_shell(app, plans)
    for page in PAGES:
        page.register(app, plans)

    app.server.add_url_rule("/health", "health", _health)
    protect(app)
    _warm(app)
    return app


def _register_shell(app: dash.Dash, plans: Plans) -> None:
    @app.callback(Output(ids.CONTENT, "children"), Input(ids.URL, "pathname"))
    def show_page(path: str) -> Component:
        return page_content(path, plans, current_visitor())

    @app.callback(Output(ids.PAGE_TITLE, "data"), Input(ids.URL, "pathname"))
    def name_page(path: str) -> str:
        return page_title(path, current_visitor())

    in_browser(
        app,
        "setTheme",
        Output(ids.THEME, "data"),
        Output(ids.PROVIDER, "forceColorScheme"),
        Input(ids.THEME_BUTTON, "n_clicks"),
        State(ids.THEME, "data"),
    )
    in_browser(
        app,
        "toggleDrawer",
        Output(ids.SHELL, "navbar"),
        Input(ids.BURGER, "opened"),
        State(ids.SHELL, "navbar"),
    )
    drawer = Output(ids.BURGER, "opened")
    in_browser(app, "closeDrawer", drawer, Input(ids.URL, "pathname"))
    in_browser(app, "setLanguage", Input(ids.LANGUAGE, "value"))
    in_browser(app, "setTitle", Input(ids.PAGE_TITLE, "data"))


def _health() -> Response:
    return jsonify(status="ok")


def _warm(app: dash.Dash) -> None:
    """Finish Dash's set-up: threads that do it on their first requests race."""
    app.server.test_client().get("/")
