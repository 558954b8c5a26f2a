"""Versions of a campaign's roster: who made them, and how they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.plans.publishing import draft_list, publication_list
from app.services.plans.stored import open_plan
from app.services.rosters.editing import changed_shifts
from app.storage.authors import author_name

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.rosters.editing import ShiftChange
    from app.storage.engine import Store
    from app.storage.publications import Publication
    from app.storage.versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterVersion:
    """
    A plan or an edited schedule as a list shows it.

    Attributes
    ----------
    version : Version
        Itself.
    author : str
        Who made it; the word for nobody where a job or the command line did.
    publications : tuple of int
        Numbers under which it was published.
    current : bool
        Whether it is the published one.
    """

    version: Version
    author: str
    publications: tuple[int, ...]
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    A version against the published one.

    Attributes
    ----------
    publication : Publication or None
        What is published; None before the first.
    changes : tuple of ShiftChange
        From it to the version; none where nothing is published.
    """

    publication: Publication | None
    changes: tuple[ShiftChange, ...]

    @property
    def number(self) -> int:
        """Number of the publication seen, 0 for none: who publishes states it."""
        return 0 if self.publication is None else self.publication.number


def roster_versions(
    store: Store, actor: Actor, campaign_id: int
) -> list[RosterVersion]:
    """
    Plans and edited schedules of a campaign, the newest first.

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
    list of RosterVersion

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    found = draft_list(store, actor, campaign_id)
    told = publication_list(store, actor, campaign_id)
    with store.reading() as connection:
        names = {
            who: author_name(connection, who) for who in {v.author_id for v in found}
        }
    return [
        RosterVersion(
            version=version,
            author=names[version.author_id],
            publications=tuple(p.number for p in told if p.version_id == version.id),
            current=bool(told) and told[0].version_id == version.id,
        )
        for version in found
    ]


def against_published(
    store: Store, actor: Actor, campaign_id: int, version_id: int
) -> Comparison:
    """
    Say what publishing a version would change for the agents.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks; may publish schedules.
    campaign_id, version_id : int
        A plan or schedule of the campaign.

    Returns
    -------
    Comparison

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign or version.
    """
    known = {each.id for each in draft_list(store, actor, campaign_id)}
    told = publication_list(store, actor, campaign_id)
    last = told[0] if told else None
    if last is None or version_id not in known:
        return Comparison(publication=last, changes=())
    before, after = (
        open_plan(store, number).table("schedule")
        for number in (last.version_id, version_id)
    )
    return Comparison(publication=last, changes=tuple(changed_shifts(before, after)))
