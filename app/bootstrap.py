"""Composition: which store and which services the pages get."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from app.services.plans import Plans
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOCAL = "127.0.0.1"


def check_port(port: int) -> None:
    """
    Require that a port of this machine can be listened on.

    Parameters
    ----------
    port : int
        TCP port, 0 for any.

    Raises
    ------
    ParameterError
        If another program has it, or it is no port.
    """
    with socket.socket() as probe:
        if os.name == "posix":
            # A connection that has just ended must not count as a listener.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOCAL, port))
        except (OSError, OverflowError) as error:
            raise ParameterError("port", port, "free on this machine") from error


def serve_plan(folder: Path, *, port: int, say: Callable[[str], object]) -> None:
    """Serve the pages over a plan folder on this machine until stopped."""
    from app.web import serve  # noqa: PLC0415 - Dash takes seconds to import

    say(f"Aforo is at http://{LOCAL}:{port} (Ctrl+C stops it)")
    serve(Plans(folder), port=port)
