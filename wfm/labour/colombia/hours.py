"""How long may be worked: the week, the day, overtime."""

from __future__ import annotations

from datetime import date

from wfm.labour.parameters import ALWAYS, Parameter

_LEY_2101 = "Ley 2101 de 2021, art. 3"
_LIT_C = "CST art. 161 lit. c"
_LIT_D = "CST art. 161 lit. d"
_DISPUTED = "some sources say the 16th of July"
_CHANGE = "week_change_day"


def _week(hours: int, year: int) -> Parameter:
    """Full week from July of a year on."""
    day = date(year, 7, 15)
    return Parameter("week_minutes", hours * 60, day, _LEY_2101, _DISPUTED, _CHANGE)


HOURS = (
    Parameter(_CHANGE, 15, ALWAYS, _LEY_2101, f"day of July; {_DISPUTED}"),
    Parameter("week_minutes", 48 * 60, ALWAYS, "CST art. 161"),
    _week(47, 2023),
    _week(46, 2024),
    _week(44, 2025),
    _week(42, 2026),
    Parameter("day_minutes", 9 * 60, ALWAYS, _LIT_D, "flexible days by agreement"),
    Parameter("shortest_day_minutes", 4 * 60, ALWAYS, _LIT_D),
    Parameter(
        "ordinary_day_minutes",
        8 * 60,
        ALWAYS,
        "CST art. 161",
        "as restored by Ley 2466 de 2025; read through Circular 101 de 2025 only",
    ),
    Parameter(
        "five_day_extension_minutes",
        2 * 60,
        ALWAYS,
        "CST art. 164",
        "by agreement; read through reports of Circular 101 de 2025 only",
    ),
    Parameter("successive_day_minutes", 6 * 60, ALWAYS, _LIT_C),
    Parameter("successive_week_minutes", 36 * 60, ALWAYS, _LIT_C),
    Parameter("successive_surcharges", 0, ALWAYS, _LIT_C),
    Parameter(
        "shifts_a_day",
        1,
        ALWAYS,
        "CST art. 161",
        "even with consent; supervision, direction, confidence and management apart",
    ),
    Parameter("sections_a_day", 2, ALWAYS, "CST art. 167", "at least two by the law"),
    Parameter("overtime_day_minutes", 2 * 60, ALWAYS, "CST art. 167A"),
    Parameter("overtime_week_minutes", 12 * 60, ALWAYS, "CST art. 167A"),
)
