"""
The two workflows of Aforo: one does a job, one starts many and waits for them.

The row of a job is what fences it: whoever holds its latest attempt may write, and
cancelling is a change of the row. A result, the end of the row and DBOS's checkpoint
are one transaction.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from dbos import DBOS
from sqlalchemy.exc import DBAPIError

from app.jobs import process
from app.jobs.checkpoint import RUN, SPREAD, Checkpoints, Queues, address
from app.jobs.child import sentence
from app.jobs.kinds import Kept
from app.jobs.order import Order
from app.storage import audit, jobs
from app.storage.engine import is_full
from wfm.errors import StoreError, WfmError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from app.jobs.kinds import Arguments, JobKind, Kinds
    from app.storage.engine import Store

    Workflow = Callable[[str, dict[str, Any]], str]
    Do = Callable[[JobKind, str, int, Arguments], str]

_LOG = logging.getLogger("aforo.jobs")
_ROW_S = 1.0  # between two looks at the row of a job
_SAVE = "save"
_PAUSES_S = (0.5, 2.0, 10.0, 30.0, 60.0)
Written = TypeVar("Written")


class WorkerStopsError(BaseException):
    """Passes through DBOS, which leaves the workflow to whoever comes next."""


class Workflows:
    """
    What a worker does, registered with DBOS.

    Parameters
    ----------
    store : Store
        Holds the jobs.
    kinds : Kinds
        That this worker does.
    folder : Path
        Of this worker alone, for results until they are kept.
    backups : str
        Folder in which backups are kept; empty for a worker that keeps none.
    """

    def __init__(
        self, store: Store, kinds: Kinds, folder: Path, backups: str = ""
    ) -> None:
        self.stopping = threading.Event()
        self._idle, self._in_hand = threading.Condition(), 0
        self._store, self._kinds, self._folder = store, kinds, folder
        self._backups = backups
        self._checkpoints, self._queues = Checkpoints(store), Queues(store)
        # Attempts are counted in the row of the job: adoption resets DBOS's count.
        register = {"max_recovery_attempts": None}
        DBOS.workflow(name=RUN, **register)(self._run_job())
        DBOS.workflow(name=SPREAD, **register)(self._spread_job())

    def stop(self, patience: float) -> None:
        """
        Kill every child, and let its job wait for another worker.

        Parameters
        ----------
        patience : float
            Seconds to wait until that is done.
        """
        self.stopping.set()
        with self._idle:
            self._idle.wait_for(lambda: not self._in_hand, patience)

    def close(self) -> None:
        """Give every connection back."""
        self._checkpoints.close()

    def _run_job(self) -> Workflow:
        # DBOS registers functions, not methods: it would look for a class's instance.
        def run(kind: str, arguments: dict[str, Any]) -> str:
            return self._attempted(self._kinds[kind], arguments, self._done)

        return run

    def _spread_job(self) -> Workflow:
        def spread(kind: str, arguments: dict[str, Any]) -> str:
            return self._attempted(self._kinds[kind], arguments, self._spread)

        return spread

    def _attempted(self, kind: JobKind, arguments: Arguments, do: Do) -> str:
        """Do a job with a new attempt; whatever goes wrong ends its row."""
        with self._in_hands():
            return self._attempt(kind, arguments, do)

    @contextmanager
    def _in_hands(self) -> Iterator[None]:
        with self._idle:
            if self.stopping.is_set():
                raise WorkerStopsError
            self._in_hand += 1
        try:
            yield
        finally:
            with self._idle:
                self._in_hand -= 1
                self._idle.notify_all()

    def _attempt(self, kind: JobKind, arguments: Arguments, do: Do) -> str:
        job_id = str(DBOS.workflow_id)
        attempt = self._begin(job_id)
        if attempt is None:
            return "ended before"
        if attempt > kind.limits.attempts:
            most = kind.limits.attempts
            return self._failed(
                job_id, attempt, f"given up: {most} times its worker died during it"
            )
        try:
            return do(kind, job_id, attempt, arguments)
        except Exception as error:
            _LOG.error("job %s: %s", job_id, type(error).__name__)
            return self._failed(job_id, attempt, _told(error))

    def _begin(self, job_id: str) -> int | None:
        def begun() -> int | None:
            with self._store.writing() as connection:
                return jobs.begin(connection, job_id)

        return self._patiently(begun)

    def _failed(self, job_id: str, attempt: int, message: str) -> str:
        def failed() -> str:
            with self._store.writing() as connection:
                jobs.end(
                    connection, job_id, attempt, state=jobs.FAILED, message=message
                )
            return jobs.FAILED

        return self._patiently(failed)

    def _patiently(self, write: Callable[[], Written]) -> Written:
        """Write; where the database is busy or away, again after a while."""
        for pause in _PAUSES_S:
            try:
                return write()
            except StoreError:
                if self.stopping.wait(pause):
                    raise WorkerStopsError from None
        return write()

    def _done(
        self, kind: JobKind, job_id: str, attempt: int, arguments: Arguments
    ) -> str:
        # Not a step: its files live in this worker only. What makes it last is the
        # step after it, and doing it again after a death changes nothing.
        with TemporaryDirectory(dir=self._folder) as folder:
            row = self._row(job_id)
            order = Order(
                work=kind.work,
                database_url=address(self._store),
                folder=folder,
                job_id=job_id,
                campaign_id=row.campaign_id,
                arguments=arguments,
                memory_bytes=process.ADDRESS_SPACE * kind.limits.memory_bytes,
                cpu_seconds=int(2 * kind.limits.seconds) + 1,
                backups=self._backups,
            )
            look = _Look(self, job_id, attempt)
            ended = process.run(order, kind.limits, look=look)
            if ended is None:
                return look.let_go()
            if not ended.done:
                return self._failed(job_id, attempt, ended.message)
            return self._checkpoints.step(
                _SAVE,
                lambda connection: _keep(
                    connection, kind, (row, attempt), arguments, Path(folder)
                ),
            )

    def _spread(
        self, kind: JobKind, job_id: str, attempt: int, arguments: Arguments
    ) -> str:
        from app.jobs.portfolio import gathered, spread  # noqa: PLC0415 - its kinds

        row = self._row(job_id)
        self._checkpoints.step(
            "spread",
            lambda connection: spread(connection, self._queues, row, arguments),
        )
        look = _Look(self, job_id, attempt)
        while True:
            with self._store.reading() as connection:
                counts = jobs.started_by(connection, job_id)
            waiting = sum(counts.get(state, 0) for state in jobs.ACTIVE)
            share = 1 - waiting / max(sum(counts.values()), 1)
            if not look(process.Progress("plans", share)):
                return look.let_go()
            if not waiting:
                break
            self.stopping.wait(_ROW_S)
        return self._checkpoints.step(
            "gather",
            lambda connection: gathered(connection, job_id, attempt, counts),
        )

    def _row(self, job_id: str) -> jobs.JobRow:
        with self._store.reading() as connection:
            row = jobs.by_id(connection, job_id)
        if row is None:
            raise StoreError(f"database: job {job_id} has no row")
        return row

    def note(self, job_id: str, attempt: int, at: process.Progress) -> bool:
        """Write progress into the row; whether the attempt is still in hand."""
        with self._store.writing() as connection:
            return jobs.tell(connection, job_id, attempt, step=at.step, share=at.share)

    def holds(self, job_id: str, attempt: int) -> bool:
        """Whether the attempt is still in hand."""
        with self._store.reading() as connection:
            return jobs.held(connection, job_id, attempt)

    def give_back(self, job_id: str, attempt: int) -> None:
        """Let a job wait for another worker."""
        with self._store.writing() as connection:
            jobs.give_back(connection, job_id, attempt)


class _Look:
    """What a job is looked at with while it runs: is it still wanted."""

    def __init__(self, flows: Workflows, job_id: str, attempt: int) -> None:
        self._flows, self._job = flows, (job_id, attempt)
        self._next = 0.0
        self._noted = ("", -1.0)

    def __call__(self, at: process.Progress) -> bool:
        if self._flows.stopping.is_set():
            return False
        if time.monotonic() < self._next:
            return True
        self._next = time.monotonic() + _ROW_S
        try:
            if (at.step, at.share) == self._noted:
                return self._flows.holds(*self._job)
            self._noted = (at.step, at.share)
            return self._flows.note(*self._job, at)
        except StoreError:  # busy or away: the work goes on, and asks again
            return True

    def let_go(self) -> str:
        """After a False: stop the workflow, or say that the job is not wanted."""
        if self._flows.stopping.is_set():
            self._flows.give_back(*self._job)
            raise WorkerStopsError
        return "not wanted"


def _keep(
    connection: Connection,
    kind: JobKind,
    held: tuple[jobs.JobRow, int],
    arguments: Arguments,
    folder: Path,
) -> str:
    """Keep a result and end its job, or neither."""
    job, attempt = held
    # The first statement takes the turn to write, and sees whether all is as it was.
    if not jobs.tell(connection, job.id, attempt, step=_SAVE, share=1.0):
        return "not wanted"
    made: int | Kept | None = None
    try:
        if kind.keep is not None:
            with connection.begin_nested():
                made = kind.keep(connection, job, arguments, folder)
    except DBAPIError:
        raise  # DBOS tries again what can be tried again
    except Exception as error:
        _LOG.error("job %s: %s", job.id, type(error).__name__)
        message = _told(error)
        jobs.end(connection, job.id, attempt, state=jobs.FAILED, message=message)
        return jobs.FAILED
    kept = made if isinstance(made, Kept) else Kept(made)
    jobs.end(
        connection,
        job.id,
        attempt,
        state=jobs.DONE,
        message=kept.message,
        result_version=kept.version,
    )
    audit.record(
        connection,
        audit.Entry(
            action="job.done",
            object_kind="job",
            object_id=job.id,
            account_id=job.account_id,
            campaign_id=job.campaign_id,
            request_id=job.id,
        ),
    )
    return jobs.DONE


def _told(error: Exception) -> str:
    if isinstance(error, WfmError):
        return sentence(error)
    if isinstance(error, DBAPIError) and is_full(error):
        return "the disk is full; nothing of this job was saved"
    if isinstance(error, DBAPIError):
        return "the database did not take the result; nothing was saved"
    return f"an error inside Aforo ({type(error).__name__}); nothing was saved"
