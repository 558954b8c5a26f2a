"""Every file that the app gives to every role: complete, and no more than theirs."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.services.access import COMMAND_LINE, MATRIX, Action, Role
from app.services.campaigns.stored import campaign_list
from app.services.imports.commit import import_table
from app.services.imports.mapping import Mapping
from app.services.plans.publishing import publish
from app.storage.schema.audit import AUDIT, AUDIT_DETAIL
from app.storage.schema.jobs import JOB
from tests.app.jobs.workers import everything
from tests.app.plan_folder import plan_folder
from tests.app.web.conftest import built
from tests.app.web.exports import Files
from tests.app.web.test_matrix import entries
from tests.app.web.world import (
    CANARIES,
    NEAR,
    TEAMS,
    ask,
    body_of,
    put_plan,
    team_of,
)

ROLES = list(Role)
OTHERS = [f"A{n + 1:03d}" for n in range(40) if team_of(n) != TEAMS[0]]
OUTSIDERS = [role for role in ROLES if Action.PEOPLE_PRIVATE not in MATRIX[role]]


@pytest.fixture(scope="module", params=["sqlite"])
def web(request, tmp_path_factory):
    """World of its own, on one engine: what leaves it does not depend on that."""
    for world in built(request, tmp_path_factory, "exports"):
        add_history_and_plan(world.store)
        yield world


def add_history_and_plan(store):
    """Let the near campaign have what the pages of history and forecast show."""
    number = next(
        row.id for row in campaign_list(store, COMMAND_LINE) if row.key == NEAR
    )
    columns = {name: name for name in ("queue", "start", "offered")}
    rows = [
        f"ventas,2026-11-{day:02d}T{hour:02d}:00,{hour + day % 3}"
        for day in range(1, 29)
        for hour in range(8, 18)
    ]
    text = "\n".join(["queue,start,offered", *rows, ""]).encode()
    how = Mapping(table="history", columns=columns)
    import_table(store, COMMAND_LINE, number, text, "calls.csv", how)
    second = put_plan(store, number, plan_folder())
    publish(store, COMMAND_LINE, number, second, after=1, reason="to compare")


@pytest.fixture(scope="module")
def files(web):
    """What pages and registry say of files."""
    return Files(web)


@pytest.fixture(scope="module")
def given(files):
    """Every file of every role, asked for once."""
    return {role: list(files.given_to(role)) for role in ROLES}


def test_every_place_for_a_file_has_a_callback_that_somebody_gets_one_from(
    files, given
):
    reached = {file.place for role in ROLES for file in given[role]}

    assert set(files.place_of.values()) == files.places
    assert reached == files.places


def test_every_button_of_a_file_gives_one(files, given):
    buttons = {each for several in files.buttons.values() for each in several}

    assert buttons == {file.button for role in ROLES for file in given[role]}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_given_exactly_the_files_of_its_matrix(web, files, given, role):
    allowed = {
        place
        for key, place in files.place_of.items()
        if entries(web)[key].action in MATRIX[role]
    }

    assert {file.place for file in given[role]} == allowed


@pytest.mark.parametrize("role", OUTSIDERS)
def test_no_file_has_pay_documents_or_health_of_anybody(given, role):
    for file in given[role]:
        found = [canary for canary in CANARIES if canary in file.text]
        assert found == [], file.name


def test_what_is_private_is_found_in_the_files_of_those_who_may_read_it(given):
    files = {file.name: file.text for file in given[Role.HR_DIRECTOR]}

    for name in ("aforo-people.xlsx", "aforo-people.csv"):
        assert CANARIES[0] in files[name]
        assert "1010101010" in files[name]


def test_no_file_of_a_supervisor_names_an_agent_of_another_team(given):
    names = [file.text for file in given[Role.SUPERVISOR]]

    assert any("A001" in text for text in names)
    for file in given[Role.SUPERVISOR]:
        assert not [agent for agent in OTHERS if agent in file.text], file.name


def test_the_calendar_of_an_agent_has_nobody_else(given):
    (file,) = given[Role.AGENT]

    assert file.name.endswith(".ics")
    assert "BEGIN:VEVENT" in file.text
    assert not [f"A{n:03d}" for n in range(2, 41) if f"A{n:03d}" in file.text]


def test_the_archive_of_calendars_and_the_page_for_the_wall_have_everybody(given):
    files = {file.button: file for file in given[Role.PLANNER]}

    for button in ("schedule-export-ics", "schedule-export-wall"):
        said = files[button].text
        assert "A001" in said or "Persona 1" in said
    assert files["schedule-export-ics"].text.count("BEGIN:VCALENDAR") == 40


@pytest.mark.parametrize("role", OUTSIDERS)
def test_no_address_tells_what_is_private(web, role):
    client = web.client(role)
    wild = {"key": NEAR, "path": f"c/{NEAR}/people", "filename": "aforo.css"}
    for rule in web.app.server.url_map.iter_rules():
        known = {name: wild[name] for name in rule.arguments if name in wild}
        if "GET" not in rule.methods or rule.arguments - set(known):
            continue
        path = rule.build(known, append_unknown=False)[1]
        for asked in (path, f"{path}?day=2026-11-30"):
            with client.get(asked) as answer:
                found = [c for c in CANARIES if c.encode() in answer.data]
                assert answer.status_code < 500, asked
                assert found == [], asked


def test_nothing_private_is_kept_where_it_cannot_be_erased(web, caplog):
    caplog.set_level("DEBUG")
    client = web.client(Role.PLANNER)
    for key, entry in entries(web).items():
        if entry.server and entry.action is Action.PLAN_RUN:
            (button,) = (
                part["id"]
                for part in web.app.callback_map[key]["inputs"]
                if part["property"] == "n_clicks"
            )
            ask(client, body_of(web.app, key, {f"{button}.n_clicks": 1}))
    with web.store.reading() as connection:
        kept = {
            "jobs": connection.execute(select(JOB)).all(),
            "audit": connection.execute(select(AUDIT)).all(),
            "details": connection.execute(select(AUDIT_DETAIL)).all(),
        }
    kept["workflows"] = everything(web.store, dbos_only=True)
    kept["log"] = caplog.text

    assert len(kept["jobs"]) >= 2
    assert "accuracy" in kept["workflows"]
    for where, rows in kept.items():
        assert not [canary for canary in CANARIES if canary in str(rows)], where
