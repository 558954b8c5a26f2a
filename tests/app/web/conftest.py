"""The app over a small store, built once for each engine: building it takes seconds."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from app.storage.engine import Store
from tests.app.conftest import ENGINES, create_database
from tests.app.web.world import World, world

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", params=ENGINES)
def web(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """App, store and logged-in clients on either engine."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("web") / "aforo.db"
        shutil.copy(request.getfixturevalue("_ready_file"), path)
        url = f"sqlite:///{path}"
    else:
        address: str = request.getfixturevalue("postgres_address")
        create_database(address, "web", template="ready")
        url = address.format(name="web")
    store = Store(url)
    yield world(store, url, tmp_path_factory.mktemp("backups"))
    store.close()
