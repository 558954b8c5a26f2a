"""Plans in the store: saved once, read like a folder, published by one."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from weakref import ref

import pandas as pd
import pytest

from app.services.access import COMMAND_LINE, Role
from app.services.planning.chain import Plan
from app.services.plans.plan import Plans
from app.services.plans.publishing import (
    draft_list,
    publication_list,
    publish,
    published,
)
from app.services.plans.stored import (
    StoredSource,
    open_plan,
    plan_tables,
    save_plan,
    save_schedule,
)
from app.storage.engine import Store
from app.storage.versions import Origin
from tests.app.plan_folder import FIRST, plan_folder
from tests.app.services.small_store import added, someone, trail
from wfm.errors import ForbiddenError, StaleError, StoreError, UnknownNameError


@pytest.fixture
def campaign(store, tmp_path):
    return added(store, tmp_path, agents=None, **dict.fromkeys(PEOPLE))


PEOPLE = ("time_off", "availability", "preferences", "activities", "sites")


def made(seed=7):
    small = plan_folder(seed=seed)
    return Plan(dict(small.tables), dict(small.summary), "<html></html>")


def saved(store, campaign, plan=None, **origin):
    with store.writing() as connection:
        return save_plan(
            connection,
            campaign_id=campaign,
            plan=plan or made(),
            origin=Origin(**origin),
        )


def test_its_tables_are_read_back_equal(store, campaign):
    plan = made()
    version = saved(store, campaign, plan)

    with store.reading() as connection:
        read = plan_tables(connection, version.id)

    assert read.keys() == plan.tables.keys()
    for name, frame in plan.tables.items():
        pd.testing.assert_frame_equal(read[name], frame[list(read[name])], obj=name)


def test_it_is_read_like_the_folder_of_the_same_plan(store, campaign, tmp_path):
    folder = Plans(plan_folder().write(tmp_path / "plan", without=("adherence",)))
    plan = made()
    del plan.tables["adherence"]
    plan.summary["absent"] = {"adherence.csv": "the campaign has no adherence"}

    stored = open_plan(store, saved(store, campaign, plan).id)

    day, queue = FIRST.date(), folder.queues[0]
    assert (stored.queues, stored.days) == (folder.queues, folder.days)
    assert stored.absent("adherence") == folder.absent("adherence")
    for read in (
        lambda plans: plans.forecast(queue, day),
        lambda plans: plans.coverage(day, 2),
        lambda plans: plans.schedule(day),
        lambda plans: plans.adherence,
        lambda plans: plans.requests,
    ):
        pd.testing.assert_frame_equal(read(stored), read(folder))


def test_it_is_opened_once_and_others_are_unknown(store, campaign):
    version = saved(store, campaign)

    assert open_plan(store, version.id) is open_plan(store, version.id)
    with pytest.raises(UnknownNameError):
        open_plan(store, 999)


def test_a_job_that_runs_twice_saves_and_tells_once(store, campaign):
    first = saved(store, campaign, job_id="job-1")

    assert saved(store, campaign, made(8), job_id="job-1") == first
    assert trail(store) == ["campaign.add", "plan.save"]


def test_an_edited_roster_stands_over_its_plan(store, campaign):
    plan = made()
    version = saved(store, campaign, plan)
    rows = plan.tables["schedule"].head(40)

    with store.writing() as connection:
        edited = save_schedule(
            connection,
            campaign_id=campaign,
            tables={"schedule": rows},
            origin=Origin(based_on=version.id),
        )

    opened = open_plan(store, edited.id)
    agents = set(opened.schedule(FIRST.date())["agent"])
    assert agents <= set(rows["agent"])
    assert opened.summary == open_plan(store, version.id).summary
    assert StoredSource(store, edited.id).part("report.html") == b"<html></html>"


def test_of_two_who_publish_one_wins_and_the_other_sees_who(store, campaign):
    both_versions = [saved(store, campaign), saved(store, campaign, made(8))]

    def attempt(version):
        try:
            return publish(
                store, COMMAND_LINE, campaign, version.id, after=0, reason="week 49"
            )
        except StaleError as error:
            return error

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(attempt, both_versions))

    [lost] = [each for each in done if isinstance(each, StaleError)]
    assert lost.who == "the command line"
    assert published(store, COMMAND_LINE, campaign).number == 1
    assert trail(store).count("schedule.publish") == 1


def test_drafts_and_publications_are_listed_the_newest_first(store, campaign):
    old, new = saved(store, campaign), saved(store, campaign, made(8))
    for after, version in enumerate((old, new, old)):
        publish(store, COMMAND_LINE, campaign, version.id, after=after, reason="")

    drafts = draft_list(store, COMMAND_LINE, campaign)
    line = publication_list(store, COMMAND_LINE, campaign)

    assert [version.id for version in drafts] == [new.id, old.id]
    assert [each.version_id for each in line] == [old.id, new.id, old.id]


def test_only_who_may_publish_does_and_only_what_is_in_reach(store, campaign):
    version = saved(store, campaign)

    def attempt(role, number):
        actor = someone(role, number)
        publish(store, actor, campaign, version.id, after=0, reason="")

    with pytest.raises(ForbiddenError):
        attempt(Role.SUPERVISOR, campaign)
    with pytest.raises(UnknownNameError):
        attempt(Role.PLANNER, campaign + 1)
    with pytest.raises(UnknownNameError, match="unknown version"):
        publish(store, COMMAND_LINE, campaign, 999, after=0, reason="")
    assert published(store, COMMAND_LINE, campaign) is None


def test_opened_plans_do_not_keep_a_store_that_is_gone(store_url, campaign, store):
    version = saved(store, campaign)
    own = Store(store_url)
    plans = open_plan(own, version.id)
    assert plans.days
    own.close()
    gone = ref(own)
    del own
    gc.collect()

    assert gone() is None
    with pytest.raises(StoreError, match="closed before"):
        _ = plans.requests
