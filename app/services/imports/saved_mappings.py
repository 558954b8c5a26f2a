"""Mappings that a campaign has used, to be used again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.services.campaigns.reach import campaign_in_reach
from app.services.imports.kinds import kind_of
from app.services.imports.mapping import Mapping
from app.storage import versions
from app.storage.audit import Entry, record
from app.storage.versions import Origin

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.storage.engine import Store

_PART = "mapping.json"


def save_mapping(
    store: Store, actor: Actor, campaign_id: int, mapping: Mapping, *, reason: str
) -> None:
    """
    Keep a mapping for the next file of its table.

    Answers to questions about one file are not kept: the next one is asked again.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; must be allowed to import.
    campaign_id : int
        For which campaign.
    mapping : Mapping
        As it worked.
    reason : str
        In the author's words.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    plain = {**mapping.to_json(), "confirmed": []}
    part = json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()
    with store.writing() as connection:
        action = kind_of(mapping.table).action
        campaign_in_reach(connection, actor, action, campaign_id)
        name = _kind(mapping.table)
        last = versions.latest(connection, campaign_id, name)
        if last is not None and last.content_hash == versions.content_hash(
            {_PART: part}
        ):
            return
        saved = versions.save(
            connection,
            campaign_id=campaign_id,
            kind=name,
            parts={_PART: part},
            origin=Origin(author_id=actor.account_id, reason=reason),
        )
        entry = Entry(
            action="mapping.save",
            object_kind="version",
            object_id=str(saved.id),
            account_id=actor.account_id,
            campaign_id=campaign_id,
            version=saved.number,
            reason=reason,
        )
        record(connection, entry)


def saved_mapping(
    store: Store, actor: Actor, campaign_id: int, table: str
) -> Mapping | None:
    """
    Read the mapping that was saved last.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who; must be allowed to import.
    campaign_id : int
        Of which campaign.
    table : str
        Such as ``history``.

    Returns
    -------
    Mapping or None
        None if none was saved.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign or table.
    """
    action = kind_of(table).action
    with store.reading() as connection:
        campaign_in_reach(connection, actor, action, campaign_id)
        last = versions.latest(connection, campaign_id, _kind(table))
        if last is None:
            return None
        part = versions.part(connection, last.id, _PART)
    return Mapping.from_json(json.loads(part))


def _kind(table: str) -> str:
    return f"mapping_{table}"
