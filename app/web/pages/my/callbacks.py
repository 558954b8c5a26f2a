"""What happens on the agent's own page."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import ALL, Input, Output, State, ctx, no_update

from app.reports.reader import Reader
from app.services.access import Action
from app.services.people.own_requests import SHIFT_CHANGE, ask, withdraw
from app.services.people.own_schedule import own_campaigns, own_schedule
from app.web.pages.my import ids
from app.web.pages.my.layout import body, moment, request_list
from app.web.pages.my.month import month_name, month_table
from app.web.pages.my.today import now_card
from wfm.errors import (
    InputError,
    NoAnswerError,
    ParameterError,
    StaleError,
    TransitionError,
)
from wfm.intervals import zone

if TYPE_CHECKING:
    from app.services.people.own_schedule import OwnSchedule
    from app.web.here import Here
    from app.web.registry import Registry

_LATE = timedelta(days=366)
_FIRST_STORE = ids.MONTH + "-first"


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    _register_campaign(registry)
    _register_month(registry)
    _register_requests(registry)


def _register_campaign(registry: Registry) -> None:
    @registry.callback(
        Action.OWN_READ,
        output=Output(ids.BODY, "children"),
        inputs=[Input(ids.CAMPAIGN, "value")],
        prevent_initial_call=True,
    )
    def show(here: Here, campaign: str) -> list[Any]:
        return body(here, _campaign(here, campaign))

    @registry.callback(
        Action.OWN_READ,
        output=Output(ids.NOW, "children"),
        inputs=[Input(ids.CLOCK, "n_intervals"), State(ids.CAMPAIGN, "value")],
        polled=True,
        prevent_initial_call=True,
    )
    def tick(here: Here, _: int, campaign: str) -> list[Any]:
        own = _own(here, campaign)
        return now_card(own.shifts, moment(own), here.visitor)

    @registry.callback(
        Action.OWN_READ,
        output=Output(ids.FILE, "data"),
        inputs=[Input(ids.ICS, "n_clicks"), State(ids.CAMPAIGN, "value")],
        prevent_initial_call=True,
    )
    def give(here: Here, clicks: int | None, campaign: str) -> Any:  # noqa: ANN401
        if not clicks:
            return no_update
        own = _own(here, campaign)
        try:
            content = own.calendar(Reader(here.visitor.language), datetime.now(UTC))
        except NoAnswerError:
            return no_update
        return {
            "content": base64.b64encode(content).decode("ascii"),
            "filename": f"aforo-{own.campaign.key}.ics",
            "type": "text/calendar",
            "base64": True,
        }


# What the service finds wrong, at which field and in which words it is told.
_WRONG = {
    "partner": ("partner", "my.partner.unknown"),
    "start": ("first", "my.already"),
}


def _register_month(registry: Registry) -> None:
    @registry.callback(
        Action.OWN_READ,
        output=[
            Output(ids.MONTH, "children"),
            Output(ids.MONTH_BODY, "children"),
            Output(_FIRST_STORE, "data"),
        ],
        inputs=[
            Input(ids.MONTH_BACK, "n_clicks"),
            Input(ids.MONTH_NEXT, "n_clicks"),
            State(_FIRST_STORE, "data"),
            State(ids.CAMPAIGN, "value"),
        ],
        prevent_initial_call=True,
    )
    def step(
        here: Here, back: int | None, onward: int | None, shown: str, campaign: str
    ) -> list[Any]:
        if not (back or onward):
            return [no_update] * 3
        first = date.fromisoformat(shown).replace(day=1)
        if ctx.triggered_id == ids.MONTH_BACK:
            first = (first - timedelta(days=1)).replace(day=1)
        else:
            first = (first + timedelta(days=32)).replace(day=1)
        own = _own(here, campaign)
        table = month_table(own, first, moment(own).date(), here.visitor)
        return [month_name(first, here.visitor), table, first.isoformat()]


def _register_requests(registry: Registry) -> None:
    @registry.callback(
        Action.OWN_ASK,
        output=Output(ids.PARTNER_PLACE, "hidden"),
        inputs=[Input(ids.KIND, "value")],
        prevent_initial_call=True,
    )
    def ask_whom(_: Here, kind: str) -> bool:
        return kind != SHIFT_CHANGE

    @registry.callback(
        Action.OWN_ASK,
        output={
            "listed": Output(ids.ASKED, "children"),
            "said": Output(ids.SAID, "children"),
            "note": Output(ids.NOTE, "value"),
            "first": Output(ids.FIRST, "error"),
            "last": Output(ids.LAST, "error"),
            "partner": Output(ids.PARTNER, "error"),
        },
        inputs={
            "asking": Input(ids.ASK, "n_clicks"),
            "withdrawing": Input(
                {"type": ids.WITHDRAW, "request": ALL, "revision": ALL}, "n_clicks"
            ),
            "wish": {
                "kind": State(ids.KIND, "value"),
                "first": State(ids.FIRST, "value"),
                "last": State(ids.LAST, "value"),
                "note": State(ids.NOTE, "value"),
                "partner": State(ids.PARTNER, "value"),
            },
            "campaign": State(ids.CAMPAIGN, "value"),
        },
        prevent_initial_call=True,
    )
    def act(here: Here, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of the page
        campaign = _campaign(here, given["campaign"])
        pressed = ctx.triggered_id
        answer = {"said": "", "note": no_update}
        answer |= dict.fromkeys(("first", "last", "partner"), "")
        if isinstance(pressed, dict):
            if not any(given["withdrawing"]):
                return dict.fromkeys([*answer, "listed"], no_update)
            answer["said"] = _withdraw(here, campaign, pressed)
        elif given["asking"]:
            answer |= _ask(here, campaign, given["wish"])
        return {**answer, "listed": request_list(here, campaign)}


def _withdraw(here: Here, campaign: int, pressed: dict[str, Any]) -> str:
    number, revision = int(pressed["request"]), int(pressed["revision"])
    try:
        withdraw(here.site.store, here.actor, campaign, number, revision=revision)
    except (StaleError, TransitionError):
        return here.visitor.say("my.stale")
    return here.visitor.say("my.withdrawn")


def _ask(here: Here, campaign: int, wish: dict[str, Any]) -> dict[str, Any]:
    """Send a request for whole days, or say at the field what is wrong."""
    say = here.visitor.say
    own = own_schedule(here.site.store, here.actor, campaign)
    today = moment(own).date()
    days = {}
    for name in ("first", "last"):
        try:
            days[name] = date.fromisoformat(str(wish[name])[:10])
        except ValueError:
            return {name: say("schedule.which_day")}
    if not today <= days["first"] <= today + _LATE:
        return {"first": say("my.too_early")}
    if not days["first"] <= days["last"] <= days["first"] + _LATE:
        return {"last": say("my.last_first")}
    clock = zone(own.campaign.timezone)
    start, end = (
        int(pd.Timestamp(day).tz_localize(clock).timestamp())
        for day in (days["first"], days["last"] + timedelta(days=1))
    )
    try:
        ask(
            here.site.store,
            here.actor,
            campaign,
            {
                "kind": wish["kind"],
                "start": start,
                "end": end,
                "note": wish["note"] or "",
                "partner": wish["partner"] or "",
            },
        )
    except ParameterError as error:
        field, said = _WRONG.get(error.name, ("said", "my.note.long"))
        return {field: say(said)}
    return {"said": say("my.asked"), "note": ""}


def _own(here: Here, campaign: object) -> OwnSchedule:
    return own_schedule(here.site.store, here.actor, _campaign(here, campaign))


def _campaign(here: Here, chosen: object) -> int:
    """Require a campaign in which the account is an agent; its number."""
    numbers = own_campaigns(here.actor)
    if isinstance(chosen, str) and chosen.isdigit() and int(chosen) in numbers:
        return int(chosen)
    raise InputError("choose one of your campaigns")
