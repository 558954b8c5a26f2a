"""Minimum wage, transport aid and the employer's load.

Not in the load: clothing three times a year, of which no value was found.
"""

from __future__ import annotations

from datetime import date

from wfm.labour.load import WAGE_AND_AID, Charge
from wfm.labour.parameters import ALWAYS, Parameter

_2026 = date(2026, 1, 1)
_TABLE = "payroll tables of 2026"
_NO_ARTICLE = "no article was looked up"
_EXEMPTION = "Estatuto Tributario art. 114-1"

MONEY = (
    Parameter(
        "minimum_wage",
        1_750_905.0,
        _2026,
        "Decreto 1469 de 2025",
        "suspended on 13 Feb 2026; earlier years are not coded and take this value",
    ),
    Parameter(
        "minimum_wage",
        1_750_905.0,
        date(2026, 2, 19),
        "Decreto 0159 de 2026",
        "until the Consejo de Estado decides; the value of 2027 is not known yet",
    ),
    Parameter(
        "transport_aid",
        249_095.0,
        _2026,
        "Decreto 1470 de 2025",
        "read in the press only; those at home get the same as connectivity aid",
    ),
    Parameter("transport_aid_wages", 2.0, _2026, "Decreto 1470 de 2025"),
    Parameter(
        "payroll_exempt", 1, ALWAYS, _EXEMPTION, "whether the company is exempt: ask it"
    ),
    Parameter("payroll_exempt_wages", 10.0, ALWAYS, _EXEMPTION),
    Parameter(
        "week_work_days",
        6,
        ALWAYS,
        "payroll practice",
        "no statute fixes the hours by which a month's wage is divided",
    ),
    Parameter(
        "month_pay_days", 30, ALWAYS, "payroll practice", "no statute fixes it either"
    ),
    Parameter(
        "hour_divisor_basis",
        0,
        ALWAYS,
        "payroll practice",
        "a wage pays 0 the full week of the law, 1 the contract's; practice is split",
    ),
    Parameter("load_health", 0.085, ALWAYS, _TABLE, _NO_ARTICLE),
    Parameter("load_pension", 0.12, ALWAYS, _TABLE, _NO_ARTICLE),
    Parameter("load_risks", 0.00522, ALWAYS, _TABLE, "ARL of class I"),
    Parameter("load_family_fund", 0.04, ALWAYS, _TABLE, _NO_ARTICLE),
    Parameter("load_sena", 0.02, ALWAYS, _TABLE, _NO_ARTICLE),
    Parameter("load_icbf", 0.03, ALWAYS, _TABLE, _NO_ARTICLE),
    Parameter("load_severance", 0.0833, ALWAYS, _TABLE, "cesantias"),
    Parameter("load_severance_interest", 0.12, ALWAYS, _TABLE, "of the cesantias"),
    Parameter("load_bonus", 0.0833, ALWAYS, _TABLE, "prima de servicios"),
    Parameter("load_vacation", 0.0417, ALWAYS, _TABLE, _NO_ARTICLE),
)

CHARGES = (
    Charge("load_health", exempted=True),
    Charge("load_pension"),
    Charge("load_risks"),
    Charge("load_family_fund"),
    Charge("load_sena", exempted=True),
    Charge("load_icbf", exempted=True),
    Charge("load_severance", base=WAGE_AND_AID),
    Charge("load_severance_interest", base="load_severance"),
    Charge("load_bonus", base=WAGE_AND_AID),
    Charge("load_vacation"),
)
