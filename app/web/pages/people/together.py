"""Several people changed at once, and the last change taken back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from app.services.access import Action
from app.services.people.together import change_agents, undo_change
from app.web.components import controls
from app.web.components.answers import done, refused, warned
from app.web.components.attributes import attributes
from app.web.pages.people import ids
from app.web.pages.people.person import contract_names
from app.web.pages.people.rows import edits, place
from app.web.pages.people.wrong import errors_by_field
from wfm.errors import InputError, StaleError, TableError, TransitionError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.pages.people.rows import Rows
    from app.web.registry import Registry

_FIELDS = {
    "team": ids.TOGETHER_TEAM,
    "contract": ids.TOGETHER_CONTRACT,
    "available_until": ids.TOGETHER_UNTIL,
}


def together_panel(here: Here, rows: Rows) -> Component:
    """
    Lay out what is done with the people whose boxes are ticked, and the undoing.

    Parameters
    ----------
    here : Here
        Whose campaign, and who looks; nothing for those who may not edit people.
    rows : list of dict
        Agents that are seen.
    """
    if not edits(here):
        return html.Div(hidden=True)
    say = here.visitor.say
    teams = sorted({str(row["team"]) for row in rows if row["team"]})
    fields = html.Div(
        [
            dmc.Autocomplete(
                id=ids.TOGETHER_TEAM,
                label=say("people.together.team"),
                data=teams,
                value="",
                size="sm",
            ),
            dmc.Select(
                id=ids.TOGETHER_CONTRACT,
                label=say("people.together.contract"),
                data=contract_names(here),
                clearable=True,
                size="sm",
            ),
            dmc.TextInput(
                id=ids.TOGETHER_UNTIL,
                label=say("people.together.until"),
                inputProps={"type": "date"},
                value="",
                size="sm",
            ),
        ],
        className="people-fields",
    )
    chosen = html.Div(
        [
            html.P(id=ids.TOGETHER_COUNT, className="people-part"),
            fields,
            html.P(say("people.together.until.hint"), className="quiet"),
            html.Div(
                [
                    dmc.Button(
                        say("people.together.save"), id=ids.TOGETHER_SAVE, size="sm"
                    ),
                    controls.action(ids.OPEN, "people", say("people.together.open")),
                ],
                className="controls",
            ),
        ],
        id=ids.TOGETHER,
        hidden=True,
        className="people-together",
    )
    return html.Div(
        className="people-several",
        children=[
            chosen,
            html.Div(id=ids.TOGETHER_SAID, **attributes(role="status")),
            # Also of the drawer and of imports.
            html.Div(
                controls.action(ids.UNDO, "undo", say("people.undo")),
                className="controls",
            ),
        ],
    )


def register_together(registry: Registry) -> None:
    """Add the callbacks of several people at once to a registry."""
    _register_choosing(registry)
    _register_change(registry)
    _register_undo(registry)


def _register_choosing(registry: Registry) -> None:
    @registry.callback(
        Action.PEOPLE_EDIT,
        output=[
            Output(ids.TOGETHER, "hidden"),
            Output(ids.TOGETHER_COUNT, "children"),
            Output(ids.OPEN, "disabled"),
        ],
        inputs=[Input(ids.GRID, "selectedRows")],
        prevent_initial_call=True,
    )
    def choose(here: Here, chosen: list[dict[str, Any]] | None) -> list[Any]:
        count = len(chosen or [])
        said = here.visitor.say("people.together", count=count)
        return [count == 0, said, count != 1]


def _register_change(registry: Registry) -> None:
    @registry.callback(
        Action.PEOPLE_EDIT,
        output={
            "wrong": {name: Output(id_, "error") for name, id_ in _FIELDS.items()},
            "said": Output(ids.TOGETHER_SAID, "children"),
            "changed": Output(ids.CHANGED, "data", allow_duplicate=True),
            "chosen": Output(ids.GRID, "selectedRows", allow_duplicate=True),
        },
        inputs={
            "clicks": Input(ids.TOGETHER_SAVE, "n_clicks"),
            "chosen": State(ids.GRID, "selectedRows"),
            "given": {name: State(id_, "value") for name, id_ in _FIELDS.items()},
        },
        prevent_initial_call=True,
    )
    def change(
        here: Here,
        clicks: int | None,
        chosen: list[dict[str, Any]] | None,
        given: dict[str, Any],
    ) -> dict[str, Any]:
        if not clicks or not chosen:
            raise PreventUpdate
        answer: dict[str, Any] = {
            "wrong": dict.fromkeys(_FIELDS, ""),
            "changed": no_update,
            "chosen": no_update,
        }
        fields = {
            name: str(value).strip()
            for name, value in given.items()
            if str(value or "").strip()
        }
        if not fields:
            said = warned(here.visitor.say("people.together.nothing"))
            return {**answer, "said": said}
        seen = {str(row["agent"]): int(row["revision"]) for row in chosen}
        try:
            count = change_agents(*place(here), seen, fields)
        except TableError as error:
            found, rest = errors_by_field(here, error, tuple(_FIELDS))
            wrong = {**answer["wrong"], **found}
            return {**answer, "wrong": wrong, "said": rest and warned(rest)}
        except (InputError, StaleError) as error:
            return {**answer, "said": refused(here.visitor, error)}
        said = done(here.visitor.say("people.together.saved", count=count))
        return {**answer, "said": said, "changed": _now(), "chosen": []}


def _register_undo(registry: Registry) -> None:
    @registry.callback(
        Action.PEOPLE_EDIT,
        output=[
            Output(ids.TOGETHER_SAID, "children", allow_duplicate=True),
            Output(ids.CHANGED, "data", allow_duplicate=True),
        ],
        inputs=[Input(ids.UNDO, "n_clicks")],
        prevent_initial_call=True,
    )
    def take_back(here: Here, clicks: int | None) -> list[Any]:
        if not clicks:
            raise PreventUpdate
        try:
            count = undo_change(*place(here))
        except TransitionError:
            return [warned(here.visitor.say("people.undo.none")), no_update]
        except StaleError as error:
            return [refused(here.visitor, error), no_update]
        return [done(here.visitor.say("people.undone", count=count)), _now()]


def _now() -> int:
    return int(time.time() * 1000)
