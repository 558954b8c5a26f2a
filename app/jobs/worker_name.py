"""
Names of workers: the same after a restart, and never two at a time.

DBOS gives the work that a name had in hand back to it, so that two workers of one
name would take it from each other.
"""

from __future__ import annotations

import socket
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from wfm.errors import InputError, ParameterError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.storage.engine import Store

LONGEST = 80


@contextmanager
def worker_name(store: Store, wanted: str | None = None) -> Iterator[str]:
    """
    Hold the name of a worker for as long as the context lasts, or the process lives.

    Parameters
    ----------
    store : Store
        Among whose workers it is alone with its name.
    wanted : str, optional
        The name; else the first free one of this machine: ``machine-1``, ...

    Yields
    ------
    str

    Raises
    ------
    InputError
        If the name is empty or too long, or another worker has it.
    """
    if wanted is not None and not 0 < len(wanted.strip()) <= LONGEST:
        raise InputError(
            f"the name of a worker must have 1 to {LONGEST} characters, "
            f"it has {len(wanted.strip())}"
        )
    hold = _file_held if store.sqlite else _lock_held
    names = (f"{socket.gethostname()}-{number}" for number in count(1))
    for name in (wanted,) if wanted else names:
        with hold(store, name) as free:
            if free:
                yield name
                return
    raise ParameterError("name", wanted, "that of no other worker that runs")


@contextmanager
def _file_held(store: Store, name: str) -> Iterator[bool]:
    folder = Path(f"{store.engine.url.database}.workers")
    folder.mkdir(exist_ok=True)
    # The kernel lets go of it when the process ends, however it ends.
    with (folder / sha256(name.encode()).hexdigest()[:16]).open("w") as held:
        try:
            flock(held, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def _lock_held(store: Store, name: str) -> Iterator[bool]:
    key = int.from_bytes(sha256(b"aforo-worker:" + name.encode()).digest()[:8], "big")
    with store.engine.connect() as plain:
        session = plain.execution_options(isolation_level="AUTOCOMMIT")
        asked = text("SELECT pg_try_advisory_lock(:key)")
        free = session.execute(asked, {"key": key - 2**63}).scalar_one()
        yield bool(free)
        if free:
            session.execute(
                text("SELECT pg_advisory_unlock(:key)"), {"key": key - 2**63}
            )
