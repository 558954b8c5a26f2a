"""Tables of pay: what each day costs, overtime, worked rest days."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table
from wfm.tables.inputs import AGENT


def _number(name: str, meaning: str) -> Column:
    return Column(name=name, kind="number", meaning=meaning, minimum=0)


_DATE = Column(name="date", kind="date", meaning="calendar date of the minutes")
_MINUTES = Column(name="minutes", kind="integer", meaning="whole minutes", minimum=0)

PAY = Table(
    name="pay",
    columns=(
        AGENT,
        _DATE,
        Column(name="concept", kind="text", meaning="why it costs what it costs"),
        Column(name="code", kind="text", meaning="its code in the country's payrolls"),
        _MINUTES,
        _number("factor", "worth of an hour of it in ordinary hours"),
        _number("hour", "money for an ordinary hour"),
        _number("amount", "money for the minutes"),
        _number("increment", "of it, what the month's wage does not pay yet"),
    ),
    key=("agent", "date", "concept"),
    may_be_empty=True,
)

OVERTIME_REGISTER = Table(
    name="overtime register",
    columns=(
        AGENT,
        _DATE,
        Column(name="activity", kind="text", meaning="queue served, or activity"),
        Column(
            name="period",
            kind="text",
            meaning="by day or by night",
            choices=("day", "night"),
        ),
        _MINUTES,
        _number("hours", "the same in hours"),
    ),
    key=("agent", "date", "activity", "period"),
    may_be_empty=True,
)

REST_DAYS = Table(
    name="rest days",
    columns=(
        AGENT,
        Column(name="month", kind="text", meaning="calendar month, like 2026-12"),
        Column(
            name="worked",
            kind="integer",
            meaning="weekly rest days with work",
            minimum=0,
        ),
        Column(
            name="in_return",
            kind="integer",
            meaning="paid rests due for them, as they are habitual",
            minimum=0,
        ),
    ),
    key=("agent", "month"),
    may_be_empty=True,
)
