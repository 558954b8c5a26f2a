"""What happens to the rules that a campaign overrides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from app.services.access import Action
from app.services.campaigns.rule_overrides import (
    remove_override,
    rule_desk,
    set_override,
)
from app.services.form_errors import FormError
from app.web.components.answers import done, refused
from app.web.pages.rules import ids
from app.web.pages.rules.own import own_rules, unit_text
from wfm.errors import UnknownNameError, WfmError

if TYPE_CHECKING:
    from app.web.here import Here
    from app.web.registry import Registry

_FIELDS = ("name", "value", "reason")
# No number of a row has more.
_DIGITS = 9
_CAMPAIGN = State(ids.CAMPAIGN, "value")


def register_overriding(registry: Registry) -> None:
    """Add the callbacks of the overrides to a registry."""
    _register_choice(registry)
    _register_change(registry)


def _register_choice(registry: Registry) -> None:
    @registry.callback(
        Action.RULES_READ,
        output=[
            Output(ids.OWN, "children", allow_duplicate=True),
            Output(ids.SAID, "children", allow_duplicate=True),
        ],
        inputs=[Input(ids.CAMPAIGN, "value")],
        prevent_initial_call=True,
    )
    def show(here: Here, campaign: object) -> list[Any]:
        return [own_rules(here, _number(campaign)), []]

    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output=[Output(ids.VALUE, "description"), Output(ids.VALUE, "value")],
        inputs=[Input(ids.CHOSEN, "value"), _CAMPAIGN],
        prevent_initial_call=True,
    )
    def choose(here: Here, name: str | None, campaign: object) -> list[Any]:
        desk = rule_desk(here.site.store, here.actor, _number(campaign))
        if name not in desk.law:
            return [" ", ""]
        own = {each.name: each.value for each in desk.overrides}
        value = own.get(name, desk.law[name].value)
        return [unit_text(here.visitor, desk, name), value]


def _register_change(registry: Registry) -> None:
    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output={
            "own": Output(ids.OWN, "children"),
            "said": Output(ids.SAID, "children"),
            "wrong": {
                "name": Output(ids.CHOSEN, "error"),
                "value": Output(ids.VALUE, "error"),
                "reason": Output(ids.REASON, "error"),
            },
        },
        inputs={
            "setting": Input(ids.SET, "n_clicks"),
            "removing": Input({"type": ids.REMOVE, "rule": ALL}, "n_clicks"),
            "campaign": _CAMPAIGN,
            "base": State(ids.BASE, "data"),
            "given": {
                "name": State(ids.CHOSEN, "value"),
                "value": State(ids.VALUE, "value"),
                "reason": State(ids.REASON, "value"),
            },
        },
        prevent_initial_call=True,
    )
    def change(here: Here, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - as declared
        pressed = ctx.triggered_id
        removing = isinstance(pressed, dict) and any(asked["removing"])
        if not (removing or asked["setting"]):
            raise PreventUpdate
        answer: dict[str, Any] = {
            "own": no_update,
            "said": [],
            "wrong": dict.fromkeys(_FIELDS, ""),
        }
        try:
            said = _change(here, asked, str(pressed["rule"]) if removing else "")
        except FormError as error:
            told = {
                name: here.visitor.say(f"own_rules.wrong.{why}")
                for name, why in error.fields.items()
            }
            return {**answer, "wrong": {**answer["wrong"], **told}}
        except UnknownNameError:
            raise
        except WfmError as error:
            return {**answer, "said": refused(here.visitor, error)}
        campaign = _number(asked["campaign"])
        own = own_rules(here, campaign)
        return {**answer, "own": own, "said": done(here.visitor.say(said))}


def _change(here: Here, asked: dict[str, Any], removed: str) -> str:
    """Take a rule back, or set the one of the form; what to say then."""
    place = here.site.store, here.actor, _number(asked["campaign"])
    given, base = asked["given"], int(asked["base"])
    reason = str(given["reason"] or "")
    if removed:
        remove_override(*place, removed, base_number=base, reason=reason)
        return "own_rules.removed"
    value = given["value"]
    number = None if value in (None, "") else float(value)
    name = str(given["name"] or "")
    set_override(*place, name, number, base_number=base, reason=reason)
    return "own_rules.saved"


def _number(campaign: object) -> int:
    """Read the number of the chosen campaign; services judge whether it is there."""
    text = str(campaign)
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise UnknownNameError("campaign", "", ())
    return int(text)
