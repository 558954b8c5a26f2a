"""Tables of shifts that planners name themselves, and of their cover."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table

SHIFT_TYPES = Table(
    name="shift types",
    columns=(
        Column(name="shift", kind="text", meaning="name of the shift"),
        Column(name="start", kind="clock", meaning="first minute"),
        Column(
            name="end",
            kind="clock",
            meaning="first minute after it; not later than start = the next day",
        ),
        Column(name="queue", kind="text", meaning="queue that is served"),
        Column(
            name="lunch",
            kind="integer",
            meaning="minutes of unpaid lunch; empty = what the rules ask for",
            required=False,
            blank=True,
            minimum=0,
            maximum=240,
        ),
    ),
    key=("shift",),
)

SHIFT_COVER = Table(
    name="cover by shift",
    columns=(
        Column(name="date", kind="date", meaning="day on which the shift starts"),
        Column(name="shift", kind="text", meaning="name of the shift"),
        Column(name="required", kind="integer", meaning="people", minimum=0),
    ),
    key=("date", "shift"),
)
