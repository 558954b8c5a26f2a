"""What happens on the page of the campaigns."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from dash import ALL, Input, Output, State, callback_context, dcc, html, no_update

from app.services.access import Action
from app.services.campaigns.archive import add_campaign_zip
from app.services.campaigns.form import set_archived
from app.services.campaigns.new import start_campaign
from app.services.campaigns.stored import campaign_list, find_campaign
from app.services.form_errors import FormError
from app.web.components.answers import done, refused, warned
from app.web.pages.campaigns import ids
from app.web.pages.campaigns.form import NAMES, new_campaign
from app.web.pages.campaigns.layout import LARGEST_MB, campaign_lists
from wfm.errors import ForbiddenError, WfmError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.registry import Registry


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    _register_form(registry)
    _register_archive(registry)
    _register_list(registry)


def _register_form(registry: Registry) -> None:
    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output={
            "said": Output(ids.ADDED, "children"),
            "changed": Output(ids.CHANGED, "data"),
            "wrong": {name: Output(ids.field(name), "error") for name in NAMES},
        },
        inputs={
            "clicks": Input(ids.ADD, "n_clicks"),
            "given": {name: State(ids.field(name), "value") for name in NAMES},
        },
        prevent_initial_call=True,
    )
    def add(here: Here, clicks: int, given: dict[str, Any]) -> dict[str, Any]:
        wrong: dict[str, str] = dict.fromkeys(NAMES, "")
        new = new_campaign(given)
        try:
            key = start_campaign(here.site.store, here.actor, new)
        except FormError as error:
            say = here.visitor.say
            told = {name: say(f"wrong.{why}") for name, why in error.fields.items()}
            return {"said": [], "changed": no_update, "wrong": wrong | told}
        except WfmError as error:
            said = refused(here.visitor, error)
            return {"said": said, "changed": no_update, "wrong": wrong}
        return {"said": _added(here, new.name, key), "changed": clicks, "wrong": wrong}


def _register_archive(registry: Registry) -> None:
    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output={
            "said": Output(ids.ZIP_SAID, "children"),
            "changed": Output(ids.CHANGED, "data", allow_duplicate=True),
        },
        inputs=Input(ids.ZIP, "contents"),
        prevent_initial_call=True,
    )
    def bring(here: Here, contents: str | None) -> dict[str, Any]:
        if not contents:
            return {"said": no_update, "changed": no_update}
        data = _decoded(contents)
        if data is None or len(data) > LARGEST_MB * 2**20:
            said = warned(here.visitor.say("campaigns.zip.large"))
            return {"said": said, "changed": no_update}
        try:
            number = add_campaign_zip(here.site.store, here.actor, data)
        except ForbiddenError:
            said = warned(here.visitor.say("campaigns.zip.forbidden"))
            return {"said": said, "changed": no_update}
        except WfmError as error:
            return {"said": refused(here.visitor, error), "changed": no_update}
        rows = {row.id: row for row in campaign_list(here.site.store, here.actor)}
        if number not in rows:
            # Its account reaches it from the next request on.
            return {
                "said": done(here.visitor.say("campaigns.zip.done")),
                "changed": number,
            }
        row = rows[number]
        return {"said": _added(here, row.name, row.key), "changed": number}


def _register_list(registry: Registry) -> None:
    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output=Output(ids.CHANGED, "data", allow_duplicate=True),
        inputs=[
            Input({"type": ids.UNARCHIVE, "key": ALL}, "n_clicks"),
            State({"type": ids.UNARCHIVE, "key": ALL}, "id"),
        ],
        prevent_initial_call=True,
    )
    def plan_again(here: Here, clicks: list[int | None], _: object) -> Any:  # noqa: ANN401 - or no update
        asked = callback_context.triggered_id
        if not asked or not any(clicks):
            return no_update
        row = find_campaign(here.site.store, here.actor, str(asked["key"]))
        set_archived(
            here.site.store,
            here.actor,
            row.id,
            archived=False,
            revision=row.revision,
        )
        return str(asked["key"])

    @registry.callback(
        Action.CAMPAIGN_READ,
        output=Output(ids.LIST, "children"),
        inputs=Input(ids.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def show(here: Here, _: object) -> list[Component]:
        return campaign_lists(here)


def _added(here: Here, name: str, key: str) -> Component:
    say = here.visitor.say
    link = dcc.Link(say("campaigns.added.open"), href=f"/c/{key}/history")
    return html.Div([done(say("campaigns.added", name=name)), link])


def _decoded(contents: str) -> bytes | None:
    """Bytes of what the browser sends of a file; None where it is no such thing."""
    _, _, encoded = contents.partition(",")
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
