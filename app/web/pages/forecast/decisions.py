"""Overrides and special days: the card of each, its form, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import dcc, html

from app.services.access import Action
from app.services.forecasts.decisions import (
    OVERRIDES_KIND,
    SPECIAL_DAYS_KIND,
    decisions,
)
from app.web.components import controls
from app.web.components.downloads import downloads
from app.web.pages.forecast import ids
from app.web.pages.forecast.decision_rows import EVERY, decision_table, table_of
from app.web.texts import word
from wfm.tables import OVERRIDES, SPECIAL_DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from app.services.forecasts.decisions import Decisions
    from app.web.here import Here
    from app.web.visitor import Visitor

KINDS = (OVERRIDES_KIND, SPECIAL_DAYS_KIND)
# Fields of the forms, by the columns of the tables that they become.
FIELDS = {
    OVERRIDES_KIND: (
        *("queue", "start", "start_clock", "end", "end_clock"),
        *("kind", "value", "reason"),
    ),
    SPECIAL_DAYS_KIND: ("date", "name", "queue", "kind", "value"),
}
_CONTRACTS = {OVERRIDES_KIND: OVERRIDES, SPECIAL_DAYS_KIND: SPECIAL_DAYS}
# What the value of a special day is; other kinds have none.
_VALUES = {
    "like_weekday": "wrong.weekday",
    "factor": "wrong.factor",
    "analog": "wrong.analog",
    "half_day": "wrong.hours",
    **dict.fromkeys(("payday", "billing", "campaign"), "wrong.campaign"),
}


def decisions_cards(here: Here) -> list[Component]:
    """Two cards: what planners decided, and the days that do not follow the week."""
    campaign = here.campaign
    if campaign is None:
        return []
    found = decisions(here.site.store, here.actor, campaign.id)
    return [_card(here, found, kind) for kind in KINDS]


def _card(here: Here, found: Decisions, kind: str) -> Component:
    visitor, table = here.visitor, table_of(found, kind)
    edits = here.may(Action.CAMPAIGN_EDIT)
    return controls.card(
        html.P(visitor.say(f"decide.{kind}.lead"), className="quiet decide-lead"),
        html.Div(
            decision_table(table, kind, visitor, edits=edits),
            id=ids.part(kind, "rows"),
        ),
        html.Div(
            [
                *([_undo(kind, visitor)] if edits else []),
                *downloads(ids.part(kind, "excel"), ids.part(kind, "file"), visitor),
            ],
            className="controls",
        ),
        html.Div(id=ids.part(kind, "said"), className="decide-said", role="status"),
        *(_form(found, kind, visitor) if edits else []),
        dcc.Store(id=ids.part(kind, "seen"), data=table.number),
        title=visitor.say(f"decide.{kind}"),
        class_name="decide",
    )


def _undo(kind: str, visitor: Visitor) -> Component:
    return controls.action(ids.part(kind, "undo"), "undo", visitor.say("decide.undo"))


def _form(found: Decisions, kind: str, visitor: Visitor) -> list[Component]:
    fields = [_field(found, kind, name, visitor) for name in FIELDS[kind]]
    add = dmc.Button(
        visitor.say("decide.add"), id=ids.part(kind, "add"), size="sm", variant="light"
    )
    return [html.Div([*fields, add], className="decide-form")]


def _field(found: Decisions, kind: str, name: str, visitor: Visitor) -> Component:
    label = visitor.say(f"decide.field.{kind}.{name}")
    common: dict[str, Any] = {
        "id": ids.part(kind, name),
        "label": label,
        "size": "sm",
        "className": f"decide-{name.replace('_', '-')}",
    }
    if name in ("queue", "kind"):
        data = (
            _queue_choices(found.queues, visitor)
            if name == "queue"
            else _kind_choices(kind, visitor)
        )
        return dmc.Select(
            data=data, value=data[0]["value"], allowDeselect=False, **common
        )
    types = {"start": "date", "end": "date", "date": "date"}
    types |= {"start_clock": "time", "end_clock": "time"}
    if name in types:
        common["inputProps"] = {"type": types[name]}
    if name == "value":
        common["placeholder"] = visitor.say(f"decide.field.{kind}.value.hint")
        common["inputWrapperOrder"] = ["label", "input", "description", "error"]
    return dmc.TextInput(value="", autoComplete="off", **common)


def _queue_choices(queues: Sequence[str], visitor: Visitor) -> list[dict[str, str]]:
    return [
        {"value": EVERY, "label": visitor.say("queue.all")},
        *({"value": name, "label": name} for name in queues),
    ]


def _kind_choices(kind: str, visitor: Visitor) -> list[dict[str, str]]:
    column = next(each for each in _CONTRACTS[kind].columns if each.name == "kind")
    family = "decide.kind" if kind == OVERRIDES_KIND else "decide.day"
    usual = ("factor",) if kind == OVERRIDES_KIND else ("holiday",)
    names = (*usual, *(each for each in column.choices or () if each not in usual))
    return [
        {"value": name, "label": word(visitor.language, family, name)} for name in names
    ]


def value_asked(kind: object, visitor: Visitor) -> str:
    """Say what the value of a special day of a kind is; empty where it has none."""
    key = _VALUES.get(str(kind))
    return visitor.say(key) if key else ""


def given_row(kind: str, fields: dict[str, str | None]) -> dict[str, str]:
    """Row of a table from what stands in the fields of its form."""
    row = {name: (said or "").strip() for name, said in fields.items()}
    if kind == SPECIAL_DAYS_KIND:
        everywhere = row["queue"] == EVERY
        usual = row["kind"] == "holiday"
        return row | {
            "queue": "" if everywhere else row["queue"],
            "kind": "" if usual else row["kind"],
            "value": row["value"].replace(",", "."),
        }
    for name in ("start", "end"):
        clock = row.pop(f"{name}_clock")
        if clock and row[name]:
            row[name] = f"{row[name]}T{clock}"
    return row | {"value": row["value"].replace(",", ".")}
