"""What happens on the first page: the server's state follows the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import Input, Output

from app.services.access import Action
from app.web.pages.home import ids
from app.web.pages.home.health import health_list

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.registry import Registry


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""

    @registry.callback(
        Action.BACKUP_RUN,
        output=Output(ids.HEALTH, "children"),
        inputs=Input(ids.HEALTH_ASKED, "data"),
    )
    def look(here: Here, _: object) -> Component:
        return health_list(here)
