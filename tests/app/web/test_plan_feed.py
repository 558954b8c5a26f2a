"""What is told of a plan to those who ask again and again, and to whom."""

from __future__ import annotations

import pytest

from app.services.access import COMMAND_LINE, MATRIX, Action, Role
from app.services.plans.in_sight import plan_in_sight
from app.storage.schema.accounts import SESSION
from app.storage.schema.campaigns import CAMPAIGN
from tests.app.plan_folder import plan_folder
from tests.app.web.world import FAR, NEAR, put_plan

READS = {
    Action.SERVICE_READ,
    Action.FORECAST_READ,
    Action.STAFFING_READ,
    Action.SCHEDULE_READ,
}
ALL_REACHING = (Role.OPERATIONS_DIRECTOR, Role.HR_DIRECTOR)


def feed(key, day=None):
    """Address of the feed of a campaign."""
    return f"/c/{key}/plan.json" + (f"?day={day}" if day else "")


def campaign_number(web, key):
    """Number of a campaign of the world."""
    query = CAMPAIGN.select().where(CAMPAIGN.c.key == key)
    with web.store.reading() as connection:
        return connection.execute(query).one().id


@pytest.fixture
def shown(web):
    """Published plan of the near campaign."""
    return plan_in_sight(web.store, COMMAND_LINE, campaign_number(web, NEAR))


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_told_of_the_plan_exactly_where_the_matrix_lets_it(web, role):
    answer = web.client(role).get(feed(NEAR))

    reads = READS & set(MATRIX[role])
    # An administrator reaches every campaign, and reads no plan of any.
    assert answer.status_code == (200 if reads else 403)
    if reads:
        assert set(answer.json) == {"version", "at", "own"}


def test_nobody_is_told_who_is_not_logged_in(web):
    assert web.app.server.test_client().get(feed(NEAR)).status_code == 401


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_a_plan_out_of_reach_is_like_one_that_does_not_exist(web, role):
    client = web.client(role)
    other, none = (client.get(feed(key)) for key in (FAR, "nowhere"))

    assert none.status_code == 404
    if role not in ALL_REACHING:
        assert (other.status_code, other.data) == (404, none.data)


def test_the_totals_of_a_day_are_those_of_the_plan(web, shown):
    day, queue = shown.days[0], shown.queues[0]

    told = web.client(Role.PLANNER).get(feed(NEAR, day)).json["totals"]

    assert told["day"] == day.isoformat()
    assert [each["queue"] for each in told["queues"]] == list(shown.queues)
    rows = shown.forecast(queue, day)
    coverage = shown.coverage(day, queue=queue)
    first = told["queues"][0]
    assert first["start"] == [start.isoformat() for start in rows["start"]]
    assert first["volume"] == pytest.approx(rows["volume"].tolist(), abs=0.05)
    assert first["scheduled"] == pytest.approx(coverage["scheduled"].tolist(), abs=0.05)


def test_a_client_sees_totals_of_the_service_and_neither_people_nor_agents(web, shown):
    answer = web.client(Role.CLIENT_READER).get(feed(NEAR, shown.days[0]))

    for queue in answer.json["totals"]["queues"]:
        assert set(queue) == {"queue", "start", "volume", "service_level"}
    names = set(shown.table("schedule")["agent"])
    assert names
    assert not [name for name in names if name in answer.text]


@pytest.mark.parametrize(
    ("role", "more"),
    [
        (Role.QUALITY, {"volume_p10", "volume_p90"}),
        (Role.HR_DIRECTOR, {"required", "scheduled"}),
        (Role.SUPERVISOR, {"volume_p10", "volume_p90", "required", "scheduled"}),
    ],
)
def test_what_was_written_for_one_role_is_not_told_to_another(web, shown, role, more):
    seen = [
        web.client(each).get(feed(NEAR, shown.days[1])).json["totals"]["queues"][0]
        for each in (Role.PLANNER, role, Role.CLIENT_READER)
    ]

    assert set(seen[1]) - set(seen[2]) == more
    assert set(seen[2]) < set(seen[0])


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
def test_what_the_browser_has_is_not_sent_again(web, shown, encoding):
    client, path = web.client(Role.QUALITY), feed(NEAR, shown.days[0])
    first = client.get(path, headers={"Accept-Encoding": encoding})

    headers = {"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]}
    again = client.get(path, headers=headers)

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.data == b""
    assert again.headers["Cache-Control"] == "no-store"


def test_another_day_has_another_mark(web, shown):
    client = web.client(Role.QUALITY)
    marks = {client.get(feed(NEAR, day)).headers["ETag"] for day in shown.days[:3]}

    assert len(marks) == 3


def test_a_draft_is_told_to_those_who_make_plans_and_not_to_viewers(web):
    planner, viewer = web.client(Role.PLANNER), web.client(Role.CLIENT_READER)
    before = viewer.get(feed(NEAR))

    saved = put_plan(web.store, campaign_number(web, NEAR), plan_folder())

    assert planner.get(feed(NEAR)).json["version"] == saved
    again = viewer.get(feed(NEAR), headers={"If-None-Match": before.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "day",
    [
        "x",
        "2026-13-01",
        "2026-11-3",
        "20261130",
        "2026-W48-1",
        "\uff12\uff10\uff12\uff16-11-30",
    ],
)
def test_what_is_no_day_is_refused(web, day):
    assert web.client(Role.PLANNER).get(feed(NEAR, day)).status_code == 400


def test_a_day_that_the_plan_does_not_have_is_empty(web):
    told = web.client(Role.PLANNER).get(feed(NEAR, "1999-01-01")).json["totals"]

    assert {len(queue["start"]) for queue in told["queues"]} == {0}


def test_asking_again_and_again_keeps_no_session_alive(web):
    client = web.client(Role.QUALITY)
    with web.store.writing() as connection:
        connection.execute(SESSION.update().values(seen_at=SESSION.c.seen_at - 120))
        before = set(connection.execute(SESSION.select()))

    assert client.get(feed(NEAR)).status_code == 200

    with web.store.reading() as connection:
        assert set(connection.execute(SESSION.select())) == before
