"""A preview names every bad row, asks what is unclear, and loses nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from app.services.imports.findings import Level
from app.services.imports.preview import Known, Preview
from app.services.imports.sentences import remedy, sentence
from app.services.imports.sentences_en import TEXTS as ENGLISH
from app.services.imports.sentences_es import TEXTS as SPANISH
from app.services.imports.sheet import WEB_BYTES
from tests.app.services.imports.samples import HEADER, examined, guessed

TWO_BAD = (
    "Cola;Fecha y hora;Recibidas en total;Atendidas;TMO\n"
    "Soporte;2026-11-16 08:00;20;18;250\n"
    "Soporte;2026-11-16 08:30;muchas;20;260\n"
    "Soporte;2026-13-16 09:00;22;20;255\n"
    "Soporte;2026-11-16 09:30;21;20;251\n"
)


def test_two_bad_rows_are_named_once_the_mapping_is_mended():
    mapping = guessed(TWO_BAD)
    seen, rows = examined(TWO_BAD, mapping)
    assert rows is None
    assert [each.code for each in seen.findings] == ["E_MISSING_COLUMN"]
    assert "offered" in sentence(seen.findings[0])

    mended = replace(
        mapping, columns={**mapping.columns, "offered": "Recibidas en total"}
    )
    seen, rows = examined(TWO_BAD, mended)

    assert (seen.rows, seen.good, seen.bad) == (4, 2, 2)
    assert not seen.may_be_imported(skip_bad=False)
    assert seen.may_be_imported(skip_bad=True)
    told = [each for each in seen.findings if each.level is Level.ROW]
    assert [(e.row, e.column, e.value) for e in told] == [
        (3, "Recibidas en total", "muchas"),
        (4, "Fecha y hora", "2026-13-16 09:00"),
    ]
    assert sentence(told[0], "es") == (
        "fila 3, columna Recibidas en total: muchas no es un número"
    )
    assert remedy(told[0]) == "correct the cell in the file, or skip the row"
    assert rows["offered"].tolist() == [20, 21]


def test_every_sentence_is_there_in_both_languages():
    assert set(ENGLISH) == set(SPANISH)


def test_a_preview_travels_as_json():
    seen, _ = examined(TWO_BAD, guessed(TWO_BAD.replace("Recibidas en total", "calls")))

    assert Preview.from_json(json.loads(json.dumps(seen.to_json()))) == seen


@pytest.mark.parametrize(
    ("dates", "outcome", "code"),
    [
        (["05/11/2026 08:00", "06/11/2026 08:00"], "ask", "E_DATE_AMBIGUOUS"),
        (["25/11/26 08:00", "26/11/26 08:00"], "ask", "E_DATE_AMBIGUOUS"),
        (["25/11/2026 08:00", "11/26/2026 08:00"], "reject", "E_DATE_MIXED"),
        (["46345.3333333", "46345.354166667"], "ask", "E_DATE_SERIAL"),
        (["2026-11-16T08:00Z", "2026-11-16 08:30"], "ask", "E_MIXED_TZ"),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked(dates, outcome, code):
    text = HEADER + "".join(f"S,{date},20,18,2,250\n" for date in dates)

    seen, _ = examined(text)

    assert seen.outcome == outcome
    assert code in seen.counts


def test_a_confirmed_question_is_a_note():
    text = f"{HEADER}S,05/11/2026 08:00,20,18,2,250\nS,05/11/2026 08:30,20,18,2,250\n"
    sure = guessed(text).confirming("E_DATE_AMBIGUOUS")

    seen, rows = examined(text, sure)

    assert seen.outcome == "accept_warn"
    assert rows["start"].dt.day.tolist() == [5, 5]
    assert rows["start"].dt.month.tolist() == [11, 11]


def test_rows_that_contradict_themselves_are_wrong():
    text = (
        f"{HEADER}S,2026-11-16 08:00,20,25,2,250\n"
        "S,2026-11-16 08:30,20,18,2,0\n"
        "S,2026-11-16 09:00,-3,,,\n"
        "S,2026-11-16 09:30,nan,18,2,250\n"
        "S,2026-11-16 10:07,20,18,2,250\n"
        "S,2026-11-16 10:30,20,18,2,250\n"
        "S,2026-11-16 11:00,20,18,2,250\n"
        "S,2026-11-16 11:00,21,18,2,250\n"
        "S,2026-11-16 11:30,20,18,2,250\n"
        "S,2026-11-16 11:30,20,18,2,250\n"
        "S,2026-11-16 12:00,20,18,2,250\n"
        "S,2026-11-16 12:30,0,0,0,0\n"
    )

    seen, rows = examined(text)

    rows_of = {each.row: each.code for each in seen.findings if each.row}
    assert rows_of == {
        2: "E_INCONSISTENT",
        3: "E_AHT_ZERO",
        4: "E_NEGATIVE",
        5: "E_NONFINITE",
        6: "E_GRAIN",
        8: "E_DUPLICATE",
        9: "E_DUPLICATE",
    }
    assert (seen.good, seen.bad, seen.duplicates) == (4, 7, 1)
    assert rows["aht_s"].isna().tolist() == [False, False, False, True]


def test_queues_are_matched_and_new_ones_must_be_confirmed():
    text = (
        f"{HEADER}soporte,2026-11-16 08:00,20,18,2,250\nNueva,2026-11-16 08:00,1,,,\n"
    )
    known = Known(queues=["Soporte"])

    seen, rows = examined(text, known=known)
    assert rows["queue"].tolist() == ["Soporte"]
    assert seen.counts["E_UNKNOWN_QUEUE"] == 1

    sure = guessed(text).confirming("E_UNKNOWN_QUEUE")
    seen, rows = examined(text, sure, known=known)
    assert seen.outcome == "accept_warn"
    assert seen.names == ("Nueva", "Soporte")


def test_hours_that_never_were_or_were_twice_are_told():
    zone = "America/New_York"
    gap = f"{HEADER}S,2026-03-08 02:00,20,18,2,250\nS,2026-03-08 02:30,0,0,0,\n"
    text = f"{gap}S,2026-03-08 03:00,20,18,2,250\nS,2026-03-08 03:30,20,18,2,250\n"
    seen, rows = examined(text, timezone=zone)
    assert (seen.good, seen.bad) == (2, 1)
    assert {"E_DST_GAP", "W_SKIPPED_HOUR"} <= set(seen.counts)

    times = ["00:30", "01:00", "01:30", "01:00", "01:30", "02:00"]
    text = HEADER + "".join(f"S,2026-11-01 {at},20,18,2,250\n" for at in times)
    seen, rows = examined(text, timezone=zone)
    assert seen.outcome == "ask"
    assert rows["start"].is_unique


def test_the_quality_of_a_history_is_told_before_it_is_imported():
    starts = pd.date_range("2026-08-03 08:00", "2026-11-22 17:30", freq="30min")
    starts = starts[(starts.hour >= 8) & (starts.hour < 18)]
    rng = np.random.default_rng(7)
    level = np.where(starts < "2026-10-05", 40, 80)
    table = pd.DataFrame({"queue": "S", "start": starts, "offered": rng.poisson(level)})
    closed = starts.normalize() == pd.Timestamp("2026-08-17")
    lost = starts.normalize() == pd.Timestamp("2026-09-09")
    table.loc[closed, "offered"] = 0

    seen, _ = examined(table[~lost].to_csv(index=False))

    quality = {each.code: each.said for each in seen.quality}
    assert quality["W_GAP"]["count"] == "20"
    assert quality["W_CLOSED_ZERO"]["count"] == "1"
    assert quality["W_LEVEL"]["date"] == "2026-10-05"
    assert seen.period == ("2026-08-03T08:00:00-05:00", "2026-11-22T17:30:00-05:00")


def test_a_short_history_says_that_its_quality_is_not_known():
    seen, _ = examined(f"{HEADER}S,2026-11-16 08:00,20,18,2,250\n")

    assert [each.code for each in seen.quality] == ["W_QUALITY_UNKNOWN"]


def test_a_file_over_the_limit_is_refused_before_it_is_opened():
    seen, rows = examined(bytes(WEB_BYTES + 1), guessed(TWO_BAD))

    assert rows is None
    assert seen.counts == {"E_TOO_BIG": 1}


def test_people_are_checked_for_addresses_documents_and_contracts():
    text = (
        "codigo,nombre,cedula,correo,contrato,habilidades\n"
        "A1,Ana,52.123.456,ana@x.co,42h,v\n"
        "A2,Ana P.,52123456,eva@x.co,42h,v\n"
        "A3,=1+1,7,ana@@x,42h,v\n"
        "A4,Leo,8,leo@x.co,48h,v\n"
        "A5,Luz,9,luz@x.co,42H,v\n"
    )

    seen, rows = examined(text, table="agents", known=Known(contracts=["42h"]))

    rows_of = {each.row: each.code for each in seen.findings if each.level == "row"}
    assert rows_of == {
        2: "E_DUPLICATE",
        3: "E_DUPLICATE",
        4: "E_RANGE",
        5: "E_UNKNOWN_CONTRACT",
    }
    assert rows[["agent", "name", "contract"]].to_numpy().tolist() == [
        ["A5", "Luz", "42h"]
    ]


def test_absences_that_overlap_are_named():
    text = (
        "agente;desde;hasta;novedad\n"
        "A1;2026-11-16;2026-11-20;vacaciones\n"
        "A1;2026-11-18;2026-11-19;permiso\n"
        "A1;2026-11-21;2026-11-21;permiso\n"
    )

    seen, rows = examined(text, table="time_off")

    assert [(e.row, e.code) for e in seen.findings if e.row] == [(3, "E_OVERLAP")]
    assert len(rows) == 2
