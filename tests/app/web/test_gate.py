"""What the gate lets through and what it does not: bodies, sites, tokens, headers."""

from __future__ import annotations

import json
import logging

import pytest

from app.services.access import Role
from app.web import create_app
from app.web.gate import local_path
from app.web.registry import Registry
from tests.app.web.test_matrix import SHOW_PAGE, VALUES, entries
from tests.app.web.world import CALLBACKS, ask, body_of, csrf

CHART = "adherence-body.children"
EVERY_ANSWER = (
    ("get", "/"),
    ("get", "/login"),
    ("get", "/health"),
    ("get", "/nowhere"),
    ("get", "/_dash-layout"),
    ("get", "/_dash-dependencies"),
    ("get", "/assets/aforo.css"),
    ("get", "/assets/no.js"),
    ("post", CALLBACKS),
    ("post", "/csp"),
    ("post", "/logout"),
    ("put", "/login"),
)


@pytest.mark.parametrize(("method", "path"), EVERY_ANSWER)
@pytest.mark.parametrize("known", [True, False], ids=["logged in", "anonymous"])
def test_every_answer_is_protected(web, method, path, known):
    client = web.client(Role.PLANNER) if known else web.app.server.test_client()

    with getattr(client, method)(path) as answer:
        headers = answer.headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert policy.endswith("report-uri /csp")
    script = next(p for p in policy.split("; ") if p.startswith("script-src"))
    assert "unsafe" not in script
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    if not path.startswith("/assets/"):
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/_dash-layout", "/_dash-dependencies", "/_reload-hash", "/static/x"]
)
def test_what_dash_gives_to_anybody_is_for_accounts_only(web, path):
    assert web.app.server.test_client().get(path).status_code == 401


def test_a_person_is_sent_to_the_log_in_and_a_program_is_told(web):
    client = web.app.server.test_client()

    asked = client.get("/c/norte/forecast?version=3", headers={"Accept": "text/html"})
    told = client.get("/c/norte/forecast", headers={"Accept": "application/json"})

    assert asked.status_code == 302
    assert asked.location == "/login?next=/c/norte/forecast%3Fversion%3D3"
    assert told.status_code == 401


@pytest.mark.parametrize(
    ("wanted", "gone_to"),
    [
        ("/c/norte/forecast?version=3", "/c/norte/forecast?version=3"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_the_log_in_leads_to_this_site_only(wanted, gone_to):
    assert local_path(wanted) == gone_to


@pytest.mark.parametrize(
    "mimetype", ["text/plain", "application/x-www-form-urlencoded", "text/html"]
)
def test_only_json_is_taken(web, mimetype):
    client = web.client(Role.PLANNER)
    body = json.dumps(body_of(web.app, CHART, VALUES))

    answer = client.post(
        CALLBACKS, data=body, content_type=mimetype, headers=csrf(client)
    )

    assert answer.status_code == 415


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"X-CSRFToken": ""},
        {"X-CSRFToken": "0" * 64},
        {"X-CSRFToken": "ñ"},
    ],
    ids=str,
)
def test_a_request_from_elsewhere_is_refused(web, headers):
    client = web.client(Role.PLANNER)

    answer = ask(client, body_of(web.app, CHART, VALUES), headers=headers)

    assert answer.status_code == 403


def test_a_request_of_our_own_page_is_taken(web):
    client = web.client(Role.PLANNER)
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}

    answer = ask(client, body_of(web.app, CHART, VALUES), headers=headers)

    assert answer.status_code == 200


def test_the_token_of_another_session_does_not_count(web):
    other = csrf(web.client(Role.QUALITY))

    answer = ask(
        web.client(Role.PLANNER), body_of(web.app, CHART, VALUES), headers=other
    )

    assert answer.status_code == 403


def broken_bodies(body):
    """Bodies that no page of ours sends, and what each must be told."""
    inputs = body["inputs"]
    return {
        "list": ([], 400),
        "text": ("x", 400),
        "number": (7, 400),
        "empty": ({}, 403),
        "unknown output": (body | {"output": "salary.data"}, 403),
        "output a list": (body | {"output": ["x"]}, 403),
        "output of another": (body | {"output": "requests-file.data"}, 400),
        "no inputs": (body | {"inputs": []}, 400),
        "inputs missing": ({k: v for k, v in body.items() if k != "inputs"}, 400),
        "inputs a mapping": (body | {"inputs": {}}, 400),
        "one input too many": (body | {"inputs": [*inputs, inputs[0]]}, 400),
        "an input of another": (
            body | {"inputs": [inputs[0] | {"id": "evil"}, *inputs[1:]]},
            400,
        ),
        "an input a number": (body | {"inputs": [1, *inputs[1:]]}, 400),
        "state missing": ({k: v for k, v in body.items() if k != "state"}, 400),
        "outputs of another": (
            body | {"outputs": {"id": "page", "property": "children"}},
            400,
        ),
        "changed a mapping": (body | {"changedPropIds": {}}, 400),
        "changed numbers": (body | {"changedPropIds": [1]}, 400),
    }


