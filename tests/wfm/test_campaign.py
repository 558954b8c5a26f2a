"""A campaign: what it knows of a queue, and what it cannot be."""

from __future__ import annotations

import pytest

from wfm.campaign import Campaign
from wfm.demand import Queue, ServiceGoal
from wfm.errors import ParameterError


def test_a_described_queue_is_given_as_described():
    sales = Queue(name="ventas", aht_s=300, goal=ServiceGoal(service_level=0.9))

    campaign = Campaign(name="Soporte", queues={"ventas": sales})

    assert campaign.queue("ventas") is sales


def test_any_other_queue_has_the_campaigns_goal():
    goal = ServiceGoal(service_level=0.7)

    queue = Campaign(name="Soporte", goal=goal).queue("chat")

    assert queue == Queue(name="chat", skill="chat", goal=goal)


def test_only_the_name_has_to_be_given():
    campaign = Campaign(name="Soporte")

    assert (campaign.timezone, campaign.country) == ("America/Bogota", "CO")
    assert (campaign.start, campaign.days, campaign.interval) == (None, 28, None)
    assert (campaign.goal.service_level, campaign.shrinkage.total) == (0.85, 0.23)


@pytest.mark.parametrize(
    ("name", "wrong", "message"),
    [
        ("days", 0, "days must be at least 1, got 0"),
        ("interval", 17, "interval must be one of 5, 10, 15, 20, 30, 60, got 17"),
        ("timezone", "Bogota", "timezone must be an IANA name"),
    ],
)
def test_a_campaign_says_which_value_is_impossible(name, wrong, message):
    with pytest.raises(ParameterError, match=message):
        Campaign(name="Soporte", **{name: wrong})
