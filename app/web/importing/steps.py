"""What happens with a file: looked at, read otherwise, answered about, imported."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, BinaryIO

from dash import ALL, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from app.jobs.reading import found_rows
from app.services.imports.commit import (
    ImportRefusedError,
    first_preview,
    import_examined,
    import_table,
    preview_import,
)
from app.services.imports.kinds import kind_of
from app.services.imports.mapping import Mapping
from app.services.imports.saved_mappings import save_mapping
from app.services.imports.sheet import WEB_BYTES
from app.services.imports.uploads import (
    QUICK_BYTES,
    forget_upload,
    is_quick,
    keep_upload,
    kept_upload,
    upload_content,
)
from app.web.components.answers import done, refused, warned
from app.web.importing import ids
from app.web.importing.body import campaign_of, import_body
from app.web.importing.card import file_address
from app.web.importing.form import field_names, mapping_said
from app.web.importing.waiting import (
    first_body,
    import_by_job,
    read_by_job,
    register_waiting,
)
from wfm.errors import (
    InputError,
    StaleError,
    StoreError,
    UnknownNameError,
)

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.imports.commit import Done
    from app.storage.uploads import Upload
    from app.web.here import Here
    from app.web.registry import Registry

Body = list[Any]
HISTORY = "history"
CHANGED = "import.changed"
# A button may set these of a mapping, and nothing else.
_SET = ("date_order", "decimal", "sheet", "encoding")


def register_import(registry: Registry, table: str) -> None:
    """Add the callbacks of an import into a table to a registry."""
    action = kind_of(table).action
    body = ids.part(table, ids.BODY)

    @registry.callback(
        action,
        output=Output(body, "children"),
        inputs=[Input(ids.part(table, ids.SENT), "data")],
        prevent_initial_call=True,
    )
    def choose(here: Here, sent: dict[str, Any] | None) -> Body:
        if not sent:
            raise PreventUpdate
        return _chosen(here, table, int(sent["number"]))

    @registry.callback(
        action,
        output={
            "body": Output(body, "children", allow_duplicate=True),
            "done": Output(ids.part(table, ids.DONE), "data"),
        },
        inputs={
            "look": Input(ids.part(table, ids.LOOK), "n_clicks"),
            "send": Input(ids.part(table, ids.SEND), "n_clicks"),
            "cancel": Input(ids.part(table, ids.CANCEL), "n_clicks"),
            "answers": Input(ids.answer(table, ALL, ALL), "n_clicks"),  # type: ignore[arg-type]
            "fields": {
                name: State(ids.part(table, name), "value")
                for name in field_names(table)
            },
            "reason": State(ids.part(table, ids.REASON), "value"),
            "seen": State(ids.part(table, ids.SEEN), "data"),
        },
        prevent_initial_call=True,
    )
    def step(here: Here, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - as declared
        if not asked["seen"] or not any(each["value"] for each in ctx.triggered):
            raise PreventUpdate
        return _stepped(here, table, asked)

    def take(here: Here, filename: str, file: BinaryIO) -> int:
        place = (here.site.store, here.actor, campaign_of(here).id)
        return keep_upload(*place, table, filename, file)

    registry.file(file_address("<key>", table), action, WEB_BYTES, take)
    register_waiting(registry, table)


def _chosen(here: Here, table: str, number: int) -> Body:
    """Guess how a file that was sent is read, as last time if that still works."""
    place = (here.site.store, here.actor, campaign_of(here).id)
    try:
        upload = kept_upload(*place, table, number)
    except UnknownNameError:
        return [warned(here.visitor.say("import.gone"))]
    content = _quick(here, upload)
    if content is None:
        return read_by_job(here, upload, None)
    look = first_preview(*place, content, upload.filename, table)
    return first_body(here, number, look)


def _stepped(here: Here, table: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Answer a button of the body."""
    campaign = campaign_of(here)
    place = (here.site.store, here.actor, campaign.id)
    number = int(asked["seen"]["upload"])
    if ctx.triggered_id == ids.part(table, ids.CANCEL):
        forget_upload(here.site.store, here.actor, number)
        return {"body": [], "done": no_update}
    try:
        upload = kept_upload(*place, table, number)
    except UnknownNameError:
        gone = warned(here.visitor.say("import.gone"))
        return {"body": [gone], "done": no_update}
    shown = Mapping.from_json(asked["seen"]["mapping"])
    mapping = mapping_said(shown, asked["fields"])
    if ctx.triggered_id == ids.part(table, ids.SEND):
        if mapping == shown:
            return _sent(here, upload, mapping, asked)
        return {"body": _seen(here, upload, mapping, CHANGED), "done": no_update}
    if isinstance(ctx.triggered_id, dict):
        mapping = _answered(mapping, ctx.triggered_id)
    return {"body": _seen(here, upload, mapping), "done": no_update}


