"""Limits and prices of work that hold on a date, each with its source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from wfm.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Mapping

HOUSE = "house policy"
ALWAYS = date(1950, 1, 1)
# Every month has it.
_LAST_DAY = 28


@dataclass(frozen=True, slots=True)
class Parameter:
    """
    One value of the law or of the house, from a date on.

    Attributes
    ----------
    name : str
        What it limits or prices; minutes unless the name says otherwise.
    value : float
        Minutes, days, money or a share, as the name says.
    effective_from : date
        First day on which it holds.
    source : str
        Article, agreement or house policy.
    note : str
        What is unconfirmed about it.
    day_by : str
        Parameter that says on which day of that month it begins to hold, where that
        is disputed; empty where the date is sure.
    """

    name: str
    value: float
    effective_from: date
    source: str
    note: str = ""
    day_by: str = ""


def in_force(
    parameters: tuple[Parameter, ...],
    on: date,
    overrides: Mapping[str, float] | None = None,
) -> dict[str, Parameter]:
    """
    Parameter that holds for each name on a date.

    Before the first dated value of a name, that first value holds.

    Parameters
    ----------
    parameters : tuple of Parameter
        Any order; of two from the same date the later in the tuple holds.
    on : date
        The day asked about.
    overrides : mapping of str to float, optional
        Values by name that hold on every date in the place of those.

    Returns
    -------
    dict of str to Parameter
        One for each name.

    Raises
    ------
    ParameterError
        If a disputed day is set to none that every month has.
    """
    given = overrides or {}
    days = {each.name: given.get(each.name, each.value) for each in parameters}
    dated = [_begun(each, days) for each in parameters]
    chosen: dict[str, Parameter] = {}
    for parameter in sorted(dated, key=lambda each: each.effective_from):
        if parameter.name not in chosen or parameter.effective_from <= on:
            chosen[parameter.name] = parameter
    for name, value in given.items():
        chosen[name] = Parameter(name, float(value), on, HOUSE, "campaign override")
    return chosen


def _begun(parameter: Parameter, days: Mapping[str, float]) -> Parameter:
    """Parameter with the day on which it begins, where another says it."""
    if not parameter.day_by:
        return parameter
    day = days[parameter.day_by]
    if not (1 <= day <= _LAST_DAY and day == int(day)):
        raise ParameterError(
            f"rules.{parameter.day_by}", day, f"a day of the month, 1 to {_LAST_DAY}"
        )
    first = parameter.effective_from.replace(day=int(day))
    return replace(parameter, effective_from=first)
