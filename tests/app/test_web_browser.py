"""The pages in a real browser: both languages, both themes, desk and phone."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.services.plans import Plans
from app.web.server import make_server
from tests.app.plan_folder import plan_folder
from tests.requirements import required

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000
DESK, PHONE = (1440, 900), (390, 844)
LOCALES = {"es": "es-CO", "en": "en-US"}
# What must be there before a page counts as drawn.
DRAWN = {
    "/": "#plan-chart .scatterlayer .trace",
    "/roster": "#roster-bars .barlayer .trace",
    "/adherence": "#adherence-grid .ag-row",
    "/requests": "#requests-chart .barlayer .trace",
}
# Boxes whose text must fit: nothing cut, nothing over its neighbour.
BOXES = ".kpi, .kpi *, .heading *, .legend *, .facts *, .answers *, .table *, .about *"
CUT = """selector => [...document.querySelectorAll(selector)]
    .filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1
        && getComputedStyle(e).display !== 'inline'
        && getComputedStyle(e).overflowX !== 'auto')
    .map(e => e.className + ': ' + e.textContent.slice(0, 60))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where the app answers; it stops with the module."""
    plans = Plans(plan_folder().write(tmp_path_factory.mktemp("plan")))
    server = make_server(plans, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # Closed from its own loop, which then has nothing left to wait for.
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        reason = f"there is no {CHROMIUM}: apt-get install chromium"
        if required("browser"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=[*FLAGS]
        )
        yield browser
        browser.close()


def until(page, holds, arg=None):
    """Wait for a fact of the page; the page's policy forbids Playwright's own way."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(holds, arg):
        assert time.monotonic() < deadline, holds
        page.wait_for_timeout(50)


