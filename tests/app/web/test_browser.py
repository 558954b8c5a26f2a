"""The pages in a real browser: whole, quiet, and each role through its day."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.services.access import Role
from tests.app.web.browsing import (
    ADHERENCE,
    DESK,
    DRAWN,
    FORECAST,
    PHONE,
    PLACE,
    REQUESTS,
    ROSTER,
    until,
)
from tests.app.web.exports import read

pytestmark = pytest.mark.browser

SETTLED = 3.0
# Boxes whose text must fit: nothing cut, nothing over its neighbour.
BOXES = ".kpi, .kpi *, .heading *, .legend *, .facts *, .answers *, .table *, .about *"
CUT = """selector => [...document.querySelectorAll(selector)]
    .filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1
        && !e.matches('.unseen, tr') && !e.closest('.scroll-x')
        && getComputedStyle(e).display !== 'inline'
        && getComputedStyle(e).overflowX !== 'auto')
    .map(e => e.className + ': ' + e.textContent.slice(0, 60))"""
HISTORY = "bandeja,inicio,cantidad x,tmo\n" + "\n".join(
    [
        *(
            f"ventas,2026-11-16 {hour:02d}:{minute},{hour + 20},310"
            for hour in range(8, 18)
            for minute in ("00", "30")
        ),
        "ventas,2026-11-31 08:00,9,310",
        "ventas,2026-11-17 08:00,muchas,310\n",
    ]
)


def look_over(watch, path, language):
    """Find what is cut, too wide or unnamed, in both themes and on both screens."""
    page = watch.page
    for theme in ("light", "dark"):
        if theme == "dark":
            page.click("#theme-button")
        until(
            page,
            "t => document.documentElement.dataset.mantineColorScheme === t",
            theme,
        )
        for screen in (DESK, PHONE):
            watch.on_screen(screen)
            where = (path, language, theme, screen)
            # Drawers slide and charts are drawn anew: it is awaited.
            until(page, "document.documentElement.scrollWidth <= innerWidth")
            deadline = time.monotonic() + SETTLED
            while page.evaluate(CUT, BOXES) and time.monotonic() < deadline:
                page.wait_for_timeout(50)
            assert page.evaluate(CUT, BOXES) == [], where
        watch.on_screen(DESK)


@pytest.mark.parametrize("language", ["es", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("role", DRAWN)
def test_every_page_is_whole_and_quiet(visit, role, language):
    for path in DRAWN[role]:
        watch = visit(role, language=language)
        page = watch.open(path)
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1, path
        assert not page.get_by_text("Esta página no existe").count(), path
        look_over(watch, path, language)
        watch.check_quiet()


def test_a_planner_imports_a_file_whose_columns_nobody_could_guess(visit, tmp_path):
    watch = visit(Role.PLANNER)
    page = watch.open(f"{PLACE}history")
    file = tmp_path / "historico.csv"
    file.write_text(HISTORY, encoding="utf-8")

    page.set_input_files("#import-history-file input[type=file]", str(file))
    page.wait_for_selector("#import-history-look", state="attached")
    assert page.locator("#import-history-send").is_disabled()
    for field, header in (("queue", "bandeja"), ("offered", "cantidad x")):
        page.click(f"#import-history-column-{field}")
        page.get_by_role("option", name=header, exact=True).click()
    page.click("#import-history-look")
    until(page, "!document.querySelector('#import-history-send').disabled")
    assert "2" in page.locator(".import-count .bad").inner_text()
    page.fill("#import-history-reason", "conmutador nuevo")
    page.click("#import-history-send")

    until(page, "document.querySelector('#import-history-send') === null")
    said = page.locator("#import-history-body").inner_text()
    assert "historico.csv" in said
    assert "20" in said
    watch.check_quiet()


def test_a_planner_edits_a_shift_saves_and_publishes_it(visit):
    watch = visit(Role.PLANNER)
    page = watch.open(ROSTER)

    # Rows are drawn as they come into sight: whoever begins first is.
    page.locator("button.gantt-name").first.click()
    page.wait_for_selector("#schedule-apply-times")
    hours = page.locator("#schedule-to-start input").first
    hours.fill("09")
    page.click("#schedule-apply-times")
    page.wait_for_selector("#schedule-verdict > *")
    page.fill("#schedule-reason", "cita médica")
    page.click("#schedule-save")
    until(page, "document.querySelector('#schedule-verdict').children.length === 0")
    page.keyboard.press("Escape")
    page.click("#schedule-publish")
    page.fill("#schedule-publish-reason", "cambio de turno")
    page.click("#schedule-publish-now")

    page.get_by_text("Publicada: desde ahora la ven los asesores.").wait_for()
    watch.check_quiet()


def test_an_agent_finds_the_own_month_on_a_telephone(visit):
    watch = visit(Role.AGENT, screen=PHONE)
    page = watch.open("/my")

    page.wait_for_selector(".my-month td:has-text(':')")
    page.fill("#my-note", "grado de mi hija")
    page.click("#my-ask")

    page.locator(".my-asked").wait_for()
    assert "A002" not in page.content()
    watch.check_quiet()


def test_a_slider_of_the_what_if_answers(visit):
    watch = visit(Role.OPERATIONS_DIRECTOR)
    page = watch.open(f"{PLACE}staffing")
    page.wait_for_selector("#staffing-if-answer .kpi-value")
    before = page.locator("#staffing-if-answer").inner_text()

    page.locator("#staffing-if-service-level [role=slider]").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")

    said = "b => document.querySelector('#staffing-if-answer').innerText !== b"
    until(page, said, before)
    watch.check_quiet()


def test_a_supervisor_sees_the_adherence_of_the_own_team(visit):
    watch = visit(Role.SUPERVISOR)
    page = watch.open(ADHERENCE)

    names = page.locator("#adherence-grid [col-id=agent]").all_inner_texts()

    assert "A001" in names
    assert "A002" not in names
    watch.check_quiet()


def test_hr_reads_the_request_and_opens_a_person(visit):
    watch = visit(Role.HR_DIRECTOR)
    page = watch.open(REQUESTS)
    page.get_by_text("Se necesitan 12 personas").first.wait_for()

    watch.open(f"{PLACE}people")
    page.locator("#people-grid .ag-row").first.click()

    page.wait_for_selector("#people-save")
    assert page.locator("#people-field-document").input_value() == "1010101010"
    watch.check_quiet()


def test_quality_reads_forecast_and_adherence_and_nothing_else(visit):
    watch = visit(Role.QUALITY)
    page = watch.open("/")
    menu = page.locator("nav a").all_inner_texts()
    assert {"Pronóstico", "Adherencia"} <= set(menu)
    assert not set(menu) & {"Malla de turnos", "Personas", "Dimensionamiento"}

    page.click("nav >> text=Pronóstico")
    watch.drawn(FORECAST)
    assert not page.locator("#forecast-anew, #forecast-overrides-add").count()
    page.click("nav >> text=Adherencia")
    watch.drawn(ADHERENCE)
    with page.expect_download() as download:
        page.click("#adherence-excel")
    assert "A002" in read(Path(download.value.path()).read_bytes())

    watch.check_quiet()
    for closed in (ROSTER, REQUESTS, f"{PLACE}people", f"{PLACE}staffing"):
        watch.page.goto(watch.address + closed)
        page.get_by_text("Esta página no existe").wait_for()
        # The browser itself tells that the address is not there.
        assert all("404" in said for said in watch.complaints)
        watch.complaints.clear()


def test_a_client_reads_the_service_and_nothing_of_people_or_costs(visit):
    watch = visit(Role.CLIENT_READER)
    page = watch.open("/")

    said = page.locator("#page").inner_text()

    assert "ventas" in said
    assert "$" not in said
    assert "A001" not in said
    watch.check_quiet()


def test_an_administrator_adds_an_account_and_finds_it_in_the_audit_trail(visit):
    watch = visit(Role.ADMINISTRATOR)
    page = watch.open("/admin/accounts")
    page.fill("#accounts-name", "lucia")
    page.click("#accounts-role")
    page.get_by_role("option", name="Dirección de Operaciones").click()
    page.click("#accounts-add")
    page.locator("#accounts-added").get_by_text("lucia").wait_for()

    watch.open("/admin/audit")
    page.get_by_text("Cuenta agregada").first.wait_for()
    page.click("#audit-verify")

    page.wait_for_selector("#audit-verified :text-matches('\\\\w+')")
    watch.check_quiet()


def test_the_language_switch_is_remembered(visit):
    page = visit(Role.OPERATIONS_DIRECTOR).open(FORECAST)

    page.locator("#language").get_by_text("EN", exact=True).click()
    until(page, "document.documentElement.lang === 'en'")
    page.reload()

    until(page, "document.title === 'Forecast · Aforo'")


def test_the_navigation_needs_no_reload_and_names_the_tab(visit):
    watch = visit(Role.OPERATIONS_DIRECTOR)
    page = watch.open(FORECAST)
    page.evaluate("window.sameDocument = true")

    page.click("nav >> text=Malla de turnos")
    watch.drawn(ROSTER)

    until(page, "document.title === 'Malla de turnos · Aforo'")
    assert page.evaluate("window.sameDocument")


def test_on_a_phone_the_menu_is_a_drawer_that_closes_behind_the_visitor(visit):
    watch = visit(Role.OPERATIONS_DIRECTOR, screen=PHONE)
    page = watch.open(FORECAST)
    link = page.locator("nav >> text=Adherencia")

    page.click("#burger")
    link.click()

    watch.drawn(ADHERENCE)
    until(
        page,
        "document.querySelector('nav').getBoundingClientRect().right <= 0"
        " || getComputedStyle(document.querySelector('nav')).visibility === 'hidden'",
    )


def test_the_campaign_is_changed_in_the_menu(visit):
    watch = visit(Role.OPERATIONS_DIRECTOR)
    page = watch.open(ADHERENCE)

    page.click("#campaign-choice")
    page.get_by_role("option", name="Sur").click()

    until(page, "location.pathname === '/c/sur/adherence'")
    watch.drawn(ADHERENCE)


def test_pages_of_no_campaign_keep_the_one_seen_last(visit):
    watch = visit(Role.OPERATIONS_DIRECTOR)
    page = watch.open(FORECAST)
    chosen = page.input_value("#campaign-choice")

    page.click("nav >> text=Trabajos")
    watch.drawn("/admin/jobs")

    assert page.input_value("#campaign-choice") == chosen
    assert page.url.endswith("/admin/jobs")
    page.click("nav >> text=Malla de turnos")
    watch.drawn(ROSTER)


def test_the_request_prints_without_menu_and_with_lines_to_sign(visit):
    page = visit(Role.OPERATIONS_DIRECTOR, theme="dark").open(REQUESTS)

    page.emulate_media(media="print")

    assert not page.locator("nav").is_visible()
    assert page.locator(".signatures").is_visible()
    assert not page.locator("#requests-print").is_visible()
    page.emulate_media(media="screen")


def test_the_first_tab_stop_leads_past_the_navigation(visit):
    page = visit(Role.OPERATIONS_DIRECTOR).open(FORECAST)

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip"


def test_a_table_is_downloaded_as_excel(visit):
    page = visit(Role.OPERATIONS_DIRECTOR).open(ADHERENCE)

    with page.expect_download() as download:
        page.click("#adherence-excel")

    assert Path(download.value.path()).read_bytes().startswith(b"PK")


def test_the_way_out_is_in_the_menu_of_the_account(visit):
    watch = visit(Role.QUALITY, screen=PHONE)
    page = watch.open(ADHERENCE)

    page.click("#account-button")
    page.get_by_text("Salir").click()

    page.wait_for_selector("#password")
    assert page.evaluate("document.activeElement.id") == "name"
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.goto(watch.address + ADHERENCE)
    page.wait_for_selector("#password")
    assert page.url.endswith(f"/login?next={ADHERENCE}")
    watch.check_quiet()
