"""What happens on the page of the accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import Input, Output, State, html, no_update

from app.services.access import Action, Role
from app.services.accounts.changes import (
    NewAccount,
    add_account,
    end_sessions,
    set_disabled,
    set_password,
    set_scope,
)
from app.services.accounts.passwords import new_password
from app.services.accounts.rows import find_account
from app.web.components.answers import done, refused, warned
from app.web.pages.accounts import ids
from app.web.pages.accounts.layout import account_choices, account_table
from app.web.pages.accounts.scopes import chosen_of, scopes_of
from wfm.errors import StaleError, WfmError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

    from app.services.accounts.rows import Account
    from app.web.here import Here
    from app.web.registry import Registry


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    _register_add(registry)
    _register_choice(registry)
    _register_scope(registry)
    _register_disable(registry)
    _register_reset(registry)
    _register_end(registry)


def _register_add(registry: Registry) -> None:
    @registry.callback(
        Action.ACCOUNT_EDIT,
        output={
            "said": Output(ids.ADDED, "children"),
            "list": Output(ids.LIST, "children"),
            "choices": Output(ids.CHOSEN, "data"),
        },
        inputs={
            "clicks": Input(ids.ADD, "n_clicks"),
            "name": State(ids.NAME, "value"),
            "shown": State(ids.SHOWN_NAME, "value"),
            "role": State(ids.ROLE, "value"),
            "chosen": State(ids.SCOPES, "value"),
            "agent": State(ids.AGENT, "value"),
        },
        prevent_initial_call=True,
    )
    def add(here: Here, clicks: int, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - what fields hold
        del clicks
        nothing = {"list": no_update, "choices": no_update}
        if given["role"] not in set(Role):
            return nothing | {"said": warned(here.visitor.say("accounts.role.none"))}
        role = Role(given["role"])
        password = new_password()
        new = NewAccount(
            name=str(given["name"] or "").strip().lower(),
            role=role,
            scopes=scopes_of(role, given["chosen"], given["agent"]),
            display_name=str(given["shown"] or "").strip(),
        )
        try:
            add_account(here.site.store, here.actor, new, password)
        except WfmError as error:
            return nothing | {"said": refused(here.visitor, error)}
        return {
            "said": _password(here, new.name, password),
            "list": account_table(here),
            "choices": account_choices(here),
        }


def _register_choice(registry: Registry) -> None:
    @registry.callback(
        Action.ACCOUNT_EDIT,
        output={
            "revision": Output(ids.REVISION, "data"),
            "role": Output(ids.NEW_ROLE, "value"),
            "scopes": Output(ids.NEW_SCOPES, "value"),
            "agent": Output(ids.NEW_AGENT, "value"),
            "button": Output(ids.DISABLE, "children"),
        },
        inputs=[Input(ids.CHOSEN, "value"), Input(ids.LIST, "children")],
        prevent_initial_call=True,
    )
    def choose(here: Here, name: str | None, _: object) -> dict[str, Any]:
        say = here.visitor.say
        if not name:
            return {
                "revision": None,
                "role": None,
                "scopes": [],
                "agent": "",
                "button": say("accounts.disable"),
            }
        account = find_account(here.site.store, here.actor, name)
        chosen, agent = chosen_of(account.scopes)
        shut = account.row.disabled_at is not None
        return {
            "revision": account.row.revision,
            "role": account.row.role,
            "scopes": chosen,
            "agent": agent,
            "button": say("accounts.enable" if shut else "accounts.disable"),
        }


def _register_scope(registry: Registry) -> None:
    @registry.callback(
        Action.ACCOUNT_EDIT,
        output=[
            Output(ids.SAID, "children"),
            Output(ids.LIST, "children", allow_duplicate=True),
        ],
        inputs=[
            Input(ids.SAVE, "n_clicks"),
            State(ids.CHOSEN, "value"),
            State(ids.REVISION, "data"),
            State(ids.NEW_ROLE, "value"),
            State(ids.NEW_SCOPES, "value"),
            State(ids.NEW_AGENT, "value"),
        ],
        prevent_initial_call=True,
    )
    def save(
        here: Here,
        _: int,
        name: str | None,
        revision: int | None,
        role: str | None,
        chosen: list[str] | None,
        agent: str | None,
    ) -> list[Any]:
        def change(account: Account) -> Component:
            given = Role(str(role))
            scopes = scopes_of(given, chosen, agent)
            set_scope(here.site.store, here.actor, account, role=given, scopes=scopes)
            return done(here.visitor.say("accounts.saved"))

        return _changed(here, name, revision, change)


def _register_disable(registry: Registry) -> None:
    @registry.callback(Action.ACCOUNT_EDIT, **_pressed(ids.DISABLE))
    def disable(
        here: Here, _: int, name: str | None, revision: int | None
    ) -> list[Any]:
        def change(account: Account) -> Component:
            if account.row.id == here.actor.account_id:
                return warned(here.visitor.say("accounts.own"))
            shut = account.row.disabled_at is None
            set_disabled(here.site.store, here.actor, account, disabled=shut)
            key = "accounts.disabled.done" if shut else "accounts.enabled.done"
            return done(here.visitor.say(key))

        return _changed(here, name, revision, change)


def _register_reset(registry: Registry) -> None:
    @registry.callback(Action.ACCOUNT_EDIT, **_pressed(ids.RESET))
    def reset(here: Here, _: int, name: str | None, revision: int | None) -> list[Any]:
        def change(account: Account) -> Component:
            if account.row.id == here.actor.account_id:
                return warned(here.visitor.say("accounts.reset.own"))
            password = new_password()
            set_password(
                here.site.store,
                here.actor,
                account.row.id,
                password,
                revision=account.row.revision,
            )
            return _password(here, account.row.name, password)

        return _changed(here, name, revision, change)


def _register_end(registry: Registry) -> None:
    @registry.callback(Action.ACCOUNT_EDIT, **_pressed(ids.END))
    def end(here: Here, _: int, name: str | None, revision: int | None) -> list[Any]:
        def change(account: Account) -> Component:
            end_sessions(here.site.store, here.actor, account)
            return done(here.visitor.say("accounts.end.done"))

        return _changed(here, name, revision, change)


def _pressed(button: str) -> dict[str, Any]:
    """Give what a button that changes the chosen account reads and answers."""
    return {
        "output": [
            Output(ids.SAID, "children", allow_duplicate=True),
            Output(ids.LIST, "children", allow_duplicate=True),
        ],
        "inputs": [
            Input(button, "n_clicks"),
            State(ids.CHOSEN, "value"),
            State(ids.REVISION, "data"),
        ],
        "prevent_initial_call": True,
    }


def _changed(
    here: Here,
    name: str | None,
    revision: int | None,
    change: Callable[[Account], Component],
) -> list[Any]:
    """Change the account that was chosen, if it is still as it was seen."""
    if not name:
        return [warned(here.visitor.say("accounts.which.none")), no_update]
    try:
        account = find_account(here.site.store, here.actor, name)
        if account.row.revision != revision:
            # The newest is at hand; what was seen is not it.
            return [warned(here.visitor.say("accounts.stale")), account_table(here)]
        said = change(account)
    except StaleError:
        return [warned(here.visitor.say("accounts.stale")), account_table(here)]
    except WfmError as error:
        return [refused(here.visitor, error), no_update]
    return [said, account_table(here)]


def _password(here: Here, name: str, password: str) -> Component:
    """Password that is shown now and never again."""
    say = here.visitor.say
    return dmc.Alert(
        [
            html.P(say("accounts.password", name=name)),
            html.P(html.Code(password, className="one-time")),
            html.P(say("accounts.password.hint"), className="quiet"),
        ],
        color="teal",
        variant="light",
    )
