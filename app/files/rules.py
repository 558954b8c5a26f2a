"""``[rules]`` of a campaign file: labour parameters and holidays of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from wfm.errors import UnknownNameError
from wfm.holidays import public_holidays
from wfm.labour import parameters_on

if TYPE_CHECKING:
    from app.files.sections import Sections

_EXTRA, _REMOVED = "extra_holidays", "removed_holidays"


def read_rules(sections: Sections, given: object, country: str) -> dict[str, Any]:
    """
    Read what a campaign changes in the labour rules of its country.

    Parameters
    ----------
    sections : Sections
        The document; complaints go there.
    given : object
        What stands under ``[rules]``.
    country : str
        Whose rules they are.

    Returns
    -------
    dict of str to Any
        ``rules``, ``extra_holidays`` and ``removed_holidays``, as a `Campaign` takes
        them.
    """
    rules = dict(sections.table("rules", given))
    # Which names there are does not depend on the date.
    known = (*parameters_on(country, date.max), _EXTRA, _REMOVED)
    sections.only("rules", rules, known)
    extra, removed = (
        _dates(sections, name, rules.pop(name, [])) for name in (_EXTRA, _REMOVED)
    )
    for day in sorted({*removed} - _holidays(country, removed)):
        sections.complain(
            f"[rules] {_REMOVED}: {day} is no public holiday of {country}, so leave it "
            "out"
        )
    for day in sorted({*extra} & {*removed}):
        sections.complain(
            f"[rules] {day} is both in {_EXTRA} and in {_REMOVED}: leave it in one"
        )
    for name, value in rules.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if name in known and not (number and value >= 0):
            sections.complain(
                f"[rules] {name} must be a number, at least 0, got {value!r}"
            )
    return {"rules": rules, _EXTRA: extra, _REMOVED: removed}


def _dates(sections: Sections, name: str, given: object) -> tuple[date, ...]:
    """Dates of a list; a time of day is none, though Python takes it for one."""
    days = given if isinstance(given, list) else [given]
    found = [
        day for day in days if isinstance(day, date) and not isinstance(day, datetime)
    ]
    if not isinstance(given, list) or len(found) < len(days):
        sections.complain(
            f"[rules] {name} must be a list of dates such as [2026-12-24], got "
            f"{_shown(given)}"
        )
        return ()
    return tuple(found)


def _shown(given: object) -> str:
    if isinstance(given, list):
        return f"[{', '.join(map(_shown, given))}]"
    return str(given) if isinstance(given, date) else repr(given)


def _holidays(country: str, days: tuple[date, ...]) -> set[date]:
    """Public holidays of the years of some days; all days where nobody knows any."""
    try:
        return {*public_holidays(country, {day.year for day in days})}
    except UnknownNameError:
        return {*days}
