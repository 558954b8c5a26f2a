"""The main job on the sample campaign, as a newcomer runs it."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request

import pytest

from app.config import sample_folder
from tests.app.commands import ROOT, aforo


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo in an empty folder: where, and its summary."""
    folder = tmp_path_factory.mktemp("empty")
    ran = aforo("demo", "--no-serve", "--json", folder=folder)
    assert ran.code == 0, ran.err
    return folder / "aforo-demo", ran.json


def test_the_demo_plans_the_sample_campaign_whole(demo):
    folder, summary = demo

    assert summary["absent"] == {}
    assert summary["violations"] == 0
    assert summary["headcount_available"] == 120
    assert 0.9 < summary["coverage"] < 1
    assert summary["headcount_missing"] > 0
    assert {path.name for path in (folder / "plan").iterdir()} >= {
        *("forecast.csv", "schedule.csv", "adherence.csv", "requests.csv"),
        "report.html",
    }


def test_the_referee_finds_nothing_in_the_demo(demo):
    folder, _ = demo
    campaign = folder / "campaign"

    ran = aforo(
        *("check", folder / "plan" / "schedule.csv"),
        *("--agents", campaign / "agents.csv"),
        *("--contracts", campaign / "contracts.csv"),
        *("--time-off", campaign / "time_off.csv"),
        *("--requirement", folder / "plan" / "requirement.csv"),
    )

    assert (ran.code, ran.out) == (0, "no violation\n")


def test_the_campaign_copied_is_the_one_that_ships(demo):
    folder, _ = demo

    for path in (folder / "campaign").iterdir():
        assert path.read_bytes() == (sample_folder() / path.name).read_bytes()


def test_the_plan_is_served_on_this_machine_and_stops_with_its_process(demo):
    folder, _ = demo
    code = (
        "import sys; from pathlib import Path; from app.services.plans import Plans; "
        "from app.web.server import make_server; "
        "server = make_server(Plans(Path(sys.argv[1])), '127.0.0.1', 0); "
        "print(server.effective_port, flush=True); server.run()"
    )
    words = [sys.executable, "-c", code, str(folder / "plan")]

    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        port = int(server.stdout.readline())
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            page = answer.read().decode()
        server.terminate()

    assert "Aforo" in page


def test_a_port_in_use_is_told_before_any_work(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ran = aforo("demo", "--port", port, folder=tmp_path)

    assert ran.code == 2
    assert f"port must be free on this machine, got {port}" in ran.err
    assert not (tmp_path / "aforo-demo").exists()
