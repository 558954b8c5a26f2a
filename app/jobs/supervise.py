"""A worker beside the server: started with it, started again when it dies."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOG = logging.getLogger("aforo.jobs")
_FIRST_S, _MOST_S = 1.0, 60.0
# A worker that lived so long was well: the delay begins anew.
_WELL_S = 300.0
_GOODBYE_S = 30.0
# Not on the command line, which everybody can read: it may hold a password.
DATABASE = "AFORO_DATABASE"
BACKUPS = "AFORO_BACKUPS"


class Supervisor:
    """
    Keeps one worker process running until it is stopped.

    Parameters
    ----------
    database_url : str
        Of the store.
    command : sequence of str
        That starts the worker; the address is in its environment (`DATABASE`).
    first : float
        Seconds before it is started again; doubled each time, up to a minute.
    backups : Path, optional
        Folder of the backups, in its environment too (`BACKUPS`).
    """

    def __init__(
        self,
        database_url: str,
        command: Sequence[str],
        first: float = _FIRST_S,
        backups: Path | None = None,
    ) -> None:
        self._environment = os.environ | {DATABASE: database_url}
        if backups is not None:
            self._environment |= {BACKUPS: str(backups)}
        self._command, self._first = [*command], first
        self._stopped, self._turn = threading.Event(), threading.Lock()
        self._process = self._start()
        self._thread = threading.Thread(
            target=self._watch, name="aforo-supervisor", daemon=True
        )
        self._thread.start()

    @property
    def pid(self) -> int:
        """Process id of the worker as it is now."""
        return self._process.pid

    def stop(self) -> None:
        """Tell the worker to stop, and wait until it has."""
        with self._turn:
            self._stopped.set()
            self._process.terminate()
        try:
            self._process.wait(_GOODBYE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._thread.join()
        self._let_go()

    def _let_go(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl+C reaches the server, which stops the worker. Its
        # standard input ends with the server, however that ends: so does it then.
        return subprocess.Popen(
            self._command,
            env=self._environment,
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def _watch(self) -> None:
        delay = self._first
        while True:
            begun = time.monotonic()
            code = self._process.wait()
            if time.monotonic() - begun > _WELL_S:
                delay = self._first
            if self._stopped.is_set():
                return
            _LOG.error("the worker died (%d); again in %.0f s", code, delay)
            if self._stopped.wait(delay):
                return
            delay = min(2 * delay, _MOST_S)
            with self._turn:
                if self._stopped.is_set():
                    return
                self._let_go()
                self._process = self._start()


def start_worker(database_url: str, backups: Path | None = None) -> Supervisor:
    """
    Start a worker beside this process.

    Parameters
    ----------
    database_url : str
        Of the store, whose tables are made.
    backups : Path, optional
        Folder of the backups that it makes.

    Returns
    -------
    Supervisor
        Whose ``stop()`` ends it.
    """
    command = [sys.executable, "-m", "app.jobs.supervise"]
    return Supervisor(database_url, command, backups=backups)


def _main() -> None:
    # The server needs none of it.
    from app.jobs.worker import WorkerOptions, work  # noqa: PLC0415

    threading.Thread(target=_stop_with_the_server, daemon=True).start()
    kept = os.environ.get(BACKUPS)
    work(os.environ[DATABASE], WorkerOptions(backups=Path(kept) if kept else None))


def _stop_with_the_server() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    _main()
