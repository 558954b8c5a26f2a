"""An agent's shifts as a calendar file, which phones and mail programs import."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Component, Event, Timezone

from wfm.intervals import zone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    import pandas as pd

    from app.reports.reader import Reader
    from app.reports.roster.roster import Person, Roster
    from app.reports.roster.shifts import Segment, Shift

# Says who wrote a file, so that a folder of them can be written anew.
PRODUCT = "-//Aforo//Shift roster//EN"
_DIGITS = 16
# A zone's changes are told from this long before the roster to this long after it.
_MARGIN = timedelta(days=2)


def calendars(roster: Roster, reader: Reader, *, made: datetime) -> dict[str, bytes]:
    """
    Calendar of each person: an event a shift, with its segments in the description.

    Times are local, with the zone's rules beside them; a time that happens a second
    time because clocks go back is told in UTC, as local text could not tell it apart.
    An event keeps its identifier from one publication to the next as long as its agent
    works that day, and its sequence grows with time, so that importing again updates.

    Parameters
    ----------
    roster : Roster
        Who works when.
    reader : Reader
        In whose language.
    made : datetime
        When it is published, aware.

    Returns
    -------
    dict of str to bytes
        Files by RFC 5545, by agent; the same for the same roster and time.
    """
    clock = zone(roster.timezone)
    rules = [] if clock is UTC else [_rules_of(clock, roster)]
    events: dict[str, list[Event]] = {person.agent: [] for person in roster.people}
    sites = {person.agent: person.site for person in roster.people}
    for (agent, _), shifts in sorted(roster.shifts.items()):
        for number, shift in enumerate(shifts, start=1):
            event = _event(shift, number, reader, made)
            place = reader.say("roster.home") if shift.at_home else sites[agent]
            if place:
                event.add("location", place)
            events[agent].append(event)
    return {
        person.agent: _calendar(
            _name(roster, person, reader),
            roster.timezone,
            [*rules, *events[person.agent]],
        )
        for person in roster.people
    }


def _calendar(name: str, timezone: str, parts: Sequence[Component]) -> bytes:
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    for key in ("name", "x-wr-calname"):
        book.add(key, name)
    book.add("x-wr-timezone", timezone)
    for part in parts:
        book.add_component(part)
    return bytes(book.to_ical())


def _name(roster: Roster, person: Person, reader: Reader) -> str:
    named = reader.say("roster.calendar", agent=person.name or person.agent)
    return f"{roster.title} \N{MIDDLE DOT} {named}" if roster.title else named


def _rules_of(clock: tzinfo, roster: Roster) -> Timezone:
    return Timezone.from_tzinfo(
        clock,
        first_date=roster.first - _MARGIN,
        last_date=roster.last + _MARGIN,
    )


def _event(shift: Shift, number: int, reader: Reader, made: datetime) -> Event:
    event = Event()
    event.add("uid", _identifier(shift, number))
    event.add("dtstamp", made.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", int(made.timestamp()) // 60)
    event.add("dtstart", _instant(shift.start))
    event.add("dtend", _instant(shift.end))
    event.add("summary", _summary(shift, reader))
    event.add("description", _description(shift, reader))
    event.add("transp", "OPAQUE")
    return event


def _identifier(shift: Shift, number: int) -> str:
    """Name of a shift in all calendars: agent, day and place within the day."""
    agent = hashlib.sha256(shift.agent.encode()).hexdigest()[:_DIGITS]
    return f"{shift.date:%Y%m%d}-{number}-{agent}@aforo"


def _instant(moment: pd.Timestamp) -> datetime:
    time = moment.to_pydatetime()
    return time.astimezone(UTC) if time.fold else time


def _summary(shift: Shift, reader: Reader) -> str:
    """Queues served; where none is, what is done instead."""
    queues = dict.fromkeys(s.queue for s in shift.segments if s.queue)
    if queues:
        return reader.say("roster.event.on", what=", ".join(queues))
    return reader.say("roster.event")


def _description(shift: Shift, reader: Reader) -> str:
    hours = reader.formats.hours(shift.paid_minutes / 60, 1)
    lines = [_line(segment, reader) for segment in shift.segments]
    return "\n".join([*lines, reader.say("roster.event.paid", hours=hours)])


def _line(segment: Segment, reader: Reader) -> str:
    clock = reader.formats.clock
    doing = reader.word("activity", segment.activity)
    queue = f" ({segment.queue})" if segment.queue else ""
    return f"{clock(segment.start)}\N{EN DASH}{clock(segment.end)} {doing}{queue}"
