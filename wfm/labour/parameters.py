"""Limits and prices of work that hold on a date, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

HOUSE = "house policy"


@dataclass(frozen=True, slots=True)
class Parameter:
    """
    One value of the law or of the house, from a date on.

    Attributes
    ----------
    name : str
        What it limits or prices; minutes unless the name says otherwise.
    value : float
        Minutes, days or a share, as the name says.
    effective_from : date
        First day on which it holds.
    source : str
        Article, agreement or house policy.
    note : str
        What is unconfirmed about it.
    """

    name: str
    value: float
    effective_from: date
    source: str
    note: str = ""


def in_force(parameters: tuple[Parameter, ...], on: date) -> dict[str, Parameter]:
    """
    Parameter that holds for each name on a date.

    Before the first dated value of a name, that first value holds.

    Parameters
    ----------
    parameters : tuple of Parameter
        Any order; of two from the same date the later in the tuple holds.
    on : date
        The day asked about.

    Returns
    -------
    dict of str to Parameter
        One for each name.
    """
    chosen: dict[str, Parameter] = {}
    for parameter in sorted(parameters, key=lambda each: each.effective_from):
        if parameter.name not in chosen or parameter.effective_from <= on:
            chosen[parameter.name] = parameter
    return chosen
