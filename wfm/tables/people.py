"""Tables of the people who work: who they are, on which terms, when they are off."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table
from wfm.tables.inputs import AGENT

NO_NIGHTS, NO_SUNDAYS = "no_nights", "no_sundays"
NO_OVERTIME, SHORT_DAYS = "no_overtime", "short_days"
RESTRICTIONS = (NO_NIGHTS, NO_SUNDAYS, NO_OVERTIME, SHORT_DAYS)
# Of an agent whose restrictions say short days.
SHORT_DAY_MINUTES = 6 * 60


def _optional(name: str, kind: str, meaning: str) -> Column:
    return Column(name=name, kind=kind, meaning=meaning, required=False, blank=True)


def _minutes(name: str, meaning: str, maximum: int) -> Column:
    return Column(
        name=name,
        kind="integer",
        meaning=f"{meaning}, paid minutes",
        minimum=0,
        maximum=maximum,
    )


AGENTS = Table(
    name="agents",
    columns=(
        AGENT,
        Column(name="contract", kind="text", meaning="name of the contract"),
        Column(name="skills", kind="text", meaning="skills, separated by ;"),
        _optional("available_from", "date", "first day at work"),
        _optional("available_until", "date", "last day at work"),
        _optional("team", "text", "team"),
        _optional("home_site", "text", "site"),
        Column(
            name="hourly_cost",
            kind="number",
            meaning="loaded cost of a paid hour",
            required=False,
            blank=True,
            minimum=0,
        ),
        Column(
            name="monthly_wage",
            kind="number",
            meaning="wage of a month; empty = the least by law",
            required=False,
            blank=True,
            minimum=0,
        ),
        Column(
            name="rest_day",
            kind="integer",
            meaning="agreed weekly rest day, Monday 0; empty = the rules' one",
            required=False,
            blank=True,
            minimum=0,
            maximum=6,
        ),
        _optional("seniority_date", "date", "first day in the company"),
        _optional("born", "date", "day of birth; minors have shorter hours"),
        Column(
            name="restrictions",
            kind="text",
            meaning="what the person must not be asked to do, separated by ; "
            "(short_days: at most 6 hours); the reason is never kept",
            required=False,
            blank=True,
            choices=RESTRICTIONS,
            listed=True,
        ),
        _optional(
            "restricted_until", "date", "last day of the restrictions; empty = no end"
        ),
        Column(
            name="home_days",
            kind="integer",
            meaning="days of a week that may be worked from home",
            required=False,
            blank=True,
            minimum=0,
            maximum=6,
        ),
    ),
    key=("agent",),
)

CONTRACTS = Table(
    name="contracts",
    columns=(
        Column(name="contract", kind="text", meaning="name of the contract"),
        _minutes("weekly_minutes", "most work in a week", 10080),
        _minutes("min_day_minutes", "shortest working day", 1440),
        _minutes("max_day_minutes", "longest working day", 1440),
        Column(
            name="min_days",
            kind="integer",
            meaning="fewest working days in a week",
            minimum=0,
            maximum=7,
        ),
        Column(
            name="max_days",
            kind="integer",
            meaning="most working days in a week",
            minimum=0,
            maximum=7,
        ),
        Column(
            name="regime",
            kind="text",
            meaning="labour regime",
            choices=("ordinary", "successive_shifts"),
        ),
    ),
    key=("contract",),
)

TIME_OFF = Table(
    name="time off",
    columns=(
        AGENT,
        Column(name="start", kind="time", meaning="first day, or first minute"),
        Column(
            name="end",
            kind="time",
            meaning="last day (included), or first minute back",
            whole_day="end",
        ),
        Column(name="kind", kind="text", meaning="reason", blank=True),
    ),
    # Who is off twice for the same is off once.
    key=("agent", "start", "end", "kind"),
    may_be_empty=True,
    ordered=("start", "end"),
)
