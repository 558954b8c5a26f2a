"""What stands on the agent's own page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
import pandas as pd
from dash import dcc, html

from app.services.people.own_requests import KINDS, OPEN, own_requests
from app.services.people.own_schedule import OwnSchedule, own_campaigns, own_schedule
from app.web.components import controls
from app.web.components.attributes import attributes
from app.web.components.notices import notice
from app.web.pages.my import ids
from app.web.pages.my.month import month_name, month_table, paid_hours
from app.web.pages.my.today import now_card
from app.web.pages.schedule.requests import request_words, span_text
from wfm.intervals import zone

if TYPE_CHECKING:
    from datetime import date

    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.visitor import Visitor

_SHOWN_DAYS = 7
_SHOWN_REQUESTS = 12
# The words about what comes next are told anew as often.
_TICK_MS = 30_000


def layout(here: Here) -> Component:
    """Now and next, the week, the month, adherence, requests."""
    visitor, campaigns = here.visitor, own_campaigns(here.actor)
    if not campaigns:
        return notice("empty", visitor.say("my.nobody"), visitor.say("my.nobody.hint"))
    names = {row.id: row.name for row in here.campaigns()}
    data = [{"value": str(n), "label": names.get(n, str(n))} for n in campaigns]
    return html.Div(
        [
            # Shown by the style alone, once the browser has no connection.
            html.P(
                visitor.say("my.offline"),
                className="my-offline",
                **attributes(role="status"),
            ),
            html.Div(
                controls.choice(
                    ids.CAMPAIGN, visitor.say("campaign.choose"), data, data[0]["value"]
                ),
                hidden=len(data) == 1,
            ),
            html.Div(body(here, campaigns[0]), id=ids.BODY, className="stack"),
            dcc.Interval(id=ids.CLOCK, interval=_TICK_MS),
            dcc.Download(id=ids.FILE),
        ],
        className="stack my",
    )


def body(here: Here, campaign_id: int) -> list[Component]:
    """Cards of one campaign."""
    visitor = here.visitor
    own = own_schedule(here.site.store, here.actor, campaign_id)
    now = moment(own)
    heading = controls.heading(
        visitor.say("my.hello", name=own.name) if own.name else visitor.say("my.title"),
        _lead(own, visitor),
        controls.action(ids.ICS, "download", visitor.say("my.ics")),
    )
    if own.publication is None:
        empty = notice(
            "empty", visitor.say("my.unpublished"), visitor.say("my.unpublished.hint")
        )
        return [heading, empty, _requests_card(here, campaign_id, now)]
    return [
        heading,
        controls.card(
            html.Div(
                now_card(own.shifts, now, visitor),
                id=ids.NOW,
                **attributes(aria_live="polite"),
            ),
            title=_sentence(visitor.formats.full_date(now.date())),
        ),
        controls.card(_hours(own, now.date(), visitor), title=visitor.say("my.week")),
        controls.card(*_month(own, now.date(), visitor), class_name="my-month-card"),
        *_worked(own, visitor),
        _requests_card(here, campaign_id, now),
    ]


def moment(own: OwnSchedule) -> pd.Timestamp:
    """Read the clock in the campaign's zone."""
    return pd.Timestamp.now(tz=zone(own.campaign.timezone)).as_unit("us")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lead(own: OwnSchedule, visitor: Visitor) -> str:
    parts = [own.campaign.name, own.agent, own.site]
    return " · ".join(filter(None, parts))


def _hours(own: OwnSchedule, today: date, visitor: Visitor) -> Component:
    monday = today - timedelta(days=today.weekday())
    facts = [
        ("my.this_week", paid_hours(own, monday)),
        ("my.next_week", paid_hours(own, monday + timedelta(days=7))),
    ]
    return html.Div(
        [
            html.Div(
                [
                    html.Div(visitor.say(said), className="kpi-label"),
                    html.Div(visitor.formats.hours(hours, 1), className="kpi-value"),
                ]
            )
            for said, hours in facts
        ],
        className="my-facts",
    )


def _month(own: OwnSchedule, today: date, visitor: Visitor) -> list[Component]:
    first = start_month(own, today)
    return [
        html.Div(
            [
                controls.step_button(ids.MONTH_BACK, "left", visitor.say("my.back")),
                html.H2(
                    month_name(first, visitor), id=ids.MONTH, className="card-title"
                ),
                controls.step_button(ids.MONTH_NEXT, "right", visitor.say("my.onward")),
                dcc.Store(id=ids.MONTH + "-first", data=first.isoformat()),
            ],
            className="legend-and-choice",
        ),
        html.Div(month_table(own, first, today, visitor), id=ids.MONTH_BODY),
    ]


