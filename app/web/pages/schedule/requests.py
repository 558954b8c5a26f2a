"""Open requests of the teams: time off that agents ask for, decided here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, ctx, html, no_update

from app.services.access import Action
from app.services.people.own_requests import decide, requests_to_decide
from app.web.components import controls
from app.web.components.attributes import attributes
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.desk import campaign_of, members
from wfm.errors import StaleError, TableError, TransitionError
from wfm.intervals import zone

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.visitor import Visitor

_MOST = 20
GRANT, REFUSE = "grant", "refuse"


def requests_card(here: Here) -> Component:
    """Card of open requests; nothing for those whom they are none of, or none is."""
    if not (here.may(Action.TIME_OFF_DECIDE) or here.may(Action.PEOPLE_PRIVATE)):
        return html.Div(className="asked-card")
    return html.Div(
        [
            html.Div(_list(here), id=own.ASKED),
            html.Div(
                id=own.ASKED_SAID, className="asked-said", **attributes(role="status")
            ),
        ],
        className="asked-card",
    )


def register(registry: Registry) -> None:
    """Add the card's callback to a registry."""

    @registry.callback(
        Action.TIME_OFF_DECIDE,
        output=[Output(own.ASKED, "children"), Output(own.ASKED_SAID, "children")],
        inputs=[
            Input(
                {
                    "type": own.ANSWER,
                    "request": ALL,
                    "revision": ALL,
                    "answer": ALL,
                },
                "n_clicks",
            )
        ],
        prevent_initial_call=True,
    )
    def answer(here: Here, clicks: list[int | None]) -> list[Any]:
        pressed = ctx.triggered_id
        if not isinstance(pressed, dict) or not any(clicks):
            return [no_update, no_update]
        visitor = here.visitor
        said = html.Span(visitor.say(f"asked.done.{pressed['answer']}"))
        try:
            decide(
                here.site.store,
                here.actor,
                campaign_of(here).id,
                int(pressed["request"]),
                granted=pressed["answer"] == GRANT,
                revision=int(pressed["revision"]),
            )
        except (StaleError, TransitionError):
            said = html.Span(visitor.say("asked.stale"), className="bad")
        except TableError:
            said = html.Span(visitor.say("asked.off_already"), className="bad")
        return [_list(here), said]


def _list(here: Here) -> list[Component]:
    campaign, visitor = campaign_of(here), here.visitor
    rows = requests_to_decide(here.site.store, here.actor, campaign.id)
    if not rows:
        return []
    known = members(here)
    names = {agent: member.name for agent, member in known.items()}
    decides = here.may(Action.TIME_OFF_DECIDE)
    shown = [
        _row(
            row,
            names.get(row["agent"]) or row["agent"],
            campaign.timezone,
            visitor,
            decides=decides,
        )
        for row in reversed(rows[-_MOST:])
    ]
    title = visitor.say("asked.title", count=len(rows))
    return [controls.card(html.Ul(shown, className="asked"), title=title)]


def request_words(row: dict[str, Any], visitor: Visitor) -> str:
    """Say what is asked for, and with whom where a shift is to be changed."""
    kind = visitor.say(f"own.kind.{row['kind']}")
    if not row["partner"]:
        return kind
    return visitor.say("own.kind.with", kind=kind, partner=row["partner"])


def _row(
    row: dict[str, Any], who: str, timezone: str, visitor: Visitor, *, decides: bool
) -> Component:
    asked = f"{request_words(row, visitor)}: {span_text(row, timezone, visitor)}"
    words = [
        html.Strong(who),
        html.Span(asked),
        *([html.Span(row["note"], className="quiet")] if row["note"] else []),
    ]
    parts: list[Component] = [html.Div(words, className="asked-words")]
    if decides:
        buttons = [
            _button(row, name, f"{who}, {asked}", visitor) for name in (GRANT, REFUSE)
        ]
        parts.append(html.Div(buttons, className="asked-buttons"))
    return html.Li(parts)


def _button(row: dict[str, Any], name: str, asked: str, visitor: Visitor) -> dmc.Button:
    said = visitor.say(f"asked.{name}")
    return dmc.Button(
        said,
        **attributes(aria_label=f"{said}: {asked}"),
        id={
            "type": own.ANSWER,
            "request": row["id"],
            "revision": row["revision"],
            "answer": name,
        },
        size="xs",
        variant="light" if name == GRANT else "subtle",
        color="teal" if name == GRANT else "red",
    )


def span_text(row: dict[str, Any], timezone: str, visitor: Visitor) -> str:
    """Say from when to when a request is: whole days as days, others with the clock."""
    clock = zone(timezone)
    start, end = (
        datetime.fromtimestamp(row[name], UTC).astimezone(clock)
        for name in ("start", "end")
    )
    day = visitor.formats.day
    if (start.hour, start.minute, end.hour, end.minute) == (0, 0, 0, 0):
        last = datetime.fromtimestamp(row["end"] - 1, UTC).astimezone(clock)
        same = last.date() == start.date()
        return day(start) if same else f"{day(start)} \N{EN DASH} {day(last)}"
    if start.date() == end.date():
        return f"{day(start)} {start:%H:%M}\N{EN DASH}{end:%H:%M}"
    return f"{day(start)} {start:%H:%M} \N{EN DASH} {day(end)} {end:%H:%M}"
