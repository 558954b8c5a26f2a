"""The pages of the history and of the people, as a browser asks for them."""

from __future__ import annotations

import json

import pytest

from app.services.access import Role
from app.storage import people
from app.storage.schema.uploads import UPLOAD
from app.web.importing.form import field_names
from tests.app.web.own_campaign import own
from tests.app.web.test_matrix import entries
from tests.app.web.world import NEAR, ask, body_of, send

HISTORY = (
    "Skill;Fecha;Hora;Ofrecidas\nventas;23/11/2026;08:00;12\n"
    "ventas;23/11/2026;08:30;15\nventas;23/11/2026;09:00;xx\n"
)
SECRETS = ("7777777", "7.777.777", "1010101010", "LUMBALGIA-X")
CANARIES = {"monthly_wage": 7777777.0, "document": "1010101010"}
BLIND = (
    *(Role.PLANNER, Role.SUPERVISOR, Role.QUALITY),
    *(Role.AGENT, Role.CLIENT_READER),
)


@pytest.fixture
def place(web, tmp_path):
    return own(web, tmp_path)


def seen_of(body):
    """Store of the import within an answer."""
    found = [
        part["props"]["data"]
        for part in walk(body)
        if part.get("type") == "Store" and "seen" in str(part["props"].get("id"))
    ]
    return found[0]


def walk(part):
    if isinstance(part, dict):
        yield part
        for each in part.values():
            yield from walk(each)
    elif isinstance(part, list):
        for each in part:
            yield from walk(each)


def values_of(body):
    """Values of the form within an answer, as the browser would send them."""
    return {
        f"{part['props']['id'].replace('-', '_')}__value": part["props"].get("value")
        for part in walk(body)
        if isinstance(part.get("props"), dict)
        and isinstance(part["props"].get("id"), str)
        and part["props"]["id"].startswith("import-history-")
    }


def test_who_reads_a_history_and_imports_none_may_not_choose_a_file(place):
    client = place.web.client(Role.OPERATIONS_DIRECTOR)

    answer = send(client, f"/c/{place.key}/files/history", HISTORY)

    assert answer.status_code == 403


def near(web, key_part, values, role=Role.PLANNER, pressed=""):
    key = next(k for k in web.app.callback_map if key_part in k)
    body = body_of(web.app, key, values, path=f"/c/{NEAR}/history")
    if pressed:
        body["changedPropIds"] = [f"{pressed}.n_clicks"]
    return ask(web.client(role), body)


def chosen(answer):
    """Values of the page once its file was taken."""
    assert answer.status_code == 201
    return {"import-history-sent.data": {"number": answer.json["number"], "at": 1}}


def sent(web, body, **more):
    named = {
        f"import-history-{name.replace('_', '-')}.value": values_of(body).get(
            f"import_history_{name.replace('-', '_')}__value"
        )
        for name in field_names("history")
    }
    values = {
        **named,
        "import-history-seen.data": seen_of(body),
        "import-history-send.n_clicks": 1,
        **more,
    }
    return near(web, "import-history-done.data", values, pressed="import-history-send")


def test_good_rows_are_imported_and_bad_ones_left_out_when_that_is_said(web):
    key = "import-history-body.children"
    client, address = web.client(Role.PLANNER), f"/c/{NEAR}/files/history"
    looked = near(web, key, chosen(send(client, address, HISTORY, "octubre ñ.csv")))
    body = looked.json["response"]["import-history-body"]["children"]
    done = sent(web, body)
    again = near(web, key, chosen(send(client, address, HISTORY)))
    second = again.json["response"]["import-history-body"]["children"]

    assert "no es un número" in looked.text
    assert "octubre ñ.csv" in json.dumps(body, ensure_ascii=False)
    assert seen_of(body)["skip_bad"]
    said = done.text
    assert "2 filas nuevas" in said
    assert "ya se conocía todo" in sent(web, second).text
    with web.store.reading() as connection:
        assert connection.execute(UPLOAD.select()).all() == []


@pytest.fixture
def planted(web):
    """Pay, document and a note about health, of an agent that all of them reach."""
    with web.store.writing() as connection:
        row = people.agent(connection, 1, "A001")
        people.change(connection, row["id"], CANARIES, revision=row["revision"])
        off = {"agent": "A001", "start": 1_796_000_000, "end": 1_796_086_400}
        people.add_absence(
            connection, 1, {**off, "kind": "sick_leave", "note": "LUMBALGIA-X"}
        )
    return web


def asked(web, role):
    """Every answer of the two pages and their files, as text."""
    values = {
        "people-team.value": "*",
        "people-skill.value": "*",
        "people-contract.value": "*",
        "people-grid.selectedRows": [{"agent": "A001"}],
        "people-grid.cellClicked": {"rowId": "A001", "colId": "name"},
        "people-grid.getRowsRequest": {"startRow": 0, "endRow": 100},
        "people-excel-csv.n_clicks": 1,
        "history-queue.value": "*",
        "history-span.value": "newest",
        "theme.data": "light",
    }
    for key in entries(web):
        if any(name in key for name in ("people-", "history-", "page.children")):
            body = body_of(web.app, key, values, path=f"/c/{NEAR}/people")
            if "people-drawer.opened" in key:
                body["changedPropIds"] = ["people-grid.cellClicked"]
            if "people-file" in key:
                body["changedPropIds"] = ["people-excel-csv.n_clicks"]
            yield key, ask(web.client(role), body)


@pytest.mark.parametrize("role", BLIND)
def test_pay_documents_and_notes_reach_nobody_but_hr(planted, role):
    for key, answer in asked(planted, role):
        assert not [word for word in SECRETS if word in answer.text], key


def test_hr_sees_what_the_others_do_not(planted):
    text = "".join(answer.text for _, answer in asked(planted, Role.HR_DIRECTOR))

    assert all(word in text for word in ("7777777", "1010101010", "LUMBALGIA-X"))
