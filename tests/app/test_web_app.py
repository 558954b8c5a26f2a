"""The app without a browser: routes, languages, headers, ids, notices, downloads."""

from __future__ import annotations

import base64
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from werkzeug.test import Client

import app.web
from app.services.plans import Plans
from app.web import create_app, ids
from app.web.components.chart import chart
from app.web.components.shell import shell
from app.web.pages.adherence.grid import adherence_workbook, by_attention
from app.web.pages.adherence.layout import body
from app.web.pages.adherence.totals import totals
from app.web.pages.plan.callbacks import view
from app.web.pages.plan.detail import chosen_start, interval_detail
from app.web.pages.plan.kpis import plan_kpis
from app.web.pages.plan.workbook import demand_workbook
from app.web.pages.requests.lines import request_workbook
from app.web.pages.requests.statement import need_of
from app.web.pages.roster.view import Choice, chosen_roster, facts, roster_workbook
from app.web.routes import PAGES, page_content, page_title
from app.web.server import make_server
from app.web.spreadsheet import DAY, TEXT, TIME, Field, as_download, workbook
from app.web.visitor import Visitor
from tests.app.plan_folder import AGENTS, plan_folder

WEB = Path(app.web.__file__).parent
PATHS = [page.path for page in PAGES]
MONDAY = "2026-11-30"
SPANISH = Visitor("es")
OUTSIDE = re.compile(rb"(?:https?:)?//[a-zA-Z0-9][\w.-]*\.[a-zA-Z]{2,}")
# The name of a vocabulary, which nothing fetches, and the licence of the font.
KNOWN = re.compile(rb"http://www\.w3\.org/2000/svg")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return plan_folder().write(tmp_path_factory.mktemp("plan"))


@pytest.fixture(scope="module")
def plans(folder):
    return Plans(folder)


@pytest.fixture(scope="module")
def client(plans):
    return create_app(plans).server.test_client(use_cookies=False)


def texts(component):
    """All text of a component and of what is in it."""
    return json.dumps(component, default=_as_json, ensure_ascii=False)


def _as_json(thing):
    return thing.to_plotly_json() if hasattr(thing, "to_plotly_json") else str(thing)


def ids_in(component):
    return [
        part.id
        for part in (component, *component._traverse())
        if getattr(part, "id", None)
    ]


def test_the_app_is_healthy(client):
    answer = client.get("/health")

    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("path", [*PATHS, "/health", "/_dash-layout", "/assets/no.js"])
def test_every_answer_is_protected(client, path):
    headers = client.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    script = next(p for p in policy.split("; ") if p.startswith("script-src"))
    assert "unsafe" not in script
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_plan_is_not_kept_by_the_browser(client):
    for path in ("/", "/_dash-layout"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_the_inline_scripts_of_the_page_are_those_allowed(client):
    page = client.get("/").text

    policy = client.get("/").headers["Content-Security-Policy"]
    inline = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", page)
    assert len(inline) == policy.count("'sha256-")


def test_no_page_names_an_outside_host(client, plans):
    sources = [client.get(path).data for path in (*PATHS, "/_dash-layout")]
    for language in ("es", "en"):
        for path in PATHS:
            page = page_content(path, plans, Visitor(language))
            sources.append(texts(page).encode())
    for source in sources:
        assert OUTSIDE.findall(KNOWN.sub(b"", source)) == []


def test_no_asset_names_an_outside_host():
    assets = [
        path
        for path in (WEB / "assets").rglob("*")
        if path.suffix in (".js", ".css", ".svg")
    ]
    assert len(assets) > 10
    for path in assets:
        assert OUTSIDE.findall(KNOWN.sub(b"", path.read_bytes())) == [], path.name


def test_the_font_keeps_its_licence_and_the_locale_its_notice():
    assert "SIL OPEN FONT LICENSE" in (
        WEB / "assets/fonts/LICENSE-Inter.txt"
    ).read_text(encoding="utf-8")
    locale = (WEB / "assets/20-plotly-es.js").read_text(encoding="utf-8")
    assert "Copyright (c) 2016-2024 Plotly" in locale
    assert "MIT License" in locale


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        pytest.param({"Accept-Language": "es-CO,es;q=0.9"}, "es", id="Colombian"),
        pytest.param({"Accept-Language": "en-GB,en;q=0.9"}, "en", id="British"),
        pytest.param({"Accept-Language": "de-DE"}, "es", id="neither"),
        pytest.param({}, "es", id="unsaid"),
        pytest.param(
            {"Accept-Language": "en", "Cookie": "aforo-language=es"}, "es", id="chosen"
        ),
        pytest.param(
            {"Accept-Language": "en", "Cookie": "aforo-language=xx"}, "en", id="unknown"
        ),
    ],
)
def test_the_language_is_chosen_or_the_browsers(client, headers, language):
    assert f'<html lang="{language}"' in client.get("/", headers=headers).text


