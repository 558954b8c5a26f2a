"""Editing, saving and publishing a roster, and the agent's own page, by request."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta

import pandas as pd
import pytest

from app.config import Settings
from app.services.access import COMMAND_LINE, Role
from app.services.accounts.changes import NewAccount, add_account
from app.services.accounts.scopes import Scope
from app.services.campaigns.stored import campaign_list
from app.services.plans.publishing import publish
from app.storage.engine import Store
from app.web import Site, create_app
from tests.app.plan_folder import TIMEZONE
from tests.app.stored_roster import NORTH, add, add_plan, shift
from tests.app.web.world import PASSWORD, ask, body_of, enter

SCOPES = {
    "paula": (Role.PLANNER, {}),
    "pedro": (Role.PLANNER, {}),
    "sofia": (Role.SUPERVISOR, {"team": NORTH}),
    "ana": (Role.AGENT, {"agent": "A001"}),
}


class Page:
    """App over one campaign whose plan starts next Monday, and who uses it."""

    def __init__(self, store, folder, url):
        today = pd.Timestamp.now(tz=TIMEZONE).date()
        first = today + timedelta(days=7 - today.weekday())
        self.store, self.first = store, first
        self.campaign, self.plan = add(store, folder, first)
        reason = "primera"
        publish(
            store, COMMAND_LINE, self.campaign, self.plan.id, after=0, reason=reason
        )
        self.key = campaign_list(store, COMMAND_LINE)[0].key
        for name, (role, scope) in SCOPES.items():
            scopes = (Scope(self.key, **scope),)
            new = NewAccount(name=name, role=role, scopes=scopes)
            add_account(store, COMMAND_LINE, new, PASSWORD)
        self.site = Site(store, Settings(database=url))
        self.app = create_app(self.site)
        self.clients = {}

    def client(self, who):
        """Client of an account, logged in."""
        if who not in self.clients:
            self.clients[who] = enter(self.app, who)
        return self.clients[who]

    def key_of(self, part):
        """Key of the callback whose outputs name a part."""
        return next(key for key in self.app.callback_map if part in key)

    def ask(self, who, part, values, *, pressed="", path="schedule"):
        """Answer of a callback, as the browser asks."""
        where = "/my" if path == "my" else f"/c/{self.key}/{path}"
        values = {"theme.data": "light", "roster-day.value": str(self.first), **values}
        body = body_of(self.app, self.key_of(part), values, path=where)
        for item in [*body["inputs"], *body["state"]]:
            _spread(item)
        if pressed:
            body["changedPropIds"] = [pressed]
        return ask(self.client(who), body)

    def pending(self, number=0, operations=()):
        """What the planner's browser keeps."""
        return {
            "version": self.plan.id,
            "number": number,
            "operations": [*operations],
        }

    def schedule(self):
        """Roster of the plan."""
        from app.services.plans.stored import open_plan

        return open_plan(self.store, self.plan.id).table("schedule")


def _spread(item):
    """A pattern stands for the parts that match it: here there are none."""
    if isinstance(item, dict) and str(item.get("id", "")).startswith("{"):
        item["id"] = json.loads(item["id"])


@pytest.fixture(scope="module")
def page(tmp_path_factory, request):
    """The app over a store of its own."""
    folder = tmp_path_factory.mktemp("schedule")
    path = folder / "aforo.db"
    shutil.copy(request.getfixturevalue("_ready_file"), path)
    url = f"sqlite:///{path}"
    store = Store(url)
    yield Page(store, folder, url)
    store.close()


def a_move(page, agent="A001"):
    """Plain operation: the first shift an hour later."""
    start = shift(page.schedule(), agent)["start"].iloc[0]
    to = start + pd.Timedelta(hours=1)
    return {
        "kind": "move",
        "agent": agent,
        "start": start.isoformat(),
        "to": to.isoformat(),
    }


CHOICE = {"roster-queue.value": "*", "roster-team.value": "*"}


def test_the_day_shows_edits_that_are_not_saved_yet(page):
    given = {**CHOICE, "schedule-pending.data": page.pending(0, [a_move(page)])}
    answer = page.ask("paula", "schedule-board.data", given)
    assert answer.status_code == 200
    later = a_move(page)["to"]
    assert later in answer.text
    plain = page.ask(
        "paula",
        "schedule-board.data",
        {**CHOICE, "schedule-pending.data": page.pending()},
    )
    assert later not in plain.text


