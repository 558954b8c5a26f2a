"""A place where a file is chosen or dropped, and is sent as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.web.components.attributes import attributes
from app.web.components.icon import icon

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.visitor import Visitor

_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    What is sent where.

    Attributes
    ----------
    address : str
        Added with ``Registry.file``.
    endings : tuple of str
        Of the names of files, such as ``.csv``.
    most : int
        Bytes.
    choose, drop : str
        Said on the button and beside it.
    """

    address: str
    endings: tuple[str, ...]
    most: int
    choose: str
    drop: str


def file_drop(
    drop_id: str, sent_id: str, wanted: Wanted, visitor: Visitor
) -> Component:
    """
    Button that is also a place to drop a file; ``assets/50-file-drop.js`` sends it.

    Parameters
    ----------
    drop_id : str
        Of the place.
    sent_id : str
        Of a store, whose data is ``{"number": ..., "at": ...}`` once a file was taken:
        the number that the address gave, and when.
    wanted : Wanted
        What is sent where.
    visitor : Visitor
        In whose language it speaks.
    """
    say, most = visitor.say, str(wanted.most // _MEGABYTE)
    return html.Div(
        [
            html.Div(
                [
                    dmc.Button(
                        wanted.choose,
                        leftSection=icon("import", 16),
                        className="file-choose",
                        size="sm",
                    ),
                    html.Span(wanted.drop, className="quiet"),
                    # The script puts the field of the browser's own dialog here.
                    html.Span(className="file-field"),
                ],
                className="file-words",
            ),
            _sending(visitor),
            html.P(
                className="bad file-problem", hidden=True, **attributes(role="alert")
            ),
            dcc.Store(id=sent_id),
        ],
        id=drop_id,
        className="file-drop",
        **attributes(
            data_address=wanted.address,
            data_endings=",".join(wanted.endings),
            data_most=str(wanted.most),
            data_sent=sent_id,
            data_say_field=wanted.choose,
            # Its blanks are filled by the script.
            data_say_sending=say("file.sending", file="{file}", share="{share}"),
            data_say_reading=say("file.reading", file="{file}"),
            data_say_large=say("file.large", most=most),
            data_say_kind=say("file.kind", endings=", ".join(wanted.endings)),
            data_say_one=say("file.single"),
            data_say_lost=say("file.lost"),
            data_say_ended=say("file.ended"),
            data_say_refused=say("file.refused"),
        ),
    )


def _sending(visitor: Visitor) -> Component:
    """How far it is, and the way to stop it."""
    return html.Div(
        [
            html.Span(className="file-name"),
            html.Progress(
                max="100", **attributes(aria_label=visitor.say("file.progress"))
            ),
            dmc.Button(
                visitor.say("file.stop"),
                className="file-stop",
                variant="default",
                size="compact-sm",
            ),
        ],
        className="file-sending",
        hidden=True,
    )
