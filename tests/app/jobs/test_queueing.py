"""Who may start, see and cancel which jobs; what may be said in starting one."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.jobs.checkpoint import prepare
from app.jobs.plan import PLAN
from app.jobs.portfolio import PORTFOLIO
from app.jobs.queueing import cancel, enqueue, job, jobs_of
from app.services.access import COMMAND_LINE, Action, Actor, Role
from app.storage import jobs
from app.storage.schema.audit import AUDIT
from app.storage.schema.jobs import JOB
from tests.app.jobs.workers import add_campaign
from wfm.errors import (
    ForbiddenError,
    InputError,
    StoreError,
    TransitionError,
    UnknownNameError,
)


def actor(role, *campaigns, account_id=7):
    return Actor(
        account_id=account_id, name=role, role=role, campaigns=frozenset(campaigns)
    )


def rows(store, table):
    with store.reading() as connection:
        return connection.execute(select(table)).all()


def test_a_job_waits_in_the_order_in_which_it_came(store, campaign):
    planner = actor(Role.PLANNER, campaign)
    ids = [enqueue(store, planner, PLAN, campaign, {"seed": n}) for n in range(3)]

    shown = [job(store, planner, each) for each in ids]

    assert [each.position for each in shown] == [1, 2, 3]
    assert {each.row.state for each in shown} == {jobs.QUEUED}
    assert [each.row.id for each in jobs_of(store, planner)] == ids[::-1]


def test_starting_and_cancelling_are_in_the_trail(store, campaign):
    planner = actor(Role.PLANNER, campaign)
    job_id = enqueue(store, planner, PLAN, campaign, request_id="r1")
    cancel(store, planner, job_id, request_id="r2")

    assert [
        (each.action, each.object_id, each.account_id, each.request_id)
        for each in rows(store, AUDIT)
    ] == [("job.start", job_id, 7, "r1"), ("job.cancel", job_id, 7, "r2")]
    with pytest.raises(TransitionError):
        cancel(store, planner, job_id)


@pytest.mark.parametrize("role", list(Role))
def test_only_roles_that_may_plan_start_a_plan(store, campaign, role):
    asking = actor(role, campaign)
    if asking.may(Action.PLAN_RUN, campaign):
        enqueue(store, asking, PLAN, campaign)
    else:
        with pytest.raises(ForbiddenError):
            enqueue(store, asking, PLAN, campaign)
        assert rows(store, JOB) == []


def test_a_job_of_another_campaign_is_as_one_that_does_not_exist(store, campaign):
    other = add_campaign(store, "other")
    job_id = enqueue(store, COMMAND_LINE, PLAN, other)
    planner = actor(Role.PLANNER, campaign)

    for ask in (job, cancel):
        with pytest.raises(UnknownNameError) as of_other:
            ask(store, planner, job_id)
        with pytest.raises(UnknownNameError) as of_none:
            ask(store, planner, "0" * len(job_id))
        assert str(of_other.value).replace(job_id, "") == str(of_none.value).replace(
            "0" * len(job_id), ""
        )
    assert jobs_of(store, planner) == []


def test_a_portfolio_needs_the_right_on_every_campaign(store, campaign):
    other = add_campaign(store, "other")
    planner = actor(Role.PLANNER, campaign)

    with pytest.raises(ForbiddenError):
        enqueue(store, planner, PORTFOLIO, None, {"campaigns": [campaign, other]})

    mine = enqueue(store, planner, PORTFOLIO, None, {"campaigns": [campaign]})
    assert [each.row.id for each in jobs_of(store, planner)] == [mine]
    stranger = actor(Role.PLANNER, campaign, account_id=8)
    assert jobs_of(store, stranger) == []


@pytest.mark.parametrize(
    "arguments",
    [{"seed": "Perpetua"}, {"seed": True}, {"seed": [1]}, {"name": 1}, {"seed": 1.5}],
)
def test_arguments_are_numbers_and_nothing_else(store, campaign, arguments):
    with pytest.raises(InputError) as refused:
        enqueue(store, COMMAND_LINE, PLAN, campaign, arguments)

    assert "Perpetua" not in str(refused.value)
    assert rows(store, JOB) == []


def test_a_campaign_that_does_not_exist_gets_no_job(store, campaign):
    for kind, on, arguments in (
        (PLAN, campaign + 1, {}),
        (PORTFOLIO, None, {"campaigns": [campaign, campaign + 1]}),
    ):
        with pytest.raises(UnknownNameError, match="campaign"):
            enqueue(store, COMMAND_LINE, kind, on, arguments)

    assert rows(store, JOB) == []


def test_a_job_that_cannot_be_queued_leaves_no_row(store, campaign):
    prepare(store)
    schema = "" if store.sqlite else "dbos."
    with store.writing() as connection:
        connection.execute(
            text(f"ALTER TABLE {schema}workflow_status RENAME COLUMN status TO gone")
        )

    with pytest.raises((StoreError, DBAPIError)):
        enqueue(store, COMMAND_LINE, PLAN, campaign)

    assert rows(store, JOB) == []
    assert rows(store, AUDIT) == []
