"""What happens on the page of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, callback_context, no_update
from dash.exceptions import PreventUpdate

from app.services.access import Action
from app.services.history.cleaning import decide, undo_decision
from app.web import ids as shell
from app.web.components.answers import done, refused, warned
from app.web.components.downloads import CSV, as_asked
from app.web.figures.history import history_strip
from app.web.importing import part, register_import
from app.web.importing.ids import DONE
from app.web.pages.history import ids
from app.web.pages.history.cleaning import (
    change_rows,
    cleaning_body,
    seen_cleaning,
)
from app.web.pages.history.layout import TABLE
from app.web.pages.history.standing import (
    Chosen,
    change_fields,
    day_fields,
    gaps_said,
    quality,
    shown_days,
    standing,
)
from wfm.errors import InputError, StaleError, TransitionError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.registry import Registry

_CHOSEN = {"queue": Input(ids.QUEUE, "value"), "span": Input(ids.SPAN, "value")}
_AS_IT_IS = {"queue": State(ids.QUEUE, "value"), "span": State(ids.SPAN, "value")}
_IMPORTED = Input(part(TABLE, DONE), "data")


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    register_import(registry, TABLE)
    _register_standing(registry)
    _register_cleaning(registry)
    _register_files(registry)


def _register_standing(registry: Registry) -> None:
    @registry.callback(
        Action.HISTORY_READ,
        output=Output(ids.STANDING, "children"),
        inputs=[_IMPORTED],
        prevent_initial_call=True,
    )
    def again(here: Here, imported: int | None) -> list[Component]:
        if not imported:
            raise PreventUpdate
        return standing(here)

    @registry.callback(
        Action.HISTORY_READ,
        output=[Output(ids.STRIP, "figure"), Output(ids.GAPS, "children")],
        inputs={"chosen": _CHOSEN, "theme": Input(shell.THEME, "data")},
    )
    def draw(here: Here, chosen: dict[str, str], theme: str) -> list[Any]:
        seen = here.themed(theme)
        days = shown_days(seen, Chosen(**chosen))
        figure = history_strip(days, seen.visitor)
        return [figure, gaps_said(days, seen.visitor)]

    @registry.callback(
        Action.HISTORY_READ,
        output=Output(ids.QUALITY, "children"),
        inputs=[Input(ids.QUALITY, "id")],
    )
    def judge(here: Here, place: str) -> list[Component]:
        del place
        return quality(here)


def _register_cleaning(registry: Registry) -> None:
    @registry.callback(
        Action.HISTORY_READ,
        output=[Output(ids.CLEANING, "children"), Output(ids.SEEN, "data")],
        inputs=[_IMPORTED],
    )
    def fill(here: Here, imported: int | None) -> list[Any]:
        del imported
        found = seen_cleaning(here)
        return [cleaning_body(here, found), found.number]

    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output={
            "rows": Output(ids.CHANGES, "rowData"),
            "chosen": Output(ids.CHANGES, "selectedRows"),
            "seen": Output(ids.SEEN, "data", allow_duplicate=True),
            "said": Output(ids.SAID, "children"),
        },
        inputs={
            "refuse": Input(ids.REFUSE, "n_clicks"),
            "accept": Input(ids.ACCEPT, "n_clicks"),
            "undone": Input(ids.UNDO, "n_clicks"),
            "chosen": State(ids.CHANGES, "selectedRows"),
            "seen": State(ids.SEEN, "data"),
        },
        prevent_initial_call=True,
    )
    def decided(here: Here, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - as declared
        pressed = str(callback_context.triggered_id or "")
        clicks = {ids.REFUSE: "refuse", ids.ACCEPT: "accept", ids.UNDO: "undone"}
        if pressed not in clicks or not asked[clicks[pressed]]:
            raise PreventUpdate
        same = dict.fromkeys(("rows", "chosen", "seen"), no_update)
        chosen = [str(row["id"]) for row in asked["chosen"] or []]
        if pressed != ids.UNDO and not chosen:
            return {**same, "said": warned(here.visitor.say("cleaning.choose"))}
        try:
            said = _decide(here, pressed, chosen, int(asked["seen"]))
        except TransitionError:
            return {**same, "said": warned(here.visitor.say("cleaning.undo.none"))}
        except (InputError, StaleError) as error:
            return {**same, "said": refused(here.visitor, error)}
        found = seen_cleaning(here)
        return {
            "rows": change_rows(found.changes, here.visitor),
            "chosen": [],
            "seen": found.number,
            "said": done(said),
        }


def _decide(here: Here, pressed: str, chosen: list[str], seen: int) -> str:
    """Save a decision, and say it."""
    if here.campaign is None:
        raise PreventUpdate
    place = (here.site.store, here.actor, here.campaign.id)
    if pressed == ids.UNDO:
        undo_decision(*place, base_number=seen)
        return here.visitor.say("cleaning.undone")
    refuse = pressed == ids.REFUSE
    decide(*place, chosen, refuse=refuse, base_number=seen)
    key = "cleaning.refused.done" if refuse else "cleaning.accepted.done"
    return here.visitor.say(key, count=len(chosen))


def _register_files(registry: Registry) -> None:
    @registry.callback(
        Action.HISTORY_READ,
        output=Output(ids.FILE, "data"),
        inputs={
            "excel": Input(ids.EXCEL, "n_clicks"),
            "csv": Input(f"{ids.EXCEL}{CSV}", "n_clicks"),
            "chosen": _AS_IT_IS,
        },
        prevent_initial_call=True,
    )
    def save(
        here: Here, excel: int | None, csv: int | None, chosen: dict[str, str]
    ) -> dict[str, Any]:
        if not (excel or csv):
            raise PreventUpdate
        fields = day_fields(shown_days(here, Chosen(**chosen)), here.visitor)
        name = "" if chosen["queue"] == "*" else f"-{chosen['queue']}"
        title = here.visitor.say("history.title")
        return as_asked(title, fields, f"aforo-{TABLE}{name}")

    @registry.callback(
        Action.HISTORY_READ,
        output=Output(ids.CLEANING_FILE, "data"),
        inputs=[
            Input(ids.CLEANING_EXCEL, "n_clicks"),
            Input(f"{ids.CLEANING_EXCEL}{CSV}", "n_clicks"),
        ],
        prevent_initial_call=True,
    )
    def save_changes(here: Here, excel: int | None, csv: int | None) -> dict[str, Any]:
        if not (excel or csv):
            raise PreventUpdate
        fields = change_fields(seen_cleaning(here).changes, here.visitor)
        return as_asked(here.visitor.say("cleaning.title"), fields, "aforo-cleaning")
