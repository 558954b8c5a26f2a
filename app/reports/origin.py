"""Where the forecast comes from: new queues in short, and planners' decisions."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from app.reports.grid import Heading, grid
from app.reports.markup import Html, tag

if TYPE_CHECKING:
    from app.reports.facts import Content
    from app.reports.reader import Reader

_EVERY_QUEUE = "*"
_MOST_DIGITS = 3


def new_in_short(content: Content, reader: Reader) -> str:
    """Say what each new queue's forecast rests on; empty where there is none."""
    queues = content.summary.get("new_queues") or []
    return " ".join(f"{reader.own_words(str(row['what']))}." for row in queues)


def decisions(content: Content, reader: Reader) -> Html:
    """Table of the overrides with author and reason; empty where there are none."""
    rows = content.summary.get("overridden") or []
    if not rows:
        return Html("")
    headings = [
        Heading(reader.say("queue")),
        Heading(reader.say("decisions.from"), whole=True),
        Heading(reader.say("decisions.to"), whole=True),
        Heading(reader.say("decisions.what")),
        Heading(reader.say("decisions.intervals"), number=True),
        Heading(reader.say("decisions.author")),
        Heading(reader.say("decisions.reason")),
    ]
    return tag(
        "section",
        tag("h2", reader.say("decisions")),
        tag("p", reader.say("decisions.lead")),
        grid(headings, [_decision(row, reader) for row in rows], name="stacked"),
    )


def _decision(row: dict[str, Any], reader: Reader) -> list[str]:
    everywhere = row["queue"] == _EVERY_QUEUE
    return [
        reader.say("decisions.everywhere") if everywhere else str(row["queue"]),
        *_span(row, reader),
        _change(row, reader),
        reader.formats.number(row["intervals"]),
        str(row["author"]),
        str(row["reason"]),
    ]


def _span(row: dict[str, Any], reader: Reader) -> tuple[str, str]:
    """First and last day; with the time where it is not one of whole days."""
    formats = reader.formats
    start, end = (datetime.fromisoformat(row[name]) for name in ("start", "end"))
    if start.time() == end.time() == time():
        return formats.day(start), formats.day(end - timedelta(days=1))
    first, last = (f"{formats.day(at)} {formats.clock(at)}" for at in (start, end))
    return first, last


def _change(row: dict[str, Any], reader: Reader) -> str:
    kind, value = str(row["kind"]), float(row["value"])
    if kind == "add" and value < 0:
        kind, value = "subtract", -value
    digits = next(
        n
        for n in range(_MOST_DIGITS + 1)
        if n == _MOST_DIGITS or round(value, n) == value
    )
    return reader.say(f"decisions.{kind}", value=reader.formats.number(value, digits))
