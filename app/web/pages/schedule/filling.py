"""What the drawer shows of the chosen shift: its head, and the values of its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import Input, Output, State, html, no_update

from app.services.access import Action
from app.web import ids
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.desk import Pending, draft_of, members, operations_in
from app.web.pages.schedule.forms import shift_rows
from app.web.texts import word
from wfm.schedule import BREAK, LUNCH

if TYPE_CHECKING:
    from app.services.rosters.drafts import Draft
    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.visitor import Visitor


def register(registry: Registry) -> None:
    """Add the callback that fills the forms to a registry."""

    @registry.callback(
        Action.SCHEDULE_EDIT,
        output={
            "head": Output(own.DRAWER_BODY, "children"),
            "shift_hidden": Output(own.SHIFT_FORM, "hidden"),
            "new_hidden": Output(own.NEW_FORM, "hidden"),
            "day": Output(own.TO_DAY, "value"),
            "start": Output(own.TO_START, "value"),
            "end": Output(own.TO_END, "value"),
            "pauses": Output(own.PAUSE, "data"),
            "pause": Output(own.PAUSE, "value"),
            "pause_to": Output(own.PAUSE_TO, "value"),
            "do_from": Output(own.DO_FROM, "value"),
            "do_until": Output(own.DO_UNTIL, "value"),
            "agent": Output(own.ADD_AGENT, "value"),
            "add_day": Output(own.ADD_DAY, "value"),
        },
        inputs={
            "chosen": Input(own.CHOSEN, "data"),
            "pending": Input(own.PENDING, "data"),
            "day": State(ids.ROSTER_DAY, "value"),
        },
    )
    def fill(here: Here, chosen: object, pending: object, day: str) -> dict[str, Any]:
        known = Pending.of(pending)
        if known is None:
            return _form(here, None, chosen, day)
        draft = draft_of(here, known)
        shift = shift_chosen(chosen, draft)
        rows = None
        if shift is not None:
            made = draft.after(operations_in(draft, known)).schedule
            rows = shift_rows(made, *shift)
        return _form(here, rows, chosen, day)


def _form(
    here: Here, rows: pd.DataFrame | None, chosen: object, day: str
) -> dict[str, Any]:
    """Values of the fields for a shift, or for a new one."""
    visitor = here.visitor
    told = chosen if isinstance(chosen, dict) else {}
    values: dict[str, Any] = dict.fromkeys(("day", "pause"), None) | dict.fromkeys(
        ("start", "end", "pause_to", "do_from", "do_until"), ""
    )
    values |= {
        "head": html.P(visitor.say("schedule.new.hint"), className="quiet"),
        "shift_hidden": True,
        "new_hidden": False,
        "pauses": [],
        "agent": told.get("agent", no_update),
        "add_day": told.get("day") or day,
    }
    if rows is None and told.get("review"):
        # All that is edited, and saving it: no form.
        return values | {"head": [], "new_hidden": True}
    if rows is None:
        return values
    start, end = rows["start"].min(), rows["end"].max()
    pauses = [
        {
            "value": begin.isoformat(),
            "label": f"{word(visitor.language, 'activity', name)} {begin:%H:%M}",
        }
        for begin, name in zip(rows["start"], rows["activity"], strict=True)
        if name in (BREAK, LUNCH)
    ]
    first = pauses[0] if pauses else {"value": None, "label": " "}
    return values | {
        "head": _head(here, rows),
        "shift_hidden": False,
        "new_hidden": True,
        "day": start.date().isoformat(),
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
        "pauses": pauses,
        "pause": first["value"],
        "pause_to": str(first["label"]).rpartition(" ")[2],
        "do_from": f"{start:%H:%M}",
        "do_until": f"{end:%H:%M}",
    }


def _head(here: Here, rows: pd.DataFrame) -> list[Any]:
    """Who, when, and the segments of the shift in order."""
    visitor, start, end = here.visitor, rows["start"].min(), rows["end"].max()
    agent = str(rows["agent"].iloc[0])
    member = members(here).get(agent)
    who = f"{agent} {member.name}".strip() if member else agent
    day = visitor.formats.day(start)
    return [
        html.H2(
            f"{who} · {day} · {start:%H:%M}\N{EN DASH}{end:%H:%M}",
            className="card-title",
        ),
        html.Ul(
            [
                html.Li(
                    [
                        html.Span(f"{row['start']:%H:%M}\N{EN DASH}{row['end']:%H:%M}"),
                        html.Span(_doing(row, visitor)),
                    ]
                )
                for row in rows.to_dict("records")
            ],
            className="edit-segments",
        ),
    ]


def _doing(row: dict[Any, Any], visitor: Visitor) -> str:
    said = word(visitor.language, "activity", row["activity"])
    queue = row.get("queue", "")
    return f"{said} · {queue}" if queue else said


def shift_chosen(chosen: object, draft: Draft) -> tuple[str, pd.Timestamp] | None:
    """Agent and start of the shift in the drawer."""
    if not isinstance(chosen, dict) or "start" not in chosen:
        return None
    start = pd.Timestamp(chosen["start"]).tz_convert(draft.schedule["start"].dt.tz)
    return str(chosen["agent"]), start.as_unit("us")
