"""The page of staffing: an interval explained, and what other goals would cost."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.edits import campaign_settings
from app.services.plans.plan import Plans
from app.services.staffing.promise import interval_odds
from app.services.staffing.what_if_terms import WhatIf
from app.web.figures.demand import demand_of, level_figure
from app.web.pages.staffing.detail import chosen_start, interval_detail
from app.web.pages.staffing.kpis import plan_kpis
from app.web.pages.staffing.panel import span_choices
from app.web.pages.staffing.sheet import queue_fields, staffing_fields
from app.web.pages.staffing.shifts import anonymous_shifts, patterns
from app.web.pages.staffing.sliders import EVERY, base_values, question, starting
from app.web.visitor import Visitor
from tests.app.plan_folder import plan_folder
from tests.app.services.test_what_if import desk
from tests.app.web.own_campaign import own, told

MONDAY = "2026-11-30"
SPANISH = Visitor("es")
SPAN = "2026-11-09/6"
VALUES = [80.0, 20.0, 65.0, 15.0, 8.0, 100.0, 100.0, 80.0]


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    return Plans(plan_folder().write(tmp_path_factory.mktemp("plan")))


@pytest.fixture
def demand(plans):
    return demand_of(plans, "ventas", "1", MONDAY)


@pytest.fixture
def place(web, tmp_path):
    return own(web, tmp_path)


def texts(component):
    """All text of a component and of what is in it."""
    return json.dumps(
        component,
        default=lambda part: (
            part.to_plotly_json() if hasattr(part, "to_plotly_json") else str(part)
        ),
        ensure_ascii=False,
    )


def detail(start, demand):
    return texts(interval_detail(start, demand, SPANISH)[0])


def asked(values=VALUES, **more):
    return {
        "staffing_if_week__value": SPAN,
        "staffing_if_queue__value": EVERY,
        "staffing_if_sure__checked": False,
        "staffing_if_values__data": list(values),
        "staffing_if_seen__data": 1,
        **more,
    }


def test_the_six_figures_are_those_of_the_summary(plans):
    kpis = plan_kpis(plans.summary, SPANISH)

    assert len(kpis) == 6
    assert kpis[2].note == "hay 40; faltan 5 en la peor semana"
    assert kpis[4].note.replace("\xa0", " ") == "prometido 88,1 % · 1 cola bajo la meta"
    assert (kpis[5].value, kpis[5].unit) == ("$\N{NO-BREAK SPACE}128,4", "millones")


def test_a_simulated_level_is_bad_only_where_a_queue_misses_its_goal(plans):
    told_ = plans.summary["simulation"]
    content = [row | {"goal": 0.5} for row in told_["queues"]]
    aimless = [row | {"goal": None} for row in told_["queues"]]

    notes = [
        plan_kpis({**plans.summary, "simulation": told_ | {"queues": rows}}, SPANISH)[4]
        for rows in (content, aimless, [])
    ]

    assert [kpi.tone for kpi in notes] == ["", "", ""]
    assert notes[2].note == "sin simular"


def test_the_interval_clicked_is_the_one_explained(demand):
    click = {"points": [{"x": "2026-11-30 14:30"}]}

    assert chosen_start(click, demand) == "2026-11-30T14:30"
    assert "14:30–15:00" in detail("2026-11-30T14:30", demand)  # noqa: RUF001


def test_without_a_click_the_interval_that_needs_most_is_explained(demand):
    start = chosen_start(None, demand)
    row = demand.requirement[
        demand.requirement["start"].dt.strftime("%Y-%m-%dT%H:%M") == start
    ]

    assert row["agents"].item() == demand.requirement["agents"].max()
    assert "por ocupación" in detail(start, demand)


def test_an_interval_tells_what_rules_its_price_and_what_is_simulated(demand):
    priced = demand.requirement.assign(binding="occupancy", binding_cost=2.0)
    most = priced["agents"].max()

    said = detail(chosen_start(None, demand), replace(demand, requirement=priced))

    assert f"Sin esa meta bastarían {most - 2:.0f}." in said
    assert "Nivel simulado" in said


def test_an_interval_of_a_longer_window_tells_what_it_would_need_by_itself(demand):
    most = demand.requirement["agents"].max()
    longer = demand.requirement.assign(
        binding="occupancy", binding_cost=most, agents_by_interval=most + 2
    )

    said = detail(chosen_start(None, demand), replace(demand, requirement=longer))

    assert f"Si la meta rigiera en cada intervalo serían {most + 2:.0f}." in said
    assert "Sin esa meta" not in said


@pytest.mark.parametrize(
    ("rule", "word"), [("deadline", "plazo"), ("target", "meta de contactos")]
)
def test_work_that_nobody_waits_for_has_its_own_line_of_the_ledger(demand, rule, word):
    own_ = demand.requirement.assign(
        binding=rule, agents_service_level=np.nan, agents_occupancy=np.nan
    )

    said = detail(chosen_start(None, demand), replace(demand, requirement=own_))

    assert said.count(word) == 2


def test_an_interval_tells_the_bands_who_gives_up_and_the_odds(demand):
    start = chosen_start(None, demand)
    row = demand.forecast.index[
        demand.forecast["start"].dt.strftime("%Y-%m-%dT%H:%M") == start
    ]
    bands = {
        "volume_p025": 41.0,
        "volume_p10": 47.0,
        "volume_p90": 71.0,
        "volume_p975": 77.0,
    }
    expected = demand.forecast.copy()
    expected.loc[row, [*bands]] = [*bands.values()]
    told_ = replace(
        demand,
        forecast=expected,
        requirement=demand.requirement.assign(abandonment=0.02),
    )
    odds = pd.DataFrame(
        {"start": demand.forecast["start"], "odds": 0.91, "odds_scheduled": 0.42}
    )

    said = texts(interval_detail(start, told_, SPANISH, odds)[0]).replace("\xa0", " ")

    assert "47\N{EN DASH}71" in said
    assert "41\N{EN DASH}77" in said
    assert all(share in said for share in ("2,0 %", "91 %", "42 %"))


def test_fewer_agents_keep_the_promise_less_surely():
    at = desk()
    rows = at.forecast[at.forecast["queue"] == "ventas"].reset_index(drop=True)
    queue, agents = at.campaign.queue("ventas"), at.requirement()
    needed = agents[agents["queue"] == "ventas"]["agents"].to_numpy(dtype=float)

    odds = interval_odds(rows, needed, queue, interval=30)
    fewer = interval_odds(rows, np.maximum(needed - 2, 1), queue, interval=30)

    assert ((odds >= 0) & (odds <= 1)).all()
    assert (fewer <= odds).all()
    assert (fewer < odds).any()
    assert (
        interval_odds(rows.drop(columns="volume_p10"), needed, queue, interval=30)
        is None
    )


def test_the_odds_of_single_intervals_add_up_to_the_answer_of_the_desk():
    at = desk()
    rows = at.forecast
    met = contacts = 0.0
    staffed = at.requirement()
    for name, part in rows.groupby("queue"):
        needed = staffed[staffed["queue"] == name]["agents"].to_numpy(dtype=float)
        own_ = part.reset_index(drop=True)
        odds = interval_odds(own_, needed, at.campaign.queue(name), interval=30)
        met += float(odds @ own_["volume"])
        contacts += float(own_["volume"].sum())

    assert at.staffing().probability == pytest.approx(met / contacts)


def test_the_simulated_level_stands_beside_the_promised_one_and_the_goal(demand):
    figure = level_figure(demand, 0.85, SPANISH)
    simulated = figure["data"][-1]

    assert simulated["y"] == pytest.approx(
        demand.simulation["service_level"].round(3).tolist()
    )
    assert figure["layout"]["shapes"][0]["y0"] == 0.85

    alone = level_figure(
        replace(demand, simulation=demand.simulation.iloc[:0]), None, SPANISH
    )
    assert alone["data"] == []
    assert "no se simuló" in alone["layout"]["annotations"][0]["text"]


def test_shifts_without_names_are_counted_by_their_clocks(plans):
    shifts = anonymous_shifts(plans)
    found = patterns(shifts)

    assert found["shifts"].sum() == len(shifts)
    assert not found.duplicated(["begin", "end"]).any()
    assert (shifts["rest"] < shifts["hours"]).all()


def test_the_queues_go_into_a_file_with_what_decides_in_each(plans):
    fields = {
        field.title: field.cells for field in queue_fields(plans.summary, SPANISH)
    }

    assert set(fields["Cola"]) == set(plans.queues)
    counts = [cells for title, cells in fields.items() if title.startswith("Qué meta")]
    assert sum(int(cells.sum()) for cells in counts) == len(plans.table("requirement"))


def test_a_click_on_another_day_is_forgotten_and_a_closed_day_says_so(plans):
    click = {"points": [{"x": "2026-11-30 14:30"}]}
    tuesday = demand_of(plans, "ventas", "1", "2026-12-01")
    closed = demand_of(plans, "ventas", "1", "2030-01-01")

    assert chosen_start(click, tuesday).startswith("2026-12-01")
    assert chosen_start(None, closed) is None
    assert "cerrada" in detail(None, closed)


def test_the_file_has_requirement_schedule_and_simulation_by_interval(demand):
    fields = {field.title: field.cells for field in staffing_fields(demand, SPANISH)}

    assert len(fields["Inicio"]) == len(demand.requirement)
    assert set(fields["Manda"]) <= {"ocupación", "nivel de servicio"}
    assert fields["Programados"].sum() == pytest.approx(
        demand.coverage["scheduled"].sum()
    )


def test_the_weeks_of_a_plan_and_all_of_it_can_be_asked_about(plans):
    values = [choice["value"] for choice in span_choices(plans, SPANISH)]

    assert values == ["2026-11-30/7", "2026-12-07/7", "2026-11-30/14"]


def test_sliders_that_nobody_moved_ask_nothing():
    at = desk()

    assert question(at, EVERY, starting(base_values(at, EVERY)), sure=False) == WhatIf()


def test_a_slider_that_was_moved_asks_in_the_units_of_the_field():
    at = desk()
    moved = starting(base_values(at, EVERY)) | {
        "service_level": 92.5,
        "threshold": 35,
        "volume_factor": 110,
        "probability": 90,
    }

    assert question(at, "chat", moved, sure=True) == WhatIf(
        queue="chat",
        service_level=0.925,
        threshold=35,
        volume_factor=1.1,
        probability=0.9,
    )


def test_hours_people_and_the_price_list_stand_beside_the_base(place):
    values = [90.0, *VALUES[1:]]
    shown = told(
        place.press(
            "staffing",
            "staffing-if-answer",
            role=Role.HR_DIRECTOR,
            **asked(values),
        )
    )
    prices = told(
        place.press(
            "staffing", "staffing-if-prices.children", role=Role.HR_DIRECTOR, **asked()
        )
    )

    said = json.dumps(shown["staffing-if-answer"], ensure_ascii=False)
    assert "90" in shown["staffing-if-service-level-told"]["children"]
    assert said.count("kpi-value") == 3
    assert json.dumps(prices).count('"scope": "row"') == 7
    saved = told(
        place.press(
            "staffing",
            "staffing-if-prices-file",
            "staffing-if-prices-excel-csv",
            role=Role.HR_DIRECTOR,
            staffing_if_prices_excel_csv__n_clicks=1,
            **asked(),
        )
    )["staffing-if-prices-file"]["data"]
    assert len(saved["content"].splitlines()) == 8


def test_an_impossible_question_is_told_and_not_an_error(place):
    shown = told(
        place.press("staffing", "staffing-if-answer", **asked([100.0, *VALUES[1:]]))
    )

    assert "bad" in json.dumps(shown["staffing-if-answer"])


def test_goals_are_used_with_a_reason_and_once(place):
    values = [90.0, *VALUES[1:]]
    press = {"staffing_if_use__n_clicks": 1, **asked(values)}
    silent = told(place.press("staffing", "staffing-if-used", **press))
    assert silent["staffing-if-reason"]["error"]

    press["staffing_if_reason__value"] = "acuerdo con el cliente"
    used = told(place.press("staffing", "staffing-if-used", **press))
    again = told(place.press("staffing", "staffing-if-used", **press))

    text, number = campaign_settings(place.web.store, COMMAND_LINE, place.number)
    assert used["staffing-if-seen"]["data"] == number == 2
    assert "service_level = 0.9" in text
    assert "staffing-if-seen" not in again


def test_a_value_that_is_no_number_is_the_askers_fault(place):
    answer = place.press("staffing", "staffing-if-answer", **asked(["x", *VALUES[1:]]))

    assert answer.status_code == 400
