"""The way in and the way out, as a browser without scripts goes them."""

from __future__ import annotations

import re

import pytest

from app.config import Settings
from app.services.access import COMMAND_LINE, Role
from app.services.accounts.changes import (
    NewAccount,
    add_account,
    set_disabled,
    set_password,
)
from app.services.accounts.rows import find_account
from app.web import Site, create_app
from tests.app.web.world import NAMES, PASSWORD, csrf, enter, log_in

OTHER = "cuatro perros en el patio"


@pytest.fixture
def account(web, request):
    """Name of an account of the test's own."""
    name = re.sub(r"[^a-z0-9]", "-", request.node.name.lower())[:100].strip("-")
    new = NewAccount(name=name, role=Role.ADMINISTRATOR)
    add_account(web.store, COMMAND_LINE, new, PASSWORD)
    return name


def is_in(client):
    return client.get("/_dash-layout").status_code == 200


def token_of(page):
    return re.search(r'name="csrf" value="(\w+)"', page)[1]


def test_the_form_speaks_the_visitors_language_and_needs_no_script(web):
    client = web.app.server.test_client()

    spanish = client.get("/login", headers={"Accept-Language": "es-CO"}).text
    english = client.get("/login", headers={"Accept-Language": "en-GB"}).text

    assert "Contraseña" in spanish
    assert "Password" in english
    assert "<script>" not in spanish
    assert "onclick" not in spanish


def test_who_logs_in_goes_where_they_wanted(web):
    client = web.app.server.test_client()

    answer = log_in(client, NAMES[Role.PLANNER], wanted="/c/norte/forecast")

    assert answer.status_code == 303
    assert answer.location == "/c/norte/forecast"
    assert client.get("/login?next=/c/norte/forecast").location == "/c/norte/forecast"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example"])
def test_who_logs_in_stays_on_this_site(web, wanted):
    answer = log_in(web.app.server.test_client(), NAMES[Role.PLANNER], wanted=wanted)

    assert answer.location == "/"


def test_a_wrong_password_and_an_unknown_name_are_told_the_same(web, account):
    client = web.app.server.test_client()

    wrong = log_in(client, account, "no es esta frase")
    unknown = log_in(client, "nobody-of-that-name", "no es esta frase")

    assert wrong.status_code == unknown.status_code == 401
    said = re.compile(r'role="alert">([^<]+)')
    assert said.findall(wrong.text) == said.findall(unknown.text) != []


def test_too_many_attempts_are_told_how_long_to_wait(web):
    client = web.app.server.test_client()
    answers = [log_in(client, "guessed-often", "x") for _ in range(6)]

    assert answers[-1].status_code == 429
    wait = int(answers[-1].headers["Retry-After"])
    assert 0 < wait <= 16
    assert f"{wait} s" in answers[-1].text


