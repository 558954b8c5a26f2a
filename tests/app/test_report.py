"""The report of a plan: what it says, and what it does without."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from app.reports.facts import by_agent, cap_price, uncovered
from app.reports.formats import Formats
from app.reports.texts import TEXTS
from tests.app.report_page import (
    TABLES,
    Page,
    coverage_of,
    report,
    sample_page,
    sample_plan,
)


@pytest.fixture
def plan():
    return sample_plan()


@pytest.fixture
def page():
    return sample_page()


def test_the_head_names_campaign_client_horizon_and_goals(page):
    assert (
        "Soporte hogar Cliente S.A. 30 nov 2026 \N{EN DASH} 13 dic 2026 · 14 días"
        in page["es"]
    )
    assert (
        "Metas : 85 % de los contactos (ofrecidos) en 20 s; ocupación de 65 % como "
        "máximo; al menos 1 asesor por cola abierta; medidas por intervalo."
        in page["es"]
    )


def test_the_missing_people_come_from_the_weeks_not_from_two_headcounts(plan):
    week = {
        "week": "2026-12-07",
        "skill": "ventas",
        "needed_hours": 900.0,
        "contracted_hours": 700.0,
        "gap_hours": 200.0,
        "gap_heads": 5.0,
    }
    spare = {**week, "skill": "chat", "gap_hours": -90.0, "gap_heads": -2.0}

    page = Page(
        report(plan, weeks=[week, spare], headcount_needed=40, headcount_available=40)
    )

    assert "hay 40; faltan hasta 5 en una semana" in page.warnings
    assert "En la semana del 7 dic las que hay no alcanzan: faltan 5." in page["es"]


def test_a_campaign_without_agents_does_not_say_how_many_it_has(plan):
    page = Page(report(plan, headcount_available=None, without=("schedule",)))

    assert "La campaña no dice con cuántas cuenta." in page["es"]
    assert "Son turnos anónimos" in page["es"]


def test_no_violation_is_calm_and_one_is_red(plan):
    assert not any("árbitro" in text for text in Page(report(plan)).warnings)
    assert any("árbitro" in text for text in Page(report(plan, violations=2)).warnings)


def test_pay_is_shown_apart_from_what_was_minimised(plan):
    page = Page(report(plan, pay=98_000_000.0))

    assert "Pago de los turnos (COP) $ 98,0 millones" in page["es"]
    assert "pago más el precio de lo que falta: $ 128,4 millones" in page["es"]
    assert "ningún plan baja de $ 127,1 millones" in page["es"]


def test_the_report_says_that_the_cap_binds_and_what_it_costs(plan):
    requirement = plan.tables["requirement"]
    price = cap_price(requirement, 30)
    spanish = Formats("es")

    page = Page(report(plan))

    assert price.intervals > 0
    assert (
        f"El tope de ocupación (65 %) manda en {spanish.number(price.intervals)} de "
        f"{spanish.number(len(requirement))} intervalos" in page["es"]
    )
    assert f"agrega {spanish.number(price.extra_hours)} h" in page["es"]


def test_the_price_of_the_cap_is_the_one_that_the_requirement_says(plan):
    rows = plan.tables["requirement"].head(3).copy()
    rows["binding"] = ["occupancy", "occupancy", "service_level"]
    rows["agents"], rows["to_schedule"] = 10.0, 12.5
    rows["binding_cost"] = [3.0, -1.0, 4.0]

    price = cap_price(rows, 30)

    assert price.intervals == 2
    assert price.extra_hours == pytest.approx((3 - 1) * 1.25 / 2)
    assert price.extra_hours + price.other_hours == pytest.approx(3 * 12.5 / 2)


def test_the_hours_that_a_longer_window_saves_are_in_the_brief(plan):
    table = plan.tables["requirement"].head(4).copy()
    table["agents"], table["agents_by_interval"] = 9.0, [10.0, 10.0, 9.0, np.nan]

    page = Page(report(plan, tables={"requirement": table}))

    assert "bastan 13,5 h de asesor en contactos en vez de 14,5 h" in page["es"]
    assert "se ahorran 1,0 h (6,9 % menos)" in page["es"]
    assert "are saved (6.9% less)" in page["en"]


def test_a_window_that_saves_nothing_says_so_and_none_says_nothing(plan, page):
    table = plan.tables["requirement"]
    same = table.assign(agents_by_interval=table["agents"])

    assert "no ahorra horas" in Page(report(plan, tables={"requirement": same}))["es"]
    assert "Medición" not in page["es"]


@pytest.mark.parametrize(
    ("rule", "spanish", "english"),
    [
        ("deadline", "plazo 100 %", "deadline 100%"),
        ("target", "meta de contactos 100 %", "contact target 100%"),
        ("abandonment", "abandono 100 %", "abandonment 100%"),
    ],
)
def test_every_goal_that_may_bind_has_its_words(plan, rule, spanish, english):
    row = {**plan.summary["queues"][0], "binding": {rule: 7}}

    page = Page(report(plan, queues=[row]))

    assert spanish in page["es"]
    assert english in page["en"]


def test_an_occupancy_that_is_no_cap_is_not_said_to_bind(plan):
    goal = {**plan.summary["goal"], "occupancy_rule": "report"}

    page = Page(report(plan, goal=goal))

    assert "El tope de ocupación" not in page["es"]
    assert "ocupación de 65 % como referencia" in page["es"]


def test_a_cap_that_never_binds_says_so(plan):
    requirement = plan.tables["requirement"].assign(binding="service_level")

    page = Page(report(plan, tables={"requirement": requirement}))

    assert "no manda en ningún intervalo" in page["es"]


def test_queues_tell_which_goal_binds_how_often(page, plan):
    binding = plan.summary["queues"][0]["binding"]
    share = round(100 * binding["occupancy"] / sum(binding.values()))

    assert f"ocupación {share} %" in page["es"]
    assert f"occupancy {share}%" in page["en"]


def test_the_worst_intervals_come_most_missing_first_and_at_most_ten(plan):
    rows = [
        ("a", f"2026-12-01 {hour:02d}:00", 20.0, 20.0 - short)
        for hour, short in enumerate(
            [0, 0.04, 5, 3, 9.5, 9.5, 1, 2, 4, 6, 7, 8, 0.5, 0.6]
        )
    ]
    table = coverage_of(*rows)

    worst = uncovered(table)
    page = Page(report(plan, tables={"coverage": table}))

    assert worst["short"].tolist()[:3] == [9.5, 9.5, 8]
    assert worst["start"].dt.hour.tolist()[:3] == [4, 5, 11]
    assert len(worst) == 12
    said = page["es"][page["es"].index("Los intervalos con más faltante") :]
    assert said.split("Fecha")[0].endswith(
        "12 intervalos tienen faltante; estos son los mayores. "
    )
    assert len(re.findall(r"mar 1 dic \d\d:00 a", said)) == 10
    assert "mar 1 dic 12:00" not in said


def test_full_coverage_says_that_nothing_is_missing(plan):
    table = coverage_of(("a", "2026-12-01 08:00", 3.0, 4.0))

    page = Page(report(plan, tables={"coverage": table}, short_hours=0.0, coverage=1.0))

    assert "En ningún intervalo falta gente." in page["es"]
    assert "Los turnos cubren todas las horas requeridas" in page["es"]


def test_adherence_of_all_is_a_ratio_of_sums(plan):
    adherence = pd.DataFrame(
        {
            "agent": ["A", "B", "B", "C"],
            "date": pd.to_datetime(
                ["2026-11-21", "2026-11-21", "2026-11-22", "2026-11-22"]
            ),
            "scheduled_minutes": [60.0, 400.0, 500.0, 0.0],
            "adherent_minutes": [30.0, 400.0, 470.0, 0.0],
            "adherence": [0.5, 1.0, 0.94, np.nan],
            "present_minutes": [60.0, 400.0, 500.0, 20.0],
            "conformance": [1.0, 1.0, 1.0, np.nan],
        }
    )

    agents = by_agent(adherence)
    page = Page(report(plan, tables={"adherence": adherence}))

    assert agents.index.tolist() == ["A", "B"]
    assert agents["adherence"].tolist() == [0.5, pytest.approx(870 / 900)]
    assert "93,8 % de adherencia" in page["es"]  # 900 of 960; the mean would be 81.3
    assert "(2 personas, 2 días)" in page["es"]


def test_an_adherence_table_without_shifts_says_that_nobody_was_scheduled(plan):
    page = Page(report(plan, tables={"adherence": plan.tables["adherence"].head(0)}))

    assert "Nadie tenía turno en los días registrados." in page["es"]


def test_a_decision_that_is_due_is_red_and_one_that_is_taken_is_not(plan):
    early = pd.Timestamp("2026-11-02")
    requests = plan.tables["requests"].assign(decide_by=early)

    page = Page(report(plan, tables={"requests": requests}, as_of="2026-11-23"))

    late = [text for text in page.warnings if "vencida hace 21 días" in text]
    assert len(late) == 2  # draft and submitted; the third is in recruitment
    assert "2 líneas debieron decidirse ya, la primera el 2 nov 2026." in page["es"]
    assert "21 days late" in " ".join(page.warnings)


def test_a_decision_due_today_is_not_late(plan):
    requests = plan.tables["requests"].assign(decide_by=pd.Timestamp("2026-11-23"))

    page = Page(report(plan, tables={"requests": requests}, as_of="2026-11-23"))

    assert "vencida" not in page["es"]
    assert "La próxima decisión vence el 23 nov 2026." in page["es"]


def test_an_empty_request_says_that_nobody_has_to_be_hired(plan):
    page = Page(report(plan, tables={"requests": plan.tables["requests"].head(0)}))

    assert "No hace falta contratar: las horas contratadas alcanzan." in page["es"]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_is_not_there_is_named_with_its_reason(plan, name):
    page = Page(
        report(plan, without=(name,), absent={f"{name}.csv": f"no <{name}> was given"})
    )

    part = TEXTS["es"][f"absent.{name}"]
    assert f"{part} : no <{name}> was given" in page["es"]
    assert f"no <{name}> was given" in page["en"]


def test_a_plan_without_any_table_still_has_its_figures_and_reasons(plan):
    page = Page(report(plan, without=TABLES, absent={}))

    assert "26.035" in page["es"]
    assert page["es"].count("el plan no dice por qué") >= len(TABLES)


def test_nothing_absent_says_so(page):
    assert "No falta ninguna parte." in page["es"]


def test_every_default_taken_is_told_in_words_and_as_the_file_writes_it(plan):
    lines = [
        "goal.threshold = 20",
        "goal.occupancy_rule = cap",
        "shrinkage.unscheduled = 0.08",
        "rules.rest_minutes = 720",
    ]

    page = Page(report(plan, defaults=lines))

    assert "Umbral de espera: 20 s goal.threshold = 20" in page["es"]
    assert "tope: agrega asesores hasta que se cumple" in page["es"]
    assert "8 % shrinkage.unscheduled = 0.08" in page["es"]
    assert "rules.rest_minutes = 720" in page["es"]


def test_solver_seed_and_seconds_are_told(page):
    assert (
        "Optimizador: HiGHS, semilla 7; se detuvo al llegar a la brecha pedida. Tardó "
        "31 s." in page["es"]
    )
