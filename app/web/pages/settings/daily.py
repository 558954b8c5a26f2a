"""The card that says at which hour a campaign is forecast anew every day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from app.services.access import Action
from app.services.campaigns.daily import HOURS, set_reforecast_hour
from app.services.campaigns.stored import find_campaign
from app.web.components import controls
from app.web.components.answers import done, refused
from app.web.components.lights import live
from app.web.pages.settings import ids
from wfm.errors import UnknownNameError, WfmError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.storage.campaigns import CampaignRow
    from app.web.here import Here
    from app.web.registry import Registry

_NEVER = "never"


def daily_card(here: Here) -> Component:
    """Hour of the day, or never, and what is done then."""
    say, campaign = here.visitor.say, _campaign(here)
    hour = campaign.reforecast_hour
    return controls.card(
        html.P(say("daily.hint", timezone=campaign.timezone), className="quiet"),
        dcc.Store(id=ids.DAILY_BASE, data=campaign.revision),
        html.Div(
            [
                dmc.Select(
                    id=ids.DAILY_HOUR,
                    label=say("daily.hour"),
                    data=[
                        {"value": _NEVER, "label": say("daily.never")},
                        *(
                            {"value": str(each), "label": f"{each:02}:00"}
                            for each in HOURS
                        ),
                    ],
                    value=_NEVER if hour is None else str(hour),
                    allowDeselect=False,
                ),
            ],
            className="fields",
        ),
        html.Div(
            dmc.Button(say("daily.save"), id=ids.DAILY_SAVE, variant="default"),
            className="form-end",
        ),
        html.Div(live([]), id=ids.DAILY_SAID),
        title=say("daily"),
    )


def register_daily(registry: Registry) -> None:
    """Add the card's callback to a registry."""

    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output=[
            Output(ids.DAILY_SAID, "children"),
            Output(ids.DAILY_BASE, "data"),
        ],
        inputs=[
            Input(ids.DAILY_SAVE, "n_clicks"),
            State(ids.DAILY_HOUR, "value"),
            State(ids.DAILY_BASE, "data"),
        ],
        prevent_initial_call=True,
    )
    def save(here: Here, clicks: int | None, chosen: str, base: int) -> list[Any]:
        if not clicks:
            raise PreventUpdate
        store, campaign = here.site.store, _campaign(here)
        hour = None if chosen == _NEVER else int(chosen)
        try:
            set_reforecast_hour(
                store, here.actor, campaign.id, hour, revision=int(base)
            )
        except WfmError as error:
            return [refused(here.visitor, error), no_update]
        revision = find_campaign(store, here.actor, campaign.key).revision
        said = "daily.saved.never" if hour is None else "daily.saved"
        at = "" if hour is None else f"{hour:02}:00"
        return [done(here.visitor.say(said, hour=at)), revision]


def _campaign(here: Here) -> CampaignRow:
    if here.campaign is None:
        raise UnknownNameError("campaign", "", ())
    return here.campaign
