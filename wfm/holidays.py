"""Which dates are public holidays, by country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import holidays as calendars

from wfm.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

NO_COUNTRY = "none"


def public_holidays(
    country: str | None, years: Iterable[int], *, language: str = "es"
) -> dict[date, str]:
    """
    Public holidays of a country, as observed.

    Holidays that the law moves (Colombia: Ley 51 de 1983, to the next Monday) stand on
    the day on which nobody works.

    Parameters
    ----------
    country : str or None
        ISO 3166 two-letter code; ``none`` or None for no holidays.
    years : iterable of int
        Calendar years.
    language : str
        Language of the names, such as ``es`` or ``en``, where the country has it, else
        its own.

    Returns
    -------
    dict of date to str
        In order of date.

    Raises
    ------
    UnknownNameError
        If the country is not known.
    """
    if country is None or country.lower() == NO_COUNTRY:
        return {}
    code = country.upper()
    supported = calendars.list_supported_countries(include_aliases=False)
    if code not in supported:
        raise UnknownNameError("country", country, [*supported, NO_COUNTRY])
    calendar = getattr(calendars, code)
    # Never left open: the library would then follow the machine's language.
    spoken = [
        each
        for each in calendar.supported_languages
        if language in (each, each.partition("_")[0])
    ]
    found = calendars.country_holidays(
        code,
        years=sorted(set(years)),
        language=spoken[0] if spoken else calendar.default_language,
    )
    return dict(sorted(found.items()))
