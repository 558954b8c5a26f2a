"""A small store for the pages: two campaigns, and an account for each role."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote

from app.config import Settings
from app.services.access import COMMAND_LINE, Role
from app.services.accounts.changes import NewAccount, add_account
from app.services.accounts.scopes import Scope
from app.services.campaigns.stored import add_campaign
from app.services.people.absences import save_absence
from app.services.people.agents import agents_of, save_agent
from app.services.planning.chain import Plan
from app.services.plans.publishing import publish
from app.services.plans.stored import save_plan
from app.storage.versions import Origin
from app.web import Site, create_app
from tests.app.plan_folder import plan_folder
from tests.app.stored_roster import write_files

if TYPE_CHECKING:
    from dash import Dash
    from flask.testing import FlaskClient

    from app.storage.engine import Store
    from tests.app.plan_folder import PlanFolder

PASSWORD = "tres gatos en la azotea"
NEAR, FAR = "norte", "sur"
TEAMS = ("Equipo Norte", "Equipo Sur")
NAMES = {role: role.value.replace("_", "-") for role in Role}
SCOPES = {
    Role.PLANNER: (Scope(NEAR),),
    Role.SUPERVISOR: (Scope(NEAR, team=TEAMS[0]),),
    Role.QUALITY: (Scope(NEAR),),
    Role.AGENT: (Scope(NEAR, agent="A001"),),
    Role.CLIENT_READER: (Scope(NEAR),),
}
CALLBACKS = "/_dash-update-component"
# What only those with PEOPLE_PRIVATE may ever be shown, as any page would write it.
WAGE, DOCUMENT, NOTE = 7_345_681, "1010101010", "LUMBALGIA-X"
CANARIES = (str(WAGE), f"{WAGE:,}", f"{WAGE:,}".replace(",", "."), DOCUMENT, NOTE)


def team_of(number: int) -> str:
    """Team of the agent of a number, as the plan has it."""
    return TEAMS[1] if number % 2 else TEAMS[0]


def put_plan(store: Store, campaign_id: int, made: PlanFolder, *without: str) -> int:
    """Save and publish a plan; the number of its version."""
    absent = {f"{name}.csv": f"the campaign has no {name}" for name in without}
    plan = Plan(
        tables={n: frame for n, frame in made.tables.items() if n not in without},
        summary={**made.summary, "absent": absent},
        report="<html></html>",
    )
    with store.writing() as connection:
        version = save_plan(
            connection, campaign_id=campaign_id, plan=plan, origin=Origin()
        )
    return version.id


def put_campaign(store: Store, key: str, made: PlanFolder, *without: str) -> int:
    """Add a campaign with its agents and a published plan; its number."""
    with TemporaryDirectory() as folder:
        file = write_files(Path(folder))
        text = file.read_text(encoding="utf-8").replace("Soporte hogar", key.title())
        file.write_text(text, encoding="utf-8")
        campaign_id = add_campaign(store, COMMAND_LINE, file, key=key)
    put_canaries(store, campaign_id)
    version_id = put_plan(store, campaign_id, made, *without)
    publish(store, COMMAND_LINE, campaign_id, version_id, after=0, reason="test")
    return campaign_id


def put_canaries(store: Store, campaign_id: int) -> None:
    """Give the first agent of each team pay, a document and a health note."""
    for row in agents_of(store, COMMAND_LINE, campaign_id)[:2]:
        agent, private = row["agent"], {"monthly_wage": WAGE, "document": DOCUMENT}
        save_agent(store, COMMAND_LINE, campaign_id, agent, private, row["revision"])
        away = {"agent": agent, "kind": "sick", "note": NOTE}
        start = 1_796_000_000  # 29 November 2026: the plan begins the day after
        away |= {"start": start, "end": start + 3600}
        save_absence(store, COMMAND_LINE, campaign_id, away)


@dataclass
class World:
    """
    An app over a small store, and clients that are logged in to it.

    Attributes
    ----------
    store : Store
        With campaigns `NEAR`, which the accounts reach, and `FAR`.
    app : Dash
        Over it.
    """

    store: Store
    site: Site
    app: Dash
    _clients: dict[Role, FlaskClient] = field(default_factory=dict)

    def client(self, role: Role) -> FlaskClient:
        """Client of the account of a role, the same one in all tests."""
        if role not in self._clients:
            self._clients[role] = enter(self.app, NAMES[role])
        return self._clients[role]


def world(store: Store, url: str, backups: Path) -> World:
    """Fill an empty store, and build the app over it."""
    put_campaign(store, NEAR, plan_folder())
    put_campaign(store, FAR, plan_folder(seed=8))
    for role, name in NAMES.items():
        new = NewAccount(name=name, role=role, scopes=SCOPES.get(role, ()))
        add_account(store, COMMAND_LINE, new, PASSWORD)
    site = Site(store, Settings(database=url, backups=backups))
    return World(store, site, create_app(site))


def log_in(client, name, password=PASSWORD, wanted="/"):
    """Send the log-in form as a browser does."""
    page = client.get("/login").text
    token = re.search(r'name="csrf" value="(\w+)"', page)[1]
    fields = {"csrf": token, "name": name, "password": password, "next": wanted}
    return client.post("/login", data=fields)


def enter(app, name, password=PASSWORD):
    """Client that is logged in, and has loaded a page."""
    client = app.server.test_client()
    answer = log_in(client, name, password)
    assert answer.status_code == 303, answer.text
    client.get("/")
    return client


def csrf(client):
    """Header that Dash's renderer makes of its cookie."""
    cookie = client.get_cookie("_csrf_token")
    return {"X-CSRFToken": cookie.value} if cookie else {}


def ask(client, body, **options):
    """Send a body to the callbacks, as the renderer does unless told otherwise."""
    headers = {**csrf(client), **options.pop("headers", {})}
    return client.post(CALLBACKS, json=body, headers=headers, **options)


def send(client, address, content, name="a.csv", **headers):
    """Send a file to its address, as ``assets/50-file-drop.js`` does."""
    return client.post(
        address,
        data=content,
        content_type="application/octet-stream",
        headers={**csrf(client), "X-File-Name": quote(name), **headers},
    )


def body_of(app, key, values=None, path=f"/c/{NEAR}/forecast"):
    """Body with which the renderer would ask for a callback."""
    known = app.callback_map[key]
    given = {"url.pathname": path, "url.search": "", **(values or {})}

    def part(named, name):
        if named.startswith("{"):
            pattern = json.loads(named)
            wild = {v[0] for v in pattern.values() if isinstance(v, list)}
            if wild & {"ALL", "ALLSMALLER"}:
                return []
            one = {k: "x" if isinstance(v, list) else v for k, v in pattern.items()}
            return {"id": one, "property": name, "value": None}
        return {"id": named, "property": name, "value": given.get(f"{named}.{name}")}

    def parts(declared):
        return [part(each["id"], each["property"]) for each in declared]

    several = isinstance(known["output"], (list, tuple))
    outputs = [
        part(each.component_id_str(), each.component_property)
        for each in (known["output"] if several else [known["output"]])
    ]
    inputs = parts(known["inputs"])
    return {
        "output": key,
        "outputs": outputs if several else (*outputs, [])[0],
        "inputs": inputs,
        "state": parts(known["state"]),
        "changedPropIds": ["url.pathname"],
    }
