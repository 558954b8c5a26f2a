"""What happens in the drawer of a person: saved, off and back, erased."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import ALL, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from app.services.access import Action
from app.services.people.absences import delete_absence, save_absence
from app.services.people.agents import erase_person, save_agent
from app.web.components.answers import done, refused, warned
from app.web.pages.people import ids
from app.web.pages.people.person import (
    ABSENCE_FIELDS,
    FIELDS,
    LISTS,
    absence_list,
    person,
    person_title,
)
from app.web.pages.people.rows import edits, place
from app.web.pages.people.wrong import errors_by_field
from app.web.texts import TEXTS
from wfm.errors import InputError, StaleError, TableError
from wfm.intervals import zone

if TYPE_CHECKING:
    from app.web.here import Here
    from app.web.registry import Registry

_OPENED = State(ids.OPENED, "data")
_REMOVE = {"type": ids.ABSENCE_REMOVE, "absence": ALL, "revision": ALL}
# Columns of an absence to the field in which they are typed.
_PLACES = {"start": "first", "end": "last", "kind": "kind", "note": "note"}


def register_drawer(registry: Registry) -> None:
    """Add the callbacks of the drawer to a registry."""
    _register_opening(registry)
    _register_saving(registry)
    _register_absences(registry)
    _register_erasing(registry)


def _register_opening(registry: Registry) -> None:
    @registry.callback(
        Action.PEOPLE_READ,
        output={
            "opened": Output(ids.DRAWER, "opened"),
            "title": Output(ids.DRAWER, "title"),
            "body": Output(ids.BODY, "children"),
            "chosen": Output(ids.GRID, "selectedRows"),
        },
        inputs=[
            Input(ids.GRID, "selectedRows"),
            Input(ids.GRID, "cellClicked"),
            Input(ids.OPEN, "n_clicks", allow_optional=True),
            Input(ids.ADD, "n_clicks"),
        ],
        prevent_initial_call=True,
    )
    def show(
        here: Here,
        chosen: list[dict[str, Any]] | None,
        clicked: dict[str, Any] | None,
        opening: int | None,
        adding: int | None,
    ) -> dict[str, Any]:
        new = ctx.triggered_id == ids.ADD and bool(adding) and edits(here)
        agent = None if new else _wanted(here, chosen, clicked, opening)
        if not new and agent is None:
            raise PreventUpdate
        return {
            "opened": True,
            "title": person_title(here, agent),
            "body": person(here, agent),
            # So that the same row can be chosen again; ticked boxes stay.
            "chosen": no_update if edits(here) else [],
        }


def _wanted(
    here: Here,
    chosen: list[dict[str, Any]] | None,
    clicked: dict[str, Any] | None,
    opening: int | None,
) -> str | None:
    """Code of whom to open: the row of a click, or the one whose box is ticked."""
    if not edits(here):
        return str(chosen[0]["agent"]) if chosen else None
    if ctx.triggered_id == ids.OPEN:
        one = opening and chosen and len(chosen) == 1
        return str(chosen[0]["agent"]) if one and chosen else None
    by_click = any("cellClicked" in each["prop_id"] for each in ctx.triggered)
    # The first column has the boxes, which are ticked by a click beside them too.
    return str(clicked["rowId"]) if by_click and clicked else None


def _register_saving(registry: Registry) -> None:
    @registry.callback(
        Action.PEOPLE_EDIT,
        output={
            "errors": {name: Output(ids.field(name), "error") for name in FIELDS},
            "said": Output(ids.SAID, "children"),
            "opened": Output(ids.OPENED, "data"),
            "changed": Output(ids.CHANGED, "data"),
            "drawer": Output(ids.DRAWER, "opened", allow_duplicate=True),
        },
        inputs={
            "clicks": Input(ids.SAVE, "n_clicks"),
            "values": {name: State(ids.field(name), "value") for name in FIELDS},
            "opened": _OPENED,
        },
        prevent_initial_call=True,
    )
    def save(
        here: Here, clicks: int | None, values: dict[str, Any], opened: dict[str, Any]
    ) -> dict[str, Any]:
        if not clicks or not opened:
            raise PreventUpdate
        answer: dict[str, Any] = {
            "errors": dict.fromkeys(FIELDS, ""),
            **dict.fromkeys(("opened", "changed", "drawer"), no_update),
        }
        said = {name: _said(name, value) for name, value in values.items()}
        agent = str(opened["agent"] or said["agent"]).strip()
        del said["agent"]
        try:
            revision = save_agent(*place(here), agent, said, int(opened["revision"]))
        except TableError as error:
            found, rest = errors_by_field(here, error, FIELDS)
            answer["errors"] |= found
            return {**answer, "said": rest and warned(rest)}
        except (InputError, StaleError) as error:
            return {**answer, "said": refused(here.visitor, error)}
        return {
            **answer,
            "said": done(here.visitor.say("people.saved")),
            "opened": {"agent": agent, "revision": revision},
            "changed": _now(),
            # A new person is opened again from the grid, with absences.
            "drawer": no_update if opened["agent"] else False,
        }


def _register_absences(registry: Registry) -> None:
    @registry.callback(
        Action.PEOPLE_EDIT,
        output={
            "listed": Output(ids.ABSENCES, "children"),
            "errors": {
                name: Output(ids.absence(name), "error") for name in ABSENCE_FIELDS
            },
            "said": Output(ids.ABSENCE_SAID, "children"),
        },
        inputs={
            "add": Input(ids.ABSENCE_ADD, "n_clicks"),
            "remove": Input(_REMOVE, "n_clicks"),
            "values": {
                name: State(ids.absence(name), "value") for name in ABSENCE_FIELDS
            },
            "opened": _OPENED,
        },
        prevent_initial_call=True,
    )
    def absences(here: Here, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - as declared
        pressed = any(each["value"] for each in ctx.triggered)
        if not pressed or not asked["opened"] or not asked["opened"]["agent"]:
            raise PreventUpdate
        agent = str(asked["opened"]["agent"])
        answer: dict[str, Any] = {
            "errors": dict.fromkeys(ABSENCE_FIELDS, ""),
            "listed": no_update,
        }
        try:
            if isinstance(ctx.triggered_id, dict):
                _remove(here, ctx.triggered_id)
                key = "people.absence.removed"
            else:
                wrong = _add(here, agent, asked["values"])
                if wrong:
                    answer["errors"] |= wrong
                    return {**answer, "said": ""}
                key = "people.absence.added"
        except TableError as error:
            found, rest = errors_by_field(here, error, tuple(_PLACES))
            answer["errors"] |= {_PLACES[name]: text for name, text in found.items()}
            return {**answer, "said": rest and warned(rest)}
        except (InputError, StaleError) as error:
            return {**answer, "said": refused(here.visitor, error)}
        said = done(here.visitor.say(key))
        return {**answer, "listed": absence_list(here, agent), "said": said}


def _register_erasing(registry: Registry) -> None:
    @registry.callback(
        Action.PEOPLE_EDIT,
        output={
            "error": Output(ids.ERASE_CODE, "error"),
            "body": Output(ids.BODY, "children", allow_duplicate=True),
            "changed": Output(ids.CHANGED, "data", allow_duplicate=True),
        },
        inputs=[
            Input(ids.ERASE, "n_clicks"),
            State(ids.ERASE_CODE, "value"),
            _OPENED,
        ],
        prevent_initial_call=True,
    )
    def erase(
        here: Here, clicks: int | None, typed: str | None, opened: dict[str, Any]
    ) -> dict[str, Any]:
        if not clicks or not opened or not opened["agent"]:
            raise PreventUpdate
        agent = str(opened["agent"])
        if (typed or "").strip() != agent:
            error = here.visitor.say("people.erase.other", agent=agent)
            return {"error": error, "body": no_update, "changed": no_update}
        erase_person(*place(here), agent)
        return {"error": "", "body": person(here, agent), "changed": _now()}


def _now() -> int:
    return int(time.time() * 1000)


def _said(name: str, value: object) -> str:
    """Cell of the table from what stands in a field."""
    if name in LISTS and isinstance(value, list):
        return ";".join(str(each).strip() for each in value)
    return "" if value is None else str(value).strip()


def _remove(here: Here, button: dict[str, Any]) -> None:
    number, revision = int(button["absence"]), int(button["revision"])
    delete_absence(*place(here), number, revision=revision)


def _add(here: Here, agent: str, values: dict[str, str | None]) -> dict[str, str]:
    """Add an absence; what is wrong with its days, by field."""
    assert here.campaign is not None
    clock = zone(here.campaign.timezone)
    wrong, times = {}, {}
    for name in ("first", "last"):
        hour = (values[f"{name}_clock"] or "").strip()
        try:
            day = date.fromisoformat(str(values[name] or "").strip())
            # The last day is included where no hour is said.
            whole = day + timedelta(days=name == "last")
            stamp = pd.Timestamp(f"{day}T{hour}" if hour else whole)
            times[name] = int(stamp.tz_localize(clock).timestamp())
        except ValueError:
            wrong[name] = here.visitor.say("schedule.which_day")
    if wrong:
        return wrong
    fields = {
        "agent": agent,
        "start": times["first"],
        "end": times["last"],
        "kind": _kind(here, values["kind"] or ""),
        "note": (values["note"] or "").strip(),
    }
    save_absence(*place(here), fields)
    return {}


def _kind(here: Here, said: str) -> str:
    """Word of the data for a kind that is said in the visitor's language."""
    said = said.strip()
    texts = TEXTS[here.visitor.language]
    for key, text in texts.items():
        if key.startswith("people.off.") and text == said:
            return key.removeprefix("people.off.")
    return said
