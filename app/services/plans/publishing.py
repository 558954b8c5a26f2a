"""Publish a plan or an edited roster: what agents and clients see from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.access import Action, Actor
from app.services.campaigns.reach import campaign_in_reach
from app.services.plans.stored import PLAN, SCHEDULE
from app.storage import publications, versions
from app.storage.audit import Entry, record
from app.storage.authors import author_name
from wfm.errors import StaleError, UnknownNameError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.storage.engine import Store
    from app.storage.publications import Publication
    from app.storage.versions import Version

# One line of publications for plans and for rosters edited by hand: whoever publishes
# either has seen what was published last, of either.
STREAM = PLAN


def publish(  # noqa: PLR0913 - what the author saw, by keyword
    store: Store,
    actor: Actor,
    campaign_id: int,
    version_id: int,
    *,
    after: int,
    reason: str,
    newest_plan: int | None = None,
) -> Publication:
    """
    Publish a version.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who.
    campaign_id : int
        Of which campaign.
    version_id : int
        A plan or a schedule of it; an earlier one to go back.
    after : int
        Number of the publication that the author saw, 0 for none.
    reason : str
        In the author's words.
    newest_plan : int, optional
        Number of the newest plan that the author was told of; not asked without it.

    Returns
    -------
    Publication

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or campaign or version do not exist.
    StaleError
        If another published, or a newer plan was made, since; says who and when.
    """
    with store.writing() as connection:
        campaign_in_reach(connection, actor, Action.SCHEDULE_PUBLISH, campaign_id)
        version = versions.by_id(connection, version_id)
        if (
            version is None
            or version.campaign_id != campaign_id
            or version.kind not in (PLAN, SCHEDULE)
        ):
            raise UnknownNameError("version", str(version_id), ())
        _require_newest_plan(connection, campaign_id, newest_plan)
        made = publications.publish(
            connection,
            campaign_id=campaign_id,
            kind=STREAM,
            version_id=version_id,
            after=after,
            author_id=actor.account_id,
            reason=reason,
        )
        entry = Entry(
            action=Action.SCHEDULE_PUBLISH.value,
            object_kind="version",
            object_id=str(version_id),
            account_id=actor.account_id,
            campaign_id=campaign_id,
            version=made.number,
            reason=reason,
        )
        record(connection, entry)
    return made


def published(store: Store, actor: Actor, campaign_id: int) -> Publication | None:
    """
    Give what is published now.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks; may read schedules.
    campaign_id : int
        Of which campaign.

    Returns
    -------
    Publication or None
        None before the first.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.SCHEDULE_READ, campaign_id)
        return publications.current(connection, campaign_id, STREAM)


def publication_list(store: Store, actor: Actor, campaign_id: int) -> list[Publication]:
    """
    Every publication of a campaign.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks; may read schedules.
    campaign_id : int
        Of which campaign.

    Returns
    -------
    list of Publication
        The newest first; empty before the first.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.SCHEDULE_READ, campaign_id)
        return publications.listing(connection, campaign_id, STREAM)


def draft_list(store: Store, actor: Actor, campaign_id: int) -> list[Version]:
    """
    Plans and schedules of a campaign, published or not, the newest first.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks; may publish schedules.
    campaign_id : int
        Of which campaign.

    Returns
    -------
    list of Version

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.SCHEDULE_PUBLISH, campaign_id)
        found = [
            version
            for kind in (PLAN, SCHEDULE)
            for version in versions.listing(connection, campaign_id, kind)
        ]
    return sorted(found, key=lambda version: -version.id)


def _require_newest_plan(
    connection: Connection, campaign_id: int, number: int | None
) -> None:
    last = versions.latest(connection, campaign_id, PLAN)
    if number is not None and last is not None and last.number != number:
        who = author_name(connection, last.author_id)
        raise StaleError(PLAN, who, last.created_at)