def test_the_verdict_is_told_with_the_edit(page):
    long = {
        "kind": "resize",
        "agent": "A001",
        "start": a_move(page)["start"],
        "begin": a_move(page)["start"],
        "end": (
            pd.Timestamp(a_move(page)["start"]) + pd.Timedelta(hours=14)
        ).isoformat(),
    }
    given = {"schedule-pending.data": page.pending(0, [long])}
    answer = page.ask("paula", "schedule-verdict", given)
    assert answer.status_code == 200
    assert "verdict-bad" in answer.text
    assert "CST art. 161" in answer.text


def test_a_supervisor_sees_the_own_team_only_and_edits_nothing(page):
    answer = page.ask("sofia", "schedule-board.data", CHOICE)
    assert "A001" in answer.text
    assert "A002" not in answer.text
    pending = {"schedule-pending.data": page.pending(0, [a_move(page)])}
    assert page.ask("sofia", "schedule-verdict", pending).status_code == 403
    seen = page.ask("sofia", "schedule-board.data", {**CHOICE, **pending})
    assert a_move(page)["to"] not in seen.text


def test_pending_edits_that_no_page_would_send_are_refused(page):
    for wrong in (
        {"version": 1},
        {"version": "x", "number": 0, "operations": []},
        {"version": page.plan.id, "number": 0, "operations": [{"kind": "explode"}]},
        [1],
    ):
        given = {"schedule-pending.data": wrong}
        assert page.ask("paula", "schedule-verdict", given).status_code == 400
    strange = {"version": 10_000, "number": 0, "operations": []}
    given = {"schedule-pending.data": strange}
    assert page.ask("paula", "schedule-verdict", given).status_code == 404


def test_of_two_planners_who_publish_the_second_is_told_who_was_first(page):
    seen = {"version": page.plan.id, "after": 1}
    given = {
        "schedule-publish-seen.data": seen,
        "schedule-publish-reason.value": "otra vez",
    }
    now = "schedule-publish-now.n_clicks"
    won = page.ask("paula", "schedule-publish-modal", given, pressed=now)
    lost = page.ask("pedro", "schedule-publish-modal", given, pressed=now)
    assert won.status_code == lost.status_code == 200
    assert "paula" not in won.text
    assert "paula" in lost.text


def test_an_agent_sees_the_own_published_shifts_and_nobody_elses(page):
    given = {"my-campaign.value": str(page.campaign)}
    answer = page.ask("ana", "my-body", given, path="my")
    assert answer.status_code == 200
    start = shift(page.schedule(), "A001")["start"].iloc[0]
    assert f"{start:%H:%M}" in answer.text
    assert "A001" in answer.text
    assert "A002" not in answer.text
    assert page.ask("paula", "my-body", given, path="my").status_code == 403
    other = {"my-campaign.value": str(page.campaign + 1)}
    assert page.ask("ana", "my-body", other, path="my").status_code == 400


def a_drop(page, by=60, agent="A001", **more):
    """What the browser says of a drop."""
    start = shift(page.schedule(), agent)["start"].iloc[0].isoformat()
    drop = {"n": 7, "agent": agent, "start": start, "what": "move", "pause": 0}
    return {**drop, "by": by, **more}


def dropped(page, drop, pending=None):
    """Answer to a drop: what each part of the page becomes."""
    given = {
        "schedule-drop.data": drop,
        "schedule-pending.data": pending or page.pending(),
    }
    answer = page.ask(
        "paula", "schedule-drop-answer", given, pressed="schedule-drop.data"
    )
    return answer.status_code, answer.get_json(silent=True)


def told(answer, part, name):
    """Value that a part of the page got."""
    return answer["response"][part][name]


@pytest.mark.parametrize(
    ("drop", "kind", "changed"),
    [
        ({"what": "move"}, "move", {"to": 60}),
        ({"what": "begin"}, "resize", {"begin": 60}),
        ({"what": "end", "by": -30}, "resize", {"end": -30}),
        ({"what": "pause", "pause": 150, "by": 15}, "move_pause", {"to": 165}),
    ],
)
def test_a_drop_becomes_an_edit(page, drop, kind, changed):
    status, answer = dropped(page, a_drop(page, **drop))
    assert status == 200
    (made,) = told(answer, "schedule-pending", "data")["operations"]
    assert made["kind"] == kind
    rows = shift(page.schedule(), "A001")
    origin = rows["end"].max() if "end" in changed else rows["start"].min()
    ((name, minutes),) = changed.items()
    assert pd.Timestamp(made[name]) == origin + pd.Timedelta(minutes=minutes)
    assert told(answer, "schedule-drop-answer", "data") == {"n": 7, "refused": False}


