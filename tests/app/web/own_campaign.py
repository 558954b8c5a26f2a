"""A campaign of a test's own in the pages' world, and how its pages are used."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.stored import add_campaign
from app.services.plans.publishing import publish
from tests.app.services.planned import kept, plan
from tests.app.services.small_store import campaign_folder
from tests.app.web.world import ask, body_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.web.world import World

_numbers = count()


@dataclass
class Own:
    """
    One campaign of the world.

    Attributes
    ----------
    web : World
        Where it is.
    key : str
        Of its addresses.
    number : int
        Of the campaign.
    versions : tuple of int
        Of its plans, the last of them published.
    """

    web: World
    key: str
    number: int
    versions: tuple[int, ...]

    def press(self, page, output, pressed="", role=Role.OPERATIONS_DIRECTOR, **values):
        """Ask for a callback as a page does; the answer and its values by id."""
        key = next(key for key in self.web.app.callback_map if output in key)
        pairs = {name: name.split("__") for name in values}
        named = {
            f"{part.replace('_', '-')}.{name}": values[both]
            for both, (part, name) in pairs.items()
        }
        body = body_of(self.web.app, key, named, path=f"/c/{self.key}/{page}")
        if pressed:
            body["changedPropIds"] = [f"{pressed}.n_clicks"]
        return ask(self.web.client(role), body)


def own(web: World, folder: Path, plans=(1.0, 1.1)) -> Own:
    """Add a campaign; its last plan is published."""
    key = f"propia{next(_numbers)}"
    number = add_campaign(web.store, COMMAND_LINE, campaign_folder(folder), key=key)
    versions = tuple(kept(web.store, number, plan(factor)) for factor in plans)
    if versions:
        publish(web.store, COMMAND_LINE, number, versions[-1], after=0, reason="")
    return Own(web, key, number, versions)


def told(answer):
    """Everything that an answer changes, by component id."""
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text)["response"]
