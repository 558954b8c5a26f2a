"""Values of the law with their units, which the names of the rules have in code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.web.visitor import Visitor

_HOUR = 60
_CURRENCIES = {"CO": "COP", "MX": "MXN"}
_MONEY = frozenset({"minimum_wage", "transport_aid", "hourly_cost"})
_YES_OR_NO = frozenset(
    {
        *("successive_surcharges", "lunch_paid", "break_paid"),
        *("payroll_exempt", "apprentice_practice_only"),
    }
)
# Of the day; the other minutes count from the start of a shift.
_CLOCKS = ("night_", "late_end_", "minor_")
_SHARES = ("_surcharge", "_share")
_FREE_DAY = 7


def in_words(visitor: Visitor, name: str, value: float, country: str) -> str:
    """
    Write the value of a rule as people say it.

    Parameters
    ----------
    visitor : Visitor
        Who reads.
    name : str
        Of the rule, as in `wfm.labour`.
    value : float
        Its value, in the unit of its name.
    country : str
        Whose money it is.

    Returns
    -------
    str
    """
    for holds, write in _WRITERS:
        if holds(name):
            return write(visitor, name, value)
    if name in _MONEY and country in _CURRENCIES and value > 1:
        return visitor.formats.money(value, _CURRENCIES[country])
    return _number(visitor, value)


def _number(visitor: Visitor, value: float) -> str:
    """Write as many decimals as the rule has."""
    digits = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return visitor.formats.number(value, digits)


def _minutes(visitor: Visitor, name: str, value: float) -> str:
    del name
    return visitor.formats.minutes(value)


def _clock(visitor: Visitor, name: str, value: float) -> str:
    if not name.startswith(_CLOCKS):
        return visitor.formats.minutes(value)
    hours, minutes = divmod(round(value), _HOUR)
    return f"{hours:02d}:{minutes:02d}"


def _share(visitor: Visitor, name: str, value: float) -> str:
    del name
    return visitor.formats.round_share(value)


def _truth(visitor: Visitor, name: str, value: float) -> str:
    del name
    return visitor.say("limit.yes" if value else "limit.no")


def _weekday(visitor: Visitor, name: str, value: float) -> str:
    del name
    if value == _FREE_DAY:
        return visitor.say("limit.free_day")
    return visitor.formats.weekday(round(value))


def _years(visitor: Visitor, name: str, value: float) -> str:
    del name
    return visitor.say("limit.years", count=value)


def _ends(*ends: str) -> Callable[[str], bool]:
    return lambda name: name.endswith(ends)


_WRITERS: tuple[
    tuple[Callable[[str], bool], Callable[[Visitor, str, float], str]], ...
] = (
    (_YES_OR_NO.__contains__, _truth),
    (_ends("_minutes"), _minutes),
    (_ends("_minute"), _clock),
    (lambda name: name.startswith("load_") or name.endswith(_SHARES), _share),
    (_ends("rest_weekday"), _weekday),
    (_ends("_years"), _years),
)