@pytest.mark.parametrize(
    "wanted",
    [
        *("/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "evil.example"),
        *("///evil.example", "/\tevil", "/ñ", "https:evil.example", "/%0d%0aX: y\r\nZ"),
        *("//evil.example/%2f..", "http:///evil.example", "\x00/", ""),
    ],
)
def test_no_address_elsewhere_is_gone_to_after_log_in(web, wanted):
    answer = log_in(web.app.server.test_client(), NAMES[Role.PLANNER], wanted=wanted)

    assert answer.status_code == 303
    assert answer.location == "/"


def test_a_session_that_an_attacker_fixed_is_not_the_one_of_who_logs_in(web):
    client = web.app.server.test_client()
    planted = "attacker-knows-this-token"
    client.set_cookie("aforo-session", planted)

    log_in(client, NAMES[Role.PLANNER])

    assert client.get_cookie("aforo-session").value != planted
    thief = web.app.server.test_client()
    thief.set_cookie("aforo-session", planted)
    assert thief.get("/_dash-layout").status_code == 401


def test_each_log_in_has_a_session_of_its_own(web):
    first, second = (enter(web.app, NAMES[Role.PLANNER]) for _ in range(2))

    assert (
        first.get_cookie("aforo-session").value
        != second.get_cookie("aforo-session").value
    )
    # The token of one session is none for the other.
    assert first.get_cookie("_csrf_token").value != second.get_cookie("_csrf_token")


def test_a_disabled_account_is_told_what_an_unknown_one_is(web, account):
    found = find_account(web.store, COMMAND_LINE, account)
    set_disabled(web.store, COMMAND_LINE, found, disabled=True)
    clients = [web.app.server.test_client() for _ in range(2)]

    shut = log_in(clients[0], account)
    unknown = log_in(clients[1], "nobody-at-all")

    said = re.compile(r'role="alert">([^<]+)')
    assert shut.status_code == unknown.status_code == 401
    assert said.findall(shut.text) == said.findall(unknown.text) != []


@pytest.mark.parametrize("name", ["nobody-known", "planner"])
def test_every_attempt_costs_one_hash_whoever_it_is_about(web, monkeypatch, name):
    from app.services.accounts import passwords

    asked = []
    judged = passwords._HASHER.verify

    class Counting:
        def verify(self, *given):
            asked.append(given[0])
            return judged(*given)

        def __getattr__(self, wanted):
            return getattr(passwords_hasher, wanted)

    passwords_hasher = passwords._HASHER
    monkeypatch.setattr(passwords, "_HASHER", Counting())

    log_in(web.app.server.test_client(), name, "no es esta frase")

    assert len(asked) == 1
    assert asked[0].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_what_was_typed_is_shown_as_text(web):
    answer = log_in(web.app.server.test_client(), '"><script>alert(1)</script>', "x")

    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert 'value="x"' not in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"csrf": ""},
        {"csrf": "0" * 64},
        {"csrf": "\ud800".encode("utf-8", "replace")},
    ],
    ids=["nothing", "no token", "another token", "odd token"],
)
def test_a_form_that_is_not_ours_lets_nobody_in(web, fields):
    client = web.app.server.test_client()
    client.get("/login")
    typed = {"name": NAMES[Role.PLANNER], "password": PASSWORD}

    answer = client.post("/login", data=typed | fields)

    assert answer.status_code == 400
    assert not is_in(client)


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_sent_from_another_site_lets_nobody_in(web, headers):
    client = web.app.server.test_client()
    typed = {"name": NAMES[Role.PLANNER], "password": PASSWORD}
    typed["csrf"] = token_of(client.get("/login").text)

    assert client.post("/login", data=typed, headers=headers).status_code == 400


def test_the_session_is_a_cookie_that_scripts_and_other_sites_do_not_get(web):
    answer = log_in(web.app.server.test_client(), NAMES[Role.PLANNER])

    (cookie,) = [
        each
        for each in answer.headers.getlist("Set-Cookie")
        if each.startswith("aforo-session=")
    ]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_a_browser_keeps_its_own_token_over_log_ins(web):
    client = web.app.server.test_client()
    answer = log_in(client, NAMES[Role.PLANNER])
    first = client.get_cookie("aforo-device").value
    (cookie,) = [
        c for c in answer.headers.getlist("Set-Cookie") if c.startswith("aforo-device")
    ]

    log_in(web.app.server.test_client(), NAMES[Role.PLANNER])
    client.get("/")
    client.post("/logout", data={"csrf": csrf(client)["X-CSRFToken"]})
    log_in(client, NAMES[Role.QUALITY])

    assert client.get_cookie("aforo-device").value == first
    assert len(first) == 32
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_behind_https_the_cookies_are_the_hosts_alone(web):
    settings = Settings(database=web.site.settings.database, trusted_proxies=1)
    app = create_app(Site(web.store, settings))
    client = app.server.test_client()
    over = {"X-Forwarded-Proto": "https"}
    place = {"base_url": "https://localhost"}
    form = client.get("/login", headers=over, **place)
    typed = {"name": NAMES[Role.PLANNER], "password": PASSWORD}
    typed["csrf"] = token_of(form.text)

    answer = client.post("/login", data=typed, headers=over, **place)

    cookies = answer.headers.getlist("Set-Cookie")
    assert answer.status_code == 303
    assert any(c.startswith("__Host-aforo-session=") and "Secure" in c for c in cookies)
    assert answer.headers["Strict-Transport-Security"]


def test_a_proxy_that_is_not_ours_is_not_believed(web):
    client = web.app.server.test_client()

    answer = client.get("/login", headers={"X-Forwarded-Proto": "https"})

    assert "Strict-Transport-Security" not in answer.headers
    assert "Secure" not in answer.headers["Set-Cookie"]


def test_log_out_ends_the_session_for_a_copy_of_the_cookie_too(web):
    client, thief = enter(web.app, NAMES[Role.PLANNER]), web.app.server.test_client()
    for name in ("aforo-session", "_csrf_token"):
        thief.set_cookie(name, client.get_cookie(name).value)
    assert is_in(thief)

    answer = client.post("/logout", data={"csrf": csrf(client)["X-CSRFToken"]})

    assert answer.status_code == 303
    assert answer.location == "/login"
    assert "cache" in answer.headers["Clear-Site-Data"]
    assert client.get_cookie("aforo-session") is None
    assert not is_in(thief)
    assert thief.get("/_dash-layout").status_code == 401


