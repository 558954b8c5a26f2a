"""Every role against every callback and every page, by direct request."""

from __future__ import annotations

import json
import re

import pytest

from app.services.access import MATRIX, Action, Role
from app.web.routes import PAGES
from tests.app.web.world import (
    CALLBACKS,
    CANARIES,
    FAR,
    NEAR,
    TEAMS,
    ask,
    body_of,
    team_of,
)

ROLES = list(Role)
ADHERENCE = "adherence-body.children"
SHOW_PAGE = "..page.children...page-title.data...navigation.children.."
VALUES = {
    "adherence-day.value": "2026-11-22",
    "requests-skill.value": "*",
    "theme.data": "light",
}


# Values of the controls, with which the pages answer as they do on their own.
CHOSEN = VALUES | {
    **{f"{page}-queue.value": "ventas" for page in ("forecast", "staffing")},
    **{f"{page}-span.value": "7" for page in ("forecast", "staffing")},
    **{f"{page}-day.value": "2026-11-30" for page in ("forecast", "staffing")},
    **{f"roster-{name}.value": "*" for name in ("queue", "team")},
    "roster-day.value": "2026-11-30",
    "schedule-site.value": "*",
    **{f"people-{name}.value": "*" for name in ("team", "skill", "contract")},
    "people-search.value": "",
}


@pytest.fixture
def web(worn):
    """World in which what roles may press is pressed."""
    return worn


def answers(web, role, more=None):
    """Every answer that a role gets: pages, and callbacks at the page's address."""
    client = web.client(role)
    for page in PAGES:
        path = page.at(NEAR)
        yield path, client.get(path).text
        yield path, ask(client, body_of(web.app, SHOW_PAGE, path=path)).text
    for key, entry in entries(web).items():
        if entry.server:
            body = body_of(web.app, key, CHOSEN | (more or {}))
            yield key, ask(client, body).text


def entries(web):
    """Registry of the app: its callbacks and what each takes."""
    return registry_of(web).entries


def registry_of(web):
    """Registry behind the gate of the app."""
    return next(
        each.__self__._registry
        for each in web.app.server.before_request_funcs[None]
        if hasattr(each, "__self__") and hasattr(each.__self__, "_registry")
    )


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_answered_exactly_where_the_matrix_lets_it(web, role):
    client = web.client(role)
    for key, entry in entries(web).items():
        answer = ask(client, body_of(web.app, key, VALUES))

        allowed = entry.action is None or entry.action in MATRIX[role]
        if allowed and entry.server:
            assert answer.status_code not in (401, 403), key
            assert answer.status_code < 500, key
        else:
            assert answer.status_code == 403, key
            assert answer.text == "403\n"


def test_the_planner_gets_every_answer_of_the_present_pages(web):
    client = web.client(Role.PLANNER)
    for key, entry in entries(web).items():
        if entry.server and entry.action in MATRIX[Role.PLANNER]:
            page = key.strip(".").split("-")[0]
            if page in ("adherence", "requests"):
                answer = ask(client, body_of(web.app, key, VALUES))
                assert answer.status_code == 200, key


def test_nobody_is_answered_who_is_not_logged_in(web):
    client = web.app.server.test_client()
    for key in entries(web):
        assert ask(client, body_of(web.app, key, VALUES)).status_code == 401


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_exactly_its_pages(web, role):
    client = web.client(role)
    for page in PAGES:
        path = page.at(NEAR)
        allowed = page.action is None or page.action in MATRIX[role]

        assert client.get(path).status_code == (200 if allowed else 404), path
        shown = ask(client, body_of(web.app, SHOW_PAGE, path=path)).text
        assert ("Esta página no existe" in shown) != allowed, path


@pytest.mark.parametrize("role", ROLES)
def test_the_navigation_names_only_pages_that_open(web, role):
    client = web.client(role)
    shown = ask(client, body_of(web.app, SHOW_PAGE, path=f"/c/{NEAR}/forecast"))

    menu = json.dumps(shown.json["response"]["navigation"])
    for page in PAGES:
        linked = f'"href": "{page.at(NEAR)}"' in menu
        assert not linked or client.get(page.at(NEAR)).status_code == 200


