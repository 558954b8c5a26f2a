"""What the law and the house say about work, as dated data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wfm.labour.colombia import COLOMBIA
from wfm.labour.house import DEFAULTS
from wfm.labour.parameters import Parameter, in_force

if TYPE_CHECKING:
    from datetime import date

_COUNTRIES = {"CO": COLOMBIA}


def parameters_on(country: str | None, on: date) -> dict[str, Parameter]:
    """
    Labour parameters of a country on a date.

    Parameters
    ----------
    country : str or None
        ISO 3166 two-letter code. Where its law is not coded, house defaults hold.
    on : date
        The day asked about.

    Returns
    -------
    dict of str to Parameter
        One value for each name.
    """
    return in_force(_COUNTRIES.get((country or "").upper(), DEFAULTS), on)


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
    return (country or "").upper() in _COUNTRIES
