"""The rules that shifts and rosters obey: the law's limits and the house's habits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wfm.errors import ConflictError, InputError, ParameterError, UnknownNameError
from wfm.labour.countries import parameters_on
from wfm.labour.parameters import HOUSE, Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

COUNTRY_DEFAULT = "co"


@dataclass(frozen=True, slots=True)
class RuleBook:
    """
    Whose rules hold, and what a campaign overrides.

    Attributes
    ----------
    country : str
        ISO 3166 two-letter code, any case; ``none`` for house defaults.
    overrides : mapping of str to float
        Values by parameter name that replace the country's on every date.
    """

    country: str = COUNTRY_DEFAULT
    overrides: Mapping[str, float] = field(default_factory=dict)

    def on(self, day: date) -> WorkRules:
        """
        Rules in force on a day.

        Raises
        ------
        UnknownNameError
            If an override names no parameter.
        ParameterError
            If an override is not a number at least 0.
        ConflictError
            If rules contradict each other.
        """
        known = parameters_on(self.country, day)
        for name, value in self.overrides.items():
            if name not in known:
                raise UnknownNameError("rule", name, known)
            if (
                isinstance(value, bool)
                or not isinstance(value, int | float)
                or value < 0
            ):
                raise ParameterError(f"rules.{name}", value, "a number, at least 0")
            known[name] = Parameter(name, float(value), day, HOUSE, "campaign override")
        rules = WorkRules(known)
        conflicts = rules.conflicts()
        if conflicts:
            raise ConflictError(conflicts)
        return rules


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
        """Value of a parameter as whole minutes."""
        return int(self.parameters[name].value)

    def source(self, name: str) -> str:
        """Article, agreement or house policy behind a parameter."""
        return self.parameters[name].source

    def note(self, name: str) -> str:
        """Caveat about a parameter, such as what is unconfirmed."""
        return self.parameters[name].note

    def conflicts(self) -> list[str]:
        """Rules that contradict each other, one sentence each."""
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


def rule_book(rules: str | Mapping[str, Any] | RuleBook) -> RuleBook:
    """
    Rule book from what a caller gives.

    Parameters
    ----------
    rules : str, mapping or RuleBook
        A country code; or a mapping of overrides with an optional ``country``.

    Raises
    ------
    InputError
        If it is none of these.
    """
    if isinstance(rules, RuleBook):
        return rules
    if isinstance(rules, str):
        return RuleBook(country=rules)
    try:
        values = dict(rules)
    except (TypeError, ValueError) as error:
        raise InputError(
            f"rules must be a country or a table, got {rules!r}"
        ) from error
    return RuleBook(country=values.pop("country", COUNTRY_DEFAULT), overrides=values)
