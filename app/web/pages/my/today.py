"""What an agent does now, what comes next and in how long, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from dash import html

from app.web.texts import word
from app.web.theme import ACTIVITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from app.reports.roster.shifts import Segment, Shift
    from app.web.visitor import Visitor

_HOUR = 60
_SOON = pd.Timedelta(hours=18)


def now_card(
    shifts: Sequence[Shift], now: pd.Timestamp, visitor: Visitor
) -> list[Component]:
    """
    Say what is done now and what comes next, and list the shift.

    Parameters
    ----------
    shifts : sequence of Shift
        Own ones, in order.
    now : Timestamp
        Aware, in the zone of the shifts.
    visitor : Visitor
        The agent.

    Returns
    -------
    list of Component
    """
    say = visitor.say
    running = next((s for s in shifts if s.start <= now < s.end), None)
    coming = next((s for s in shifts if s.start > now), None)
    shown = running or (coming if coming and coming.date == now.date() else None)
    done = any(s.end <= now and s.date == now.date() for s in shifts)
    lines = _within(running, now, visitor) if running else []
    lines = lines or _ahead(coming, now, visitor, done=done)
    parts: list[Component] = [html.P(lines[0], className="my-next")]
    parts += [html.P(line, className="quiet") for line in lines[1:]]
    if shown is not None:
        parts.append(
            html.Ul(
                [_segment(each, now, visitor) for each in shown.segments],
                className="my-segments",
            )
        )
    elif coming is None:
        parts.append(html.P(say("my.none.hint"), className="quiet"))
    return parts


def _ahead(
    coming: Shift | None, now: pd.Timestamp, visitor: Visitor, *, done: bool
) -> list[str]:
    """Say what comes to somebody who is not at work; `done` if a shift ended today."""
    say = visitor.say
    if coming is None:
        return [say("my.none")]
    time = f"{coming.start:%H:%M}"
    wait = wait_text(coming.start - now, visitor)
    # Who says "in three days" counts nights, not hours.
    nights = (coming.date - now.date()).days
    if coming.date == now.date():
        return [say("my.today", time=time, wait=wait), _until(coming, visitor)]
    day = visitor.formats.day(coming.date)
    key = "my.soon"
    if coming.start - now > _SOON:
        key = "my.later"
        wait = say("my.days", count=nights) if nights > 1 else wait
    first = "my.done" if done else "my.off"
    return [say(first), say(key, day=day, time=time, wait=wait)]


def _within(running: Shift, now: pd.Timestamp, visitor: Visitor) -> list[str]:
    say = visitor.say
    current = next((s for s in running.segments if s.start <= now < s.end), None)
    following = next((s for s in running.segments if s.start > now), None)
    doing = say("my.between") if current is None else _doing(current, visitor)
    first = say("my.now", what=doing)
    if following is None:
        wait = wait_text(running.end - now, visitor)
        return [first, say("my.leaves", time=f"{running.end:%H:%M}", wait=wait)]
    return [
        first,
        say(
            "my.next",
            what=_doing(following, visitor),
            time=f"{following.start:%H:%M}",
            wait=wait_text(following.start - now, visitor),
        ),
        _until(running, visitor),
    ]


def _until(shift: Shift, visitor: Visitor) -> str:
    hours = visitor.formats.hours(shift.paid_minutes / _HOUR, 1)
    return visitor.say("my.until", time=f"{shift.end:%H:%M}", hours=hours)


def wait_text(left: pd.Timedelta, visitor: Visitor) -> str:
    """Time that is left, in words: days, hours and minutes, the coarse ones alone."""
    minutes = max(int(-(-left.total_seconds() // _HOUR)), 0)
    days, rest = divmod(minutes, 24 * _HOUR)
    hours, minutes = divmod(rest, _HOUR)
    say = visitor.say
    if days:
        return say("my.days", count=days)
    parts = [say("my.hours", count=hours)] if hours else []
    if minutes or not hours:
        parts.append(say("my.minutes", count=minutes))
    return say("my.and").join(parts)


def _segment(segment: Segment, now: pd.Timestamp, visitor: Visitor) -> Component:
    state = "now" if segment.start <= now < segment.end else ""
    if segment.end <= now:
        state = "over"
    return html.Li(
        [
            html.Span(f"{segment.start:%H:%M}\N{EN DASH}{segment.end:%H:%M}"),
            html.Span(
                [
                    html.Span(
                        className="mark",
                        style={
                            "--mark": ACTIVITIES.get(segment.activity, "#adb5bd"),
                            "display": "inline-block",
                        },
                    ),
                    _doing(segment, visitor),
                ]
            ),
        ],
        className=state,
    )


def _doing(segment: Segment, visitor: Visitor) -> str:
    said = word(visitor.language, "activity", segment.activity)
    if segment.place == "home":
        said = f"{said} ({visitor.say('my.home')})"
    return f"{said} · {segment.queue}" if segment.queue else said
