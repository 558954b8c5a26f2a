"""
How far a job is: a card that asks by itself until the job has ended.

A page that starts a job puts `job_progress` where the card is to stand. Once the job
ends, the ``data`` of the store with the id ``ended(MATCH)`` or ``ended(ALL)`` is
``{"state": ..., "version": ...}``: let it be an input of what shows the result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import MATCH, Input, Output, State, dcc, html

from app.jobs.queueing import ShownJob, cancel, job
from app.jobs.watching import workers_alive
from app.services.access import Action
from app.storage.jobs import ACTIVE, CANCELLED, DONE, FAILED, QUEUED, RUNNING
from app.web.components.attributes import attributes
from app.web.components.icon import icon
from app.web.texts import word
from wfm.errors import TransitionError

if TYPE_CHECKING:
    from dash.dependencies import Wildcard
    from dash.development.base_component import Component

    from app.storage.jobs import JobRow
    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.visitor import Visitor

    Named = dict[str, str | Wildcard]

POLL_MS = 2_000
_COLOURS = {
    QUEUED: "gray",
    RUNNING: "indigo",
    DONE: "teal",
    FAILED: "red",
    CANCELLED: "gray",
}
_ICONS = {
    QUEUED: "clock",
    RUNNING: "running",
    DONE: "done",
    FAILED: "alert",
    CANCELLED: "stop",
}


def ended(job_id: str | Wildcard) -> Named:
    """Id of the store that is filled when a job ends."""
    return _part("ended", job_id)


def job_progress(here: Here, job_id: str) -> Component:
    """
    Card of a job.

    Parameters
    ----------
    here : Here
        Who looks; the job must be in reach.
    job_id : str
        Which.

    Returns
    -------
    Component
        State, step and share in words and as a bar, place in the queue, a button to
        cancel it.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the account sees no jobs, or not this one.
    """
    shown = job(here.site.store, here.actor, job_id)
    return html.Div(
        [
            html.Div(
                job_words(here, shown),
                id=_part("body", job_id),
                className="job-body",
                **attributes(aria_live="polite"),
            ),
            _stop(here, shown),
            dcc.Interval(
                id=_part("tick", job_id),
                interval=POLL_MS,
                disabled=shown.row.state not in ACTIVE,
            ),
            dcc.Store(id=_part("asked", job_id)),
            dcc.Store(id=ended(job_id), data=_end(shown)),
        ],
        className="job",
    )


def job_words(here: Here, shown: ShownJob) -> list[Component]:
    """Everything about a job that changes, for the card and for lists."""
    row, visitor = shown.row, here.visitor
    kind = word(visitor.language, "job.kind", row.kind)
    head = html.Div(
        [html.Strong(kind), state_badge(here, row.state)],
        className="job-head",
    )
    return [head, *_bar(here, shown), *_lines(here, shown)]


def state_badge(here: Here, state: str) -> Component:
    """State of a job as a word with its icon."""
    return dmc.Badge(
        word(here.visitor.language, "job.state", state),
        leftSection=icon(_ICONS.get(state, "clock"), 12),
        color=_COLOURS.get(state, "gray"),
        variant="light",
        radius="sm",
        tt="none",
    )


def register_job_progress(registry: Registry) -> None:
    """Add the card's callbacks to a registry: once, for the cards of all pages."""

    @registry.callback(
        Action.JOB_READ,
        output={
            "body": Output(_part("body", MATCH), "children"),
            "still": Output(_part("tick", MATCH), "disabled"),
            "button": Output(_part("cancel", MATCH), "display"),
            "end": Output(ended(MATCH), "data"),
        },
        inputs={
            "ticks": Input(_part("tick", MATCH), "n_intervals"),
            "asked": Input(_part("asked", MATCH), "data"),
            "tick": State(_part("tick", MATCH), "id"),
        },
        polled=True,
        prevent_initial_call=True,
    )
    def look(
        here: Here, ticks: object, asked: object, tick: dict[str, str]
    ) -> dict[str, Any]:
        del ticks, asked
        shown = job(here.site.store, here.actor, str(tick["job"]))
        return {
            "body": job_words(here, shown),
            "still": shown.row.state not in ACTIVE,
            "button": _shown_if(may_stop(here, shown)),
            "end": _end(shown),
        }

    @registry.callback(
        Action.JOB_CANCEL,
        output=Output(_part("asked", MATCH), "data"),
        inputs=[
            Input(_part("cancel", MATCH), "n_clicks"),
            State(_part("tick", MATCH), "id"),
        ],
        prevent_initial_call=True,
    )
    def stop(here: Here, clicks: int | None, tick: dict[str, str]) -> int:
        if clicks:
            stop_job(here, str(tick["job"]))
        return clicks or 0


