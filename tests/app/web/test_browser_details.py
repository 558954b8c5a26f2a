"""What only a browser does: charts, grids, filters and scrolling, in both languages."""

from __future__ import annotations

import re

import pytest

from app.services.access import Role
from tests.app.web.browsing import (
    ADHERENCE,
    FORECAST,
    PHONE,
    PLACE,
    REQUESTS,
    ROSTER,
    until,
)

pytestmark = pytest.mark.browser

STAFFING = f"{PLACE}staffing"
DIRECTOR = Role.OPERATIONS_DIRECTOR
PAINT = "s => getComputedStyle(document.querySelector(s)).fill"


def test_numbers_and_axes_are_written_in_the_visitors_language(visit):
    shown, ticks = {}, {}
    for language in ("es", "en"):
        page = visit(DIRECTOR, language=language).open(STAFFING)
        shown[language] = page.locator(".kpi .kpi-value").all_inner_texts()
        page = visit(DIRECTOR, language=language).open(REQUESTS)
        ticks[language] = page.locator(
            "#requests-chart .ytick text"
        ).all_text_contents()

    assert re.fullmatch(r"\d{1,3}(\.\d{3})+", shown["es"][0])
    assert re.fullmatch(r"\d{1,3}(,\d{3})+", shown["en"][0])
    assert re.fullmatch(r"\d{2},\d\s%", shown["es"][3])
    assert re.fullmatch(r"\d{2}\.\d%", shown["en"][3])
    assert any("1.000" in tick for tick in ticks["es"])
    assert any("1,000" in tick for tick in ticks["en"])


def test_another_theme_repaints_charts_and_grids_and_is_remembered(visit):
    page = visit(DIRECTOR).open(ADHERENCE)
    ink = "#adherence-chart .ytick text"
    page.wait_for_selector(ink, state="attached")
    light = page.evaluate(PAINT, ink)
    ground = "getComputedStyle(document.querySelector('.ag-row')).backgroundColor"
    light_grid = page.evaluate(ground)

    page.click("#theme-button")

    changed = "([s, before]) => { const e = document.querySelector(s);"
    until(
        page,
        changed + " return e && getComputedStyle(e).fill !== before }",
        [ink, light],
    )
    until(page, f"b => document.querySelector('.ag-row') && {ground} !== b", light_grid)
    page.reload()
    page.wait_for_selector(ink, state="attached")
    dark = page.locator("html").get_attribute("data-mantine-color-scheme")
    assert dark == "dark"


def test_the_day_steps_by_what_is_shown(visit):
    page = visit(DIRECTOR).open(STAFFING)
    day = "document.querySelector('#staffing-day').value"

    page.click("#staffing-next")
    until(page, f"{day} === 'mar 1 dic'")
    page.click("#staffing-back")
    page.click("#staffing-back")
    until(page, f"{day} === 'lun 30 nov'")
    page.locator("#staffing-span").get_by_text("Semana", exact=True).click()
    page.click("#staffing-next")
    until(page, f"{day} === 'lun 7 dic'")


def test_a_click_on_the_chart_explains_that_interval(visit):
    page = visit(DIRECTOR).open(STAFFING)
    page.locator("#staffing-detail .card-title").wait_for()
    chart = page.locator("#staffing-chart .js-plotly-plot")
    chart.scroll_into_view_if_needed()
    place = """() => {
        const chart = document.querySelector('#staffing-chart .js-plotly-plot');
        const axis = chart._fullLayout.xaxis, box = chart.getBoundingClientRect();
        return [box.left + axis._offset + axis.d2p('2026-11-30T14:40'), box.top + 200];
    }"""
    x, y = page.evaluate(place)

    page.mouse.move(x - 3, y)
    page.wait_for_selector("#staffing-chart .hoverlayer .legend", state="attached")
    page.mouse.click(x, y)

    title = "document.querySelector('#staffing-detail .card-title').textContent"
    until(page, f"{title}.includes('14:30')")


def test_filters_of_the_roster_leave_those_who_serve_the_queue(visit):
    page = visit(DIRECTOR).open(ROSTER)
    names = page.locator(".gantt-name")
    everybody = names.count()

    page.click("#roster-queue")
    page.get_by_role("option", name="chat", exact=True).click()

    count = "document.querySelectorAll('.gantt-name').length"
    until(page, f"n => {count} < n", everybody)
    assert names.count() > 0


def test_hours_and_names_stay_in_sight_while_the_gantt_scrolls(visit):
    page = visit(DIRECTOR, screen=PHONE).open(ROSTER)
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
    page = visit(DIRECTOR).open(ROSTER)
    heights = """() => ['.gantt-names', '.gantt-lanes'].map(
        s => document.querySelector(s).getBoundingClientRect().height)"""

    names, bars = page.evaluate(heights)

    assert names == pytest.approx(bars, abs=2)


@pytest.mark.parametrize(
    ("path", "button", "name"),
    [
        (FORECAST, "#forecast-excel", "aforo-ventas-2026-11-30.xlsx"),
        (FORECAST, "#forecast-excel-csv", "aforo-ventas-2026-11-30.csv"),
        (STAFFING, "#staffing-excel", "aforo-ventas-2026-11-30.xlsx"),
        (REQUESTS, "#requests-excel", "aforo-requests.xlsx"),
    ],
)
def test_a_file_comes_under_a_name_that_says_what_it_is(visit, path, button, name):
    page = visit(DIRECTOR).open(path)

    with page.expect_download() as download:
        page.click(button)

    assert download.value.suggested_filename == name


def test_a_file_of_the_roster_is_in_its_menu(visit):
    page = visit(DIRECTOR).open(ROSTER)

    page.get_by_role("button", name="Archivos").click()
    with page.expect_download() as download:
        page.click("#roster-excel")

    assert download.value.suggested_filename == "aforo-roster-2026-11-30.xlsx"
