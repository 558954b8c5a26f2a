"""What the referee says after every edit: in the drawer, and in the bar below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output

from app.services.access import Action
from app.services.rosters.drafts import can_undo
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.desk import Pending, draft_of, operations_in
from app.web.pages.schedule.verdict import (
    verdict_line,
    verdict_panel,
)

if TYPE_CHECKING:
    from app.services.rosters.drafts import Draft
    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.visitor import Visitor


def register(registry: Registry) -> None:
    """Add the callback of the verdict to a registry."""

    @registry.callback(
        Action.SCHEDULE_EDIT,
        output={
            "verdict": Output(own.VERDICT, "children"),
            "count": Output(own.BAR, "children"),
            "disabled": Output(own.SAVE, "disabled"),
            "back": Output(own.BACK_ONE, "disabled"),
            "discard": Output(own.DISCARD, "disabled"),
            "undo": Output(own.UNDO, "disabled"),
            "dock": Output(own.DOCK, "hidden"),
            "said": Output(own.DOCK_SAID, "children"),
            "step_back": Output(own.STEP_BACK, "disabled"),
            "step_on": Output(own.STEP_ON, "disabled"),
            "review": Output(own.REVIEW, "disabled"),
        },
        inputs={"pending": Input(own.PENDING, "data")},
    )
    def judge(here: Here, pending: object) -> dict[str, Any]:
        known, visitor = Pending.of(pending), here.visitor
        if known is None:
            return {**_buttons(None), **_NOTHING, "undo": True}
        draft = draft_of(here, known)
        undoable = not known.operations and can_undo(here.site.store, draft)
        return {
            **_buttons(known),
            **_said(draft, known, visitor),
            "undo": not undoable,
        }


_NOTHING: dict[str, Any] = {
    "verdict": [],
    "said": [],
    "count": "",
}


def _buttons(known: Pending | None) -> dict[str, bool]:
    """Which of them do nothing now, and whether there is anything to say at all."""
    none = known is None or not known.operations
    gone = known is None or not known.undone
    names = ("disabled", "back", "discard", "step_back", "review")
    return {**dict.fromkeys(names, none), "step_on": gone, "dock": none and gone}


def _said(draft: Draft, known: Pending, visitor: Visitor) -> dict[str, Any]:
    count = len(known.operations)
    if not count:
        return {**_NOTHING, "said": visitor.say("schedule.taken_back")}
    _, verdict = draft.judged(operations_in(draft, known))
    return {
        "verdict": verdict_panel(verdict, visitor),
        "said": verdict_line(verdict, visitor),
        "count": visitor.say("schedule.count", count=count),
    }
