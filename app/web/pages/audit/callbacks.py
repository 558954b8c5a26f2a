"""What happens on the page of the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, callback_context, html

from app.services.access import Action
from app.services.administration.audit_trail import MOST, PAGE, trail, verified
from app.web.components.answers import done, warned
from app.web.components.downloads import CSV, as_asked
from app.web.pages.audit import ids
from app.web.pages.audit.entries import entry_fields, entry_table, wanted_of

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.registry import Registry

_FILTER = (ids.OBJECT, ids.ACCOUNT, ids.DAY)


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""

    @registry.callback(
        Action.AUDIT_READ,
        output={
            "table": Output(ids.TABLE, "children"),
            "before": Output(ids.BEFORE, "data"),
            "last": Output(ids.OLDER, "disabled"),
        },
        inputs={
            "fields": [Input(each, "value") for each in _FILTER],
            "older": Input(ids.OLDER, "n_clicks"),
            "newest": Input(ids.NEWEST, "n_clicks"),
            "before": State(ids.BEFORE, "data"),
        },
    )
    def show(
        here: Here, fields: list[Any], older: object, newest: object, before: int | None
    ) -> dict[str, Any]:
        del older, newest
        onward = callback_context.triggered_id == ids.OLDER
        since = int(before) if onward and before is not None else None
        wanted = wanted_of(here, *fields)
        rows = trail(here.site.store, here.actor, wanted, before=since)
        return {
            "table": entry_table(here, rows),
            "before": rows[-1].id if rows else before,
            "last": len(rows) < PAGE,
        }

    @registry.callback(
        Action.AUDIT_READ,
        output=Output(ids.VERIFIED, "children"),
        inputs=Input(ids.VERIFY, "n_clicks"),
        prevent_initial_call=True,
    )
    def verify(here: Here, _: int) -> Component:
        return _told(here)

    @registry.callback(
        Action.AUDIT_READ,
        output=Output(ids.FILE, "data"),
        inputs={
            "excel": Input(ids.EXCEL, "n_clicks"),
            "csv": Input(f"{ids.EXCEL}{CSV}", "n_clicks"),
            "fields": [State(each, "value") for each in _FILTER],
        },
        prevent_initial_call=True,
    )
    def save(
        here: Here, excel: object, csv: object, fields: list[Any]
    ) -> dict[str, object]:
        del excel, csv
        wanted = wanted_of(here, *fields)
        rows = trail(here.site.store, here.actor, wanted, limit=MOST)
        title = here.visitor.say("audit.nav")
        return as_asked(title, entry_fields(here, rows), "aforo-audit")


def _told(here: Here) -> Component:
    say, number = here.visitor.say, here.visitor.formats.number
    found = verified(here.site.store, here.actor)
    if found.broken_at is not None:
        return warned(say("health.trail.broken", n=number(found.broken_at)))
    said = done(say("health.trail", n=number(found.entries)))
    hint = html.P(
        [say("audit.hash"), " ", html.Code(found.last_hash, className="hash")],
        className="quiet",
    )
    return html.Div([said, hint])
