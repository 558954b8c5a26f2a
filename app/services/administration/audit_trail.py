"""The audit trail for those who may read it, and the proof that it is whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.services.access import Action, Actor
from app.storage import accounts, audit, audit_trail

if TYPE_CHECKING:
    from app.storage.audit_trail import TrailRow, Wanted
    from app.storage.engine import Store

PAGE = 100
# Of a file; more than that is for the command line and a copy of the database.
MOST = 100_000
# What is said of people may hold pay or health, and has other readers.
_REASON_SHOWN = frozenset({"account", "backup", "campaign", "job", "version"})
_CHANGES_SHOWN = frozenset({"account"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """
    What a walk along the chain found.

    Attributes
    ----------
    entries : int
        How many there are.
    last_hash : str
        Of the last one: note it elsewhere, and a chain cut short can be told.
    broken_at : int or None
        First entry that does not fit; None if all do.
    """

    entries: int
    last_hash: str
    broken_at: int | None


def trail(
    store: Store,
    actor: Actor,
    wanted: Wanted,
    *,
    before: int | None = None,
    limit: int = PAGE,
) -> list[TrailRow]:
    """
    Entries of the trail, the newest first.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who reads.
    wanted : Wanted
        Which entries.
    before : int, optional
        Only those with a smaller number: the next page.
    limit : int
        At most so many.

    Returns
    -------
    list of TrailRow
        Without reasons and changes of what is about people.

    Raises
    ------
    ForbiddenError
        If the role may not.
    """
    actor.require(Action.AUDIT_READ)
    with store.reading() as connection:
        rows = audit_trail.listing(connection, wanted, before=before, limit=limit)
    return [_shown(row) for row in rows]


def object_kinds(store: Store, actor: Actor) -> list[str]:
    """
    Kinds of objects by which the trail can be narrowed.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who reads.

    Returns
    -------
    list of str
        In alphabetical order, each once.

    Raises
    ------
    ForbiddenError
        If the role may not.
    """
    actor.require(Action.AUDIT_READ)
    with store.reading() as connection:
        return audit_trail.kinds(connection)


def author_names(store: Store, actor: Actor) -> list[tuple[int, str]]:
    """
    Accounts that have changed something.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who reads.

    Returns
    -------
    list of tuple of (int, str)
        Number and shown name of each, by name.

    Raises
    ------
    ForbiddenError
        If the role may not.
    """
    actor.require(Action.AUDIT_READ)
    with store.reading() as connection:
        return audit_trail.authors(connection)


def account_names(store: Store, actor: Actor) -> dict[str, str]:
    """
    Names of all accounts, for entries that are about one.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who reads.

    Returns
    -------
    dict of str to str
        Number of each, as the trail writes it, to what is typed at log-in.

    Raises
    ------
    ForbiddenError
        If the role may not.
    """
    actor.require(Action.AUDIT_READ)
    with store.reading() as connection:
        return {str(row.id): row.name for row in accounts.listing(connection)}


def verified(store: Store, actor: Actor) -> Verified:
    """
    Walk along the whole chain.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who reads.

    Returns
    -------
    Verified

    Raises
    ------
    ForbiddenError
        If the role may not.
    """
    actor.require(Action.AUDIT_READ)
    with store.reading() as connection:
        entries, last = audit_trail.end(connection)
        return Verified(
            entries=entries, last_hash=last, broken_at=audit.broken_at(connection)
        )


def _shown(row: TrailRow) -> TrailRow:
    return replace(
        row,
        reason=row.reason if row.object_kind in _REASON_SHOWN else "",
        changes=row.changes if row.object_kind in _CHANGES_SHOWN else "",
    )
