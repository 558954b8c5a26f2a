"""What happens on the page of the labour rules."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dash import Input, Output, State

from app.services.access import Action
from app.web.components.answers import warned
from app.web.components.downloads import CSV, as_asked
from app.web.pages.rules import ids
from app.web.pages.rules.layout import rule_fields, rule_table
from app.web.pages.rules.overriding import register_overriding

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.registry import Registry


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    register_overriding(registry)

    @registry.callback(
        Action.RULES_READ,
        output=Output(ids.TABLE, "children"),
        inputs=[Input(ids.COUNTRY, "value"), Input(ids.DAY, "value")],
    )
    def show(here: Here, country: str, day: str) -> Component:
        try:
            asked = date.fromisoformat(day)
        except (TypeError, ValueError):
            return warned(here.visitor.say("rules.day.wrong"))
        return rule_table(here.visitor, str(country), asked)

    @registry.callback(
        Action.RULES_READ,
        output=Output(ids.FILE, "data"),
        inputs=[
            Input(ids.EXCEL, "n_clicks"),
            Input(f"{ids.EXCEL}{CSV}", "n_clicks"),
            State(ids.COUNTRY, "value"),
            State(ids.DAY, "value"),
        ],
        prevent_initial_call=True,
    )
    def save(
        here: Here, excel: object, csv: object, country: str, day: str
    ) -> dict[str, object]:
        del excel, csv
        fields = rule_fields(here.visitor, str(country), date.fromisoformat(day))
        return as_asked(here.visitor.say("rules.nav"), fields, "aforo-rules")
