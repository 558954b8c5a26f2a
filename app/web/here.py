"""Where a visitor is: the account, the campaign of the address, its plan."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from app.services.campaigns.stored import campaign_list, find_campaign
from app.services.plans.in_sight import plan_in_sight
from app.web.visitor import DARK, LIGHT
from wfm.errors import UnknownNameError

if TYPE_CHECKING:
    from app.services.access import Action, Actor
    from app.services.plans.plan import Plans
    from app.storage.campaigns import CampaignRow
    from app.web.site import Site
    from app.web.visitor import Visitor

_CAMPAIGN = re.compile(r"/c/([^/]+)(/.*)?")
_VERSION = "version"
_LONGEST_NUMBER = 9


@dataclass(frozen=True)
class Here:
    """
    Where one request is answered.

    Attributes
    ----------
    site : Site
        Store and settings.
    visitor : Visitor
        Language, theme and account of who looks.
    actor : Actor
        The account, as services want it.
    campaign : CampaignRow or None
        Campaign of the address, which is within reach; None where it names none.
    version : int or None
        Number (``version.id``) that the address asks for, if any.
    """

    site: Site
    visitor: Visitor
    actor: Actor
    campaign: CampaignRow | None = None
    version: int | None = None

    @property
    def plans(self) -> Plans:
        """
        Plan of the campaign that this account sees.

        Raises
        ------
        NoPlanError
            If there is none yet.
        UnknownNameError
            If the address names no campaign, or a version that it does not have.
        """
        if self.campaign is None:
            raise UnknownNameError("campaign", "", ())
        return plan_in_sight(
            self.site.store, self.actor, self.campaign.id, self.version
        )

    def may(self, action: Action | None) -> bool:
        """Whether the account may do something here; None is open to every account."""
        place = None if self.campaign is None else self.campaign.id
        return action is None or self.actor.may(action, place)

    def themed(self, theme: str) -> Here:
        """Give the same place in the theme that the page itself knows of."""
        known = DARK if theme == DARK else LIGHT
        return replace(self, visitor=replace(self.visitor, theme=known))

    def campaigns(self) -> list[CampaignRow]:
        """Campaigns within reach, by name."""
        return campaign_list(self.site.store, self.actor)


def campaign_key(path: str) -> str | None:
    """Key of the campaign that a path names; None if it names none."""
    found = _CAMPAIGN.fullmatch(path)
    return found[1] if found else None


def here_at(site: Site, visitor: Visitor, path: str, search: str = "") -> Here:
    """
    Place of an address.

    Parameters
    ----------
    site : Site
        Store and settings.
    visitor : Visitor
        Logged in.
    path, search : str
        Of the address; the browser's word for it, and checked here.

    Returns
    -------
    Here

    Raises
    ------
    UnknownNameError
        If it names a campaign that does not exist, or is out of reach.
    """
    key = campaign_key(path)
    campaign = None if key is None else find_campaign(site.store, visitor.actor, key)
    return Here(site, visitor, visitor.actor, campaign, _version(search))


def _version(search: str) -> int | None:
    said = parse_qs(search.removeprefix("?")).get(_VERSION, [""])[0]
    short = said.isascii() and said.isdigit() and len(said) <= _LONGEST_NUMBER
    return int(said) if short else None
