"""One store with a worker for each engine, shared by the tests that harm neither."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

from app.storage.engine import Store
from tests.app.conftest import ENGINES, create_database
from tests.app.jobs.workers import add_campaign, worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Running(NamedTuple):
    """A store whose jobs are being done, and a campaign in it."""

    store: Store
    campaign: int
    backups: Path


# A server more and a worker on it: what `make test` leaves to `.ci/run`.
_SLOWER = [
    pytest.param(each, marks=pytest.mark.slow) if each == "postgres" else each
    for each in ENGINES
]


@pytest.fixture(scope="package", params=_SLOWER)
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """Store of either engine with a worker of the small kinds."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("jobs") / "aforo.db"
        shutil.copy(request.getfixturevalue("_ready_file"), path)
        url = f"sqlite:///{path}"
    else:
        address: str = request.getfixturevalue("postgres_address")
        create_database(address, "jobs", template="ready")
        url = address.format(name="jobs")
    store = Store(url)
    try:
        campaign = add_campaign(store)
        backups = tmp_path_factory.mktemp("backups")
        with worker(url, backups=backups):
            yield Running(store, campaign, backups)
    finally:
        store.close()


@pytest.fixture
def campaign(store: Store) -> int:
    """Campaign of the store of one test."""
    return add_campaign(store)
