"""Bodies that no page of ours sends, drawn at random: none of them breaks a thing."""

from __future__ import annotations

import copy
import random

import pytest

from app.services.access import MATRIX, Role
from tests.app.web.test_matrix import CHOSEN, entries
from tests.app.web.world import CALLBACKS, NEAR, ask, body_of, csrf

SEED = 20261126
ROUNDS = (1, pytest.param(8, marks=pytest.mark.slow))
REFUSED = {400, 401, 403, 404, 413, 415}
# What a callback may say to parts that are its own and values that are not.
ANSWERED = REFUSED | {200, 204, 409, 422}
# After it the campaign is gone, and nothing else is reached.
LAST = "settings-archive-said.children"
STRANGE = (
    *(
        None,
        True,
        -1,
        0,
        10**30,
        2**31,
        0.5,
        float("nan"),
        "",
        "*",
        "x",
        "\0",
        "\ud800",
    ),
    *("=1+1", "1e999", "2026-11-30", "2026-13-45", "9999-12-31", "0001-01-01", "24:61"),
    *("2026-11-30T08:00:00-05:00", "A001", "ventas", "es", "ñ" * 300, "norte,sur,;"),
    *([], [None], ["A001"], [{"place": "0"}], [{"id": -1}], {}, {"version": 2**63}),
    {"version": 1, "number": 0, "operations": [{"kind": "move"}]},
    {"version": 1, "number": -1, "operations": {}},
    {"version": "1", "after": "x"},
    {"agent": "A001", "start": "soon"},
    {"upload": 2**31, "mapping": {"table": "agents"}, "skip_bad": 7},
    {"points": [{"x": None}]},
    {"startRow": -5, "endRow": "x", "sortModel": [{"colId": "agent"}]},
    "data:;base64,UEsDBBQAAAAIAA==",
    "data:text/csv;base64,YSxiCjEsMg==",
    "data:;base64,%%%",
)
TEXTS = (
    b"",
    b"null",
    b"[]",
    b"{",
    b'{"output": "',
    b'{"output": 1e9999}',
    b"\xff\xfe{\x00}\x00",
    b"\x1f\x8b\x08\x00\x00\x00",
    b"output=page.children&inputs=x",
    b'{"a":' * 3000,
    b'{"output": "page.children", "output": ["page.children"]}',
)
TYPES = ("application/json", "text/plain", "application/x-www-form-urlencoded")
TYPES += ("multipart/form-data; boundary=x", "application/json; charset=utf-16", "")


def places(part, path=()):
    """Every place in a body, from its keys down."""
    inside = part.items() if isinstance(part, dict) else enumerate(part)
    for key, below in inside:
        yield (*path, key)
        if isinstance(below, (dict, list)) and below:
            yield from places(below, (*path, key))


def bent(rng, body):
    """Body with one thing in it taken out, doubled or replaced; where that was."""
    body = copy.deepcopy(body)
    place = rng.choice(list(places(body)))
    within = body
    for key in place[:-1]:
        within = within[key]
    how = rng.choice(("replaced", "taken out", "doubled"))
    if how == "replaced" or isinstance(within, dict):
        within[place[-1]] = copy.deepcopy(rng.choice(STRANGE))
    elif how == "taken out":
        del within[place[-1]]
    else:
        within.insert(place[-1], copy.deepcopy(within[place[-1]]))
    return body, place


def answering(web):
    """Callbacks that the server answers, with a role that may ask each."""
    for key, entry in entries(web).items():
        allowed = [r for r in Role if entry.action is None or entry.action in MATRIX[r]]
        if entry.server and key != LAST:
            yield key, web.client(allowed[0])


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_body_that_was_bent_anywhere_is_refused_or_answered(worn, rounds):
    rng = random.Random(SEED)
    for key, client in answering(worn):
        whole = body_of(worn.app, key, CHOSEN)
        for _ in range(rounds):
            body, place = bent(rng, whole)
            status = ask(client, body).status_code
            assert status in ANSWERED, (key, place, body)
            if place[-1] in ("id", "property"):
                assert status in REFUSED or body == whole, (key, place, body)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_no_button_breaks_on_values_that_its_page_never_holds(worn, rounds):
    rng = random.Random(SEED)
    for key, client in answering(worn):
        known = worn.app.callback_map[key]
        inputs = [f"{each['id']}.{each['property']}" for each in known["inputs"]]
        names = inputs + [f"{s['id']}.{s['property']}" for s in known["state"]]
        where = "/my" if key.strip(".").startswith("my-") else f"/c/{NEAR}/forecast"
        for _ in range(rounds):
            asked = rng.choice(inputs)
            values = {
                name: copy.deepcopy(rng.choice(STRANGE))
                for name in names
                if not name.startswith("url.") and rng.random() < 0.7
            }
            clicks = {name: 1 for name in inputs if name.endswith(".n_clicks")}
            body = body_of(worn.app, key, {**CHOSEN, **values, **clicks}, path=where)
            body["changedPropIds"] = [asked]
            assert ask(client, body).status_code in ANSWERED, (key, body)


def posts(web):
    """Addresses that take a form or a body."""
    rules = web.app.server.url_map.iter_rules()
    return sorted({rule.rule for rule in rules if "POST" in rule.methods})


@pytest.mark.parametrize("known", [True, False], ids=["logged in", "anonymous"])
def test_no_text_breaks_an_address_that_takes_one(worn, known):
    paths = posts(worn)
    client = worn.client(Role.SUPERVISOR) if known else worn.app.server.test_client()
    assert CALLBACKS in paths
    for path in paths:
        for text in TEXTS:
            for kind in TYPES:
                answer = client.post(
                    path, data=text, content_type=kind, headers=csrf(client)
                )
                # A report of the policy is taken from anybody, and may be nonsense.
                wanted = REFUSED | {204} if path == "/csp" else REFUSED
                assert answer.status_code in wanted, (path, text, kind)


def test_an_address_that_only_tells_takes_no_body(worn):
    client = worn.client(Role.OPERATIONS_DIRECTOR)
    for path in ("/", f"/c/{NEAR}/forecast", f"/c/{NEAR}/plan.json", "/_dash-layout"):
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(path, data="{}", headers=csrf(client))
            assert answer.status_code in (404, 405), (method, path)
