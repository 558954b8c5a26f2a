"""Sessions: what a browser's token opens, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from app.services.access import Actor, Role
from app.storage import accounts, sessions
from app.storage.audit import Entry, record

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.storage.accounts import AccountRow
    from app.storage.engine import Store

_TOKEN_BYTES = 32
# How often a session in use is written down: polling must not write at each request.
_SEEN_EVERY = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """
    How long a session lasts.

    Attributes
    ----------
    idle : int
        Seconds without a request.
    absolute : int
        Seconds since log-in.
    """

    idle: int
    absolute: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """
    An open session.

    Attributes
    ----------
    token_hash : str
        SHA-256 of its token.
    actor : Actor
        Who is logged in.
    account_name : str
        What was typed at log-in.
    demo : bool
        Whether the account is one of the demonstration.
    seen_at : int
        When it was last noted to be in use, UTC seconds.
    must_choose : bool
        Whether its password was given by another: before all else it is replaced.
    """

    token_hash: str
    actor: Actor
    account_name: str
    demo: bool
    seen_at: int
    must_choose: bool


def open_session(connection: Connection, account: AccountRow, now: int) -> str:
    """
    Begin a session.

    Parameters
    ----------
    connection : Connection
        Of ``Store.writing``; whoever opened it has checked the password.
    account : AccountRow
        Whose session it is.
    now : int
        UTC seconds.

    Returns
    -------
    str
        Token for the browser; nothing but its hash is kept.
    """
    token = token_urlsafe(_TOKEN_BYTES)
    sessions.add(connection, _hashed(token), account.id, account.security, now)
    return token


def session_of(store: Store, token: str, limits: Limits, now: int) -> Session | None:
    """
    Session that a token opens.

    Parameters
    ----------
    store : Store
        Where.
    token : str
        What the browser sent.
    limits : Limits
        How long sessions last.
    now : int
        UTC seconds.

    Returns
    -------
    Session or None
        None if there is none, it is over, or its account was disabled or changed.
    """
    token_hash = _hashed(token)
    with store.reading() as connection:
        row = sessions.find(connection, token_hash)
        if row is None or row.ended_at is not None:
            return None
        if now - row.seen_at > limits.idle or now - row.created_at > limits.absolute:
            return None
        account = accounts.by_id(connection, row.account_id)
        if account is None or account.disabled_at or account.security != row.security:
            return None
        actor = actor_of(connection, account)
    return Session(
        token_hash=token_hash,
        actor=actor,
        account_name=account.name,
        demo=bool(account.demo),
        seen_at=row.seen_at,
        must_choose=bool(account.password_given),
    )


def actor_of(connection: Connection, account: AccountRow) -> Actor:
    """
    Who an account is to everything behind the log-in.

    Parameters
    ----------
    connection : Connection
        Of the store.
    account : AccountRow
        As it is now.

    Returns
    -------
    Actor
        With its role, and the campaigns, teams and agents in its scope.
    """
    rows = accounts.scopes(connection, account.id)
    return Actor(
        account_id=account.id,
        name=account.display_name,
        role=Role(account.role),
        campaigns=frozenset(row.campaign_id for row in rows),
        teams=frozenset((row.campaign_id, row.team) for row in rows),
        agents=frozenset((row.campaign_id, row.agent) for row in rows if row.agent),
    )


def in_use(store: Store, session: Session, now: int) -> None:
    """
    Note that someone works in the session, so that it does not end for idleness.

    Parameters
    ----------
    store : Store
        Where.
    session : Session
        As `session_of` gave it; one that was noted in the last minute is left alone.
    now : int
        UTC seconds.
    """
    if now - session.seen_at >= _SEEN_EVERY:
        with store.writing() as connection:
            sessions.see(connection, session.token_hash, now)


def log_out(store: Store, session: Session, now: int) -> None:
    """
    End a session for good: a copy of its token opens nothing any more.

    Parameters
    ----------
    store : Store
        Where.
    session : Session
        Which; one that has ended already stays as it is.
    now : int
        UTC seconds.
    """
    with store.writing() as connection:
        if sessions.end(connection, session.token_hash, now):
            account_id = session.actor.account_id
            record(
                connection,
                Entry(
                    action="account.logout",
                    object_kind="account",
                    object_id=str(account_id),
                    account_id=account_id,
                ),
            )


def _hashed(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
