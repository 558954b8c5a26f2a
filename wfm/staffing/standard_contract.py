"""The contract in whose persons headcounts are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wfm.errors import ParameterError, UnknownNameError
from wfm.labour import parameters_on
from wfm.tables.people import AGENTS, CONTRACTS

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

FULL_TIME = "full time"
ORDINARY, SUCCESSIVE_SHIFTS = "ordinary", "successive_shifts"


@dataclass(frozen=True, slots=True)
class StandardContract:
    """
    One person, for counting.

    Attributes
    ----------
    name : str
        As in the contracts table, or ``full time``.
    weekly_minutes : int
        Paid working minutes of a week, above 0.
    max_days : int
        Most working days in a week, 1 to 7.
    regime : str
        ``ordinary`` or ``successive_shifts``.
    """

    name: str
    weekly_minutes: int
    max_days: int = 6
    regime: str = ORDINARY

    def __post_init__(self) -> None:
        if not self.weekly_minutes > 0:
            raise ParameterError(
                f"weekly_minutes of {self.name}", self.weekly_minutes, "above 0"
            )
        if self.max_days not in range(1, 8):
            raise ParameterError(f"max_days of {self.name}", self.max_days, "1 to 7")


def standard_contract(
    agents: pd.DataFrame | None = None,
    contracts: pd.DataFrame | None = None,
    *,
    on: date,
    country: str | None = "CO",
    name: str | None = None,
) -> StandardContract:
    """
    Contract that new people would most likely get.

    Parameters
    ----------
    agents, contracts : DataFrame, optional
        Columns of these tables. The commonest contract of the agents is taken; among
        equals, or without agents, the one with most hours, then the first by name.
    on : date
        When the law is asked, where there are no contracts.
    country : str or None
        Whose law is asked: its full week.
    name : str, optional
        The contract to take.

    Returns
    -------
    StandardContract
        The law's full week where there are no contracts.

    Raises
    ------
    UnknownNameError
        If there is no contract of that name.
    ParameterError
        If the contract has no hours or no days.
    """
    if contracts is None:
        law = parameters_on(country, on)
        full_week = int(law["week_minutes"].value)
        return StandardContract(
            FULL_TIME, full_week, int(law["consecutive_days"].value)
        )
    table = CONTRACTS.parse(contracts)
    if name is not None and name not in table["contract"].tolist():
        raise UnknownNameError("contract", name, table["contract"])
    if name is not None:
        table = table[table["contract"] == name]
    if agents is not None:
        holders = AGENTS.parse(agents)["contract"].value_counts()
        table = table.assign(holders=table["contract"].map(holders).fillna(0))
    else:
        table = table.assign(holders=0)
    order = ["holders", "weekly_minutes", "contract"]
    first = table.sort_values(order, ascending=[False, False, True]).iloc[0]
    return StandardContract(
        name=str(first["contract"]),
        weekly_minutes=int(first["weekly_minutes"]),
        max_days=int(first["max_days"]),
        regime=str(first["regime"]),
    )
