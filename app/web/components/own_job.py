"""
How far a job is that the visitor started: a card for accounts of every role.

Unlike `app.web.components.job_progress` it takes no right to see the jobs of others.
Once the job ends, the ``data`` of the store ``own_ended(family, ALL)`` is
``{"state": ..., "version": ...}``: let it be an input of what shows the result.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import MATCH, Input, Output, State, dcc, html

from app.jobs.own import cancel_own, own_job
from app.storage.jobs import ACTIVE
from app.web.components.attributes import attributes
from app.web.components.icon import icon
from app.web.components.job_progress import POLL_MS, job_words
from wfm.errors import TransitionError

if TYPE_CHECKING:
    from dash.dependencies import Wildcard
    from dash.development.base_component import Component

    from app.jobs.queueing import ShownJob
    from app.web.here import Here
    from app.web.registry import Registry

    Named = dict[str, str | Wildcard]


def own_ended(family: str | Wildcard, job_id: str | Wildcard) -> Named:
    """Id of the store that is filled when a job of a family ends."""
    return _part("ended", family, job_id)


def own_job_card(here: Here, family: str, job_id: str) -> Component:
    """
    Card of a job.

    Parameters
    ----------
    here : Here
        Who looks, and has started it.
    family : str
        Of which part of a page it is: its end is told to that one.
    job_id : str
        Which.

    Returns
    -------
    Component
        State, step and share, place in the queue, a button to cancel it.

    Raises
    ------
    UnknownNameError
        If there is no such job, or another started it.
    """
    shown = own_job(here.site.store, here.actor, job_id)
    return html.Div(
        [
            html.Div(
                job_words(here, shown),
                id=_part("body", family, job_id),
                className="job-body",
                **attributes(aria_live="polite"),
            ),
            dmc.Button(
                here.visitor.say("job.cancel"),
                id=_part("cancel", family, job_id),
                leftSection=icon("stop", 14),
                variant="default",
                size="compact-sm",
                className="job-stop",
                display=_display(shown),
            ),
            dcc.Interval(
                id=_part("tick", family, job_id),
                interval=POLL_MS,
                disabled=shown.row.state not in ACTIVE,
            ),
            dcc.Store(id=_part("asked", family, job_id)),
            dcc.Store(id=own_ended(family, job_id), data=_end(shown)),
        ],
        className="job",
    )


def register_own_jobs(registry: Registry) -> None:
    """Add the card's callbacks to a registry: once, for the cards of all pages."""

    @registry.callback(
        None,
        output={
            "body": Output(_part("body", MATCH, MATCH), "children"),
            "still": Output(_part("tick", MATCH, MATCH), "disabled"),
            "button": Output(_part("cancel", MATCH, MATCH), "display"),
            "end": Output(own_ended(MATCH, MATCH), "data"),
        },
        inputs={
            "ticks": Input(_part("tick", MATCH, MATCH), "n_intervals"),
            "asked": Input(_part("asked", MATCH, MATCH), "data"),
            "tick": State(_part("tick", MATCH, MATCH), "id"),
        },
        polled=True,
        prevent_initial_call=True,
    )
    def look(
        here: Here, ticks: object, asked: object, tick: dict[str, str]
    ) -> dict[str, Any]:
        del ticks, asked
        shown = own_job(here.site.store, here.actor, str(tick["job"]))
        return {
            "body": job_words(here, shown),
            "still": shown.row.state not in ACTIVE,
            "button": _display(shown),
            "end": _end(shown),
        }

    @registry.callback(
        None,
        output=Output(_part("asked", MATCH, MATCH), "data"),
        inputs=[
            Input(_part("cancel", MATCH, MATCH), "n_clicks"),
            State(_part("tick", MATCH, MATCH), "id"),
        ],
        prevent_initial_call=True,
    )
    def stop(here: Here, clicks: int | None, tick: dict[str, str]) -> int:
        if clicks:
            # It may have ended while the finger was on its way: the next look says so.
            with suppress(TransitionError):
                cancel_own(here.site.store, here.actor, str(tick["job"]))
        return clicks or 0


def _part(part: str, family: str | Wildcard, job_id: str | Wildcard) -> Named:
    return {"type": f"own-job-{part}", "of": family, "job": job_id}


def _end(shown: ShownJob) -> dict[str, Any] | None:
    if shown.row.state in ACTIVE:
        return None
    return {"state": shown.row.state, "version": shown.row.result_version}


def _display(shown: ShownJob) -> str:
    return "inline-block" if shown.row.state in ACTIVE else "none"