def test_log_out_is_not_done_for_another_site(web):
    client = enter(web.app, NAMES[Role.PLANNER])
    token = csrf(client)["X-CSRFToken"]
    elsewhere = {"Origin": "https://evil.example"}

    assert client.get("/logout").status_code == 404
    assert client.post("/logout").status_code == 403
    stolen = client.post("/logout", data={"csrf": token}, headers=elsewhere)
    assert stolen.status_code == 403
    assert is_in(client)


def test_logging_in_again_ends_the_session_before(web):
    client, copy = enter(web.app, NAMES[Role.PLANNER]), web.app.server.test_client()
    for name in ("aforo-session", "_csrf_token"):
        copy.set_cookie(name, client.get_cookie(name).value)
    typed = {"name": NAMES[Role.QUALITY], "password": PASSWORD}
    stranger = web.app.server.test_client()
    typed["csrf"] = token_of(stranger.get("/login").text)
    client.set_cookie("aforo-form", stranger.get_cookie("aforo-form").value)

    assert client.post("/login", data=typed).status_code == 303

    assert not is_in(copy)


def test_a_session_that_someone_made_up_opens_nothing(web):
    client = web.app.server.test_client()
    client.set_cookie("aforo-session", "x" * 43)

    assert client.get("/_dash-layout").status_code == 401


def test_a_disabled_account_is_out_at_its_next_request(web, account):
    client = enter(web.app, account)
    found = find_account(web.store, COMMAND_LINE, account)

    set_disabled(web.store, COMMAND_LINE, found, disabled=True)

    assert not is_in(client)
    assert log_in(web.app.server.test_client(), account).status_code == 401


def test_another_password_ends_the_sessions(web, account):
    client = enter(web.app, account)
    row = find_account(web.store, COMMAND_LINE, account).row

    set_password(web.store, COMMAND_LINE, row.id, OTHER, revision=row.revision)

    assert not is_in(client)


def test_ones_own_password_is_changed_on_a_form(web, account):
    here, elsewhere = enter(web.app, account), enter(web.app, account)
    token = token_of(here.get("/password").text)
    typed = {"csrf": token, "old": PASSWORD, "new": OTHER, "again": OTHER}

    assert here.post("/password", data=typed).status_code == 303

    assert is_in(here)
    assert not is_in(elsewhere)
    enter(web.app, account, OTHER)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"old": "not this one"}, 400),
        ({"again": "something else here"}, 400),
        ({"new": "short", "again": "short"}, 400),
        ({"new": "password1234", "again": "password1234"}, 400),
        ({"new": "x y " * 40, "again": "x y " * 40}, 400),
        ({"csrf": "0" * 64}, 403),
    ],
)
def test_a_password_is_not_changed_when_something_is_wrong(web, account, typed, status):
    client = enter(web.app, account)
    token = token_of(client.get("/password").text)
    right = {"csrf": token, "old": PASSWORD, "new": OTHER, "again": OTHER}

    assert client.post("/password", data=right | typed).status_code == status

    enter(web.app, account)


def test_accounts_of_the_demonstration_are_listed_on_this_machine_only(web):
    new = NewAccount(name="demo-user", role=Role.ADMINISTRATOR, demo=True)
    add_account(web.store, COMMAND_LINE, new, PASSWORD)
    try:
        here = web.app.server.test_client().get("/login").text
        key = "k3" * 8 + "abcdefghijklmnop"
        reachable = Settings(
            database=web.site.settings.database, host="0.0.0.0", secret_key=key
        )
        there = create_app(Site(web.store, reachable)).server.test_client()

        assert "demo-user" in here
        assert "demo-user" not in there.get("/login").text
    finally:
        found = find_account(web.store, COMMAND_LINE, "demo-user")
        set_disabled(web.store, COMMAND_LINE, found, disabled=True)


@pytest.mark.parametrize("role", list(Role))
def test_the_shell_names_the_account_and_its_role(web, role):
    client = web.client(role)

    layout = client.get("/_dash-layout", headers={"Accept-Language": "en"}).text

    from app.web.texts import TEXTS

    assert NAMES[role] in layout
    assert TEXTS["en"][f"role.{role}"] in layout
    assert csrf(client)["X-CSRFToken"] in layout
