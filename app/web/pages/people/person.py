"""The drawer of one person: the form, absences, and the way to be forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import dcc, html

from app.services.campaigns.edits import input_table
from app.services.people.absences import absences_of
from app.services.people.agents import KNOWN, PRIVATE
from app.web.components.attributes import attributes
from app.web.importing.words import column_name
from app.web.pages.people import ids
from app.web.pages.people.rows import columns, edits, place, seen_agents, sees_private
from app.web.texts import word
from wfm.intervals import zone
from wfm.tables.people import RESTRICTIONS

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.pages.people.rows import Rows

FIELDS = ("agent", *KNOWN, *PRIVATE)
ABSENCE_FIELDS = ("first", "first_clock", "last", "last_clock", "kind", "note")
DATES = (
    *("available_from", "available_until", "seniority_date", "born"),
    "restricted_until",
)
NUMBERS = ("hourly_cost", "monthly_wage", "home_days")
LISTS = ("skills", "restrictions")
_KINDS = ("vacation", "sick_leave", "leave", "maternity", "training", "suspension")


def drawer(here: Here) -> Component:
    """Lay out the drawer, closed until a person is chosen."""
    return dmc.Drawer(
        html.Div(id=ids.BODY),
        id=ids.DRAWER,
        title=here.visitor.say("people.person"),
        position="right",
        size="lg",
        padding="md",
        closeButtonProps={"aria-label": here.visitor.say("schedule.close")},
        trapFocus=True,
        returnFocus=True,
    )


def person(here: Here, agent: str | None) -> list[Component]:
    """
    Content of the drawer.

    Parameters
    ----------
    here : Here
        Whose campaign, and who looks.
    agent : str or None
        Code of an agent; None for one to be added.
    """
    rows = seen_agents(here)
    row = next((each for each in rows if each["agent"] == agent), None)
    if not edits(here):
        return [] if row is None else [*_facts(here, row), *_absences(here, row)]
    known: dict[str, Any] = row or {}
    opened = {"agent": known.get("agent"), "revision": known.get("revision", 0)}
    return [
        dcc.Store(id=ids.OPENED, data=opened),
        *_erased(here, known),
        html.Div(
            [_field(here, name, known, rows) for name in FIELDS],
            className="people-fields",
        ),
        html.Div(
            [
                dmc.Button(here.visitor.say("people.save"), id=ids.SAVE, size="sm"),
                html.Div(id=ids.SAID, **attributes(role="status")),
            ],
            className="people-saving",
        ),
        # Absences and erasing need a person who is there already.
        html.Div(
            [*_absences(here, known), *_absence_form(here), *_erasing(here)],
            hidden=row is None,
        ),
    ]


def person_title(here: Here, agent: str | None) -> str:
    """Give code and name of an agent; without one, what the drawer is for."""
    if agent is None:
        return here.visitor.say("people.add")
    names = {str(row["agent"]): str(row["name"]) for row in seen_agents(here)}
    name = names.get(agent, "")
    return f"{agent} · {name}" if name else agent


def absence_list(here: Here, agent: str) -> list[Component]:
    """Absences of an agent, the newest first; why only for those who may know."""
    visitor = here.visitor
    found = [each for each in absences_of(*place(here)) if each["agent"] == agent]
    if not found:
        return [html.P(visitor.say("people.absences.none"), className="quiet")]
    found.sort(key=lambda each: each["start"], reverse=True)
    return [html.Ul([_absence(here, each) for each in found], className="people-off")]


def _absence(here: Here, each: dict[str, Any]) -> Component:
    visitor = here.visitor
    parts: list[Component | str] = [html.Strong(_when(here, each))]
    if sees_private(here):
        parts.append(html.Span(word(visitor.language, "people.off", each["kind"])))
        parts.append(html.Span(each["note"], className="quiet"))
    if edits(here):
        label = visitor.say("people.absence.remove", when=_when(here, each))
        parts.append(
            dmc.Button(
                visitor.say("people.remove"),
                id={
                    "type": ids.ABSENCE_REMOVE,
                    "absence": each["id"],
                    "revision": each["revision"],
                },
                size="compact-xs",
                variant="subtle",
                color="red",
                **attributes(aria_label=label),
            )
        )
    return html.Li(parts)


def _when(here: Here, each: dict[str, Any]) -> str:
    """Days, both included; with clocks where it is not whole days."""
    assert here.campaign is not None
    clock = zone(here.campaign.timezone)
    start, end = (
        datetime.fromtimestamp(each[name], tz=UTC).astimezone(clock)
        for name in ("start", "end")
    )
    formats = here.visitor.formats
    if start.hour or start.minute or end.hour or end.minute:
        first = f"{formats.date(start)} {start:%H:%M}"
        return f"{first} – {formats.date(end)} {end:%H:%M}"  # noqa: RUF001
    last = end - timedelta(days=1)
    if last.date() == start.date():
        return formats.date(start)
    return f"{formats.date(start)} – {formats.date(last)}"  # noqa: RUF001


def _facts(here: Here, row: dict[str, Any]) -> list[Component]:
    lines = []
    for name in columns(here):
        said = row[name]
        lines += [
            html.Dt(column_name(here.visitor, name)),
            html.Dd("–" if said in (None, "") else str(said)),  # noqa: RUF001
        ]
    return [html.Dl(lines, className="facts")]


def _absences(here: Here, row: dict[str, Any]) -> list[Component]:
    agent = str(row.get("agent") or "")
    return [
        html.H3(here.visitor.say("people.absences"), className="people-part"),
        html.Div(absence_list(here, agent) if agent else [], id=ids.ABSENCES),
    ]


def _absence_form(here: Here) -> list[Component]:
    say = here.visitor.say
    kinds = [word(here.visitor.language, "people.off", name) for name in _KINDS]
    parts: list[Component] = []
    for name in ABSENCE_FIELDS:
        common: dict[str, Any] = {
            "id": ids.absence(name),
            "label": say(f"people.absence.{name}"),
            "value": "",
            "size": "sm",
        }
        if name == "kind":
            parts.append(dmc.Autocomplete(data=kinds, **common))
            continue
        kind = "time" if name.endswith("clock") else "date"
        typed = {} if name == "note" else {"inputProps": {"type": kind}}
        parts.append(dmc.TextInput(autoComplete="off", **common, **typed))
    return [
        html.Div(parts, className="people-fields"),
        html.Div(
            [
                dmc.Button(
                    say("people.absence.add"),
                    id=ids.ABSENCE_ADD,
                    size="sm",
                    variant="light",
                ),
                html.Div(id=ids.ABSENCE_SAID, **attributes(role="status")),
            ],
            className="people-saving",
        ),
    ]


def _erasing(here: Here) -> list[Component]:
    say = here.visitor.say
    return [
        html.H3(say("people.erase"), className="people-part"),
        html.P(say("people.erase.lead"), className="quiet"),
        html.Div(
            [
                dmc.TextInput(
                    id=ids.ERASE_CODE,
                    label=say("people.erase.code"),
                    value="",
                    size="sm",
                    autoComplete="off",
                ),
                dmc.Button(
                    say("people.erase"),
                    id=ids.ERASE,
                    size="sm",
                    color="red",
                    variant="light",
                ),
            ],
            className="people-erase",
        ),
    ]


def _erased(here: Here, row: dict[str, Any]) -> list[Component]:
    at = row.get("erased_at")
    if at is None:
        return []
    day = here.visitor.formats.date(datetime.fromtimestamp(at, tz=UTC))
    return [html.P(here.visitor.say("people.erased", day=day), className="quiet")]


def _field(here: Here, name: str, row: dict[str, Any], rows: Rows) -> Component:
    """One field of the form, filled."""
    value = row.get(name)
    common: dict[str, Any] = {
        "id": ids.field(name),
        "label": column_name(here.visitor, name),
        "size": "sm",
    }
    if name in LISTS:
        given = [each for each in str(value or "").split(";") if each]
        return _list_field(here, name, given, rows, common)
    if name in NUMBERS:
        comma = here.visitor.language == "es"
        return dmc.NumberInput(
            value="" if value is None else value,
            min=0,
            decimalSeparator="," if comma else ".",
            thousandSeparator="." if comma else ",",
            hideControls=True,
            **common,
        )
    if name == "contract":
        return dmc.Select(
            data=contract_names(here), value=value, withAsterisk=True, **common
        )
    if name == "rest_day":
        return _rest_day(here, value, common)
    if name in ("team", "home_site"):
        used = sorted({str(each[name]) for each in rows if each[name]})
        return dmc.Autocomplete(data=used, value=value or "", **common)
    if name in DATES:
        common["inputProps"] = {"type": "date"}
    return dmc.TextInput(
        value="" if value is None else str(value),
        autoComplete="off",
        withAsterisk=name == "agent",
        disabled=name == "agent" and bool(row),
        **common,
    )


def _list_field(
    here: Here, name: str, given: list[str], rows: Rows, common: dict[str, Any]
) -> Component:
    if name == "restrictions":
        data = [
            {"value": each, "label": here.visitor.say(f"people.restriction.{each}")}
            for each in RESTRICTIONS
        ]
        return dmc.MultiSelect(data=data, value=given, **common)
    used = {skill for row in rows for skill in row["skills"].split(";") if skill}
    return dmc.TagsInput(data=sorted(used), value=given, withAsterisk=True, **common)


def _rest_day(here: Here, value: int | None, common: dict[str, Any]) -> Component:
    days = [
        {"value": str(day), "label": here.visitor.say(f"people.weekday.{day}")}
        for day in range(7)
    ]
    common["label"] = here.visitor.say("people.rest_day")
    chosen = None if value is None else str(value)
    return dmc.Select(data=days, value=chosen, clearable=True, **common)


def contract_names(here: Here) -> list[dict[str, str]]:
    """Contracts of the campaign, as the choices of a field."""
    table = input_table(*place(here), "contracts").frame
    names = [] if table is None else [str(each) for each in table["contract"]]
    return [{"value": each, "label": each} for each in names]
