"""A worker's sign of life, and what it does for workers that give none any more."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dbos import DBOS

from app.storage import jobs, workers
from wfm.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dbos import WorkflowStatus

    from app.storage.engine import Store

_LOG = logging.getLogger("aforo.jobs")
SILENCE_S = 60.0
_BEATS = 6  # in the time of silence after which a worker counts as lost
_GONE = "stopped by an error inside the worker; its log says which"
# A workflow in one of these says no more, whatever the row of its job says.
_SPENT = ["ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "SUCCESS"]


@dataclass(slots=True)
class Heartbeat:
    """
    Beats in a thread of its own until it is stopped.

    Attributes
    ----------
    store : Store
        Where all workers look.
    name : str
        Of this one.
    silence : float
        Seconds after which a worker that says nothing counts as lost.
    """

    store: Store
    name: str
    silence: float = SILENCE_S
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread = field(init=False)

    def start(self) -> None:
        """Beat once, so that the worker is known, and go on."""
        self._beat()
        self._thread = threading.Thread(
            target=self._beat_on, name="aforo-heartbeat", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Beat no more, and care for nobody."""
        self._stopped.set()
        self._thread.join()

    def leave(self) -> None:
        """Say goodbye: what is still in hand may be taken over at once."""
        with self.store.writing() as connection:
            workers.leave(connection, self.name)

    def _beat_on(self) -> None:
        while not self._stopped.wait(self.silence / _BEATS):
            try:
                self._beat()
                self._care()
            except StoreError as error:
                _LOG.warning("%s", error)
            except Exception as error:
                _LOG.error("heartbeat: %s", type(error).__name__)

    def _beat(self) -> None:
        with self.store.writing() as connection:
            workers.beat(connection, self.name)

    def _care(self) -> None:
        with self.store.reading() as connection:
            alive = workers.alive(connection, self.silence)
            active = jobs.active(connection)
        # One cares for all: two who adopt the same job would run it twice.
        if alive and alive[0] == self.name and active:
            _adopt(alive, active)
            self._close_rows(active)

    def _close_rows(self, active: Iterable[str]) -> None:
        ids = [flow.workflow_id for flow in _flows(active, _SPENT)]
        if not ids:
            return
        with self.store.writing() as connection:
            # Between the two looks a workflow may have ended as it should.
            still = [each for each in ids if each in jobs.active(connection)]
            jobs.abandon(connection, still, _GONE)


def _adopt(alive: list[str], active: Mapping[str, str]) -> None:
    """Put back on their queues the jobs that lost workers had in hand."""
    # As far as its row goes a job is wanted: none of these is cancelled or failed.
    for flow in _flows(active, ["PENDING"]):
        if flow.executor_id not in alive:
            _LOG.warning("job %s is taken over from a lost worker", flow.workflow_id)
            kind = active[flow.workflow_id]
            DBOS.resume_workflows([flow.workflow_id], queue_name=kind)


def _flows(active: Iterable[str], status: list[str]) -> list[WorkflowStatus]:
    return DBOS.list_workflows(
        workflow_ids=list(active),
        status=status,
        load_input=False,
        load_output=False,
    )
