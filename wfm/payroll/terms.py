"""On which terms each agent of a schedule is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wfm.errors import InputError, Problem, TableError
from wfm.tables import AGENTS, CONTRACTS

if TYPE_CHECKING:
    from collections.abc import Iterator

SUCCESSIVE_SHIFTS = "successive_shifts"
_OF_AGENT = ("rest_day", "monthly_wage", "hourly_cost")
_OF_CONTRACT = ("weekly_minutes", "max_day_minutes")


def pay_terms(
    schedule: pd.DataFrame,
    agents: pd.DataFrame | None,
    contracts: pd.DataFrame | None,
) -> pd.DataFrame:
    """
    Terms of each agent of a schedule.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule table.
    agents, contracts : DataFrame or None
        Columns of these tables, text or typed.

    Returns
    -------
    DataFrame
        By agent, in order: ``rest_day`` (Monday 0), ``monthly_wage``,
        ``hourly_cost``, ``weekly_minutes``, ``max_day_minutes``, not a number where it
        is not known; ``successive``, whether the shifts are successive ones.

    Raises
    ------
    InputError
        If there are contracts without agents.
    TableError
        If an agent of the schedule, or a contract of an agent, is not in its table.
    """
    names = pd.Index(sorted(schedule["agent"].unique()), name="agent")
    terms = pd.DataFrame(index=names)
    columns = (*_OF_AGENT, *_OF_CONTRACT)
    terms = terms.assign(**dict.fromkeys(columns, float("nan")), successive=False)
    if agents is None:
        if contracts is not None:
            raise InputError(
                "contracts without agents pay nobody: give the agents table as well"
            )
        return terms
    staff = AGENTS.parse(agents).set_index("agent")
    _all_known(names, staff)
    for name in _OF_AGENT:
        if name in staff:
            terms[name] = staff[name].reindex(names).astype(float)
    if contracts is not None:
        kinds = CONTRACTS.parse(contracts).set_index("contract")
        held = staff["contract"].reindex(names)
        _all_offered(held, kinds)
        for name in _OF_CONTRACT:
            terms[name] = held.map(kinds[name]).astype(float)
        terms["successive"] = held.map(kinds["regime"]) == SUCCESSIVE_SHIFTS
    return terms


def _all_known(names: pd.Index, staff: pd.DataFrame) -> None:
    _complain(
        Problem(
            "schedule",
            f"is not in {AGENTS.source(staff)}: add the agent, or correct the name",
            column="agent",
            value=name,
        )
        for name in names.difference(staff.index)
    )


def _all_offered(held: pd.Series, kinds: pd.DataFrame) -> None:
    _complain(
        Problem(
            "agents",
            f"is the contract of agent {agent} but is not in contracts: add it there, "
            "or correct its name",
            column="contract",
            value=contract,
        )
        for agent, contract in held[~held.isin(kinds.index)].items()
    )


def _complain(problems: Iterator[Problem]) -> None:
    found = list(problems)
    if found:
        raise TableError(found)
