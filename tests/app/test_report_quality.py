"""The report on the roster: price and bound, shares, wishes, activities, seats."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from app.reports.reader import Reader
from app.services.planning.notes import plan_notes
from scheduling import build_roster
from scheduling.activities import agenda
from tests.app.report_page import Page, report, sample_plan
from tests.scheduling.demands import agents, contracts, requirement
from wfm.campaign import Campaign

SPREAD = {
    "nights": {"fewest": 0.0, "mean": 0.4, "most": 2.0, "deviation": 0.5},
    "sundays": {"fewest": 1.0, "mean": 1.55, "most": 2.0, "deviation": 0.5},
    "late_ends": {"fewest": 3.0, "mean": 4.0, "most": 5.0, "deviation": 0.7},
}
MISSED = [
    {"activity": "training", "name": "Fraude", "agent": name, "reason": agenda.SHORT}
    for name in ("A001", "A002")
]


@pytest.fixture
def plan():
    return sample_plan()


def test_a_director_reads_how_much_dearer_than_the_best_it_can_be(plan):
    page = Page(report(plan, cost=102_030_000.0, bound=100_000_000.0))

    assert (
        "suman $ 102,0 millones. Ninguna malla legal para estas personas y estas horas "
        "puede sumar menos de $ 100,0 millones: esta es a lo sumo 2,1 % más cara"
    ) in page["es"]
    assert (
        "this one is at most 2.1% dearer than any lawful roster could be"
        in (page["en"])
    )


def test_at_the_bound_nothing_can_be_cheaper(plan):
    page = Page(report(plan, cost=5e6, bound=5e6))

    assert "nothing lawful can come to less" in page["en"]
    assert "nada legal puede sumar menos" in page["es"]


@pytest.mark.parametrize(("cost", "bound"), [(5e6, 0.0), (5e6, None), (None, None)])
def test_without_a_bound_nothing_is_promised(plan, cost, bound):
    page = Page(report(plan, cost=cost, bound=bound))

    assert "dearer" not in page["en"]
    assert "más cara" not in page["es"]


def test_anonymous_shifts_are_not_called_a_roster(plan):
    page = Page(report(plan, without=("schedule",), hires={"full_time": 12, "24h": 1}))

    assert "How good the shifts are" in page["en"]
    assert "these take 12 people (full time), 1 person (24h)" in page["en"].replace(
        "these shifts take", "these take"
    )
    assert "piden 12 personas (tiempo completo), 1 persona (24h)" in page["es"]


def test_seconds_solver_and_seed_stand_in_small_print(plan):
    page = Page(report(plan))

    assert (
        "Worked out in 29 s with HiGHS, seed 7; it stopped at the gap" in (page["en"])
    )
    assert "Calculado en 29 s con HiGHS, semilla 7" in page["es"]


def test_shares_of_what_nobody_likes_have_fewest_mean_and_most(plan):
    page = Page(report(plan, spread=SPREAD))

    assert "Noches 0 0,4 2 Domingos 1 1,6 2 Salidas tarde 3 4,0 5" in page["es"]
    assert "Nights 0 0.4 2 Sundays 1 1.6 2 Late ends 3 4.0 5" in page["en"]


def test_wishes_met_are_counted_of_those_asked(plan):
    page = Page(report(plan, wishes={"met": 45, "asked": 60}))

    assert "Se cumplen 45 de 60 preferencias (75,0 %)" in page["es"]
    assert "45 of 60 wishes are met (75.0%)" in page["en"]


def test_activities_without_a_place_are_told_once_a_reason(plan):
    page = Page(report(plan, missed=MISSED))

    assert (
        "Fraude (Formación) A001, A002 ningún tramo en contactos alcanza"
        in (page["es"])
    )
    assert "Fraude (Training) A001, A002 no stretch on contacts" in page["en"]


def test_activities_that_all_have_a_place_are_said_to(plan):
    page = Page(report(plan, missed=[]))

    assert "Todas las actividades tienen su lugar." in page["es"]
    assert "Every activity has its place." in page["en"]


def test_seats_of_each_site_are_shown(plan):
    site = {"site": "Centro", "agents": 30, "seats": 20, "most": 19, "home_days": 41}

    page = Page(report(plan, seats=[site]))

    assert "Centro 30 20 19 41" in page["es"]
    assert "Centro 30 20 19 41" in page["en"]


def test_what_was_not_asked_for_is_not_mentioned(plan):
    page = Page(report(plan))

    for word in ("wishes", "Seats", "no place", "late ends", "What the referee found"):
        assert word not in page["en"]


def test_rules_broken_beforehand_are_listed_with_their_source(plan):
    broken = pd.DataFrame(
        {
            "agent": ["A001"],
            "date": [pd.Timestamp("2026-12-01")],
            "rule": ["break_missing"],
            "limit": ["2 pauses"],
            "found": ["1 pause"],
            "source": ["house policy"],
            "note": [""],
        }
    )

    page = Page(report(plan, tables={"violations": broken}, violations=1))

    row = "A001 mar 1 dic break_missing 2 pauses 1 pause house policy"
    assert row in page["es"]
    assert "the shifts added keep every rule" in page["en"]


@pytest.mark.parametrize("reason", ["OFF", "SHORT", "FULL", "ELSEWHERE"])
def test_every_reason_to_find_no_place_is_told_in_spanish(reason):
    assert "lang=" not in Reader("es").told(getattr(agenda, reason))


def test_contracts_whose_hours_cannot_be_reached_are_noted_and_told_in_spanish():
    short = contracts().assign(max_days=5, max_day_minutes=480)
    needed = requirement(peak=2.0)
    result = build_roster(needed, agents(2, contract="42h"), short, passes=2)
    told_of = needed.assign(method=None, binding="none", occupancy=0.5)

    notes = plan_notes(Campaign(name="Prueba"), told_of, result)

    assert result.violations.empty
    (note,) = [each for each in notes if "due can be worked" in each]
    told = Reader("es").own_words(note)
    assert re.match(r"2 asesores del contrato 42h \(.*\): en la semana del", told)
    assert told.endswith("por max_days = 5 de 8 h como máximo")


def test_opening_hours_that_leave_hours_out_of_reach_are_told_in_spanish():
    said = Reader("es").own_words(
        "agent A1 of contract 36h: week from 2026-12-07: at most 30 h of 36 h due can "
        "be worked, because of closed (shifts fit the opening hours on Monday, "
        "Wednesday and Saturday)"
    )

    assert said.replace("\xa0", " ") == (
        "asesor A1 del contrato 36h: en la semana del 7 dic 2026 se pueden trabajar a "
        "lo sumo 30 h de las 36 h debidas, por el horario de atención (en él caben "
        "turnos: lunes, miércoles y sábado)"
    )
