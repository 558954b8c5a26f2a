"""Scripts and styles: compressed, and kept by browsers for as long as they hold."""

from __future__ import annotations

import gzip
import re

import brotli
import pytest

from app.services.access import Role

BUNDLE = r"/_dash-component-suites/[^\"]+dash_renderer[^\"]+\.js"
ASSET = r"/assets/aforo\.css\?m=[^\"]+"


@pytest.fixture
def page(web):
    """First page that a visitor loads."""
    return web.client(Role.PLANNER).get("/").text


@pytest.mark.parametrize(
    ("taken", "given", "read"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_bundle_is_compressed_as_the_browser_takes_it(web, page, taken, given, read):
    client, path = web.app.server.test_client(), re.search(BUNDLE, page)[0]
    plain = client.get(path).data

    for _ in range(2):
        answer = client.get(path, headers={"Accept-Encoding": taken})

        assert answer.headers.get("Content-Encoding") == given
        assert read(answer.data) == plain
        assert answer.headers["Content-Length"] == str(len(answer.data))
        assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("pattern", [BUNDLE, ASSET])
def test_a_browser_keeps_a_file_whose_address_changes_with_it(web, page, pattern):
    client = web.app.server.test_client()

    with client.get(re.search(pattern, page)[0]) as answer:
        kept = answer.headers["Cache-Control"]

    assert "immutable" in kept
    assert "max-age=31536000" in kept


def test_a_file_without_a_mark_in_its_address_is_asked_for_again_some_day(web):
    with web.app.server.test_client().get("/assets/aforo.css") as answer:
        assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/assets/no.js?m=1", "/_dash-component-suites/x/y"])
def test_what_is_not_there_is_not_kept(web, path):
    answer = web.app.server.test_client().get(path)

    assert answer.status_code >= 400
    assert "max-age" not in answer.headers.get("Cache-Control", "")
