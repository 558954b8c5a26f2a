"""Who may work less: minors and apprentices."""

from __future__ import annotations

from datetime import date

from wfm.labour.parameters import ALWAYS, Parameter

_LEY_1098 = "Ley 1098 de 2006, art. 114"
_LEY_2466 = "Ley 2466 de 2025"
_PRESS = "read in the press only"
_REFORM = date(2025, 6, 25)

PEOPLE = (
    Parameter("adult_years", 18, ALWAYS, "CST art. 29"),
    Parameter(
        "least_years",
        15,
        ALWAYS,
        "Ley 1098 de 2006",
        "below adult age with a permit; contact centres mostly employ adults only",
    ),
    Parameter("minor_15_day_minutes", 6 * 60, ALWAYS, _LEY_1098),
    Parameter("minor_15_week_minutes", 30 * 60, ALWAYS, _LEY_1098),
    Parameter("minor_15_latest_minute", 18 * 60, ALWAYS, _LEY_1098),
    Parameter("minor_17_day_minutes", 8 * 60, ALWAYS, _LEY_1098),
    Parameter("minor_17_week_minutes", 40 * 60, ALWAYS, _LEY_1098),
    Parameter("minor_17_latest_minute", 20 * 60, ALWAYS, _LEY_1098),
    Parameter("apprentice_class_wage_share", 0.75, _REFORM, _LEY_2466, _PRESS),
    Parameter("apprentice_practice_wage_share", 1.00, _REFORM, _LEY_2466, _PRESS),
    Parameter(
        "apprentice_practice_only",
        1,
        _REFORM,
        _LEY_2466,
        f"1 if on the roster in the practical stage only; {_PRESS}",
    ),
    Parameter("apprentice_quota_workers", 15, _REFORM, _LEY_2466, _PRESS),
    Parameter("apprentice_missing_wages", 1.5, _REFORM, _LEY_2466, _PRESS),
)
