"""Composition: which store, which settings and which processes the app gets."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from app.storage import accounts
from app.storage.engine import Store
from app.storage.upgrade import make_ready
from wfm.errors import InputError, ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.config import Settings

# Names and values of <malloc.h>: pools that threads share; blocks above this many bytes
# go back to the system when they are freed; so does what is free at a pool's end.
_MALLOC = {-8: 2, -3: 256 * 1024, -1: 128 * 1024}


def check_port(port: int, host: str = "127.0.0.1") -> None:
    """
    Require that a port of this machine can be listened on.

    Parameters
    ----------
    port : int
        TCP port, 0 for any.
    host : str
        Address of this machine.

    Raises
    ------
    ParameterError
        If another program has it, or it is no port, or no address of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":
            # A connection that has just ended must not count as a listener.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror as error:
            raise ParameterError("host", host, "an address of this machine") from error
        except (OSError, OverflowError) as error:
            raise ParameterError("port", port, "free on this machine") from error


def serve(settings: Settings, *, say: Callable[[str], object]) -> None:
    """
    Serve the app, with a worker beside it, until stopped.

    Parameters
    ----------
    settings : Settings
        Of the server.
    say : callable
        Is told where the app is.

    Raises
    ------
    InputError
        If the port is taken, or accounts of the demonstration would be reachable from
        other machines.
    StoreError
        If the database cannot be worked on.
    """
    _share_memory()
    # Dash takes seconds to import, the worker's engine another one.
    from app.jobs.supervise import start_worker  # noqa: PLC0415
    from app.web import Site, make_server  # noqa: PLC0415

    check_port(settings.port, settings.host)
    with ExitStack() as ends:
        store = Store(settings.database)
        ends.callback(store.close)
        make_ready(store)
        _check_accounts(store, settings, say)
        worker = start_worker(settings.database, settings.backup_folder)
        ends.callback(worker.stop)
        site = Site(store, settings, jobs=True)
        server = make_server(site, settings.host, settings.port)
        ends.callback(server.close)
        say(f"Aforo is at http://{_shown(settings)} (Ctrl+C stops it)")
        server.run()  # until Ctrl+C, after which its threads finish


def _share_memory() -> None:
    """
    Let all threads take memory from two pools, and give back what is free.

    glibc gives each thread a pool of its own, and what one has freed the others cannot
    use: eight threads that each draw a large page once hold it eight times. It also
    learns to keep ever larger blocks; Arrow has a pool that keeps everything.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            malloc = ctypes.CDLL(None).mallopt
            for name, value in _MALLOC.items():
                malloc(name, value)


def _check_accounts(
    store: Store, settings: Settings, say: Callable[[str], object]
) -> None:
    with store.reading() as connection:
        everybody = accounts.listing(connection)
        demo = accounts.listing(connection, demo=True)
    if not everybody:
        say("nobody can log in yet: aforo user add NAME --role administrator")
    if demo and not settings.loopback:
        raise InputError(
            f"the database has accounts of the demonstration ({demo[0].name}, ...): "
            f"disable them with `aforo user disable NAME` to listen on {settings.host}"
        )


def _shown(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{host}:{settings.port}"
