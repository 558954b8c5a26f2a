"""Accounts: made, changed and disabled, each change in the audit trail."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.services.access import Action, Actor, Role
from app.services.accounts.passwords import check_password, hash_password
from app.services.accounts.scopes import Scope, scope_rows
from app.storage import accounts
from app.storage.audit import Entry, record
from wfm.errors import (
    InputError,
    ParameterError,
    StaleError,
    UnknownNameError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.services.accounts.rows import Account
    from app.storage.accounts import AccountRow
    from app.storage.engine import Store

_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,119}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """
    An account to be made.

    Attributes
    ----------
    name : str
        What is typed at log-in; lower case.
    role : Role
        What it is for.
    scopes : tuple of Scope
        What it reaches; none for roles that reach everything.
    display_name : str
        Shown to others; the name if empty.
    demo : bool
        Whether it is one of the demonstration.
    temporary : bool
        Whether its owner must choose another password before all else. One that an
        administrator gives in the app always is, but for the demonstration's.
    """

    name: str
    role: Role
    scopes: tuple[Scope, ...] = ()
    display_name: str = ""
    demo: bool = False
    temporary: bool = False


def add_account(store: Store, actor: Actor, new: NewAccount, password: str) -> int:
    """
    Make an account.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who makes it.
    new : NewAccount
        What it is.
    password : str
        Its first password.

    Returns
    -------
    int
        Its number.

    Raises
    ------
    ForbiddenError
        If the actor may not.
    InputError
        If the name is taken or unusable, the password weak, a scope unknown or not
        one for the role.
    """
    actor.require(Action.ACCOUNT_EDIT)
    if not _NAME.fullmatch(new.name):
        raise ParameterError(
            "name", new.name, "2 to 120 lower-case letters, digits or . _ @ + -"
        )
    check_password(password, new.name)
    password_hash = hash_password(password)
    with store.writing() as connection:
        if accounts.by_name(connection, new.name) is not None:
            raise InputError(f"there is already an account {new.name!r}")
        rows = scope_rows(connection, new.role, new.scopes)
        number = accounts.add(
            connection,
            name=new.name,
            display_name=new.display_name or new.name,
            role=new.role.value,
            password_hash=password_hash,
            password_given=_given(actor, temporary=new.temporary, demo=new.demo),
            demo=int(new.demo),
            created_at=int(time.time()),
        )
        accounts.set_scopes(connection, number, rows)
        changes = {"role": [None, new.role.value], "scopes": [None, rows]}
        _record(connection, actor, "account.add", number, 1, changes)
    return number


def set_password(
    store: Store,
    actor: Actor,
    account_id: int,
    password: str,
    *,
    revision: int,
    temporary: bool = False,
) -> None:
    """
    Give an account another password; all its sessions end.

    Parameters
    ----------
    store, actor, account_id
        Where, who asks, and whose.
    password : str
        The new one.
    revision : int
        Of the account as the actor saw it.
    temporary : bool
        As in `NewAccount`.

    Raises
    ------
    ForbiddenError
        If the actor may not.
    PasswordError
        If it is weak.
    StaleError
        If someone changed the account since.
    """
    actor.require(Action.ACCOUNT_EDIT)
    with store.reading() as connection:
        row = account_row(connection, account_id)
    check_password(password, row.name)
    given = _given(actor, temporary=temporary, demo=bool(row.demo))
    kept = {"password_hash": hash_password(password), "password_given": given}
    with store.writing() as connection:
        change_account(
            connection, actor, account_id, revision, "account.password", kept
        )


def end_sessions(store: Store, actor: Actor, account: Account) -> None:
    """
    End every session of an account at once; it may log in again.

    Parameters
    ----------
    store, actor
        Where, and who asks.
    account : Account
        As the actor saw it.

    Raises
    ------
    ForbiddenError
        If the actor may not.
    StaleError
        If someone changed the account since.
    """
    actor.require(Action.ACCOUNT_EDIT)
    row = account.row
    with store.writing() as connection:
        change_account(connection, actor, row.id, row.revision, "account.sessions", {})


def set_scope(
    store: Store,
    actor: Actor,
    account: Account,
    *,
    role: Role,
    scopes: Sequence[Scope],
) -> None:
    """
    Change what an account is for and what it reaches; its sessions end.

    Parameters
    ----------
    store, actor
        Where, and who asks.
    account : Account
        As the actor saw it.
    role : Role
        What it is for from now on.
    scopes : sequence of Scope
        What it reaches from now on.

    Raises
    ------
    ForbiddenError
        If the actor may not.
    InputError
        If a scope is unknown, or not one for the role.
    StaleError
        If someone changed the account since.
    """
    actor.require(Action.ACCOUNT_EDIT)
    before = [[s.campaign_id, s.team, s.agent] for s in account.scopes]
    with store.writing() as connection:
        rows = scope_rows(connection, role, scopes)
        change_account(
            connection,
            actor,
            account.row.id,
            account.row.revision,
            "account.scope",
            {"role": role.value},
            {"role": [account.row.role, role.value], "scopes": [before, rows]},
        )
        accounts.set_scopes(connection, account.row.id, rows)


def set_disabled(
    store: Store, actor: Actor, account: Account, *, disabled: bool
) -> None:
    """
    Let an account in no longer, or again; its sessions end at once.

    Parameters
    ----------
    store, actor
        Where, and who asks.
    account : Account
        As the actor saw it.
    disabled : bool
        Whether it is kept out from now on.

    Raises
    ------
    ForbiddenError
        If the actor may not.
    StaleError
        If someone changed the account since.
    """
    actor.require(Action.ACCOUNT_EDIT)
    action = "account.disable" if disabled else "account.enable"
    at = int(time.time()) if disabled else None
    with store.writing() as connection:
        change_account(
            connection,
            actor,
            account.row.id,
            account.row.revision,
            action,
            {"disabled_at": at},
        )


def account_row(connection: Connection, account_id: int) -> AccountRow:
    """
    Account of a number.

    Parameters
    ----------
    connection : Connection
        Of the store; whoever opened it has checked the right.
    account_id : int
        Which.

    Returns
    -------
    AccountRow

    Raises
    ------
    UnknownNameError
        If there is none.
    """
    row = accounts.by_id(connection, account_id)
    if row is None:
        raise UnknownNameError("account", str(account_id), ())
    return row


def change_account(  # noqa: PLR0913, PLR0917 - what, where, by whom, and what is told of it
    connection: Connection,
    actor: Actor,
    account_id: int,
    revision: int,
    action: str,
    values: dict[str, Any],
    told: dict[str, Any] | None = None,
) -> int:
    """
    Change an account; its sessions end by a new `security`.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    actor : Actor
        Who changes it; the right is the caller's to check.
    account_id, revision : int
        Which, and as it was seen.
    action : str
        Of the audit trail.
    values : dict
        Columns that change.
    told : dict, optional
        What the trail says of the change.

    Returns
    -------
    int
        The new `security`.

    Raises
    ------
    StaleError
        If someone changed the account since.
    """
    row = account_row(connection, account_id)
    security = row.security + 1
    if not accounts.change(
        connection, account_id, revision, security=security, **values
    ):
        who, at = accounts.last_change(connection, account_id) or ("?", row.created_at)
        raise StaleError(f"account {row.name!r}", who, at)
    _record(connection, actor, action, account_id, revision + 1, told or {})
    return security


def _given(actor: Actor, *, temporary: bool, demo: bool) -> int:
    """Whether a password is another's: the command line's is its user's own."""
    return int(not demo and (temporary or actor.account_id is not None))


def _record(
    connection: Connection,
    actor: Actor,
    action: str,
    account_id: int,
    revision: int,
    changes: dict[str, Any],
) -> None:
    entry = Entry(
        action=action,
        object_kind="account",
        object_id=str(account_id),
        account_id=actor.account_id,
        version=revision,
        changes=changes,
    )
    record(connection, entry)
