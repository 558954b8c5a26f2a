"""Names that a campaign of the store knows, to hold a file against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.campaigns import stored_inputs
from app.services.campaigns.reach import campaign_in_reach
from app.services.imports.kinds import kind_of
from app.services.imports.preview import Known
from app.storage import campaigns, people, versions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.services.access import Actor


def names_of(
    connection: Connection, actor: Actor, campaign_id: int, table: str
) -> tuple[str, Known]:
    """
    Give what a file for a campaign is held against.

    Parameters
    ----------
    connection : Connection
        Of the store.
    actor : Actor
        Who imports.
    campaign_id : int
        Into which campaign.
    table : str
        Such as ``history``.

    Returns
    -------
    timezone : str
        Of the campaign.
    known : Known
        Queues, contracts and agents; of those that the campaign has none of yet, any
        is welcome.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not import that, or there is no such campaign.
    """
    kind = kind_of(table)
    row = campaign_in_reach(connection, actor, kind.action, campaign_id)
    queues = set(campaigns.queues(connection, campaign_id)) or None
    agents = None
    if table in {"time_off", "states"}:
        codes = people.agents(connection, campaign_id, columns=())
        agents = {str(each["agent"]) for each in codes} or None
    contracts = _contracts(connection, campaign_id) if table == "agents" else None
    return row.timezone, Known(queues=queues, agents=agents, contracts=contracts)


def _contracts(connection: Connection, campaign_id: int) -> set[str]:
    version = versions.latest(connection, campaign_id, "contracts")
    if version is None or not stored_inputs.present({"contracts": version}):
        return set()
    table = stored_inputs.table_of(connection, version, "UTC")
    return set(map(str, table["contract"]))