def test_a_malformed_body_is_refused_and_breaks_nothing(web):
    client = web.client(Role.PLANNER)
    for name, (body, status) in broken_bodies(body_of(web.app, CHART, VALUES)).items():
        assert ask(client, body).status_code == status, name


@pytest.mark.parametrize(
    "text",
    ["{", "", "[" * 100_000, '{"output": "\\ud800"}', "NaN"],
    ids=lambda t: t[:5],
)
def test_text_that_is_no_json_object_is_refused(web, text):
    client = web.client(Role.PLANNER)

    answer = client.post(
        CALLBACKS, data=text, content_type="application/json", headers=csrf(client)
    )

    assert answer.status_code in (400, 403)


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, "\ud800", 1e400, ["a"], True])
def test_no_value_breaks_a_callback(web, value):
    client = web.client(Role.OPERATIONS_DIRECTOR)
    for key, entry in entries(web).items():
        if not entry.server:
            continue
        known = web.app.callback_map[key]
        names = [
            f"{p['id']}.{p['property']}" for p in (*known["inputs"], *known["state"])
        ]
        hostile = {name: value for name in names if not name.startswith("url.")}
        everywhere = dict.fromkeys(names, value)
        for given in (hostile, everywhere, everywhere | {"url.search": "?version=x"}):
            body = body_of(web.app, key, given)
            assert ask(client, body).status_code < 500, (key, given)


def test_a_body_that_is_too_large_is_not_read(web):
    client = web.client(Role.PLANNER)

    form = client.post("/logout", data={"csrf": "x" * 100_000})

    assert form.status_code == 413


def test_a_denial_is_one_line_that_nobody_can_add_to(web, caplog):
    client = web.client(Role.AGENT)
    hostile = "x\r\n2026-01-01 INFO all is well\x1b[2J"
    caplog.set_level(logging.WARNING, "aforo.web")

    ask(client, {"output": hostile})

    (line,) = [record.getMessage() for record in caplog.records]
    assert line.isascii()
    assert line.isprintable()
    told = json.loads(line)
    assert told["event"] == "denied"
    assert told["status"] == 403
    assert told["asked"] == hostile
    assert told["account"] is not None


def test_a_report_of_the_policy_is_told_and_a_large_one_is_not_read(web, caplog):
    client = web.app.server.test_client()
    caplog.set_level(logging.WARNING, "aforo.web")
    report = {"csp-report": {"blocked-uri": "https://x\n.example", "secret": "s"}}

    small = client.post("/csp", json=report)
    large = client.post("/csp", data="x" * 20_000, content_type="application/json")

    assert small.status_code == 204
    assert large.status_code in (204, 413)
    told = [json.loads(r.getMessage()) for r in caplog.records]
    said = [each for each in told if each["event"] == "csp"]
    assert [each["blocked_uri"] for each in said] == ["https://x\n.example"]
    assert "secret" not in said[0]


def test_an_app_with_a_callback_that_has_no_right_does_not_start(web, monkeypatch):
    from app.web import application

    register = application._register_shell

    def forgetful(registry, site):
        register(registry, site)
        app = registry._app
        app.clientside_callback("() => 1", application.Output("x", "data"))

    monkeypatch.setattr(application, "_register_shell", forgetful)

    with pytest.raises(RuntimeError, match="without a right"):
        create_app(web.site)


def test_an_app_with_an_address_that_nobody_judged_does_not_start(web, monkeypatch):
    from app.web import application

    protect = application.protect

    def extended(app):
        protect(app)
        app.server.add_url_rule("/metrics", "metrics", lambda: "x")

    monkeypatch.setattr(application, "protect", extended)

    with pytest.raises(RuntimeError, match="/metrics"):
        create_app(web.site)


def test_the_page_around_the_content_is_the_same_for_all_who_may_nothing(web):
    shown = ask(web.client(Role.ADMINISTRATOR), body_of(web.app, SHOW_PAGE, path="/x"))

    assert shown.status_code == 200
    assert Registry.__name__ not in shown.text
