"""The addresses that take files: who may send what, and what is left of the rest."""

from __future__ import annotations

import io
import socket
import zipfile
from urllib.parse import urlsplit

import pytest

from app.services.access import MATRIX, Role
from app.services.imports.sheet import WEB_BYTES
from app.storage.schema.uploads import UPLOAD, UPLOAD_PIECE
from app.web.sent_files import Pace
from tests.app.services.small_store import campaign_folder
from tests.app.web.browsing import served
from tests.app.web.test_matrix import registry_of
from tests.app.web.world import FAR, NEAR, csrf, send

HISTORY = f"/c/{NEAR}/files/history"


def kept(web):
    with web.store.reading() as connection:
        return [
            len(connection.execute(t.select()).all()) for t in (UPLOAD, UPLOAD_PIECE)
        ]


@pytest.mark.parametrize("role", list(Role))
def test_a_role_sends_files_exactly_where_the_matrix_lets_it(worn, role):
    files = registry_of(worn).files
    assert len(files) >= 4
    for rule, entry in files.items():
        answer = send(worn.client(role), rule.replace("<key>", NEAR), b"x")
        # It is no archive of a campaign, and a table is looked at later.
        allowed = {201, 400} if entry.action in MATRIX[role] else {403}
        assert answer.status_code in allowed, rule


def test_a_campaign_out_of_reach_takes_files_like_one_that_does_not_exist(web):
    before = kept(web)
    answers = [
        send(web.client(Role.PLANNER), f"/c/{key}/files/history", b"x")
        for key in (FAR, "nowhere")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].data == answers[1].data
    assert kept(web) == before


def test_only_a_page_of_the_session_sends_a_file_and_only_as_it_is(web):
    client, nobody = web.client(Role.PLANNER), web.app.server.test_client()
    before = kept(web)

    assert send(nobody, HISTORY, b"x").status_code == 401
    assert send(client, HISTORY, b"x", **{"X-CSRFToken": "x"}).status_code == 403
    assert send(client, HISTORY, b"x", Origin="https://x.example").status_code == 403
    form = client.post(HISTORY, data={"file": "x"}, headers=csrf(client))
    assert form.status_code == 415
    large = send(client, HISTORY, b"0" * (WEB_BYTES + 1))
    assert large.status_code == 413
    assert "50 MB" in large.json["problem"]
    assert kept(web) == before


def test_who_sends_without_end_is_told_to_wait():
    pace = Pace(files=3, size=100, seconds=60.0)

    assert [pace.wait(1, 10, now) for now in (0.0, 1.0, 2.0, 3.0)] == [0, 0, 0, 57]
    assert pace.wait(2, 101, 3.0) == 0
    assert pace.wait(2, 1, 4.0) == 59
    assert pace.wait(1, 10, 60.5) == 0
    assert pace.wait(1, 91, 200.0) == 0


@pytest.mark.slow
def test_an_archive_becomes_a_campaign_and_anything_else_a_sentence(web, tmp_path):
    campaign_folder(tmp_path)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in tmp_path.iterdir():
            archive.write(path, path.name)
    client = web.client(Role.OPERATIONS_DIRECTOR)

    bad = send(client, "/campaigns/files", b"PK and nothing more", "a.zip")
    assert bad.status_code == 400
    assert "ZIP" in bad.json["problem"]
    private = send(client, "/campaigns/files", packed.getvalue(), "a.zip")
    assert private.status_code == 422
    assert "Recursos Humanos" in private.json["problem"]


def test_a_file_that_is_broken_off_never_reaches_the_store(web):
    before = kept(web)
    client = web.client(Role.PLANNER)
    cookies = "; ".join(
        f"{name}={client.get_cookie(name).value}"
        for name in ("aforo-session", "_csrf_token")
    )
    head = (
        f"POST {HISTORY} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n"
        f"X-CSRFToken: {csrf(client)['X-CSRFToken']}\r\nX-File-Name: a.csv\r\n"
        "Content-Type: application/octet-stream\r\nContent-Length: 4\r\n\r\n"
    ).encode()
    with served(web.site) as address:
        place = ("127.0.0.1", urlsplit(address).port)
        with socket.create_connection(place) as half:
            half.sendall(head + b"a,")
        with socket.create_connection(place) as whole:
            whole.sendall(head + b"a,b\n")
            status = whole.recv(100)

    assert status.startswith(b"HTTP/1.1 201 ")
    assert [now - then for now, then in zip(kept(web), before, strict=True)] == [1, 1]
    with web.store.writing() as connection:
        connection.execute(UPLOAD.delete())
