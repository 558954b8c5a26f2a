"""The tables that files can be imported into, and who may do so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.services.access import Action
from wfm.errors import UnknownNameError
from wfm.tables import (
    AGENTS,
    CONTRACTS,
    HISTORY,
    SPECIAL_DAYS,
    STATES,
    TIME_OFF,
    Column,
    Table,
)


def _personal(name: str, meaning: str) -> Column:
    return Column(name=name, kind="text", meaning=meaning, required=False, blank=True)


# What the store keeps of people beside the table of the files.
PERSONAL = (
    _personal("name", "name of the person"),
    _personal("document", "number of the identity document"),
    _personal("email", "address for notices"),
)


# Letters that the store has room for.
ROOM = {
    "queue": 120,
    "agent": 120,
    "name": 200,
    "document": 60,
    "email": 200,
    "contract": 80,
    "team": 120,
    "home_site": 120,
    "kind": 60,
    "skills": 2000,
    "state": 120,
    "reason": 500,
    "value": 120,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """
    A table that can be imported.

    Attributes
    ----------
    name : str
        As in addresses and on the command line.
    table : Table
        Its contract.
    action : Action
        What an account must be allowed to do.
    times : str
        Column that says when; empty where the table has no time.
    """

    name: str
    table: Table
    action: Action
    times: str = ""


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="history",
            table=HISTORY,
            action=Action.HISTORY_IMPORT,
            times="start",
        ),
        Kind(
            name="agents",
            table=replace(AGENTS, columns=(*AGENTS.columns, *PERSONAL)),
            action=Action.PEOPLE_EDIT,
        ),
        Kind(name="contracts", table=CONTRACTS, action=Action.CONTRACTS_EDIT),
        Kind(name="time_off", table=TIME_OFF, action=Action.PEOPLE_EDIT, times="start"),
        Kind(name="states", table=STATES, action=Action.CAMPAIGN_EDIT, times="start"),
        Kind(
            name="special_days",
            table=SPECIAL_DAYS,
            action=Action.CAMPAIGN_EDIT,
            times="date",
        ),
    )
}


def kind_of(name: str) -> Kind:
    """
    Find a table that can be imported.

    Parameters
    ----------
    name : str
        Such as ``history``.

    Returns
    -------
    Kind

    Raises
    ------
    UnknownNameError
        If there is none of that name.
    """
    if name not in KINDS:
        raise UnknownNameError("table", name, KINDS)
    return KINDS[name]
