"""Price list of a promise: what more agents cost and what penalty they avoid."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table


def _amount(name: str, meaning: str, minimum: float | None = 0) -> Column:
    return Column(name=name, kind="number", meaning=meaning, minimum=minimum)


PRICES = Table(
    name="prices",
    columns=(
        Column(name="queue", kind="text", meaning="queue of the promise; * for all"),
        Column(
            name="window_start",
            kind="time",
            meaning="first interval of the window; empty for all windows together",
            blank=True,
        ),
        Column(
            name="step",
            kind="integer",
            meaning="0 for even chances, then agents added",
            minimum=0,
        ),
        _amount("agents_hours", "hours on contacts"),
        _amount("extra_hours", "of them added by this step"),
        Column(
            name="probability",
            kind="number",
            meaning="probability of meeting the goal; the mean of several windows",
            minimum=0,
            maximum=1,
        ),
        _amount("cost", "money for all hours"),
        _amount("extra_cost", "money for the hours added"),
        _amount("expected_penalty", "money expected to be deducted"),
        _amount("penalty_avoided", "what this step saves of it", minimum=None),
        _amount("net", "penalty avoided less extra cost: above 0 it pays", None),
        _amount("total", "cost and expected penalty"),
        Column(
            name="best",
            kind="integer",
            meaning="1 for the smallest total of the list",
            minimum=0,
            maximum=1,
        ),
    ),
    key=("queue", "window_start", "step"),
)