def stop_job(here: Here, job_id: str) -> None:
    """Cancel a job that somebody pressed the button of; one that has ended stays."""
    try:
        cancel(here.site.store, here.actor, job_id)
    except TransitionError:
        # It ended while the finger was on its way: the next look says how.
        return


def may_stop(here: Here, shown: ShownJob) -> bool:
    """Whether there is something to cancel, and this account may."""
    return shown.row.state in ACTIVE and here.actor.may(
        Action.JOB_CANCEL, shown.row.campaign_id
    )


def _part(part: str, job_id: str | Wildcard) -> Named:
    return {"type": f"job-{part}", "job": job_id}


def _end(shown: ShownJob) -> dict[str, Any] | None:
    if shown.row.state in ACTIVE:
        return None
    return {"state": shown.row.state, "version": shown.row.result_version}


def _stop(here: Here, shown: ShownJob) -> Component:
    """Button to cancel; hidden, not gone, where of no use: inputs must exist."""
    return dmc.Button(
        here.visitor.say("job.cancel"),
        id=_part("cancel", shown.row.id),
        leftSection=icon("stop", 14),
        variant="default",
        size="compact-sm",
        className="job-stop",
        display=_shown_if(may_stop(here, shown)),
    )


def _shown_if(useful: bool) -> str:
    return "inline-block" if useful else "none"


def _bar(here: Here, shown: ShownJob) -> list[Component]:
    if shown.row.state not in ACTIVE:
        return []
    percent = 100 * shown.row.share
    label = here.visitor.say("job.progress")
    return [
        dmc.ProgressRoot(
            dmc.ProgressSection(
                value=percent,
                animated=shown.row.state == RUNNING,
                **attributes(aria_label=label),
            ),
            size="md",
        )
    ]


def _lines(here: Here, shown: ShownJob) -> list[Component]:
    said = list(filter(None, [_where(here, shown), _nobody(here, shown)]))
    return [html.P(line, className="quiet") for line in said]


def _where(here: Here, shown: ShownJob) -> str:
    """Say in one sentence where a job is, or how it ended."""
    row, visitor = shown.row, here.visitor
    if row.state == QUEUED:
        return visitor.say("job.place", place=visitor.formats.number(shown.position))
    if row.state == RUNNING:
        return where_it_is(visitor, row)
    if row.state == FAILED:
        return visitor.told(row.message)
    return visitor.say(f"job.{row.state}")


def where_it_is(visitor: Visitor, row: JobRow) -> str:
    """Say the step of a running job, and its share; many steps know none."""
    step = word(visitor.language, "job.step", row.step or "start")
    if not row.share:
        return visitor.say("job.at.step", step=step)
    share = visitor.formats.share(row.share, 0)
    return visitor.say("job.at", step=step, share=share)


def _nobody(here: Here, shown: ShownJob) -> str:
    """Say that nobody is there to begin with it."""
    if shown.row.state != QUEUED or not here.actor.may(Action.JOB_READ):
        return ""
    if workers_alive(here.site.store, here.actor):
        return ""
    return here.visitor.say("job.no_worker")
