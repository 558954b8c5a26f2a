"""A password that an administrator gave: replaced before anything else answers."""

from __future__ import annotations

import re

import pytest

from app.services.access import COMMAND_LINE, Actor, Role
from app.services.accounts.changes import NewAccount, add_account, set_password
from app.services.accounts.rows import find_account
from app.web.gate import PAGES as PAGE_RULES
from app.web.gate import PUBLIC
from app.web.routes import PAGES
from tests.app.web.test_login import OTHER, is_in, token_of
from tests.app.web.world import NEAR, PASSWORD, ask, body_of, enter


@pytest.fixture
def account(web, request):
    """Name of an account of the test's own."""
    name = re.sub(r"[^a-z0-9]", "-", request.node.name.lower())[:100].strip("-")
    new = NewAccount(name=name, role=Role.ADMINISTRATOR)
    add_account(web.store, COMMAND_LINE, new, PASSWORD)
    return name


@pytest.fixture
def guest(web, account):
    """Client of an account whose password an administrator has given anew."""
    row = find_account(web.store, COMMAND_LINE, account).row
    admin = Actor(account_id=row.id, name="", role=Role.ADMINISTRATOR)
    set_password(web.store, admin, row.id, OTHER, revision=row.revision)
    return enter(web.app, account, OTHER)


def test_nothing_answers_before_a_given_password_is_replaced(web, guest):
    for page in PAGES:
        answer = guest.get(page.at(NEAR))
        assert (answer.status_code, answer.location) == (302, "/password"), page.path
    token = token_of(guest.get("/password").text)
    guest.set_cookie("_csrf_token", token)
    for key in web.app.callback_map:
        assert ask(guest, body_of(web.app, key)).status_code == 403, key
    for rule in web.app.server.url_map.iter_rules():
        if rule.rule not in PUBLIC | PAGE_RULES | {"/password", "/logout"}:
            path = re.sub(r"<[^>]+>", "x", rule.rule)
            answer = guest.get(path)
            assert answer.status_code in (403, 405) or answer.location == "/password"


def test_who_replaces_a_given_password_is_let_in_with_a_session_of_its_own(web, guest):
    form = guest.get("/password", headers={"Accept-Language": "es-CO"}).text
    before = guest.get_cookie("aforo-session").value
    typed = {"csrf": token_of(form), "old": OTHER, "new": PASSWORD, "again": PASSWORD}
    assert "Elija su contraseña" in form
    same = guest.post("/password", data=typed | {"new": OTHER, "again": OTHER})
    assert same.status_code == 400

    answer = guest.post("/password", data=typed)

    assert (answer.status_code, answer.location) == (303, "/")
    assert guest.get_cookie("aforo-session").value != before
    assert guest.get("/").status_code == 200
    assert is_in(guest)


def test_who_was_given_a_password_may_leave(guest):
    token = token_of(guest.get("/password").text)

    assert guest.post("/logout", data={"csrf": token}).status_code == 303
    assert guest.get("/password").status_code == 302
