"""Accounts and what each may reach, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from app.storage.revisions import change_row
from app.storage.schema.accounts import ACCOUNT, ACCOUNT_SCOPE
from app.storage.schema.audit import AUDIT
from app.storage.schema.campaigns import CAMPAIGN
from app.storage.schema.people import AGENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account as it is stored; see the table for its columns."""

    id: int
    name: str
    display_name: str
    role: str
    password_hash: str
    password_given: int
    language: str
    security: int
    demo: int
    created_at: int
    disabled_at: int | None
    revision: int


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """
    What an account reaches of a campaign.

    Attributes
    ----------
    campaign_id : int
        The campaign.
    key : str
        Its key.
    team : str
        A team of it, or '' for all.
    agent : str
        Whom the account is there, or ''.
    """

    campaign_id: int
    key: str
    team: str
    agent: str


def add(connection: Connection, **values: str | int | None) -> int:
    """Write an account, its columns given by name; its number comes back."""
    added = insert(ACCOUNT).values(**values).returning(ACCOUNT.c.id)
    return int(connection.execute(added).scalar_one())


def by_name(connection: Connection, name: str) -> AccountRow | None:
    """Account that logs in with a name, in lower case."""
    return _one(connection, ACCOUNT.c.name == name)


def by_id(connection: Connection, account_id: int) -> AccountRow | None:
    """Account of a number."""
    return _one(connection, ACCOUNT.c.id == account_id)


def listing(connection: Connection, *, demo: bool = False) -> list[AccountRow]:
    """Accounts by name; those of the demonstration that are not disabled, if asked."""
    query = select(ACCOUNT).order_by(ACCOUNT.c.name)
    if demo:
        query = query.where(ACCOUNT.c.demo == 1, ACCOUNT.c.disabled_at.is_(None))
    return [AccountRow(**row) for row in connection.execute(query).mappings()]


def change(
    connection: Connection, account_id: int, revision: int, **values: str | int | None
) -> bool:
    """Change columns of an account; False if it is not at that revision any more."""
    return change_row(connection, ACCOUNT, account_id, values, revision)


def rehash(connection: Connection, account: AccountRow, password_hash: str) -> None:
    """Keep the same password under a newer hash; nothing else changes."""
    connection.execute(
        update(ACCOUNT)
        .where(
            ACCOUNT.c.id == account.id,
            ACCOUNT.c.password_hash == account.password_hash,
        )
        .values(password_hash=password_hash)
    )


def of_agent(connection: Connection, campaign_id: int, agent: str) -> list[int]:
    """Accounts that are an agent of a campaign, and nobody else."""
    scope = ACCOUNT_SCOPE.c
    mine = (scope.campaign_id == campaign_id) & (scope.agent == agent)
    others = select(scope.account_id).where(scope.agent.not_in(("", agent)))
    query = select(scope.account_id).where(mine, scope.account_id.not_in(others))
    return list(connection.scalars(query))


def erase(connection: Connection, account_id: int, now: int) -> None:
    """Take the names of an account out for good; nobody can log in with it again."""
    nobody = f"erased-{account_id}"
    connection.execute(
        update(ACCOUNT)
        .where(ACCOUNT.c.id == account_id)
        .values(
            name=nobody,
            display_name=nobody,
            disabled_at=now,
            security=ACCOUNT.c.security + 1,
            revision=ACCOUNT.c.revision + 1,
        )
    )


def scopes(connection: Connection, account_id: int) -> tuple[ScopeRow, ...]:
    """List what an account reaches, by campaign and team."""
    query = (
        select(
            ACCOUNT_SCOPE.c.campaign_id,
            CAMPAIGN.c.key,
            ACCOUNT_SCOPE.c.team,
            ACCOUNT_SCOPE.c.agent,
        )
        .join_from(ACCOUNT_SCOPE, CAMPAIGN)
        .where(ACCOUNT_SCOPE.c.account_id == account_id)
        .order_by(CAMPAIGN.c.key, ACCOUNT_SCOPE.c.team)
    )
    return tuple(ScopeRow(*row) for row in connection.execute(query))


def set_scopes(
    connection: Connection, account_id: int, rows: Iterable[tuple[int, str, str]]
) -> None:
    """Give an account other scopes: campaign, team and agent of each."""
    connection.execute(
        delete(ACCOUNT_SCOPE).where(ACCOUNT_SCOPE.c.account_id == account_id)
    )
    for campaign_id, team, agent in rows:
        connection.execute(
            insert(ACCOUNT_SCOPE).values(
                account_id=account_id,
                campaign_id=campaign_id,
                team=team,
                agent=agent,
            )
        )


def campaign_ids(connection: Connection) -> dict[str, int]:
    """Key of each campaign to its number."""
    query = select(CAMPAIGN.c.key, CAMPAIGN.c.id)
    return {row.key: row.id for row in connection.execute(query)}


def has_team(connection: Connection, campaign_id: int, team: str) -> bool:
    """Whether an agent of the campaign is in the team."""
    return _has(connection, AGENT.c.campaign_id == campaign_id, AGENT.c.team == team)


def has_agent(connection: Connection, campaign_id: int, agent: str) -> bool:
    """Whether the campaign has the agent."""
    return _has(connection, AGENT.c.campaign_id == campaign_id, AGENT.c.agent == agent)


def last_change(connection: Connection, account_id: int) -> tuple[str, int] | None:
    """Who changed an account last, and when in UTC seconds."""
    query = (
        select(func.coalesce(ACCOUNT.c.display_name, "command line"), AUDIT.c.at)
        .join_from(AUDIT, ACCOUNT, AUDIT.c.account_id == ACCOUNT.c.id, isouter=True)
        .where(AUDIT.c.object_kind == "account", AUDIT.c.object_id == str(account_id))
        .order_by(AUDIT.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else (str(row[0]), int(row[1]))


def _one(connection: Connection, which: ColumnElement[bool]) -> AccountRow | None:
    row = connection.execute(select(ACCOUNT).where(which)).mappings().first()
    return None if row is None else AccountRow(**row)


def _has(connection: Connection, *which: ColumnElement[bool]) -> bool:
    return connection.scalar(select(AGENT.c.id).where(*which).limit(1)) is not None
