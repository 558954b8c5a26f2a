"""Questions to a what-if desk: what they ask for beside the campaign's own goals."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri

from app.services.staffing.band_risk import probability_met, volume_at
from app.services.staffing.what_if import LEVELS, Desk
from app.services.staffing.what_if_terms import WhatIf
from wfm.campaign import Campaign
from wfm.demand import Channel, Queue, ServiceGoal, Shrinkage
from wfm.errors import ParameterError, UnknownNameError
from wfm.staffing import required_agents, requirement_table
from wfm.staffing.standard_contract import standard_contract

GOAL = ServiceGoal(service_level=0.8, threshold=20, max_occupancy=0.85)
SHRINKAGE = Shrinkage(0.2, 0.05)


def forecast(queues=("ventas", "chat"), *, days=2, bands=True):
    """Forecast of queues that open from seven to seven."""
    starts = pd.date_range("2026-11-30", periods=days * 48, freq="30min", unit="us")
    starts = starts[(starts.hour >= 7) & (starts.hour < 19)].tz_localize(
        "America/Bogota"
    )
    hour = starts.hour + starts.minute / 60
    parts = []
    for number, name in enumerate(queues):
        volume = (40 - 10 * number) * np.exp(-(((hour - 11) / 4) ** 2)) + 5
        rows = {"queue": name, "start": starts, "volume": volume, "aht_s": 300.0}
        if bands:
            spread = 1.5 * np.sqrt(volume)
            for share, score in (
                ("025", -1.95996),
                ("10", -1.28155),
                ("50", 0),
                ("90", 1.28155),
                ("975", 1.95996),
            ):
                rows[f"volume_p{share}"] = np.maximum(volume + score * spread, 0)
        parts.append(pd.DataFrame(rows))
    return pd.concat(parts, ignore_index=True)


def desk(rows=None, *, goal=GOAL, queues=None, price=10_000.0):
    """Desk over a small campaign."""
    campaign = Campaign(
        name="Uno",
        goal=goal,
        shrinkage=SHRINKAGE,
        queues=queues or {"ventas": Queue(name="ventas", patience_s=120, goal=goal)},
    )
    return Desk(
        forecast=forecast() if rows is None else rows,
        campaign=campaign,
        interval=30,
        standard=standard_contract(on=date(2026, 11, 30), country="CO"),
        hour_cost=price,
    )


def test_the_base_is_the_requirement_of_a_plan_by_the_same_method():
    made = desk()
    plan = requirement_table(
        made.forecast, made.campaign.queue, interval=30, method="mol"
    )
    answer = made.requirement()

    assert answer["agents"].tolist() == plan["agents"].tolist()
    assert answer["binding"].tolist() == plan["binding"].tolist()
    assert answer["service_level"].to_numpy() == pytest.approx(
        plan["service_level"].to_numpy()
    )


def test_goals_over_a_day_are_those_of_a_plan_too():
    goal = ServiceGoal(service_level=0.8, window="day")
    made = desk(goal=goal)
    plan = requirement_table(made.forecast, made.campaign.queue, interval=30)

    assert made.requirement()["agents"].tolist() == plan["agents"].tolist()


def test_paid_hours_and_their_price_follow_from_the_agents_and_the_shrinkage():
    answer = desk().staffing()

    assert answer.paid_hours == pytest.approx(answer.agent_hours / 0.75)
    assert answer.to_schedule_hours == pytest.approx(answer.agent_hours / 0.95)
    assert answer.cost == pytest.approx(answer.paid_hours * 10_000)
    assert sum(answer.binding_hours.values()) == pytest.approx(answer.agent_hours)


def test_shrinkage_alone_changes_what_is_paid_and_no_agent_on_contacts():
    made = desk()
    base, more = made.staffing(), made.staffing(WhatIf(scheduled=0.3))

    assert more.agent_hours == base.agent_hours
    assert more.paid_hours == pytest.approx(base.agent_hours / 0.65)
    assert more.heads >= base.heads


@pytest.mark.parametrize(
    "question",
    [
        WhatIf(service_level=0.95),
        WhatIf(threshold=5),
        WhatIf(max_occupancy=0.5),
        WhatIf(aht_factor=1.2),
        WhatIf(volume_factor=1.2),
        WhatIf(probability=0.95),
    ],
    ids=str,
)
def test_whoever_asks_for_more_needs_more(question):
    made = desk()

    assert made.staffing(question).agent_hours > made.staffing().agent_hours


def test_a_goal_for_one_queue_leaves_the_others_alone():
    made = desk()
    base = {each.name: each.rows["agents"].sum() for each in made.staffing().queues}
    asked = made.staffing(WhatIf(queue="chat", service_level=0.97))
    found = {each.name: each.rows["agents"].sum() for each in asked.queues}

    assert found["ventas"] == base["ventas"]
    assert found["chat"] > base["chat"]


@pytest.mark.parametrize("probability", [0.6, 0.8, 0.95])
def test_the_promise_holds_with_the_probability_that_is_asked_for(probability):
    answer = desk().staffing(WhatIf(probability=probability))

    # Between the quantiles of a band the probability is read off a straight line.
    assert answer.probability > probability - 0.01


def test_the_probability_is_the_share_of_the_band_in_which_the_goal_holds():
    rows = forecast(("ventas",), days=1)
    queue = Queue(name="ventas", goal=ServiceGoal(service_level=0.8))
    made = desk(rows, queues={"ventas": queue})
    agents = made.requirement()["agents"].to_numpy()
    flat = np.ones(len(rows))
    met, contacts = probability_met(rows, agents, queue, interval=30, offered_to=flat)
    # Every two-hundredth of the band once.
    drawn = volume_at(rows, ndtri((np.arange(200) + 0.5) / 200))
    need = required_agents(drawn, 300, interval=1800, goal=queue.goal).agents
    enough = need <= agents
    share = np.average(enough.mean(axis=0), weights=rows["volume"])

    assert met / contacts == pytest.approx(share, abs=0.01)


def test_no_agents_keep_no_promise_and_many_keep_it_always():
    rows = forecast(("ventas",), days=1)
    queue = Queue(name="ventas", goal=ServiceGoal(service_level=0.8))
    flat = np.ones(len(rows))
    results = [
        probability_met(
            rows, np.full(len(rows), n), queue, interval=30, offered_to=flat
        )
        for n in (1.0, 500.0)
    ]

    assert [met / contacts for met, contacts in results] == pytest.approx(
        [0.0, 1.0], abs=0.01
    )


def test_without_bands_a_probability_is_refused_and_none_is_told():
    made = desk(forecast(bands=False))

    assert made.staffing().probability is None
    with pytest.raises(ParameterError, match="no bands"):
        made.staffing(WhatIf(probability=0.9))


def test_each_step_of_the_price_list_costs_at_least_as_much_as_the_one_before():
    steps = desk().prices(WhatIf(max_occupancy=1.0))

    assert [each.service_level for each in steps] == [*LEVELS]
    assert steps[0].point_cost is None
    for before, after in pairwise(steps):
        points = 100 * (after.service_level - before.service_level)
        assert after.paid_hours >= before.paid_hours
        assert after.point_cost == pytest.approx((after.cost - before.cost) / points)


def test_without_a_price_hours_are_told_and_no_money():
    made = desk(price=None)

    assert made.staffing().cost is None
    assert made.prices()[1].point_cost is None
    assert made.prices()[1].point_hours is not None


def test_work_that_nobody_waits_for_is_staffed_as_in_a_plan():
    queues = {
        "ventas": Queue(name="ventas", goal=GOAL),
        "correo": Queue(name="correo", channel=Channel.DEFERRED, blend=("ventas",)),
    }
    made = desk(forecast(("ventas", "correo")), queues=queues)
    plan = requirement_table(
        made.forecast, made.campaign.queue, interval=30, method="mol"
    )
    answer = made.staffing(WhatIf(probability=0.9))
    own = next(each for each in answer.queues if each.name == "correo").rows

    assert own["agents"].tolist() == plan[plan["queue"] == "correo"]["agents"].tolist()


def test_an_unknown_queue_and_an_impossible_factor_are_refused():
    with pytest.raises(UnknownNameError, match="otra"):
        desk().staffing(WhatIf(queue="otra", service_level=0.9))
    with pytest.raises(ParameterError, match="volume_factor"):
        WhatIf(volume_factor=0.0)
    with pytest.raises(ParameterError, match="service_level"):
        desk().staffing(WhatIf(service_level=1.2))
