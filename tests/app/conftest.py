"""Fixtures of the app's tests: the store, on both engines."""

from __future__ import annotations

import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine

from app.storage.engine import Store
from app.storage.upgrade import upgrade
from tests.app import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGINES = ("sqlite", "postgres")
_numbers = count()


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """Address of a server whose database ``ready`` has every table."""
    # Not pytest's folder: the path of a socket may have 107 letters.
    folder = Path(tempfile.mkdtemp(prefix="aforo-pg-"))
    try:
        with postgres.server(folder) as address:
            create_database(address, "ready")
            ready = Store(address.format(name="ready"))
            upgrade(ready)
            ready.close()
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "ready.db"
    store = Store(f"sqlite:///{path}")
    upgrade(store)
    store.close()
    return path


@pytest.fixture(params=ENGINES)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty store of either engine, its tables made."""
    if request.param == "sqlite":
        path = tmp_path / "aforo.db"
        shutil.copy(request.getfixturevalue("_ready_file"), path)
        return f"sqlite:///{path}"
    address: str = request.getfixturevalue("postgres_address")
    name = f"test_{next(_numbers)}"
    create_database(address, name, template="ready")
    return address.format(name=name)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """Empty store of either engine."""
    opened = Store(store_url)
    yield opened
    opened.close()


def create_database(address: str, name: str, template: str = "template1") -> None:
    """Create a database of the server, as a copy of another one."""
    server = create_engine(
        address.format(name="postgres"), isolation_level="AUTOCOMMIT"
    )
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    server.dispose()
