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
    yield from built(request, tmp_path_factory, "web")


def built(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
) -> Iterator[World]:
    """Build a world of some name on the engine that a fixture asks for."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp(name) / "aforo.db"
        shutil.copy(request.getfixturevalue("_ready_file"), path)
        url = f"sqlite:///{path}"
    else:
        address: str = request.getfixturevalue("postgres_address")
        create_database(address, name, template="ready")
        url = address.format(name=name)
    store = Store(url)
    yield world(store, url, tmp_path_factory.mktemp("backups"))
    store.close()
