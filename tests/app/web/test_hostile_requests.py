"""Requests that no page of ours makes: refused, never an error of the server."""

from __future__ import annotations

import json
import logging

import pytest

from app.services.access import Role
from tests.app.web.world import CALLBACKS, body_of, csrf

SUITES = "/_dash-component-suites"


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/dash/..%2f..%2f..%2fetc/passwd",
        "/app/config.py",
        "/os/path.py",
        "/dash/dash.py",
        "/dash_mantine_components/nothing.js",
    ],
)
def test_a_script_that_is_none_of_dashs_is_not_there(web, caplog, path):
    with caplog.at_level(logging.WARNING):
        answer = web.app.server.test_client().get(f"{SUITES}{path}")

    assert answer.status_code == 404
    assert not any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "null",
        "[]",
        "1",
        '"text"',
        "{",
        "[" * 100_000,
        '{"a":' * 50_000 + "1" + "}" * 50_000,
        b'{"output": "\xff\xfe"}',
        '{"output": null}',
        '{"output": ["a"]}',
        '{"output": {"a": 1}}',
        '{"output": NaN}',
    ],
    ids=range(13),
)
def test_a_body_that_is_no_callback_is_refused(web, raw):
    client = web.client(Role.ADMINISTRATOR)

    answer = client.post(
        CALLBACKS, data=raw, content_type="application/json", headers=csrf(client)
    )

    assert answer.status_code in (400, 403)


# What the renderer never puts there.
HOSTILE = ["\0", 10**30, [None, {"a": float("nan")}]]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("role", [Role.HR_DIRECTOR, Role.OPERATIONS_DIRECTOR])
def test_no_value_of_a_callback_breaks_the_server(web, role, value):
    client = web.client(role)
    broken = []
    for key, entry in web.app.callback_map.items():
        body = body_of(web.app, key)
        for each in (*body["inputs"], *body["state"]):
            if isinstance(each, dict) and each["id"] != "url":
                each["value"] = value
        answer = client.post(
            CALLBACKS,
            data=json.dumps(body | {"changedPropIds": _first(entry)}),
            content_type="application/json",
            headers=csrf(client),
        )
        if answer.status_code >= 500:
            broken.append((key, answer.status_code))

    assert broken == []


def _first(entry):
    inputs = entry["inputs"]
    return [f"{inputs[0]['id']}.{inputs[0]['property']}"] if inputs else []
