"""What stands on the page of the accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.services.access import Role
from app.services.accounts.rows import account_list
from app.services.accounts.scopes import reachable
from app.web.components import controls
from app.web.components.icon import icon
from app.web.components.lights import live
from app.web.components.table import cell
from app.web.moments import moment, zone_here
from app.web.pages.accounts import ids
from app.web.pages.accounts.scopes import scope_choices

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.accounts.rows import Account
    from app.web.here import Here

# Icon and colour of each state.
_STATES = {
    "open": ("done", "teal"),
    "given": ("warning", "yellow"),
    "disabled": ("stop", "gray"),
}
# Hints below their fields, so that these stand in one line.
_ORDER = ("label", "input", "description", "error")
_HEADS = ("name", "shown", "role", "reach", "state", "made")


def layout(here: Here) -> Component:
    """Lay out the list, what changes one account, and what adds one."""
    say = here.visitor.say
    return html.Div(
        [
            controls.heading(say("accounts.title"), say("accounts.lead")),
            controls.card(html.Div(account_table(here), id=ids.LIST)),
            _change(here),
            _add(here),
        ],
        className="stack start",
    )


def account_table(here: Here) -> Component:
    """Table of the accounts."""
    say = here.visitor.say
    timezone = zone_here(here)
    head = html.Tr([html.Th(say(f"accounts.{name}")) for name in _HEADS])
    rows = [
        _row(here, each, timezone) for each in account_list(here.site.store, here.actor)
    ]
    return html.Div(
        html.Table([html.Thead(head), html.Tbody(rows)], className="table"),
        className="scroll-x",
    )


def account_choices(here: Here) -> list[dict[str, str]]:
    """Accounts as the choices of which one is changed."""
    return [
        {"value": each.row.name, "label": f"{each.row.name} · {each.row.display_name}"}
        for each in account_list(here.site.store, here.actor)
    ]


def _row(here: Here, account: Account, timezone: str) -> Component:
    say, row = here.visitor.say, account.row
    said: list[Component | str] = [
        row.display_name,
        say(f"role.{row.role}"),
        ", ".join(map(_scope, account.scopes)) or say("accounts.reach.none"),
    ]
    made = moment(here.visitor, row.created_at, timezone)
    cells = [
        cell(say(f"accounts.{name}"), content)
        for name, content in zip(
            _HEADS[1:], [*said, _state(here, account), made], strict=True
        )
    ]
    return html.Tr([html.Th(row.name, scope="row"), *cells])


def _scope(scope: object) -> str:
    parts = (getattr(scope, name) for name in ("key", "team", "agent"))
    return " · ".join(part for part in parts if part)


def _state(here: Here, account: Account) -> Component:
    state = "given" if account.row.password_given else "open"
    if account.row.disabled_at is not None:
        state = "disabled"
    mark, colour = _STATES[state]
    return dmc.Badge(
        here.visitor.say(f"accounts.{state}"),
        leftSection=icon(mark, 12),
        color=colour,
        variant="light",
        radius="sm",
        tt="none",
    )


def _fields(here: Here, role: str, scopes: str, agent: str) -> list[Component]:
    """Role, reach and agent's code: the same for a new account and an old one."""
    say = here.visitor.say
    return [
        dmc.Select(
            id=role,
            label=say("accounts.role"),
            data=[{"value": r.value, "label": say(f"role.{r.value}")} for r in Role],
            allowDeselect=False,
        ),
        dmc.MultiSelect(
            id=scopes,
            label=say("accounts.reach"),
            description=say("accounts.reach.hint"),
            inputWrapperOrder=_ORDER,
            data=scope_choices(reachable(here.site.store, here.actor)),
            searchable=True,
            value=[],
        ),
        dmc.TextInput(
            id=agent,
            label=say("accounts.agent"),
            description=say("accounts.agent.hint"),
            inputWrapperOrder=_ORDER,
            value="",
            inputProps={"maxLength": 120},
        ),
    ]


def _change(here: Here) -> Component:
    say = here.visitor.say
    return controls.card(
        dmc.Select(
            id=ids.CHOSEN,
            label=say("accounts.which"),
            data=account_choices(here),
            searchable=True,
            clearable=True,
            maw=420,
        ),
        dcc.Store(id=ids.REVISION),
        html.Div(
            _fields(here, ids.NEW_ROLE, ids.NEW_SCOPES, ids.NEW_AGENT),
            className="fields",
        ),
        html.Div(
            [
                dmc.Button(say("accounts.end"), id=ids.END, variant="default"),
                dmc.Button(say("accounts.reset"), id=ids.RESET, variant="default"),
                dmc.Button(say("accounts.disable"), id=ids.DISABLE, variant="default"),
                dmc.Button(say("accounts.save"), id=ids.SAVE),
            ],
            className="form-end",
        ),
        html.Div(live([]), id=ids.SAID),
        title=say("accounts.change"),
    )


def _add(here: Here) -> Component:
    say = here.visitor.say
    names = [
        dmc.TextInput(
            id=ids.NAME,
            label=say("accounts.name"),
            description=say("accounts.name.hint"),
            inputWrapperOrder=_ORDER,
            value="",
            required=True,
            inputProps={"maxLength": 120},
        ),
        dmc.TextInput(
            id=ids.SHOWN_NAME,
            label=say("accounts.shown"),
            value="",
            inputProps={"maxLength": 200},
        ),
    ]
    return controls.card(
        html.Div(
            [*names, *_fields(here, ids.ROLE, ids.SCOPES, ids.AGENT)],
            className="fields",
        ),
        html.Div(dmc.Button(say("accounts.add"), id=ids.ADD), className="form-end"),
        html.Div(live([]), id=ids.ADDED),
        title=say("accounts.add"),
    )
