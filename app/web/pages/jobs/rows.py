"""Jobs as rows of a grid: plain dictionaries in the visitor's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.jobs.backups import BACKUP
from app.jobs.board import BoardRow, job_board
from app.jobs.daily import REFORECAST
from app.storage.jobs import DONE, FAILED, QUEUED, RUNNING
from app.web.components.job_progress import where_it_is
from app.web.moments import moment, zone_here
from app.web.texts import word

if TYPE_CHECKING:
    from app.web.here import Here

# Also of those that read the state without its colour.
_SIGNS = {
    "queued": "\N{WHITE CIRCLE}",
    "running": "\N{CIRCLE WITH LEFT HALF BLACK}",
    "done": "\N{CHECK MARK}",
    "failed": "\N{WARNING SIGN}",
    "cancelled": "\N{MULTIPLICATION SIGN}",
}
_UNKNOWN = "the command line"


def job_rows(here: Here) -> list[dict[str, str | int | None]]:
    """Newest jobs in reach, those that have not ended first."""
    timezone = zone_here(here)
    return [
        _row(here, each, timezone) for each in job_board(here.site.store, here.actor)
    ]


def _row(here: Here, each: BoardRow, timezone: str) -> dict[str, str | int | None]:
    visitor, row = here.visitor, each.job.row
    state = word(visitor.language, "job.state", row.state)
    owner = each.owner
    if owner == _UNKNOWN:
        by_the_clock = row.kind == REFORECAST.name and row.account_id is None
        owner = visitor.say("jobs.schedule" if by_the_clock else "jobs.nobody")
    of_none = "jobs.store" if row.kind == BACKUP.name else "jobs.several"
    return {
        "id": row.id,
        "state": f"{_SIGNS.get(row.state, '')} {state}",
        "plain": row.state,
        "kind": word(visitor.language, "job.kind", row.kind),
        "campaign": each.campaign or visitor.say(of_none),
        "owner": owner,
        "at": _at(here, each),
        # Sorted by the one, read as the other.
        "created": row.created_at,
        "created_said": moment(visitor, row.created_at, timezone),
        "ended": row.ended_at,
        "ended_said": moment(visitor, row.ended_at, timezone),
    }


def _at(here: Here, each: BoardRow) -> str:
    """Where it is: place in the queue, step and share, or why it failed."""
    visitor, row = here.visitor, each.job.row
    if row.state == QUEUED:
        place = visitor.formats.number(each.job.position)
        return visitor.say("job.place", place=place)
    if row.state == RUNNING:
        return where_it_is(visitor, row)
    return visitor.told(row.message) if row.state in {DONE, FAILED} else ""
