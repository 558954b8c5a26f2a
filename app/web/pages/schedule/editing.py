"""What happens when a roster is edited: chosen, changed, judged, saved, undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import ALL, Input, Output, State, ctx, no_update

from app.services.access import Action
from app.services.rosters.drafts import NothingToUndoError, save_draft, undo
from app.services.rosters.editing import EditRefusedError, operations_of
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.desk import (
    Pending,
    campaign_of,
    draft_of,
    operations_in,
)
from app.web.pages.schedule.dialogs import author, when
from app.web.pages.schedule.dragging import Drop
from app.web.pages.schedule.filling import shift_chosen
from app.web.pages.schedule.forms import FormError, operations, swap
from app.web.pages.schedule.verdict import refusal
from wfm.errors import InputError, ParameterError, StaleError
from wfm.schedule import with_shifts

if TYPE_CHECKING:
    from app.services.rosters.drafts import Draft
    from app.web.here import Here
    from app.web.registry import Registry

_APPLY = (
    own.APPLY_TIMES,
    own.APPLY_PAUSE,
    own.APPLY_DO,
    own.APPLY_GIVE,
    own.APPLY_SWAP,
    own.APPLY_REMOVE,
    own.APPLY_ADD,
)
_FIELDS = (
    *(own.TO_DAY, own.TO_START, own.TO_END, own.PAUSE, own.PAUSE_TO),
    *(own.DO_FROM, own.DO_UNTIL, own.DO_ACTIVITY, own.DO_QUEUE, own.OTHER),
    *(own.ADD_AGENT, own.ADD_DAY, own.ADD_START, own.ADD_SHAPE, own.ADD_QUEUE),
)
_BACK, _ON = (own.BACK_ONE, own.STEP_BACK), (own.STEP_ON,)
_BUTTONS = (
    *(*_APPLY, *_BACK, *_ON, own.REVIEW),
    *(own.DISCARD, own.SAVE, own.UNDO, own.NEW_SHIFT),
)


@dataclass(frozen=True)
class _Answer:
    """What an action leaves: the shift in the drawer, the edits, a sentence."""

    chosen: Any = no_update
    pending: Any = no_update
    refusal: Any = ""
    opened: Any = no_update
    reason: Any = no_update
    dropped: Any = no_update

    def parts(self) -> dict[str, Any]:
        return {
            "chosen": self.chosen,
            "pending": self.pending,
            "refusal": self.refusal,
            "opened": self.opened,
            "reason": self.reason,
            "told": self.refusal,
            "dropped": self.dropped,
        }


def register(registry: Registry) -> None:
    """Add the callbacks of editing to a registry."""
    _register_acts(registry)
    registry.in_browser(
        "answerDrop", Output(own.DROP_HEARD, "data"), Input(own.DROP_ANSWER, "data")
    )


def _register_acts(registry: Registry) -> None:
    @registry.callback(
        Action.SCHEDULE_EDIT,
        output={
            "chosen": Output(own.CHOSEN, "data"),
            "pending": Output(own.PENDING, "data"),
            "refusal": Output(own.REFUSAL, "children"),
            "opened": Output(own.DRAWER, "opened"),
            "reason": Output(own.REASON, "value"),
            "told": Output(own.DOCK_REFUSAL, "children"),
            "dropped": Output(own.DROP_ANSWER, "data"),
        },
        inputs={
            "buttons": {name: Input(name, "n_clicks") for name in _BUTTONS},
            "drop": Input(own.DROP, "data"),
            "cells": Input({"type": own.WEEK_GRID, "week": ALL}, "cellClicked"),
            "fields": {name: State(name, "value") for name in _FIELDS},
            "reason": State(own.REASON, "value"),
            "chosen": State(own.CHOSEN, "data"),
            "pending": State(own.PENDING, "data"),
        },
        prevent_initial_call=True,
    )
    def act(here: Here, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of the page
        pending = Pending.of(given["pending"])
        if pending is None:
            raise InputError("there is no roster to edit here")
        given["pending"] = pending
        return _acted(here, ctx.triggered_id, given).parts()


def _acted(here: Here, pressed: object, given: dict[str, Any]) -> _Answer:
    """Answer what was pressed; a refusal is a sentence beside the forms."""
    visitor = here.visitor
    drop = Drop.of(given["drop"]) if pressed == own.DROP else None
    try:
        if drop is not None:
            return _dropped(here, drop, given)
        return _answered(here, pressed, given)
    except FormError as error:
        return _Answer(refusal=visitor.say(error.key))
    except EditRefusedError as error:
        said = refusal(error, visitor)
        back = no_update if drop is None else {"n": drop.number, "refused": True}
        return _Answer(refusal=said, dropped=back)
    except StaleError as error:
        at = when(error.at, campaign_of(here), visitor)
        said = visitor.say("schedule.stale", who=author(error.who, visitor), when=at)
        return _Answer(refusal=said, opened=True)


def _answered(here: Here, pressed: object, given: dict[str, Any]) -> _Answer:
    if isinstance(pressed, dict):
        return _cell(here, given)
    if pressed in _APPLY:
        return _applied(here, str(pressed), given)
    if pressed == own.NEW_SHIFT:
        return _Answer(chosen={"day": given["fields"][own.ADD_DAY]}, opened=True)
    if pressed == own.REVIEW:
        return _Answer(chosen={"review": True}, opened=True)
    return _kept(here, str(pressed), given)


def _dropped(here: Here, drop: Drop, given: dict[str, Any]) -> _Answer:
    """Add what was dropped on the Gantt to the edits, if it can be done."""
    pending: Pending = given["pending"]
    draft = draft_of(here, pending)
    made = draft.after(operations_in(draft, pending)).schedule
    new = [drop.operation(draft, made)]
    answer = _with(draft, pending, new)
    chosen = given["chosen"]
    if isinstance(chosen, dict) and chosen.get("agent") == drop.agent:
        answer = replace(answer, chosen=_follow(new, draft))
    return replace(answer, dropped={"n": drop.number, "refused": False})


def _with(draft: Draft, pending: Pending, new: list[dict[str, Any]]) -> _Answer:
    """Edits with further ones, which can be done; what was taken back is gone."""
    operations = [*pending.operations, *new]
    draft.after(operations_of(operations, timezone=draft.plans.timezone))
    after = replace(pending, operations=operations, undone=[])
    return _Answer(pending=after.as_data())


def _cell(here: Here, given: dict[str, Any]) -> _Answer:
    """Shift in a cell of the week, or a new one where the cell is empty."""
    clicked: dict[str, Any] = next((each for each in given["cells"] if each), {})
    agent, day = clicked.get("rowId"), clicked.get("colId")
    if not agent or not isinstance(day, str) or day.count("-") != 2:  # noqa: PLR2004
        return _Answer(refusal=no_update)
    draft = draft_of(here, given["pending"])
    made = draft.after(operations_in(draft, given["pending"])).schedule
    mine = with_shifts(made[made["agent"] == agent])
    starts = mine.loc[mine["date"] == pd.Timestamp(day), "start"]
    if starts.empty:
        return _Answer(chosen={"agent": agent, "day": day}, opened=True)
    start = starts.min().isoformat()
    return _Answer(chosen={"agent": agent, "start": start}, opened=True)


def _applied(here: Here, button: str, given: dict[str, Any]) -> _Answer:
    """Add what a form asks for to the edits, if it can be done."""
    pending: Pending = given["pending"]
    draft = draft_of(here, pending)
    before = operations_in(draft, pending)
    made = draft.after(before).schedule
    shift = shift_chosen(given["chosen"], draft)
    if button == own.APPLY_SWAP:
        if shift is None:
            raise FormError("schedule.none")
        new = swap(given["fields"][own.OTHER], shift, made)
    else:
        new = operations(button, given["fields"], shift, made)
    return replace(_with(draft, pending, new), chosen=_follow(new, draft))


def _follow(new: list[dict[str, Any]], draft: Draft) -> dict[str, str] | None:
    """Shift that the drawer shows next: the one that was just changed."""
    last = operations_of(new[-1:], timezone=draft.plans.timezone)[0]
    data = new[-1]
    kind = data["kind"]
    if kind == "remove":
        return None
    start = {"move": "to", "resize": "begin", "swap": "other_start"}.get(kind, "start")
    agent = data["to_agent"] if kind == "give" else data["agent"]
    at: pd.Timestamp = getattr(last, start)
    return {"agent": agent, "start": at.isoformat()}


def _kept(here: Here, button: str, given: dict[str, Any]) -> _Answer:
    """Save, undo, go one edit back, or drop all of them."""
    pending: Pending = given["pending"]
    if button == own.DISCARD:
        left = replace(pending, operations=[], undone=[])
        return _Answer(None, left.as_data(), opened=False)
    if button in (*_BACK, *_ON):
        return _stepped(here, pending, back=button in _BACK)
    draft = draft_of(here, pending)
    store, number = here.site.store, pending.number
    if button == own.UNDO:
        if pending.operations:
            return _Answer(refusal=here.visitor.say("schedule.undo.first"), opened=True)
        try:
            version = undo(store, here.actor, draft, number=number)
        except NothingToUndoError:
            return _Answer(refusal=here.visitor.say("schedule.undo.none"), opened=True)
        return _Answer(None, Pending(version.id, version.number, []).as_data())
    changes = operations_in(draft, pending)
    if not changes:
        raise FormError("schedule.nothing")
    reason = given["reason"] or ""
    try:
        version = save_draft(
            store, here.actor, draft, changes, number=number, reason=str(reason)
        )
    except ParameterError:
        raise FormError("schedule.why") from None
    after = Pending(version.id, version.number, []).as_data()
    return _Answer(None, after, opened=False, reason="")


def _stepped(here: Here, pending: Pending, *, back: bool) -> _Answer:
    """Take the last edit back, or do again what was taken back last."""
    done, undone = pending.operations, pending.undone
    if not (done if back else undone):
        return _Answer()
    if back:
        after = replace(pending, operations=done[:-1], undone=[*undone, done[-1]])
    else:
        after = replace(pending, operations=[*done, undone[-1]], undone=undone[:-1])
        draft = draft_of(here, after)
        draft.after(operations_in(draft, after))
    return _Answer(pending=after.as_data())
