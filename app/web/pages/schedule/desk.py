"""What the page works on: the plan in sight, the people, what is edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.services.access import Action
from app.services.people.agents import agents_of
from app.services.rosters.drafts import Draft, open_draft
from app.services.rosters.edited_plans import EditedPlans
from app.services.rosters.editing import Operation, operations_of
from wfm.errors import InputError
from wfm.intervals import zone

if TYPE_CHECKING:
    from app.services.plans.plan import Plans
    from app.storage.campaigns import CampaignRow
    from app.web.here import Here

_PARTS = {"version", "number", "operations", "undone"}


@dataclass(frozen=True)
class Member:
    """Somebody of the roster as far as the visitor may know: texts may be empty."""

    agent: str
    name: str = ""
    team: str = ""
    site: str = ""
    contract: str = ""
    skills: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pending:
    """
    What a planner has edited and not saved yet.

    Attributes
    ----------
    version : int or None
        The plan or schedule edited, by ``version.id``.
    number : int
        Newest edited schedule that the planner saw.
    operations : list
        Plain data, see `app.services.rosters.editing.as_json`.
    undone : list
        Operations taken back that can be done again, the last one first to come.
    """

    version: int | None
    number: int
    operations: list[Any]
    undone: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, given: object) -> Pending | None:
        """
        Read what the browser kept; None where nothing is edited here.

        Raises
        ------
        InputError
            If it is anything else.
        """
        if given is None:
            return None
        if not isinstance(given, dict) or set(given) | {"undone"} != _PARTS:
            raise InputError("pending edits must name version, number and operations")
        version, number = given["version"], given["number"]
        lists = given["operations"], given.get("undone", [])
        whole = all(type(each) is int for each in (version, number))
        if not whole or not all(isinstance(each, list) for each in lists):
            raise InputError("pending edits must be two numbers and lists")
        return cls(version, number, *lists)

    def as_data(self) -> dict[str, Any]:
        """Plain data for the browser to keep."""
        return {
            "version": self.version,
            "number": self.number,
            "operations": self.operations,
            "undone": self.undone,
        }


def campaign_of(here: Here) -> CampaignRow:
    """Campaign of the page; the registry has made sure that there is one."""
    if here.campaign is None:
        raise InputError("this page is one of a campaign")
    return here.campaign


def may_edit(here: Here) -> bool:
    """Whether the account edits rosters here."""
    return here.may(Action.SCHEDULE_EDIT)


def draft_of(here: Here, pending: Pending | None) -> Draft:
    """Draft that is edited; the newest where the browser does not say."""
    campaign = campaign_of(here)
    version = here.version if pending is None else pending.version
    today = pd.Timestamp.now(tz=zone(campaign.timezone)).date()
    return open_draft(
        here.site.store, here.actor, campaign.id, today=today, version_id=version
    )


def operations_in(draft: Draft, pending: Pending | None) -> tuple[Operation, ...]:
    """Edits not saved yet, checked."""
    given = [] if pending is None else pending.operations
    return operations_of(given, timezone=draft.plans.timezone)


def plans_shown(here: Here, given: object) -> Plans:
    """Plan in sight, for who edits with what is edited."""
    pending = Pending.of(given)
    if pending is None or not may_edit(here):
        return here.plans
    draft = draft_of(here, pending)
    operations = operations_in(draft, pending)
    return EditedPlans(draft, operations) if operations else draft.plans


def members(here: Here) -> dict[str, Member]:
    """People whom the visitor may know of, by agent."""
    if not here.may(Action.PEOPLE_READ):
        return {}
    rows = agents_of(here.site.store, here.actor, campaign_of(here).id)
    return {
        row["agent"]: Member(
            row["agent"],
            row["name"],
            row["team"],
            row["home_site"],
            row["contract"],
            tuple(each for each in (row["skills"] or "").split(";") if each),
        )
        for row in rows
    }
