"""A file that a job reads or imports: how far that is, and what came of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from dash import ALL, Input, Output, State, dcc, no_update
from dash.exceptions import PreventUpdate

from app.jobs.history import enqueue_import
from app.jobs.own import own_job
from app.jobs.reading import enqueue_reading, found_in
from app.services.imports.kinds import kind_of
from app.services.imports.saved_mappings import save_mapping
from app.services.imports.uploads import kept_upload
from app.storage.jobs import DONE, FAILED
from app.web.components.answers import done, refused, warned
from app.web.components.own_job import own_ended, own_job_card
from app.web.importing import ids
from app.web.importing.body import campaign_of, import_body
from wfm.errors import UnknownNameError, WfmError

if TYPE_CHECKING:
    from app.services.imports.mapping import Mapping
    from app.services.imports.preview import FirstLook
    from app.storage.uploads import Upload
    from app.web.here import Here
    from app.web.registry import Registry

    Body = list[Any]

_READ, _IMPORT = "read", "import"


def read_by_job(
    here: Here, upload: Upload, mapping: Mapping | None, note: str = ""
) -> Body:
    """
    Let a job read a file, and follow it.

    Parameters
    ----------
    here : Here
        Whose file it is.
    upload : Upload
        The file.
    mapping : Mapping or None
        How it is read; None for as last time, or by a guess.
    note : str
        Key of a sentence that is said above what was found; empty for none.

    Returns
    -------
    list of Component
    """
    try:
        job_id = enqueue_reading(here.site.store, here.actor, upload, mapping)
    except WfmError as error:
        return [refused(here.visitor, error)]
    return _waiting(here, upload, job_id, {"what": _READ, "note": note})


def import_by_job(
    here: Here, upload: Upload, mapping: Mapping, *, skip_bad: bool, reason: str
) -> Body:
    """
    Let a job import a history that was looked at, and follow it.

    Parameters
    ----------
    here : Here
        Whose file it is.
    upload : Upload
        The file.
    mapping, skip_bad, reason
        As in `app.services.imports.commit.import_table`.

    Returns
    -------
    list of Component
    """
    store, actor = here.site.store, here.actor
    try:
        job_id = enqueue_import(
            store, actor, upload, mapping, skip_bad=skip_bad, reason=reason
        )
        save_mapping(store, actor, upload.campaign_id, mapping, reason=reason)
    except WfmError as error:
        return [refused(here.visitor, error)]
    return _waiting(here, upload, job_id, {"what": _IMPORT})


def first_body(here: Here, number: int, look: FirstLook) -> Body:
    """Lay out a file that was looked at for the first time."""
    last = warned(here.visitor.say("import.as_last_time"))
    note = last if look.as_last_time else None
    return import_body(here, number, look.mapping, look.seen, note)


def register_waiting(registry: Registry, table: str) -> None:
    """Add the callback that shows what came of a job, for a table, to a registry."""

    @registry.callback(
        kind_of(table).action,
        output={
            "body": Output(ids.part(table, ids.BODY), "children", allow_duplicate=True),
            "done": Output(ids.part(table, ids.DONE), "data", allow_duplicate=True),
        },
        inputs={
            "ends": Input(own_ended(table, ALL), "data"),
            "wait": State(ids.part(table, ids.WAIT), "data"),
        },
        prevent_initial_call=True,
    )
    def follow(
        here: Here, ends: list[Any], wait: dict[str, Any] | None
    ) -> dict[str, Any]:
        if not any(ends) or not wait:
            raise PreventUpdate
        return _ended(here, table, wait)


def _waiting(here: Here, upload: Upload, job_id: str, what: dict[str, str]) -> Body:
    wait = {"upload": upload.id, "job": job_id, **what}
    return [
        dcc.Store(id=ids.part(upload.kind, ids.WAIT), data=wait),
        own_job_card(here, upload.kind, job_id),
    ]


def _ended(here: Here, table: str, wait: dict[str, Any]) -> dict[str, Any]:
    """Say what came of a job that has ended."""
    row = own_job(here.site.store, here.actor, str(wait["job"])).row
    said = here.visitor.told(row.message)
    if row.state == FAILED:
        return {"body": [warned(said)], "done": no_update}
    if row.state != DONE:
        return {"body": [], "done": no_update}
    if wait["what"] == _IMPORT:
        return {"body": [done(said)], "done": int(time.time() * 1000)}
    return {"body": _found(here, table, wait), "done": no_update}


def _found(here: Here, table: str, wait: dict[str, Any]) -> Body:
    store, campaign, number = here.site.store, campaign_of(here), int(wait["upload"])
    gone = [warned(here.visitor.say("import.gone"))]
    try:
        upload = kept_upload(store, here.actor, campaign.id, table, number)
    except UnknownNameError:
        return gone
    look = found_in(store, upload)
    if look is None:
        return gone
    if wait.get("note"):
        note = warned(here.visitor.say(str(wait["note"])))
        return import_body(here, number, look.mapping, look.seen, note)
    return first_body(here, number, look)
