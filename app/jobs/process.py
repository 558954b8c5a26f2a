"""Run a child process, watch it, and end all of it: at its limits, or when told to."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from app.jobs import child
from app.jobs.kinds import GB

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.jobs.kinds import Limits
    from app.jobs.order import Order

_LOOK_S = 0.25
# What libraries reserve and never touch (threads, compiled code) is not memory in use.
ADDRESS_SPACE = 4
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Ended:
    """
    How a child ended.

    Attributes
    ----------
    done : bool
        Whether its result is whole.
    message : str
        If not, one sentence.
    """

    done: bool
    message: str = ""


@dataclass(slots=True)
class Progress:
    """What the child said last."""

    step: str = ""
    share: float = 0.0


def run(
    order: Order, limits: Limits, *, look: Callable[[Progress], bool]
) -> Ended | None:
    """
    Have an order done by a child process.

    Parameters
    ----------
    order : Order
        What is to be done.
    limits : Limits
        What it may take; beyond them the whole group of processes is killed.
    look : callable
        Told the progress some times a second; False ends the child at once.

    Returns
    -------
    Ended or None
        None where `look` ended it.
    """
    watched = _Child(order, limits)
    try:
        return watched.ended(look)
    finally:
        watched.kill()


@dataclass(slots=True)
class _Child:
    order: Order
    limits: Limits
    process: subprocess.Popen[bytes] = field(init=False)
    progress: Progress = field(default_factory=Progress)
    last: list[Any] = field(default_factory=list)
    heard: bytes = b""
    begun: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        # A session of its own: killed as a group, untouched by Ctrl+C of the worker.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app.jobs.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env=os.environ | {"PYTHONSAFEPATH": "1", "PYTHONPATH": _search_path()},
            cwd=self.order.folder,
        )
        _pipe(self.process.stdin).write(self.order.to_json())
        _pipe(self.process.stdin).flush()

    def ended(self, look: Callable[[Progress], bool]) -> Ended | None:
        while self._listen():
            if not look(self.progress):
                return None
            over = self._over()
            if over:
                return Ended(done=False, message=over)
        return self._answer()

    def kill(self) -> None:
        """Kill whatever is left of the group; the leader is still unreaped."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            _pipe(pipe).close()

    def _listen(self) -> bool:
        """Read what was said; False at the end."""
        output = _pipe(self.process.stdout)
        ready, _, _ = select.select([output], [], [], _LOOK_S)
        if not ready:
            return True
        said = os.read(output.fileno(), 65_536)
        *lines, self.heard = (self.heard + said).split(b"\n")
        for line in lines:
            self.last = json.loads(line)
            if self.last[0] == child.AT:
                self.progress.step, self.progress.share = self.last[1:]
        return bool(said)

    def _over(self) -> str:
        if time.monotonic() - self.begun > self.limits.seconds:
            return (
                f"stopped after {self.limits.seconds:,.0f} s, the longest that a job "
                "of this kind may take"
            )
        if memory_in_use(self.process.pid) > self.limits.memory_bytes:
            return self._too_much()
        return ""

    def _too_much(self) -> str:
        most = self.limits.memory_bytes / GB
        return (
            f"stopped: it needed more than {most:,.1f} GB of memory, the most that a "
            "job of this kind may use"
        )

    def _answer(self) -> Ended:
        word = self.last[0] if self.last else ""
        if word == child.DONE:
            return Ended(done=True)
        if word == child.FAILED:
            return Ended(done=False, message=self.last[1])
        if word == child.MEMORY:
            return Ended(done=False, message=self._too_much())
        if word == child.CRASHED:
            return Ended(
                done=False,
                message=f"an error inside Aforo ({self.last[1]}); the worker's log "
                "says where",
            )
        code = self.process.wait()
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Ended(
            done=False,
            message=f"its process ended unexpectedly ({how}), perhaps for want of "
            "memory",
        )


def memory_in_use(session: int) -> int:
    """
    Memory in use by the processes of a session.

    Parameters
    ----------
    session : int
        Process id of its leader.

    Returns
    -------
    int
        Bytes; 0 where the system does not tell.
    """
    if not _PROC.is_dir():
        return 0
    return sum(
        _resident(process)
        for process in _PROC.iterdir()
        if process.name.isdigit()
        if _session(process) == session
    )


def _session(process: Path) -> int:
    try:
        told = (process / "stat").read_text(errors="replace")
    except OSError:  # it has just ended
        return -1
    # The name in brackets may hold anything; what follows it does not.
    return int(told.rpartition(")")[2].split()[3])


def _resident(process: Path) -> int:
    try:
        pages = int((process / "statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _search_path() -> str:
    """Let the child find the same packages, wherever the worker was started."""
    return os.pathsep.join(os.path.abspath(place) for place in sys.path if place != "")


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise TypeError("the pipes of a child are always opened")
    return stream
