"""The table of a backtest: how good each method was, and how good one can be."""

from __future__ import annotations

from wfm.tables.column import Column
from wfm.tables.contract import Table
from wfm.tables.inputs import QUEUE


def _word(name: str, meaning: str, *choices: str) -> Column:
    return Column(name=name, kind="text", meaning=meaning, choices=choices)


def _share(name: str, meaning: str) -> Column:
    return Column(name=name, kind="number", meaning=meaning, required=False, blank=True)


BACKTEST = Table(
    name="backtest",
    columns=(
        QUEUE,
        _word("model", "method that forecast"),
        _word("horizon", "next day, week 1, week 2, ..., or all of them"),
        _word("level", "what is compared", "interval", "day", "week"),
        _word("days", "normal days, or special days", "normal", "special"),
        Column(name="origins", kind="integer", meaning="forecasts made", minimum=1),
        Column(name="cases", kind="integer", meaning="of the level, compared"),
        Column(name="contacts", kind="number", meaning="that came", minimum=0),
        _share("wape", "sum of absolute errors over contacts"),
        _share("floor", "wape of who knows the rate: Poisson chance alone"),
        _share("naive_wape", "wape of the mean of the last four same weekdays"),
        _share("seasonal_naive_wape", "wape of the same weekday a week before"),
        _share("ratio_to_naive", "wape over naive_wape"),
        _share("bias", "sum of errors over contacts, above 0 where too many"),
        _share("mase", "mean absolute error over that of the weekly naive before"),
        _share("rmsse", "the same of squared errors, its root"),
        _share("pinball", "mean loss of the five quantiles, contacts"),
        _share("scrps", "twice the pinball over mean contacts"),
        _share("coverage_80", "share inside the 80 % band"),
        _share("coverage_95", "share inside the 95 % band"),
        _share("agents_over", "agents planned too many, share of those needed"),
        _share("agents_under", "agents planned too few, share of those needed"),
        _share("staffing_cost", "over and twice under"),
        _share("naive_staffing_cost", "the same for the four-week mean"),
    ),
    key=("queue", "model", "horizon", "level", "days"),
    may_be_empty=True,
)