@pytest.mark.parametrize("role", sorted(set(ROLES) - {Role.ADMINISTRATOR}))
def test_a_campaign_out_of_reach_is_like_one_that_does_not_exist(web, role):
    client = web.client(role)
    far = role in (Role.OPERATIONS_DIRECTOR, Role.HR_DIRECTOR)
    for key, entry in entries(web).items():
        if not entry.server or entry.action not in MATRIX[role]:
            continue
        other, none = (
            ask(client, body_of(web.app, key, VALUES, path=f"/c/{place}/forecast"))
            for place in (FAR, "nowhere")
        )
        assert none.status_code == 404, key
        if not far:
            assert (other.status_code, other.data) == (404, none.data), key
    for page in PAGES:
        if page.of_campaign:
            assert client.get(page.at("nowhere")).status_code == 404
            if not far:
                assert client.get(page.at(FAR)).status_code == 404


def test_a_supervisor_sees_agents_of_the_own_team_only(web):
    others = [f"A{n + 1:03d}" for n in range(40) if team_of(n) != TEAMS[0]]
    client = web.client(Role.SUPERVISOR)
    seen = []
    for key, entry in entries(web).items():
        if entry.server and entry.action in MATRIX[Role.SUPERVISOR]:
            answer = ask(client, body_of(web.app, key, VALUES))
            seen.append(answer.text)
            assert not [name for name in others if name in answer.text], key

    assert any("A001" in text for text in seen)
    whole = ask(web.client(Role.PLANNER), body_of(web.app, ADHERENCE, VALUES))
    assert any(name in whole.text for name in others)


def test_the_address_of_the_callbacks_takes_no_other_method(web):
    client = web.client(Role.PLANNER)

    for method in ("get", "put", "delete", "patch"):
        assert getattr(client, method)(CALLBACKS).status_code in (404, 405)


@pytest.mark.parametrize(
    "role", [r for r in ROLES if Action.PEOPLE_PRIVATE not in MATRIX[r]]
)
def test_pay_documents_and_health_are_in_no_answer_and_no_log(web, role, caplog):
    caplog.set_level("DEBUG")
    for asked, text in answers(web, role):
        found = [canary for canary in CANARIES if canary in text]
        assert found == [], (role, asked)
    assert not [canary for canary in CANARIES if canary in caplog.text]


def test_those_who_may_read_what_is_private_do(web):
    seen = " ".join(text for _, text in answers(web, Role.HR_DIRECTOR))

    assert CANARIES[0] in seen
    assert "1010101010" in seen


def test_a_supervisor_who_asks_for_another_team_by_name_gets_none_of_its_agents(web):
    others = [f"A{n + 1:03d}" for n in range(40) if team_of(n) != TEAMS[0]]
    foreign = {
        **{f"{page}-team.value": TEAMS[1] for page in ("roster", "people")},
        "people-opened.data": others[0],
        "schedule-chosen.data": {"agent": others[0], "start": "2026-11-30T08:00"},
    }
    for asked, text in answers(web, Role.SUPERVISOR, foreign):
        assert not [name for name in others if f'"{name}"' in text], asked


@pytest.mark.parametrize(
    "role", [Role.SUPERVISOR, Role.QUALITY, Role.CLIENT_READER, Role.AGENT]
)
def test_costs_are_hidden_from_those_who_may_not_read_staffing(web, role):
    whole = " ".join(text for _, text in answers(web, Role.OPERATIONS_DIRECTOR))
    assert "128,4" in whole
    for asked, text in answers(web, role):
        assert "128,4" not in text, asked
        # As a word: tokens are random letters.
        assert not re.search(r"\bCOP\b", text), asked


def test_a_planner_opens_every_page_but_those_of_the_administrator(web):
    client = web.client(Role.PLANNER)
    closed = {"/my", "/admin/accounts", "/admin/audit", "/admin/backups"}

    for page in PAGES:
        path = page.at(NEAR)
        assert client.get(path).status_code == (404 if path in closed else 200), path


def test_arguments_of_jobs_have_nothing_private(web):
    from sqlalchemy import text

    client = web.client(Role.PLANNER)
    for key, entry in entries(web).items():
        if entry.server and entry.action is Action.PLAN_RUN:
            ask(client, body_of(web.app, key, CHOSEN | {"forecast-anew.n_clicks": 1}))
    with web.store.reading() as connection:
        rows = connection.execute(text("SELECT * FROM job")).all()

    assert rows
    assert not [canary for canary in CANARIES if canary in str(rows)]
