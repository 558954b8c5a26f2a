"""Buttons that give tables as Excel or as CSV, and the files behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dash import Input, Output, callback_context, dcc
from dash.exceptions import PreventUpdate

from app.web.components.controls import action
from app.web.delimited import as_csv_download, csv_file
from app.web.spreadsheet import as_download, workbook, workbook_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dash import State
    from dash.development.base_component import Component

    from app.services.access import Action
    from app.web.registry import Registry
    from app.web.spreadsheet import Field
    from app.web.visitor import Visitor

    States = Mapping[str, "State | Mapping[str, State]"]

CSV = "-csv"


@dataclass(frozen=True, slots=True)
class Saved:
    """
    What is behind a pair of buttons.

    Attributes
    ----------
    name : str
        Of the file, without its ending.
    sheets : dict of str to sequence of Field
        Columns by the title of their sheet; a CSV has those of the first.
    """

    name: str
    sheets: dict[str, Sequence[Field]]


def downloads(button: str, file: str, visitor: Visitor) -> list[Component]:
    """Two buttons, ``button`` and the same with `CSV` after it, and the file."""
    return [
        action(button, "download", visitor.say("excel")),
        action(f"{button}{CSV}", "download", visitor.say("csv")),
        dcc.Download(id=file),
    ]


def register_downloads(
    registry: Registry,
    right: Action,
    place: tuple[str, str],
    states: States,
    made: Callable[..., Saved],
) -> None:
    """
    Let a pair of buttons give their file.

    Parameters
    ----------
    registry : Registry
        Gets the callback.
    right : Action
        That it takes.
    place : tuple of (str, str)
        ``button`` and ``file`` of `downloads`.
    states : mapping
        What the file depends on, by name.
    made : callable
        Called with `Here` and the states by name when a button is pressed.
    """
    button, file = place

    @registry.callback(
        right,
        output=Output(file, "data"),
        inputs={
            "pressed": [
                Input(button, "n_clicks"),
                Input(f"{button}{CSV}", "n_clicks"),
            ],
            "states": dict(states),
        },
        prevent_initial_call=True,
    )
    def save(
        here: Any,  # noqa: ANN401 - `Here`, which imports this package
        pressed: list[int | None],
        states: dict[str, Any],
    ) -> dict[str, object]:
        # Buttons that a part of a page brings with it have not been pressed.
        if not any(pressed):
            raise PreventUpdate
        found = made(here, **states)
        if _asks_for_csv():
            first = next(iter(found.sheets.values()))
            return as_csv_download(csv_file(first), f"{found.name}.csv")
        return as_download(workbook_of(found.sheets), f"{found.name}.xlsx")


def as_asked(title: str, fields: Sequence[Field], name: str) -> dict[str, object]:
    """File of the kind whose button was pressed, inside a callback."""
    if _asks_for_csv():
        return as_csv_download(csv_file(fields), f"{name}.csv")
    return as_download(workbook(title, fields), f"{name}.xlsx")


def _asks_for_csv() -> bool:
    return str(callback_context.triggered_id or "").endswith(CSV)
