"""The first line of each campaign: figures, goals, lights, and who may see them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from app.services.access import COMMAND_LINE, Role
from app.services.history.stored import put_history
from app.services.planning.chain import Plan
from app.services.plans.publishing import publish
from app.services.plans.stored import save_plan
from app.services.standing.kpis import campaign_kpis
from app.services.standing.lights import Light, Ratio, at_least, occupancy_light
from app.storage import jobs, versions
from app.storage.versions import Origin
from tests.app.plan_folder import plan_folder
from tests.app.services.small_store import added, someone

DIRECTOR = someone(Role.OPERATIONS_DIRECTOR, 0)


def _planned(store, campaign_id, *, published=True, **changes):
    made = plan_folder()
    plan = Plan(
        tables=made.tables | changes.pop("tables", {}),
        summary=made.summary | changes,
        report="",
    )
    with store.writing() as connection:
        version = save_plan(
            connection, campaign_id=campaign_id, plan=plan, origin=Origin()
        )
    if published:
        publish(store, COMMAND_LINE, campaign_id, version.id, after=0, reason="")
    return version.id


def _only(store, actor):
    (line,) = campaign_kpis(store, actor)
    return line


def _measured(store, campaign_id, in_threshold):
    """Two weeks of one queue; the second half answers other shares than the first."""
    starts = pd.date_range("2026-11-02", periods=14 * 48, freq="30min")
    starts = starts.tz_localize("America/Bogota").as_unit("us")
    rows = pd.DataFrame(
        {
            "queue": "ventas",
            "start": starts,
            "offered": 10.0,
            "answered": 9.0,
            "answered_in_threshold": in_threshold,
            "aht_s": 200.0,
        }
    )
    with store.writing() as connection:
        put_history(connection, campaign_id, rows, Origin(input_hash="measured"))


@pytest.mark.parametrize(
    ("share", "light"),
    [(0.85, "green"), (0.80, "amber"), (0.799, "red"), (None, "none")],
)
def test_a_share_is_green_at_its_goal_and_red_beyond_the_margin(share, light):
    assert at_least(share, 0.85, 0.05).value == light


@pytest.mark.parametrize(
    ("rule", "lights"),
    [
        ("cap", "green green amber red"),
        ("floor", "amber green green green"),
        ("band", "green green green amber"),
        ("report", "none none none none"),
    ],
)
def test_what_an_occupancy_is_told_depends_on_what_its_goal_is_for(rule, lights):
    shares = (0.61, 0.65, 0.69, 0.72)
    told = " ".join(occupancy_light(share, 0.65, rule).value for share in shares)
    assert told == lights


def test_shares_are_put_together_by_what_they_are_made_of():
    assert (Ratio(1, 2) + Ratio(0, 6)).share == pytest.approx(1 / 8)


def test_the_service_level_is_that_of_the_last_seven_days_where_it_is_known(
    store, tmp_path
):
    campaign_id = added(store, tmp_path)
    _planned(store, campaign_id)
    half = 7 * 48
    _measured(store, campaign_id, np.r_[np.full(half, 2.0), np.full(half, 7.5)])
    level = _only(store, DIRECTOR).level
    assert level.basis == "actual"
    assert level.share == pytest.approx(0.75)
    # The goal of this campaign, not the house's.
    assert level.goal == pytest.approx(0.80)
    assert level.light is Light.AMBER
    assert (level.last - level.first).days == 6


def test_a_later_history_is_read_although_the_earlier_one_was_kept(store, tmp_path):
    campaign_id = added(store, tmp_path)
    _measured(store, campaign_id, 2.0)
    before = _only(store, DIRECTOR).level.share
    _measured(store, campaign_id, 8.0)
    assert (before, _only(store, DIRECTOR).level.share) == pytest.approx((0.2, 0.8))


def test_without_such_days_it_is_the_plan_that_says_so(store, tmp_path):
    campaign_id = added(store, tmp_path)
    assert _only(store, DIRECTOR).level.basis == ""
    _planned(store, campaign_id)
    level = _only(store, DIRECTOR).level
    assert (level.basis, level.share) == ("simulated", 0.836)


def test_adherence_adds_minutes_of_the_last_measured_days(store, tmp_path):
    campaign_id = added(store, tmp_path)
    rows = plan_folder().tables["adherence"].head(3)
    rows = rows.assign(
        date=pd.to_datetime(["2026-11-22", "2026-11-20", "2026-11-01"]).as_unit("us"),
        scheduled_minutes=[100.0, 300.0, 900.0],
        adherent_minutes=[100.0, 270.0, 0.0],
    )
    _planned(store, campaign_id, tables={"adherence": rows})
    seen = _only(store, DIRECTOR).adherence
    # 370 of 400 minutes; the mean of 100 and 90 % would be 95 %.
    assert seen.share == pytest.approx(0.925)
    assert seen.light is Light.RED


def test_a_supervisor_sees_the_adherence_of_the_own_teams(store, tmp_path):
    campaign_id = added(store, tmp_path)
    rows = plan_folder().tables["adherence"].head(2)
    rows = rows.assign(
        agent=["A1", "A3"],
        scheduled_minutes=[100.0, 100.0],
        adherent_minutes=[98.0, 10.0],
    )
    _planned(store, campaign_id, tables={"adherence": rows})
    line = _only(store, someone(Role.SUPERVISOR, campaign_id, teams=["Norte"]))
    assert line.adherence.share == pytest.approx(0.98)
    assert (line.missing, line.undecided, line.jobs) == (None, None, None)


def test_a_client_sees_the_published_service_level_and_nothing_else(store, tmp_path):
    campaign_id = added(store, tmp_path)
    version_id = _planned(store, campaign_id, published=False)
    client = someone(Role.CLIENT_READER, campaign_id)
    assert _only(store, client).level.share is None
    publish(store, COMMAND_LINE, campaign_id, version_id, after=0, reason="")
    line = _only(store, client)
    seen = {"campaign", "level", "queues"}
    hidden = {
        name: getattr(line, name)
        for name in line.__dataclass_fields__
        if name not in seen and getattr(line, name)
    }
    assert hidden == {}
    assert line.level.share == pytest.approx(0.836)


def test_what_a_client_sees_leaves_small_groups_out_of_the_whole_too(store, tmp_path):
    campaign_id = added(store, tmp_path)
    queues = [dict(row) for row in plan_folder().summary["queues"]]
    for row in queues:
        row["peak_agents"] = 4 if row["queue"] == "ventas" else 20
    _planned(store, campaign_id, queues=queues)
    line = _only(store, someone(Role.CLIENT_READER, campaign_id))
    assert "ventas" not in [each.queue for each in line.queues]
    contacts = sum(each.contacts for each in line.queues)
    within = sum(each.level * each.contacts for each in line.queues)
    assert line.level.share == pytest.approx(within / contacts)


def test_planners_are_told_of_drafts_and_of_what_is_stale(store, tmp_path):
    campaign_id = added(store, tmp_path)
    planner = someone(Role.PLANNER, campaign_id)
    assert _only(store, planner).draft.stale == "none"
    _planned(store, campaign_id, published=False)
    draft = _only(store, planner).draft
    assert (draft.unpublished, draft.published_at) == (True, None)
    _measured(store, campaign_id, 8.0)
    assert _only(store, planner).draft.stale == "inputs"


def test_jobs_and_requests_are_counted_by_campaign(store, tmp_path):
    campaign_id = added(store, tmp_path)
    _planned(store, campaign_id)
    with store.writing() as connection:
        for number in range(3):
            jobs.add(
                connection,
                f"job-{number}",
                kind="plan",
                campaign_id=campaign_id,
                account_id=None,
            )
        jobs.begin(connection, "job-0")
        jobs.begin(connection, "job-1")
        jobs.end(connection, "job-1", 1, state=jobs.FAILED, message="no")
    line = _only(store, DIRECTOR)
    assert line.jobs == {"queued": 1, "running": 1, "failed": 1}
    assert [each.heads for each in line.undecided] == [6, 4]
    assert line.missing == 5


def test_a_campaign_out_of_reach_is_not_in_the_list(store, tmp_path):
    campaign_id = added(store, tmp_path)
    assert campaign_kpis(store, someone(Role.PLANNER, campaign_id + 1)) == []


def test_a_plan_that_cannot_be_read_is_told_in_its_line(store, tmp_path):
    campaign_id = added(store, tmp_path)
    with store.writing() as connection:
        versions.save(
            connection,
            campaign_id=campaign_id,
            kind="plan",
            parts={"summary.json": b"{"},
            origin=Origin(),
        )
    line = _only(store, someone(Role.PLANNER, campaign_id))
    assert "summary.json" in line.problem
    assert line.draft.made_at is not None
