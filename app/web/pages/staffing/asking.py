"""What happens when somebody moves a slider, or puts the goals to use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from app.services.access import Action
from app.services.staffing.desk import use_goals
from app.web.components.downloads import CSV, as_asked
from app.web.pages.staffing import ids
from app.web.pages.staffing.answer import answer, price_table
from app.web.pages.staffing.panel import desk_of
from app.web.pages.staffing.sheet import requirement_fields
from app.web.pages.staffing.sliders import (
    EVERY,
    PROBABILITY,
    RANGES,
    base_values,
    question,
    starting,
    told,
)
from wfm.errors import InputError, NoAnswerError, StaleError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.staffing.what_if import Desk
    from app.services.staffing.what_if_terms import WhatIf
    from app.web.here import Here
    from app.web.registry import Registry

_ASKED = {
    "span": Input(ids.WEEK, "value"),
    "scope": Input(ids.SCOPE, "value"),
    "sure": Input(ids.CHANCE_ON, "checked"),
    "values": Input(ids.VALUES, "data"),
}
_AS_IT_IS = {
    "span": State(ids.WEEK, "value"),
    "scope": State(ids.SCOPE, "value"),
    "sure": State(ids.CHANCE_ON, "checked"),
    "values": State(ids.VALUES, "data"),
}


def register_what_if(registry: Registry) -> None:
    """Add the panel's callbacks to a registry."""
    registry.in_browser(
        "settle",
        Output(ids.VALUES, "data"),
        *(Input(ids.slider(name), "value") for name in RANGES),
    )
    _register_answers(registry)
    _register_reset(registry)
    _register_use(registry)


def _register_answers(registry: Registry) -> None:
    @registry.callback(
        Action.STAFFING_READ,
        output={
            "answer": Output(ids.ANSWER, "children"),
            "told": {name: Output(ids.told(name), "children") for name in RANGES},
        },
        inputs={
            # A new scope moves the sliders, and they ask.
            "asked": _ASKED | {"scope": State(ids.SCOPE, "value")},
            "seen": Input(ids.SEEN, "data"),
        },
    )
    def show(here: Here, asked: dict[str, Any], seen: object) -> dict[str, Any]:
        del seen
        visitor, values = here.visitor, _values(asked)
        words = {name: told(name, values[name], visitor) for name in RANGES}
        if not asked["sure"]:
            words[PROBABILITY] = visitor.say("if.mean")
        try:
            desk, asking = _asked(here, asked)
            said = answer(
                desk.staffing(),
                desk.staffing(asking),
                here.plans.summary.get("currency", ""),
                visitor,
            )
        except (InputError, NoAnswerError) as error:
            said = [_refused(here, error)]
        return {"answer": said, "told": words}

    @registry.callback(
        Action.STAFFING_READ,
        output=Output(ids.PRICES, "children"),
        inputs={"asked": _ASKED, "seen": Input(ids.SEEN, "data")},
    )
    def price(here: Here, asked: dict[str, Any], seen: object) -> list[Component]:
        del seen
        try:
            desk, asking = _asked(here, asked)
            level = _values(asked)["service_level"]
            return price_table(
                desk.prices(asking),
                level / 100,
                here.plans.summary.get("currency", ""),
                here.visitor,
            )
        except (InputError, NoAnswerError):
            # The answer beside it says why.
            return []

    @registry.callback(
        Action.STAFFING_READ,
        output=Output(ids.PRICES_FILE, "data"),
        inputs={
            "excel": Input(ids.PRICES_EXCEL, "n_clicks"),
            "csv": Input(f"{ids.PRICES_EXCEL}{CSV}", "n_clicks"),
            "asked": _AS_IT_IS,
        },
        prevent_initial_call=True,
    )
    def save(
        here: Here, excel: object, csv: object, asked: dict[str, Any]
    ) -> dict[str, Any]:
        del excel, csv
        desk, asking = _asked(here, asked)
        fields = requirement_fields(desk.requirement(asking), here.visitor)
        return as_asked(here.visitor.say("if.title"), fields, "aforo-what-if")


def _register_reset(registry: Registry) -> None:
    @registry.callback(
        Action.STAFFING_READ,
        output={
            "values": {name: Output(ids.slider(name), "value") for name in RANGES},
            "sure": Output(ids.CHANCE_ON, "checked"),
        },
        inputs={
            "clicks": Input(ids.RESET, "n_clicks"),
            "scope": Input(ids.SCOPE, "value"),
            "span": State(ids.WEEK, "value"),
        },
        prevent_initial_call=True,
    )
    def reset(here: Here, clicks: object, scope: str, span: str) -> dict[str, Any]:
        del clicks
        base = base_values(desk_of(here, span), scope)
        return {"values": starting(base), "sure": False}


def _register_use(registry: Registry) -> None:
    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output={
            "said": Output(ids.USED, "children"),
            "seen": Output(ids.SEEN, "data"),
            "reason": Output(ids.REASON, "error"),
        },
        inputs={
            "clicks": Input(ids.USE, "n_clicks"),
            "reason": State(ids.REASON, "value"),
            "seen": State(ids.SEEN, "data"),
            "asked": _AS_IT_IS,
        },
        prevent_initial_call=True,
    )
    def use(
        here: Here, clicks: int | None, reason: str, seen: int, asked: dict[str, Any]
    ) -> dict[str, Any]:
        if not clicks or here.campaign is None:
            raise PreventUpdate
        visitor = here.visitor
        nothing = {"said": "", "seen": no_update, "reason": ""}
        if not (reason or "").strip():
            return nothing | {"reason": visitor.say("if.reason.missing")}
        _, asking = _asked(here, asked)
        if not asking.goals and not asking.shrinkages:
            return nothing | {"said": visitor.say("if.nothing")}
        try:
            version = use_goals(
                here.site.store,
                here.actor,
                here.campaign.id,
                asking,
                base_number=int(seen),
                reason=reason.strip(),
            )
        except StaleError as error:
            return nothing | {"said": visitor.say("decide.stale", who=error.who)}
        except InputError as error:
            return nothing | {"said": visitor.own_words(str(error))}
        said = visitor.say("if.used", number=str(version.number))
        return {"said": said, "seen": version.number, "reason": ""}


def _asked(here: Here, asked: dict[str, Any]) -> tuple[Desk, WhatIf]:
    desk = desk_of(here, asked["span"])
    scope = asked["scope"] or EVERY
    sure = bool(asked["sure"])
    return desk, question(desk, scope, _values(asked), sure=sure)


def _values(asked: dict[str, Any]) -> dict[str, float]:
    """Values of the sliders by name."""
    return dict(zip(RANGES, map(float, asked["values"]), strict=True))


def _refused(here: Here, error: Exception) -> Component:
    said = here.visitor.own_words(str(error))
    return html.P(said, className="quiet bad")
