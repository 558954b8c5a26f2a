"""
A thousand viewers of a plan: how long they wait, and what they cost.

``python -m benchmarks.viewers --viewers 1000 --seconds 60 [--database URL]`` plans the
sample campaign into an empty store (a SQLite file in a temporary folder without
``--database``), serves it with ``aforo serve``, and lets viewers of six roles ask for
the plan of a day every ten seconds over a connection each, from this one process on the
same machine. Half-way a new plan is published. Before, a browser that was never there
opens the first page, where Chromium is installed.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Timer
from typing import TYPE_CHECKING

from app.config import sample_folder
from app.files.campaign import read_campaign
from app.services.access import COMMAND_LINE, Role
from app.services.accounts.passwords import new_password
from app.services.accounts.sessions import open_session
from app.services.demo import put_accounts, put_campaign
from app.services.planning.chain import make_plan
from app.services.planning.inputs import read_inputs
from app.services.plans.publishing import publish
from app.services.plans.stored import save_plan
from app.storage import accounts
from app.storage.engine import Store
from app.storage.upgrade import upgrade
from app.storage.versions import Origin
from benchmarks.first_load import first_loads
from benchmarks.measure import Line
from benchmarks.polling import Asked, poll

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.services.planning.chain import Plan

_EVERY_S = 10.0
_START_S = 120.0
_ROLES = (
    *(Role.CLIENT_READER, Role.SUPERVISOR, Role.PLANNER, Role.QUALITY),
    *(Role.HR_DIRECTOR, Role.OPERATIONS_DIRECTOR),
)
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Stage:
    """The store that is served, and who may log in to it."""

    store: Store
    campaign_id: int
    key: str
    plan: Plan
    names: dict[Role, str]
    password: str


def main() -> None:
    """Serve, ask and say."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("--viewers", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--database", default="")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{folder}/viewers.db"
        store = Store(url)
        try:
            upgrade(store)
            stage = _stage(store)
            with _served(url, folder) as (pid, port):
                for line in _lines(stage, pid, port, asked):
                    sys.stdout.write(f"{line}\n")
                    sys.stdout.flush()
        finally:
            store.close()


def _stage(store: Store) -> Stage:
    file = sample_folder() / "campaign.toml"
    given = read_campaign(file)
    plan = make_plan(given.campaign, read_inputs(given.campaign, given.files))
    campaign_id = put_campaign(store, file, plan)
    with store.reading() as connection:
        keys = {n: key for key, n in accounts.campaign_ids(connection).items()}
    password = new_password()
    names = put_accounts(store, campaign_id, password)
    return Stage(store, campaign_id, keys[campaign_id], plan, names, password)


@contextmanager
def _served(url: str, folder: str) -> Iterator[tuple[int, int]]:
    """Serve a store with the real command; process and port of the web server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = Path(folder, "server.log")
    with log.open("wb") as written:
        server = subprocess.Popen(
            [sys.executable, "-m", "app", "serve", "--port", str(port)],
            env=os.environ | {"AFORO_DATABASE": url, "AFORO_HOST": "127.0.0.1"},
            stdout=written,
            stderr=written,
        )
    try:
        _await(f"http://127.0.0.1:{port}/health", server, log)
        yield server.pid, port
    finally:
        server.terminate()
        server.wait()


def _await(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5.0).close()
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(log.read_text(encoding="utf-8", errors="replace"))


def _lines(
    stage: Stage, pid: int, port: int, asked: argparse.Namespace
) -> Iterator[Line | str]:
    yield _memory("memory of the web process at its start", pid)
    if Path(asked.chromium).exists():
        yield from _browser_lines(stage, port, asked.chromium)
    day = stage.plan.summary["start"]
    polled = Asked(port, f"/c/{stage.key}/plan.json?day={day}", _EVERY_S, asked.seconds)
    cookies = _cookies(stage, asked.viewers)
    published: list[float] = []
    timer = Timer(asked.seconds / 2, lambda: published.append(_publish(stage)))
    timer.start()
    cpu, begun = _cpu(pid), time.perf_counter()
    heard = poll(polled, cookies)
    cpu, lasted = _cpu(pid) - cpu, time.perf_counter() - begun
    timer.join()
    cuts = quantiles(heard.seconds, n=100)
    rate = len(heard.seconds) / lasted
    yield f"{asked.viewers} viewers, {len(heard.seconds)} answers, {rate:.1f} a second"
    for name, cut, limit in (("p50", 50, 300.0), ("p95", 95, 300.0), ("p99", 99, 1e3)):
        yield Line(f"wait of a viewer, {name}", cuts[cut - 1] * 1e3, "ms", limit, False)
    yield Line("questions without an answer", len(heard.failed), "", 0, False)
    yield from (f"  {why}: {n}" for why, n in Counter(heard.failed).items())
    yield f"{heard.unchanged / len(heard.seconds):.1%} of the answers were 304"
    told = max(heard.told, default=begun) - published[0]
    yield f"{len(heard.told)} viewers were told of the new plan within {told:.1f} s"
    yield Line(
        "CPU of the web process, of one core", 100 * cpu / lasted, "%", 100, False
    )
    yield _memory("memory of the web process after that", pid)


def _browser_lines(stage: Stage, port: int, chromium: str) -> Iterator[Line]:
    account = stage.names[Role.PLANNER], stage.password
    path = f"/c/{stage.key}/forecast"
    loads = first_loads(chromium, f"http://127.0.0.1:{port}", path, account)
    for name, loaded in loads.items():
        change = name.startswith("change")
        yield Line(name, loaded.seconds, "s", 1.0 if change else 3.5, False)
        sent = f"{name}, {loaded.requests} requests"
        yield Line(sent, loaded.bytes / 1e6, "MB", 2.5, False)


def _cookies(stage: Stage, viewers: int) -> list[str]:
    """Cookie of a session for each viewer, by turns of every role that reads plans."""
    now = int(time.time())
    with stage.store.writing() as connection:
        known = [accounts.by_name(connection, stage.names[role]) for role in _ROLES]
        return [
            f"aforo-session={open_session(connection, account, now)}"
            for number in range(viewers)
            if (account := known[number % len(known)]) is not None
        ]


def _publish(stage: Stage) -> float:
    """Save and publish the plan as a new version; when that was."""
    with stage.store.writing() as connection:
        version = save_plan(
            connection,
            campaign_id=stage.campaign_id,
            plan=stage.plan,
            origin=Origin(reason="viewers"),
        )
    publish(
        stage.store,
        COMMAND_LINE,
        stage.campaign_id,
        version.id,
        after=1,
        reason="viewers",
    )
    return time.perf_counter()


def _cpu(pid: int) -> float:
    """Seconds of CPU that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
    user, system = fields.split()[11:13]
    return (int(user) + int(system)) / _TICKS


def _memory(name: str, pid: int) -> Line:
    """Most memory that a process has held so far."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return Line(name, int(peak.split()[1]) / 1024, "MB", 400.0, False)


if __name__ == "__main__":
    main()
