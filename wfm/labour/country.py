"""What one country's file says: its parameters, its charges, its words for pay."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wfm.labour.load import Charge, loaded_wage
from wfm.labour.parameters import Parameter, in_force

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_COST = "hourly_cost"


@dataclass(frozen=True, slots=True)
class Country:
    """
    The labour law of a country.

    Attributes
    ----------
    parameters : tuple of Parameter
        Every dated value, the house's first.
    charges : tuple of Charge
        What an employer pays upon a wage; none where it is not coded.
    codes : mapping of str to str
        What payrolls there call the concepts of `wfm.payroll`.
    """

    parameters: tuple[Parameter, ...]
    charges: tuple[Charge, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)

    def on(
        self, day: date, overrides: Mapping[str, float] | None = None
    ) -> dict[str, Parameter]:
        """
        Parameters in force on a day.

        The loaded cost of an hour is that of the minimum wage, in whole units of
        money, unless it is overridden.

        Parameters
        ----------
        day : date
            The day asked about.
        overrides : mapping of str to float, optional
            Values by name that hold on every date in the place of those.

        Returns
        -------
        dict of str to Parameter
            One for each name.
        """
        values = in_force(self.parameters, day, overrides)
        if self.charges and _COST not in (overrides or {}):
            wage = values["minimum_wage"]
            values[_COST] = Parameter(
                _COST,
                float(round(loaded_wage(values, self.charges).hour)),
                wage.effective_from,
                f"{wage.source}, with aid and load",
                "an estimate for the minimum wage",
            )
        return values
