"""The app without a browser: routes, languages, headers, ids, notices, downloads."""

from __future__ import annotations

import base64
import io
import itertools
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from werkzeug.test import Client

import app.web
from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.stored import campaign_list
from app.services.plans.plan import Plans
from app.storage import campaigns
from app.web import ids
from app.web.components.chart import chart
from app.web.components.shell import navigation, shell
from app.web.pages.adherence.grid import by_attention
from app.web.pages.adherence.layout import body
from app.web.pages.adherence.totals import totals
from app.web.pages.requests.statement import need_of
from app.web.routes import PAGES, page_content, page_title
from app.web.server import make_server
from app.web.spreadsheet import DAY, TEXT, TIME, Field, as_download, workbook
from app.web.visitor import Visitor
from tests.app.plan_folder import AGENTS, plan_folder
from tests.app.web.world import NAMES, NEAR, enter, put_campaign

WEB = Path(app.web.__file__).parent
PATHS = [page.at(NEAR) for page in PAGES]
MONDAY = "2026-11-30"
SPANISH = Visitor("es", actor=COMMAND_LINE)
ENGLISH = Visitor("en", actor=COMMAND_LINE)
OUTSIDE = re.compile(rb"(?:https?:)?//[a-zA-Z0-9][\w.-]*\.[a-zA-Z]{2,}")
# The name of a vocabulary, which nothing fetches, and the licence of the font.
KNOWN = re.compile(rb"http://www\.w3\.org/2000/svg")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return plan_folder().write(tmp_path_factory.mktemp("plan"))


@pytest.fixture(scope="module")
def plans(folder):
    return Plans(folder)


@pytest.fixture
def client(web):
    return web.client(Role.OPERATIONS_DIRECTOR)


@pytest.fixture
def page(web):
    """What a page of the near campaign shows to who may see everything."""

    def laid_out(name, visitor=SPANISH, key=NEAR):
        place = next(each for each in PAGES if each.name == name).at(key)
        return page_content(web.site, visitor, place)

    return laid_out


@pytest.fixture
def changed(web):
    """Lay out a page over a plan of the test's own."""
    keys = (f"own{number}" for number in itertools.count(next(_numbers) * 100))

    def laid_out(name, made, *without, visitor=SPANISH):
        key = next(keys)
        put_campaign(web.store, key, made, *without)
        place = next(each for each in PAGES if each.name == name).at(key)
        return page_content(web.site, visitor, place)

    return laid_out


_numbers = itertools.count()


def texts(component):
    """All text of a component and of what is in it."""
    return json.dumps(component, default=_as_json, ensure_ascii=False)


def _as_json(thing):
    return thing.to_plotly_json() if hasattr(thing, "to_plotly_json") else str(thing)


def ids_in(component):
    return [
        part.id if isinstance(part.id, str) else json.dumps(part.id, sort_keys=True)
        for part in (component, *component._traverse())
        if getattr(part, "id", None)
    ]


def test_the_app_is_healthy(client):
    answer = client.get("/health")

    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})


def test_the_inline_scripts_of_the_page_are_those_allowed(client):
    page = client.get("/").text

    policy = client.get("/").headers["Content-Security-Policy"]
    inline = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", page)
    assert len(inline) == policy.count("'sha256-")


def test_no_page_names_an_outside_host(web, client):
    sources = [client.get(path).data for path in (*PATHS, "/_dash-layout")]
    for visitor in (SPANISH, ENGLISH):
        for path in PATHS:
            page = page_content(web.site, visitor, path)
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
def test_the_language_is_chosen_or_the_browsers(web, headers, language):
    stranger = web.app.server.test_client(use_cookies=False)

    page = stranger.get("/login", headers=headers).text

    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize(
    ("cookie", "theme"),
    [
        ("", "light"),
        ("aforo-system-theme=dark", "dark"),
        ("aforo-theme=light; aforo-system-theme=dark", "light"),
        ("aforo-theme=dark; aforo-system-theme=light", "dark"),
    ],
)
def test_the_theme_is_chosen_or_the_systems(web, cookie, theme):
    client = enter(web.app, NAMES[Role.QUALITY])
    for name, value in (part.split("=") for part in cookie.split("; ") if part):
        client.set_cookie(name, value)

    page = client.get("/").text
    log_in = web.app.server.test_client(use_cookies=False)

    asked = log_in.get("/login", headers={"Cookie": cookie}).text
    assert f'data-mantine-color-scheme="{theme}"' in asked

    assert f'data-mantine-color-scheme="{theme}"' in page
    assert f'data-ag-theme-mode="{theme}"' in page


