"""Tables with which planners steer a forecast: new queues, contracts, overrides."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table
from wfm.tables.inputs import QUEUE


def _text(name: str, meaning: str) -> Column:
    return Column(name=name, kind="text", meaning=meaning, required=False, blank=True)


def _number(name: str, meaning: str, *, maximum: float | None = None) -> Column:
    return Column(
        name=name,
        kind="number",
        meaning=meaning,
        required=False,
        blank=True,
        minimum=0,
        maximum=maximum,
    )


LAUNCHES = Table(
    name="launches",
    columns=(
        Column(name="queue", kind="text", meaning="new queue"),
        _text("analog", "queue whose week and days it is expected to be like"),
        _text("sector", "template of the week where there is no analog"),
        _number("share", "its contacts over those of the analog"),
        Column(
            name="start",
            kind="date",
            meaning="first day of work",
            required=False,
            blank=True,
        ),
        _number("ramp_weeks", "weeks until the full volume arrives"),
        _number("start_share", "share of the full volume on the first day", maximum=1),
        _number("aht_s", "handle time of experienced agents, seconds"),
        _number("learning_extra", "what new agents add to it, as a share"),
        _number("learning_half_life_days", "days in which that halves"),
        _number("level_sd", "relative deviation of the level before any day is seen"),
    ),
    key=("queue",),
)

CONTRACTED = Table(
    name="contracted",
    columns=(
        QUEUE,
        Column(name="month", kind="text", meaning="calendar month, like 2026-12"),
        Column(
            name="volume",
            kind="number",
            meaning="contacts of the whole month at full volume",
            minimum=0,
        ),
    ),
    key=("queue", "month"),
)

OVERRIDES = Table(
    name="overrides",
    columns=(
        Column(name="queue", kind="text", meaning="queue, or * for all"),
        Column(name="start", kind="time", meaning="first interval, or first day"),
        Column(
            name="end",
            kind="time",
            meaning="first moment after it, or last day (included)",
            whole_day="end",
        ),
        Column(
            name="kind",
            kind="text",
            meaning="what the value does to the contacts of each interval",
            choices=("value", "factor", "add"),
        ),
        Column(name="value", kind="number", meaning="contacts, or a factor"),
        Column(name="author", kind="text", meaning="who decided it"),
        Column(name="reason", kind="text", meaning="why"),
        Column(
            name="made_at",
            kind="time",
            meaning="when it was decided",
            required=False,
            blank=True,
        ),
    ),
    may_be_empty=True,
    ordered=("start", "end"),
)

NEW_AGENTS = Table(
    name="new agents",
    columns=(
        QUEUE,
        Column(name="start", kind="date", meaning="first day on contacts"),
        Column(name="heads", kind="number", meaning="agents who start", minimum=0),
        Column(
            name="experienced",
            kind="number",
            meaning="agents of the queue beside them, the same in all its rows",
            minimum=0,
        ),
        _number("extra", "what their first day's contacts take longer, as a share"),
        _number("half_life_days", "days in which that halves"),
    ),
)
