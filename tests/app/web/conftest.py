"""The app over a small store, built once for each engine: building it takes seconds."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from app.storage.engine import Store
from app.storage.upgrade import upgrade
from tests.app.conftest import ENGINES, create_database
from tests.app.web.browsing import CHROMIUM, FLAGS, Visit, served
from tests.app.web.world import NAMES, World, world
from tests.requirements import required

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from app.services.access import Role


@pytest.fixture(scope="session", params=ENGINES)
def web(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """App, store and logged-in clients on either engine."""
    yield from built(request, tmp_path_factory, "web")


@pytest.fixture(scope="session", params=ENGINES)
def worn(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Another one on either engine, in which everything is pressed."""
    yield from built(request, tmp_path_factory, "worn")


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


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Give a browser; without one the test is skipped, or fails where it must not."""
    if not CHROMIUM.exists():
        reason = f"there is no {CHROMIUM}: apt-get install chromium"
        if required("browser"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=[*FLAGS]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an app over a world of its own answers."""
    folder = tmp_path_factory.mktemp("browser")
    url = f"sqlite:///{folder / 'aforo.db'}"
    store = Store(url)
    upgrade(store)
    with served(world(store, url, folder / "backups").site) as where:
        yield where
    store.close()


@pytest.fixture(scope="package")
def watch_of(chromium: Browser, address: str) -> Iterator[Callable[[Role], Visit]]:
    """Page of a role, logged in once."""
    known: dict[Role, Visit] = {}

    def found(role: Role) -> Visit:
        if role not in known:
            known[role] = Visit(chromium, address, NAMES[role])
        return known[role]

    yield found
    for watch in known.values():
        watch.context.close()


@pytest.fixture
def visit(watch_of: Callable[[Role], Visit]) -> Callable[..., Visit]:
    """Page of a role as a visitor of a language and a theme."""

    def visit_as(role: Role, **how: Any) -> Visit:
        watch = watch_of(role).as_visitor(**how)
        watch.complaints.clear()
        return watch

    return visit_as
