"""The command that imports: to a file, to the store, and what it says."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.files.read import read_table
from app.services.access import COMMAND_LINE
from app.services.history.stored import read_history
from tests.app.services.imports.samples import AVAYA, BOGOTA, HEADER
from tests.app.services.imports.test_commit import campaign as campaign  # noqa: PLC0414
from wfm.errors import InputError, ParameterError, StoreError
from wfm.tables import HISTORY


def run(*words):
    result = CliRunner().invoke(app, ["import", *map(str, words)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_platform_s_file_becomes_a_table_and_its_mapping_is_kept(tmp_path):
    file, out, how = (tmp_path / name for name in ("cms.csv", "h.csv", "cms.toml"))
    file.write_text(AVAYA)
    run(file, "--as", "history", "--save-mapping", how, "--out", out)

    table = read_table(out, HISTORY, timezone=BOGOTA)
    assert table["aht_s"].tolist()[:2] == [250, 250]
    assert 'start = "starttime"' in how.read_text()

    out.unlink()
    said = run(file, "--as", "history", "--mapping", how, "--out", out, "--json")
    assert json.loads(said)["good"] == 3
    assert read_table(out, HISTORY, timezone=BOGOTA).equals(table)


def test_what_is_wrong_is_told_and_nothing_is_written(tmp_path):
    file, out = tmp_path / "f.csv", tmp_path / "h.csv"
    file.write_text(f"{HEADER}S,05/11/2026 08:00,20,18,2,250\n")

    with pytest.raises(InputError, match="may begin with the day or with the month"):
        run(file, "--as", "history", "--out", out)
    assert not out.exists()

    run(file, "--as", "history", "--out", out, "--confirm", "E_DATE_AMBIGUOUS")
    assert read_table(out, HISTORY, timezone=BOGOTA)["start"].dt.month.tolist() == [11]


def test_a_file_goes_into_a_campaign_of_the_store(store, store_url, campaign, tmp_path):
    file = tmp_path / "f.csv"
    file.write_text(f"{HEADER}Soporte,2026-11-16 08:30,24,20,4,260\n")
    to = ("--database", store_url, "--campaign", "hogar", "--json")

    first = json.loads(run(file, "--as", "history", *to))
    again = json.loads(run(file, "--as", "history", *to))

    assert (first["new"], again["new"], again["same"]) == (1, 0, 1)
    history = read_history(store, COMMAND_LINE, campaign)
    assert history["offered"].tolist() == [20, 24]


def test_a_database_without_a_campaign_and_a_missing_file_are_told(tmp_path):
    file = tmp_path / "f.csv"
    with pytest.raises(StoreError, match="cannot be read"):
        run(file, "--as", "history")
    with pytest.raises(ParameterError, match="together with --database"):
        run(file, "--as", "history", "--database", "sqlite:///x.db")
