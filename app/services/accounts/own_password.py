"""One's own password, changed by who knows the one before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.services.accounts.changes import account_row, change_account
from app.services.accounts.login import Entered, Refused, forgive, take_guess
from app.services.accounts.passwords import (
    PasswordError,
    check_password,
    hash_password,
    verify,
)
from app.services.accounts.sessions import open_session
from app.storage import accounts
from wfm.errors import ForbiddenError

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.accounts.login import Attempt
    from app.storage.engine import Store


def change_own_password(
    store: Store, actor: Actor, attempt: Attempt, new: str, now: int
) -> Entered | Refused:
    """
    Change one's own password; every session of the account ends, and one begins.

    The session in which it is done ends as well: who held a copy of it is out.

    Parameters
    ----------
    store, actor
        Where, and who asks.
    attempt : Attempt
        The old password, and where it was typed; the name is the account's, whatever
        it says. Wrong ones are slowed like those at log-in.
    new : str
        The password that is to be.
    now : int
        UTC seconds.

    Returns
    -------
    Entered or Refused
        The new session; or that the old one is not the account's password, or was not
        looked at yet: nothing was done then.

    Raises
    ------
    PasswordError
        If the new one is weak, or the old one again.
    StaleError
        If an administrator changed the account meanwhile.
    """
    if actor.account_id is None:
        raise ForbiddenError("account.password")
    with store.reading() as connection:
        account = account_row(connection, actor.account_id)
    attempt = replace(attempt, name=account.name)
    wait = take_guess(store, attempt, now)
    if wait:
        return Refused(wait)
    if not verify(account.password_hash, attempt.password):
        return Refused()
    with store.writing() as connection:
        forgive(connection, account, attempt)
    check_password(new, account.name)
    if verify(account.password_hash, new):
        raise PasswordError("same")
    kept = {"password_hash": hash_password(new), "password_given": 0}
    with store.writing() as connection:
        change_account(
            connection, actor, account.id, account.revision, "account.password", kept
        )
        changed = accounts.by_id(connection, account.id)
        assert changed is not None  # just changed
        return Entered(open_session(connection, changed, now), account.id)
