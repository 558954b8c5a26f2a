"""Files of platforms are read without a mapping of one's own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.app.services.imports.samples import (
    AVAYA,
    GENESYS,
    WOLKVOX,
    examined,
    guessed,
    rewritten,
    workbook,
)


@pytest.mark.parametrize(
    ("text", "preset"),
    [(AVAYA, "avaya_cms"), (GENESYS, "genesys_cloud"), (WOLKVOX, "wolkvox")],
)
@pytest.mark.parametrize("named", [True, False])
def test_a_platform_s_file_gives_the_same_intervals_named_or_not(text, preset, named):
    mapping = guessed(text, preset=preset if named else "generic")

    seen, rows = examined(text, mapping)

    assert seen.outcome in {"accept", "accept_warn"}
    assert rows["start"].dt.strftime("%H:%M").tolist()[:2] == ["08:00", "08:30"]
    assert rows["offered"].tolist()[:2] == [20, 24]
    assert rows["answered"].tolist()[:2] == [18, 20]


def test_avaya_totals_become_a_mean_and_are_unknown_without_calls():
    _, rows = examined(AVAYA)

    assert rows["aht_s"].tolist()[:2] == [(3600 + 180 + 720) / 18, 250]
    assert rows["aht_s"].isna().tolist() == [False, False, True]
    assert rows["answered_in_threshold"].tolist() == [15, 16, 0]


def test_genesys_durations_are_read_as_clocks_or_milliseconds():
    seen, rows = examined(GENESYS)
    assert rows["aht_s"].tolist() == [250, 250]
    assert rows["wait_s"].tolist() == [12, 20]
    assert seen.mapping.units == {"aht_s": "hms", "wait_s": "hms"}

    text = GENESYS.replace("00:04:10", "250000")
    seen, _ = examined(text)
    assert seen.outcome == "ask"
    assert "W_UNIT" in seen.counts

    milliseconds = guessed(text.replace("Avg Handle", "Avg Handle (ms)"))
    _, rows = examined(text.replace("Avg Handle", "Avg Handle (ms)"), milliseconds)
    assert rows["aht_s"].tolist() == [250, 250]


def test_spanish_headers_are_known():
    text = (
        "Cola;Fecha;Hora;Ofrecidas;Atendidas;Abandonadas;TMO\n"
        "Soporte;25/11/2026;8:00 a. m.;1.234,5;900;10;310,25\n"
        "Soporte;25/11/2026;1:30 p.m.;20;18;2;300\n"
    )

    seen, rows = examined(text)

    assert seen.mapping.decimal == ","
    assert seen.mapping.date_order == "dmy"
    assert rows["offered"].tolist() == [1234.5, 20]
    assert rows["aht_s"].tolist() == [310.25, 300]
    assert rows["start"].dt.strftime("%d %H:%M").tolist() == ["25 08:00", "25 13:30"]


def test_a_workbook_with_a_title_a_total_and_clocks_is_read():
    rows = [
        ["Informe de colas"],
        [],
        ["Cola", "Fecha y hora", "Ofrecidas", "Atendidas", "TMO"],
        ["Soporte", "2026-11-16 08:00", 20, 18, timedelta(minutes=4, seconds=10)],
        ["Soporte", "2026-11-16 08:30", 24, 20, timedelta(minutes=5, seconds=1)],
        ["Total", "", 44, 38, ""],
    ]

    seen, table = examined(workbook(rows), filename="informe.xlsx")

    assert set(seen.counts) >= {"W_PREAMBLE", "W_TOTAL_ROW"}
    assert table["aht_s"].tolist() == [250, 301]
    assert table["offered"].sum() == 44


def test_a_formula_that_was_never_calculated_is_not_a_blank():
    rows = [
        ["queue", "start", "offered"],
        ["Soporte", "2026-11-16 08:00", 20],
        ["Soporte", "2026-11-16 08:30", "=10+10"],
    ]

    data = rewritten(workbook(rows), b"</f><v></v>", b"</f>")
    seen, table = examined(data, filename="f.xlsx")

    (finding,) = (each for each in seen.findings if each.code.startswith("E_"))
    assert (finding.code, finding.row, finding.column) == (
        "E_NO_CACHED_VALUE",
        3,
        "offered",
    )
    assert len(table) == 1


def test_a_formula_that_gives_an_empty_text_is_a_blank():
    rows = [
        ["queue", "start", "offered"],
        ["Soporte", "2026-11-16 08:00", 20],
        ["Soporte", "2026-11-16 08:30", '=IF(1,"","")'],
    ]

    data = rewritten(workbook(rows), b"><f>", b' t="str"><f>')
    seen, table = examined(data, filename="f.xlsx")

    assert seen.outcome == "accept"
    assert table["offered"].isna().tolist() == [False, True]


def test_of_two_sheets_with_the_table_one_must_be_chosen():
    from dataclasses import replace

    rows = [["queue", "start", "offered"], ["S", "2026-11-16 08:00", 20]]
    data = workbook(rows, rows)
    mapping = guessed("queue,start,offered\nS,2026-11-16 08:00,20\n")

    seen, _ = examined(data, mapping, filename="f.xlsx")
    assert seen.outcome == "ask"
    assert "Datos, Datos 2" in seen.findings[0].said["sheets"]

    seen, table = examined(data, replace(mapping, sheet="Datos 2"), filename="f.xlsx")
    assert seen.sheet == "Datos 2"
    assert len(table) == 1


def test_events_of_states_end_where_the_next_begins():
    text = (
        "event_id,agent_id,ts,state\n"
        "2,A1,2026-11-16T13:05:00Z,talking\n"
        "1,A1,2026-11-16T13:00:00Z,ready\n"
        "3,A2,2026-11-16T13:00:00Z,AUX_99\n"
    )

    seen, table = examined(text, table="states")

    of_a1 = table[table["agent"] == "A1"].set_index("state")
    assert of_a1.loc["ready", "end"] == of_a1.loc["talking", "start"]
    assert of_a1["end"].isna().tolist() == [True, False]
    assert seen.counts["W_OPEN_STATE"] == 2
    assert seen.counts["W_STATE"] == 1
