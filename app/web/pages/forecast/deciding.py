"""What happens when planners decide over the forecast, or take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, callback_context, no_update
from dash.exceptions import PreventUpdate

from app.services.access import Action
from app.services.forecasts.decisions import (
    OVERRIDES_KIND,
    add_override,
    add_special_day,
    decisions,
    remove_row,
    undo,
)
from app.web.pages.forecast import ids
from app.web.pages.forecast.decisions import (
    FIELDS,
    KINDS,
    given_row,
    grid_height,
    grid_rows,
    table_of,
)
from app.web.pages.forecast.wrong import by_field
from wfm.errors import InputError

if TYPE_CHECKING:
    from app.web.here import Here
    from app.web.registry import Registry

# What is typed anew for each decision.
_CLEARED = ("value", "reason", "name")


def register_decisions(registry: Registry) -> None:
    """Add the callbacks of both tables to a registry."""
    for kind in KINDS:
        _register(registry, kind)


def _register(registry: Registry, kind: str) -> None:
    fields = FIELDS[kind]

    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output={
            "rows": Output(ids.part(kind, "grid"), "rowData"),
            "style": Output(ids.part(kind, "grid"), "style"),
            "chosen": Output(ids.part(kind, "grid"), "selectedRows"),
            "seen": Output(ids.part(kind, "seen"), "data"),
            "said": Output(ids.part(kind, "said"), "children"),
            "errors": {name: Output(ids.part(kind, name), "error") for name in fields},
            "values": {
                name: Output(ids.part(kind, name), "value")
                for name in fields
                if name in _CLEARED
            },
        },
        inputs={
            "add": Input(ids.part(kind, "add"), "n_clicks"),
            "remove": Input(ids.part(kind, "remove"), "n_clicks"),
            "undone": Input(ids.part(kind, "undo"), "n_clicks"),
            "fields": {name: State(ids.part(kind, name), "value") for name in fields},
            "chosen": State(ids.part(kind, "grid"), "selectedRows"),
            "seen": State(ids.part(kind, "seen"), "data"),
        },
        prevent_initial_call=True,
    )
    def decide(here: Here, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - as declared
        pressed = str(callback_context.triggered_id or "")
        clicks = {"add": "add", "remove": "remove", "undo": "undone"}
        act = pressed.removeprefix(ids.part(kind, ""))
        if act not in clicks or not asked[clicks[act]]:
            raise PreventUpdate
        return _answer(here, kind, act, asked)


def _answer(here: Here, kind: str, act: str, asked: dict[str, Any]) -> dict[str, Any]:
    fields = FIELDS[kind]
    errors: dict[str, Any] = dict.fromkeys(fields, "")
    try:
        said = _done(here, kind, act, asked)
    except InputError as error:
        found, rest = by_field(error, fields, here.visitor)
        return _told(kind, rest) | {"errors": errors | found}
    campaign = here.campaign
    assert campaign is not None  # the right has been checked on it
    table = table_of(decisions(here.site.store, here.actor, campaign.id), kind)
    rows = grid_rows(table, kind, here.visitor)
    cleared = {name: "" for name in fields if name in _CLEARED}
    kept = dict.fromkeys(cleared, no_update)
    return {
        "rows": rows,
        "style": {"height": grid_height(len(rows)), "width": "100%"},
        "chosen": [],
        "seen": table.number,
        "said": said,
        "errors": errors,
        "values": cleared if act == "add" else kept,
    }


def _told(kind: str, said: str) -> dict[str, Any]:
    """Nothing changed but what is said."""
    cleared = [name for name in FIELDS[kind] if name in _CLEARED]
    return {
        **dict.fromkeys(("rows", "style", "chosen", "seen"), no_update),
        "said": said,
        "errors": dict.fromkeys(FIELDS[kind], ""),
        "values": dict.fromkeys(cleared, no_update),
    }


def _done(here: Here, kind: str, act: str, asked: dict[str, Any]) -> str:
    """Do what was pressed, and say it."""
    if here.campaign is None:
        raise PreventUpdate
    place = (here.site.store, here.actor, here.campaign.id)
    base = int(asked["seen"])
    if act == "undo":
        undo(*place, kind, base_number=base)
        return here.visitor.say("decide.undone")
    if act == "remove":
        chosen = asked["chosen"] or []
        if not chosen:
            return here.visitor.say("decide.choose")
        remove_row(*place, kind, int(chosen[0]["place"]), base_number=base)
        return here.visitor.say("decide.removed")
    add = add_override if kind == OVERRIDES_KIND else add_special_day
    add(*place, given_row(kind, asked["fields"]), base_number=base)
    return here.visitor.say("decide.added")
