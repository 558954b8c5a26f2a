"""Real workers for tests, and patience with them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager

from sqlalchemy import insert, inspect, select, table, text

from app.jobs.queueing import job
from app.services.access import COMMAND_LINE
from app.storage.jobs import ENDED
from app.storage.schema import METADATA
from app.storage.schema.campaigns import CAMPAIGN

PATIENCE_S = 60


def start(url, name="first", silence=60.0, backups=None):
    """Start a worker process, which need not be ready yet."""
    kept = {} if backups is None else {"AFORO_BACKUPS": str(backups)}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.app.jobs.worker_process", name, str(silence)],
        env=os.environ | {"AFORO_DATABASE": url, "OMP_NUM_THREADS": "1"} | kept,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def stop(process):
    """Tell a worker to stop, and give its exit code."""
    process.terminate()
    code = process.wait(PATIENCE_S)
    process.stdout.close()
    return code


def kill(process):
    """Kill a worker as a power cut would."""
    process.kill()
    process.wait()
    process.stdout.close()


@contextmanager
def worker(url, name="first", silence=60.0, backups=None):
    """Have a worker that is ready."""
    process = start(url, name, silence, backups)
    try:
        assert name in process.stdout.readline().decode()
        yield process
    finally:
        stop(process)


def wait_for(found, what="it"):
    """Wait until a question is answered with something; give the answer."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        answer = found()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen")


def ended(store, job_id):
    """Wait until a job has ended; give its row."""

    def row():
        found = job(store, COMMAND_LINE, job_id).row
        return found if found.state in ENDED else None

    return wait_for(row, "the end of the job")


def seen(store, job_id):
    """Give the row of a job as it is."""
    return job(store, COMMAND_LINE, job_id).row


def add_campaign(store, key="a"):
    """Add a campaign without anything."""
    row = {"key": key, "name": key, "timezone": "America/Bogota", "created_at": 1}
    with store.writing() as connection:
        added = insert(CAMPAIGN).values(**row).returning(CAMPAIGN.c.id)
        return connection.execute(added).scalar_one()


def everything(store, *, dbos_only=False):
    """Give every value of DBOS's tables and, unless told otherwise, of the app's."""
    with store.reading() as connection:
        schemas = [None] if store.sqlite else [None, "dbos"]
        named = [
            (schema, name)
            for schema in schemas
            for name in inspect(connection).get_table_names(schema=schema)
            if not dbos_only or name not in METADATA.tables
        ]
        return repr(
            [
                connection.execute(
                    select(text("*")).select_from(table(name, schema=schema))
                ).all()
                for schema, name in named
            ]
        )


def alive(pid):
    """Whether a process lives (a zombie does not)."""
    try:
        with open(f"/proc/{pid}/stat") as told:
            return told.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
