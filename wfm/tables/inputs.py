"""Tables that users bring: history, calendars and what people did."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table


def _count(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(
        name=name,
        kind="number",
        meaning=f"{meaning}, contacts",
        required=required,
        blank=True,
        minimum=0,
    )


def _seconds(name: str, meaning: str) -> Column:
    return Column(
        name=name,
        kind="number",
        meaning=f"{meaning}, seconds",
        required=False,
        blank=True,
        minimum=0,
    )


QUEUE = Column(name="queue", kind="text", meaning="queue of the contacts")
START = Column(name="start", kind="time", meaning="start of the interval")
AGENT = Column(name="agent", kind="text", meaning="identifier of the person")

HISTORY = Table(
    name="history",
    columns=(
        QUEUE,
        START,
        _count("offered", "contacts that arrived", required=True),
        _count("answered", "contacts that reached an agent"),
        _count("abandoned", "contacts that gave up"),
        _count("answered_in_threshold", "answered within the promised wait"),
        _seconds("aht_s", "mean handle time of the answered"),
        _seconds("wait_s", "mean wait"),
    ),
    key=("queue", "start"),
    counted="offered",
)

OPENING = Table(
    name="opening",
    columns=(
        Column(name="queue", kind="text", meaning="queue, or * for all"),
        Column(
            name="weekday", kind="integer", meaning="Monday 0", minimum=0, maximum=6
        ),
        Column(name="open", kind="clock", meaning="first minute open"),
        Column(name="close", kind="clock", meaning="first minute closed again"),
    ),
)

SPECIAL_DAYS = Table(
    name="special days",
    columns=(
        Column(name="date", kind="date", meaning="calendar day"),
        Column(name="name", kind="text", meaning="what happens"),
        Column(name="queue", kind="text", meaning="queue", required=False, blank=True),
        Column(
            name="kind",
            kind="text",
            meaning="how it is treated",
            required=False,
            blank=True,
            choices=(
                "closed",
                "like_weekday",
                "factor",
                "analog",
                "half_day",
                "payday",
                "billing",
                "campaign",
            ),
        ),
        Column(
            name="value",
            kind="text",
            meaning="weekday (Monday 0), factor, date of the analog day, hours of a "
            "half day (08:00-13:00), or a campaign's first factor and half-life in "
            "days (1.3/4)",
            required=False,
            blank=True,
        ),
    ),
    may_be_empty=True,
)

STATES = Table(
    name="states",
    columns=(
        AGENT,
        Column(name="start", kind="time", meaning="the state begins"),
        Column(
            name="end", kind="time", meaning="the state ends; empty = open", blank=True
        ),
        Column(name="state", kind="text", meaning="state as the platform names it"),
        Column(
            name="reason", kind="text", meaning="detail", required=False, blank=True
        ),
    ),
    may_be_empty=True,
)
