"""The rules in force on one day: the law's limits and the house's habits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wfm.labour.load import month_hours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wfm.labour.parameters import Parameter


@dataclass(frozen=True, slots=True)
class WorkRules:
    """
    Rules in force on one day; `rules["rest_minutes"]` gives a value.

    Attributes
    ----------
    parameters : mapping of str to Parameter
        Every value with its source.
    """

    parameters: Mapping[str, Parameter]

    def __getitem__(self, name: str) -> float:
        return self.parameters[name].value

    def minutes(self, name: str) -> int:
        """
        Value of a parameter as whole minutes.

        Parameters
        ----------
        name : str
            Of the parameter.

        Returns
        -------
        int
        """
        return int(self.parameters[name].value)

    def source(self, name: str) -> str:
        """
        Article, agreement or house policy behind a parameter.

        Parameters
        ----------
        name : str
            Of the parameter.

        Returns
        -------
        str
        """
        return self.parameters[name].source

    def note(self, name: str) -> str:
        """
        Caveat about a parameter, such as what is unconfirmed.

        Parameters
        ----------
        name : str
            Of the parameter.

        Returns
        -------
        str
            Empty where there is none.
        """
        return self.parameters[name].note

    @property
    def month_hours(self) -> float:
        """Hours by which a month's wage is divided to give the ordinary hour."""
        return month_hours(self.parameters)

    def conflicts(self) -> list[str]:
        """
        Rules that contradict each other.

        Returns
        -------
        list of str
            One sentence each.
        """
        pairs = [
            ("shortest_day_minutes", "day_minutes"),
            ("day_minutes", "week_minutes"),
            ("lunch_earliest_minute", "lunch_latest_minute"),
            ("shortest_day_minutes", "week_minutes"),
            ("successive_day_minutes", "successive_week_minutes"),
        ]
        found = [
            f"rules {low} = {self[low]:g} and {high} = {self[high]:g} contradict each "
            f"other: the first must not exceed the second"
            for low, high in pairs
            if self[low] > self[high]
        ]
        day = 24 * 60
        if self["rest_minutes"] + self["shortest_day_minutes"] > 7 * day:
            found.append(
                f"rules rest_minutes = {self['rest_minutes']:g} and "
                f"shortest_day_minutes = {self['shortest_day_minutes']:g} contradict "
                "each other: no shift fits into a week"
            )
        return found
