"""The demonstration: the sample campaign in a store, and an account for each role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.access import COMMAND_LINE, Role
from app.services.accounts.changes import (
    NewAccount,
    add_account,
    set_disabled,
    set_password,
)
from app.services.accounts.rows import find_account
from app.services.accounts.scopes import Scope
from app.services.campaigns.stored import add_campaign, campaign_list, stored_campaign
from app.services.plans.publishing import publish, published
from app.services.plans.stored import PLAN, save_plan
from app.storage import people, versions
from app.storage.versions import Origin
from wfm.errors import NoAnswerError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.planning.chain import Plan
    from app.storage.engine import Store

KEY = "demo"
_NAMES = {
    Role.OPERATIONS_DIRECTOR: "direccion",
    Role.PLANNER: "planeacion",
    Role.SUPERVISOR: "supervision",
    Role.HR_DIRECTOR: "rrhh",
    Role.QUALITY: "calidad",
    Role.AGENT: "asesor",
    Role.CLIENT_READER: "cliente",
    Role.ADMINISTRATOR: "admin",
}
_REACH_ALL = (Role.OPERATIONS_DIRECTOR, Role.HR_DIRECTOR, Role.ADMINISTRATOR)


def put_campaign(store: Store, campaign_file: Path, plan: Plan) -> int:
    """
    Take the sample campaign and its plan into a store, and publish the plan.

    Parameters
    ----------
    store : Store
        Its tables are made; what an earlier run has put there stays.
    campaign_file : Path
        Of the sample campaign.
    plan : Plan
        Made from it.

    Returns
    -------
    int
        Number of the campaign.
    """
    known = {row.key: row.id for row in campaign_list(store, COMMAND_LINE)}
    campaign_id = known.get(KEY)
    if campaign_id is None:
        campaign_id = add_campaign(store, COMMAND_LINE, campaign_file, key=KEY)
    input_hash = stored_campaign(store, COMMAND_LINE, campaign_id).input_hash
    with store.writing() as connection:
        version = versions.by_input(connection, campaign_id, PLAN, input_hash)
        if version is None:
            origin = Origin(reason="aforo demo", input_hash=input_hash)
            version = save_plan(
                connection, campaign_id=campaign_id, plan=plan, origin=origin
            )
    if published(store, COMMAND_LINE, campaign_id) is None:
        publish(
            store,
            COMMAND_LINE,
            campaign_id,
            version.id,
            after=0,
            reason="aforo demo",
        )
    return campaign_id


def put_accounts(store: Store, campaign_id: int, password: str) -> dict[Role, str]:
    """
    Make an account for each role, or give those of an earlier run another password.

    Parameters
    ----------
    store : Store
        With the sample campaign.
    campaign_id : int
        Which it is.
    password : str
        Of all of them.

    Returns
    -------
    dict of Role to str
        Name of each.
    """
    agent, team = _somebody(store, campaign_id)
    scopes = dict.fromkeys(Role, (Scope(KEY),)) | dict.fromkeys(_REACH_ALL, ())
    scopes[Role.SUPERVISOR] = (Scope(KEY, team=team),)
    scopes[Role.AGENT] = (Scope(KEY, agent=agent),)
    for role, name in _NAMES.items():
        try:
            there = find_account(store, COMMAND_LINE, name)
        except UnknownNameError:
            new = NewAccount(name=name, role=role, scopes=scopes[role], demo=True)
            add_account(store, COMMAND_LINE, new, password)
            continue
        if there.row.disabled_at is not None:
            set_disabled(store, COMMAND_LINE, there, disabled=False)
            there = find_account(store, COMMAND_LINE, name)
        set_password(
            store, COMMAND_LINE, there.row.id, password, revision=there.row.revision
        )
    return dict(_NAMES)


def _somebody(store: Store, campaign_id: int) -> tuple[str, str]:
    """Give the first agent of the campaign that has a team, and that team."""
    with store.reading() as connection:
        for row in people.agents(connection, campaign_id, columns=("team",)):
            if row["team"]:
                return row["agent"], row["team"]
    raise NoAnswerError("the sample campaign has no agent with a team")
