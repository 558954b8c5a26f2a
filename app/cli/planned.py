"""A plan made on the store: the campaign taken in or found, the plan saved."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.cli.database import opened
from app.services.access import COMMAND_LINE
from app.services.campaigns.stored import find_campaign, put_campaign, stored_campaign
from app.services.plans.stored import save_plan
from app.storage.versions import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.services.campaigns.stored import StoredCampaign
    from app.services.planning.chain import Plan
    from app.storage.engine import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    Which campaign of which store.

    Attributes
    ----------
    database : str or None
        Address of the store; None for that of the settings.
    file : Path or None
        Campaign file that the store takes in first.
    key : str
        Key of the campaign, where no file is given.
    """

    database: str | None
    file: Path | None
    key: str


@dataclass(frozen=True, slots=True)
class Kept:
    """
    A campaign of an open store.

    Attributes
    ----------
    store : Store
        Open.
    stored : StoredCampaign
        What is planned.
    """

    store: Store
    stored: StoredCampaign

    def save(self, plan: Plan) -> int:
        """Save a plan of the campaign; the number of its version."""
        origin = Origin(reason="aforo plan", input_hash=self.stored.input_hash)
        with self.store.writing() as connection:
            version = save_plan(
                connection, campaign_id=self.stored.id, plan=plan, origin=origin
            )
        return version.number


@contextmanager
def plan_in_store(place: Place) -> Iterator[Kept]:
    """
    Open the store at a campaign, and close it at the end.

    Parameters
    ----------
    place : Place
        Which.

    Yields
    ------
    Kept

    Raises
    ------
    UnknownNameError
        If no campaign has the key.
    StoreError, TableError
        If the store or a file cannot be read, or is wrong.
    """
    with opened(place.database) as store:
        if place.file is None:
            number = find_campaign(store, COMMAND_LINE, place.key).id
        else:
            number = put_campaign(store, COMMAND_LINE, place.file)
        yield Kept(store, stored_campaign(store, COMMAND_LINE, number))
