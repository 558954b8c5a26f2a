"""Instants as a page writes them: in a zone that it names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wfm.intervals import zone

if TYPE_CHECKING:
    from app.web.here import Here
    from app.web.visitor import Visitor

_HOUR_S, _DAY_S = 3_600, 86_400
_TWO_DAYS = 2


def zone_here(here: Here) -> str:
    """Zone of the campaign of the page; else that of the first one in reach, or UTC."""
    if here.campaign is not None:
        return here.campaign.timezone
    return next((each.timezone for each in here.campaigns()), "UTC")


def moment(visitor: Visitor, seconds: int | None, timezone: str) -> str:
    """Write UTC seconds as day and clock of a zone; a dash for None."""
    if seconds is None:
        return "\N{EN DASH}"
    local = datetime.fromtimestamp(seconds, tz=UTC).astimezone(zone(timezone))
    return f"{visitor.formats.date(local)}, {local:%H:%M}"


def ago(visitor: Visitor, seconds: int) -> str:
    """Write how long ago something was: hours below two days, then days."""
    if seconds < _HOUR_S:
        return visitor.say("ago.now")
    if seconds < _TWO_DAYS * _DAY_S:
        return visitor.say("ago.hours", count=seconds // _HOUR_S)
    return visitor.say("ago.days", count=seconds // _DAY_S)
