"""Where a file is chosen, and the place for all that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.services.imports.kinds import kind_of
from app.services.imports.sheet import WEB_BYTES
from app.web.components.file_drop import Wanted, file_drop
from app.web.importing import ids
from app.web.importing.words import column_name

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.visitor import Visitor

ENDINGS = (".csv", ".tsv", ".txt", ".gz", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_MEGABYTES = WEB_BYTES // 2**20


def import_card(here: Here, table: str, title: str, lead: str) -> Component:
    """
    Card that takes a file for a table; nothing where the account may not import.

    Parameters
    ----------
    here : Here
        Whose campaign it goes into.
    table : str
        One of `app.services.imports.kinds.KINDS`.
    title, lead : str
        Said above it.
    """
    if not here.may(kind_of(table).action):
        # The page still hears of imports by the store, which then never changes.
        return html.Div(dcc.Store(id=ids.part(table, ids.DONE)), hidden=True)
    visitor = here.visitor
    return dmc.Card(
        [
            html.H2(title, className="card-title"),
            html.P([lead, " ", _needed(table, visitor)], className="quiet import-lead"),
            _drop(here, table),
            dcc.Loading(
                html.Div(id=ids.part(table, ids.BODY), className="import-body"),
                delay_show=300,
                overlay_style={"visibility": "visible", "opacity": 0.5},
            ),
            dcc.Store(id=ids.part(table, ids.DONE)),
        ],
        withBorder=True,
        className="import",
    )


def _needed(table: str, visitor: Visitor) -> str:
    columns = [each for each in kind_of(table).table.columns if each.required]
    names = ", ".join(column_name(visitor, each.name).lower() for each in columns)
    return visitor.say("import.needed", names=names)


def file_address(key: str, table: str) -> str:
    """Address that takes files for a table of a campaign."""
    return f"/c/{key}/files/{table.replace('_', '-')}"


def _drop(here: Here, table: str) -> Component:
    visitor, key = here.visitor, "" if here.campaign is None else here.campaign.key
    wanted = Wanted(
        address=file_address(key, table),
        endings=ENDINGS,
        most=WEB_BYTES,
        choose=visitor.say("import.choose"),
        drop=visitor.say("import.drop", most=str(_MEGABYTES)),
    )
    file, sent = ids.part(table, ids.FILE), ids.part(table, ids.SENT)
    return file_drop(file, sent, wanted, visitor)
