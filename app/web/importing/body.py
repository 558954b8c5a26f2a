"""What stands below a file that was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.exceptions import PreventUpdate

from app.web.importing import ids
from app.web.importing.form import mapping_form
from app.web.importing.looking import look

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.imports.mapping import Mapping
    from app.services.imports.preview import Preview
    from app.storage.campaigns import CampaignRow
    from app.web.here import Here


def campaign_of(here: Here) -> CampaignRow:
    """Campaign of the page; one without has no import."""
    if here.campaign is None:
        raise PreventUpdate
    return here.campaign


def import_body(
    here: Here,
    number: int,
    given: Mapping,
    seen: Preview,
    note: Component | None = None,
) -> list[Any]:
    """
    Lay out a file that was looked at.

    Parameters
    ----------
    here : Here
        Whose campaign it goes into.
    number : int
        Of the kept file.
    given : Mapping
        With which it was looked at.
    seen : Preview
        What was found.
    note : Component, optional
        Said above it.

    Returns
    -------
    list of Component
        Counts, findings, the form of the mapping, and the buttons.
    """
    visitor, campaign = here.visitor, campaign_of(here)
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
