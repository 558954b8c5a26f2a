"""Tables that say why a forecast is what it is: its pieces, and what was left out."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table
from wfm.tables.inputs import QUEUE, START


def _number(name: str, meaning: str, *, required: bool = True) -> Column:
    return Column(
        name=name, kind="number", meaning=meaning, required=required, blank=True
    )


EXPLANATION = Table(
    name="explanation",
    columns=(
        QUEUE,
        START,
        Column(name="piece", kind="text", meaning="what makes the number"),
        _number("contacts", "what it adds to the pieces before it, contacts"),
        _number("factor", "what it multiplies them with"),
        Column(name="note", kind="text", meaning="more about it", blank=True),
    ),
)

COMPARISON = Table(
    name="comparison",
    columns=(
        QUEUE,
        Column(name="date", kind="date", meaning="calendar day"),
        _number("first", "contacts of the first forecast"),
        _number("second", "contacts of the second forecast"),
        _number("difference", "second less first, contacts"),
        _number("share", "difference over the first"),
        _number("moved", "absolute differences of the intervals, contacts"),
        _number("first_hours", "hours of work of the first"),
        _number("second_hours", "hours of work of the second"),
        _number("actual", "contacts that came", required=False),
        _number("first_error", "absolute errors of the first", required=False),
        _number("second_error", "absolute errors of the second", required=False),
        Column(
            name="nearer",
            kind="text",
            meaning="which was nearer: first, second or same",
            required=False,
            blank=True,
        ),
    ),
    key=("queue", "date"),
)

CHANGES = Table(
    name="changes",
    columns=(
        Column(name="id", kind="text", meaning="name of the change, to refuse it by"),
        QUEUE,
        Column(name="date", kind="date", meaning="calendar day"),
        Column(name="begin", kind="clock", meaning="first minute"),
        Column(name="end", kind="clock", meaning="first minute after it"),
        Column(
            name="kind",
            kind="text",
            meaning="special day, duplicate, outage, spike, gap, closed or absent",
        ),
        _number("found", "contacts recorded"),
        _number("usual", "contacts that are usual then"),
        Column(name="reason", kind="text", meaning="why it is left out"),
        Column(
            name="refused",
            kind="text",
            meaning="yes where a planner refused the change",
            required=False,
            blank=True,
        ),
    ),
    key=("id",),
)
