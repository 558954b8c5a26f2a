"""Callbacks that run in the browser, where their functions stand in assets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import ClientsideFunction

if TYPE_CHECKING:
    from dash import Dash, Input, Output, State


def in_browser(app: Dash, name: str, *arguments: Input | Output | State) -> None:
    """
    Let a function of ``assets/10-aforo.js`` answer; no request reaches the server.

    Parameters
    ----------
    app : Dash
        Gets the callback.
    name : str
        Function in the namespace ``aforo``.
    *arguments : Input, Output or State
        As in any callback; it does not run when the page loads.
    """
    function = ClientsideFunction(namespace="aforo", function_name=name)
    app.clientside_callback(  # type: ignore[no-untyped-call]
        function, *arguments, prevent_initial_call=True
    )
