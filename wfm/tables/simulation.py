"""The table of a simulated plan: what it promises and what it would achieve."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table
from wfm.tables.inputs import QUEUE, START


def _number(name: str, meaning: str, most: float | None = None) -> Column:
    return Column(
        name=name,
        kind="number",
        meaning=meaning,
        required=False,
        blank=True,
        minimum=0,
        maximum=most,
    )


SIMULATION = Table(
    name="simulation",
    columns=(
        QUEUE,
        START,
        _number("volume", "mean contacts offered by the forecast"),
        _number("agents", "agents on contacts, mean over interval and replications"),
        _number("predicted", "service level that the requirement promises, 0-1", 1),
        _number("service_level", "simulated share served in time, 0-1", 1),
        _number("service_level_low", "lower end of its interval of confidence", 1),
        _number("service_level_high", "upper end of its interval of confidence", 1),
        _number("asa_s", "simulated mean wait of answered contacts, seconds"),
        _number("abandonment", "simulated share that gives up, 0-1", 1),
        _number("occupancy", "simulated share of time on contacts, 0-1", 1),
    ),
    key=("queue", "start"),
    may_be_empty=True,
)
