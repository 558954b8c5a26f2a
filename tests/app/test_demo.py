"""The main job on the sample campaign, as a newcomer runs it."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request
from datetime import date

import pytest

from app.bootstrap import serve
from app.config import Settings, sample_folder
from app.files.read import read_table
from app.services.access import COMMAND_LINE, Role
from app.services.accounts.changes import NewAccount, add_account
from app.services.accounts.login import Attempt, Entered, log_in
from app.services.accounts.passwords import new_password
from app.services.accounts.rows import account_list
from app.services.accounts.sessions import actor_of
from app.services.campaigns.stored import campaign_list
from app.services.demo import put_accounts, put_campaign
from app.services.planning.chain import Plan
from app.services.planning.folder import TABLES
from app.services.plans.in_sight import plan_in_sight
from app.storage.accounts import by_name
from app.storage.engine import Store
from app.storage.upgrade import upgrade
from tests.app.commands import ROOT, aforo
from wfm.errors import InputError


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo in an empty folder: where, and its summary."""
    folder = tmp_path_factory.mktemp("empty")
    ran = aforo("demo", "--no-serve", "--json", folder=folder)
    assert ran.code == 0, ran.err
    return folder / "aforo-demo", ran.json


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_campaign_copied_is_the_one_that_ships(demo):
    folder, _ = demo

    for path in (folder / "campaign").iterdir():
        assert path.read_bytes() == (sample_folder() / path.name).read_bytes()


@pytest.mark.slow
def test_the_demo_is_taken_into_a_store_with_an_account_for_each_role(demo, tmp_path):
    folder, summary = demo
    made = Plan(
        tables={
            name: read_table(
                folder / "plan" / f"{name}.csv",
                TABLES[name],
                timezone=summary["timezone"],
            )
            for name in ("forecast", "requirement", "schedule", "coverage", "adherence")
        },
        summary=summary,
        report="",
    )
    store = Store(f"sqlite:///{tmp_path / 'aforo.db'}")
    try:
        upgrade(store)
        passwords = [new_password(), new_password()]
        for password in passwords:
            # The second run finds what the first has left.
            number = put_campaign(store, folder / "campaign" / "campaign.toml", made)
            names = put_accounts(store, number, password)
        assert len(campaign_list(store, COMMAND_LINE)) == 1
        assert [each.row.demo for each in account_list(store, COMMAND_LINE)] == [1] * 8
        for role, name in names.items():
            old, new = (
                log_in(store, Attempt(name, password, "::1"), 1_800_000_000)
                for password in passwords
            )
            assert isinstance(new, Entered), role
            assert not isinstance(old, Entered), role
        with store.reading() as connection:
            agent = actor_of(connection, by_name(connection, names[Role.AGENT]))
        seen = plan_in_sight(store, agent, number).schedule(date(2026, 11, 30))
    finally:
        store.close()
    assert {(number, each) for each in seen["agent"]} <= agent.agents


def test_accounts_of_the_demonstration_are_not_for_other_machines(tmp_path):
    database = f"sqlite:///{tmp_path / 'aforo.db'}"
    store = Store(database)
    upgrade(store)
    new = NewAccount(name="demo", role=Role.ADMINISTRATOR, demo=True)
    add_account(store, COMMAND_LINE, new, new_password())
    store.close()
    key = new_password() + new_password() + new_password()
    settings = Settings(database=database, host="0.0.0.0", port=0, secret_key=key)

    with pytest.raises(InputError, match="aforo user disable"):
        serve(settings, say=print)


def test_the_app_is_served_on_this_machine_and_stops_with_its_process(tmp_path):
    code = (
        "import sys; from app.config import Settings; from app.storage.engine import "
        "Store; from app.storage.upgrade import upgrade; "
        "from app.web import Site, make_server; store = Store(sys.argv[1]); "
        "upgrade(store); "
        "server = make_server(Site(store, Settings()), '127.0.0.1', 0); "
        "print(server.effective_port, flush=True); server.run()"
    )
    words = [sys.executable, "-c", code, f"sqlite:///{tmp_path / 'aforo.db'}"]

    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            port = int(server.stdout.readline())
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                page = answer.read().decode()
        finally:
            server.terminate()

    assert "Aforo" in page
    assert 'name="password"' in page


def test_a_port_in_use_is_told_before_any_work(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ran = aforo("demo", "--port", port, folder=tmp_path)

    assert ran.code == 2
    assert f"port must be free on this machine, got {port}" in ran.err
    assert not (tmp_path / "aforo-demo").exists()
