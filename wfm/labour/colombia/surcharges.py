"""What work at night, on rest days and beyond the ordinary hours adds to the wage."""

from __future__ import annotations

from datetime import date

from wfm.labour.parameters import ALWAYS, Parameter

_LEY_2466_10 = "Ley 2466 de 2025, art. 10"
_LEY_2466_14 = "Ley 2466 de 2025, art. 14"
_ADD = "percentages of one minute add: recalled; a holiday on a Sunday counts once"

SURCHARGES = (
    Parameter("night_start_minute", 21 * 60, ALWAYS, "CST art. 160"),
    Parameter("night_start_minute", 19 * 60, date(2025, 12, 25), _LEY_2466_10),
    Parameter("night_end_minute", 6 * 60, ALWAYS, "CST art. 160"),
    Parameter("night_surcharge", 0.35, ALWAYS, "CST art. 168"),
    Parameter("overtime_day_surcharge", 0.25, ALWAYS, "CST art. 168"),
    Parameter("overtime_night_surcharge", 0.75, ALWAYS, "CST art. 168"),
    Parameter("rest_day_surcharge", 0.75, ALWAYS, "CST art. 179", _ADD),
    Parameter("rest_day_surcharge", 0.80, date(2025, 7, 1), _LEY_2466_14, _ADD),
    Parameter("rest_day_surcharge", 0.90, date(2026, 7, 1), _LEY_2466_14, _ADD),
    Parameter("rest_day_surcharge", 1.00, date(2027, 7, 1), _LEY_2466_14, _ADD),
)

CODES = {
    "ordinary": "HO",
    "night": "RN",
    "rest_day": "RDF",
    "rest_day_night": "RNDF",
    "overtime_day": "HED",
    "overtime_night": "HEN",
    "rest_day_overtime_day": "HEDDF",
    "rest_day_overtime_night": "HENDF",
}
