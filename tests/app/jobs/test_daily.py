"""The daily reforecast: once a day, at the campaign's hour, of what has arrived."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from app.jobs.checkpoint import Queues
from app.jobs.daily import start_due
from app.services.access import COMMAND_LINE, Actor, Role
from app.services.campaigns.daily import set_reforecast_hour
from app.storage import campaigns, jobs, versions
from app.storage.schema.campaigns import CAMPAIGN
from app.storage.schema.jobs import JOB
from app.storage.schema.versions import VERSION
from app.storage.versions import Origin
from tests.app.jobs.workers import add_campaign, ended
from wfm.errors import ForbiddenError, ParameterError, StaleError

BOGOTA = ZoneInfo("America/Bogota")
SIX = datetime(2026, 11, 26, 6, tzinfo=BOGOTA)
MINUTE = timedelta(minutes=1)


def arrived(store, campaign, at, kind="history", job_id=None):
    """Save a version as though it had come at a moment."""
    with store.writing() as connection:
        made = versions.save(
            connection,
            campaign_id=campaign,
            kind=kind,
            parts={},
            origin=Origin(job_id=job_id),
        )
        then = update(VERSION).where(VERSION.c.id == made.id)
        connection.execute(then.values(created_at=int(at.timestamp())))


def rows(store):
    with store.reading() as connection:
        return connection.execute(JOB.select()).all()


def test_each_day_starts_one_at_the_hour_of_the_campaign(store, campaign):
    arrived(store, campaign, SIX - timedelta(days=1))
    queues = Queues(store)

    assert start_due(store, queues, SIX - MINUTE) == []
    today = start_due(store, queues, SIX.astimezone(UTC))
    assert today == [f"daily-{campaign}-2026-11-26"]
    # Another worker, a restart, any later minute of the day.
    assert start_due(store, Queues(store), SIX) == []
    assert start_due(store, queues, SIX + timedelta(hours=17)) == []
    assert start_due(store, queues, SIX + timedelta(days=1)) == [
        f"daily-{campaign}-2026-11-27"
    ]
    assert [(each.kind, each.account_id, each.state) for each in rows(store)] == [
        ("reforecast", None, jobs.QUEUED)
    ] * 2


def test_two_workers_that_look_in_the_same_moment_start_one(store, campaign):
    arrived(store, campaign, SIX - timedelta(days=1))
    first, second = Queues(store), Queues(store)
    with store.reading() as connection:
        # The second has looked before the first has started anything.
        assert campaigns.listing(connection)
    both = [start_due(store, each, SIX) for each in (first, second)]

    assert sorted(map(len, both)) == [0, 1]
    assert len(rows(store)) == 1


@pytest.mark.parametrize(
    "columns", [{"reforecast_hour": None}, {"archived_at": 1}, {"reforecast_hour": 7}]
)
def test_a_campaign_that_has_none_or_later_or_is_put_away_is_left_alone(
    store, campaign, columns
):
    arrived(store, campaign, SIX - timedelta(days=1))
    with store.writing() as connection:
        connection.execute(update(CAMPAIGN).values(**columns))

    assert start_due(store, Queues(store), SIX + MINUTE) == []


def test_a_history_that_comes_after_the_hour_waits_for_the_next_day(store, campaign):
    queues = Queues(store)
    assert start_due(store, queues, SIX) == []
    arrived(store, campaign, SIX + MINUTE)

    assert start_due(store, queues, SIX + timedelta(hours=5)) == []
    assert len(start_due(store, queues, SIX + timedelta(days=1))) == 1


def test_the_hour_is_that_of_the_campaigns_zone_also_when_its_clocks_change(
    store, campaign
):
    arrived(store, campaign, SIX - timedelta(days=300))
    with store.writing() as connection:
        connection.execute(
            update(CAMPAIGN).values(timezone="America/Santiago", reforecast_hour=0)
        )
    # Midnight of 6 September 2026 does not exist there: the day begins at one.
    day = datetime(2026, 9, 6, 4, tzinfo=UTC)

    assert start_due(store, Queues(store), day - MINUTE) == [
        f"daily-{campaign}-2026-09-05"
    ]
    assert start_due(store, Queues(store), day) == [f"daily-{campaign}-2026-09-06"]


def test_without_new_history_nothing_is_made_and_that_is_said(running):
    store = running.store
    with store.reading() as connection:
        others = campaigns.listing(connection)
    for other in others:
        # Those of other tests must neither be forecast nor get our versions.
        revision = other.revision
        set_reforecast_hour(store, COMMAND_LINE, other.id, None, revision=revision)
    campaign = add_campaign(store, "daily")
    now = datetime.now(UTC) + timedelta(days=2)
    arrived(store, campaign, now - timedelta(days=3))
    arrived(store, campaign, now - timedelta(days=2.5), kind="plan")
    with store.reading() as connection:
        before = versions.latest(connection, campaign, "plan")
    (job_id,) = start_due(store, Queues(store), now.replace(hour=20))

    row = ended(store, job_id)

    assert (row.state, row.message, row.result_version) == (
        jobs.DONE,
        "no new history has arrived since the last plan",
        None,
    )
    with store.reading() as connection:
        assert versions.latest(connection, campaign, "plan") == before


def test_the_hour_is_set_by_who_may_edit_the_campaign(store, campaign):
    planner = Actor(
        account_id=7, name="p", role=Role.PLANNER, campaigns=frozenset({campaign})
    )
    set_reforecast_hour(store, planner, campaign, None, revision=1)
    with store.reading() as connection:
        assert campaigns.by_id(connection, campaign).reforecast_hour is None

    with pytest.raises(StaleError):
        set_reforecast_hour(store, planner, campaign, 5, revision=1)
    with pytest.raises(ParameterError):
        set_reforecast_hour(store, COMMAND_LINE, campaign, 24, revision=2)
    quality = Actor(
        account_id=8, name="q", role=Role.QUALITY, campaigns=frozenset({campaign})
    )
    with pytest.raises(ForbiddenError):
        set_reforecast_hour(store, quality, campaign, 5, revision=2)
