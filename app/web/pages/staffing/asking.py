"""What happens when somebody moves a slider, or puts the goals to use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from app.services.access import Action
from app.services.staffing.desk import use_goals
from app.web import ids as shell
from app.web.components.downloads import Saved, register_downloads
from app.web.pages.staffing import ids
from app.web.pages.staffing.answer import answer, answer_fields
from app.web.pages.staffing.panel import desk_of, plan_hours
from app.web.pages.staffing.prices import price_fields, price_list
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
    from app.services.staffing.what_if_terms import Staffing, WhatIf
    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.visitor import Visitor

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
            "answered": Output(ids.ANSWERED, "data"),
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
            base, plans = desk.staffing(), here.plans
            currency = plans.summary.get("currency", "")
            said = [
                *answer(base, desk.staffing(asking), currency, visitor),
                _method(base, plan_hours(plans, asked["span"]), visitor),
            ]
        except (InputError, NoAnswerError) as error:
            said = [_refused(here, error)]
        return {"answer": said, "answered": asked, "told": words}

    @registry.callback(
        Action.STAFFING_READ,
        output=Output(ids.PRICES, "children"),
        inputs={
            # The list waits for the answer: one is looked for, the other looked up.
            "answered": Input(ids.ANSWERED, "data"),
            "asked": _AS_IT_IS,
            "theme": Input(shell.THEME, "data"),
        },
        prevent_initial_call=True,
    )
    def price(
        here: Here, answered: object, asked: dict[str, Any], theme: str
    ) -> list[Component]:
        del answered
        try:
            desk, asking = _asked(here, asked)
            return price_list(
                desk.prices(asking),
                (_values(asked)["service_level"] / 100, desk.staffing(asking)),
                here.plans.summary.get("currency", ""),
                here.themed(theme).visitor,
            )
        except (InputError, NoAnswerError):
            # The answer beside it says why.
            return []

    states = {"asked": _AS_IT_IS}
    register_downloads(
        registry,
        Action.STAFFING_READ,
        (ids.ASKED_EXCEL, ids.ASKED_FILE),
        states,
        _saved,
    )
    register_downloads(
        registry,
        Action.STAFFING_READ,
        (ids.PRICES_EXCEL, ids.PRICES_FILE),
        states,
        _saved_prices,
    )


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
            return nothing | {
                "said": visitor.say("decide.stale", who=visitor.own_words(error.who))
            }
        except InputError as error:
            return nothing | {"said": visitor.told(error)}
        said = visitor.say("if.used", number=str(version.number))
        return {"said": said, "seen": version.number, "reason": ""}


def _saved(here: Here, asked: dict[str, Any]) -> Saved:
    """Agents that the question asks for, beside what it comes to."""
    desk, asking = _asked(here, asked)
    visitor = here.visitor
    return Saved(
        "aforo-what-if",
        {
            visitor.say("if.title"): requirement_fields(
                desk.requirement(asking), visitor
            ),
            visitor.say("if.asked"): answer_fields(
                desk.staffing(), desk.staffing(asking), visitor
            ),
            visitor.say("if.price.level"): price_fields(desk.prices(asking), visitor),
        },
    )


def _saved_prices(here: Here, asked: dict[str, Any]) -> Saved:
    desk, asking = _asked(here, asked)
    fields = price_fields(desk.prices(asking), here.visitor)
    return Saved("aforo-prices", {here.visitor.say("if.price.level"): fields})


def _asked(here: Here, asked: dict[str, Any]) -> tuple[Desk, WhatIf]:
    desk = desk_of(here, asked["span"])
    scope = asked["scope"] or EVERY
    sure = bool(asked["sure"])
    return desk, question(desk, scope, _values(asked), sure=sure)


def _values(asked: dict[str, Any]) -> dict[str, float]:
    """Values of the sliders by name."""
    return dict(zip(RANGES, map(float, asked["values"]), strict=True))


def _method(base: Staffing, plan: float, visitor: Visitor) -> Component:
    """Say how near the quick answer is to the plan's own."""
    said = visitor.say(
        "if.method",
        plan=visitor.formats.hours(plan, 1),
        here=visitor.formats.hours(base.agent_hours, 1),
    )
    return html.P(said, className="quiet if-method")


def _refused(here: Here, error: Exception) -> Component:
    said = here.visitor.told(error)
    return html.P(said, className="quiet bad")
