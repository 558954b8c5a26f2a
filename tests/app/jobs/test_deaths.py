"""Workers that are killed, stopped and lost: every job ends, each result is one."""

from __future__ import annotations

import os
import random
import sys
import time

import pytest

from app.jobs.queueing import enqueue
from app.jobs.supervise import Supervisor
from app.services.access import COMMAND_LINE
from app.storage import jobs, versions
from tests.app.jobs import small_kinds as kinds
from tests.app.jobs.workers import (
    alive,
    ended,
    kill,
    seen,
    start,
    stop,
    wait_for,
    worker,
)

SLOW = {"last": 10, "pause_ms": 100}


# Real workers start, die and are waited for: minutes, not seconds.
pytestmark = pytest.mark.slow


def results(store, campaign, kind="slow_note"):
    with store.reading() as connection:
        return [
            (each.job_id, len(versions.part_names(connection, each.id)))
            for each in versions.listing(connection, campaign, kind)
        ]


def test_killed_workers_lose_nothing_and_write_nothing_twice(
    store, store_url, campaign
):
    draw = random.Random(6)
    ids = [
        enqueue(store, COMMAND_LINE, kinds.SLOW_NOTE, campaign, SLOW) for _ in range(4)
    ]
    for _ in range(3):
        process = start(store_url)
        wait_for(lambda: any(seen(store, each).state == jobs.RUNNING for each in ids))
        time.sleep(draw.uniform(0.0, 2.0))
        kill(process)
    with worker(store_url):
        states = [ended(store, job_id).state for job_id in ids]

    assert states == [jobs.DONE] * 4
    assert sorted(results(store, campaign)) == [(job_id, 10) for job_id in sorted(ids)]


def test_jobs_of_a_lost_worker_go_to_another(store, store_url, campaign):
    job_id = enqueue(store, COMMAND_LINE, kinds.SLOW_NOTE, campaign, SLOW)
    lost = start(store_url, "lost", silence=2)
    wait_for(lambda: seen(store, job_id).state == jobs.RUNNING)
    kill(lost)

    with worker(store_url, "other", silence=2):
        row = ended(store, job_id)

    assert (row.state, row.attempts) == (jobs.DONE, 2)
    assert results(store, campaign) == [(job_id, 10)]


def test_a_job_that_kills_its_worker_is_given_up(store, store_url, campaign):
    job_id = enqueue(store, COMMAND_LINE, kinds.DEADLY, campaign)
    for attempt in (1, 2):
        process = start(store_url)
        assert process.wait(60) == -9
        process.stdout.close()
        assert seen(store, job_id).attempts == attempt

    with worker(store_url):
        row = ended(store, job_id)

    assert row.state == jobs.FAILED
    assert row.message == "given up: 2 times its worker died during it"


def test_a_worker_that_is_stopped_gives_its_jobs_back(store, store_url, campaign):
    job_id = enqueue(store, COMMAND_LINE, kinds.SLEEP, campaign)
    process = start(store_url)
    wait_for(lambda: seen(store, job_id).step)

    assert stop(process) == 0

    row = seen(store, job_id)
    assert (row.state, row.attempts) == (jobs.QUEUED, 0)


def test_the_processes_of_a_killed_worker_die_with_it(store, store_url, campaign):
    job_id = enqueue(store, COMMAND_LINE, kinds.SLEEP, campaign)
    process = start(store_url)
    processes = [
        int(each) for each in wait_for(lambda: seen(store, job_id).step).split()
    ]

    kill(process)

    wait_for(lambda: not any(alive(each) for each in processes), "their end")


def test_two_workers_of_one_name_do_not_run(store_url):
    with worker(store_url):
        second = start(store_url)

        assert second.wait(60) != 0
        assert second.stdout.read() == b""
        second.stdout.close()


@pytest.mark.parametrize("signal", [9, 15])
def test_the_supervisor_starts_a_dead_worker_again(store_url, signal):
    command = [sys.executable, "-m", "tests.app.jobs.worker_process", "one", "60"]
    supervisor = Supervisor(store_url, command, first=0.1)
    try:
        first = supervisor.pid
        os.kill(first, signal)
        wait_for(lambda: supervisor.pid != first)
    finally:
        supervisor.stop()