class Watch:
    """A page of the browser and everything it complained about or asked for."""

    def __init__(self, browser, address, **options):
        self.address = address
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints, self.hosts = [], set()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)

    def _heard(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _asked(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob"):
            self.hosts.add(parts.hostname)

    def open(self, path):
        """Load a page by its address."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector(DRAWN[path], state="attached")
        return self.page

    def go(self, path):
        """Come to a page by the menu, through the drawer where it is one."""
        burger = self.page.locator("#burger")
        if burger.is_visible():
            burger.click()
        self.page.click(f"nav a[href='{path}']")
        self.page.wait_for_selector(DRAWN[path], state="attached")


@pytest.fixture
def visit(chromium, address):
    """Open a page as a visitor of a language, a theme and a screen."""
    opened = []

    def open_as(language="es", theme="light", screen=DESK):
        watch = Watch(
            chromium,
            address,
            locale=LOCALES[language],
            color_scheme=theme,
            viewport={"width": screen[0], "height": screen[1]},
            has_touch=screen == PHONE,
        )
        opened.append(watch)
        return watch

    yield open_as
    for watch in opened:
        watch.context.close()


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_is_whole_and_quiet(visit, language, theme, screen):
    watch = visit(language, theme, screen)
    page = watch.open("/")
    for path in DRAWN:
        if path != "/":
            watch.go(path)
        page.wait_for_selector("h1")
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, f"{path} is wider than the screen"
        assert page.evaluate(CUT, BOXES) == [], path
        root = page.locator("html")
        assert root.get_attribute("lang") == language
        assert root.get_attribute("data-mantine-color-scheme") == theme
        assert page.locator("h1").count() == 1

    assert watch.complaints == []
    assert watch.hosts == {"127.0.0.1"}


def test_numbers_are_written_in_the_visitors_language(visit):
    shown = {}
    for language in ("es", "en"):
        page = visit(language).open("/")
        shown[language] = page.locator(".kpi-value").all_inner_texts()

    assert re.fullmatch(r"\d{1,3}(\.\d{3})+", shown["es"][0])
    assert re.fullmatch(r"\d{1,3}(,\d{3})+", shown["en"][0])
    assert re.fullmatch(r"\d{2},\d\s%", shown["es"][3])
    assert re.fullmatch(r"\d{2}\.\d%", shown["en"][3])


def test_axis_numbers_follow_the_language_too(visit):
    for language, mark in (("es", "."), ("en", ",")):
        page = visit(language).open("/requests")
        ticks = page.locator("#requests-chart .ytick text").all_text_contents()
        assert any(f"1{mark}000" in tick for tick in ticks)


def test_the_language_switch_is_remembered(visit):
    page = visit("es").open("/")

    page.locator("#language").get_by_text("EN", exact=True).click()
    page.wait_for_selector("h1:has-text('Forecast and staffing')")

    assert page.title() == "Forecast and staffing · Aforo"
    page.reload()
    page.wait_for_selector("h1:has-text('Forecast and staffing')")


def test_the_theme_switch_repaints_charts_and_is_remembered(visit):
    page = visit("es", "light").open("/adherence")
    ink = "#adherence-chart .ytick text"
    page.wait_for_selector(ink, state="attached")
    paint = "s => getComputedStyle(document.querySelector(s)).fill"
    light = page.evaluate(paint, ink)
    ground = "getComputedStyle(document.querySelector('.ag-row')).backgroundColor"
    light_grid = page.evaluate(ground)

    page.click("#theme-button")

    changed = "([s, before]) => getComputedStyle(document.querySelector(s)).fill"
    until(page, f"{changed} !== before", [ink, light])
    page.wait_for_selector(DRAWN["/adherence"], state="attached")
    assert page.evaluate(ground) != light_grid
    page.reload()
    page.wait_for_selector(ink, state="attached")
    assert page.locator("html").get_attribute("data-mantine-color-scheme") == "dark"


def test_the_navigation_needs_no_reload_and_names_the_tab(visit):
    watch = visit("es")
    page = watch.open("/")
    page.evaluate("window.sameDocument = true")

    page.click("nav >> text=Malla de turnos")
    page.wait_for_selector(DRAWN["/roster"], state="attached")

    until(page, "document.title === 'Malla de turnos · Aforo'")
    assert page.evaluate("window.sameDocument")
    assert watch.complaints == []


def test_on_a_phone_the_menu_is_a_drawer_that_closes_behind_the_visitor(visit):
    page = visit("es", screen=PHONE).open("/")
    link = page.locator("nav >> text=Adherencia")
    assert not _on_screen(link)

    page.click("#burger")
    link.click()

    page.wait_for_selector(DRAWN["/adherence"], state="attached")
    until(
        page,
        "document.querySelector('nav').getBoundingClientRect().right <= 0"
        " || getComputedStyle(document.querySelector('nav')).visibility === 'hidden'",
    )


def _on_screen(locator):
    box = locator.bounding_box()
    return locator.is_visible() and box is not None and box["x"] >= 0


def test_the_day_stepper_steps_by_what_is_shown(visit):
    page = visit("es").open("/")

    page.click("#plan-next")
    until(page, "document.querySelector('#plan-day').value === 'mar 1 dic'")
    page.click("#plan-back")
    page.click("#plan-back")
    until(page, "document.querySelector('#plan-day').value === 'lun 30 nov'")
    page.get_by_text("Semana", exact=True).click()
    page.click("#plan-next")
    until(page, "document.querySelector('#plan-day').value === 'lun 7 dic'")


def test_a_click_on_the_chart_explains_that_interval(visit):
    page = visit("es").open("/")
    title = page.locator("#plan-detail .card-title")
    title.wait_for()
    place = """() => {
        const chart = document.querySelector('#plan-chart .js-plotly-plot');
        const axis = chart._fullLayout.xaxis, box = chart.getBoundingClientRect();
        return [box.left + axis._offset + axis.d2p('2026-11-30T14:40'), box.top + 380];
    }"""
    x, y = page.evaluate(place)

    page.mouse.move(x - 3, y)
    page.wait_for_selector("#plan-chart .hoverlayer .legend", state="attached")
    page.mouse.click(x, y)

    until(
        page,
        "document.querySelector('#plan-detail .card-title').textContent"
        ".includes('14:30')",
    )


def test_filters_of_the_roster_leave_those_who_serve_the_queue(visit):
    page = visit("es").open("/roster")
    names = page.locator("#roster-names > div")
    everybody = names.count()

    page.click("#roster-queue")
    page.get_by_role("option", name="chat").click()

    until(
        page,
        "n => document.querySelectorAll('#roster-names > div').length < n",
        everybody,
    )
    assert names.count() > 0


def test_hours_and_names_stay_in_sight_while_the_gantt_scrolls(visit):
    page = visit("es", screen=PHONE).open("/roster")
    place = """() => ['.gantt-total', '.gantt-names'].map(s => {
        const box = document.querySelector(s).getBoundingClientRect();
        return [box.left, box.top];
    })"""
    total, names = page.evaluate(place)

    page.evaluate("document.querySelector('.gantt').scrollTo(300, 200)")

    moved_total, moved_names = page.evaluate(place)
    assert moved_total[1] == pytest.approx(total[1], abs=1)
    assert moved_total[0] < total[0] - 200
    assert moved_names[0] == pytest.approx(names[0], abs=1)
    assert moved_names[1] < names[1] - 100


def test_rows_of_names_and_bars_meet(visit):
    page = visit("es").open("/roster")
    heights = """() => ['.gantt-names', '#roster-bars'].map(
        s => document.querySelector(s).getBoundingClientRect().height)"""

    names, bars = page.evaluate(heights)

    assert names == pytest.approx(bars, abs=2)


@pytest.mark.parametrize(
    ("path", "button", "name"),
    [
        ("/", "#plan-excel", "aforo-ventas-2026-11-30.xlsx"),
        ("/roster", "#roster-excel", "aforo-roster-2026-11-30.xlsx"),
        ("/adherence", "#adherence-excel", "aforo-adherence-2026-11-22.xlsx"),
        ("/requests", "#requests-excel", "aforo-requests.xlsx"),
    ],
)
def test_each_page_downloads_its_table(visit, path, button, name):
    page = visit("es").open(path)

    with page.expect_download() as download:
        page.click(button)

    assert download.value.suggested_filename == name
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


def test_the_request_prints_without_menu_and_with_lines_to_sign(visit):
    page = visit("es", "dark").open("/requests")

    page.emulate_media(media="print")

    assert not page.locator("nav").is_visible()
    assert page.locator(".signatures").is_visible()
    assert not page.locator("#requests-print").is_visible()
