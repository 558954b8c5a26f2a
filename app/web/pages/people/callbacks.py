"""What happens on the page of the people, beside the drawer's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, callback_context, no_update
from dash.exceptions import PreventUpdate

from app.services.access import Action
from app.services.campaigns.edits import save_table
from app.services.forecasts.decisions import undo
from app.web.components.answers import done, refused, warned
from app.web.components.downloads import CSV, as_asked
from app.web.importing import part, register_import
from app.web.importing.ids import DONE
from app.web.pages.people import ids
from app.web.pages.people.contracts import (
    KIND,
    contract_rows,
    contracts_said,
    seen_contracts,
    with_new_row,
)
from app.web.pages.people.grid import heads_card, people_grid, shown
from app.web.pages.people.layout import AGENTS, TIME_OFF
from app.web.pages.people.rows import (
    Filters,
    fields,
    filtered,
    ordered,
    place,
    seen_agents,
)
from app.web.pages.people.saving import register_drawer
from app.web.pages.people.together import register_together
from wfm.errors import InputError, StaleError, TransitionError

if TYPE_CHECKING:
    from app.web.here import Here
    from app.web.registry import Registry

_NAMES = {"team": ids.TEAM, "skill": ids.SKILL, "contract": ids.CONTRACT}
_NAMES |= {"search": ids.SEARCH}
_FILTERS = {name: Input(place, "value") for name, place in _NAMES.items()}
_AS_THEY_ARE = {name: State(place, "value") for name, place in _NAMES.items()}
_CLICKS = {
    ids.CONTRACTS_ADD: "add",
    ids.CONTRACTS_REMOVE: "remove",
    ids.CONTRACTS_SAVE: "save",
    ids.CONTRACTS_UNDO: "undone",
}


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    for table in (AGENTS, TIME_OFF):
        register_import(registry, table)
    _register_grid(registry)
    _register_contracts(registry)
    register_together(registry)
    register_drawer(registry)


def _filters(said: dict[str, str | None]) -> Filters:
    return Filters(**{name: value or "" for name, value in said.items()})


def _register_grid(registry: Registry) -> None:
    @registry.callback(
        Action.PEOPLE_READ,
        output=[
            Output(ids.PLACE, "children"),
            Output(ids.COUNT, "children"),
            Output(ids.HEADS, "children"),
        ],
        inputs={
            "filters": _FILTERS,
            "changed": Input(ids.CHANGED, "data"),
            "imported": Input(part(AGENTS, DONE), "data"),
        },
        prevent_initial_call=True,
    )
    def fill(
        here: Here, filters: dict[str, str | None], changed: object, imported: object
    ) -> list[Any]:
        del changed, imported
        rows = filtered(seen_agents(here), _filters(filters))
        count = here.visitor.say("people.count", count=len(rows))
        return [people_grid(here, rows), count, heads_card(here, rows)]

    @registry.callback(
        Action.PEOPLE_READ,
        output=Output(ids.GRID, "getRowsResponse"),
        inputs={
            "asked": Input(ids.GRID, "getRowsRequest"),
            "filters": _AS_THEY_ARE,
        },
        prevent_initial_call=True,
    )
    def page(
        here: Here, asked: dict[str, Any] | None, filters: dict[str, str | None]
    ) -> dict[str, Any]:
        if not asked:
            raise PreventUpdate
        rows = filtered(seen_agents(here), _filters(filters))
        rows = shown(here, ordered(rows, asked.get("sortModel") or []))
        first, until = int(asked["startRow"]), int(asked["endRow"])
        return {"rowData": rows[first:until], "rowCount": len(rows)}

    @registry.callback(
        Action.PEOPLE_READ,
        output=Output(ids.FILE, "data"),
        inputs={
            "excel": Input(ids.EXCEL, "n_clicks"),
            "csv": Input(f"{ids.EXCEL}{CSV}", "n_clicks"),
            "filters": _AS_THEY_ARE,
        },
        prevent_initial_call=True,
    )
    def save(
        here: Here, excel: int | None, csv: int | None, filters: dict[str, str | None]
    ) -> dict[str, Any]:
        if not (excel or csv):
            raise PreventUpdate
        rows = filtered(seen_agents(here), _filters(filters))
        title = here.visitor.say("people.title")
        return as_asked(title, fields(here, rows), "aforo-people")


def _register_contracts(registry: Registry) -> None:
    @registry.callback(
        Action.CONTRACTS_EDIT,
        output={
            "rows": Output(ids.CONTRACTS, "rowData"),
            "seen": Output(ids.CONTRACTS_SEEN, "data"),
            "said": Output(ids.CONTRACTS_SAID, "children"),
        },
        inputs={
            **{name: Input(button, "n_clicks") for button, name in _CLICKS.items()},
            "rows": State(ids.CONTRACTS, "rowData"),
            "chosen": State(ids.CONTRACTS, "selectedRows"),
            "seen": State(ids.CONTRACTS_SEEN, "data"),
        },
        prevent_initial_call=True,
    )
    def contracts(here: Here, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - as declared
        pressed = str(callback_context.triggered_id or "")
        if pressed not in _CLICKS or not asked[_CLICKS[pressed]]:
            raise PreventUpdate
        return _contracts(here, _CLICKS[pressed], asked)


def _contracts(here: Here, act: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Change the grid, or save what stands in it."""
    say, rows = here.visitor.say, list(asked["rows"] or [])
    same = {"rows": no_update, "seen": no_update}
    if act == "add":
        return {"rows": with_new_row(rows), "seen": no_update, "said": ""}
    if act == "remove":
        gone = {str(row["place"]) for row in asked["chosen"] or []}
        if not gone:
            return {**same, "said": warned(say("cleaning.choose"))}
        left = [row for row in rows if str(row["place"]) not in gone]
        note = warned(say("people.contracts.unsaved"))
        return {"rows": left, "seen": no_update, "said": note}
    try:
        said = _save_contracts(here, act, rows, int(asked["seen"]))
    except TransitionError:
        return {**same, "said": warned(say("cleaning.undo.none"))}
    except (InputError, StaleError) as error:
        return {**same, "said": refused(here.visitor, error)}
    table = seen_contracts(here)
    return {"rows": contract_rows(table), "seen": table.number, "said": done(said)}


def _save_contracts(here: Here, act: str, rows: list[dict[str, Any]], seen: int) -> str:
    if act == "undone":
        undo(*place(here), KIND, base_number=seen)
        return here.visitor.say("people.contracts.undone")
    save_table(
        *place(here),
        KIND,
        contracts_said(rows),
        base_number=seen,
        reason="contracts edited",
    )
    return here.visitor.say("people.contracts.saved")
