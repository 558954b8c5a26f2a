"""When nobody works: rest days, rests in return, meals and pauses."""

from __future__ import annotations

from wfm.labour.parameters import ALWAYS, HOUSE, Parameter

REST = (
    Parameter("consecutive_days", 6, ALWAYS, "CST art. 172"),
    Parameter("weekly_rest_minutes", 24 * 60, ALWAYS, "CST art. 172"),
    Parameter(
        "rest_weekday",
        6,
        ALWAYS,
        "CST art. 172",
        "another day may be agreed (Ley 2466 de 2025, art. 14)",
    ),
    Parameter(
        "habitual_rest_days",
        3,
        ALWAYS,
        "CST art. 179",
        "one or two a month are occasional; the paragraph was read in reports only",
    ),
    Parameter(
        "compensatory_rest_minutes",
        24 * 60,
        ALWAYS,
        "CST art. 181",
        "paid, in the week after; that week was read in reports only",
    ),
    Parameter("lunch_paid", 0, ALWAYS, "CST art. 167", "its length is not in the law"),
    Parameter(
        "break_minutes",
        15,
        ALWAYS,
        HOUSE,
        "Ley 1355 de 2009, art. 5 asks for active pauses and gives no number",
    ),
    Parameter(
        "break_paid",
        1,
        ALWAYS,
        "Ley 1355 de 2009, art. 5",
        "as working time in the ministries' guidance",
    ),
)