def _answered(mapping: Mapping, button: dict[str, Any]) -> Mapping:
    """Set in a mapping what a button says."""
    what, value = str(button["what"]), str(button["value"])
    if what in _SET:
        return Mapping.from_json({**mapping.to_json(), what: value})
    return mapping.confirming(value)


def _seen(here: Here, upload: Upload, mapping: Mapping, note: str = "") -> Body:
    """Look at a file as it is read now; the note is the key of a sentence."""
    content = _quick(here, upload)
    if content is None:
        return read_by_job(here, upload, mapping, note)
    place = (here.site.store, here.actor, upload.campaign_id)
    seen = preview_import(*place, content, upload.filename, mapping)
    said = warned(here.visitor.say(note)) if note else None
    return import_body(here, upload.id, mapping, seen, said)


def _quick(here: Here, upload: Upload) -> bytes | None:
    """Content of a file that is read in the request; None of one that a job reads."""
    if upload.size > QUICK_BYTES:
        return None
    content = upload_content(here.site.store, upload)
    return content if is_quick(upload.filename, content) else None


def _sent(
    here: Here, upload: Upload, mapping: Mapping, asked: dict[str, Any]
) -> dict[str, Any]:
    """Import a file that was looked at, or say why not."""
    place = (here.site.store, here.actor, upload.campaign_id)
    reason = str(asked["reason"] or "").strip()
    skip_bad = bool(asked["seen"]["skip_bad"])
    content = _quick(here, upload)
    if content is None and upload.kind == HISTORY:
        body = import_by_job(here, upload, mapping, skip_bad=skip_bad, reason=reason)
        return {"body": body, "done": no_update}
    try:
        if content is None:
            found = found_rows(here.site.store, upload, mapping)
            result = import_examined(*place, found, skip_bad=skip_bad, reason=reason)
        else:
            result = import_table(
                *place,
                content,
                upload.filename,
                mapping,
                skip_bad=skip_bad,
                reason=reason,
            )
    except ImportRefusedError as error:
        body = import_body(here, upload.id, mapping, error.preview)
        return {"body": body, "done": no_update}
    except (InputError, StaleError, StoreError) as error:
        note = refused(here.visitor, error)
        if content is None:
            return {"body": [note], "done": no_update}
        seen = preview_import(*place, content, upload.filename, mapping)
        body = import_body(here, upload.id, mapping, seen, note)
        return {"body": body, "done": no_update}
    save_mapping(*place, mapping, reason=reason)
    forget_upload(here.site.store, here.actor, upload.id)
    return {"body": [_result(here, result)], "done": int(time.time() * 1000)}


def _result(here: Here, result: Done) -> Component:
    visitor = here.visitor
    if result.already:
        return done(visitor.say("import.already", file=result.preview.filename))
    number = visitor.formats.number
    said = visitor.say(
        "import.imported",
        file=result.preview.filename,
        new=number(result.new),
        changed=number(result.changed),
        same=number(result.same),
    )
    return done(said + _left_out(here, result))


def _left_out(here: Here, result: Done) -> str:
    if not result.preview.bad:
        return ""
    return " " + here.visitor.say("import.left_out", count=result.preview.bad)
