"""Serve the app to browsers."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

from waitress import create_server  # type: ignore[import-untyped]

from app.services.imports.sheet import WEB_BYTES
from app.web.application import create_app
from app.web.gate import LARGEST_CALLBACK

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer  # type: ignore[import-untyped]

    from app.web.site import Site

THREADS = 8
# Browsers keep some connections each open between what they ask; a thousand viewers.
_CONNECTIONS = 6000
_FILES_BESIDE = 200


def make_server(site: Site, host: str, port: int) -> BaseWSGIServer:
    """
    Server that is bound but does not answer yet: ``run()`` does, ``close()`` stops it.

    Parameters
    ----------
    site : Site
        The store and the settings.
    host : str
        Address to listen on; on this machine's own only local names are answered, so
        that a page elsewhere cannot reach the store by a name of its own.
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
    app = create_app(site)
    names = site.settings.answered_names(host)
    if names:
        app.server.config["TRUSTED_HOSTS"] = names
    return create_server(
        app.server,
        sockets=[listening],
        threads=THREADS,
        ident=None,
        connection_limit=_connections(),
        # Without it no more than 1,024 sockets can be waited for.
        asyncore_use_poll=True,
        max_request_body_size=max(LARGEST_CALLBACK, WEB_BYTES),
    )


def _connections() -> int:
    """How many connections can be open, of as many files as this process may open."""
    if sys.platform == "win32":
        return _CONNECTIONS
    import resource  # noqa: PLC0415 - not on every system

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS + _FILES_BESIDE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    files = wanted if soft == resource.RLIM_INFINITY else soft
    return max(1, min(_CONNECTIONS, files - _FILES_BESIDE))
