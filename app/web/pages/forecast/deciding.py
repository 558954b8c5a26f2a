"""What happens when planners decide over the forecast, or take it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from dash import ALL, Input, Output, State, callback_context, no_update
from dash.exceptions import PreventUpdate

from app.services.access import Action
from app.services.forecasts.decisions import (
    OVERRIDES_KIND,
    SPECIAL_DAYS_KIND,
    add_override,
    add_special_day,
    decisions,
    remove_row,
    undo,
)
from app.web.components.downloads import Saved, register_downloads
from app.web.pages.forecast import ids
from app.web.pages.forecast.decision_rows import (
    decision_fields,
    decision_table,
    table_of,
)
from app.web.pages.forecast.decisions import (
    FIELDS,
    KINDS,
    given_row,
    value_asked,
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
        register_downloads(
            registry,
            Action.FORECAST_READ,
            (ids.part(kind, "excel"), ids.part(kind, "file")),
            {},
            partial(_saved, kind),
        )

    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output=Output(ids.part(SPECIAL_DAYS_KIND, "value"), "description"),
        inputs=Input(ids.part(SPECIAL_DAYS_KIND, "kind"), "value"),
        prevent_initial_call=True,
    )
    def explain(here: Here, kind: object) -> str:
        return value_asked(kind, here.visitor)


def _register(registry: Registry, kind: str) -> None:
    fields = FIELDS[kind]

    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output={
            "rows": Output(ids.part(kind, "rows"), "children"),
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
            "remove": Input(ids.remove(kind, ALL), "n_clicks"),
            "undone": Input(ids.part(kind, "undo"), "n_clicks"),
            "fields": {name: State(ids.part(kind, name), "value") for name in fields},
            "seen": State(ids.part(kind, "seen"), "data"),
        },
        prevent_initial_call=True,
    )
    def decide(here: Here, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - as declared
        act, row = _pressed(kind, asked)
        if act is None:
            raise PreventUpdate
        return _answer(here, kind, (act, row), asked)


def _pressed(kind: str, asked: dict[str, Any]) -> tuple[str | None, int]:
    """Tell what was pressed, and at which row; None where nothing was."""
    pressed = callback_context.triggered_id
    if isinstance(pressed, dict):
        # Rows that are laid out anew bring buttons that nobody has pressed.
        click = any(told["value"] for told in callback_context.triggered)
        return ("remove" if click else None), int(pressed["row"])
    clicks = {"add": asked["add"], "undo": asked["undone"]}
    act = str(pressed or "").removeprefix(ids.part(kind, ""))
    return (act if clicks.get(act) else None), 0


def _answer(
    here: Here, kind: str, act: tuple[str, int], asked: dict[str, Any]
) -> dict[str, Any]:
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
    cleared = {name: "" for name in fields if name in _CLEARED}
    kept = dict.fromkeys(cleared, no_update)
    return {
        "rows": decision_table(table, kind, here.visitor, edits=True),
        "seen": table.number,
        "said": said,
        "errors": errors,
        "values": cleared if act[0] == "add" else kept,
    }


def _told(kind: str, said: str) -> dict[str, Any]:
    """Nothing changed but what is said."""
    cleared = [name for name in FIELDS[kind] if name in _CLEARED]
    return {
        **dict.fromkeys(("rows", "seen"), no_update),
        "said": said,
        "errors": dict.fromkeys(FIELDS[kind], ""),
        "values": dict.fromkeys(cleared, no_update),
    }


def _done(here: Here, kind: str, act: tuple[str, int], asked: dict[str, Any]) -> str:
    """Do what was pressed, and say it."""
    if here.campaign is None:
        raise PreventUpdate
    place = (here.site.store, here.actor, here.campaign.id)
    base = int(asked["seen"])
    name, row = act
    if name == "undo":
        undo(*place, kind, base_number=base)
        return here.visitor.say("decide.undone")
    if name == "remove":
        remove_row(*place, kind, row, base_number=base)
        return here.visitor.say("decide.removed")
    add = add_override if kind == OVERRIDES_KIND else add_special_day
    add(*place, given_row(kind, asked["fields"]), base_number=base)
    return here.visitor.say("decide.added")


def _saved(kind: str, here: Here) -> Saved:
    campaign, visitor = here.campaign, here.visitor
    assert campaign is not None  # the right has been checked on it
    table = table_of(decisions(here.site.store, here.actor, campaign.id), kind)
    fields = decision_fields(table, kind, visitor)
    return Saved(f"aforo-{kind}", {visitor.say(f"decide.{kind}"): fields})
