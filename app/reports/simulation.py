"""What the plan promises against what simulated days make of it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from app.reports.absence import absence
from app.reports.grid import Heading, grid
from app.reports.markup import Html, joined, tag
from app.reports.svg import Slot, coverage_chart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.reports.facts import Content
    from app.reports.reader import Reader

_WEEK, _LABELS = 7, 8
_COLUMNS = ("goal", "predicted", "required", "scheduled", "below")


def simulation(content: Content, reader: Reader) -> Html:
    """Service level by queue: goal, promised, and simulated twice; and by day."""
    told = content.summary.get("simulation") or {}
    title = tag("h2", reader.say("simulation"))
    if not told.get("queues"):
        return tag("section", title, absence(content, "simulation", reader))
    headings = [
        Heading(reader.say("queue")),
        *(Heading(reader.say(f"simulation.{key}"), number=True) for key in _COLUMNS),
    ]
    left_out = ", ".join(sorted(told.get("left_out") or {}))
    formats = reader.formats
    return tag(
        "section",
        title,
        tag("p", reader.say("simulation.lead")),
        grid(headings, [_queue(row, reader) for row in told["queues"]], name="stacked"),
        *_days(told.get("days") or [], reader),
        tag(
            "p",
            reader.say(
                "simulation.note",
                runs=formats.number(told["replications"]),
                absence=formats.round_share(told["absence"]),
                confidence=formats.round_share(told["confidence"]),
            ),
            class_="quiet",
        ),
        *(
            [tag("p", reader.say("simulation.left_out", queues=left_out))]
            if left_out
            else []
        ),
    )


def _queue(row: Mapping[str, Any], reader: Reader) -> list[str]:
    formats, scheduled = reader.formats, row["scheduled"]
    basis = tag("small", reader.word("basis", row["basis"]))
    below = scheduled["below"]
    return [
        joined(str(row["queue"]), " ", basis),
        formats.round_share(row["goal"]),
        formats.share(row["predicted"]),
        _level(row["required"], row["goal"], reader),
        _level(scheduled, row["goal"], reader),
        formats.number(None)
        if below is None
        else reader.say(
            "simulation.below.of",
            below=formats.number(below),
            intervals=formats.number(row["intervals"]),
        ),
    ]


def _level(side: Mapping[str, Any], goal: float | None, reader: Reader) -> Html:
    """Level with its interval; in red where even its upper end misses the goal."""
    share, high = reader.formats.share, side["service_level_high"]
    missed = goal is not None and high is not None and high < goal
    # A space that keeps the brackets on one line.
    between = f"[{share(side['service_level_low'])},\N{NO-BREAK SPACE}{share(high)}]"
    return joined(
        tag("strong", share(side["service_level"]), class_="bad" if missed else None),
        " ",
        tag("small", between),
    )


def _days(days: Sequence[Mapping[str, Any]], reader: Reader) -> list[Html]:
    if not days:
        return []
    formats = reader.formats
    mondays = [row["day"] for row in days if _day(row).weekday() == 0]
    ticks = mondays[:: -(-len(mondays) // _LABELS) or 1]
    slots = [
        Slot(
            required=row["required"] or 0.0,
            scheduled=row["scheduled"] or 0.0,
            short=0.0,
            tip=reader.say(
                "simulation.days.tip",
                day=formats.day(_day(row)),
                required=formats.share(row["required"]),
                scheduled=formats.share(row["scheduled"]),
            ),
            tick=formats.day_and_month(_day(row))
            if len(days) <= _WEEK or row["day"] in ticks
            else "",
        )
        for row in days
    ]
    keys = [
        tag("li", reader.say(f"simulation.{name}"), class_=f"key-{name}")
        for name in ("required", "scheduled")
    ]
    title = reader.say("simulation.days")
    caption = tag(
        "figcaption",
        tag("h3", title),
        tag("p", reader.say("coverage.days.unit")),
        tag("ul", *keys),
    )
    written = partial(formats.share, digits=0)
    return [tag("figure", caption, coverage_chart(slots, label=title, number=written))]


def _day(row: Mapping[str, Any]) -> date:
    return date.fromisoformat(row["day"])
