"""Colombian labour law as dated values, one line and one article each.

Engineering input, not legal advice: every value can be overridden by a campaign.
"""

from __future__ import annotations

from datetime import date

from wfm.labour.house import DEFAULTS
from wfm.labour.parameters import Parameter

_ALWAYS = date(1950, 1, 1)
_LEY_2101 = "Ley 2101 de 2021, art. 3"
_LEY_2466_14 = "Ley 2466 de 2025, art. 14"
_CST_161C = "CST art. 161 lit. c"
_CST_161D = "CST art. 161 lit. d"
_DAY_OF_CHANGE = "some sources say the 16th of July"

COLOMBIA = (
    *DEFAULTS,
    Parameter("week_minutes", 48 * 60, _ALWAYS, "CST art. 161"),
    Parameter("week_minutes", 47 * 60, date(2023, 7, 15), _LEY_2101, _DAY_OF_CHANGE),
    Parameter("week_minutes", 46 * 60, date(2024, 7, 15), _LEY_2101, _DAY_OF_CHANGE),
    Parameter("week_minutes", 44 * 60, date(2025, 7, 15), _LEY_2101, _DAY_OF_CHANGE),
    Parameter("week_minutes", 42 * 60, date(2026, 7, 15), _LEY_2101, _DAY_OF_CHANGE),
    Parameter("day_minutes", 9 * 60, _ALWAYS, _CST_161D, "flexible days by agreement"),
    Parameter("shortest_day_minutes", 4 * 60, _ALWAYS, _CST_161D),
    Parameter("successive_day_minutes", 6 * 60, _ALWAYS, _CST_161C),
    Parameter("successive_week_minutes", 36 * 60, _ALWAYS, _CST_161C),
    Parameter("overtime_day_minutes", 2 * 60, _ALWAYS, "CST art. 167A"),
    Parameter("overtime_week_minutes", 12 * 60, _ALWAYS, "CST art. 167A"),
    Parameter("consecutive_days", 6, _ALWAYS, "CST art. 172"),
    Parameter("weekly_rest_minutes", 24 * 60, _ALWAYS, "CST art. 172"),
    Parameter("night_start_minute", 21 * 60, _ALWAYS, "CST art. 160"),
    Parameter("night_start_minute", 19 * 60, date(2025, 12, 25), "Ley 2466 de 2025"),
    Parameter("night_end_minute", 6 * 60, _ALWAYS, "CST art. 160"),
    Parameter("night_surcharge", 0.35, _ALWAYS, "CST art. 168"),
    Parameter("rest_day_surcharge", 0.75, _ALWAYS, "CST art. 179"),
    Parameter("rest_day_surcharge", 0.80, date(2025, 7, 1), _LEY_2466_14),
    Parameter("rest_day_surcharge", 0.90, date(2026, 7, 1), _LEY_2466_14),
    Parameter("rest_day_surcharge", 1.00, date(2027, 7, 1), _LEY_2466_14),
    # 1 SMMLV of 2026 with transport aid and employer's load, 2,715,489 COP a month,
    # over the 210 hours of a 42-hour week.
    Parameter("hourly_cost", 12_931.0, _ALWAYS, "SMMLV 2026 with load", "an estimate"),
)
