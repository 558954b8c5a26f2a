"""The report's judge: promised against simulated, in both languages."""

from __future__ import annotations

import pytest

from tests.app.report_page import Page, report, sample_page, sample_plan


@pytest.fixture
def judged():
    return sample_plan().summary["simulation"]


def test_each_queue_shows_its_goal_and_the_three_levels():
    page = sample_page()

    assert "Nivel de servicio prometido y simulado" in page["es"]
    assert (
        "ventas ofrecidos 85 % 87,7 % 87,4 % [87,0 %, 87,8 %] 80,1 % [79,7 %, 80,5 %] "
        "96 de 364" in page["es"]
    )
    assert (
        "soporte offered 85% 88.5% 88.2% [87.8%, 88.6%] 87.1% [86.7%, 87.5%] 12 of 364"
        in page["en"]
    )


def test_a_level_that_misses_its_goal_beyond_chance_is_red_and_no_other():
    warnings = sample_page().warnings

    assert "80.1%" in warnings
    assert "87.1%" not in warnings
    assert "87.4%" not in warnings


def test_the_chart_tells_both_levels_of_a_day():
    page = sample_page()

    assert (
        "Mon Nov 30: 88.0% with the agents required, 85.0% with the shifts"
        in (page["en"])
    )
    assert (
        "lun 30 nov: 88,0 % con los asesores requeridos, 85,0 % con los turnos"
        in (page["es"])
    )


def test_it_says_how_it_was_simulated_and_which_queue_was_not():
    page = sample_page()

    assert "120 runs of every day" in page["en"]
    assert "8% of the agents on shift are absent by chance" in page["en"]
    assert "an agent has several at a time: chat." in page["en"]
    assert "un asesor atiende varios a la vez: chat." in page["es"]


def test_without_a_goal_nothing_is_below_it(judged):
    rows = [
        row | {"goal": None, "scheduled": row["scheduled"] | {"below": None}}
        for row in judged["queues"]
    ]

    page = Page(report(sample_plan(), simulation=judged | {"queues": rows}))

    assert "80.1%" in page["en"]
    assert "80.1%" not in page.warnings
    assert "de 364" not in page["es"]


def test_a_plan_that_was_not_simulated_says_why():
    page = Page(
        report(
            sample_plan(),
            without=("simulation",),
            simulation={"queues": []},
            absent={"simulation.csv": "no queue could be simulated"},
        )
    )

    assert "ninguna cola se pudo simular" in page["es"]
    assert "Not in this plan: no queue could be simulated" in page["en"]
