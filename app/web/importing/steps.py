"""What happens with a file: looked at, read otherwise, answered about, imported."""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from app.services.imports.commit import (
    ImportRefusedError,
    import_table,
    preview_import,
)
from app.services.imports.kinds import kind_of
from app.services.imports.mapping import Mapping
from app.services.imports.preview import first_mapping
from app.services.imports.saved_mappings import save_mapping, saved_mapping
from app.services.imports.uploads import forget_upload, keep_upload, kept_upload
from app.web.components.answers import done, refused, warned
from app.web.importing import ids
from app.web.importing.form import field_names, mapping_form, mapping_said
from app.web.importing.looking import look
from wfm.errors import InputError, ParameterError, StaleError, UnknownNameError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.imports.commit import Done
    from app.services.imports.preview import Preview
    from app.storage.campaigns import CampaignRow
    from app.storage.uploads import Upload
    from app.web.here import Here
    from app.web.registry import Registry

Body = list[Any]
# A button may set these of a mapping, and nothing else.
_SET = ("date_order", "decimal", "sheet", "encoding")


def register_import(registry: Registry, table: str) -> None:
    """Add the callbacks of an import into a table to a registry."""
    action = kind_of(table).action
    body = ids.part(table, ids.BODY)

    @registry.callback(
        action,
        output=Output(body, "children"),
        inputs=[
            Input(ids.part(table, ids.FILE), "contents"),
            State(ids.part(table, ids.FILE), "filename"),
        ],
        prevent_initial_call=True,
    )
    def choose(here: Here, contents: str | None, filename: str | None) -> Body:
        if not contents:
            raise PreventUpdate
        content = base64.b64decode(contents.partition(",")[2], validate=True)
        return _chosen(here, table, str(filename or "file"), content)

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


def _campaign(here: Here) -> CampaignRow:
    if here.campaign is None:
        raise PreventUpdate
    return here.campaign


def _chosen(here: Here, table: str, filename: str, content: bytes) -> Body:
    """Keep a file and guess how it is read, as last time if that still works."""
    campaign = _campaign(here)
    place = (here.site.store, here.actor, campaign.id)
    try:
        number = keep_upload(*place, table, filename, content)
    except ParameterError as error:
        return [refused(here.visitor, error)]
    mapping = saved_mapping(*place, table)
    if mapping is not None:
        seen = preview_import(*place, content, filename, mapping)
        if seen.outcome != "reject":
            note = warned(here.visitor.say("import.as_last_time"))
            return _body(here, number, mapping, seen, note)
    mapping = first_mapping(content, filename, table)
    seen = preview_import(*place, content, filename, mapping)
    return _body(here, number, mapping, seen)


def _stepped(here: Here, table: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Answer a button of the body."""
    campaign = _campaign(here)
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
        note = warned(here.visitor.say("import.changed"))
        return {"body": _seen(here, upload, mapping, note), "done": no_update}
    if isinstance(ctx.triggered_id, dict):
        mapping = _answered(mapping, ctx.triggered_id)
    return {"body": _seen(here, upload, mapping), "done": no_update}


def _answered(mapping: Mapping, button: dict[str, Any]) -> Mapping:
    """Set in a mapping what a button says."""
    what, value = str(button["what"]), str(button["value"])
    if what in _SET:
        return Mapping.from_json({**mapping.to_json(), what: value})
    return mapping.confirming(value)


def _seen(
    here: Here, upload: Upload, mapping: Mapping, note: Component | None = None
) -> Body:
    seen = preview_import(
        here.site.store,
        here.actor,
        upload.campaign_id,
        upload.content,
        upload.filename,
        mapping,
    )
    return _body(here, upload.id, mapping, seen, note)


def _sent(
    here: Here, upload: Upload, mapping: Mapping, asked: dict[str, Any]
) -> dict[str, Any]:
    """Import a file that was looked at, or say why not."""
    place = (here.site.store, here.actor, upload.campaign_id)
    reason = str(asked["reason"] or "").strip()
    skip_bad = bool(asked["seen"]["skip_bad"])
    try:
        result = import_table(
            *place,
            upload.content,
            upload.filename,
            mapping,
            skip_bad=skip_bad,
            reason=reason,
        )
    except ImportRefusedError as error:
        body = _body(here, upload.id, mapping, error.preview)
        return {"body": body, "done": no_update}
    except (InputError, StaleError) as error:
        note = refused(here.visitor, error)
        return {"body": _seen(here, upload, mapping, note), "done": no_update}
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


def _body(
    here: Here,
    number: int,
    given: Mapping,
    seen: Preview,
    note: Component | None = None,
) -> Body:
    visitor, campaign = here.visitor, _campaign(here)
    return [
        dcc.Store(
            id=ids.part(given.table, ids.SEEN),
            data={
                "upload": number,
                "mapping": given.to_json(),
                "skip_bad": seen.bad > 0,
            },
        ),
        *([] if note is None else [note]),
        *look(seen, visitor),
        mapping_form(given, seen, visitor, campaign.timezone),
        _sending(here, given.table, seen),
    ]


def _sending(here: Here, table: str, seen: Preview) -> Component:
    """Reason and buttons; what is left out is said on the button itself."""
    visitor = here.visitor
    may = seen.may_be_imported(skip_bad=True)
    good, bad = (visitor.formats.number(each) for each in (seen.good, seen.bad))
    key = "import.send.some" if seen.bad else "import.send"
    return html.Div(
        [
            dmc.TextInput(
                id=ids.part(table, ids.REASON),
                label=visitor.say("import.reason"),
                placeholder=visitor.say("import.reason.example"),
                value="",
                size="sm",
                inputProps={"maxLength": 500},
                className="import-reason",
            ),
            dmc.Button(
                visitor.say(key, count=seen.bad, good=good, bad=bad),
                id=ids.part(table, ids.SEND),
                disabled=not may,
                color="orange" if seen.bad and may else "indigo",
                size="sm",
            ),
            dmc.Button(
                visitor.say("import.cancel"),
                id=ids.part(table, ids.CANCEL),
                variant="subtle",
                color="gray",
                size="sm",
            ),
        ],
        className="import-sending",
    )
