"""The page of the forecast: decisions, versions, and what is made anew."""

from __future__ import annotations

import json
from datetime import date

import pytest

from app.jobs.queueing import jobs_of
from app.services.access import COMMAND_LINE, Role
from app.services.forecasts.came import contacts_since
from app.services.forecasts.decisions import decisions
from app.web.routes import page_content
from app.web.visitor import Visitor
from tests.app.services.planned import kept, plan
from tests.app.web.own_campaign import own, told
from tests.app.web.world import ask, body_of

FORM = {
    "forecast_overrides_add__n_clicks": 1,
    "forecast_overrides_queue__value": "ventas",
    "forecast_overrides_start__value": "2026-11-12",
    "forecast_overrides_start_clock__value": "08:00",
    "forecast_overrides_end__value": "2026-11-12",
    "forecast_overrides_end_clock__value": "10:00",
    "forecast_overrides_kind__value": "factor",
    "forecast_overrides_value__value": "1,3",
    "forecast_overrides_reason__value": "pauta en radio",
    "forecast_overrides_seen__data": 1,
}
DECIDE = "forecast-overrides-rows.children"
REMOVE = "forecast-overrides-remove"


@pytest.fixture
def place(web, tmp_path):
    return own(web, tmp_path)


def table(place):
    return decisions(place.web.store, COMMAND_LINE, place.number).overrides


def page(place, role_name=COMMAND_LINE):
    path = f"/c/{place.key}/forecast"
    laid = page_content(place.web.site, Visitor("es", actor=role_name), path)
    return json.dumps(
        laid,
        default=lambda part: (
            part.to_plotly_json() if hasattr(part, "to_plotly_json") else str(part)
        ),
        ensure_ascii=False,
    )


def test_an_override_typed_in_spanish_is_saved_and_shown(place):
    shown = told(place.press("forecast", DECIDE, "forecast-overrides-add", **FORM))
    row = table(place).frame.iloc[-1]

    assert (row["value"], f"{row['start']:%H:%M}", f"{row['end']:%H:%M}") == (
        1.3,
        "08:00",
        "10:00",
    )
    assert row["author"] == "operations-director"
    rows = json.dumps(shown["forecast-overrides-rows"], ensure_ascii=False)
    assert "pauta en radio" in rows
    # Each row is taken out by a button of its own.
    assert rows.count(REMOVE) == 2
    assert shown["forecast-overrides-seen"]["data"] == 2
    assert shown["forecast-overrides-reason"]["value"] == ""


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_saved(place):
    wrong = FORM | {
        "forecast_overrides_value__value": "x",
        "forecast_overrides_reason__value": "",
    }
    shown = told(place.press("forecast", DECIDE, "forecast-overrides-add", **wrong))

    assert shown["forecast-overrides-value"]["error"]
    assert shown["forecast-overrides-reason"]["error"]
    assert not shown["forecast-overrides-start"]["error"]
    assert "forecast-overrides-rows" not in shown
    assert table(place).number == 1


def press_pattern(place, output, pattern, prop, values, **given):
    """Press a part that a page has several of."""
    key = next(key for key in place.web.app.callback_map if output in key)
    named = {name.replace("__", "."): value for name, value in given.items()}
    body = body_of(place.web.app, key, named, path=f"/c/{place.key}/forecast")
    parts = [
        {"id": {**pattern, name: each}, "property": prop, "value": value}
        for name, each, value in values
    ]
    body["inputs"] = [parts if one == [] else one for one in body["inputs"]]
    last = json.dumps(parts[-1]["id"], sort_keys=True, separators=(",", ":"))
    body["changedPropIds"] = [f"{last}.{prop}"]
    return ask(place.web.client(Role.OPERATIONS_DIRECTOR), body)


def test_a_row_is_taken_out_by_its_own_button_and_comes_back(place):
    seen = {"forecast-overrides-seen__data": 1}
    row = {"type": REMOVE}
    laid_out = press_pattern(place, DECIDE, row, "n_clicks", [("row", 0, None)], **seen)
    assert laid_out.status_code == 204
    assert len(table(place).frame) == 1

    told(press_pattern(place, DECIDE, row, "n_clicks", [("row", 0, 1)], **seen))
    assert table(place).frame is None

    told(
        place.press(
            "forecast",
            DECIDE,
            "forecast-overrides-undo",
            forecast_overrides_undo__n_clicks=1,
            forecast_overrides_seen__data=2,
        )
    )
    assert len(table(place).frame) == 1


