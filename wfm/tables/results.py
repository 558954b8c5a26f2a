"""Tables that the program writes, and may read again."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table
from wfm.tables.inputs import AGENT, QUEUE, START

ACTIVITIES = (
    "contacts",
    "break",
    "lunch",
    "training",
    "meeting",
    "off_queue",
    "overtime",
)


def _number(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(
        name=name,
        kind="number",
        meaning=meaning,
        required=required,
        blank=True,
        minimum=0,
    )


def _text(name: str, meaning: str) -> Column:
    return Column(name=name, kind="text", meaning=meaning, blank=True, required=False)


FORECAST = Table(
    name="forecast",
    columns=(
        QUEUE,
        START,
        Column(
            name="volume", kind="number", meaning="mean contacts offered", minimum=0
        ),
        *(
            _number(f"volume_p{name}", f"{share} quantile of contacts offered")
            for name, share in (
                ("025", "2.5 %"),
                ("10", "10 %"),
                ("50", "50 %"),
                ("90", "90 %"),
                ("975", "97.5 %"),
            )
        ),
        _number("aht_s", "mean handle time, seconds"),
    ),
    key=("queue", "start"),
)

PATHS = Table(
    name="paths",
    columns=(
        QUEUE,
        START,
        Column(name="path", kind="integer", meaning="number of the draw", minimum=0),
        Column(
            name="volume", kind="number", meaning="contacts offered, drawn", minimum=0
        ),
        _number("aht_s", "mean handle time, drawn, seconds"),
    ),
    key=("queue", "start", "path"),
)

DAY_SO_FAR = Table(
    name="day so far",
    columns=(
        QUEUE,
        START,
        _number("actual", "contacts that came; empty until the interval is over"),
        _number("volume_before", "mean contacts forecast the day before"),
        _number("volume", "contacts that came, else mean contacts forecast now"),
        _number("so_far", "contacts of the day up to the interval's end, as recorded"),
        _number("so_far_before", "the same intervals, forecast the day before"),
        _number("so_far_before_p10", "its 10 % quantile"),
        _number("so_far_before_p90", "its 90 % quantile"),
        _number("day", "contacts up to the interval's end, came and forecast now"),
        _number("day_p10", "its 10 % quantile"),
        _number("day_p90", "its 90 % quantile"),
        _text(
            "verdict",
            "of the day up to here: within noise (inside the 80 % band of the day "
            "before), above or below; empty until the interval is over, and while "
            "nothing was recorded",
        ),
    ),
    key=("queue", "start"),
)

REQUIREMENT = Table(
    name="requirement",
    columns=(
        QUEUE,
        START,
        _number("volume", "mean contacts offered"),
        _number("aht_s", "mean handle time, seconds"),
        Column(
            name="agents",
            kind="number",
            meaning="agents on contacts, net of shrinkage",
            minimum=0,
        ),
        _number("to_schedule", "agents to cover with shifts, a real number"),
        _number("gross_agents", "agents after all shrinkage, for headcount only"),
        _number(
            "service_level",
            "share answered within the threshold, 0-1; deferred: done within the "
            "deadline; outbound: of the target reached",
        ),
        _number(
            "occupancy", "share of time on contacts, 0-1; chat: of places that is taken"
        ),
        _number("asa_s", "mean wait, seconds; empty where nobody waits for an agent"),
        _number("abandonment", "share that gives up, 0-1"),
        _text(
            "binding",
            "the constraint that needs most agents; deferred: deadline or minimum; "
            "outbound: target or minimum; risk where a promise's odds ask for more",
        ),
        _number("agents_service_level", "agents the service level alone needs"),
        _number("agents_occupancy", "agents the occupancy cap alone needs"),
        _number("agents_asa", "agents the mean wait alone needs"),
        _number("agents_abandonment", "agents the abandonment limit alone needs"),
        _number("agents_minimum", "agents the minimum alone needs"),
        _number("agents_exact", "agents before rounding, a real number"),
        Column(
            name="binding_cost",
            kind="number",
            meaning="agents not needed without the constraint that binds",
            required=False,
            blank=True,
        ),
        _number("agents_by_interval", "agents if a longer window's goal held in each"),
        _text("method", "how the agents were worked out"),
        _number("probability", "of keeping the goal in its window, with these agents"),
    ),
    key=("queue", "start"),
)

SCHEDULE = Table(
    name="schedule",
    columns=(
        AGENT,
        Column(name="start", kind="time", meaning="the segment begins"),
        Column(name="end", kind="time", meaning="the segment ends"),
        Column(
            name="activity", kind="text", meaning="what is done", choices=ACTIVITIES
        ),
        Column(
            name="queue",
            kind="text",
            meaning="queue served while on contacts",
            required=False,
            blank=True,
        ),
        Column(
            name="place",
            kind="text",
            meaning="where it is worked; empty = at the site",
            required=False,
            blank=True,
            choices=("site", "home"),
        ),
    ),
    may_be_empty=True,
)

COVERAGE = Table(
    name="coverage",
    columns=(
        QUEUE,
        START,
        _number("required", "agents to schedule", required=True),
        _number("scheduled", "agents on contacts, mean over the interval"),
        _number("short", "required less scheduled where positive"),
        _number("over", "scheduled less required where positive"),
    ),
    key=("queue", "start"),
)

ADHERENCE = Table(
    name="adherence",
    columns=(
        AGENT,
        Column(name="date", kind="date", meaning="day on which the shift starts"),
        _number("scheduled_minutes", "scheduled time, minutes"),
        _number("adherent_minutes", "of it in the scheduled activity, minutes"),
        _number("adherence", "adherent over scheduled, 0-1"),
        _number("present_minutes", "time present, whenever it was, minutes"),
        _number("conformance", "present over scheduled, may exceed 1"),
    ),
    key=("agent", "date"),
    may_be_empty=True,
)

VIOLATIONS = Table(
    name="violations",
    columns=(
        AGENT,
        Column(name="date", kind="date", meaning="day of the violation"),
        Column(name="rule", kind="text", meaning="name of the rule"),
        _text("limit", "what the rule allows"),
        _text("found", "what was found"),
        _text("source", "article, agreement or house policy"),
        _text("note", "what is unconfirmed, or where"),
    ),
    may_be_empty=True,
)

REQUESTS = Table(
    name="requests",
    columns=(
        Column(name="request", kind="text", meaning="number of the request"),
        Column(name="line", kind="integer", meaning="line within it", minimum=1),
        Column(name="campaign", kind="text", meaning="campaign"),
        Column(name="profile", kind="text", meaning="skill and contract asked for"),
        Column(name="heads", kind="integer", meaning="persons", minimum=0),
        Column(name="start_by", kind="date", meaning="day in operation"),
        Column(name="decide_by", kind="date", meaning="last day to decide"),
        Column(name="state", kind="text", meaning="state of the request"),
        Column(name="reason", kind="text", meaning="why, with its numbers"),
    ),
    may_be_empty=True,
)
