"""A worker: takes jobs from the queues until it is told to stop."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

from dbos import DBOS

from app.jobs.catalogue import KINDS
from app.jobs.checkpoint import address, config, prepare
from app.jobs.clock import Clock
from app.jobs.daily import REFORECAST
from app.jobs.heartbeat import SILENCE_S, Heartbeat
from app.jobs.worker_name import worker_name
from app.jobs.workflows import Workflows
from app.storage.engine import Store
from app.storage.upgrade import check_current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.jobs.kinds import Kinds

_LOG = logging.getLogger("aforo.jobs")
# Children die at once; what is left is to write a row each.
_GOODBYE_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOptions:
    """
    How a worker works.

    Attributes
    ----------
    name : str or None
        The same after a restart; None for the first free one of the machine.
    kinds : Kinds
        Jobs that it does.
    silence : float
        Seconds after which another worker counts as lost.
    poll : float
        Seconds between two looks at a queue.
    backups : Path or None
        Folder of the backups that it makes; without one such jobs fail, and say so.
    """

    name: str | None = None
    kinds: Kinds = KINDS
    silence: float = SILENCE_S
    poll: float = 1.0
    backups: Path | None = None


def work(
    database_url: str,
    options: WorkerOptions | None = None,
    *,
    say: Callable[[str], object] = lambda _: None,
) -> None:
    """
    Do jobs until SIGTERM or SIGINT; those in hand are given back.

    Parameters
    ----------
    database_url : str
        Of the store.
    options : WorkerOptions, optional
        How.
    say : callable
        Told in a sentence when the worker is ready.

    Raises
    ------
    StoreError
        If the store is of another version, or does not answer.
    InputError
        If a worker of that name runs, or the name is no name.
    """
    chosen = options or WorkerOptions()
    with _stop_signals() as stopped, working(database_url, chosen) as name:
        say(f"Aforo's worker {name} is ready (Ctrl+C stops it)")
        stopped.wait()
    _leave_parked_threads()


@contextmanager
def working(database_url: str, options: WorkerOptions) -> Iterator[str]:
    """
    Do jobs in threads of this process for as long as the context lasts.

    Parameters
    ----------
    database_url : str
        Of the store.
    options : WorkerOptions
        How.

    Yields
    ------
    str
        Name of the worker.
    """
    with ExitStack() as held:
        store = Store(database_url)
        held.callback(store.close)
        check_current(store)
        name = held.enter_context(worker_name(store, options.name))
        folder = held.enter_context(_result_folder(store, name))
        prepare(store)
        DBOS(config=config(store, name))
        flows = Workflows(store, options.kinds, folder, _absolute(options.backups))
        held.callback(flows.close)
        heart = Heartbeat(store, name, options.silence)
        held.callback(heart.leave)
        held.callback(DBOS.destroy, destroy_registry=True)
        heart.start()
        held.callback(heart.stop)
        DBOS.launch()
        held.callback(flows.stop, _GOODBYE_S)
        _listen(options)
        if any(kind.name == REFORECAST.name for kind in options.kinds):
            clock = Clock(store)
            clock.start()
            held.callback(clock.stop)
        yield name


def _absolute(folder: Path | None) -> str:
    # The children of a worker stand in folders of their own.
    return "" if folder is None else str(folder.absolute())


def _listen(options: WorkerOptions) -> None:
    for kind in options.kinds:
        DBOS.register_queue(
            kind.name,
            worker_concurrency=kind.limits.concurrency,
            polling_interval_sec=options.poll,
            on_conflict="always_update",
        )


def _leave_parked_threads() -> None:
    """
    End the process although DBOS waits in it.

    An execution that another worker has taken over waits for that one's outcome, for
    as long as it takes; nothing hangs on it.
    """
    main = threading.main_thread()
    if any(not each.daemon and each is not main for each in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


@contextmanager
def _stop_signals() -> Iterator[threading.Event]:
    stopped = threading.Event()
    wanted = (signal.SIGTERM, signal.SIGINT)
    before = {each: signal.getsignal(each) for each in wanted}
    for each in wanted:
        signal.signal(each, lambda *_: stopped.set())
    try:
        yield stopped
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def _result_folder(store: Store, name: str) -> Iterator[Path]:
    """Give a folder to this worker, and take away what its last life left."""
    whose = sha256(f"{address(store)} {name}".encode()).hexdigest()[:16]
    prefix = f"aforo-{whose}-"
    # The name is held, so that none of these is in use; another user's stay.
    for left in Path(gettempdir()).glob(f"{prefix}*"):
        rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder:
        yield Path(folder)
