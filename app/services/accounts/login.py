"""Log-in: a name and a password against an account, slower the more they fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.accounts.passwords import hash_password, outdated, verify
from app.services.accounts.sessions import open_session
from app.storage import accounts, sessions
from app.storage import login_failures as failures
from app.storage.audit import Entry, record

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.storage.accounts import AccountRow
    from app.storage.engine import Store
    from app.storage.login_failures import Failures

_WINDOW = 3600
# An account takes some 29 guesses in the first hour and 20 in each one after.
_FREE, _LONGEST = 4, 180
# An address may be a whole office that comes to its shift.
_FREE_OF_ADDRESS, _LONGEST_OF_ADDRESS = 40, 60
_SESSIONS_KEPT = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Attempt:
    """
    What someone typed, and from where.

    Attributes
    ----------
    name, password : str
        As typed.
    address : str
        IP address of the browser.
    device : str
        Cookie that the browser was given at its first log-in; '' if it has none.
    """

    name: str
    password: str
    address: str
    device: str = ""

    @property
    def key(self) -> str:
        """Name as accounts have it."""
        return self.name.strip().lower()[:200]


@dataclass(frozen=True, slots=True)
class Entered:
    """
    The password was right.

    Attributes
    ----------
    token : str
        Opens the session.
    account_id : int
        Of whom.
    """

    token: str
    account_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """
    Nobody was let in.

    Attributes
    ----------
    wait : int
        Seconds to wait before another attempt is looked at; 0 if this one was looked
        at, and was wrong.
    """

    wait: int = 0


def log_in(store: Store, attempt: Attempt, now: int) -> Entered | Refused:
    """
    Let someone in, or not.

    A name that does not exist is treated as one that does: same answers, same time.
    Guesses made elsewhere do not keep the owner out of a browser in which they have
    logged in before, and nothing locks an account for good.

    Parameters
    ----------
    store : Store
        Where the accounts are.
    attempt : Attempt
        What was typed.
    now : int
        UTC seconds.

    Returns
    -------
    Entered or Refused
    """
    wait = take_guess(store, attempt, now)
    if wait:
        return Refused(wait)
    with store.reading() as connection:
        account = _account(connection, attempt.key)
    right = verify(account.password_hash if account else None, attempt.password)
    if account is None or not right or account.disabled_at is not None:
        return Refused()
    newer = None
    if outdated(account.password_hash):
        newer = hash_password(attempt.password)
    with store.writing() as connection:
        return _enter(connection, account, attempt, newer, now)


def take_guess(store: Store, attempt: Attempt, now: int) -> int:
    """
    Count an attempt, before it is judged: many at once would all be looked at.

    Parameters
    ----------
    store : Store
        Where the accounts are.
    attempt : Attempt
        What was typed; `forgive` what was counted if it is right.
    now : int
        UTC seconds.

    Returns
    -------
    int
        Seconds to wait before it is looked at; 0 to judge it now.
    """
    with store.writing() as connection:
        failures.take_turn(connection, attempt.key)
        account = _account(connection, attempt.key)
        wait = _wait(connection, attempt, account, now)
        if wait == 0:
            place = _place(connection, attempt, account)
            failures.add(connection, attempt.key, place, now)
    return wait


def forgive(connection: Connection, account: AccountRow, attempt: Attempt) -> None:
    """
    Forget the failures of a name where it was typed: its owner is there.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``.
    account : AccountRow
        Whose password was right.
    attempt : Attempt
        The right one.
    """
    for place in {attempt.address, _place(connection, attempt, account)}:
        failures.forgive(connection, attempt.key, place)


def _place(connection: Connection, attempt: Attempt, account: AccountRow | None) -> str:
    """Give the browser if the account knows it; the address otherwise."""
    known = (
        account is not None
        and attempt.device
        and failures.knows(connection, account.id, attempt.device)
    )
    return attempt.device if known else attempt.address


def _account(connection: Connection, key: str) -> AccountRow | None:
    # No name has other signs, and a database may not take them.
    plain = key.isascii() and key.isprintable()
    return accounts.by_name(connection, key) if plain else None


def _enter(
    connection: Connection,
    judged: AccountRow,
    attempt: Attempt,
    newer_hash: str | None,
    now: int,
) -> Entered | Refused:
    """Open the session, unless the account was changed while it was judged."""
    account = accounts.by_id(connection, judged.id)
    if account is None or account.security != judged.security:
        return Refused()
    forgive(connection, account, attempt)
    if attempt.device:
        failures.know(connection, account.id, attempt.device, now)
    if newer_hash is not None:
        accounts.rehash(connection, account, newer_hash)
    sessions.forget_before(connection, now - _SESSIONS_KEPT)
    token = open_session(connection, account, now)
    record(
        connection,
        Entry(
            action="account.login",
            object_kind="account",
            object_id=str(account.id),
            account_id=account.id,
        ),
    )
    return Entered(token, account.id)


def _wait(
    connection: Connection, attempt: Attempt, account: AccountRow | None, now: int
) -> int:
    """Seconds until an attempt of that name from that address is looked at."""
    since = now - _WINDOW
    place = _place(connection, attempt, account)
    if place != attempt.address:
        here = failures.of_name(connection, attempt.key, since, address=place)
        return _left(here, _FREE, _LONGEST, now)
    anywhere = failures.of_name(connection, attempt.key, since)
    address = failures.of_address(connection, attempt.address, since)
    return max(
        _left(anywhere, _FREE, _LONGEST, now),
        _left(address, _FREE_OF_ADDRESS, _LONGEST_OF_ADDRESS, now),
    )


def _left(failed: Failures, free: int, longest: int, now: int) -> int:
    """Wait that doubles with each failure beyond the free, less what has passed."""
    beyond = failed.count - free
    if beyond < 0:
        return 0
    delay = min(4 * 2 ** min(beyond, 10), longest)
    return max(failed.last + delay - now, 0)
