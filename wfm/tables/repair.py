"""Tables of a day that is changed while it runs: what changed, what is still lawful."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table
from wfm.tables.inputs import AGENT

KINDS = ("lunch", "break", "overtime", "vto", "off_queue", "to_contacts", "skill")


def _time(name: str, meaning: str) -> Column:
    return Column(name=name, kind="time", meaning=meaning, required=False, blank=True)


def _text(name: str, meaning: str) -> Column:
    return Column(name=name, kind="text", meaning=meaning, required=False, blank=True)


DAY_CHANGES = Table(
    name="day changes",
    columns=(
        AGENT,
        Column(
            name="change",
            kind="text",
            meaning="what changes: a pause moves, overtime is added, time is given "
            "back, slack goes to off_queue work, off-queue work goes to contacts, "
            "another queue is served",
            choices=KINDS,
        ),
        _time("start_before", "when it began in the old plan; empty if it is new"),
        _time("end_before", "when it ended in the old plan"),
        _time("start", "when it begins now; empty if it is gone"),
        _time("end", "when it ends now"),
        _text("activity_before", "what was done in that time"),
        _text("queue_before", "queue that was served"),
        _text("activity", "what is done now"),
        _text("queue", "queue served now"),
        Column(
            name="short_hours_saved",
            kind="number",
            meaning="agent-hours of shortage that would come back without it alone",
        ),
        Column(
            name="cost",
            kind="number",
            meaning="pay and price of the change, money; below 0 it saves",
        ),
        Column(
            name="saving",
            kind="number",
            meaning="what the day would cost more without it alone, money",
        ),
    ),
    may_be_empty=True,
)


def _minutes(name: str, meaning: str) -> Column:
    return Column(name=name, kind="integer", meaning=f"{meaning}, minutes", minimum=0)


DAY_LIMITS = Table(
    name="day limits",
    columns=(
        AGENT,
        Column(name="end", kind="time", meaning="end of the shift in the new plan"),
        _minutes("overtime", "overtime of the day in the new plan"),
        _minutes("overtime_left", "overtime still lawful on this day"),
        _minutes("overtime_week_left", "overtime still lawful in this week"),
        Column(
            name="latest_end",
            kind="time",
            meaning="latest lawful end of the shift, as far as the tables tell",
        ),
        _text("limited_by", "what forbids a later end"),
        _text("source", "article, agreement or house policy behind it"),
    ),
    key=("agent",),
    may_be_empty=True,
)
