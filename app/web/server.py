"""Serve the app to browsers."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from waitress import create_server  # type: ignore[import-untyped]

from app.web.application import create_app

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer  # type: ignore[import-untyped]

    from app.services.plans import Plans

LOCAL = ("127.0.0.1", "localhost")
THREADS = 8


def make_server(plans: Plans, host: str, port: int) -> BaseWSGIServer:
    """
    Server that is bound but does not answer yet: ``run()`` does, ``close()`` stops it.

    Parameters
    ----------
    plans : Plans
        What is shown.
    host : str
        Address to listen on; on this machine's own only local names are answered, so
        that a page elsewhere cannot reach the plan by a name of its own.
    port : int
        TCP port, or 0 for any free one.

    Raises
    ------
    OSError
        If the port is taken.
    """
    # Bound here: waitress leaves its socket open when the port is taken.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family)
    app = create_app(plans)
    if host in LOCAL:
        app.server.config["TRUSTED_HOSTS"] = [*LOCAL]
    return create_server(app.server, sockets=[listening], threads=THREADS, ident=None)


def serve(plans: Plans, host: str = "127.0.0.1", port: int = 8050) -> None:
    """
    Serve a plan until interrupted.

    Parameters
    ----------
    plans : Plans
        What is shown.
    host : str
        Address to listen on.
    port : int
        TCP port.

    Raises
    ------
    OSError
        If the port is taken.
    """
    server = make_server(plans, host, port)
    try:
        server.run()  # until Ctrl+C, after which it lets its threads finish
    finally:
        server.close()
