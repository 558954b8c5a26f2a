"""Pay of an edited roster, from which nobody's wage can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wfm.errors import WfmError
from wfm.payroll import schedule_pay

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from app.services.rosters.referee import RefereeTables

# What a person earns must not be read off the price of moving one shift: everybody's
# hour is priced alike, and the plan's own pay scaled by what follows.
_PRIVATE = ["hourly_cost", "monthly_wage"]


def pay_after(
    tables: RefereeTables,
    sides: tuple[pd.DataFrame, pd.DataFrame],
    agents: Collection[str],
    planned: float | None,
) -> float | None:
    """
    Pay of the plan, scaled by what the law makes of the hours that changed.

    Parameters
    ----------
    tables : RefereeTables
        Rules, agents and contracts of the campaign.
    sides : tuple of DataFrame
        Schedule as planned, and as edited.
    agents : collection of str
        Whose hours changed.
    planned : float or None
        Pay of the plan, in its currency.

    Returns
    -------
    float or None
        None where it is not known.
    """
    if planned is None or not agents:
        return planned
    try:
        whole = _weight(tables, sides[0])
        before, after = (
            _weight(tables, side[side["agent"].isin(list(agents))]) for side in sides
        )
    except WfmError:
        # An agent who left since has no terms: then nothing is said of the pay.
        return None
    return planned * (whole - before + after) / whole if whole > 0 else None


def _weight(tables: RefereeTables, schedule: pd.DataFrame) -> float:
    people = tables.agents
    if people is not None:
        people = people[people["agent"].isin(schedule["agent"].unique())]
        people = people.drop(columns=[n for n in _PRIVATE if n in people])
    pay = schedule_pay(
        schedule,
        tables.rules,
        agents=people,
        contracts=None if people is None else tables.contracts,
        basis="cost",
        beyond_limits=True,
        timezone=tables.timezone,
    )
    return float(pay.lines["amount"].sum())
