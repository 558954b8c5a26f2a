"""What pages could do before they stood on the store, and still do."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pandas as pd
import pytest

from app.services.access import COMMAND_LINE
from app.services.plans.plan import Plans
from app.storage import campaigns
from app.web.figures.demand import demand_of
from app.web.pages.adherence.grid import adherence_workbook
from app.web.pages.forecast.sheet import forecast_fields
from app.web.pages.requests.lines import request_workbook
from app.web.pages.requests.statement import need_of
from app.web.pages.schedule.view import Choice, chosen_roster, facts, roster_fields
from app.web.pages.staffing.detail import chosen_start, interval_detail
from app.web.pages.staffing.kpis import plan_kpis
from app.web.pages.staffing.sheet import staffing_fields
from app.web.routes import PAGES, page_content
from app.web.spreadsheet import workbook
from app.web.visitor import Visitor
from tests.app.plan_folder import AGENTS, plan_folder
from tests.app.web.world import put_campaign

MONDAY = "2026-11-30"
SPANISH = Visitor("es", actor=COMMAND_LINE)
NOTHING_CAME = pd.DataFrame(columns=["start", "came"])
OF_A_PLAN = ("staffing", "roster", "adherence", "requests")


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    return Plans(plan_folder().write(tmp_path_factory.mktemp("plan")))


@pytest.fixture
def demand(plans):
    return demand_of(plans, "ventas", "1", MONDAY)


def texts(component):
    """All text of a component and of what is in it."""
    return json.dumps(
        component,
        default=lambda part: (
            part.to_plotly_json() if hasattr(part, "to_plotly_json") else str(part)
        ),
        ensure_ascii=False,
    )


def page(web, name, key):
    """What a page of a campaign says to somebody who may see everything."""
    place = next(each for each in PAGES if each.name == name).at(key)
    return texts(page_content(web.site, SPANISH, place))


def read_back(fields):
    """Sheet of these columns, as a spreadsheet program reads it."""
    return pd.read_excel(io.BytesIO(workbook("x", fields)), engine="calamine")


def test_a_plan_without_a_roster_or_a_forecast_says_why_on_its_page(web):
    put_campaign(web.store, "sinmalla", plan_folder(), "schedule", "shifts")
    put_campaign(web.store, "sinpronostico", plan_folder(), "forecast", "requirement")

    assert "the campaign has no schedule" in page(web, "roster", "sinmalla")
    assert "the campaign has no forecast" in page(web, "forecast", "sinpronostico")
    assert "the campaign has no requirement" in page(web, "staffing", "sinpronostico")


def test_shifts_of_nobody_are_called_anonymous_and_have_no_editing(web):
    put_campaign(web.store, "anonima", plan_folder(), "schedule")

    said = page(web, "roster", "anonima")

    assert "turnos anónimos" in said
    assert "schedule-save" not in said


@pytest.mark.parametrize("name", OF_A_PLAN)
def test_every_page_of_a_plan_stands_without_one(web, name):
    key = f"vacia-{name}"
    with web.store.writing() as connection:
        campaigns.add(connection, key=key, name=key, client="", timezone="UTC")

    assert "Todavía no hay plan" in page(web, name, key)


def test_no_tools_are_served_to_programs(web):
    rules = {str(rule) for rule in web.app.server.url_map.iter_rules()}

    assert not [rule for rule in rules if "mcp" in rule]


def test_the_figures_of_a_plan_have_a_meaning_a_level_and_a_gap(plans):
    kpis = plan_kpis(plans.summary, SPANISH)

    assert all(kpi.meaning for kpi in kpis)
    assert kpis[4].value == "83,6\N{NO-BREAK SPACE}%"
    assert "1,03\N{NO-BREAK SPACE}%" in kpis[5].meaning


def test_figures_that_a_plan_without_agents_lacks_are_dashes(plans):
    bare = {
        key: plans.summary[key]
        for key in ("start", "days", "interval", "contacts", "peak_agents", "queues")
    }

    values = [kpi.value for kpi in plan_kpis(bare, SPANISH)]

    assert values[2:] == ["–"] * 4  # noqa: RUF001


def test_a_queue_that_was_not_simulated_shows_no_simulated_level(demand):
    bare = replace(demand, simulation=demand.simulation.iloc[:0])
    start = chosen_start(None, demand)

    assert "Nivel simulado" in texts(interval_detail(start, demand, SPANISH)[0])
    assert "Nivel simulado" not in texts(interval_detail(start, bare, SPANISH)[0])


def test_the_roster_of_a_queue_or_a_team_has_those_who_are_of_it(plans):
    everybody = chosen_roster(plans, Choice(MONDAY, "*", "*"))
    chat = chosen_roster(plans, Choice(MONDAY, "chat", "*"))
    south = chosen_roster(plans, Choice(MONDAY, "*", "Equipo Sur"))

    assert 0 < len(chat.agents) < len(everybody.agents)
    assert 0 < len(south.agents) < len(everybody.agents)
    assert chat.coverage["required"].sum() < everybody.coverage["required"].sum()


def test_the_roster_says_where_agents_are_missing_most(plans):
    roster = chosen_roster(plans, Choice(MONDAY, "ventas", "*"))

    said = " ".join(texts(part) for part in facts(roster, SPANISH))

    worst = roster.coverage.loc[roster.coverage["short"].idxmax(), "start"]
    assert f"{worst:%H:%M}" in said


def test_each_page_gives_its_table_with_a_row_for_each_of_its_own(plans, demand):
    roster = chosen_roster(plans, Choice(MONDAY, "*", "*"))
    sheets = {
        "Contactos": (
            read_back(forecast_fields(demand, SPANISH, NOTHING_CAME)),
            demand.forecast,
        ),
        "Manda": (read_back(staffing_fields(demand, SPANISH)), demand.requirement),
        "Actividad": (read_back(roster_fields(roster, SPANISH)), roster.segments),
    }
    for column, (sheet, rows) in sheets.items():
        assert column in sheet
        assert len(sheet) == len(rows)
    books = {
        "Conformidad": (adherence_workbook(plans.adherence, SPANISH), AGENTS),
        "Motivo": (request_workbook(need_of(plans), SPANISH), 3),
    }
    for column, (book, count) in books.items():
        sheet = pd.read_excel(io.BytesIO(book), engine="calamine")
        assert column in sheet
        assert len(sheet) == count


def test_a_file_has_numbers_as_numbers_and_times_of_the_campaign(demand):
    sheet = read_back(forecast_fields(demand, SPANISH, NOTHING_CAME))
    staffed = read_back(staffing_fields(demand, SPANISH))

    assert sheet["Contactos"].sum() == pytest.approx(demand.forecast["volume"].sum())
    assert sheet["Inicio"].iloc[0] == pd.Timestamp("2026-11-30T07:00")
    assert set(staffed["Manda"]) <= {"ocupación", "nivel de servicio"}
