"""Accounts as an administrator sees them: listed, and found by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.access import Action, Actor
from app.storage import accounts
from wfm.errors import UnknownNameError

if TYPE_CHECKING:
    from app.storage.accounts import AccountRow, ScopeRow
    from app.storage.engine import Store


@dataclass(frozen=True, slots=True)
class Account:
    """
    An account as its administrator sees it.

    Attributes
    ----------
    row : AccountRow
        Its columns.
    scopes : tuple of ScopeRow
        What it reaches.
    """

    row: AccountRow
    scopes: tuple[ScopeRow, ...]


def account_list(store: Store, actor: Actor) -> list[Account]:
    """
    Accounts by name.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks.

    Returns
    -------
    list of Account
        Those that are disabled too.

    Raises
    ------
    ForbiddenError
        If the actor may not see them.
    """
    actor.require(Action.ACCOUNT_EDIT)
    with store.reading() as connection:
        return [
            Account(row, accounts.scopes(connection, row.id))
            for row in accounts.listing(connection)
        ]


def find_account(store: Store, actor: Actor, name: str) -> Account:
    """
    Account of a name.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks.
    name : str
        What is typed at log-in; lower case.

    Returns
    -------
    Account

    Raises
    ------
    ForbiddenError
        If the actor may not see it.
    UnknownNameError
        If there is none.
    """
    known = {each.row.name: each for each in account_list(store, actor)}
    if name not in known:
        raise UnknownNameError("account", name, known)
    return known[name]