@pytest.mark.parametrize(
    ("cookie", "theme"),
    [
        ("", "light"),
        ("aforo-system-theme=dark", "dark"),
        ("aforo-theme=light; aforo-system-theme=dark", "light"),
        ("aforo-theme=dark; aforo-system-theme=light", "dark"),
    ],
)
def test_the_theme_is_chosen_or_the_systems(client, cookie, theme):
    page = client.get("/", headers={"Cookie": cookie}).text

    assert f'data-mantine-color-scheme="{theme}"' in page
    assert f'data-ag-theme-mode="{theme}"' in page


def test_two_apps_live_in_one_process(plans, tmp_path):
    other = Plans(plan_folder(seed=8).write(tmp_path))

    first, second = create_app(plans), create_app(other)

    assert len(first.callback_map) == len(second.callback_map) > 5


def test_no_tool_server_is_exposed(plans):
    rules = {str(rule) for rule in create_app(plans).server.url_map.iter_rules()}

    assert not [rule for rule in rules if "mcp" in rule]


def test_every_id_is_its_own_and_used():
    names = {name: value for name, value in vars(ids).items() if isinstance(value, str)}
    names = {name: value for name, value in names.items() if name.isupper()}
    code = "".join(
        path.read_text() for path in WEB.rglob("*.py") if path.name != "ids.py"
    )

    assert len(set(names.values())) == len(names)
    assert [name for name in names if f"ids.{name}" not in code] == []


@pytest.mark.parametrize("path", PATHS)
def test_no_id_appears_twice_on_a_page(plans, path):
    links = [(page.name, page.path) for page in PAGES]
    found = ids_in(page_content(path, plans, SPANISH))
    found += ids_in(shell(plans, SPANISH, links))

    assert len(found) == len(set(found))
    assert set(found) <= {v for v in vars(ids).values() if isinstance(v, str)}


def test_every_chart_has_the_safe_buttons(plans):
    graph = chart("any", SPANISH, 100, buttons=False)
    assert graph.config["plotlyServerURL"] == ""
    code = "".join(
        path.read_text() for path in WEB.rglob("*.py") if path.name != "chart.py"
    )
    assert "dcc.Graph" not in code


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_has_its_own_title(language):
    visitor = Visitor(language)
    found = [page_title(path, visitor) for path in (*PATHS, "/nowhere")]

    assert len(set(found)) == len(found)
    assert all(title.endswith(" · Aforo") for title in found)


def test_a_path_that_does_not_exist_says_so(plans):
    assert "Esta página no existe" in texts(page_content("/nowhere", plans, SPANISH))


