"""Small kinds of jobs, done by real workers in real child processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from app.jobs.backups import BACKUP
from app.jobs.daily import REFORECAST
from app.jobs.history import IMPORT_HISTORY
from app.jobs.kinds import GB, JobKind, Kinds, Limits
from app.jobs.plan import PLAN
from app.jobs.portfolio import PORTFOLIO
from app.jobs.reading import READ_FILE
from app.jobs.reports import REPORT
from app.services.access import Action
from app.storage import versions
from app.storage.versions import Origin
from wfm.errors import Problem, TableError

CANARY = "Perpetua Canaria"
HERE = "tests.app.jobs.small_kinds"


def note(order, tell):
    """Write a file for each number up to `last`, slowly."""
    for number in range(order.arguments["last"]):
        (order.result / f"{number}.txt").write_text(f"{order.campaign_id}:{number}")
        tell("note", (number + 1) / order.arguments["last"])
        time.sleep(order.arguments.get("pause_ms", 0) / 1000)


def keep(connection, job, arguments, folder):
    """Keep the files, all of them."""
    parts = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    made = versions.save(
        connection,
        campaign_id=job.campaign_id,
        kind=job.kind,
        parts=parts,
        origin=Origin(author_id=job.account_id, job_id=job.id),
    )
    return made.id


def sleep_in_two(order, tell):
    """Sleep in a process and a process of that; their ids go into the step's name."""
    below = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    tell(f"{os.getpid()} {below.pid}", 0.5)
    time.sleep(60)


def take_memory(order, tell):
    """Take 100 MB every tenth of a second."""
    taken = []
    for share in range(100):
        taken.append(bytearray(os.urandom(1)) * 100_000_000)
        tell("take", share / 100)
        time.sleep(0.1)


def take_it_all(order, tell):
    """Ask for more than there is, at once."""
    bytearray(2**50)


def find_a_name(order, tell):
    """Fail on a table in which somebody's name stands where a number should."""
    raise TableError(
        [Problem("file.csv", "must be a number", row=3, column="offered", value=CANARY)]
    )


def have_a_bug(order, tell):
    """Fail with what is in hand in the message."""
    raise RuntimeError(CANARY)


def crash(order, tell):
    """End as a crash in compiled code does."""
    os.kill(os.getpid(), signal.SIGABRT)


def kill_the_worker(order, tell):
    """Take the worker along."""
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def refuse(connection, job, arguments, folder):
    """Write, and then find that it must not be."""
    keep(connection, job, arguments, folder)
    raise TableError([Problem("table", "does not fit any more")])


def _kind(work, limits=None, keeping=keep, arguments=(), optional=()):
    return JobKind(
        name=work.__name__,
        action=Action.PLAN_RUN,
        limits=limits or Limits(concurrency=4, seconds=30.0),
        work=f"{HERE}:{work.__name__}",
        keep=keeping,
        arguments=dict.fromkeys((*arguments, *optional), int),
        optional=frozenset(optional),
    )


NOTE = _kind(note, arguments=["last"], optional=["pause_ms"])
SLOW_NOTE = JobKind(
    name="slow_note",
    action=Action.PLAN_RUN,
    # Killed workers are what is tried with it.
    limits=Limits(concurrency=2, attempts=1000),
    work=NOTE.work,
    keep=keep,
    arguments=NOTE.arguments,
    optional=NOTE.optional,
)
SLEEP = _kind(sleep_in_two)
LATE = JobKind(
    name="late",
    action=Action.PLAN_RUN,
    limits=Limits(seconds=0.5),
    work=SLEEP.work,
)
GREEDY = _kind(take_memory, Limits(memory_bytes=GB // 4, seconds=30.0))
GRASPING = _kind(take_it_all)
NAMING = _kind(find_a_name)
BUGGY = _kind(have_a_bug)
CRASHING = _kind(crash)
DEADLY = _kind(kill_the_worker, Limits(attempts=2))
REFUSED = JobKind(
    name="refused",
    action=Action.PLAN_RUN,
    work=NOTE.work,
    keep=refuse,
    arguments=NOTE.arguments,
    optional=NOTE.optional,
)
# Of a portfolio without a plan worth the name: its campaigns are empty.
QUICK_PLAN = JobKind(
    name=PLAN.name, action=PLAN.action, work=f"{HERE}:quick_plan", keep=keep
)
SMALL = Kinds(
    *(NOTE, SLOW_NOTE, SLEEP, LATE, GREEDY, GRASPING, NAMING, BUGGY, CRASHING),
    *(DEADLY, REFUSED, QUICK_PLAN, PORTFOLIO, IMPORT_HISTORY),
    *(BACKUP, READ_FILE, REFORECAST, REPORT),
)


def quick_plan(order, tell):
    """Plan nothing."""
    Path(order.folder, "plan.txt").write_text(str(order.campaign_id))
