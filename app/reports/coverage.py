"""What is required against what the shifts give: charts, queues, worst intervals."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from app.reports.absence import absence
from app.reports.facts import busiest_day, by_day, uncovered
from app.reports.grid import Heading, grid
from app.reports.markup import Html, joined, tag
from app.reports.occupancy import cap_meaning
from app.reports.svg import Slot, coverage_chart, share_bar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from app.reports.facts import Content
    from app.reports.reader import Reader

_LABELS = 8
_WEEK = 7
_WORST = 10
# Hours between two labels of the busiest day, from which the first that fits is taken.
_HOURS = (1, 2, 3, 4, 6)


def coverage(content: Content, reader: Reader) -> Html:
    """Charts of required against scheduled: every day, and the busiest by interval."""
    table = content.coverage
    title = tag("h2", reader.say("coverage"))
    if table is None:
        return tag("section", title, absence(content, "coverage", reader))
    anonymous = (
        [tag("p", reader.say("coverage.anonymous"))]
        if "schedule" not in content.tables
        else []
    )
    return tag(
        "section",
        title,
        *anonymous,
        _days(table, content, reader),
        _busiest(table, content, reader),
        tag("p", reader.say("coverage.note"), class_="quiet"),
    )


def _days(table: pd.DataFrame, content: Content, reader: Reader) -> Html:
    formats = reader.formats
    hours = by_day(table, content.summary["interval"])
    ticks = _day_ticks(pd.DatetimeIndex(hours.index))
    slots = [
        _slot(
            tuple(heights),
            formats.day_and_month(day) if day in ticks else "",
            formats.hours,
            partial(reader.say, "coverage.days.tip", day=formats.day(day)),
        )
        for day, *heights in hours.itertuples()
    ]
    title, unit = reader.say("coverage.days"), reader.say("coverage.days.unit")
    return _figure(title, unit, slots, reader)


def _day_ticks(days: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """Days with a label: all of a week or less, else some of the Mondays."""
    if len(days) <= _WEEK:
        return days
    mondays = days[days.day_of_week == 0]
    return mondays[:: -(-len(mondays) // _LABELS)]


def _busiest(table: pd.DataFrame, content: Content, reader: Reader) -> Html:
    formats, minutes = reader.formats, content.summary["interval"]
    agents = busiest_day(table, minutes)
    tenths = partial(formats.number, digits=1)
    every = _hours_between_ticks(len(agents) * minutes / 60)
    slots = [
        _slot(
            tuple(heights),
            formats.clock(start)
            if start.minute == 0 and start.hour % every == 0
            else "",
            tenths,
            partial(reader.say, "coverage.busiest.tip", time=formats.clock(start)),
        )
        for start, *heights in agents.itertuples()
    ]
    title = reader.say("coverage.busiest", day=formats.day(agents.index[0]))
    unit = reader.say("coverage.busiest.unit", interval=str(minutes))
    return _figure(title, unit, slots, reader)


def _slot(
    heights: tuple[float, ...],
    tick: str,
    written: Callable[[float], str],
    tip: Callable[..., str],
) -> Slot | None:
    """Slot of required, scheduled and short; None where it is closed."""
    if any(map(math.isnan, heights)):
        return None
    parts = dict(zip(("required", "scheduled", "short"), heights, strict=True))
    said = {name: written(value) for name, value in parts.items()}
    return Slot(**parts, tick=tick, tip=tip(**said))


def _hours_between_ticks(span: float) -> int:
    return next((hours for hours in _HOURS if span / hours <= _LABELS), _HOURS[-1])


def _figure(
    title: str, unit: str, slots: Sequence[Slot | None], reader: Reader
) -> Html:
    keys = [
        tag("li", reader.say(name), class_=f"key-{name}")
        for name in ("required", "scheduled", "short")
    ]
    return tag(
        "figure",
        tag("figcaption", tag("h3", title), tag("p", unit), tag("ul", *keys)),
        coverage_chart(slots, label=title, number=reader.formats.number),
    )


def queues(content: Content, reader: Reader) -> Html:
    """Figures of each queue, and which of its goals binds how often."""
    headings = [
        Heading(reader.say("queue")),
        *(
            Heading(reader.say(key), number=True)
            for key in (
                "contacts",
                "peak",
                "required_hours",
                "short_hours",
                "coverage.share",
            )
        ),
        Heading(reader.say("binding")),
    ]
    rows = [_queue(row, reader) for row in content.summary["queues"]]
    said = cap_meaning(content, reader)
    return tag(
        "section",
        tag("h2", reader.say("queues.title")),
        grid(headings, rows, name="stacked"),
        tag("p", reader.say("binding.meaning"), class_="quiet"),
        *([tag("p", said, class_="callout")] if said else []),
    )


def _queue(row: dict[str, Any], reader: Reader) -> list[str]:
    formats = reader.formats
    channel = reader.word("channel", row["channel"])
    return [
        joined(str(row["queue"]), " ", tag("small", channel)),
        formats.number(row["contacts"]),
        formats.number(row["peak_agents"]),
        formats.hours(row["required_hours"]),
        formats.hours(row["short_hours"]),
        formats.share(row["coverage"]),
        _binding(row["binding"], reader),
    ]


def _binding(counts: dict[str, int], reader: Reader) -> Html:
    """Constraints in the order in which they bind most often, as bar and words."""
    total = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    said = [
        reader.say(
            "binding.share",
            constraint=reader.word("constraint", name),
            share=reader.formats.share(count / total if total else None, 0),
        )
        for name, count in ordered
    ]
    words = " · ".join(said)
    bar = share_bar([(f"by-{name}", count) for name, count in ordered], label=words)
    return joined(bar, tag("span", words))


def worst_intervals(content: Content, reader: Reader) -> Html:
    """Table of the ten intervals in which most agents are missing."""
    table, formats = content.coverage, reader.formats
    title = tag("h2", reader.say("worst"))
    if table is None:
        return tag("section", title, absence(content, "coverage", reader))
    rows = uncovered(table)
    if rows.empty:
        return tag("section", title, tag("p", reader.say("worst.none")))
    headings = [
        Heading(reader.say("date"), whole=True),
        Heading(reader.say("time"), whole=True),
        Heading(reader.say("queue")),
        Heading(reader.say("agents.short"), number=True),
        Heading(reader.say("agents.required"), number=True),
    ]
    cells = [
        [
            formats.day(row["start"]),
            formats.clock(row["start"]),
            str(row["queue"]),
            formats.number(row["short"], 1),
            formats.number(row["required"], 1),
        ]
        for _, row in rows.head(_WORST).iterrows()
    ]
    return tag(
        "section",
        title,
        tag("p", reader.say("worst.note", len(rows))),
        grid(headings, cells, name="short-table"),
        class_="keep",
    )
