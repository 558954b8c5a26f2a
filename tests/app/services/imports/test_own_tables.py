"""The tables of Aforo itself are imported as they are, whatever their clothes."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pandas as pd
import pytest

from app.config import sample_folder
from app.files.read import read_table
from app.services.imports.kinds import KINDS
from app.services.imports.names import PRESETS, plain
from tests.app.services.imports.samples import BOGOTA, HEADER, examined, guessed


@pytest.mark.parametrize("table", KINDS)
def test_a_table_of_the_sample_campaign_comes_through_unchanged(table):
    name = "history.csv.gz" if table == "history" else f"{table}.csv"
    path = sample_folder() / name
    kind = KINDS[table]
    content = path.read_bytes()

    seen, rows = examined(content, table=table, filename=name)

    assert seen.outcome in {"accept", "accept_warn"}, seen.findings
    read = read_table(path, kind.table, timezone=BOGOTA)
    pd.testing.assert_frame_equal(rows, read, check_like=True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_clothes_do_not_change_what_a_history_says(encoding, separator):
    text = (
        "Cola,Fecha y hora,Ofrecidas\n"
        "Atención,2026-11-16 08:00,20\n"
        "Ventas,2026-11-16 08:00,7\n"
    )
    dressed = text.replace(",", separator).encode(encoding)

    _, rows = examined(dressed)

    assert rows["queue"].tolist() == ["Atención", "Ventas"]
    assert rows["offered"].tolist() == [20, 7]
    assert examined(gzip.compress(dressed), filename="f.csv.gz")[1].equals(rows)


def test_times_of_another_zone_are_told_by_the_campaign_s_clock():
    text = f"{HEADER}S,2026-11-16 13:00,20,18,2,250\n"

    _, rows = examined(text, replace(guessed(text), timezone="UTC"))

    assert rows["start"].iloc[0].isoformat() == "2026-11-16T08:00:00-05:00"


def test_presets_name_columns_of_the_history():
    for preset, columns in PRESETS.items():
        assert set(columns) <= set(KINDS["history"].table.names), preset
        assert all(plain(name) == name for name in columns.values())
