"""What happens on the page of the campaigns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from dash import ALL, Input, Output, State, callback_context, dcc, html, no_update

from app.jobs.archive import BusyError, bring_campaign
from app.services.access import Action
from app.services.campaigns.form import set_archived
from app.services.campaigns.new import start_campaign
from app.services.campaigns.stored import campaign_list, find_campaign
from app.services.form_errors import FormError
from app.web.components.answers import done, refused
from app.web.pages.campaigns import ids
from app.web.pages.campaigns.form import NAMES, new_campaign
from app.web.pages.campaigns.layout import FILES, LARGEST_MB, campaign_lists
from app.web.sent_files import FileNotTakenError
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
        inputs=[Input(ids.ZIP_SENT, "data")],
        prevent_initial_call=True,
    )
    def bring(here: Here, sent: dict[str, Any] | None) -> dict[str, Any]:
        if not sent:
            return {"said": no_update, "changed": no_update}
        number = int(sent["number"])
        rows = {row.id: row for row in campaign_list(here.site.store, here.actor)}
        if number not in rows:
            # Its account reaches it from the next request on.
            return {
                "said": done(here.visitor.say("campaigns.zip.done")),
                "changed": number,
            }
        row = rows[number]
        return {"said": _added(here, row.name, row.key), "changed": number}

    registry.file(FILES, Action.CAMPAIGN_EDIT, LARGEST_MB * 2**20, _take)


def _take(here: Here, _: str, file: BinaryIO) -> int:
    """Add the campaign of an archive."""
    try:
        return bring_campaign(here.site.store, here.actor, file)
    except ForbiddenError as error:
        raise FileNotTakenError("campaigns.zip.forbidden") from error
    except BusyError as error:
        raise FileNotTakenError("campaigns.zip.busy") from error


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
