"""What stands on the page of the jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import dcc, html

from app.jobs.watching import workers_alive
from app.services.access import Action
from app.web.components import controls
from app.web.components.job_progress import POLL_MS
from app.web.components.lights import live
from app.web.moments import zone_here
from app.web.pages.jobs import ids
from app.web.pages.jobs.rows import job_rows

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.visitor import Visitor

_WIDTHS = {
    "state": 118,
    "kind": 160,
    "campaign": 180,
    "at": 190,
    "owner": 130,
    "created": 165,
    "ended": 165,
}
_TIMES = ("created", "ended")
_ROW, _HEAD = 36, 40


def layout(here: Here) -> Component:
    """Lay out the grid that follows the jobs, and the button that stops one."""
    visitor = here.visitor
    actions: list[Component] = []
    if here.actor.may(Action.JOB_CANCEL):
        actions = [
            dmc.Button(visitor.say("jobs.cancel"), id=ids.CANCEL, variant="default")
        ]
    lead = visitor.say("jobs.lead", timezone=zone_here(here))
    return html.Div(
        [
            controls.heading(visitor.say("jobs.title"), lead, *actions),
            html.Div(live([]), id=ids.SAID),
            html.P(worker_line(here), id=ids.WORKERS, className="quiet"),
            controls.card(_grid(here)),
            dcc.Interval(id=ids.TICK, interval=POLL_MS),
            dcc.Store(id=ids.ASKED),
        ],
        className="stack start",
    )


def worker_line(here: Here) -> str:
    """Say how many workers are alive."""
    count = len(workers_alive(here.site.store, here.actor))
    key = "health.workers" if count else "health.workers.none"
    return here.visitor.say(key, count=count)


def _grid(here: Here) -> dag.AgGrid:
    visitor = here.visitor
    return dag.AgGrid(
        id=ids.GRID,
        rowData=job_rows(here),
        columnDefs=[_column(visitor, name) for name in _WIDTHS],
        defaultColDef={"sortable": True, "resizable": True, "suppressMovable": True},
        dashGridOptions={
            "rowHeight": _ROW,
            "headerHeight": _HEAD,
            "animateRows": False,
            "rowSelection": {
                "mode": "singleRow",
                "checkboxes": False,
                "enableClickSelection": True,
            },
            "localeText": {"noRowsToShow": visitor.say("jobs.none")},
            "tooltipShowDelay": 300,
        },
        getRowId="params.data.id",
        style={"height": "min(70vh, 640px)", "width": "100%"},
    )


def _column(visitor: Visitor, name: str) -> dict[str, Any]:
    said = {"function": f"params.data.{name}_said"}
    return {
        "field": name,
        "headerName": visitor.say(f"jobs.{name}"),
        "minWidth": _WIDTHS[name],
        "flex": 3 if name == "at" else 1,
        "tooltipField": f"{name}_said" if name in _TIMES else name,
        **({"valueFormatter": said} if name in _TIMES else {}),
    }
