"""
The child process that does the work of a job: ``python -m app.jobs.child``.

It can be killed at any moment: all it leaves is files in a folder of the worker's.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
import traceback
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from app.jobs.order import Order
from wfm.errors import TableError, WfmError

if TYPE_CHECKING:
    from collections.abc import Callable

AT, DONE, FAILED, MEMORY, CRASHED = "at", "done", "failed", "memory", "crashed"
_NICE = 10


def main() -> None:
    """Do the order that stands on standard input; tell progress on standard output."""
    say = _private_output()
    order = Order.from_json(sys.stdin.buffer.readline())
    threading.Thread(target=_die_with_the_worker, daemon=True).start()
    os.nice(_NICE)
    _limit(resource.RLIMIT_AS, order.memory_bytes)
    _limit(resource.RLIMIT_CPU, order.cpu_seconds)
    # A crash must not fill the disk with what may be somebody's data.
    _limit(resource.RLIMIT_CORE, 0)
    try:
        _work_of(order)(order, lambda step, share: say(AT, step, share))
    except WfmError as error:
        say(FAILED, sentence(error))
    except MemoryError:
        say(MEMORY)
    except Exception as error:
        # Where it happened, without what was in hand: that may be personal.
        sys.stderr.write("".join(traceback.format_tb(error.__traceback__)))
        say(CRASHED, type(error).__name__)
    else:
        say(DONE)


def sentence(error: WfmError) -> str:
    """
    Words of an error that may stay in the row of a job.

    Parameters
    ----------
    error : WfmError
        Raised on purpose.

    Returns
    -------
    str
        Its message; of a table's problems place and rule, without the value found:
        a file given by mistake may hold names.
    """
    if isinstance(error, TableError):
        problems = [replace(each, value=None) for each in error.problems]
        return str(TableError(problems))
    return str(error)


def _private_output() -> Callable[..., None]:
    """Keep standard output for progress; what libraries print goes to the other."""
    kept = os.dup(1)  # not inherited: its end is the end of this process
    os.dup2(2, 1)
    turn = threading.Lock()

    def say(*words: str | float) -> None:
        with turn:
            os.write(kept, json.dumps(words).encode() + b"\n")

    return say


def _die_with_the_worker() -> None:
    # The worker never writes again: this ends when it does, however it ends.
    # Not through Python's buffer, whose lock would be held when this process ends.
    while os.read(0, 1):
        pass
    os.killpg(0, signal.SIGKILL)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(what, (most, hard))


def _work_of(order: Order) -> Callable[[Order, Callable[[str, float], None]], None]:
    module, _, function = order.work.partition(":")
    work: Callable[[Order, Callable[[str, float], None]], None]
    work = getattr(import_module(module), function)
    return work


if __name__ == "__main__":
    main()
