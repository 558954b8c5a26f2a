"""A mapping is kept as JSON and TOML, and one that is wrong says everything."""

from __future__ import annotations

import json
import tomllib

import pytest

from app.services.imports.mapping import Mapping, Ratio
from tests.app.services.imports.samples import AVAYA, guessed
from wfm.errors import TableError, UnknownNameError

MAPPING = Mapping(
    table="history",
    columns={"queue": 'La "cola"', "start": "Día", "offered": "Ofrecidas"},
    constants={"abandoned": "0"},
    clocks={"start": "Hora"},
    ratios={"aht_s": Ratio(total=("T1", "T2"), over="Atendidas")},
    units={"wait_s": "ms"},
    date_order="dmy",
    decimal=",",
    timezone="America/Lima",
    confirmed=("E_MIXED_TZ",),
)


@pytest.mark.parametrize("mapping", [MAPPING, Mapping(table="agents"), guessed(AVAYA)])
def test_a_mapping_comes_back_from_json_and_toml(mapping):
    assert Mapping.from_json(json.loads(json.dumps(mapping.to_json()))) == mapping
    assert Mapping.from_json(tomllib.loads(mapping.to_toml())) == mapping


def test_a_wrong_mapping_says_everything_that_is_wrong():
    given = {
        "table": "history",
        "columns": {"calls": "Calls", "offered": 3},
        "ratios": {"aht_s": {"total": "T"}},
        "units": {"aht_s": "days"},
        "date_order": "ddmm",
        "colour": "red",
        "sheet": 1,
        "confirmed": "all",
    }

    with pytest.raises(TableError) as caught:
        Mapping.from_json(given, "cms.toml")

    said = [str(each) for each in caught.value.problems]
    assert len(said) == 8
    assert all(each.startswith("cms.toml: ") for each in said)


def test_a_mapping_of_no_table_says_which_there_are():
    with pytest.raises(TableError, match="table must be one of history, agents"):
        Mapping.from_json({"table": "calls"})


def test_an_unknown_preset_is_told():
    with pytest.raises(UnknownNameError, match="did you mean 'avaya_cms'"):
        guessed(AVAYA, preset="avaya_cm")