def test_a_drop_that_cannot_be_done_goes_back_with_a_sentence(page):
    over = a_drop(page, what="pause", pause=150, by=90)
    status, answer = dropped(page, over)
    assert status == 200
    assert told(answer, "schedule-drop-answer", "data") == {"n": 7, "refused": True}
    assert "schedule-pending" not in answer["response"]
    said = told(answer, "schedule-dock-refusal", "children")
    assert said == "Eso quedaría encima de una pausa o del almuerzo: muévalo primero."


def test_a_drop_that_no_page_would_send_is_refused(page):
    wrongs = (
        {"n": 1},
        a_drop(page, what="explode"),
        a_drop(page, by="60"),
        a_drop(page, by=10**9),
        a_drop(page, start="mañana"),
    )
    for wrong in wrongs:
        assert dropped(page, wrong)[0] == 400, wrong


def test_an_edit_that_was_taken_back_can_be_done_again(page):
    _, answer = dropped(page, a_drop(page))
    pending = told(answer, "schedule-pending", "data")

    def stepped(button, pending):
        given = {"schedule-pending.data": pending}
        pressed = f"schedule-step-{button}.n_clicks"
        answer = page.ask("paula", "schedule-drop-answer", given, pressed=pressed)
        return told(answer.get_json(), "schedule-pending", "data")

    back = stepped("back", pending)
    assert (back["operations"], back["undone"]) == ([], pending["operations"])
    assert stepped("on", back) == pending
    _, answer = dropped(page, a_drop(page, agent="A003"), back)
    assert told(answer, "schedule-pending", "data")["undone"] == []


def test_the_figures_and_the_rows_that_break_a_rule_follow_the_edits(page):
    _, answer = dropped(page, a_drop(page, what="end", by=300))
    pending = told(answer, "schedule-pending", "data")
    given = {"schedule-pending.data": pending}
    answer = page.ask("paula", "schedule-kpis", given).get_json()
    assert "plan 1" in json.dumps(told(answer, "schedule-kpis", "children"))
    marked = told(answer, "schedule-marks", "data")["A001"]
    assert [str(page.first), "jornada máxima", False] in marked


def test_a_file_of_the_week_has_a_row_an_agent(page):
    given = {**CHOICE, "schedule-view.value": "7", "schedule-export-csv.n_clicks": 1}
    pressed = "schedule-export-csv.n_clicks"
    answer = page.ask("paula", "roster-file", given, pressed=pressed).get_json()
    lines = answer["response"]["roster-file"]["data"]["content"].splitlines()
    assert len(lines) == 41
    assert lines[1].startswith("A001,")


def test_a_skill_or_a_contract_leaves_those_who_have_it(page):
    def shown(**more):
        given = {f"schedule-{name}.value": value for name, value in more.items()}
        answer = page.ask("paula", "schedule-board.data", {**CHOICE, **given})
        return len(told(answer.get_json(), "schedule-board", "data")["rows"])

    assert shown() == shown(skill="ventas") == shown(contract="42h") > 0
    assert shown(skill="otra") == shown(contract="36h") == 0


def test_publishing_over_a_newer_plan_asks_first(page):
    fresh = add_plan(page.store, page.campaign, page.first)
    pending = {"schedule-pending.data": page.pending()}
    opened = page.ask(
        "paula",
        "schedule-publish-modal",
        pending,
        pressed="schedule-publish.n_clicks",
    ).get_json()
    seen = told(opened, "schedule-publish-seen", "data")
    assert seen["plan"] == fresh.number
    assert seen["older"] is True
    assert told(opened, "schedule-publish-older", "display") == "block"
    given = {
        "schedule-publish-seen.data": seen,
        "schedule-publish-reason.value": "igual",
    }
    now = "schedule-publish-now.n_clicks"
    asked = page.ask("paula", "schedule-publish-modal", given, pressed=now)
    assert (
        "Marque esta casilla"
        in asked.get_json()["response"]["schedule-publish-older"]["error"]
    )
    status = page.ask("paula", "schedule-status", pending).text
    assert f"version={fresh.id}" in status
    given["schedule-publish-older.checked"] = True
    done = page.ask("paula", "schedule-publish-modal", given, pressed=now)
    assert "agents see it" in done.text or "la ven los asesores" in done.text
