"""Whose labour law is coded: one line a country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wfm.labour.colombia import COLOMBIA
from wfm.labour.country import Country
from wfm.labour.house import DEFAULTS
from wfm.labour.mexico import MEXICO

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wfm.labour.parameters import Parameter

COUNTRIES = {
    "CO": COLOMBIA,
    "MX": MEXICO,
}
_HOUSE = Country(DEFAULTS)


def law_of(country: str | None) -> Country:
    """
    Labour law of a country.

    Parameters
    ----------
    country : str or None
        ISO 3166 two-letter code, any case.

    Returns
    -------
    Country
        House defaults where its law is not coded.
    """
    return COUNTRIES.get((country or "").upper(), _HOUSE)


def parameters_on(
    country: str | None, on: date, overrides: Mapping[str, float] | None = None
) -> dict[str, Parameter]:
    """
    Labour parameters of a country on a date.

    Parameters
    ----------
    country : str or None
        ISO 3166 two-letter code. Where its law is not coded, house defaults hold.
    on : date
        The day asked about.
    overrides : mapping of str to float, optional
        Values by name that hold on every date in the place of the country's.

    Returns
    -------
    dict of str to Parameter
        One value for each name.
    """
    return law_of(country).on(on, overrides)


def has_law(country: str | None) -> bool:
    """
    Whether the labour law of a country is coded.

    Parameters
    ----------
    country : str or None
        ISO 3166 two-letter code, any case.

    Returns
    -------
    bool
        Where it is not, house defaults hold.
    """
    return (country or "").upper() in COUNTRIES