def start_month(own: OwnSchedule, today: date) -> date:
    """Month shown first: the present one, unless no shift of it or later is known."""
    shown = today
    if own.first is not None and own.last is not None:
        shown = min(max(today, own.first), own.last)
    return shown.replace(day=1)


def _worked(own: OwnSchedule, visitor: Visitor) -> list[Component]:
    """Adherence of the last days; nothing where none is published."""
    rows = own.adherence
    if rows is None or rows.empty:
        return []
    items = []
    row: Any
    for row in rows.tail(_SHOWN_DAYS).iloc[::-1].itertuples(index=False):
        share = None if pd.isna(row.adherence) else float(row.adherence)
        width = f"{100 * min(share or 0.0, 1.0):.1f}%"
        items.append(
            html.Li(
                [
                    html.Span(visitor.formats.day(row.date)),
                    html.Span(
                        html.Span(
                            className="share-bar",
                            style={"width": width, "background": "var(--fine)"},
                        ),
                        className="share-track",
                    ),
                    html.Span(visitor.formats.share(share, 0), className="share-said"),
                ]
            )
        )
    meaning = html.P(visitor.say("my.adherence.meaning"), className="quiet")
    worked = html.Ul(items, className="my-worked")
    return [controls.card(worked, meaning, title=visitor.say("my.adherence"))]


def _requests_card(here: Here, campaign_id: int, now: pd.Timestamp) -> Component:
    say = here.visitor.say
    kinds = [{"value": kind, "label": say(f"own.kind.{kind}")} for kind in KINDS]
    tomorrow = (now.date() + timedelta(days=1)).isoformat()
    days = {
        "size": "md",
        "minDate": now.date().isoformat(),
        "valueFormat": "DD/MM/YYYY" if here.visitor.language == "es" else "MM/DD/YYYY",
    }
    return controls.card(
        html.Div(request_list(here, campaign_id), id=ids.ASKED),
        html.Div(
            [
                dmc.Select(
                    id=ids.KIND,
                    label=say("my.kind"),
                    data=kinds,
                    value=KINDS[0],
                    allowDeselect=False,
                    size="md",
                ),
                html.Div(
                    [
                        dmc.DateInput(
                            id=ids.FIRST, label=say("my.first"), value=tomorrow, **days
                        ),
                        dmc.DateInput(
                            id=ids.LAST, label=say("my.last"), value=tomorrow, **days
                        ),
                    ],
                    className="edit-pair",
                ),
                html.Div(
                    dmc.TextInput(
                        id=ids.PARTNER,
                        label=say("my.partner"),
                        description=say("my.partner.hint"),
                        value="",
                        size="md",
                        autoComplete="off",
                        inputProps={"maxLength": 120, "autoCapitalize": "characters"},
                    ),
                    id=ids.PARTNER_PLACE,
                    hidden=True,
                ),
                dmc.Textarea(
                    id=ids.NOTE,
                    label=say("my.note"),
                    description=say("my.note.hint"),
                    autosize=True,
                    minRows=2,
                    size="md",
                ),
                html.Div(id=ids.SAID, className="quiet", **attributes(role="status")),
                dmc.Button(say("my.ask"), id=ids.ASK, size="md"),
            ],
            className="my-ask",
        ),
        title=say("my.requests"),
    )


def request_list(here: Here, campaign_id: int) -> list[Component]:
    """Own requests with their answers, the newest first."""
    visitor = here.visitor
    rows = own_requests(here.site.store, here.actor, campaign_id)
    if not rows:
        return [html.P(visitor.say("my.requests.none"), className="quiet")]
    timezone = next(row for row in here.campaigns() if row.id == campaign_id).timezone
    items = [_request(row, timezone, visitor) for row in rows[:_SHOWN_REQUESTS]]
    return [html.Ul(items, className="my-asked")]


_COLOURS = {"open": "blue", "granted": "teal", "refused": "red", "withdrawn": "gray"}


def _request(row: dict[str, Any], timezone: str, visitor: Visitor) -> Component:
    say = visitor.say
    parts: list[Component] = [
        html.Span(
            f"{request_words(row, visitor)}: {span_text(row, timezone, visitor)}"
        ),
        dmc.Badge(
            say(f"own.state.{row['state']}"),
            color=_COLOURS[row["state"]],
            variant="light",
        ),
    ]
    if row["state"] == OPEN:
        parts.append(
            dmc.Button(
                say("my.withdraw"),
                id={
                    "type": ids.WITHDRAW,
                    "request": row["id"],
                    "revision": row["revision"],
                },
                size="xs",
                variant="subtle",
                color="red",
            )
        )
    return html.Li(parts)
