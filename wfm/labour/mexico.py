"""Mexican labour law as dated values, one line and one article each.

LFT is the Ley Federal del Trabajo; the reform of the Constitution's article 123 was
published in the Diario Oficial de la Federacion (DOF) on 3 March 2026. Engineering
input, not legal advice; wages and an employer's load are not coded.
"""

from __future__ import annotations

from datetime import date

from wfm.labour.country import Country
from wfm.labour.house import DEFAULTS
from wfm.labour.parameters import ALWAYS, Parameter

_123_IV = "Constitucion art. 123-A fr. IV"
_123_XI = "Constitucion art. 123-A fr. XI"
_STEPS = "reform of DOF 3 Mar 2026, transitory articles"
_REFORM = date(2026, 3, 3)
_RECALLED = "recalled, to be confirmed"
_PRESS = "read in the press; the law that carries it out was not seen"


def _recalled(name: str, value: float, article: str) -> Parameter:
    return Parameter(name, value, ALWAYS, f"LFT {article}", _RECALLED)


MEXICO = Country(
    parameters=(
        *DEFAULTS,
        Parameter("week_minutes", 48 * 60, ALWAYS, _123_IV, "six days of 8 hours"),
        Parameter("week_minutes", 46 * 60, date(2027, 1, 1), _STEPS),
        Parameter("week_minutes", 44 * 60, date(2028, 1, 1), _STEPS),
        Parameter("week_minutes", 42 * 60, date(2029, 1, 1), _STEPS),
        Parameter("week_minutes", 40 * 60, date(2030, 1, 1), _STEPS),
        _recalled("day_minutes", 8 * 60, "art. 61"),
        _recalled("ordinary_day_minutes", 8 * 60, "art. 61"),
        _recalled("night_shift_minutes", 7 * 60, "art. 61"),
        _recalled("mixed_shift_minutes", 7 * 60 + 30, "art. 61"),
        _recalled("mixed_night_minutes", 3 * 60 + 30, "art. 60"),
        _recalled("night_start_minute", 20 * 60, "art. 60"),
        _recalled("night_end_minute", 6 * 60, "art. 60"),
        _recalled("overtime_day_minutes", 3 * 60, "art. 66"),
        Parameter("overtime_day_minutes", 4 * 60, _REFORM, _123_XI, _PRESS),
        _recalled("overtime_week_minutes", 9 * 60, "art. 66"),
        Parameter(
            "overtime_week_minutes",
            16 * 60,
            _REFORM,
            _123_XI,
            f"12 hours at double pay and 4 at triple pay; {_PRESS}",
        ),
        _recalled("overtime_day_surcharge", 1.0, "art. 67"),
        _recalled("overtime_night_surcharge", 1.0, "art. 67"),
        _recalled("overtime_tier_minutes", 9 * 60, "art. 68"),
        Parameter("overtime_tier_minutes", 12 * 60, _REFORM, _123_XI, _PRESS),
        _recalled("overtime_tier_surcharge", 2.0, "art. 68"),
        _recalled("consecutive_days", 6, "art. 69"),
        _recalled("rest_weekday", 7, "art. 71"),
        _recalled("sunday_surcharge", 0.25, "art. 71"),
        _recalled("rest_day_surcharge", 2.0, "art. 73 and 75"),
        _recalled("lunch_minutes", 30, "art. 63"),
        _recalled("lunch_paid", 1, "art. 64"),
        _recalled("least_years", 15, "art. 22 bis"),
    ),
)