def test_what_was_decided_can_be_taken_along(place):
    saved = told(
        place.press(
            "forecast",
            "forecast-overrides-file",
            "forecast-overrides-excel-csv",
            forecast_overrides_excel_csv__n_clicks=1,
        )
    )["forecast-overrides-file"]["data"]

    assert saved["filename"] == "aforo-overrides.csv"
    assert len(saved["content"].splitlines()) == 2


def test_who_comes_second_is_told_and_changes_nothing(place):
    told(place.press("forecast", DECIDE, "forecast-overrides-add", **FORM))
    later = FORM | {
        "forecast_overrides_start__value": "2026-11-13",
        "forecast_overrides_end__value": "2026-11-13",
    }
    shown = told(place.press("forecast", DECIDE, "forecast-overrides-add", **later))

    assert "operations-director" in shown["forecast-overrides-said"]["children"]
    assert table(place).number == 2


def test_two_versions_are_compared_for_the_chosen_queue(place):
    first, second = place.versions
    shown = told(
        place.press(
            "forecast",
            "forecast-compared",
            forecast_first__value=str(first),
            forecast_second__value=str(second),
            forecast_queue__value="ventas",
        )
    )
    said = json.dumps(shown, ensure_ascii=False)

    assert said.count('"scope": "row"') == 6
    figure = next(
        part["props"]["figure"]
        for part in shown["forecast-compared"]["children"]
        if "figure" in part["props"]
    )
    first_, second_ = (trace["y"] for trace in figure["data"])
    assert [b / a for a, b in zip(first_, second_, strict=True)] == pytest.approx(
        [1.1] * 6
    )


def test_forecasting_anew_puts_a_job_on_the_queue(place):
    assert place.press("forecast", "forecast-job.children").status_code == 204
    place.press("forecast", "forecast-job.children", forecast_anew__n_clicks=1)
    found = jobs_of(place.web.store, COMMAND_LINE, place.number)

    assert [shown.row.kind for shown in found] == ["plan"]
    assert "Pronosticar de nuevo" in page(place)
    assert found[0].row.id in page(place)

    again = place.press("forecast", "forecast-job.children", forecast_anew__n_clicks=2)
    assert found[0].row.id in again.text
    assert len(jobs_of(place.web.store, COMMAND_LINE, place.number)) == 1


def test_a_job_that_ends_brings_the_new_plan_with_what_was_chosen(place):
    kept(place.web.store, place.number, plan(2.0))
    end = {"type": "job-ended"}
    chosen = {"forecast-chosen__data": ["ventas", "1", "2026-11-10"]}
    output = "forecast-plan.children"

    failed = press_pattern(
        place, output, end, "data", [("job", "x", {"state": "failed"})], **chosen
    )
    assert failed.status_code == 204
    brought = press_pattern(
        place, output, end, "data", [("job", "x", {"state": "done"})], **chosen
    )
    parts = told(brought)
    shown = json.dumps(parts["forecast-plan"], ensure_ascii=False)

    assert '"value": "2026-11-10"' in shown
    assert '"value": "1"' in shown
    # In both choices of a version.
    assert (
        json.dumps(parts["forecast-comparison"], ensure_ascii=False).count("v3 ·") == 2
    )


def test_what_came_is_drawn_over_what_was_forecast(place):
    kept(place.web.store, place.number, plan(start="2026-11-02"))
    figure = told(
        place.press(
            "forecast",
            "forecast-chart",
            forecast_queue__value="ventas",
            forecast_span__value="7",
            forecast_day__value="2026-11-03",
        )
    )["forecast-chart"]["figure"]
    came = contacts_since(
        place.web.store,
        COMMAND_LINE,
        place.number,
        "ventas",
        first=date(2026, 11, 2),
        days=7,
    )

    points = [trace for trace in figure["data"] if trace["mode"] == "markers"]
    assert len(came) == 6 * 24
    assert [trace["y"] for trace in points] == [came["came"].tolist()]


def test_a_supervisor_reads_and_is_offered_nothing_to_change(place):
    from tests.app.services.small_store import someone

    seen = page(place, someone(Role.SUPERVISOR, place.number))

    assert "Contactos por intervalo" in seen
    assert "Pronosticar de nuevo" not in seen
    assert "forecast-overrides-add" not in seen


def test_a_campaign_without_a_plan_can_be_forecast_from_here(web, tmp_path):
    seen = page(own(web, tmp_path, plans=()))

    assert "Todavía no hay plan" in seen
    assert "Hacer el plan" in seen
    assert "forecast-overrides-add" in seen
