"""What an hour of work costs the employer: wage, aid and the charges upon them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wfm.labour.parameters import Parameter

WAGE, WAGE_AND_AID = "wage", "wage and aid"
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Charge:
    """
    What an employer pays on top of a wage; its share is a parameter of the same name.

    Attributes
    ----------
    name : str
        Parameter with the share.
    base : str
        ``wage``, ``wage and aid`` or the name of a charge before it.
    exempted : bool
        Whether exempt employers do not pay it.
    """

    name: str
    base: str = WAGE
    exempted: bool = False


@dataclass(frozen=True, slots=True)
class ChargedAmount:
    """
    One line of the table of an employer's load.

    Attributes
    ----------
    name : str
        Of the charge.
    base : str
        What it is a share of.
    share : float
        Of the base; 0 where the employer is exempt.
    amount : float
        Money a month.
    source, note : str
        Where the share comes from, and what is unconfirmed about it.
    """

    name: str
    base: str
    share: float
    amount: float
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class LoadedWage:
    """
    A month's wage with everything that the employer pays upon it.

    Attributes
    ----------
    wage, aid : float
        Money a month.
    charges : tuple of ChargedAmount
        The components of the load.
    hours : float
        Hours of a month by which a wage is divided, above 0.
    """

    wage: float
    aid: float
    charges: tuple[ChargedAmount, ...]
    hours: float

    @property
    def month(self) -> float:
        """Money a month, all together."""
        return self.wage + self.aid + sum(each.amount for each in self.charges)

    @property
    def factor(self) -> float:
        """Cost of a month over the bare wage; the aid is in the cost."""
        return self.month / self.wage

    @property
    def hour(self) -> float:
        """Money for a paid hour."""
        return self.month / self.hours


def month_hours(values: Mapping[str, Parameter]) -> float:
    """
    Hours by which a month's wage is divided to give the ordinary hour.

    Parameters
    ----------
    values : mapping of str to Parameter
        What holds on the day.

    Returns
    -------
    float
        A week's hours over its working days, for every paid day of a month.
    """
    day = values["week_minutes"].value / _HOUR / values["week_work_days"].value
    return day * values["month_pay_days"].value


def loaded_wage(
    values: Mapping[str, Parameter],
    charges: tuple[Charge, ...],
    wage: float | None = None,
) -> LoadedWage:
    """
    Cost of a month's wage to the employer.

    Parameters
    ----------
    values : mapping of str to Parameter
        What holds on the day.
    charges : tuple of Charge
        Of the country.
    wage : float, optional
        Money a month, above 0; the minimum wage by default.

    Returns
    -------
    LoadedWage
        The transport aid goes to wages of few minimum wages only; the exemption from
        charges is the employer's for such wages too.
    """
    minimum = values["minimum_wage"].value
    wage = minimum if wage is None else wage
    helped = wage <= values["transport_aid_wages"].value * minimum
    aid = values["transport_aid"].value if helped else 0.0
    exempt = bool(values["payroll_exempt"].value) and (
        wage < values["payroll_exempt_wages"].value * minimum
    )
    bases = {WAGE: wage, WAGE_AND_AID: wage + aid}
    lines = []
    for charge in charges:
        law = values[charge.name]
        share = 0.0 if exempt and charge.exempted else law.value
        bases[charge.name] = share * bases[charge.base]
        amount = bases[charge.name]
        lines.append(
            ChargedAmount(charge.name, charge.base, share, amount, law.source, law.note)
        )
    return LoadedWage(wage, aid, tuple(lines), month_hours(values))