@pytest.mark.parametrize("table", ["schedule", "adherence", "requests", "forecast"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_an_absent_table_is_explained_on_its_page(tmp_path, table, language):
    without = (table, "shifts") if table == "schedule" else (table,)
    plans = Plans(plan_folder().write(tmp_path, without=without))
    path = {"schedule": "/roster", "forecast": "/"}.get(table, f"/{table}")
    visitor = Visitor(language)

    page = texts(page_content(path, plans, visitor))

    assert visitor.say(f"absent.{table}") in page
    assert f"the campaign has no {table}" in page


def test_anonymous_shifts_are_called_that(tmp_path):
    plans = Plans(plan_folder().write(tmp_path, without=("schedule",)))

    assert "turnos anónimos" in texts(page_content("/roster", plans, SPANISH))


def test_nobody_to_hire_is_good_news(tmp_path):
    plan = plan_folder()
    plan.tables["requests"] = plan.tables["requests"].head(0)
    plans = Plans(plan.write(tmp_path))

    page = texts(page_content("/requests", plans, SPANISH))

    assert "No hace falta contratar" in page
    assert ids.REQUESTS_EXCEL not in page


@pytest.mark.parametrize("path", PATHS)
def test_a_plan_that_cannot_be_read_is_told_on_the_page(tmp_path, path):
    page = texts(page_content(path, Plans(tmp_path), SPANISH))

    assert "El plan no se puede leer" in page
    assert "there is no plan here" in page


def test_the_shell_stands_without_a_plan(tmp_path):
    assert ids.CONTENT in ids_in(shell(Plans(tmp_path), SPANISH, [("plan", "/")]))


def test_the_six_figures_are_those_of_the_summary(plans):
    kpis = plan_kpis(plans.summary, SPANISH)

    assert len(kpis) == 6
    assert kpis[2].note == "hay 40; faltan 5 en la peor semana"
    assert kpis[4].value == "83,6\N{NO-BREAK SPACE}%"
    assert kpis[4].note.replace("\xa0", " ") == "prometido 88,1 % · 1 cola bajo la meta"
    assert (kpis[5].value, kpis[5].unit) == ("$\N{NO-BREAK SPACE}128,4", "millones")
    assert "1,03\N{NO-BREAK SPACE}%" in kpis[5].meaning
    assert all(kpi.meaning for kpi in kpis)


def test_a_simulated_level_is_bad_only_where_a_queue_misses_its_goal(plans):
    told = plans.summary["simulation"]
    content = [row | {"goal": 0.5} for row in told["queues"]]
    aimless = [row | {"goal": None} for row in told["queues"]]

    notes = [
        plan_kpis({**plans.summary, "simulation": told | {"queues": rows}}, SPANISH)[4]
        for rows in (content, aimless, [])
    ]

    assert [kpi.tone for kpi in notes] == ["", "", ""]
    assert [kpi.note for kpi in notes[:2]] == ["prometido 88,1\N{NO-BREAK SPACE}%"] * 2
    assert notes[2].note == "sin simular"


def test_figures_that_a_plan_without_agents_lacks_are_dashes(plans):
    bare = {
        key: plans.summary[key]
        for key in ("start", "days", "interval", "contacts", "peak_agents", "queues")
    }
    values = [kpi.value for kpi in plan_kpis(bare, SPANISH)]

    assert values[2:] == ["–"] * 4  # noqa: RUF001


def test_the_interval_clicked_is_the_one_explained(plans):
    demand = view(plans, "ventas", "1", MONDAY)
    click = {"points": [{"x": "2026-11-30 14:30"}]}

    assert chosen_start(click, demand) == "2026-11-30T14:30"
    detail = interval_detail("2026-11-30T14:30", demand, SPANISH)
    assert "14:30–15:00" in texts(detail[0])  # noqa: RUF001


def test_an_interval_tells_what_rules_its_price_and_what_is_simulated(plans):
    demand = view(plans, "ventas", "1", MONDAY)
    start = chosen_start(None, demand)
    priced = demand.requirement.assign(binding="occupancy", binding_cost=2.0)
    row = priced[priced["agents"] == priced["agents"].max()].iloc[0]

    said = texts(
        interval_detail(start, replace(demand, requirement=priced), SPANISH)[0]
    )

    assert f"Sin esa meta bastarían {row['agents'] - 2:.0f}." in said
    assert "Nivel simulado" in said


def test_an_interval_of_a_longer_window_tells_what_it_would_need_by_itself(plans):
    demand = view(plans, "ventas", "1", MONDAY)
    start = chosen_start(None, demand)
    most = demand.requirement["agents"].max()
    longer = demand.requirement.assign(
        binding="occupancy", binding_cost=most, agents_by_interval=most + 2
    )

    said = texts(
        interval_detail(start, replace(demand, requirement=longer), SPANISH)[0]
    )

    assert f"Si la meta rigiera en cada intervalo serían {most + 2:.0f}." in said
    assert "Sin esa meta" not in said


def test_a_queue_that_was_not_simulated_shows_no_simulated_level(plans):
    demand = view(plans, "ventas", "1", MONDAY)
    bare = replace(demand, simulation=demand.simulation.iloc[:0])

    said = texts(interval_detail(chosen_start(None, demand), bare, SPANISH)[0])

    assert "Nivel simulado" not in said


@pytest.mark.parametrize(
    ("rule", "word"), [("deadline", "plazo"), ("target", "meta de contactos")]
)
def test_work_that_nobody_waits_for_has_its_own_line_of_the_ledger(plans, rule, word):
    demand = view(plans, "ventas", "1", MONDAY)
    own = demand.requirement.assign(
        binding=rule, agents_service_level=np.nan, agents_occupancy=np.nan
    )

    said = texts(
        interval_detail(
            chosen_start(None, demand), replace(demand, requirement=own), SPANISH
        )[0]
    )

    assert said.count(word) == 2


def test_without_a_click_the_interval_that_needs_most_is_explained(plans):
    demand = view(plans, "ventas", "1", MONDAY)

    start = chosen_start(None, demand)

    row = demand.requirement[
        demand.requirement["start"].dt.strftime("%Y-%m-%dT%H:%M") == start
    ]
    assert row["agents"].item() == demand.requirement["agents"].max()
    assert "por ocupación" in texts(interval_detail(start, demand, SPANISH)[0])


def test_a_click_on_another_day_is_forgotten(plans):
    demand = view(plans, "ventas", "1", "2026-12-01")
    click = {"points": [{"x": "2026-11-30 14:30"}]}

    assert chosen_start(click, demand).startswith("2026-12-01")


def test_a_closed_day_has_nothing_to_explain(plans):
    demand = view(plans, "ventas", "1", "2030-01-01")

    assert chosen_start(None, demand) is None
    assert "cerrada" in texts(interval_detail(None, demand, SPANISH)[0])


def test_the_roster_of_a_queue_has_those_who_serve_it(plans):
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


def test_adherence_of_a_day_is_a_ratio_of_sums():
    rows = pd.DataFrame(
        {
            "scheduled_minutes": [100.0, 300.0, 0.0],
            "adherent_minutes": [50.0, 300.0, 0.0],
            "present_minutes": [100.0, 310.0, 30.0],
            "adherence": [0.5, 1.0, float("nan")],
        }
    )
    day = totals(rows)

    assert day.adherence == pytest.approx(350 / 400)
    assert day.conformance == pytest.approx(410 / 400)
    assert (day.agents, day.below, day.lost) == (2, 1, 50)


def test_a_day_without_scheduled_time_has_no_ratio(plans):
    day = totals(plans.adherence.head(0))

    assert day.adherence is None
    assert day.conformance is None


def test_who_lost_most_time_comes_first(plans):
    ordered = by_attention(plans.adherence)

    assert ordered["lost_minutes"].is_monotonic_decreasing
    assert len(ordered) == AGENTS


def test_the_grid_holds_every_agent_and_follows_the_language(plans):
    parts = body(plans.adherence, Visitor("en"))

    grid = next(
        part
        for card in parts
        for part in card._traverse()
        if getattr(part, "id", "") == ids.ADHERENCE_GRID
    )
    assert len(grid.rowData) == AGENTS
    assert grid.dashGridOptions["localeText"]["contains"] == "Contains"


def test_a_late_decision_is_red_and_counted(plans):
    need = need_of(plans)
    page = texts(page_content("/requests", plans, SPANISH))

    assert set(need.late["line"]) <= {1, 2}
    assert 1 in set(need.late["line"])
    assert "ya está vencida" in page or "ya están vencidas" in page
    assert "vencida hace" in page


def test_the_request_is_said_in_the_visitors_language(plans):
    spanish = texts(page_content("/requests", plans, SPANISH))
    english = texts(page_content("/requests", plans, Visitor("en")))

    assert "Se necesitan 12 personas" in spanish
    assert "Faltan 5 personas; se piden 6" in spanish
    assert "12 people are needed" in english
    assert "5 people are missing; 6 are asked for" in english
    assert "h needed, " not in spanish


def test_lines_without_their_figures_keep_the_plans_own_words(tmp_path):
    plan = plan_folder()
    bare = ["request", "line", "campaign", "profile", "heads", "start_by"]
    plan.tables["requests"] = plan.tables["requests"][
        [*bare, "decide_by", "state", "reason"]
    ]
    plans = Plans(plan.write(tmp_path))

    page = texts(page_content("/requests", plans, SPANISH))

    assert "ventas, 42h" in page
    assert "232 h missing" in page


def read_back(content):
    return pd.read_excel(io.BytesIO(content), engine="calamine")


def test_each_page_gives_its_table_as_excel(plans):
    demand = view(plans, "ventas", "1", MONDAY)
    roster = chosen_roster(plans, Choice(MONDAY, "*", "*"))
    books = {
        "Contactos": (demand_workbook(demand, SPANISH), len(demand.forecast)),
        "Actividad": (roster_workbook(roster, SPANISH), len(roster.segments)),
        "Conformidad": (adherence_workbook(plans.adherence, SPANISH), AGENTS),
        "Motivo": (request_workbook(need_of(plans), SPANISH), 3),
    }
    for column, (book, rows) in books.items():
        sheet = read_back(book)
        assert column in sheet
        assert len(sheet) == rows


def test_excel_has_numbers_as_numbers_and_local_times(plans):
    demand = view(plans, "ventas", "1", MONDAY)

    sheet = read_back(demand_workbook(demand, SPANISH))

    assert sheet["Contactos"].sum() == pytest.approx(demand.forecast["volume"].sum())
    assert sheet["Inicio"].iloc[0] == pd.Timestamp("2026-11-30T07:00")
    assert set(sheet["Manda"]) <= {"ocupación", "nivel de servicio"}


def test_text_that_looks_like_a_formula_stays_text():
    hostile = pd.Series(["=1+1", "@SUM(A1)", "https://example.org"])

    sheet = read_back(workbook("a/b:c", [Field("x", TEXT, hostile)]))

    assert sheet["x"].tolist() == hostile.tolist()


def test_what_is_unknown_stays_empty_in_excel():
    day = pd.to_datetime(pd.Series([None, "2026-11-30"]))
    content = workbook("x", [Field("d", DAY, day), Field("t", TIME, day)])

    assert read_back(content)["d"].isna().tolist() == [True, False]


def test_a_download_carries_its_file():
    sent = as_download(b"abc", "x.xlsx")

    assert base64.b64decode(sent["content"]) == b"abc"
    assert sent["filename"] == "x.xlsx"


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8050", 200), ("localhost:8050", 200), ("evil.example", 400)],
)
def test_a_local_server_answers_to_local_names_only(plans, host, status):
    server = make_server(plans, "127.0.0.1", 0)
    try:
        answer = Client(server.application).get(
            "/health",
            headers={"Host": host},
            environ_overrides={"REMOTE_ADDR": "127.0.0.1"},
        )
    finally:
        server.close()

    assert answer.status_code == status


def test_a_port_that_is_taken_is_told(plans):
    server = make_server(plans, "127.0.0.1", 0)
    try:
        with pytest.raises(OSError, match="in use"):
            make_server(plans, "127.0.0.1", int(server.effective_port))
    finally:
        server.close()
