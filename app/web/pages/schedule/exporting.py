"""The forms in which a roster leaves the page: workbook, wall page, calendars."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, ctx, no_update

from app.reports.reader import Reader
from app.services.access import Action
from app.services.rosters.export import (
    calendar_archive,
    stored_roster,
    wall_page,
    week_workbook,
)
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.desk import Pending, campaign_of, plans_shown

if TYPE_CHECKING:
    from app.web.here import Here
    from app.web.registry import Registry

_FORMS = {
    own.EXPORT_WEEKS: (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    own.EXPORT_WALL: ("html", "text/html"),
    own.EXPORT_ICS: ("zip", "application/zip"),
}


def register(registry: Registry) -> None:
    """Add the callback of the files to a registry."""

    @registry.callback(
        Action.SCHEDULE_READ,
        output=Output(own.EXPORT_FILE, "data"),
        inputs={
            "clicks": [Input(name, "n_clicks") for name in _FORMS],
            "pending": State(own.PENDING, "data"),
        },
        prevent_initial_call=True,
    )
    def give(here: Here, clicks: list[int | None], pending: object) -> Any:  # noqa: ANN401
        form = ctx.triggered_id
        if form not in _FORMS or not any(clicks):
            return no_update
        return _file(here, str(form), Pending.of(pending))


def _file(here: Here, form: str, pending: Pending | None) -> dict[str, Any]:
    """File of what is shown, edits that are not saved included."""
    campaign = campaign_of(here)
    plans = plans_shown(here, None if pending is None else pending.as_data())
    roster = stored_roster(here.site.store, here.actor, campaign.id, plans)
    reader = Reader(here.visitor.language)
    if form == own.EXPORT_WEEKS:
        content = week_workbook(roster, reader, plans.table("coverage"))
    elif form == own.EXPORT_WALL:
        content = wall_page(roster, reader)
    else:
        content = calendar_archive(roster, reader, datetime.now(UTC))
    ending, kind = _FORMS[form]
    return {
        "content": base64.b64encode(content).decode("ascii"),
        "filename": f"aforo-{campaign.key}-{roster.first.isoformat()}.{ending}",
        "type": kind,
        "base64": True,
    }