def test_every_id_is_its_own_and_used():
    names = {name: value for name, value in vars(ids).items() if isinstance(value, str)}
    names = {name: value for name, value in names.items() if name.isupper()}
    code = "".join(
        path.read_text() for path in WEB.rglob("*.py") if path.name != "ids.py"
    )

    assert len(set(names.values())) == len(names)
    assert [name for name in names if f"ids.{name}" not in code] == []


@pytest.mark.parametrize("path", PATHS)
def test_no_id_appears_twice_on_a_page(web, path):
    links = [(page.name, page.path) for page in PAGES]
    known = campaign_list(web.store, COMMAND_LINE)
    around = ids_in(shell(SPANISH, None, ""))
    for part in navigation(SPANISH, links, known, (NEAR, "forecast")):
        around += ids_in(part)
    found = [*around, *ids_in(page_content(web.site, SPANISH, path))]

    assert len(found) == len(set(found))
    # Pages may have ids of their own.
    assert set(around) <= {v for v in vars(ids).values() if isinstance(v, str)}


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


@pytest.mark.parametrize("path", ["/nowhere", "/c/nowhere/forecast", "/c/norte/x"])
def test_a_path_that_does_not_exist_says_so(web, path):
    page = page_content(web.site, SPANISH, path)

    assert "Esta página no existe" in texts(page)


def test_a_campaign_without_a_plan_says_so(web):
    with web.store.writing() as connection:
        campaigns.add(connection, key="nuevo", name="Nuevo", client="", timezone="UTC")

    page = page_content(web.site, SPANISH, "/c/nuevo/forecast")

    assert "Todavía no hay plan" in texts(page)


@pytest.mark.parametrize("table", ["adherence", "requests"])
@pytest.mark.parametrize("visitor", [SPANISH, ENGLISH], ids=["es", "en"])
def test_an_absent_table_is_explained_on_its_page(changed, table, visitor):
    page = texts(changed(table, plan_folder(), table, visitor=visitor))

    assert visitor.say(f"absent.{table}") in page
    assert f"the campaign has no {table}" in page


def test_nobody_to_hire_is_good_news(changed):
    made = plan_folder()
    made.tables["requests"] = made.tables["requests"].head(0)

    page = texts(changed("requests", made))

    assert "No hace falta contratar" in page
    assert ids.REQUESTS_EXCEL not in page


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


def test_a_late_decision_is_red_and_counted(plans, page):
    need = need_of(plans)
    said = texts(page("requests"))

    assert set(need.late["line"]) <= {1, 2}
    assert 1 in set(need.late["line"])
    assert "ya está vencida" in said or "ya están vencidas" in said
    assert "vencida hace" in said


def test_the_request_is_said_in_the_visitors_language(page):
    spanish = texts(page("requests"))
    english = texts(page("requests", ENGLISH))

    assert "Se necesitan 12 personas" in spanish
    assert "Faltan 5 personas; se piden 6" in spanish
    assert "12 people are needed" in english
    assert "5 people are missing; 6 are asked for" in english
    assert "h needed, " not in spanish


def test_lines_without_their_figures_keep_the_plans_own_words(changed):
    plan = plan_folder()
    bare = ["request", "line", "campaign", "profile", "heads", "start_by"]
    plan.tables["requests"] = plan.tables["requests"][
        [*bare, "decide_by", "state", "reason"]
    ]

    page = texts(changed("requests", plan))

    assert "ventas, 42h" in page
    assert "232 h missing" in page


def read_back(content):
    return pd.read_excel(io.BytesIO(content), engine="calamine")


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
def test_a_local_server_answers_to_local_names_only(web, host, status):
    server = make_server(web.site, "127.0.0.1", 0)
    try:
        answer = Client(server.application).get(
            "/health",
            headers={"Host": host},
            environ_overrides={"REMOTE_ADDR": "127.0.0.1"},
        )
    finally:
        server.close()

    assert answer.status_code == status


def test_a_port_that_is_taken_is_told(web):
    server = make_server(web.site, "127.0.0.1", 0)
    try:
        with pytest.raises(OSError, match="in use"):
            make_server(web.site, "127.0.0.1", int(server.effective_port))
    finally:
        server.close()
