"""
Kill workers at random while they import and plan, and count what is lost.

A worker's life is counted from its first sign of life, so that on a slow machine it is
not spent on starting; one in five is killed while it starts.

``python -m benchmarks.kills --kills 200 [--database URL]``: the address is that of an
empty database; without one, a SQLite file in a temporary folder. Imports write the same
intervals over and over, each with a figure of its own: a half-written one would show as
two figures at a time. The last line must say 0 lost, 0 half-written, 0 twice.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import func, insert, select, text

from app.config import sample_folder
from app.jobs.history import IMPORT_HISTORY, enqueue_history
from app.jobs.kinds import JobKind, Kinds
from app.jobs.plan import PLAN
from app.jobs.queueing import enqueue
from app.jobs.supervise import DATABASE
from app.jobs.worker import WorkerOptions, work
from app.services.access import COMMAND_LINE
from app.services.campaigns.stored import add_campaign
from app.services.imports.mapping import Mapping
from app.storage import audit, jobs, versions
from app.storage.engine import Store
from app.storage.schema.campaigns import CAMPAIGN, INTERVAL_FACT, QUEUE
from app.storage.schema.jobs import JOB
from app.storage.schema.versions import VERSION
from app.storage.upgrade import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE_S = 900.0
_AT_START = 0.2  # share of the workers that are killed while they start
_STARTING_S = 5.0
_WORKER = "--worker"


@dataclass(frozen=True, slots=True)
class Trial:
    """The store and the two campaigns of a run: one imports, the other is planned."""

    store: Store
    url: str
    imported: int
    planned: int | None


def main() -> None:
    """Kill, count and say."""
    if sys.argv[1:] == [_WORKER]:
        options = WorkerOptions(name="kills", kinds=_patient())
        work(os.environ[DATABASE], options, say=_say)
        return
    asked = _arguments()
    with TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{folder}/kills.db"
        store = Store(url)
        try:
            upgrade(store)
            trial = _prepared(store, url, asked)
            for line in _lines(trial, asked):
                _say(line)
        finally:
            store.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--imports", type=int, default=100)
    parser.add_argument("--plans", type=int, default=2)
    parser.add_argument("--rows", type=int, default=20_000, help="of each import")
    parser.add_argument("--longest", type=float, default=8.0, help="life, seconds")
    parser.add_argument("--database", default="")
    parser.add_argument("--seed", type=int, default=6)
    return parser.parse_args()


def _patient() -> Kinds:
    """Kinds that are not given up, however often their worker is killed."""

    def patient(kind: JobKind) -> JobKind:
        return replace(kind, limits=replace(kind.limits, attempts=1_000_000))

    return Kinds(patient(IMPORT_HISTORY), patient(PLAN))


def _prepared(store: Store, url: str, asked: argparse.Namespace) -> Trial:
    planned = None
    if asked.plans:
        planned = add_campaign(store, COMMAND_LINE, sample_folder() / "campaign.toml")
        for seed in range(asked.plans):
            enqueue(store, COMMAND_LINE, PLAN, planned, {"seed": seed})
    row = {"key": "kills", "name": "Kills", "timezone": "UTC", "created_at": 1}
    with store.writing() as connection:
        added = insert(CAMPAIGN).values(**row).returning(CAMPAIGN.c.id)
        imported = connection.execute(added).scalar_one()
    starts = pd.date_range("2025-01-01", periods=asked.rows, freq="15min", tz="UTC")
    frame = pd.DataFrame(
        {"queue": "calls", "start": starts.strftime("%Y-%m-%dT%H:%MZ")}
    )
    columns = {name: name for name in ("queue", "start", "offered")}
    mapping = Mapping(table="history", columns=columns)
    for number in range(1, asked.imports + 1):
        content = frame.assign(offered=number).to_csv(index=False).encode()
        name = f"{number}.csv"
        enqueue_history(store, COMMAND_LINE, imported, content, name, mapping)
    return Trial(store, url, imported, planned)


def _lines(trial: Trial, asked: argparse.Namespace) -> Iterator[str]:
    draw, torn = random.Random(asked.seed), 0
    for number in range(1, asked.kills + 1):
        worker = _worker(trial.url)
        if draw.random() < _AT_START:
            time.sleep(draw.uniform(0.0, _STARTING_S))
        else:
            _await_life(worker)
            time.sleep(draw.uniform(0.0, asked.longest))
        worker.kill()
        worker.wait()
        if worker.stdout:
            worker.stdout.close()
        torn += _torn(trial)
        if number % 10 == 0:
            yield f"{number} kills: {dict(_states(trial.store))}, {torn} half-written"
    _finish(trial)
    states = _states(trial.store)
    lost = sum(states.values()) - states[jobs.DONE]
    yield f"{asked.kills} kills, {sum(states.values())} jobs: {dict(states)}"
    yield _whole(trial.store)
    yield (
        f"{lost} lost, {torn + _torn(trial) + _incomplete(trial)} half-written, "
        f"{_twice(trial)} twice"
    )


def _worker(url: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.kills", _WORKER],
        env=os.environ | {DATABASE: url},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _await_life(worker: subprocess.Popen[bytes]) -> None:
    """Wait for the line that a worker writes when it is ready."""
    if worker.stdout is None or not worker.stdout.readline():
        raise SystemExit("the worker ended before it was ready")


def _finish(trial: Trial) -> None:
    worker = _worker(trial.url)
    until = time.monotonic() + _PATIENCE_S
    try:
        while time.monotonic() < until and _active(trial.store):
            time.sleep(1.0)
    finally:
        worker.terminate()
        worker.wait()


def _active(store: Store) -> bool:
    with store.reading() as connection:
        return bool(jobs.active(connection))


def _states(store: Store) -> Counter[str]:
    with store.reading() as connection:
        return Counter(connection.scalars(select(JOB.c.state)))


def _torn(trial: Trial) -> int:
    """1 if the intervals that every import writes are not all of the same import."""
    fact = INTERVAL_FACT.c
    with trial.store.reading() as connection:
        written = connection.execute(
            select(
                func.count(fact.offered.distinct()), func.count(fact.version.distinct())
            )
            .join(QUEUE, QUEUE.c.id == fact.queue_id)
            .where(QUEUE.c.campaign_id == trial.imported)
        ).one()
    return int(max(written) > 1)


def _incomplete(trial: Trial) -> int:
    """Plans that lack a part which another plan of the campaign has."""
    if trial.planned is None:
        return 0
    with trial.store.reading() as connection:
        made = versions.listing(connection, trial.planned, "plan")
        parts = [len(versions.part_names(connection, each.id)) for each in made]
    return sum(number != max(parts) for number in parts)


def _twice(trial: Trial) -> int:
    """Results beyond one for each job that is done."""
    with trial.store.reading() as connection:
        results = connection.scalar(
            select(func.count()).where(
                VERSION.c.kind.in_(("plan", "history")),
                # The history that the sample came with was made by no job.
                (VERSION.c.kind == "plan") | (VERSION.c.campaign_id == trial.imported),
            )
        )
        named = select(JOB.c.result_version).distinct().where(JOB.c.state == jobs.DONE)
        return int(results or 0) - len(connection.scalars(named).all())


def _whole(store: Store) -> str:
    with store.reading() as connection:
        broken = audit.broken_at(connection)
        trail = "whole" if broken is None else f"broken at {broken}"
        if not store.sqlite:
            return f"audit trail {trail}"
        said = connection.execute(text("PRAGMA integrity_check")).scalar_one()
    return f"audit trail {trail}, SQLite integrity_check {said}"


if __name__ == "__main__":
    main()
