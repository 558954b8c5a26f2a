"""What a worker does by the clock: daily reforecasts, and files that nobody wants."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.jobs.checkpoint import Queues
from app.jobs.daily import start_due
from app.services.imports.uploads import forget_old_uploads
from wfm.errors import StoreError

if TYPE_CHECKING:
    from app.storage.engine import Store

_LOG = logging.getLogger("aforo.jobs")
_EVERY_S = 60.0


@dataclass(slots=True)
class Clock:
    """
    Looks at the time in a thread of its own until it is stopped.

    Every worker has one: what is to be done once is fenced in the store.

    Attributes
    ----------
    store : Store
        Where all workers look.
    """

    store: Store
    _queues: Queues = field(init=False)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self._queues = Queues(self.store)

    def start(self) -> None:
        """Look now, and go on."""
        self._thread = threading.Thread(
            target=self._run, name="aforo-clock", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        self._thread.join()

    def strike(self, now: datetime) -> None:
        """
        Do what is due.

        Parameters
        ----------
        now : datetime
            Aware.
        """
        start_due(self.store, self._queues, now)
        forget_old_uploads(self.store)

    def _run(self) -> None:
        while True:
            try:
                self.strike(datetime.now(UTC))
            except StoreError as error:
                _LOG.warning("%s", error)
            except Exception as error:
                _LOG.error("clock: %s", type(error).__name__)
            if self._stopped.wait(_EVERY_S):
                return
