"""Figures and charts of the report: numbers in, numbers and shapes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from app.reports.facts import busiest_day, by_day, cap_price
from app.reports.svg import Pair, Slot, coverage_chart, grid_values, pairs_chart
from tests.app.report_page import coverage_of

if TYPE_CHECKING:
    from app.reports.markup import Html


def test_the_cap_costs_the_hours_that_no_other_goal_asks_for():
    requirement = pd.DataFrame(
        {
            "agents": [10.0, 8.0, 0.0],
            "to_schedule": [12.5, 10.0, 0.0],
            "binding": ["occupancy", "service_level", "none"],
            "agents_service_level": [6.0, 8.0, 0.0],
            "agents_asa": [8.0, np.nan, np.nan],
            "agents_abandonment": np.nan,
            "agents_minimum": [1.0, 1.0, 0.0],
        }
    )

    price = cap_price(requirement, 30)

    # Two of the ten agents, 2.5 of those to schedule, for half an hour.
    assert (price.intervals, price.of) == (1, 3)
    assert price.extra_hours == pytest.approx(1.25)
    assert price.other_hours == pytest.approx(22.5 / 2 - 1.25)


def test_days_add_up_agent_hours_and_keep_the_days_that_are_closed():
    table = coverage_of(
        ("a", "2026-12-01 08:00", 4.0, 2.0),
        ("b", "2026-12-01 08:00", 2.0, 6.0),
        ("a", "2026-12-03 08:00", 3.0, 3.0),
    )

    days = by_day(table, 30)

    assert days["required"].tolist() == [3.0, pytest.approx(np.nan, nan_ok=True), 1.5]
    assert days["scheduled"].iloc[0] == 4.0
    assert days["short"].iloc[0] == 1.0  # what b has too many does not help a


def test_the_busiest_day_is_the_one_that_asks_for_most_with_its_closed_hours():
    table = coverage_of(
        ("a", "2026-12-01 08:00", 30.0, 2.0),
        ("a", "2026-12-03 08:00", 20.0, 3.0),
        ("a", "2026-12-03 09:00", 20.0, 3.0),
    )

    agents = busiest_day(table, 30)

    assert [start.strftime("%d %H:%M") for start in agents.index] == [
        "03 08:00",
        "03 08:30",
        "03 09:00",
    ]
    assert agents["required"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize("top", [0.04, 1, 7, 99, 100, 100.1, 12_345])
def test_grid_values_are_few_and_reach_the_top(top):
    values = grid_values(top)

    assert values[0] == 0
    assert values[-1] >= top > values[-2]
    assert 3 <= len(values) <= 5


def test_a_chart_of_nothing_still_has_an_axis():
    assert grid_values(0) == [0.0, 1.0]


def drawn(chart: Html, name: str) -> list[tuple[float, float, float]]:
    """Left edge, bottom and top of each bar of a class."""
    (path,) = [
        element.get("d")
        for element in ElementTree.fromstring(chart).iter("path")
        if element.get("class") == name
    ]
    bars = re.findall(r"M([\d.]+) ([\d.]+)V([\d.]+)H", path)
    return [tuple(map(float, bar)) for bar in bars]


def test_bars_are_as_high_as_their_numbers_and_what_is_missing_hangs_below():
    slots = [Slot(10, 8, 2, "one"), None, Slot(5, 4, 1, "three"), Slot(5, 5, 0, "four")]

    chart = coverage_chart(slots, label="Chart", number=str)

    heights = [bottom - top for _, bottom, top in drawn(chart, "scheduled")]
    assert heights == [
        pytest.approx(height * heights[0] / 8, abs=0.02) for height in (8, 4, 5)
    ]
    hanging = drawn(chart, "short")
    assert [int(left) for left, _, _ in hanging] == [0, 2]
    assert [top - bottom for _, bottom, top in hanging] == [
        pytest.approx(height * heights[0] / 8, abs=0.02) for height in (2, 1)
    ]


def test_the_required_line_breaks_where_nothing_is_open():
    chart = coverage_chart(
        [Slot(3, 3, 0, "a"), None, Slot(2, 2, 0, "b")], label="", number=str
    )

    (line,) = [
        element.get("d")
        for element in ElementTree.fromstring(chart).iter("path")
        if element.get("class") == "required"
    ]
    assert line.count("M") == 2


def test_each_slot_tells_its_numbers_when_pointed_at():
    chart = coverage_chart([Slot(3, 3, 0, "a < b"), None], label="", number=str)

    tips = [element.text for element in ElementTree.fromstring(chart).iter("title")]
    assert tips == ["a < b"]


def test_weeks_show_two_bars_each_with_what_is_missing_under_them():
    pairs = [Pair(100, 80, "one", "30 nov", "faltan 2"), Pair(50, 60, "two", "7 dic")]

    chart = pairs_chart(pairs, label="Weeks", number=str)

    needed, contracted = drawn(chart, "needed"), drawn(chart, "contracted")
    assert [int(left) for left, _, _ in needed + contracted] == [0, 1, 0, 1]
    assert needed[0][1] - needed[0][2] == pytest.approx(
        2 * (needed[1][1] - needed[1][2]), abs=0.02
    )
    words = [element.text for element in ElementTree.fromstring(chart).iter("text")]
    assert words[-3:] == ["30 nov", "7 dic", "faltan 2"]


def test_a_chart_is_the_same_without_anything_in_it():
    ElementTree.fromstring(coverage_chart([], label="", number=str))
    ElementTree.fromstring(pairs_chart([], label="", number=str))
