"""Names of a campaign against those of a forecast."""

from __future__ import annotations

import pandas as pd
import pytest

from app.cli.terms import Terms, check_names
from wfm.demand import Queue, Shrinkage
from wfm.errors import UnknownNameError


def terms(*described):
    return Terms(lambda name: Queue(name=name), Shrinkage(), "UTC", described=described)


def forecast(*queues):
    return pd.DataFrame({"queue": queues})


@pytest.mark.parametrize("name", ["vetnas", "Ventas", "VENTAS", "venta", "ventas_"])
def test_a_name_nearly_that_of_a_silent_queue_is_refused(name):
    with pytest.raises(UnknownNameError, match=f"unknown queue '{name}'"):
        check_names(terms(name, "soporte"), forecast("ventas", "soporte"))


@pytest.mark.parametrize(
    ("described", "queues"),
    [
        # More queues than the forecast has.
        (("ventas", "soporte"), ("ventas",)),
        # Alike, but the campaign speaks of the queue that it might be meant for.
        (("ventas", "ventas2"), ("ventas",)),
        # One is part of the other, and both are words.
        (("ventas",), ("postventa",)),
        # Nothing is described: all queues have the campaign's goal.
        ((), ("ventas", "soporte")),
    ],
)
def test_other_names_pass(described, queues):
    assert check_names(terms(*described), forecast(*queues)) is None


def test_the_hint_is_a_queue_of_which_the_campaign_says_nothing():
    with pytest.raises(UnknownNameError, match="did you mean 'ventas2'"):
        check_names(terms("ventas", "ventas3"), forecast("ventas", "ventas2"))
