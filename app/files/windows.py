"""Contact windows as people write them: ``mon-fri 07:00-19:00``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wfm.contact_windows import AT_ANY_TIME, ContactWindow, windows_of
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Sequence

ANY_TIME = "any time"
# Days by their first three letters, in English and Spanish.
_DAYS = {
    name: day
    for names in (
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        ("lun", "mar", "mie", "jue", "vie", "sab", "dom"),
        ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    )
    for day, name in enumerate(names)
}
_FORM = re.compile(
    r"(?P<first>[^\W\d]{3})(?:\s*-\s*(?P<last>[^\W\d]{3}))?\s+"
    r"(?P<opens>\d{1,2}:\d{2})\s*-\s*(?P<closes>\d{1,2}:\d{2})"
    r"(?P<holidays>\s+holidays)?"
)
_RULE = (
    "such as 'mon-fri 07:00-19:00', with ' holidays' behind it where it holds on them "
    f"too, or '{ANY_TIME}'"
)


def read_windows(texts: Sequence[str]) -> tuple[ContactWindow, ...]:
    """
    Read when customers may be called.

    Parameters
    ----------
    texts : sequence of str
        Weekdays by three letters in English or Spanish, then two times of day; or
        ``any time``.

    Returns
    -------
    tuple of ContactWindow

    Raises
    ------
    ParameterError
        If a text cannot be read or is no window.

    Examples
    --------
    >>> [str(window) for window in read_windows(["sat 08:00-15:00"])]
    ['Sat 08:00-15:00']
    """
    return tuple(window for text in texts for window in _read(text))


def _read(text: str) -> tuple[ContactWindow, ...]:
    said = text.strip().lower()
    if said == ANY_TIME:
        return AT_ANY_TIME
    found = _FORM.fullmatch(said)
    first = _DAYS.get(found["first"]) if found else None
    last = _DAYS.get(found["last"] or found["first"]) if found else None
    if found is None or first is None or last is None or last < first:
        raise ParameterError("contact_windows", text, _RULE)
    return windows_of(
        range(first, last + 1),
        _minute(found["opens"]),
        _minute(found["closes"]),
        on_holidays=found["holidays"] is not None,
    )


def _minute(clock: str) -> int:
    hours, minutes = map(int, clock.split(":"))
    return hours * 60 + minutes
