"""The files that the app gives: who asks for them, and what stands inside."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from dash import dcc

from app.services.access import Role
from app.services.accounts.sessions import actor_of
from app.storage import accounts
from app.web.routes import PAGES, page_content
from app.web.visitor import Visitor
from tests.app.web.test_matrix import entries
from tests.app.web.world import NEAR, ask, body_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dash.development.base_component import Component

    from tests.app.web.world import World

# Together they are shown every page.
_LOOKED_AS = (Role.PLANNER, Role.AGENT, Role.ADMINISTRATOR)


class Export(NamedTuple):
    """A file as it left the app, with all that can be read in it."""

    place: str
    button: str
    name: str
    text: str


class Files:
    """
    What pages and registry say of the files of an app.

    Attributes
    ----------
    places : set of str
        Ids of the parts of pages that hand a file to the browser.
    buttons : dict of str to list of str
        By the callbacks that give a file when a button is pressed: which buttons.
    place_of : dict of str to str
        By the same callbacks: where the file goes.
    """

    def __init__(self, web: World) -> None:
        self._web = web
        parts = [part for role in _LOOKED_AS for part in _shown_to(web, role)]
        self.places = {part.id for part in parts if isinstance(part, dcc.Download)}
        given = {key: self._given_by(key) for key in entries(web)}
        buttons = {key: _buttons(web.app.callback_map[key]) for key in given}
        self.place_of = {
            key: place for key, place in given.items() if place and buttons[key]
        }
        self.buttons = {key: buttons[key] for key in self.place_of}
        # As the controls stand when nobody has touched them.
        self._controls = {
            f"{part.id}.{name}": getattr(part, name)
            for part in parts
            for name in ("value", "data", "checked")
            if isinstance(getattr(part, "id", None), str) and hasattr(part, name)
        }

    def given_to(self, role: Role) -> Iterator[Export]:
        """Every file that a role is given, by every button there is for one."""
        for key, buttons in self.buttons.items():
            for button in buttons:
                answer = self._pressed(role, key, button)
                if answer.status_code == 200:
                    sent = answer.json["response"][self.place_of[key]]["data"]
                    name, text = sent["filename"], read(_content(sent))
                    yield Export(self.place_of[key], button, name, text)

    def _given_by(self, key: str) -> str | None:
        """Place into which a callback puts a file, if it does."""
        outputs = self._web.app.callback_map[key]["output"]
        several = outputs if isinstance(outputs, (list, tuple)) else [outputs]
        given = [each.component_id for each in several]
        return next((g for g in given if isinstance(g, str) and g in self.places), None)

    def _pressed(self, role: Role, key: str, button: str):
        own = self.place_of[key].startswith("my-")
        given = {**self._controls, f"{button}.n_clicks": 1}
        where = "/my" if own else f"/c/{NEAR}/forecast"
        body = body_of(self._web.app, key, given, path=where)
        body["changedPropIds"] = [f"{button}.n_clicks"]
        return ask(self._web.client(role), body)


def read(content: bytes) -> str:
    """All text of a file and of the files in it; lines of a calendar in one piece."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8-sig").replace("\r\n ", "")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(
            f"{name}\n{read(archive.read(name))}" for name in archive.namelist()
        )


def _shown_to(web: World, role: Role) -> Iterator[Component]:
    """Every part of every page as an account of a role is shown it at first."""
    with web.store.reading() as connection:
        account = next(row for row in accounts.listing(connection) if row.role == role)
        visitor = Visitor("es", actor=actor_of(connection, account))
    for page in PAGES:
        yield from page_content(web.site, visitor, page.at(NEAR))._traverse()


def _buttons(callback: dict) -> list[str]:
    given = callback["inputs"]
    return [part["id"] for part in given if part["property"] == "n_clicks"]


def _content(sent: dict) -> bytes:
    if sent["base64"]:
        return base64.b64decode(sent["content"])
    return sent["content"].encode()
