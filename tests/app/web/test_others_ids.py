"""What belongs to another campaign, team or person answers as what does not exist."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import BytesIO

import pytest

from app.jobs.plan import PLAN as PLAN_JOB
from app.jobs.queueing import enqueue, job
from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.stored import campaign_list
from app.services.imports.uploads import keep_upload
from app.services.people.own_requests import OPEN, TIME_OFF
from app.services.people.own_requests import ask as wish
from app.services.plans.stored import PLAN
from app.storage import agent_requests, jobs, versions
from tests.app.services.small_store import someone
from tests.app.web.test_matrix import CHOSEN
from tests.app.web.world import FAR, NEAR, ask, body_of

NOBODYS = 987_654_321
# Agents of the plan: the first is the supervisor's and the agent's own team's.
OTHER_TEAM, SAME_TEAM = "A002", "A003"
VERDICT = "..schedule-verdict.children"


@dataclass
class Others:
    """Ids of what the accounts of the world do not reach."""

    campaign: int
    version: int
    job: str
    upload: int
    # Of an agent of another campaign, of another team, and of a colleague.
    far_request: int
    team_request: int
    colleagues_request: int


def request_of(store, campaign, agent):
    """Let an agent ask for a day off; the number of the request."""
    who = someone(Role.AGENT, campaign, agent=agent)
    day = {"kind": TIME_OFF, "start": 1_900_000_000, "end": 1_900_086_400}
    return wish(store, who, campaign, day)


@pytest.fixture(scope="module")
def others(worn):
    store = worn.store
    numbers = {row.key: row.id for row in campaign_list(store, COMMAND_LINE)}
    near, far = numbers[NEAR], numbers[FAR]
    with store.reading() as connection:
        version = versions.latest(connection, far, PLAN)
    return Others(
        campaign=far,
        version=version.id,
        job=enqueue(store, COMMAND_LINE, PLAN_JOB, far),
        upload=keep_upload(
            store,
            someone(Role.PLANNER, far, account=1),
            *(far, "history", "a.csv", BytesIO(b"a,b\n1,2\n")),
        ),
        far_request=request_of(store, far, "A001"),
        team_request=request_of(store, near, OTHER_TEAM),
        colleagues_request=request_of(store, near, SAME_TEAM),
    )


def key_of(web, part):
    """Key of the callback whose outputs begin with a part."""
    return next(key for key in web.app.callback_map if key.startswith(part))


def pressing(web, part, named, button="n_clicks", place=f"/c/{NEAR}/forecast"):
    """Body that presses a button whose id is a pattern with these values."""
    key = key_of(web, part)
    body = body_of(web.app, key, {}, path=place)
    for number, item in enumerate(body["inputs"]):
        wanted = web.app.callback_map[key]["inputs"][number]
        if wanted["id"].startswith("{"):
            several = isinstance(item, list)
            one = {"id": named, "property": wanted["property"], "value": 1}
            body["inputs"][number] = [one] if several else item
    asked = json.dumps(named, sort_keys=True, separators=(",", ":"))
    body["changedPropIds"] = [f"{asked}.{button}"]
    return body


def of_job(web, part, job_id):
    """Body of a callback of the card of a job."""
    body = body_of(web.app, key_of(web, part), {}, path=f"/c/{NEAR}/forecast")
    told = json.loads(json.dumps(body).replace('"x"', json.dumps(job_id)))
    for item in (*told["inputs"], *told["state"]):
        if item["property"] == "id":
            item["value"] = item["id"]
        elif item["property"] == "n_clicks":
            item["value"] = 1
    return told


def same(web, role, make, theirs, nobodys=NOBODYS):
    """Require one answer to both; its status."""
    answers = [ask(web.client(role), make(each)) for each in (theirs, nobodys)]
    # Ids that were asked for may be said again.
    told = [
        re.sub(rf"\b{re.escape(str(each))}\b", "ID", answer.text)
        for each, answer in zip((theirs, nobodys), answers, strict=True)
    ]
    assert answers[0].status_code == answers[1].status_code
    assert told[0] == told[1]
    return answers[0].status_code


@pytest.mark.parametrize(
    "part",
    [
        "..page.children",
        "forecast-chart.figure",
        "staffing-chart.figure",
        "staffing-file.data",
        "..schedule-board.data",
        "..schedule-export-file.data",
        "requests-chart.figure",
        "adherence-body.children",
    ],
)
def test_a_version_of_another_campaign_in_an_address(worn, others, part):
    key = key_of(worn, part)

    def make(version):
        given = {**CHOSEN, "url.search": f"?version={version}"}
        body = body_of(worn.app, key, given, path=f"/c/{NEAR}/schedule")
        buttons = [
            each["id"]
            for each in worn.app.callback_map[key]["inputs"]
            if each["property"] == "n_clicks"
        ]
        body["changedPropIds"] = [f"{name}.n_clicks" for name in buttons[:1]]
        for item in body["inputs"]:
            if item["property"] == "n_clicks":
                item["value"] = 1
        return body

    status = same(worn, Role.PLANNER, make, others.version)

    assert status == (200 if part == "..page.children" else 404)


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        (VERDICT, "schedule-pending.data", "pending"),
        ("..schedule-board.data", "schedule-pending.data", "pending"),
        ("..schedule-publish-modal.opened", "schedule-publish-seen.data", "seen"),
        ("forecast-compared.children", "forecast-first.value", "text"),
    ],
)
def test_a_version_of_another_campaign_in_a_value(worn, others, part, name, value):
    shapes = {
        "pending": lambda v: {"version": v, "number": 0, "operations": []},
        "seen": lambda v: {"version": v, "after": 1},
        "text": str,
    }

    def make(version):
        given = {**CHOSEN, name: shapes[value](version)}
        given |= {"schedule-publish-reason.value": "porque sí"}
        place = f"/c/{NEAR}/schedule"
        body = body_of(worn.app, key_of(worn, part), given, path=place)
        if value == "seen":
            body["changedPropIds"] = ["schedule-publish-now.n_clicks"]
        return body

    assert same(worn, Role.PLANNER, make, others.version) >= 200


@pytest.mark.parametrize("part", ['..{"job":["MATCH"],"type":"job-body"}', '{"job":'])
def test_a_job_of_another_campaign(worn, others, part):
    status = same(
        worn, Role.PLANNER, lambda name: of_job(worn, part, name), others.job, "ab12"
    )

    assert status == 404
    assert job(worn.store, COMMAND_LINE, others.job).row.state == jobs.QUEUED


def test_a_job_of_another_campaign_in_the_table(worn, others):
    def make(name):
        chosen = {"jobs-cancel.n_clicks": 1, "jobs-grid.selectedRows": [{"id": name}]}
        return body_of(worn.app, key_of(worn, "..jobs-said"), chosen, "/admin/jobs")

    same(worn, Role.PLANNER, make, others.job, "ab12")

    assert job(worn.store, COMMAND_LINE, others.job).row.state == jobs.QUEUED


def test_a_file_that_somebody_else_has_sent(worn, others):
    key = next(k for k in worn.app.callback_map if k.startswith("..import-history-"))

    def make(number):
        seen = {"upload": number, "mapping": {"table": "history"}, "skip_bad": True}
        given = {"import-history-send.n_clicks": 1, "import-history-seen.data": seen}
        body = body_of(worn.app, key, given, path=f"/c/{NEAR}/history")
        body["changedPropIds"] = ["import-history-send.n_clicks"]
        return body

    assert same(worn, Role.PLANNER, make, others.upload) in (200, 404)


@pytest.mark.parametrize("whose", ["far_request", "team_request"])
def test_a_request_that_is_not_the_supervisors_to_decide(worn, others, whose):
    def make(number):
        named = {"answer": "grant", "request": number, "revision": 1}
        named["type"] = "schedule-answer"
        return pressing(worn, "..schedule-asked.children", named)

    number = getattr(others, whose)

    assert same(worn, Role.SUPERVISOR, make, number) == 404
    with worn.store.reading() as connection:
        assert agent_requests.by_id(connection, number)["state"] == OPEN


def test_a_request_of_a_colleague(worn, others):
    def make(number):
        named = {"request": number, "revision": 1, "type": "my-withdraw"}
        body = pressing(worn, "..my-asked.children", named, place="/my")
        for item in body["state"]:
            if item["id"] == "my-campaign":
                item["value"] = near
        return body

    rows = campaign_list(worn.store, COMMAND_LINE)
    near = str(next(row.id for row in rows if row.key == NEAR))

    same(worn, Role.AGENT, make, others.colleagues_request)

    with worn.store.reading() as connection:
        row = agent_requests.by_id(connection, others.colleagues_request)
    assert row["state"] == OPEN


@pytest.mark.parametrize("part", ["my-body.children", "..my-asked.children"])
def test_a_campaign_whose_agent_one_is_not(worn, others, part):
    def make(number):
        given = {"my-campaign.value": str(number), "my-ask.n_clicks": 1}
        body = body_of(worn.app, key_of(worn, part), given, path="/my")
        body["changedPropIds"] = ["my-ask.n_clicks"]
        return body

    assert same(worn, Role.AGENT, make, others.campaign) in (400, 404)


def test_a_person_of_another_team(worn):
    def make(agent):
        given = {"people-grid.selectedRows": [{"agent": agent}]}
        key = key_of(worn, "..people-drawer.opened")
        body = body_of(worn.app, key, given, path=f"/c/{NEAR}/people")
        body["changedPropIds"] = ["people-grid.selectedRows"]
        return body

    same(worn, Role.SUPERVISOR, make, OTHER_TEAM, "A999")


@pytest.mark.parametrize("key", [FAR, "nowhere"])
def test_the_totals_of_another_campaign(worn, key):
    answer = worn.client(Role.PLANNER).get(f"/c/{key}/plan.json?day=2026-11-30")

    assert (answer.status_code, answer.text) == (404, "404\n")
